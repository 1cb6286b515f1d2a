"""Language: one spaCy pipeline from text to findings, each step a named component."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import get_installed_models
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from helpers import articles, lexicons
from helpers.extensions import STEPS, declare
from helpers.syntax.stops import hidden_starts
from helpers.text.normal import Normal, normal
from helpers.text.verbatim import moved, restored

SHIPPED = Path(__file__).parent / "models" / "language"
LONGEST_CHUNK = 100
"""Characters without white space that spaCy's tokenizer is given at once: its time grows with their square."""


GLUED = r"(?<=\w)[,.;:!?]+(?=[\"“”„«»]\S)|(?<=\S)[\"“”„«»](?=\w)"
"""Marks that spaCy's tokenizer leaves inside a token where a blank was lost: said.“It is; Monday,”she said."""


LONGEST_TEXT = 50_000_000
"""Characters a Doc may have; how long an article may be is decided where it is read."""


class LanguageError(ValueError):
    """A pipeline that cannot be had; the message is one sentence with the command that mends it."""


class BoundedTokenizer:
    """spaCy's tokenizer behind a cut: runs of non-white space over `longest` characters are tokenized in pieces.

    A piece without any letter or digit stays one token: no step after it learns more from a thousand brackets."""

    def __init__(self, tokenizer, longest: int = LONGEST_CHUNK):
        """Wrap `tokenizer`, which does the work."""
        self.tokenizer = tokenizer
        self.longest = longest
        self.long_run = re.compile(rf"\S{{{longest}}}")

    def __call__(self, text: str) -> Doc:
        """Tokenize `text`; the tokens of the Doc always join to `text` again."""
        cuts = [edge for match in self.long_run.finditer(text) for edge in match.span()]
        if not cuts:
            return self.tokenizer(text)
        words, spaces = [], []
        for begin, end in pairwise(sorted({0, *cuts, len(text)})):
            for word, space in self.piece(text[begin:end]):
                words.append(word)
                spaces.append(space)
        return Doc(self.vocab, words=words, spaces=spaces)

    def piece(self, text: str) -> list[tuple[str, bool]]:
        """The tokens of a piece between two cuts, and whether a space follows each."""
        if len(text) == self.longest and not any(map(str.isalnum, text)) and not any(map(str.isspace, text)):
            return [(text, False)]
        return [(token.text, bool(token.whitespace_)) for token in self.tokenizer(text)]

    def pipe(self, texts, **_) -> Iterator[Doc]:
        """Tokenize a stream of texts."""
        yield from map(self, texts)

    @property
    def vocab(self) -> Vocab:
        """The vocabulary shared with the pipeline."""
        return self.tokenizer.vocab

    def to_disk(self, path, **kwargs) -> None:
        """Save the wrapped tokenizer; the cut needs no saving."""
        self.tokenizer.to_disk(path, **kwargs)

    def from_disk(self, path, **kwargs) -> BoundedTokenizer:
        """Load the wrapped tokenizer."""
        self.tokenizer.from_disk(path, **kwargs)
        return self

    def to_bytes(self, **kwargs) -> bytes:
        """The wrapped tokenizer as bytes."""
        return self.tokenizer.to_bytes(**kwargs)

    def from_bytes(self, data: bytes, **kwargs) -> BoundedTokenizer:
        """Load the wrapped tokenizer from bytes."""
        self.tokenizer.from_bytes(data, **kwargs)
        return self


class LayoutComponent:
    """Sets `doc._.paragraphs`; a sentence starts at each of them, and none inside a titled name ("Col. Ruiz")."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the paragraphs unless the Doc brings its own (`article_doc` sets them)."""
        if not doc._.paragraphs:
            doc._.paragraphs = articles.layout(doc.text).paragraphs
        for paragraph in doc._.paragraphs:
            span = doc.char_span(paragraph.begin, paragraph.end, alignment_mode="expand")
            if span is not None and span.start > 0:
                doc[span.start].is_sent_start = True
        for start in hidden_starts(doc):
            doc[start].is_sent_start = True
        for token in doc[:-1]:
            if token.text in lexicons.words("short_titles") and token.nbor().is_title:
                token.nbor().is_sent_start = False
        return doc


@Language.factory("layout")
def create_layout(nlp: Language, name: str) -> LayoutComponent:
    """The first step: paragraphs and what they are."""
    declare()
    return LayoutComponent()


prepared: list[Language] = []
"""Shipped pipelines that were loaded ahead; each is handed out once."""


def prepare() -> Language:
    """Load the shipped pipeline ahead: the next `load()` in this process, or in one forked from it, takes it."""
    prepared.append(load())
    return prepared[-1]


