"""Verbatim: the text of a Doc as it was written: joined once, and put back where it was read without its odd gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import NamedTuple, TypedDict

from spacy.tokens import Doc, Span, Token

from helpers.text.normal import Normal

KEY = "on_record.text"


def verbatim(doc: Doc) -> str:
    """The text of `doc`; spaCy's own `doc.text` takes time in proportion to its length at every call."""
    if KEY not in doc.user_data:
        doc.user_data[KEY] = doc.text
    return doc.user_data[KEY]


def span_at(doc: Doc, begin: int, end: int) -> Span:
    """The tokens that some characters touch; raises `ValueError` where there are none, as outside of the text."""
    span = doc.char_span(begin, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no token touches the characters {begin} to {end} of {len(doc)} tokens")
    return span


class Written(NamedTuple):
    """A token as it is written: the token that was read there, None for a gap that nobody read."""

    word: str
    space: bool
    token: Token | None


def restored(doc: Doc, read: Normal, text: str) -> Doc:
    """A Doc of `text` with the tokens, tree and names of `doc`, whose text is `read.text`; no findings of the steps.

    What nobody read is a token of its own, which hangs on the one before it."""
    written = list(as_written(doc, read, text))
    made = Doc(
        doc.vocab,
        words=[each.word for each in written],
        spaces=[each.space for each in written],
        **told(doc, written),
    )
    place = {each.token.i: at for at, each in enumerate(written) if each.token is not None}
    made.set_ents([Span(made, place[ent.start], place[ent.end - 1] + 1, label=ent.label) for ent in doc.ents])
    return made


def as_written(doc: Doc, read: Normal, text: str) -> Iterator[Written]:
    """The tokens of a Doc as they are written, and the gaps between them."""
    edges = [read.original(token.idx, token.idx + len(token)) for token in doc]
    begins = [begin for begin, _ in edges]
    yield from gap(text[: begins[0] if begins else len(text)])
    for token, (begin, end), after in zip(doc, edges, [*begins, len(text)][1:], strict=True):
        space = text[end:after].startswith(" ")
        yield Written(text[begin:end], space, token)
        yield from gap(text[end + space : after])


def gap(words: str) -> Iterator[Written]:
    """What stands between two tokens, if anything."""
    if words:
        yield Written(words, False, None)


class Told(TypedDict, total=False):
    """What taggers and parser say of the tokens of a Doc, by the names that `Doc` takes it under."""

    tags: list[str]
    pos: list[str]
    morphs: list[str]
    lemmas: list[str]
    deps: list[str]
    heads: list[int]
    sent_starts: list[bool | int | None]


def told(doc: Doc, written: list[Written]) -> Told:
    """What taggers and parser said of the tokens, in the form that a Doc is made of."""
    made: Told = {}
    if doc.has_annotation("TAG"):
        made["tags"] = ["_SP" if token is None else token.tag_ for _, _, token in written]
    if doc.has_annotation("POS"):
        made["pos"] = ["SPACE" if token is None else token.pos_ for _, _, token in written]
    if doc.has_annotation("MORPH"):
        made["morphs"] = ["" if token is None else str(token.morph) for _, _, token in written]
    if doc.has_annotation("LEMMA"):
        made["lemmas"] = [word if token is None else token.lemma_ for word, _, token in written]
    if doc.has_annotation("DEP"):
        made["deps"] = ["dep" if token is None else token.dep_ for _, _, token in written]
        made["heads"] = heads(written)
    elif doc.has_annotation("SENT_START"):
        made["sent_starts"] = [token is not None and token.is_sent_start for _, _, token in written]
    return made


def heads(written: list[Written]) -> list[int]:
    """Which token each hangs on; what stands before all others is a sentence by itself."""
    place = {each.token.i: at for at, each in enumerate(written) if each.token is not None}
    return [max(at - 1, 0) if each.token is None else place[each.token.head.i] for at, each in enumerate(written)]


def moved(found: object, read: Normal) -> object:
    """Findings in `read.text` with offsets in the text as it was written: every pair of numbers, and `begin` and `end`.

    Takes and gives tuples, dataclasses and named tuples; everything else is what it was."""
    if is_dataclass(found) and not isinstance(found, type):
        parts = {each.name: moved(getattr(found, each.name), read) for each in fields(found)}
        return replace(found, **parts | bounds(found, read))
    if isinstance(found, tuple) and hasattr(found, "_replace"):
        return found._replace(**bounds(found, read))
    if isinstance(found, tuple) and len(found) == 2 and all(type(each) is int for each in found):
        return read.original(*found)
    return tuple(moved(each, read) for each in found) if isinstance(found, tuple) else found


def bounds(found: object, read: Normal) -> dict[str, int]:
    """The fields `begin` and `end` of a finding that has them, with the offsets of the text as it was written."""
    if not (hasattr(found, "begin") and hasattr(found, "end")):
        return {}
    return dict(zip(("begin", "end"), read.original(found.begin, found.end), strict=True))
