"""Commitments: how far a source stands behind its words: asserts, hedges, denies, does not know, declines to say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from helpers import lexicons
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

LINKED_BY = lexicons.in_order("linked by")
UNWILLING = lexicons.listed("will", "will, shortened", "can")
ABLE = lexicons.listed("can", "able")
WILLING = lexicons.listed("willing")
QUESTIONS = lexicons.listed("questions left open")
ABOUT = lexicons.in_order("about")
SCOPES = ("no-knowledge", "declines", "denies", "link")
DONE = lexicons.listed("have", "did or was")
LIGHT = lexicons.listed("denied without a deed")
"""Verbs that, negated, mostly deny no deed: "we did not get the chance"."""
HAVING = lexicons.listed("having")
VIEWS = lexicons.listed("views")
IDIOMS = lexicons.listed("nothing denied")
"""Nouns after "there is no" and "see no" that deny nothing by themselves: "there is no doubt that", "no basis for"."""
PERFECT = lexicons.listed("have", "has, shortened")
MAYBE = lexicons.listed("maybe")
CONCEDING = lexicons.listed("conceding")


@dataclass(frozen=True, slots=True)
class Scope:
    """A predicate that takes no side: it denies, does not know, or declines; `argument`: about what, if said."""

    predicate: Token
    kind: str
    argument: Token | None
    clause: bool
    own_part: bool
    top: Token


@cache
def listed() -> dict[str, tuple[dict[str, str], ...]]:
    """Term → its rows in the word list of commitments."""
    rows = lexicons.rows("commitments")
    return {term: tuple(row for row in rows if row["term"] == term) for term in {row["term"] for row in rows}}


def entries(token: Token) -> list[dict[str, str]]:
    """The rows that `token` answers to."""
    rows = listed().get(token.lemma_.lower()) or listed().get(token.lower_) or ()
    return [row for row in rows if row["pos"] == token.pos_ or (row["pos"] == "VERB" and token.tag_.startswith("VB"))]


def kinds(token: Token) -> set[str]:
    """What `token` can do by the word list: hedge, speech, refusal, denies …"""
    return {row["kind"] for row in entries(token)}


def is_negated(utterance: Utterance, token: Token) -> bool:
    """Whether `token` is negated in its clause; in a cue, any negation of the cue counts for its last word."""
    if token.i == utterance.anchor and any(clauses.is_negation(utterance.doc[i]) for i in utterance.cue):
        return True
    if token.i in utterance.cue and token.dep_ in clauses.COMPLEMENTS and token.head.i not in utterance.cue:
        return "refusal" in kinds(token.head)
    return clauses.negated(token)


def scopes(utterance: Utterance) -> list[Scope]:
    """Every denial, lack of knowledge and refusal to speak, in the order of the text."""
    found: list[Scope] = []
    if utterance.is_put():
        return found
    for token in utterance.tokens():
        kind = scope_kind(utterance, token)
        if kind:
            found.append(scope(utterance, token, kind))
    return [
        each
        for each in found
        if not silenced(utterance, each.predicate)
        and not somebody_elses(utterance, each)
        and not is_retold(utterance, each)
        and not clauses.is_question(each.predicate)
    ]


def is_retold(utterance: Utterance, each: Scope) -> bool:
    """Whether it is what somebody else said: "the office *told her* that there was no money", "I *was told* …"."""
    if utterance.is_anothers(each.predicate):
        return True
    above = utterance.governors(clauses.clause_head(each.predicate))
    said = [up for up in above if up.i in utterance.content and "speech" in kinds(up)]
    return any(clauses.children(up, clauses.PASSIVE) or utterance.holder(up) == "other" for up in said)


def scope(utterance: Utterance, token: Token, kind: str) -> Scope:
    """The scope that `token` opens."""
    about, clause = argument(utterance, token, kind)
    top = clauses.clause_head(token)
    governors = [up for up in utterance.governors(top) if up.i in utterance.cue | utterance.content]
    highest = next((up for up in governors if "refusal" in kinds(up) or up.lemma_ in WILLING), top)
    return Scope(token, kind, about, clause, is_own_part(utterance, token, kind), highest)


def scope_kind(utterance: Utterance, token: Token) -> str:
    """Which kind of scope `token` opens, "" for none."""
    for row in entries(token):
        if row["kind"] in SCOPES and needs(utterance, token, row["needs"]):
            return row["kind"] if row["kind"] != "denies" or is_denial(utterance, token, row) else ""
    if is_existence(utterance, token):
        return "existence"
    return "deed" if is_deed(utterance, token) else ""


def is_denial(utterance: Utterance, token: Token, row: dict[str, str]) -> bool:
    """Whether a word says that something is not so; "may not be true *for* them" and "a false start" do not."""
    if token.pos_ != "ADJ":
        return row["needs"] == "negation" or not is_negated(utterance, token)  # "did not dispute that she had"
    partly = clauses.complements(token, "for") + clauses.complements(token, "of")
    return token.dep_ != "amod" and not partly and not MAYBE & clauses.auxiliaries(token)


def needs(utterance: Utterance, token: Token, need: str) -> bool:
    """Whether what a row asks for is there."""
    if need == "unwilling":
        return unwilling(utterance, token)
    if need == "to do":
        return any(child.lemma_ == "do" for child in token.children) or clauses.complements(token, "with") != []
    if need == "claim":
        named = [each for each in clauses.patient(token) if each.dep_ in clauses.OBJECTS]
        root = [utterance.doc[utterance.root]] if token.i == utterance.anchor and utterance.root is not None else []
        return any(is_claim(each) for each in named or root)
    if need == "unwilling and into":
        return unwilling(utterance, token) and "into" in {each.lower_ for each in token.doc[token.i : token.i + 2]}
    if need == "unseen":
        return is_unseen(utterance, token)
    denied = not need.startswith("negation") or is_denied(utterance, token)
    if need.endswith("have"):
        return denied and token.head.lemma_ == "have"
    if need.endswith("about"):
        return denied and bool(clauses.complements(token, "of") or clauses.complements(token, "about"))
    if need.endswith("can"):
        return denied and bool(ABLE & (clauses.auxiliaries(token) | lowers(utterance, token)))
    return denied and (not need.endswith("question") or asks(token))


def is_unseen(utterance: Utterance, token: Token) -> bool:
    """Whether something was not seen: "have not seen the letter"; "see no basis for it" is a judgement."""
    things = clauses.children(token, clauses.OBJECTS)
    if not is_negated(utterance, token) or any(each.lemma_.lower() in IDIOMS for each in things):
        return False
    plainly = any(clauses.is_negation(child) for child in token.children) or token.i == utterance.anchor
    perfect = bool(PERFECT & (clauses.auxiliaries(token) | lowers(utterance, token)))
    past = "did" in clauses.auxiliaries(token) or (plainly and token.tag_ in ("VBD", "VBN"))
    return perfect or past


def is_claim(noun: Token) -> bool:
    """Whether a noun stands for something said to be so: "the charge", "the idea *that* it failed"."""
    said = lexicons.column("targets", "kind").get(noun.lemma_.lower()) == "claim"
    following = noun.nbor().lower_ if noun.i + 1 < len(noun.doc) else ""
    return said or (noun.lemma_.lower() in VIEWS and following == "that")


def lowers(utterance: Utterance, token: Token) -> set[str]:
    """The words of the cue, where `token` is what the cue says; otherwise none."""
    return {utterance.doc[i].lower_ for i in utterance.cue} if token.i == utterance.anchor else set()


def asks(token: Token) -> bool:
    """Whether a question clause follows: "not sure *whether*"."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in QUESTIONS


