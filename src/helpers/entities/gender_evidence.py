"""Callings: whether the text itself calls somebody he or she; a name tells nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from spacy.tokens import Doc, Token

from helpers.lexicons import column, listed
from helpers.names import relations
from helpers.names.paragraphs import paragraph_of
from helpers.names.titles import title_before, title_start
from helpers.syntax.labels import CLAUSE_TAGS, NOUN_SUBJECTS
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.quoted import quoted_pieces
from helpers.text.spans import within

CALLS = dict.fromkeys(listed("him"), "he") | dict.fromkeys(listed("her"), "she")
TOLD = 100
"""Votes of a title or of a word for a relative, beside one for each pronoun."""
FARTHEST = 14
"""Tokens of a description behind a name."""
MARKS = frozenset([",", ".", ";", ":", "—", "–", "(", ")", "“", "”", '"'])
CLEAR = 3
"""How many times as often one pronoun stands as the other before it counts."""

Mark = tuple[int, int]  # where somebody is spoken of, and who: the number of a person, or less than 0


def called(doc: Doc, persons: Sequence[Sequence[Offsets]], others: Iterable[Offsets] = ()) -> list[str]:
    """For each person, by their mentions, `"he"`, `"she"`, or `""` where the text does not tell.

    Counted are the words before and behind a name (Mr., her husband) and the pronouns of paragraphs in which, up to the
    pronoun, nobody else is spoken of; `others` are names that may be anybody's."""
    votes = [Counter(told_at(doc, mentions)) for mentions in persons]
    marks = [(begin, number) for number, mentions in enumerate(persons) for begin, _ in mentions]
    marks += [(begin, -1) for begin, _ in others]
    nouns = person_nouns(doc)
    for pronoun in ("he", "she"):
        known = sorted({*marks, *((at, -2 - at) for at, told in nouns if told in ("", pronoun))})
        for number in pronoun_votes(doc, known, pronoun):
            votes[number][pronoun] += 1
    return [decided(counted) for counted in votes]


def decided(votes: Counter) -> str:
    """The pronoun that is clearly the more frequent one."""
    (most, count), *rest = [*votes.most_common(2), ("", 0)][:2]
    return most if count and all(count >= CLEAR * other for _, other in rest) else ""


def told_at(doc: Doc, mentions: Iterable[Offsets]) -> dict[str, int]:
    """What titles and words for relatives, trades and offices beside the name tell."""
    told: Counter = Counter()
    for begin, end in mentions:
        span = doc.char_span(begin, end, alignment_mode="expand")
        for pronoun in filter(None, words_beside(doc, span.start, span.end)) if span is not None else ():
            told[pronoun] += TOLD
    return told


def words_beside(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The pronouns of the title before a name, of the noun before it, and of the noun behind its comma."""
    roles = column("roles", "pronoun")
    first = title_start(doc, start)
    yield column("titles", "pronoun").get(title_before(doc, start), "")
    before = first - 1 - (first > 0 and doc[first - 1].text == ",")
    if before >= 0:
        yield roles.get(hyphenated(doc[before]), "")
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].tag_ in ("DT", "PRP$"):
        yield from (roles.get(noun, "") for noun in nouns_said(doc, end + 2))


def nouns_said(doc: Doc, at: int) -> Iterator[str]:
    """The nouns of a description behind a name: "the firm's director and the mayor's younger brother" has two."""
    head = True
    for token in doc[at : at + FARTHEST]:
        if token.tag_ in CLAUSE_TAGS or token.text in MARKS:
            return
        head = (head or token.tag_ == "CC") and token.tag_ != "IN"
        following = doc[token.i + 1].tag_ if token.i + 1 < len(doc) else ""
        if head and token.tag_ == "NN" and following[:2] not in ("NN", "PO", "HY"):
            yield hyphenated(token)


def hyphenated(token: Token) -> str:
    """A word with all that hyphens tie to it: sister-in-law."""
    begin = token.i
    while begin > 1 and token.doc[begin - 1].text == "-" and not token.doc[begin - 1].whitespace_:
        begin -= 2
    return token.doc[begin : token.i + 1].text.casefold()


@once
def person_nouns(doc: Doc) -> list[tuple[int, str]]:
    """Where a common noun for a person is a subject, and the pronoun that it tells: a son is never she."""
    roles = column("roles", "pronoun")
    subjects = (token for token in doc if token.dep_ in NOUN_SUBJECTS and token.tag_ == "NN")
    told = ((token.idx, relations.singular(token.text)) for token in subjects)
    return [(at, roles[noun]) for at, noun in told if noun in roles]


@once
def callings(doc: Doc) -> list[tuple[int, str]]:
    """Where the text itself calls somebody he or she, and which."""
    spoken, called = quoted_pieces(doc), (token for token in doc if token.lower_ in CALLS)
    return [(t.idx, CALLS[t.lower_]) for t in called if not within(t.idx, spoken)]


def pronoun_votes(doc: Doc, marks: list[Mark], pronoun: str) -> Iterator[int]:
    """The number of a person for each "he", or each "she", that can mean nobody else in its paragraph."""
    changes = list(accumulate(int(one[1] != other[1]) for one, other in pairwise(marks[:1] + marks)))
    for at in (at for at, said in callings(doc) if said == pronoun):
        first, last = marks_before(doc, at, marks)
        if first < last and changes[first] == changes[last - 1] and marks[first][1] >= 0:
            yield marks[first][1]


def marks_before(doc: Doc, at: int, marks: list[Mark]) -> tuple[int, int]:
    """Which of the marks, which are in order, stand in a paragraph before the character `at`."""
    paragraph = paragraph_of(doc, at)
    first = paragraph.begin if paragraph is not None else 0
    return bisect_left(marks, (first, -at)), bisect_left(marks, (at, -at))
