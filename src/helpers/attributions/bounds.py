"""Bounds: where the spans of an attribution end: with their sentence, and where another span begins.

What finds attributions may give a source that runs over a full stop, or one quotation to two sources. Here, and nowhere
else, spans are made sound: no piece of an attribution overlaps another, and no two attributions share content."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from helpers.attributions.cues import Cue, cue_at
from helpers.attributions.frames import Frame, first_token
from helpers.attributions.sentences import Page, Run, page, without
from helpers.syntax import phrases
from helpers.syntax.stops import STOPS, closes, may_begin, sentence_starts
from helpers.text.layouts import Paragraph
from helpers.text.quotations import Quotation

APART = frozenset({"headline", "subtitle"})
"""Lines that are a text of their own: no attribution runs from one of them into the article."""
LABELS = frozenset({":"})
"""Cues behind which a speaker goes on for more than a sentence."""


@dataclass(slots=True)
class Bounds:
    """A Doc with its sentences: `starts`, the first token of each, `wholes` of those that no quotation carries on.

    `marked` holds the quotations in tokens, `paragraphs` where each begins, `heads` headline and subtitle."""

    doc: Doc
    marked: Page
    starts: list[int]
    wholes: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    heads: list[Run] = field(default_factory=list)

    def sentence(self, at: int) -> int:
        """The number of the sentence that a token stands in; one that a quotation carries on is one sentence."""
        return bisect_right(self.wholes, at)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that a token stands in."""
        return bisect_right(self.paragraphs, at)

    def cited(self, at: int) -> bool:
        """Whether a token stands in a paragraph behind the mark that mail and Markdown put before what is quoted."""
        number = self.paragraph(at)
        return number > 0 and self.doc[self.paragraphs[number - 1]].text == ">"

    def head(self, at: int) -> Run | None:
        """The headline or subtitle that a token stands in."""
        return next((run for run in self.heads if run[0] <= at < run[1]), None)

    def inside(self, run: Run) -> list[int]:
        """The sentence starts within a run, but for its first token."""
        return self.starts[bisect_right(self.starts, run[0]) : bisect_left(self.starts, run[1])]

    def carried(self, at: int) -> bool:
        """Whether a quotation carries on over the beginning of a sentence."""
        piece = self.marked.inside[at]
        return piece >= 0 and at > 0 and self.marked.inside[at - 1] == piece


def bounds(doc: Doc, quotes: tuple[Quotation, ...], paragraphs: Iterable[Paragraph]) -> Bounds:
    """Where sentences begin in a Doc, by its marks, its abbreviations and the parser."""
    spans = [(one.kind, doc.char_span(one.begin, one.end, alignment_mode="expand")) for one in paragraphs]
    runs = [(kind, (span.start, span.end)) for kind, span in spans if span is not None]
    first = sorted({run[0] for _, run in runs})
    starts = set(sentence_starts(doc))
    heads = [run for kind, run in runs if kind in APART]
    held = Bounds(doc, page(doc, quotes), sorted(starts.union(first)), paragraphs=first, heads=heads)
    held.wholes = [at for at in held.starts if not held.carried(at)]
    return held


# ---- spans that end with their sentence ----------------------------------------------------------------------------


def bounded_frames(held: Bounds, found: Iterable[Frame]) -> tuple[list[Frame], list[Run]]:
    """The frames with spans that end with their sentence, and what was cut off sources.

    A source keeps the part nearest to its cue. An unquoted content stays in the sentence of its cue; words of a
    headline and of the article are never one attribution."""
    every = [reaching(held, one) for one in found]
    parted = [cut_source(held, one) for one in every if one is not None]
    frames = [replace(one, content=cut_content(held, one)) if one.cue is not None else one for one, _ in parted]
    return unshared(frames), [run for _, cut in parted for run in cut]


def reaching(held: Bounds, frame: Frame) -> Frame | None:
    """A frame without what its cue cannot reach: words of another headline, or of another paragraph than an action.

    What is quoted and left without a cue is nobody's: Chef quits ¶ “I loved it.”; Una nodded. ¶ “It is gone.” None
    where nothing is left."""
    if frame.cue is None:
        return frame
    at = frame.cue.head
    own, acts = held.head(at), not frame.cue.entry.words[0]
    content = tuple(run for run in frame.content if held.head(run[0]) == own)
    source = tuple(run for run in frame.source if held.head(run[0]) == own)
    if content and not (acts and all(held.paragraph(run[0]) != held.paragraph(at) for run in content)):
        return replace(frame, content=content, source=source)
    quoted = tuple(run for run in frame.content if held.marked.quoted(run[0]))
    return Frame(None, (), quoted, "loose") if quoted else None


