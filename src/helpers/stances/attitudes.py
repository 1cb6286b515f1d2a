"""Attitudes: whether a word tells what its source holds or wishes, and not a deed, a courtesy or what is past."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from helpers.lexicons import listed
from helpers.stances import commitments, contexts
from helpers.stances.contexts import WOULD, Context
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of

NOT = listed("not")
HOLLOW = frozenset(tuple(words.split()) for words in listed("hollow"))
HAVE = listed("have")
FIRST = listed("not yet")
FORMERLY = listed("formerly")
OUGHT = listed("ought")
WILL = listed("will", "will, shortened", "going to")
FAR = 16  # words behind the end of a sentence in which *But* opens another


def admitted(utterance: Utterance, token: Token, row: dict[str, str], seen: Context) -> bool:
    """Whether the source's own attitude is in the words: an action must be wished, an attitude held by somebody."""
    if row["kind"] == "stance" and row["side"] == "opposes" and seen.sign < 0:
        return False  # not to criticise is not yet to support
    if row["kind"] == "wish" and contexts.is_told_of(utterance, token):
        return False
    if row["target"] == "thing" and token.dep_ in clauses.RELATIVE:
        return False  # "homes that do not need it" tells which homes
    if row["kind"] == "wish" and token.lemma_ in clauses.ASKING - {"want"} and commitments.is_negated(utterance, token):
        return False  # "we had not urged them to go" denies a deed, and wishes nothing
    if row["side"] == "supports" and is_not_yet(token):
        return False  # "has not endorsed her" is no side
    if row["term"] == "need" and (WILL | WOULD) & clauses.auxiliaries(token):
        return False  # what will be needed is foretold
    if token.lemma_ == "respect" and (WILL | WOULD) & clauses.auxiliaries(token):
        return False  # to respect a result is to put up with it
    if row["kind"] == "quality" and (is_contrasted(token) or is_of_a_way(token)):
        return False
    if is_courtesy(token, row) or is_over(token) or is_hollow(token, row):
        return False
    if seen.sign < 0 and is_comparative(token):
        return False  # "never been happier"
    if row["kind"] == "quality":
        felt = row["side"] == "supports" or seen.sign < 0
        return not (seen.willed and felt)  # "hopes the vote is fair", "fears it is bad"
    if row["kind"] == "action":
        return willed(utterance, token, seen)
    if row["kind"] == "aim" or row["pos"] == "NOUN":
        return seen.holder in ("own", "other")
    return seen.holder in ("own", "other") or bool(OUGHT & clauses.auxiliaries(token))


def is_courtesy(token: Token, row: dict[str, str]) -> bool:
    """Whether a kind word takes no side: "welcome *to* it", "good *at* chess", "thanked them" and not for what."""
    if row["term"] in ("welcome", "good") and row["pos"] == "ADJ":
        return token.i + 1 < len(token.doc) and token.nbor().lower_ == ("to" if row["term"] == "welcome" else "at")
    return row["term"] == "thank" and not any(
        each.lower_ == "for" for each in token.doc[token.i : sentence_of(token).end]
    )


def is_contrasted(token: Token) -> bool:
    """Whether a judgement is taken half back at once: "careless, *not* crooked", "tough *but* fair"."""
    behind = [each.lower_ for each in token.doc[token.i + 1 : token.i + 3]]
    before = [each.lower_ for each in token.doc[max(0, token.i - 2) : token.i]]
    return (
        behind in ([",", "not"], [",", "but"])
        or behind[:1] == ["but"]
        or before[-1:] == ["but"]
        or before == [",", "not"]
    )


def is_of_a_way(token: Token) -> bool:
    """Whether a judgement is of a way to something else: "a good *way to lose* customers"."""
    noun = token.head if token.dep_ == "amod" else token
    return noun.lemma_.lower() in clauses.WAYS and any(clauses.infinitive(child) for child in noun.children)


def is_comparative(token: Token) -> bool:
    """Whether a word compares: "better", "more useful"."""
    return token.tag_ in ("JJR", "RBR") or any(child.lower_ == "more" for child in token.children)


def is_over(token: Token) -> bool:
    """Whether an attitude is of the past: "*once* backed it", "had opposed it *at first*", "*used to* like it"."""
    used = clauses.infinitive(token) and token.head.lower_ == "used"
    trusted = token.lemma_ in ("trust", "believe") and token.tag_ == "VBD"  # and does no longer, or need not say it
    early = any(child.lower_ in FORMERLY and child.i < token.i for child in token.children)
    return used or trusted or early or bool(pairs_after(token) & {("at", "first")})


def is_hollow(token: Token, row: dict[str, str]) -> bool:
    """Whether praise is taken back in the same breath: "*too* good to be true", "good *on paper*"."""
    kind = row["kind"] == "quality" and row["side"] == "supports"
    too = any(child.lower_ == "too" and child.i < token.i for child in token.children)
    return kind and (too or bool(pairs_after(token) & HOLLOW))


def pairs_after(token: Token) -> set[tuple[str, str]]:
    """The words behind `token` in its sentence, two by two, in small letters."""
    near = token.doc[token.i + 1 : min(sentence_of(token).end, token.i + FAR)]
    return {(one.lower_, other.lower_) for one, other in pairwise(near)}


def is_not_yet(token: Token) -> bool:
    """Whether something has not been done so far: "has not backed it", "not yet"; *never* says more.

    Nor is one against what one cannot back *before* or *until* something else."""
    denied = [child for child in token.children if child.lower_ in NOT]
    yet = any(child.lower_ == "yet" for child in token.children) or is_put_off(token)
    return bool(denied) and (yet or bool(HAVE & clauses.auxiliaries(token)))


def is_put_off(token: Token) -> bool:
    """Whether a clause with *before* or *until* says when it might be."""
    later = [child for child in token.children if child.dep_ == "advcl" and child.i > token.i]
    return any(mark.lower_ in FIRST for child in later for mark in child.children)


def willed(utterance: Utterance, token: Token, seen: Context) -> bool:
    """Whether an action is wished for: under a wish, with *should* or *must*, or announced by the one who acts."""
    if seen.willed or OUGHT & clauses.auxiliaries(token):
        return True
    if token.i == utterance.anchor:
        return not clauses.children(token, clauses.PASSIVE)  # "the council *approved* the sale": its own act
    if seen.holder != "own" or clauses.children(token, clauses.PASSIVE):
        return False
    announced = (
        WILL & clauses.auxiliaries(token)
        or (token.tag_ == "VBG" and any(child.lemma_ == "be" for child in token.children))
        or any(up.lower_ == "going" for up in utterance.governors(token))
    )
    return bool(announced) or is_imperative(token)


def is_imperative(token: Token) -> bool:
    """Whether a bare verb has nobody before it: "block the sale", not "we cannot block it"."""
    bare = token.tag_ == "VB" and token.head == token and not clauses.auxiliaries(token) - {"do", "let"}
    return bare and not clauses.children(token, clauses.SUBJECTS)


def is_conceded(token: Token) -> bool:
    """Whether *but* follows a warm word, in its sentence or at the head of the next: "I like it, but …"."""
    rest = token.doc[token.i + 1 : min(sentence_of(token).end + FAR, len(token.doc))]
    return any(
        each.lower_ == "but" and (sentence_of(each) == sentence_of(token) or each.text == "But") for each in rest
    )
