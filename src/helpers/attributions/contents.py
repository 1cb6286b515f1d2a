"""Contents: what a cue attributes: quoted words, a clause, an infinitive or an object, behind it or before it."""

from __future__ import annotations

from spacy.attrs import HEAD
from spacy.tokens import Doc, Token

from helpers.attributions.cues import Cue, Entry, cue_at
from helpers.attributions.sentences import Page, Run, has_verb, sentence_end, trimmed
from helpers.attributions.speakers import statement_like
from helpers.lexicons import listed
from helpers.syntax import labels, phrases
from helpers.text.once import once

LISTENER_WORDS = 14
"""How many words may stand between a cue and the quotation it opens: a listener, a place, a time."""
NEGATIONS = listed("not", "never")


def finders(found: Page, run: Run, core: Run) -> tuple:
    """Where to look for content first: before the cue where a quotation ends there, else behind it."""
    at = core[0] - 1
    ends = at >= run[0] and (
        found.quoted(at) or (at > run[0] and phrases.is_mark(found.doc[at]) and found.quoted(at - 1))
    )
    ends = ends or (at > run[0] and found.doc[at].text == "," and core[1] < run[1] and found.doc[core[1]].text == ",")
    after = (quoted_after, content_after, content_before)
    return (content_before, quoted_after, content_after) if ends else after


def quoted_after(found: Page, run: Run, cue: Cue, core: Run) -> tuple[tuple[Run, ...], str]:
    """A quotation that the cue opens: X said, “…”; X told the court: “…”."""
    if not cue.entry.shapes & {"quote", "clause"}:
        return (), ""
    for index in range(core[1], min(core[1] + LISTENER_WORDS, run[1])):
        if found.quoted(index):
            opens = index == core[1] or found.doc[index - 1].text in (",", ":")
            piece = found.pieces[found.inside[index]]
            goes_on = piece[1] < run[1] and not sentence_end(found.doc, piece[1])
            return ((piece,), "quotation") if opens and not goes_on else ((), "")
        if phrases.word_class(found.doc[index]) == "verb":
            return (), ""
    return announced(found, run)


def announced(found: Page, run: Run) -> tuple[tuple[Run, ...], str]:
    """The quotation behind an utterance that ends with a colon, in the next paragraph too."""
    doc, last = found.doc, run[1] - 1
    while last > run[0] and doc[last].is_space:
        last -= 1
    ahead = next((at for at in range(last + 1, min(last + 4, len(doc))) if not doc[at].is_space), None)
    if doc[last].text == ":" and ahead is not None and found.quoted(ahead):
        return (found.pieces[found.inside[ahead]],), "quotation"
    return (), ""


def content_after(found: Page, run: Run, cue: Cue, core: Run) -> tuple[tuple[Run, ...], str]:
    """The clause, infinitive or object behind a cue, up to where it ends."""
    begin, evidence = complement(found.doc[cue.head], cue, core, run)
    if begin is None:
        return (), ""
    end = content_end(found, run, cue, begin)
    content = trimmed(found.doc, begin, end)
    return ((content,) if content[0] < content[1] else ()), evidence


def complement(verb: Token, cue: Cue, core: Run, run: Run) -> tuple[int | None, str]:
    """The first token of what the verb takes, and what it is: a clause, an infinitive or an object."""
    if len(cue.entry.words) > 1 and "object" in cue.entry.shapes and "clause" not in cue.entry.shapes:
        return (core[1], "object") if core[1] < run[1] and not phrases.is_mark(verb.doc[core[1]]) else (None, "")
    below = [one for one in verb.children if one.i >= core[1] and one.i < run[1]]
    clause = next((one for one in below if takes_clause(one, cue.entry)), None)
    thing = next((one for one in below if one.dep_ in phrases.OBJECTS), None)
    if clause is not None:
        return clause_begin(clause, thing, cue, core)
    if thing is not None and "object" in cue.entry.shapes and "recipient" not in cue.entry.shapes:
        return max(thing.left_edge.i, core[1]), "object"
    return surface_clause(verb, cue, core, run)


def takes_clause(one: Token, entry: Entry) -> bool:
    """Whether a dependent of a cue is a complement of a shape that the cue takes."""
    if one.dep_ == "ccomp" or (one.dep_ == "xcomp" and one.tag_ not in ("VB", "VBG")):
        return bool(entry.shapes & {"clause", "object"})
    if one.dep_ == "xcomp":
        return bool(entry.shapes & ({"infinitive"} if one.tag_ == "VB" else {"object", "infinitive"}))
    return False


