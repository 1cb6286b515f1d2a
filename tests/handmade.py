"""Docs made by hand, so that what a rule does depends on no model: their words, tags, trees and names are given."""

from collections.abc import Callable, Iterable, Sequence

import spacy
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces

from helpers import extensions
from helpers.articles import Paragraph

BLANK = spacy.blank("en")
VOCAB = BLANK.vocab
UNIVERSAL = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "PRP$": "PRON", "JJ": "ADJ", "RB": "ADV"}
UNIVERSAL |= {
    "IN": "ADP",
    "DT": "DET",
    "TO": "PART",
    "MD": "AUX",
    "WP": "PRON",
    "EX": "PRON",
    ".": "PUNCT",
    ",": "PUNCT",
}
UNIVERSAL |= {"``": "PUNCT", "''": "PUNCT", "CC": "CCONJ", "WRB": "SCONJ"}
LEMMAS = {"is": "be", "are": "be", "am": "be", "'re": "be", "might": "might", "said": "say", "denied": "deny"}
LEMMAS |= {"declined": "decline", "refused": "refuse", "has": "have", "wants": "want", "boots": "boot"}


SPOKEN = {"told": "tell", "heard": "hear", "hears": "hear", "wrote": "write", "says": "say", "Asked": "ask"}
SPOKEN |= {"asked": "ask", "Pressed": "press", "shown": "show", "expected": "expect", "seen": "see", "put": "put"}
SPOKEN |= {
    "discussed": "discuss",
    "questioned": "question",
    "warned": "warn",
    "rejected": "reject",
    "saying": "say",
    "did": "do",
    "praised": "praise",
}


def doc_of(words: Iterable[str], spaces: Iterable[bool] | None = None, **given: Iterable) -> Doc:
    """A Doc of words, with a blank behind each unless it is said; `given`: tags, pos, deps, heads, lemmas, ents …."""
    extensions.declare()
    spaces = None if spaces is None else list(spaces)
    return Doc(VOCAB, words=list(words), spaces=spaces, **{name: list(each) for name, each in given.items()})


def tokenized(text: str, tag: Callable[[str], str], **given: Iterable) -> Doc:
    """A Doc of spaCy's own tokens of `text`, the tag of each by `tag`."""
    tokens = BLANK.make_doc(text)
    words = [token.text for token in tokens]
    return doc_of(words, [bool(token.whitespace_) for token in tokens], tags=map(tag, words), **given)


def built(lines: str) -> Doc:
    """A Doc of one paragraph from lines of `word tag dep head`, the head as a position; `be` as cop or aux is AUX."""
    words, tags, deps, heads = zip(*(line.split() for line in lines.strip().splitlines()), strict=True)
    pos = [universal(tag, dep) for tag, dep in zip(tags, deps, strict=True)]
    lemmas = [LEMMAS.get(word.lower(), word.lower()) for word in words]
    doc = doc_of(words, tags=tags, pos=pos, deps=deps, heads=map(int, heads), lemmas=lemmas)
    doc._.paragraphs = (Paragraph(0, len(doc.text), "body"),)
    return doc


def rowed(rows: str, lemmas: dict[str, str] = LEMMAS | SPOKEN) -> Doc:
    """A Doc of rows word/tag/label/head parted by blanks, the head as a position; other lemmas are the words."""
    words, tags, deps, heads = zip(*(row.split("/") for row in rows.split()), strict=True)
    return doc_of(
        words, tags=tags, deps=deps, heads=map(int, heads), lemmas=[lemmas.get(word, word.lower()) for word in words]
    )


def laid_out(text: str, rows: Sequence[str], lemmas: dict[str, str], ents: Iterable[tuple[int, int, str]] = ()) -> Doc:
    """A Doc of `text`; a row is "word tag label head", the head a word of the text, or its place as a number."""
    cells = [row.split() for row in " ; ".join(rows).split(" ; ")]
    words = [cell[0] for cell in cells]
    places = {word: place for place, word in reversed(list(enumerate(words)))}
    heads = [int(cell[3]) if cell[3].isdigit() else places[cell[3]] for cell in cells]
    found, spaces = get_words_and_spaces(words, text)
    assert list(found) == words
    tags, deps = [cell[1] for cell in cells], [cell[2] for cell in cells]
    known = [lemmas.get(word, word.lower()) for word in words]
    doc = doc_of(words, spaces, tags=tags, heads=heads, deps=deps, lemmas=known)
    doc.set_ents([doc.char_span(begin, end, label) for begin, end, label in ents])
    return doc


def universal(tag: str, dep: str) -> str:
    """The universal part of speech of a Penn tag."""
    if tag.startswith("VB"):
        return "AUX" if dep in ("cop", "aux", "aux:pass", "auxpass") else "VERB"
    return UNIVERSAL[tag]