def cut_source(held: Bounds, frame: Frame) -> tuple[Frame, list[Run]]:
    """A frame with those parts of its source that are nearest to its cue, its cue in one sentence; the other parts."""
    if frame.cue is None:
        return frame, []
    cue = cut_cue(held, frame.cue)
    every = [source_parts(held, run, cue) for run in frame.source]
    kept = [min(some, key=lambda part: gap(part, cue)) for some in every if some]
    cut = [part for some in every for part in some if part not in kept]
    own = own_subject(held, kept, replace(frame, cue=cue))
    return replace(frame, source=tuple(kept) if own is None else (own,), cue=cue), cut


def own_subject(held: Bounds, source: list[Run], frame: Frame) -> Run | None:
    """The subject of a cue in its sentence, where the source found for it stands in another one.

    Also the name right behind a cue that a quotation stands before ("…,” said Lund"), where another one was found."""
    cue = frame.its_cue
    sentence = held.sentence(cue.head)
    if not source:
        return None
    if any(held.sentence(run[0]) == sentence for run in source):
        return name_behind(held, source, frame)
    subject = phrases.child(held.doc[cue.head], phrases.SUBJECTS)
    if subject is None or held.sentence(subject.i) != sentence or held.marked.quoted(subject.i):
        return None
    begin = held.wholes[sentence - 1] if sentence else 0
    end = cue.begin if subject.i < cue.begin else subject.sent.end
    run = phrases.phrase(subject, begin, end)
    taken = any(low < run[1] and run[0] < high for low, high in [*frame.content, (cue.begin, cue.end)])
    return None if taken or run[0] >= run[1] else run


def name_behind(held: Bounds, source: list[Run], frame: Frame) -> Run | None:
    """The name right behind a cue of one verb, where a quotation ends right before it and no source touches it."""
    doc, cue = held.doc, frame.its_cue
    at = cue.end
    if at >= len(doc) or cue.end - cue.begin != 1 or any(gap(run, cue) == 0 for run in source):
        return None
    end = at
    while end < len(doc) and doc[end].tag_ in ("NNP", "NNPS"):
        end += 1
    tagged = cue.begin > 0 and closes(doc[cue.begin - 1]) and held.marked.quoted(cue.begin - 1)
    inside = held.marked.quoted(at) or any(low < end and at < high for low, high in frame.content)
    ends = end == len(doc) or doc[end].text in (".", ",", ";")
    return (at, end) if tagged and not inside and end > at and ends else None


def source_parts(held: Bounds, run: Run, cue: Cue) -> list[Run]:
    """A source cut where sentences begin; between two cues ("said A. B said") also behind an abbreviation."""
    places = [at for at in held.inside(run) if not wholly_quoted(held, at, run)]
    run = without_stop(held, run)
    if not places and is_between(held.doc, run, cue):
        places = [at for at in range(run[0] + 1, run[1]) if may_begin(held.doc, at)][-1:]
    return parts(held.doc, run, places)


def without_stop(held: Bounds, run: Run) -> Run:
    """A source without the full stop behind it, which is its sentence's."""
    doc, end = held.doc, run[1]
    ends = (
        end - run[0] > 1
        and set(doc[end - 1].text) <= STOPS
        and (end == len(doc) or held.sentence(end) > held.sentence(end - 1))
    )
    return (run[0], end - 1) if ends else run


def wholly_quoted(held: Bounds, at: int, run: Run) -> bool:
    """Whether a sentence begins in a quotation that a run holds whole: the “Stop. Think.” campaign."""
    if not held.carried(at):
        return False
    begin, end = held.marked.pieces[held.marked.inside[at]]
    return run[0] <= begin and end <= run[1]


def is_between(doc: Doc, run: Run, cue: Cue) -> bool:
    """Whether verbs of speech stand right before and right behind a run, its own cue being one of them."""
    before, after = run[0] - 1, run[1]
    if before < 0 or after >= len(doc) or not (cue.end == run[0] or cue.begin == after):
        return False
    return all(phrases.word_class(doc[at]) == "verb" and cue_at(doc[at]) is not None for at in (before, after))


