"""Transcripts: turns of talk that open with a label: QUILL: …, Q: …, A: ….; whose label it is settles who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from helpers.attributions.bounds import Bounds, bounded_frames
from helpers.attributions.cues import Cue, lexicon
from helpers.attributions.frames import Frame, first_token
from helpers.attributions.sentences import Run, trimmed
from helpers.lexicons import words
from helpers.names import relations
from helpers.text.layouts import Paragraph
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.verbatim import span_at, verbatim

LABEL = re.compile(r"(?P<label>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,5}):\s+(?=\S)|(?P<short>[QA])[.:]\s+(?=\S)")
FEWEST = 3
"""Paragraphs with labels from which a text is a transcript."""
ASKED, ANSWERS = "q", "a"


class Turn(NamedTuple):
    """One turn: its label and what is said, as characters, and who that is in small letters: quill, a."""

    label: Offsets
    said: Offsets
    who: str


@once
def turns(doc: Doc) -> tuple[Turn, ...]:
    """The turns of a transcript in order; none of a text whose labels are no speakers' (Ward: Harbour)."""
    text = verbatim(doc)
    paragraphs = doc._.paragraphs or (Paragraph(0, len(text), "body"),)
    found = tuple(turn for one in paragraphs if one.kind != "cut" and (turn := turn_of(text, one)) is not None)
    often = Counter(turn.who for turn in found)
    talk = len(found) >= FEWEST and len(often) > 1 and max(often.values()) > 1
    return found if talk and (often.keys() <= {ASKED, ANSWERS} or are_speakers(doc, found)) else ()


def turn_of(text: str, paragraph: Paragraph) -> Turn | None:
    """The turn that a paragraph is, where it opens with a label."""
    match = LABEL.match(text, paragraph.begin, paragraph.end)
    if match is None:
        return None
    label = match.span("label") if match["label"] else match.span("short")
    return Turn(label, (match.end(), paragraph.end), relations.key(text[slice(*label)]).rpartition(" ")[2])


def are_speakers(doc: Doc, found: Iterable[Turn]) -> bool:
    """Whether every label is in capitals, or ends with a person's surname, or says an office or a part."""
    text, persons = verbatim(doc), [one for one in doc._.entities if one.label == "PERSON"]
    surnames = {relations.person_name(name).surname for one in persons for name in (one.name, *one.aliases)}
    known = surnames | words("roles") | {ASKED, ANSWERS}
    return all(turn.who in known or text[slice(*turn.label)].isupper() for turn in found)


def transcribed(doc: Doc, held: Bounds, found: list[Frame]) -> list[Frame]:
    """The frames, in a transcript each turn as what its label says, and no other statement in a turn."""
    spoken = turns(doc)
    spans = [(span_at(doc, turn.label[0], turn.said[1]), turn) for turn in spoken]
    inside = {token.i for span, _ in spans for token in span}
    kept = [one for one in found if first_token(one) not in inside]
    made = [frame(doc, turn) for turn in spoken if turn.who != ASKED]
    parted = (replace(one, content=sentences(doc, one)) for one in bounded_frames(held, made)[0])
    return sorted([*kept, *parted], key=first_token) if spoken else found


def sentences(doc: Doc, turn: Frame) -> tuple[Run, ...]:
    """The sentences of a turn without the stops behind them."""
    return tuple(piece for run in turn.content if (piece := trimmed(doc, *run)) and piece[0] < piece[1])


def frame(doc: Doc, turn: Turn) -> Frame:
    """A turn in tokens: its label, the colon, and what is said."""
    label, said = span_at(doc, *turn.label), span_at(doc, *turn.said)
    entry = lexicon()[("phrase", ":")][0]
    end = min(label.end + 1, said.start)
    return Frame(Cue(end - 1, end - 1, end, entry), ((label.start, label.end),), ((said.start, said.end),), "turn")
