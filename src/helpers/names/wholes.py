"""Wholes: one name where taggers saw pieces, cut at a nickname, a surname's small words or a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from helpers.lexicons import listed, words
from helpers.names import relations
from helpers.names.titles import title_end, title_size
from helpers.syntax.phrases import QUOTATION_MARKS
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.quoted import quoted_pieces
from helpers.text.spans import within

LONGEST_NICKNAME = 4
"""Words between the marks of a nickname: The Hammer."""
COUNTING = listed("numbers")
INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")


def wholes(names: Iterable[Span]) -> Iterator[Span]:
    """The names, each as far as it goes, the pieces of one joined; a person's where one of its pieces is a person's."""
    last: Span | None = None
    for name in map(whole, names):
        if last is not None and name.start < last.end:
            last = joined(last, name)
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def joined(one: Span, other: Span) -> Span:
    """Two names that overlap as one."""
    label = "PERSON" if "PERSON" in (one.label_, other.label_) else one.label_
    return Span(one.doc, one.start, max(one.end, other.end), label=label)


def whole(name: Span) -> Span:
    """A name with all its pieces, also those that nobody marked."""
    doc, label, end = name.doc, name.label_, first_piece(name)
    begin = before_particles(doc, before_half(name) if label == "PERSON" else name.start)
    while (further := behind(doc, end, label)) is not None:
        label = "PERSON" if behind_nickname(doc, end) else "ORG" if end in brands(doc) else label
        end = further
    end = behind_given(name) if end == name.end else end
    return Span(doc, begin, end, label=label) if end > name.end or begin < name.start else name


def behind_given(name: Span) -> int:
    """Where a titled given name ends with the surname that nobody marked: (Mayor Ida) Brandt laughed."""
    doc, end = name.doc, name.end
    given = end - 1 == title_end(name, name.label_) > name.start and name.label_ == "PERSON"
    surname = given and end < len(doc) and doc[end - 1].whitespace_ and not doc[end].ent_type_ and goes_on(doc, end)
    return end + 1 if surname and doc[end].lower_ not in words("calendar") else end


def first_piece(name: Span) -> int:
    """Where a name ends but for a nickname's mark and what is behind it, or for a small word at its end."""
    doc = name.doc
    mark = next((token.i for token in name[1:] if token.text in QUOTATION_MARKS and token.nbor(-1).whitespace_), None)
    end = mark or name.end
    while end - name.start > 1 and is_particle(doc[end - 1]):
        end -= 1
    return end


def behind(doc: Doc, at: int, label: str) -> int | None:
    """Where a name goes on to behind a token that is no part of it by itself; None where it ends."""
    double = behind_hyphen(doc, at) or behind_double(doc, at) if label == "PERSON" else None
    return double or behind_nickname(doc, at) or behind_particles(doc, at) or (at + 1 if at in brands(doc) else None)


def is_large(doc: Doc, at: int) -> bool:
    """Whether a large word stands at a token."""
    return 0 <= at < len(doc) and doc[at].text[:1].isupper()


def is_particle(token: Token) -> bool:
    """Whether a small word belongs to the surname behind it: van, de, al-; as a number it counts."""
    return token.text in relations.PARTICLES and token.text not in COUNTING


def behind_nickname(doc: Doc, at: int) -> int | None:
    """Where a name goes on to behind a nickname in quotation marks: (Luis) “The Hammer” Prado."""
    if at >= len(doc) or doc[at].text not in QUOTATION_MARKS or not doc[at - 1].whitespace_ or doc[at].whitespace_:
        return None
    for close in range(at + 2, min(at + 2 + LONGEST_NICKNAME, len(doc) - 1)):
        if doc[close].text in QUOTATION_MARKS:
            return close + 2 if doc[close].whitespace_ and goes_on(doc, close + 1) else None
        if not is_large(doc, close - 1):
            return None
    return None


def goes_on(doc: Doc, at: int) -> bool:
    """Whether a token can be a word of the same name."""
    return is_large(doc, at) and doc[at].tag_.startswith("NN") and not title_size(doc, at, at + 1)