def parts(doc: Doc, run: Run, places: Iterable[int]) -> list[Run]:
    """A run cut at some places, without the stops and white space that are left at the cuts."""
    edges = [run[0], *places, run[1]]
    pairs = pairwise(edges)
    return [part for begin, end in pairs if (part := closed(doc, begin, end, end != run[1]))]


def closed(doc: Doc, begin: int, end: int, cut: bool) -> Run | None:
    """A part of a run; one that was cut off at its end has no stop there. None where no word is left."""
    while end > begin and (
        doc[end - 1].is_space or doc[end - 1].text in LABELS or (cut and doc[end - 1].text in STOPS)
    ):
        end -= 1
    while begin < end and (doc[begin].is_space or doc[begin].text in LABELS or is_item_mark(doc, begin)):
        begin += 1
    return (begin, end) if any(map(has_word, doc[begin:end])) else None


def is_item_mark(doc: Doc, at: int) -> bool:
    """Whether a mark that opens an item, or a line of quoted mail, stands at the beginning of its line."""
    return doc[at].text in phrases.ITEM_MARKS and (at == 0 or doc[at - 1].is_space)


def has_word(token: Token) -> bool:
    """Whether there is a letter or a digit in a token."""
    return any(map(str.isalnum, token.text))


def gap(run: Run, cue: Cue) -> int:
    """Tokens between a run and a cue."""
    return max(cue.begin - run[1], run[0] - cue.end, 0)


def cut_cue(held: Bounds, cue: Cue) -> Cue:
    """A cue within one sentence, that of its head."""
    places = held.inside((cue.begin, cue.end))
    begin = max([at for at in places if at <= cue.head], default=cue.begin)
    end = min([at for at in places if at > cue.head], default=cue.end)
    return replace(cue, begin=begin, end=end) if places else cue


def cut_content(held: Bounds, frame: Frame) -> tuple[Run, ...]:
    """The content of a frame, cut where sentences end that no quotation carries on, and what of it is its cue's."""
    cut = [part for run in frame.content for part in content_parts(held, run)]
    cue = frame.its_cue
    label = held.doc[cue.end - 1].text in LABELS
    own = held.sentence(cue.head)
    kept = [run for run in cut if label or held.marked.quoted(run[0]) or in_sentence(held, run, own)]
    kept = [run for run in kept if not is_introduced(held, run, cue)] or kept
    cited = [run for run in kept if held.cited(run[0])]
    kept = cited if cited and not held.cited(cue.head) and held.cited(kept[0][0]) else kept
    return tuple(kept or [min(cut, key=lambda run: gap(run, cue))] if cut else frame.content)


def content_parts(held: Bounds, run: Run) -> list[Run]:
    """A content cut where sentences begin outside quotations; whole where none does."""
    places = [at for at in held.inside(run) if not held.carried(at)]
    return parts(held.doc, run, places) if places else [run]


def in_sentence(held: Bounds, run: Run, sentence: int) -> bool:
    """Whether a run is in a sentence, or reaches into it by a quotation at its end."""
    return held.sentence(run[0]) <= sentence <= held.sentence(run[1] - 1)


def is_introduced(held: Bounds, run: Run, cue: Cue) -> bool:
    """Whether a quotation in another paragraph than the cue has a label or a signature of its own there."""
    if held.paragraph(run[0]) == held.paragraph(cue.head) or not held.marked.quoted(run[0]):
        return False
    begin, end = held.marked.pieces[held.marked.inside[run[0]]]
    doc = held.doc
    labelled = begin > 1 and doc[begin - 1].text == ":" and held.paragraph(begin - 1) == held.paragraph(begin)
    return labelled or is_signed(doc, end)


def is_signed(doc: Doc, end: int) -> bool:
    """Whether a dash and a name come right behind a quotation: “We won.” – Petra Holm."""
    dash = end < len(doc) and doc[end].text in phrases.DASHES | {"―"}
    return dash and end + 1 < len(doc) and doc[end + 1].text[:1].isupper()


def unshared(found: list[Frame]) -> list[Frame]:
    """The frames; a source that stands between the cues of two of them, and cannot be parted, is neither's."""
    ahead = {run for one in found if one.cue for run in one.source if run[0] == one.cue.end}
    behind = {run for one in found if one.cue for run in one.source if run[1] == one.cue.begin}
    shared = ahead & behind
    return [replace(one, source=tuple(run for run in one.source if run not in shared)) for one in found]


