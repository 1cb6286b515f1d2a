"""An article about an invented harbour with everything that can be corrected, as tables of a Doc built by hand."""

from functools import cache

import spacy

from helpers import articles, extensions, findings, tables
from helpers.attributions import Attribution
from helpers.corrections import Correction
from helpers.entities import Entity
from helpers.sources import Source
from helpers.stances import Stance

HEADLINE = "‘A bad bargain’: Ormsea weighs its quay toll"
BODY = """“We need the toll,” said Mina Castell, the harbour master of Ormsea. “It pays for the lamps.”

One official said the toll was fair. The official added that it was fair to everyone.

Castell insisted that nobody would leave. Ugo Castell, her brother, was at sea.

A ferry captain was not aware of any plan. The Quay Company declined to comment, and Ida Holt could not be reached.
"""
ID = "harbour"


@cache
def tokenizer() -> spacy.Language:
    """What cuts the text into tokens, made once."""
    return spacy.blank("en")


def harbour(before: str = "", first: int = 1, corrections: list[Correction] = ()) -> tables.Tables:
    """The tables of the article, with a paragraph before its body, ids from `first` on, and these corrections."""
    extensions.declare()
    text = f"{HEADLINE}\n\n{before}{BODY}"
    start = len(text) - len(BODY)

    def at(words: str, within: str = "") -> tuple[int, int]:
        begin = text.index(words, text.index(within, start) if within else start)
        return begin, begin + len(words)

    story = articles.from_text(text, id=ID, title=HEADLINE)
    doc = tokenizer()(text)
    doc._.paragraphs = story.paragraphs
    e, s, a, t = ([f"{letter}{number + first}" for number in range(9)] for letter in "esat")
    two = ("Mina Castell", "Ugo Castell")
    doc._.entities = (
        Entity(e[0], "Ormsea", "GPE", (at("Ormsea"),), ()),
        Entity(e[1], "Mina Castell", "PERSON", (at("Mina Castell"),), ()),
        Entity(e[2], "Castell", "PERSON", (at("Castell", "Castell insisted"),), (), "ambiguous", two),
        Entity(e[3], "Ugo Castell", "PERSON", (at("Ugo Castell"),), ()),
        Entity(e[4], "Quay Company", "ORG", (at("Quay Company"),), ()),
        Entity(e[5], "Ida Holt", "PERSON", (at("Ida Holt"),), ()),
    )

    def said(number, who, cue, content, form, source_id, status="attributed", confidence=0.9, kind="statement"):
        framing = "loaded" if cue == "insisted" else "neutral"
        parts = (at(who, f"{who} {cue}" if form != "direct" else ""),), (at(cue),), tuple(map(at, content))
        return Attribution(a[number], *parts, form, kind, framing, status, confidence, source_id)

    quoted = ("“We need the toll,”", "“It pays for the lamps.”")
    doc._.attributions = (
        said(0, "Mina Castell", "said", quoted, "direct", s[0]),
        said(1, "One official", "said the", ("the toll was fair",), "indirect", s[1], confidence=0.4),
        said(2, "The official", "added", ("that it was fair to everyone",), "indirect", s[2]),
        said(3, "Castell", "insisted", ("that nobody would leave",), "indirect", None, "ambiguous", 0.7),
        said(4, "A ferry captain", "was not aware", ("of any plan",), "indirect", s[3]),
        said(5, "The Quay Company", "declined", ("to comment",), "indirect", s[4], kind="no-comment"),
    )
    mina = ("Mina Castell", "named person", "harbour master of Ormsea", "", (), (at("Mina Castell"),), e[1])
    doc._.sources = (
        Source(s[0], *mina),
        Source(s[1], "One official", "anonymous source", "", "", (), (at("One official"),)),
        Source(s[2], "The official", "anonymous source", "official", "", (), (at("The official"),)),
        Source(s[3], "A ferry captain", "unnamed person", "", "", (), (at("A ferry captain"),)),
        Source(s[4], "Quay Company", "named organisation", "", "", (), (at("The Quay Company"),), e[4]),
    )
    fair = (at("the toll was fair"),)
    doc._.stances = (
        Stance(t[0], s[0], a[0], "the toll", "supports", "asserts", (at("We need the toll"),), (), 0.8),
        Stance(t[1], s[1], a[1], "the toll", "supports", "asserts", fair, (), 0.5),
        Stance(t[2], s[1], a[1], "fairness", "none", "hedges", fair, (), 0.55),
        Stance(t[3], s[3], a[4], "any plan", "none", "no-knowledge", (at("of any plan"),), (), 0.9),
    )
    return findings.tables_of([(story, doc)], corrections)


def told(what: str, where: str = "", old: str = "", new: str = "", line: int = 2) -> Correction:
    """A correction of the article."""
    return Correction(line, ID, what, where, old, new, "the clerk said so")
