"""Clauses: who does what to whom, read from a dependency tree with UD labels or with spaCy's own."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from helpers.lexicons import in_order, listed
from helpers.syntax.labels import ASIDE, COMPLEMENTS, COPULAR, OBJECTS, PASSIVE, SUBJECTS
from helpers.syntax.labels import RELATIVES as RELATIVE
from helpers.text.bounds import sentence_of

NEGATIONS = listed("not", "never", "other negations")
STRENGTHENED = listed("no negation before")
RELATIVE_PRONOUNS = listed("relative pronouns")
NO = listed("none of it")
NOBODY = listed("nobody")
CONTRACTED = in_order("ends of negations")
CONDITIONS = listed("conditions")
WAYS = listed("ways")
"""Nouns that, with *to* behind them, are judged as a way to something else."""
ASKING = listed("asking somebody to")
"""Verbs whose object is asked to do what the infinitive behind it says."""
FAR = 6
"""Words between a thing and what is to become of it, at most."""
FIRST_PERSON = listed("first person")


def children(token: Token, labels: frozenset[str]) -> list[Token]:
    """The children of `token` under one of `labels`, in the order of the text."""
    return [child for child in token.children if child.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is joined to it by *and* or *or*."""
    return [token, *[found for child in token.children if child.dep_ == "conj" for found in conjuncts(child)]]


def is_copular(token: Token) -> bool:
    """Whether `token` is what a copula says of its subject, in spaCy's own labels: the child of a form of *be*."""
    return token.dep_ in COPULAR and token.head.pos_ in ("AUX", "VERB")


def subject(token: Token) -> Token | None:
    """Who does or is it: the subject of `token`, its controller where it has none of its own, or None."""
    own = [child for child in children(token, SUBJECTS) if child.dep_ not in PASSIVE or not has_agent(token)]
    if own:
        return antecedent(own[0])
    if token.head == token:
        return None
    if token.dep_ in ("xcomp", *COPULAR) and children(token.head, OBJECTS):
        return children(token.head, OBJECTS)[0]
    if token.dep_ in ("xcomp", "conj", "aux", *COPULAR) or (token.dep_ == "advcl" and infinitive(token)):
        return subject(token.head)
    return None


def has_agent(token: Token) -> bool:
    """Whether a passive names its agent."""
    return bool(agents(token))