def clause_begin(clause: Token, thing: Token | None, cue: Cue, core: Run) -> tuple[int, str]:
    """Where a clause begins; the object before it is the listener, or what the clause says something of."""
    evidence = "clause" if clause.dep_ == "ccomp" else "infinitive" if clause.tag_ == "VB" else "object"
    begin = max(clause.left_edge.i, core[1])
    listener = "recipient" in cue.entry.shapes and (clause.dep_ == "ccomp" or cue.entry.words[0] == "tell")
    if thing is not None and thing.i < clause.i and not listener:
        begin = min(begin, max(thing.left_edge.i, core[1]))
    if listener and thing is not None and begin <= thing.i < clause.i:
        begin = thing.right_edge.i + 1
    if evidence == "clause" and not listener and directly(clause.doc, core[1], begin):
        begin = core[1]
    return begin, evidence


def directly(doc: Doc, cue_end: int, begin: int) -> bool:
    """Whether only first words of a clause can stand between a cue and where the tree lets the clause begin."""
    first = doc[cue_end]
    return not any(phrases.is_mark(token) for token in doc[cue_end : begin + 1]) and first.tag_ not in (
        "IN",
        "TO",
        "RB",
        "RP",
    )


def surface_clause(verb: Token, cue: Cue, core: Run, run: Run) -> tuple[int | None, str]:
    """A clause that the tree does not hang on its cue: it opens with "that" or "to", or follows "said" at once."""
    doc = verb.doc
    for index in range(core[1], min(core[1] + LISTENER_WORDS, run[1])):
        if doc[index].lower_ == "that" and "clause" in cue.entry.shapes and has_verb(doc, index, run[1]):
            return index, "clause"
        if phrases.is_mark(doc[index]) or phrases.word_class(doc[index]) == "verb":
            break
    if core[1] + 1 < run[1] and doc[core[1]].tag_ == "TO" and doc[core[1] + 1].tag_ == "VB":
        return (core[1], "infinitive") if "infinitive" in cue.entry.shapes else (None, "")
    plain = cue.entry.words[0] == "say" and core[1] == cue.end and not found_mark(doc, cue, run) and core[1] < run[1]
    if plain and phrases.phrase_from(doc, core[1], run[1]) is not None and has_verb(doc, core[1], run[1]):
        return core[1], "clause"
    return None, ""


def found_mark(doc: Doc, cue: Cue, run: Run) -> bool:
    """Whether a mark stands right before a cue, so that the words behind it are its source."""
    return cue.begin > run[0] and phrases.is_mark(doc[cue.begin - 1])


def content_end(found: Page, run: Run, cue: Cue, begin: int) -> int:
    """Where content that begins at `begin` ends: its clause, or a verb that goes on beside the cue."""
    verb = found.doc[cue.head]
    limit = run[1] if governs(verb) or trails(verb) else min(max(verb.right_edge.i + 1, begin + 1), run[1])
    for index in range(begin + 1, limit):
        if not found.quoted(index) and ends_content(found.doc, index, verb, begin):
            return index
    return limit


def governs(verb: Token) -> bool:
    """Whether a verb is the main one of its sentence, or stands beside the main one."""
    while verb.dep_ in ("conj", "parataxis") and verb.head != verb:
        verb = verb.head
    return verb.head == verb


def trails(verb: Token) -> bool:
    """Whether everything that a verb depends on stands before it."""
    return trailing(verb.doc)[verb.i]


@once
def trailing(doc: Doc) -> list[bool]:
    """For each token whether everything that it depends on stands before it."""
    heads = (doc.to_array(HEAD).astype("int64") + range(len(doc))).tolist()
    found: list[bool | None] = [None] * len(doc)
    for at in range(len(doc)):
        chain = []
        while found[at] is None and heads[at] < at:
            chain.append(at)
            at = heads[at]
        known = found[at] if found[at] is not None else heads[at] == at
        for each in (at, *chain):
            found[each] = known
    return [bool(known) for known in found]


