"""Wholes: the whole phrase of a source of which the trained finder gave a piece, and statements it ran together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from helpers.attributions.cues import Cue, cue_at
from helpers.attributions.frames import Frame
from helpers.attributions.sentences import Run, trimmed
from helpers.lexicons import listed, words
from helpers.syntax import phrases
from helpers.text.lines import Offsets
from helpers.text.quotations import Quotation
from helpers.text.spans import merged, within

BEFORE_HEAD = frozenset({"amod", "compound", "det", "nummod", "nmod:poss", "poss", "case"})
RUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "HYPH", "DT", "PRP$", "POS", "VBN"})
HEAD_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
ON_A_NOUN = frozenset({"acl", *phrases.RELATIVES})
LONGEST_DATELINE = 6
"""Tokens of a place and a day before the dash that an article opens with."""
LONGEST_QUOTER = 10
"""Tokens that say who quotes somebody, up to the verb behind "as"."""
REPORTERS = listed("those who report")
SPEAKING = frozenset({"VBD", "VBZ", "VBP"})


def whole_frames(doc: Doc, found: Iterable[Frame], quotes: Iterable[Quotation] = ()) -> list[Frame]:
    """The frames with whole sources; what another one says in a content, unquoted, is a frame of its own."""
    quoted = merged(piece for quote in quotes for piece in quote.pieces)
    parts = (one for frame in found for one in parted(doc, frame, quoted))
    return [replace(one, source=whole_source(doc, one)) for one in parts]


def whole_source(doc: Doc, frame: Frame) -> tuple[Run, ...]:
    """The source of a frame, where it has a cue, as whole phrases that reach into neither cue nor content."""
    if frame.cue is None:
        return frame.source
    taken = [*frame.content, (frame.cue.begin, frame.cue.end)]
    return tuple(dict.fromkeys(whole(doc, run, frame.cue, taken) for run in frame.source))


def whole(doc: Doc, run: Run, cue: Cue, taken: list[Run]) -> Run:
    """A source without what is none of it, on to its own head, and the noun that it only describes."""
    begin, end = without_pronoun(doc, without_dateline(doc, run))
    end = on_to_head(doc, (begin, end), limit_after(doc, end, taken))
    return carrier(doc, (begin, end), cue, taken) or (begin, end)


def limit_after(doc: Doc, at: int, taken: list[Run]) -> int:
    """Where what a source that ends at `at` may go on with ends: at a cue, a content or the end of the sentence."""
    last = doc[at - 1].sent.end
    return min([last, *(begin for begin, _ in taken if begin >= at)])


def without_dateline(doc: Doc, run: Run) -> Run:
    """A source without the place in capitals and the dash before it: BRUSSELS - European leaders."""
    begin, end = run
    dash = next((at for at in range(begin + 1, min(end, begin + LONGEST_DATELINE)) if is_dash(doc, at)), None)
    if dash is None or dash + 1 >= end or not doc[begin].is_upper or len(doc[begin]) < 3:
        return run
    return dash + 1, end


def is_dash(doc: Doc, at: int) -> bool:
    """Whether a token is a dash with a gap before or behind it, and no hyphen."""
    return doc[at].text in phrases.DASHES and bool(doc[at].whitespace_)


def without_pronoun(doc: Doc, run: Run) -> Run:
    """A source without a colon or a dash behind it, or the pronoun that a clause left out opens with: Holt, who."""
    begin, end = run
    while end - begin > 1 and (doc[end - 1].text == ":" or is_dash(doc, end - 1)):
        end -= 1
    opens = end - begin > 2 and doc[end - 1].tag_ in ("WP", "WDT") and doc[end - 2].text == ","
    return (begin, end - 1) if opens else run


def on_to_head(doc: Doc, run: Run, limit: int) -> int:
    """Where a source ends that was cut before its noun: one of (them), many European (citizens), the crew's (union)."""
    last, end = doc[run[1] - 1], run[1]
    if end >= limit or not (last.tag_ in ("IN", "POS") or leans_on(last, limit)):
        return end
    at = end
    while at < limit and doc[at].tag_ in RUN_TAGS | {"PRP"}:
        at += 1
    # taggers take "the fishers' cooperative" for an adjective
    return at if at > end and (doc[at - 1].tag_ in HEAD_TAGS or last.tag_ == "POS") else end