def agents(token: Token) -> list[Token]:
    """Who did it, in a passive: the noun after *by*."""
    return complements(token, "by") if children(token, PASSIVE) else []


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; any other word is its own antecedent."""
    clause = pronoun.head
    if pronoun.lower_ in RELATIVE_PRONOUNS and clause.dep_ in RELATIVE and pronoun.i < clause.i:
        return clause.head
    return pronoun


def patient(token: Token) -> list[Token]:
    """What it is done to: the objects, or the subject of a passive; joined ones one by one."""
    passive = [child for child in token.children if child.dep_ in SUBJECTS & PASSIVE]
    found = passive if children(token, PASSIVE) else children(token, OBJECTS)
    return [each for first in found[:1] for each in conjuncts(antecedent(first))]


def complements(token: Token, preposition: str) -> list[Token]:
    """What `preposition` brings in under `token`: a noun or a gerund; joined ones one by one."""
    marked = [
        child
        for child in token.children
        if any(mark.lower_ == preposition and mark.dep_ in ("case", "mark") for mark in child.children)
    ]
    prepositions = [child for child in token.children if child.dep_ in ("prep", "agent", "prt", "dative")]
    governed = [
        child
        for mark in prepositions
        if mark.lower_ == preposition
        for child in mark.children
        if child.dep_ in ("pobj", "pcomp")
    ]
    return [each for first in (marked + governed)[:1] for each in conjuncts(first)]


def infinitive(token: Token) -> bool:
    """Whether *to* stands before the verb."""
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in token.children)


def clausal(token: Token) -> Token | None:
    """The clause that completes `token`: "wants *to go*", "said *it rained*", "urged voters *to stay*"."""
    right = [child for child in token.children if child.i > token.i and child.pos_ != "PUNCT"]
    found = [child for child in right if child.dep_ in COMPLEMENTS or is_purpose(child)]
    return found[0] if found else None


def asked_of(token: Token) -> Token | None:
    """The infinitive that hangs on the object of a verb of asking: "urged both sides *to return*"."""
    found = [child for each in children(token, OBJECTS) for child in each.children if is_asked_of(child)]
    return found[0] if found else None


def is_asked_of(token: Token) -> bool:
    """Whether an infinitive hangs on an object and completes the verb of asking above it."""
    noun = token.head
    own = token.dep_ == "acl" and infinitive(token) and noun.dep_ in OBJECTS
    return own and noun.head.lemma_.lower() in ASKING


def is_question(token: Token) -> bool:
    """Whether the sentence of `token` asks."""
    ends = (each.text for each in token.doc[token.i + 1 : sentence_of(token).end] if each.text in ("?", ".", "!"))
    return next(ends, "") == "?"


def outcome(token: Token) -> Token | None:
    """What a thing is to become, behind the object of a wish: "wants the scheme *stopped*", "to see it *abolished*"."""
    for thing in children(token, OBJECTS):
        if thing.tag_ == "VBN":
            return thing  # the tree took the participle for the object
        later = [*thing.children, *token.children]
        found = [each for each in later if each.i > thing.i and each.tag_ == "VBN" and each.dep_ not in RELATIVE]
        bare = [each for each in found if not any(child.dep_ in ("case", *SUBJECTS) for child in each.children)]
        if bare and bare[0].i - thing.i <= FAR:
            return bare[0]
    return None


def is_purpose(token: Token) -> bool:
    """An infinitive that hangs on a verb or a noun without being its complement by label."""
    return token.dep_ in ("acl", "advcl", "csubj") and infinitive(token)


def auxiliaries(token: Token) -> set[str]:
    """The auxiliary words of a verb or of its copula, in small letters."""
    heads = [token, token.head] if is_copular(token) else [token]
    return {child.lower_ for head in heads for child in head.children if child.dep_ in ("aux", "aux:pass", "auxpass")}


def negated(token: Token) -> bool:
    """Whether `token` is denied: by *not*, *never*, *no longer*, or by a subject or object with *no*."""
    heads = [token, token.head] if is_copular(token) else [token]
    near = [child for head in heads for child in head.children]
    return any(is_negation(child) or is_empty(child) for child in near)


def is_negation(token: Token) -> bool:
    """Whether the word itself denies; *not only* does not."""
    if token.lower_ in NEGATIONS or token.lower_.endswith(CONTRACTED):  # "DON’T" may be one token
        following = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
        return following not in STRENGTHENED
    if token.lower_ == "longer":
        return token.i > 0 and token.nbor(-1).lower_ == "no"
    return token.dep_ == "det" and token.lower_ in NO


def is_empty(token: Token) -> bool:
    """Whether a subject or an object is nobody or nothing: "*nobody* wants", "wants *no* war"."""
    if token.dep_ not in SUBJECTS | OBJECTS:
        return False
    return token.lower_ in NOBODY or any(child.lower_ in NO for child in token.children)


def clause_head(token: Token) -> Token:
    """The predicate of the clause that `token` is part of: the first verb, or word with a subject, upwards."""
    for each in (token, *token.ancestors):
        if each.pos_ in ("VERB", "AUX") or children(each, SUBJECTS):
            return each
    return token


def within(top: Token) -> Iterator[Token]:
    """The words of the clause under `top`, without asides, joined clauses and clauses of circumstance."""
    yield top
    for child in top.children:
        if not leaves(child, top):
            yield from within(child)


def leaves(child: Token, top: Token) -> bool:
    """Whether `child` opens something beside the clause of `top`; a condition belongs to it."""
    if child.dep_ in ASIDE:
        return True
    if child.dep_ == "conj":
        return top.pos_ in ("VERB", "AUX", "ADJ") or bool(children(child, SUBJECTS))
    if child.dep_ == "advcl":
        return not infinitive(child) and not condition(child)
    return False


def condition(clause: Token) -> bool:
    """Whether a clause opens with *if*, *unless* or *provided* (but not *even if*, and not *whether*)."""
    if clause.dep_ in COMPLEMENTS:
        return False
    openers = [child for child in clause.children if child.lower_ in CONDITIONS and child.i < clause.i]
    return any(opener.i == 0 or opener.nbor(-1).lower_ != "even" for opener in openers)
