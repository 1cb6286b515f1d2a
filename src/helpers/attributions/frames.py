"""Frames: source, cue and content of attributions as runs of tokens, and the quotations that no cue governs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from helpers.attributions.contents import content_end, finders, incidental, negated
from helpers.attributions.cues import Cue, cue_at, lexicon
from helpers.attributions.sentences import Page, Run, has_verb, page, trimmed, utterances, whole_piece, without
from helpers.attributions.speakers import SPOKEN_WORDS, source_run, statement_like
from helpers.syntax import phrases
from helpers.text.layouts import Paragraph
from helpers.text.quotations import SILENT_KINDS, Quotation

SIGNATURE_WORDS = 16
"""The longest name and description behind a quotation and a dash."""
LONGEST_ASIDE = 16
"""Words between a name and the colon behind it: speaking to the radio."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in tokens; `evidence` names what it was found by: a key of `attributions.CONFIDENCE`, or "model".

    `probability` is the model's own, 0 to 1. `doubtful` is set where another frame had a claim to some of its words."""

    cue: Cue | None
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    evidence: str
    probability: float = 0.0
    doubtful: bool = False

    @property
    def its_cue(self) -> Cue:
        """The cue of a frame that is known to have one."""
        assert self.cue is not None, "this frame has no cue"
        return self.cue


def frames(doc: Doc, quotes: tuple[Quotation, ...], paragraphs: Iterable[Paragraph]) -> list[Frame]:
    """The attributions of a Doc in tokens, outermost ones only, no content in two of them."""
    found = page(doc, quotes)
    runs = [utterances(found, paragraph) for paragraph in paragraphs if paragraph.kind not in SILENT_KINDS]
    kept = [outermost([frame for run in inside for frame in utterance_frames(found, run)]) for inside in runs]
    place_loose_quotations(found, runs, kept)
    return sorted((frame for inside in kept for frame in inside), key=first_token)


def utterance_frames(found: Page, run: Run) -> Iterator[Frame]:
    """What may be an attribution in one utterance; quoted words are somebody's already and are not looked into."""
    for index in range(*run):
        if found.quoted(index):
            continue
        frame = frame_at(found, run, found.doc[index])
        if frame is not None and frame.content:
            yield frame


def frame_at(found: Page, run: Run, token: Token) -> Frame | None:
    """The attribution whose cue is headed by `token`, if any."""
    if token.lower_ == "according":
        return according_frame(found, run, token)
    if token.lower_ == "words" and found.doc[max(token.i - 2, 0) : token.i + 2].text.lower() == "in the words of":
        return words_frame(found, run, token)
    if token.text == ":":
        return named_frame(found, token)
    if token.text == "(":
        return bracketed_frame(found, token)
    if token.text in phrases.DASHES:
        return signed_frame(found, token)
    cue = cue_at(token) if phrases.word_class(token) in ("verb", "adjective") else None
    return verb_frame(found, run, cue) if cue is not None else None


def outermost(every: list[Frame]) -> list[Frame]:
    """The frames that lie in no other one's content, the longest content first; in their order in the text."""
    taken: set[int] = set()
    kept = []
    for frame in sorted(every, key=lambda frame: (-size(frame.content), first_token(frame))):
        words = {index for run in frame.content for index in range(*run)}
        cue = set(range(frame.cue.begin, frame.cue.end)) if frame.cue else set()
        sources = {index for run in frame.source for index in range(*run)}
        if not taken & (words | cue) and not (cue & words):
            kept.append(frame if not sources & taken else replace(frame, source=()))
            taken |= words | cue
    return sorted(kept, key=first_token)


def size(runs: Iterable[Run]) -> int:
    """How many tokens there are in some runs."""
    return sum(end - begin for begin, end in runs)


def first_token(frame: Frame) -> int:
    """Where a frame begins."""
    cue = [frame.cue.begin] if frame.cue else []
    return min([run[0] for run in frame.source + frame.content] + cue)