def leans_on(last: Token, limit: int) -> bool:
    """Whether a token stands before a noun that it belongs to: an adjective or an article, or a part of a compound."""
    return last.dep_ in BEFORE_HEAD and last.i < last.head.i < limit


def carrier(doc: Doc, run: Run, cue: Cue, taken: list[Run]) -> Run | None:
    """The noun that says it, where the source found only stands in a clause about it: a petition signed by workers."""
    head = signed_by(doc, run, cue) or described_subject(doc, run, cue)
    if head is None or any(begin <= head.i < end for begin, end in taken):
        return None
    found = phrases.phrase(head, head.sent.start, cue.begin)
    found = found[0], min([found[1], *(one.left_edge.i for one in head.children if is_aside(one, run))])
    return found if found[0] < found[1] <= cue.begin else None


def is_aside(clause: Token, run: Run) -> bool:
    """Whether a relative clause holds the source that was found in the place of the noun it is about."""
    return clause.dep_ in phrases.RELATIVES and clause.left_edge.i <= run[0] and run[1] <= clause.right_edge.i + 2


def signed_by(doc: Doc, run: Run, cue: Cue) -> Token | None:
    """The noun of "a petition signed by 312 workers", where the workers alone were found and the cue follows."""
    begin = run[0]
    if run[1] != cue.begin or begin < 3 or doc[begin - 1].lower_ != "by" or doc[begin - 2].tag_ not in ("VBN", "VBD"):
        return None
    noun = doc[begin - 3]
    return noun if noun.tag_ in ("NN", "NNS") and doc[begin - 2].head == noun else None


def described_subject(doc: Doc, run: Run, cue: Cue) -> Token | None:
    """The cue's own subject, where the source is the subject of a clause that hangs on it, or that clause.

    A name is it too, where the clause is a relative one: The Post, which the aide called “a rag,” said."""
    own = phrases.child(doc[cue.head], phrases.SUBJECTS)
    if own is None or own.tag_ not in ("NN", "NNS", "NNP", "NNPS") or own.i >= run[0]:
        return None
    root = doc[run[0] : run[1]].root
    verb = root.head if root.dep_ in phrases.SUBJECTS else root
    kinds = ON_A_NOUN if own.tag_ in ("NN", "NNS") and verb is not root else phrases.RELATIVES
    return own if verb.i != cue.head and verb.dep_ in kinds and own in verb.ancestors else None


def parted(doc: Doc, frame: Frame, quoted: Sequence[Offsets] = ()) -> Iterator[Frame]:
    """A frame, and as frames of their own what others say in its content."""
    own = quoted_by(doc, frame) or quoted_within(doc, frame, quoted) or told_within(doc, frame)
    yield from separate(doc, own or frame, quoted)


def quoted_by(doc: Doc, frame: Frame) -> Frame | None:
    """X was quoted by Y as saying …: the words are those of X."""
    cue = frame.cue
    if cue is None or doc[cue.head].lower_ not in ("quoted", "cited") or not phrases.passive(doc[cue.head]):
        return None
    own = phrases.child(doc[cue.head], phrases.SUBJECTS)
    verb = next((token for token in doc[cue.end : cue.end + LONGEST_QUOTER] if token.tag_ == "VBG"), None)
    if own is None or verb is None or verb.nbor(-1).lower_ != "as" or verb.sent != own.sent:
        return None
    source = phrases.phrase(own, own.sent.start, cue.begin)
    content = trimmed(
        doc, verb.i + 1, quoted_end(doc, max([verb.right_edge.i + 1, *(end for _, end in frame.content)]))
    )
    if source[0] >= source[1] or content[0] >= content[1]:
        return None
    known = cue_at(verb)
    entry = known.entry if known is not None else cue.entry
    return replace(frame, cue=Cue(verb.i, cue.begin, verb.i + 1, entry), source=(source,), content=(content,))


