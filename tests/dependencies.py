"""What is found in Docs made by hand: one attribution by its words, and what the steps make of it."""

from functools import cache

from handmade import built
from spacy.language import Language
from spacy.tokens import Doc

from helpers import language
from helpers.attributions import Attribution
from helpers.attributions.cues import Cue, cue_at
from helpers.attributions.frames import Frame
from helpers.attributions.learned import UNKNOWN
from helpers.sources import Source
from helpers.stances import StancesComponent


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