def behind_particles(doc: Doc, at: int) -> int | None:
    """Where a name goes on to behind the small words of a surname: (Jan) van der Berg, (Khalid) al-Mansur."""
    end = at
    while end < len(doc) and is_particle(doc[end]):
        end += 1
    end += at < end < len(doc) and doc[end].text == "-" and not doc[end].whitespace_
    return end + 1 if end > at and is_large(doc, end) else None


def behind_hyphen(doc: Doc, at: int) -> int | None:
    """Where a double name goes on to: (Delmas)-Roy; two names that stand alone as well are two: Clinton-Kaine."""
    return at + 2 if is_inside_word(doc, at) and is_half(doc, at + 1) else None


def behind_double(doc: Doc, at: int) -> int | None:
    """Where a name goes on to behind a double name: (Jean-Luc) Delmas-Roy."""
    double = is_inside_word(doc, at + 1) and is_large(doc, at) and is_large(doc, at + 2)
    return at + 3 if double and doc[at - 1].whitespace_ and goes_on(doc, at) else None


def before_half(name: Span) -> int:
    """Where the first half of a double name or a surname's initials in one word begin: Delmas-(Roy), A.B. (Coyle)."""
    doc, at = name.doc, name.start
    if is_inside_word(doc, at - 1) and is_half(doc, at - 2):
        return at - 2
    return at - 1 if at and len(name) == 1 and INITIALS.fullmatch(doc[at - 1].text) and is_own(doc, at - 1) else at


def is_own(doc: Doc, at: int) -> bool:
    """Whether initials are a person's: no state, and nothing before them that they go with (the U.S.; Lowen, D.C.)."""
    before = doc[at - 1].tag_ if at else ""
    return doc[at].text not in words("countries") and before not in ("DT", "IN", "JJ", "PRP$", "POS", ",")


def is_inside_word(doc: Doc, at: int) -> bool:
    """Whether a token is a hyphen between two words without a gap."""
    return 0 < at < len(doc) - 1 and doc[at].text in "-‑" and not (doc[at].whitespace_ or doc[at - 1].whitespace_)


def is_half(doc: Doc, at: int) -> bool:
    """Whether a large word stands only beside a hyphen in a text."""
    same = [token.i for token in doc if token.text == doc[at].text]
    return is_large(doc, at) and all(is_inside_word(doc, i - 1) or is_inside_word(doc, i + 1) for i in same)


def before_particles(doc: Doc, at: int) -> int:
    """Where a surname's small words and the given names before them begin."""
    begin = at - 2 if is_inside_word(doc, at - 1) and is_particle(doc[at - 2]) else at
    while begin > 0 and is_particle(doc[begin - 1]):
        begin -= 1
    small = begin
    while small < at and begin > 0 and is_given(doc, begin - 1):
        begin -= 1
    return begin


@once
def brands(doc: Doc) -> frozenset[int]:
    """The possessives that end a brand's name, which stands so before a verb and never without: Lind's said."""
    owners: dict[str, list[int]] = {}
    for token in doc:
        if is_large(doc, token.i) and token.tag_.startswith("NNP"):
            owners.setdefault(token.text, []).append(token.i + 1)
    quoted = quoted_pieces(doc)
    return frozenset(
        at
        for ends in owners.values()
        if all(is_possessive(doc, end) for end in ends) and any(is_subject(doc, end, quoted) for end in ends)
        for at in ends
    )


def is_possessive(doc: Doc, at: int) -> bool:
    """Whether the 's of a possessive stands at a token, whatever it was tagged as."""
    return at < len(doc) and doc[at].lower_ in ("'s", "’s")


def is_subject(doc: Doc, at: int, quoted: Sequence[Offsets]) -> bool:
    """Whether a verb follows the possessive at a token, outside quotations."""
    verb = at + 1 < len(doc) and doc[at + 1].tag_ in ("VBD", "MD")
    return verb and not within(doc[at].idx, quoted)


def is_given(doc: Doc, at: int) -> bool:
    """Whether a given name stands at a token: a large name, no title, and nothing that opens a sentence otherwise."""
    token = doc[at]
    named = token.tag_ in ("NNP", "NNPS") or token.ent_type_ in ("PERSON", "PER")
    return named and is_large(doc, at) and not title_size(doc, at, at + 1)