def load(name: str | None = None, *, steps: tuple[str, ...] = STEPS) -> Language:
    """The shipped pipeline, or the installed spaCy pipeline `name` for tags, trees and names, with our steps behind it.

    Raises `LanguageError` where the pipeline is not installed or lacks a tagger, a parser or names."""
    if prepared and name is None and steps == STEPS:
        return prepared.pop()
    nlp = indexed(widened(spacy.load(SHIPPED) if name is None else load_installed(name)))
    nlp.max_length = LONGEST_TEXT
    tokenizer: Tokenizer = nlp.tokenizer
    for title in sorted(lexicons.words("short_titles")):
        tokenizer.add_special_case(title, [{ORTH: title}])
    split_glued(tokenizer)
    nlp.tokenizer = BoundedTokenizer(tokenizer)
    nlp.add_pipe("layout", first=True)
    for step in steps:
        import_module(f"helpers.{step}")  # registers the factory
        nlp.add_pipe(step, config={"finder": "tagger"} if step == "names" and name is not None else {})
    return nlp


def split_glued(tokenizer: Tokenizer) -> None:
    """Have a tokenizer part words that only quotation marks hold together; alters it."""
    usual = getattr(getattr(tokenizer, "infix_finditer", None), "__self__", None)
    if usual is not None:
        tokenizer.infix_finditer = re.compile(f"{GLUED}|{usual.pattern}").finditer


def widened(nlp: Language) -> Language:
    """`nlp` with weights that are stored in half precision, as the shipped ones are, turned into single precision.

    spaCy's compiled parts compute with nothing else. Matrices are multiplied by NumPy, which takes two thirds of the
    time that spaCy's own BLIS does."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops.use_blis = False
            for name in filter(node.has_param, node.param_names):
                node.set_param(name, node.get_param(name).astype("float32"))
    return nlp


def indexed(nlp: Language) -> Language:
    """`nlp` with the words that its lemmatizer knows as keys; spaCy searches lists of up to 57,000 from the front."""
    for _, pipe in nlp.pipeline:
        lookups = getattr(pipe, "lookups", None)
        table = lookups.get_table("lemma_index", {}) if lookups is not None else {}
        for part, known in list(table.items()):
            table[part] = dict.fromkeys(known)
    return nlp


@cache
def libraries() -> ThreadpoolController:
    """The numerical libraries of this process, looked up once."""
    return ThreadpoolController()


def load_installed(name: str) -> Language:
    """Any installed spaCy pipeline that tags, parses and finds names."""
    if not (name in get_installed_models() or Path(name).is_dir()):
        available = ", ".join(sorted(get_installed_models())) or "none"
        raise LanguageError(
            f"The spaCy pipeline {name!r} is not installed (installed: {available}): "
            f"run `python -m spacy download {name}` or `conda install -c conda-forge spacy-model-{name}`."
        )
    nlp = spacy.load(name)
    missing = [pipe for pipe in ("parser", "ner") if pipe not in nlp.pipe_names]
    if missing:
        raise LanguageError(f"The pipeline {name!r} has no {' and no '.join(missing)}, which the steps need.")
    return nlp


def article_doc(nlp: Language, article: articles.Article, *, cores: int = 2) -> Doc:
    """The Doc of an article, every finding on it; offsets count in `article.text`, and its tokens join to that.

    Models and steps read the text with one blank for each gap and nothing invisible; what they find is put back. With
    more than one of `cores` the encoder works beside the steps that do not need it, with the same result."""
    paragraphs = article.paragraphs or articles.layout(article.text).paragraphs
    read = normal(article.text, [(each.begin, each.end) for each in paragraphs])
    doc = nlp.make_doc(read.text)
    doc._.paragraphs = tuple(seen_paragraphs(paragraphs, read))
    doc = analysed(nlp, doc, cores)
    if read.text == article.text:
        return doc
    written = restored(doc, read, article.text)
    for step in STEPS:
        setattr(written._, step, moved(getattr(doc._, step), read))
    written._.paragraphs = paragraphs
    return written


def seen_paragraphs(paragraphs: Iterable[articles.Paragraph], read: Normal) -> Iterator[articles.Paragraph]:
    """Paragraphs with the offsets of the text as it is read; none without anything to see."""
    for each in paragraphs:
        begin, end = read.within(each.begin, each.end)
        if begin < end:
            yield replace(each, begin=begin, end=end)


def analysed(nlp: Language, doc: Doc, cores: int) -> Doc:
    """A Doc after all steps of the pipeline."""
    # matrices of one article are too small to be shared among threads: processes are the way to use more cores
    with libraries().limit(limits=1, user_api="blas"):
        if "names" not in nlp.pipe_names or cores == 1:
            return nlp(doc)
        from helpers.encoder import scans

        with scans.ahead(doc):
            return nlp(doc)