def is_denied(utterance: Utterance, token: Token) -> bool:
    """Negated itself, with *no* or *any* before it under a negated verb, or under a verb that says no."""
    if is_negated(utterance, token) or any(child.lower_ in clauses.NO for child in token.children):
        return True
    verb = clauses.clause_head(token)
    argument = token.dep_ in clauses.SUBJECTS | clauses.OBJECTS | clauses.COPULAR
    return token.pos_ == "NOUN" and argument and verb.lemma_ in HAVING and is_negated(utterance, verb)


def unwilling(utterance: Utterance, token: Token) -> bool:
    """Whether an act of speech is refused: declined to, will not, is not going to."""
    governors = utterance.governors(token)
    if any("refusal" in kinds(up) and not is_negated(utterance, up) for up in governors):
        return True
    if any("refusal" in kinds(utterance.doc[i]) for i in utterance.cue):
        return token.i in utterance.cue
    if is_negated(utterance, token):
        return bool(UNWILLING & (clauses.auxiliaries(token) | lowers(utterance, token)))
    return any(is_negated(utterance, up) and WILLING & {up.lemma_, up.lower_} for up in governors)


def is_existence(utterance: Utterance, token: Token) -> bool:
    """Whether `token` is what there is none of: "there is no *plan*", "we have no *plans*"."""
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_ in IDIOMS or kinds(token) & set(SCOPES):
        return False
    verb = token if clauses.children(token, frozenset(("cop", "expl"))) else token.head
    words = [child for each in (verb, *clauses.children(verb, frozenset(("cop",)))) for child in each.children]
    there = any(child.lower_ == "there" for child in words)
    planned = verb.lemma_ == "have" and lexicons.column("targets", "kind").get(token.lemma_) == "carrier"
    if not (there or planned) or any(clauses.condition(child) for child in verb.children):
        return False
    return is_denied(utterance, token)


