"""Stops: where a sentence ends, by its marks; abbreviations, initials and titles before a name are no ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from helpers import lexicons
from helpers.lexicons import listed

STOPS = frozenset(".?!…")
CLOSERS = frozenset("”’»)]}\"'") | {"''"}
OPENERS = frozenset("“„«‘") | {"``"}
PLAIN = frozenset("\"'")
IRREGULAR = listed("irregular speech")
"""Forms of verbs of speech that no rule gives."""
BEFORE, BEHIND = 25, 14
"""Tokens before a sentence that nothing but an abbreviation ends, and behind its first, in which it is looked for."""


def sentence_starts(doc: Doc) -> Iterator[int]:
    """The tokens, in order, that a sentence begins with by the stop before it; looks at stops only."""
    for at, word in enumerate([token.text for token in doc]):
        if word[-1] in STOPS:
            start = at + 1
            while start < len(doc) and (doc[start].is_space or closes(doc[start])):
                start += 1
            if start < len(doc) and not set(doc[start].text) <= STOPS and begins_sentence(doc, start):
                yield start


def begins_sentence(doc: Doc, at: int) -> bool:
    """Whether a sentence begins at a token: a stop stands before it, and the stop is no part of an abbreviation.

    Behind an abbreviation that can end a sentence (Jr., U.S.), and in front of a small letter, the parser decides."""
    token, last = doc[at], at - 1
    if token.is_space or not may_open(token):
        return False
    while last > 0 and (doc[last].is_space or closes(doc[last])):
        last -= 1
    if last == at - 1 and not doc[last].whitespace_ and not (opens_quotation(token) or token.text[0].isupper()):
        return False
    return ends_sentence(doc, last, bool(token.is_sent_start))


def ends_sentence(doc: Doc, at: int, parsed: bool) -> bool:
    """Whether a token ends a sentence, `parsed` being what the parser says of the next one."""
    word = doc[at].text
    if set(word) <= STOPS:
        return not belongs(doc, at) and (parsed or word not in ("…", "..."))
    if word[-1:] != "." or is_title(word) or is_initial(word):
        return False
    return word[:-1].isdecimal() or parsed


def may_open(token: Token) -> bool:
    """Whether a sentence can begin with a token: a capital, a number, an opening mark; else the parser must say so."""
    first = token.text[0]
    if opens_quotation(token) or first.isupper() or first.isdigit():
        return True
    return first.isalpha() and bool(token.is_sent_start)


def opens_quotation(token: Token) -> bool:
    """Whether a token is a quotation mark that opens, also where no blank stands before it: said.“It is."""
    plain = token.text in PLAIN and token.i > 0 and bool(token.nbor(-1).whitespace_)
    return plain or token.text in OPENERS


def closes(token: Token) -> bool:
    """Whether a token is a mark that closes, so that it belongs to the words before it."""
    return token.text in CLOSERS and not opens_quotation(token)


def belongs(doc: Doc, at: int) -> bool:
    """Whether a full stop that stands alone belongs to the word before it: Col. Quill, J. Lee, No. 10."""
    if doc[at].text != "." or at == 0 or doc[at - 1].whitespace_:
        return False
    before = doc[at - 1].text
    numbered = before.lower() in ("no", "nos") and at + 1 < len(doc) and doc[at + 1].text[:1].isdigit()
    return is_title(before) or is_initial(before) or numbered


def is_title(word: str) -> bool:
    """Whether a word is written short before a name: Sen., Col."""
    return f"{word.rstrip('.')}." in lexicons.words("short_titles")


def is_initial(word: str) -> bool:
    """Whether a word is the first letter of a name."""
    bare = word.rstrip(".")
    return len(bare) == 1 and bare.isupper()


def may_begin(doc: Doc, at: int) -> bool:
    """Whether a sentence could begin at a token, for an abbreviation that can end one stands before it: Jr., U.S."""
    before = doc[at - 1].text
    return len(before) > 2 and before[-1] == "." and doc[at].text[:1].isupper() and not is_title(before)


# ---- sentences that only an abbreviation ends ----------------------------------------------------------------------


def hidden_starts(doc: Doc) -> Iterator[int]:
    """Where a sentence begins between two verbs of speech, behind an abbreviation: “…,” said Lee Jr. Ann Roe said ….

    Nobody can be the subject of both, so the sentence ends there; a parser takes both names for one."""
    for at in range(1, len(doc)):
        if may_begin(doc, at) and is_said_before(doc, at) and is_said_behind(doc, at):
            yield at


def is_said_before(doc: Doc, at: int) -> bool:
    """Whether a verb of speech with its subject behind it stands before a token, in the same sentence."""
    for before in range(at - 2, max(at - BEFORE, 0), -1):
        token, ahead = doc[before], doc[before - 1]
        if token.text in STOPS or "\n" in token.text:
            return False
        if token.lower_ in reporting() and (ahead.text == "," or ahead.text in CLOSERS):
            return True
    return False


def is_said_behind(doc: Doc, at: int) -> bool:
    """Whether a name begins at a token, and a verb of speech follows it, at once or behind an aside in commas."""
    named = at
    while named < len(doc) and doc[named].text[:1].isupper():
        named += 1
    if named < len(doc) and doc[named].text != ",":
        return doc[named].lower_ in reporting()
    for behind in range(named + 2, min(named + BEHIND, len(doc))):
        if doc[behind].text in STOPS or doc[behind].text in OPENERS or "\n" in doc[behind].text:
            return False
        if doc[behind].lower_ in reporting():
            return doc[behind - 1].text == ","
    return False


@cache
def reporting() -> frozenset[str]:
    """Past and present forms of verbs of speech that a quotation can go with."""
    rows = lexicons.rows("cues")
    verbs = [row["cue"] for row in rows if row["class"] == "verb" and "quote" in row["shape"] and " " not in row["cue"]]
    return IRREGULAR.union(form for verb in verbs for form in forms(verb))


def forms(verb: str) -> tuple[str, str]:
    """The regular past and present of a verb."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied", f"{verb[:-1]}ies"
    return (f"{verb}d" if verb.endswith("e") else f"{verb}ed"), f"{verb}s"