def verb_frame(found: Page, run: Run, cue: Cue) -> Frame | None:
    """The attribution of a verb ("said") or an adjective ("is confident")."""
    verb = found.doc[cue.head]
    if "negated" in cue.entry.shapes and not negated(found.doc, cue):
        return None
    if phrases.passive(verb):
        return unreached_frame(found, run, cue)
    source, seen = source_run(found, run, cue)
    core = (min([cue.begin, *[begin for begin, end in source if end <= cue.begin and end >= cue.begin - 3]]), cue.end)
    core = (core[0], max([cue.end, *[end for begin, end in source if begin == cue.end]]))
    for find in finders(found, run, core):
        content, evidence = find(found, run, cue, core)
        if content and (source or evidence == "quotation") and not incidental(verb, evidence):
            content = without(content, [(cue.begin, cue.end), *source])
            evidence = "quotation" if content and whole_piece(found, content[0]) else evidence
            return Frame(cue, source, content, evidence if seen else f"{evidence} by surface")
    return None


def unreached_frame(found: Page, run: Run, cue: Cue) -> Frame | None:
    """X could not be reached for comment."""
    doc, topic = found.doc, phrases.child(found.doc[cue.head], phrases.SUBJECTS)
    if "negated" not in cue.entry.shapes or topic is None or found.quoted(topic.i):
        return None
    if doc[min(cue.end, run[1] - 1)].lower_ != "for":
        return None
    asked = trimmed(doc, cue.end, content_end(found, run, cue, cue.end))
    return Frame(cue, (phrases.phrase(topic, run[0], cue.begin),), (asked,), "phrase")


def according_frame(found: Page, run: Run, token: Token) -> Frame | None:
    """According to X, …; …, according to X."""
    doc = found.doc
    if token.i + 2 >= run[1] or doc[token.i + 1].lower_ != "to":
        return None
    head = phrases.phrase_from(doc, token.i + 2, run[1])
    if head is None:
        return None
    source = phrases.phrase(head, token.i + 2, run[1])
    cue = Cue(token.i, token.i, token.i + 2, lexicon()[("phrase", "according")][0])
    content = around(found, run, token.i, source[1])
    return Frame(cue, (source,), content, "phrase") if content else None


def words_frame(found: Page, run: Run, token: Token) -> Frame | None:
    """In the words of X, …; …, in the words of X, …."""
    doc, begin, end = found.doc, token.i - 2, token.i + 2
    head = phrases.phrase_from(doc, end, run[1])
    if head is None or begin < run[0]:
        return None
    source = with_name_behind(doc, phrases.phrase(head, end, run[1]), run[1])
    content = around(found, run, begin, source[1])
    entry = next(one for one in lexicon()[("phrase", "in")] if "words" in one.words)
    cue = Cue(token.i, begin, end, entry)
    return Frame(cue, (source,), content, "phrase") if content else None


def with_name_behind(doc: Doc, source: Run, limit: int) -> Run:
    """A source with the name that follows it: the mayor, Ana Ruiz; engineer Bo Lind."""
    begin = source[1] + (source[1] < limit and doc[source[1]].text == ",")
    end = next((at for at in range(begin, limit) if not doc[at].tag_.startswith("NNP")), limit)
    return (source[0], end) if end > begin else source


def around(found: Page, run: Run, begin: int, end: int) -> tuple[Run, ...]:
    """The rest of an utterance around a phrase at its head, in it or at its end."""
    doc = found.doc
    left, right = trimmed(doc, run[0], begin), trimmed(doc, end, run[1])
    if left[0] >= left[1]:
        return (right,) if right[0] < right[1] else ()
    goes_on = doc[end].text == "," if end < run[1] else False
    if goes_on and not has_verb(doc, *left) and right[0] < right[1]:
        return left, right
    return (left,)