@cache
def attitude_words() -> frozenset[str]:
    """Verbs that tell an attitude, or nothing by themselves, and no deed."""
    return lexicons.words("positions", kind="stance") | lexicons.words("positions", kind="wish") | LIGHT


def is_deed(utterance: Utterance, token: Token) -> bool:
    """Whether the source denies having done something to something: "we did not order the raid"."""
    if token.pos_ != "VERB" or token.lemma_ in attitude_words() or entries(token) or token.i in utterance.cue:
        return False
    past = DONE & clauses.auxiliaries(token) or (token.tag_ == "VBD" and is_negated(utterance, token))
    things = [each for each in clauses.patient(token) if each.pos_ in ("NOUN", "PROPN")]
    active = not clauses.children(token, clauses.PASSIVE)
    if CONCEDING & {utterance.doc[i].lemma_ for i in utterance.cue}:
        return False  # "accepted that she had never filed a report" owns up to it
    denied = any(clauses.is_negation(child) for child in token.children)
    return bool(active and past and things and denied) and utterance.holder(token) == "own"


def argument(utterance: Utterance, token: Token, kind: str) -> tuple[Token | None, bool]:
    """What a scope is about, and whether that is a clause."""
    if kind == "existence":
        return token, False
    if kind == "link" and token.pos_ != "NOUN" and (about := link_argument(token)):
        return about, False
    found = asked(token) or governed(utterance, token)
    if found is None and kind == "denies" and token.pos_ == "ADJ":
        return clauses.subject(token), False
    if found is None:
        return None, False
    return narrowed(found, kind)


def link_argument(token: Token) -> Token | None:
    """ "X doesn't involve us" and "we're not involved in X": X."""
    objects = clauses.children(token, clauses.OBJECTS)
    if objects and objects[0].lower_ in ("us", "me"):
        return clauses.subject(token)
    nested = [child for child in token.children if child.lemma_ == "do"]
    sought = [token, *nested]
    found = [each for word in sought for name in LINKED_BY for each in complement(word, name)]
    return found[0] if found else None


def complement(token: Token, preposition: str) -> list[Token]:
    """What a preposition brings in, as long as it is no infinitive."""
    return [each for each in clauses.complements(token, preposition) if not clauses.infinitive(each)]


def governed(utterance: Utterance, token: Token) -> Token | None:
    """The object, the clause or the noun after a preposition that completes `token`; for a cue, the content."""
    words = [token, clauses.clause_head(token)] if token.pos_ in ("NOUN", "ADJ") else [token]
    inside = utterance.cue | utterance.content  # the tree may hang on it what is said elsewhere
    for word in words:
        objects = [each for each in clauses.children(word, clauses.OBJECTS) if each != token]
        clause = clauses.clausal(word)
        denies = any(row["kind"] == "denies" for row in entries(word))  # "denied it *in a letter*"
        about = [] if denies else [each for name in ABOUT for each in complement(word, name)]
        found = [each for each in (*objects, *about, *([clause] if clause else [])) if each.i in inside]
        if found and found[0] != token:
            return found[0]
    reached = token.i == utterance.anchor or (token.i in utterance.cue)
    return utterance.doc[utterance.root] if reached and utterance.root not in (None, token.i) else None


def asked(token: Token) -> Token | None:
    """The predicate of the question that follows a word: "no idea *who ordered* it"."""
    if not asks(token):
        return None
    clause = clauses.clause_head(token.nbor())
    return clause if clause.i > token.i else None


