"""Docs built by hand, so that what a rule does depends on no model: one line a word, "word tag dep head"."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from helpers import extensions, language
from helpers.articles import Paragraph
from helpers.attributions import Attribution
from helpers.attributions.cues import Cue, cue_at
from helpers.attributions.frames import Frame
from helpers.attributions.learned import UNKNOWN
from helpers.sources import Source
from helpers.stances import StancesComponent

VOCAB = spacy.blank("en").vocab
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


def built(lines: str) -> Doc:
    """A Doc from lines of `word tag dep head`, the head as a position; `be` forms under cop and aux are AUX."""
    extensions.declare()
    rows = [line.split() for line in lines.strip().splitlines()]
    words, tags, deps, heads = zip(*rows, strict=True)
    pos = [universal(tag, dep) for tag, dep in zip(tags, deps, strict=True)]
    doc = Doc(
        VOCAB,
        words=list(words),
        spaces=[True] * len(words),
        tags=list(tags),
        pos=pos,
        deps=list(deps),
        heads=[int(head) for head in heads],
        lemmas=[LEMMAS.get(word.lower(), word.lower()) for word in words],
    )
    doc._.paragraphs = (Paragraph(0, len(doc.text), "body"),)
    return doc


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


def rowed(rows: str) -> Doc:
    """A Doc of rows word/tag/label/head parted by spaces, the head as a position."""
    words, tags, deps, heads = zip(*(row.split("/") for row in rows.split()), strict=True)
    lemmas = [(LEMMAS | SPOKEN).get(word, word.lower()) for word in words]
    return Doc(VOCAB, list(words), tags=tags, deps=deps, heads=list(map(int, heads)), lemmas=lemmas)


def frame_of(doc: Doc, source: tuple[int, int] | None, cue: tuple[int, int], *content: tuple[int, int]) -> Frame:
    """A frame as the trained finder gives one, of runs of tokens; the head of the cue is its last verb."""
    head = max(at for at in range(*cue) if doc[at].tag_[:2] == "VB" or at == cue[0])
    known = cue_at(doc[head])
    said = Cue(head, *cue, known.entry if known else UNKNOWN)
    return Frame(said, (source,) if source else (), content, "model", 1.0)


@cache
def parser() -> Language:
    """The shipped pipeline as far as the tree; loaded once."""
    nlp = language.load(steps=())
    nlp.select_pipes(disable="layout")
    return nlp


def universal(tag: str, dep: str) -> str:
    """The universal part of speech of a Penn tag."""
    if tag.startswith("VB"):
        return "AUX" if dep in ("cop", "aux", "aux:pass", "auxpass") else "VERB"
    return UNIVERSAL[tag]


def spans(doc: Doc, words: str) -> tuple[tuple[int, int], ...]:
    """Where `words` stand in the Doc, the first time; nothing for no words."""
    begin = doc.text.find(words)
    assert begin >= 0, f"{words!r} is not in {doc.text!r}"
    return ((begin, begin + len(words)),) if words else ()


def said(doc: Doc, source: str, cue: str, content: str, *, form="direct", type="named person", source_id="s1") -> Doc:
    """The Doc with one attribution, and what the component makes of it."""
    where = spans(doc, source)
    parts = (where, spans(doc, cue), spans(doc, content))
    attribution = Attribution("a1", *parts, form, "statement", "neutral", "attributed", 1.0, source_id)
    doc._.attributions = (attribution,)
    doc._.sources = (Source("s1", source, type, "", "", (), where),)
    return StancesComponent(judge="rules")(doc)


def records(doc: Doc) -> list[tuple[str, str, str, str]]:
    """Target, position, commitment and flags of every record, in a form that is short to compare."""
    return [(each.target, each.position, each.commitment, ", ".join(each.flags)) for each in doc._.stances]


def quoted(lines: str, content: str) -> list[tuple[str, str, str, str]]:
    """The records of a direct quote by Ada, whose tree is `lines` with "said Ada" behind it."""
    count = len(lines.strip().splitlines())
    doc = built(lines + f"said VBD ROOT {count}\nAda NNP nsubj {count}\n")
    return records(said(doc, "Ada", "said", content))