def signed_frame(found: Page, token: Token) -> Frame | None:
    """“We won.” – Petra Holm, 34: a paragraph that is a quotation, a dash and who said it."""
    doc, at = found.doc, token.i
    piece = found.pieces[found.inside[at - 1]] if at > 0 and found.quoted(at - 1) else None
    if piece is None or piece[1] != at or not opens_line(doc, piece[0]):
        return None
    end = next((end for end in range(at + 1, min(at + SIGNATURE_WORDS + 3, len(doc) + 1)) if ends_line(doc, end)), at)
    source = at + 1, without_stop(doc, at + 1, end)
    if not names_one(found, source) or has_verb(doc, *source):
        return None
    return Frame(Cue(at, at, at + 1, lexicon()[("phrase", ":")][0]), (source,), (piece,), "signed")


def bracketed_frame(found: Page, token: Token) -> Frame | None:
    """“A bargain” (Petra Holm, mayor): a quotation that begins a line or a sentence, and in brackets who said it."""
    doc, at = found.doc, token.i
    piece = found.pieces[found.inside[at - 1]] if at > 0 and found.quoted(at - 1) else None
    if piece is None or piece[1] != at or not (opens_line(doc, piece[0]) or doc[piece[0] - 1].text in (".", ")")):
        return None
    end = next((end for end in range(at + 1, min(at + SIGNATURE_WORDS, len(doc))) if doc[end].text == ")"), at)
    source, words = (at + 1, end), [token for token in doc[slice(*piece)] if token.is_alpha]
    titled = len(words) > 1 and all(word.text[0].isupper() for word in words)  # “The Bargain” (Petra Holm)
    if titled or not names_one(found, source) or has_verb(doc, *source) or any(t.like_num for t in doc[slice(*source)]):
        return None
    return Frame(Cue(at, at, at + 1, lexicon()[("phrase", ":")][0]), (source,), (piece,), "signed")


def named_frame(found: Page, token: Token) -> Frame | None:
    """Albion boss Dean Crewe, speaking to the radio: “We won.”: a paragraph that is a name, a colon and a quotation."""
    doc, at = found.doc, token.i
    piece = found.pieces[found.inside[at + 1]] if at + 1 < len(doc) and found.quoted(at + 1) else None
    if piece is None or piece[0] != at + 1 or not ends_line(doc, piece[1]):
        return None
    first = max(at - SIGNATURE_WORDS - LONGEST_ASIDE, 0)
    begin = next((begin for begin in range(at - 1, first - 1, -1) if opens_line(doc, begin)), at)
    comma = next((comma for comma in range(begin, at) if doc[comma].text == ","), at)
    source = begin, comma
    if not names_one(found, source) or has_verb(doc, *source) or doc[begin].tag_ == "IN" or at - comma > LONGEST_ASIDE:
        return None
    return Frame(Cue(at, at, at + 1, lexicon()[("phrase", ":")][0]), (source,), (piece,), "signed")


def opens_line(doc: Doc, at: int) -> bool:
    """Whether a line begins at a token, the mark of an item before it set aside."""
    at -= at > 0 and doc[at - 1].text in phrases.ITEM_MARKS
    return (at == 0 or "\n" in doc[at - 1].text) and not doc[at].is_space


def ends_line(doc: Doc, end: int) -> bool:
    """Whether a line ends before a token."""
    return end == len(doc) or "\n" in doc[end].text


def without_stop(doc: Doc, begin: int, end: int) -> int:
    """Where a line ends without its full stop."""
    return end - 1 if end - begin > 1 and doc[end - 1].text == "." else end


def names_one(found: Page, run: Run) -> bool:
    """Whether a few words, none quoted, name a person or a body."""
    if not 0 < run[1] - run[0] <= SIGNATURE_WORDS:
        return False
    named = any(token.ent_type_ in ("PERSON", "ORG") for token in found.doc[slice(*run)])
    return named and not any(map(found.quoted, range(*run)))


def owners_of(found: Page, kept: list[list[Frame]]) -> dict[int, tuple[int, int]]:
    """Quotation → the paragraph and the number of the frame that has a piece of it."""
    owners: dict[int, tuple[int, int]] = {}
    for at, inside in enumerate(kept):
        for number, frame in enumerate(inside):
            for run in frame.content:
                if found.quoted(run[0]):
                    owners.setdefault(found.whole[found.inside[run[0]]], (at, number))
    return owners