def narrowed(found: Token, kind: str) -> tuple[Token, bool]:
    """The thing a clause is about, where one stands out: "whether *the dam* will hold"; a denied clause stays whole."""
    vague = lexicons.column("targets", "kind").get(found.lemma_) == "vague"
    if (kinds(found) & {"link", "no-knowledge"} and found.pos_ == "NOUN") or (vague and found.pos_ == "PRON"):
        inner = [each for name in ABOUT for each in complement(found, name)]
        return (inner or [found])[0], False
    if found.pos_ not in ("VERB", "AUX") and not clauses.children(found, clauses.SUBJECTS):
        return found, False
    if any(child.lower_ == "there" for child in found.children):
        there = [
            child for child in found.children if child.dep_ in ("nsubj", "attr", "obj") and child.lower_ != "there"
        ]
        return (there[0], False) if there else (found, found.pos_ in ("VERB", "AUX"))
    who = next(iter(clauses.children(found, clauses.SUBJECTS)), None)
    things = clauses.patient(found)
    if kind != "denies" and who is not None and who.pos_ in ("NOUN", "PROPN"):
        return who, False
    if kind != "denies" and things and things[0].pos_ in ("NOUN", "PROPN"):
        return things[0], False
    return found, True


def is_own_part(utterance: Utterance, token: Token, kind: str) -> bool:
    """Whether the source's own part, duty or link is what is denied."""
    objects = clauses.children(token, clauses.OBJECTS)
    if kind == "deed":
        return True
    if kind == "link":
        return any(each.lower_ in ("us", "me") for each in objects) or link_holder(utterance, token) == "own"
    about = governed(utterance, token) if kind == "denies" and token.i in utterance.cue else None
    if about is None:
        return False
    return (
        (about.tag_ == "VBG" and about.pos_ == "VERB")
        or "link" in kinds(about)
        or is_ours(utterance, clauses.subject(about))
    )


def is_ours(utterance: Utterance, who: Token | None) -> bool:
    """Whether somebody is the source, or belongs to it: "his office", "my department"."""
    if who is None:
        return False
    owners = clauses.children(who, frozenset(("nmod:poss", "poss")))
    return utterance.is_own(who) or any(each.pos_ == "PRON" and each.lower_ != "your" for each in owners)


def link_holder(utterance: Utterance, token: Token) -> str:
    """Whose link it is."""
    who = clauses.subject(token) or clauses.subject(clauses.clause_head(token))
    if token.i in utterance.cue:
        return "own"
    return "own" if is_ours(utterance, who) else "other"


def somebody_elses(utterance: Utterance, each: Scope) -> bool:
    """Whether it is not the source who does not know or does not speak."""
    if each.kind not in ("no-knowledge", "declines", "denies"):
        return False
    if each.kind == "denies" and each.predicate.pos_ == "ADJ":
        return False  # "the report is false" is the source's own judgement
    holder = utterance.holder(each.top)
    return holder == "other" or (holder == "" and each.top.pos_ == "VERB" and each.kind == "no-knowledge")


def silenced(utterance: Utterance, token: Token) -> bool:
    """Whether `token` stands inside something denied, unknown or left unsaid, where it takes no side."""
    while (up := utterance.governor(token)) is not None:
        if utterance.relation(token) in ("parataxis", "advcl") and not clauses.infinitive(token):
            return False
        if utterance.relation(token) == "conj" and clauses.children(token, clauses.SUBJECTS):
            return False
        if scope_kind(utterance, up) and utterance.relation(token) not in clauses.SUBJECTS:
            return True
        token = up
    return False


def hedged(utterance: Utterance, chain: list[Token]) -> bool:
    """Whether a hedge sits on the predicate `chain[0]` or on one of its governors in the content."""
    words = [each for each in chain if each.i in utterance.content]
    governing = any(
        row["kind"] == "hedge" and (row["needs"] == "any subject" or utterance.holder(up) != "other")
        for up in words[1:]
        for row in entries(up)
    )
    return governing or any(is_hedge(child) for each in words for child in near(each))


def near(token: Token) -> list[Token]:
    """The words on a predicate and on its copula."""
    heads = [token, token.head] if clauses.is_copular(token) else [token]
    return [child for head in heads for child in head.children]


def is_hedge(child: Token) -> bool:
    """A modal or an adverb of likelihood, or "I think" put in; *could not* is no hedge."""
    if "hedge" not in kinds(child):
        return False
    if child.pos_ in ("AUX", "ADV"):
        following = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
        return not (child.lower_ == "could" and following in {*clauses.NEGATIONS, "no"})  # "could no longer back it"
    own = clauses.subject(child)
    return child.dep_ in ("parataxis", "discourse") and own is not None and own.lower_ in ("i", "we")


def of_scope(each: Scope) -> str:
    """The commitment of a scope: a denied link and a denied existence are denials."""
    return "denies" if each.kind in ("link", "existence", "deed") else each.kind