def quoted_end(doc: Doc, end: int) -> int:
    """Where words end with the stop and the closing mark behind them."""
    marks = end
    while marks < len(doc) and doc[marks].text in (".", ",", "?", "!"):
        marks += 1
    return marks + 1 if marks < len(doc) and doc[marks].text in phrases.QUOTATION_MARKS else end


def quoted_within(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> Frame | None:
    """“…,” X said, according to Y: what stands in quotation marks is what X said, whoever reports it."""
    if frame.cue is None or doc[frame.cue.begin].lower_ != "according" or len(frame.content) != 1:
        return None
    begin, end = frame.content[0]
    last = next((at for at in range(end - 1, begin, -1) if within(doc[at].idx, quoted)), begin)
    if not within(doc[begin].idx, quoted) or last == begin:
        return None
    for verb in doc[last + 1 : end]:
        known, own = cue_at(verb), phrases.child(verb, phrases.SUBJECTS)
        if known is not None and own is not None and last < own.i and "quote" in known.entry.shapes:
            before = own.i < verb.i
            source = phrases.bare(doc, last + 1, known.begin) if before else phrases.phrase(own, verb.i + 1, end)
            said = (begin, last + 1)
            return replace(frame, cue=known, source=(source,), content=(said,)) if source[0] < source[1] else None
    return None


def told_within(doc: Doc, frame: Frame) -> Frame | None:
    """X told the magazine that …, according to the Times: the words are those of X, the paper is where they stood."""
    if frame.cue is None or doc[frame.cue.begin].lower_ != "according" or len(frame.content) != 1:
        return None
    begin, end = frame.content[0]
    verb = next((token for token in doc[begin:end] if token.tag_ in SPEAKING), None)
    known = cue_at(verb) if verb is not None else None
    that = next((at for at in range(known.end, end) if doc[at].lower_ == "that"), end) if known is not None else end
    if verb is None or known is None or verb.lemma_ != "tell" or that >= end or not is_press(doc[known.end : that]):
        return None
    source, content = trimmed(doc, begin, known.begin), trimmed(doc, that, end)
    sound = source[0] < source[1] and content[0] < content[1]
    return replace(frame, cue=known, source=(source,), content=(content,)) if sound else None


def is_press(told: Span) -> bool:
    """Whether it is a paper, a broadcaster or reporters that are told something."""
    nouns = {token.lemma_.lower() for token in told} & words("document_nouns")
    return bool(nouns) or any(token.ent_type_ == "ORG" or token.lemma_.lower() in REPORTERS for token in told)


def separate(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> Iterator[Frame]:
    """A frame without the statements of others in its content, and those."""
    content: list[Run] = []
    others: list[Frame] = []
    for run in frame.content:
        verb = joined_clause(doc, run, frame)
        free = verb if verb is not None and not within(verb.idx, quoted) else None
        other = spoken(doc, free, run, frame) if free is not None else None
        if other is None:
            content.append(run)
            continue
        others.append(other)
        own = trimmed(doc, run[0], max(run[0], min(other.source[0][0], run[1])))
        content += [own] if own[0] < own[1] else []
    yield from [replace(frame, content=tuple(content)), *others] if content else [frame]


def joined_clause(doc: Doc, run: Run, frame: Frame) -> Token | None:
    """The verb that is joined to the cue and has its own subject: the trust called it cheek, and its members plan …."""
    if frame.cue is None or run[0] < frame.cue.end:
        return None
    for verb in doc[slice(*run)]:
        if verb.dep_ == "conj" and verb.head.i == frame.cue.head and verb.tag_ in SPEAKING:
            own = phrases.child(verb, phrases.SUBJECTS)
            return verb if own is not None and run[0] < own.i < verb.i else None
    return None


def spoken(doc: Doc, verb: Token, run: Run, frame: Frame) -> Frame | None:
    """The frame of a verb of speech or thought in a content: its subject, itself, and the rest of the piece."""
    cue, own = cue_at(verb), phrases.child(verb, phrases.SUBJECTS)
    if cue is None or own is None:
        return None
    content = trimmed(doc, cue.end, run[1])
    source = phrases.phrase(own, verb.sent.start, cue.begin)
    return replace(frame, cue=cue, source=(source,), content=(content,)) if content[0] < content[1] else None