def pieces_in(found: Page, run: Run) -> list[int]:
    """The pieces of quotations that begin in an utterance."""
    first = bisect_left(found.pieces, (run[0], 0))
    last = bisect_left(found.pieces, (run[1], 0))
    return list(range(first, last))


def spoken_run(doc: Doc, piece: Run, run: Run) -> bool:
    """Whether a quotation without a cue is speech: it begins its utterance, is not short, and has a verb."""
    words = sum(not phrases.is_mark(token) for token in doc[slice(*piece)])
    return piece[0] == run[0] and words >= SPOKEN_WORDS and has_verb(doc, *piece)


@dataclass(slots=True)
class Turn:
    """Who speaks in a paragraph while its loose quotations are placed: frames by first token, the last stray words."""

    speaking: list[tuple[int, int]]
    taken: set[int]
    stray: int = -1


def place_loose_quotations(found: Page, runs: list[list[Run]], kept: list[list[Frame]]) -> None:
    """Give the quotations that no cue governs to who speaks them, or make them frames of their own; alters `kept`."""
    owners = owners_of(found, kept)
    before = -1  # the paragraph whose speaker may go on
    for at, inside in enumerate(runs):
        turn = turn_of(found.doc, kept[at])
        for run in inside:
            for number in pieces_in(found, run):
                if not turn.taken.intersection(range(*found.pieces[number])):
                    place(found, run, number, turn, (at, before), kept, owners)
        if kept[at] or not (inside and found.quoted(inside[0][0])):
            before = at


def turn_of(doc: Doc, inside: list[Frame]) -> Turn:
    """The frames of a paragraph that can speak; asides in relative clauses cannot."""
    taken = {index for frame in inside for run in (*frame.content, *frame.source) for index in range(*run)}
    speaking = [(first_token(frame), number) for number, frame in enumerate(inside) if not relative(doc, frame)]
    return Turn(speaking, taken)


def place(
    found: Page,
    run: Run,
    number: int,
    turn: Turn,
    where: tuple[int, int],
    kept: list[list[Frame]],
    owners: dict[int, tuple[int, int]],
) -> None:
    """Give one loose quotation to the frame that speaks it, or make it a frame without a speaker; alters `kept`."""
    piece, at = found.pieces[number], where[0]
    speech = spoken_run(found.doc, piece, run)
    owner = owners.get(found.whole[number])
    if owner is None and piece[0] == run[0] and (speech or turn.speaking):
        owner = speaker_before(piece, turn, where, kept)
    if owner is not None and (speech or piece[0] == run[0]):
        frame = kept[owner[0]][owner[1]]
        kept[owner[0]][owner[1]] = replace(frame, content=(*frame.content, piece))
    elif speech:
        kept[at].append(Frame(None, (), (piece,), "loose"))
        owner, turn.stray = (at, len(kept[at]) - 1), piece[0]
    if owner is not None:
        owners.setdefault(found.whole[number], owner)


def speaker_before(piece: Run, turn: Turn, where: tuple[int, int], kept: list[list[Frame]]) -> tuple[int, int] | None:
    """Who spoke last in the paragraph; where nobody did, the only one who is quoted in the paragraph before."""
    at, before = where
    if turn.speaking or turn.stray >= 0:
        last = bisect_left(turn.speaking, (piece[0], -1)) - 1
        if last < 0 or turn.speaking[last][0] < turn.stray:
            return None
        number = turn.speaking[last][1]
        cue = kept[at][number].cue
        return (at, number) if cue is not None and statement_like(cue) else None
    if before < 0 or not kept[before] or len({frame.source for frame in kept[before]}) > 1:
        return None
    return (before, len(kept[before]) - 1) if kept[before][-1].evidence.startswith("quotation") else None


def relative(doc: Doc, frame: Frame) -> bool:
    """Whether the source of a frame is only a relative pronoun."""
    return any(doc[begin].tag_ in ("WP", "WDT") for begin, _ in frame.source)