def ends_content(doc: Doc, index: int, verb: Token, begin: int) -> bool:
    """Whether the content behind `verb` ends before token `index`."""
    token = doc[index]
    if token.lower_ == "according" and doc[index - 1].text == ",":
        return True
    if token.tag_ == "CC" and beside(doc, index, verb):
        return True
    if token.text == ",":
        return goes_on_saying(doc, index, verb)
    before = doc[index - 1]
    if before.text == "," and token.tag_ == "VBG":
        entry = cue_at(token)
        return entry is not None and "clause" in entry.entry.shapes
    return before.text == "," and token.dep_ in ("advcl", "mark") and opens_aside(token, verb)


def beside(doc: Doc, index: int, verb: Token) -> bool:
    """Whether "and" or a comma at `index` is followed by a verb that shares the cue's subject ("said … and warned")."""
    for token in doc[index + 1 : index + 5]:
        if token.dep_ == "conj" and token.head == verb and token.tag_[:2] == "VB":
            return True
        if token.tag_[:2] == "VB" and token.dep_ not in labels.AUXILIARIES:
            return False
    return False


def goes_on_saying(doc: Doc, index: int, verb: Token) -> bool:
    """Whether ", and" or ", but" is followed at once by a cue in the form of the cue before it."""
    if doc[index].text != "," or index + 2 >= len(doc) or doc[index + 1].tag_ != "CC":
        return False
    ahead = next((token for token in doc[index + 2 : index + 5] if token.tag_[:2] != "RB"), doc[index + 2])
    return ahead.tag_ == verb.tag_ and ahead.tag_[:2] == "VB" and cue_at(ahead) is not None


def opens_aside(token: Token, verb: Token) -> bool:
    """Whether a clause of the cue itself, not of its content, opens at a token."""
    head = token if token.dep_ == "advcl" else token.head
    return head.dep_ == "advcl" and head.head == verb


def content_before(found: Page, run: Run, cue: Cue, core: Run) -> tuple[tuple[Run, ...], str]:
    """What was said before the cue and its source: “…,” said X; The zones would …, officials said."""
    doc, at = found.doc, core[0] - 1
    relative = cue.begin > run[0] and doc[cue.begin - 1].tag_ in ("WP", "WDT")
    speaks = statement_like(cue) and doc[cue.head].tag_ != "VBG" and not relative
    if not speaks or at < run[0] or not closes_content(found, at):
        return (), ""
    left, right = trimmed(doc, run[0], core[0]), content_resumed(found, run, cue, core)
    if left[0] >= left[1]:
        return (), ""
    evidence = "quotation" if found.quoted(at) or (at > run[0] and found.quoted(at - 1)) else "aside"
    if evidence == "aside" and not has_verb(doc, *left) and not right:
        return (), ""
    return (left, *right), evidence


def closes_content(found: Page, at: int) -> bool:
    """Whether the mark at a token can part content from the cue behind it."""
    token = found.doc[at]
    return token.text in (",", "?", "!") or token.text in phrases.DASHES or found.quoted(at)


def content_resumed(found: Page, run: Run, cue: Cue, core: Run) -> tuple[Run, ...]:
    """The second half of content that its cue splits: The zones, officials said, would …; “…,” said X, “…”."""
    doc = found.doc
    for index in range(core[1], min(core[1] + LISTENER_WORDS * 2, run[1])):
        if found.quoted(index) and (index == core[1] or doc[index - 1].text in (",", ":", "that")):
            return (found.pieces[found.inside[index]],)
    verb = doc[cue.head]
    goes_on = core[1] + 1 < run[1] and doc[core[1]].text == "," and doc[core[1] + 1].tag_ != "VBG"
    halved = not has_verb(doc, run[0], core[0]) or (verb.head.i > core[1] and verb.dep_ in ("parataxis", "dep"))
    if goes_on and halved and (has_verb(doc, core[1], run[1])):
        return (trimmed(doc, core[1], run[1]),)
    return ()


def incidental(verb: Token, evidence: str) -> bool:
    """Whether a verb with an object tells an aim or marks somebody out, and reports nothing: "sought to portray X"."""
    if evidence != "object":
        return False
    if verb.dep_ in ("acl", "acl:relcl", "relcl") and verb.tag_ != "VBD":
        return True
    return verb.tag_ == "VB" and (any(one.tag_ == "TO" for one in verb.lefts) or verb.dep_ == "conj")


def negated(doc: Doc, cue: Cue) -> bool:
    """Whether a cue says "not"."""
    return any(token.lower_ in NEGATIONS for token in doc[cue.begin : cue.head])