# ---- spans that do not overlap -------------------------------------------------------------------------------------


def sound_frames(held: Bounds, found: Iterable[Frame]) -> list[Frame]:
    """The frames with spans that overlap in none of them, and contents that no two of them share, in order.

    Words that two attributions have stay with the one whose source and cue are nearer, in doubt with the surer one; an
    attribution inside the content of another is dropped, for the outermost counts."""
    frames = bounded_frames(held, found)[0]
    whole = [part for one in frames if (part := disjoint(held.doc, one)) is not None]
    return sorted(shared_out(held.doc, outer(whole)), key=first_token)


def disjoint(doc: Doc, frame: Frame) -> Frame | None:
    """A frame whose cue, source and contents do not overlap; None where no content is left.

    The cue keeps its words, then the source; where nothing else would be left of the content, it keeps its own."""
    cue = [(frame.cue.begin, frame.cue.end)] if frame.cue is not None else []
    source = nearest(worded(doc, without(joined(frame.source), cue)), frame)
    content = worded(doc, without(joined(frame.content), [*cue, *source]))
    if not content:
        content = worded(doc, without(joined(frame.content), cue))
        source = nearest(worded(doc, without(source, content)), frame)
    if content == frame.content and source == frame.source:
        return frame
    return replace(frame, source=source, content=content) if content else None


def joined(runs: Iterable[Run]) -> list[Run]:
    """Runs in order, those that overlap made one."""
    out: list[Run] = []
    for begin, end in sorted(runs):
        if out and begin < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return out


def nearest(runs: tuple[Run, ...], frame: Frame) -> tuple[Run, ...]:
    """Of the parts of a source as many as it had, the nearest to its cue first."""
    cue = frame.cue
    if len(runs) <= len(frame.source) or cue is None:
        return runs
    return tuple(sorted(sorted(runs, key=lambda run: gap(run, cue))[: len(frame.source)]))


def worded(doc: Doc, runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs that hold a word, without white space at their edges."""
    return tuple(part for begin, end in runs if (part := closed(doc, begin, end, False)))


def outer(found: list[Frame]) -> list[Frame]:
    """The frames that do not lie, cue and content, in the content of another one."""
    holders = [(run, one) for one in found for run in one.content]
    return [one for one in found if not any(other is not one and lies_in(one, run) for run, other in holders)]


def lies_in(one: Frame, run: Run) -> bool:
    """Whether the cue and all contents of a frame stand in a run."""
    if one.cue is None or not run[0] <= one.cue.head < run[1]:
        return False
    return all(run[0] <= begin and end <= run[1] for begin, end in one.content)


def shared_out(doc: Doc, found: list[Frame]) -> Iterator[Frame]:
    """The frames, each word of content in one of them; frames without a word left are dropped."""
    claims: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        for run in one.content:
            for at in range(*run):
                claims.setdefault(at, []).append(number)
    contested = {at: owners for at, owners in claims.items() if len(owners) > 1}
    lost: dict[int, list[Run]] = {}
    for run, owners in alike(contested):
        winner = min(owners, key=lambda number: claim(found[number], run))
        for number in owners:
            lost.setdefault(number, []).extend([run] if number != winner else [])
    for number, one in enumerate(found):
        if number not in lost:
            yield one
        elif content := worded(doc, without(one.content, lost[number])):
            yield replace(one, content=content, doubtful=True)


def alike(contested: dict[int, list[int]]) -> Iterator[tuple[Run, list[int]]]:
    """Runs of words that the same frames have."""
    run: Run | None = None
    owners: list[int] = []
    for at in sorted(contested):
        if run is not None and at == run[1] and contested[at] == owners:
            run = run[0], at + 1
            continue
        if run is not None:
            yield run, owners
        run, owners = (at, at + 1), contested[at]
    if run is not None:
        yield run, owners


def claim(frame: Frame, run: Run) -> tuple[int, float]:
    """How good a frame's claim to some words is, the best first: by how near its source and cue are, then how sure."""
    own = [*frame.source, *([(frame.cue.begin, frame.cue.end)] if frame.cue is not None else [])]
    away = min((max(begin - run[1], run[0] - end, 0) for begin, end in own), default=10**9)
    return away, -frame.probability
