"""Attitudes: whether a word tells what its source holds or wishes, and not a deed, a courtesy or what is past."""

from __future__ import annotations

from spacy.tokens import Token

from helpers.stances import commitments
from helpers.stances.contexts import WOULD, Context
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of

ABLE = frozenset(["can", "ca", "cannot", "could"])
OUGHT = frozenset(["should", "must", "ought", "shall", "let"])
WILL = frozenset(["will", "'ll", "’ll", "wo", "would", "going"])
FAR = 16  # words behind the end of a sentence in which *But* opens another


def admitted(utterance: Utterance, token: Token, row: dict[str, str], seen: Context) -> bool:
    """Whether the source's own attitude is in the words: an action must be wished, an attitude held by somebody."""
    if row["kind"] == "stance" and row["side"] == "opposes" and seen.sign < 0:
        return False  # not to criticise is not yet to support
    if row["target"] == "thing" and token.dep_ in clauses.RELATIVE:
        return False  # "homes that do not need it" tells which homes
    if seen.holder == "other" and is_nobody(utterance, token):
        return False  # "nobody wanted a war" tells of no side that anybody takes
    if row["kind"] == "wish" and token.lemma_ in clauses.ASKING - {"want"} and commitments.is_negated(utterance, token):
        return False  # "we had not urged them to go" denies a deed, and wishes nothing
    if row["side"] == "supports" and is_not_yet(token):
        return False  # "has not endorsed her" is no side
    if row["term"] == "need" and (WILL | WOULD) & clauses.auxiliaries(token):
        return False  # what will be needed is foretold
    if token.lemma_ == "respect" and (WILL | WOULD) & clauses.auxiliaries(token):
        return False  # to respect a result is to put up with it
    if row["kind"] == "assent":
        return seen.sign < 0 and seen.holder == "own" and able(token, seen)
    if row["kind"] == "worth":
        return seen.sign < 0 and seen.holder != "other"  # no need, no reason; "he had no reason to lie" tells a motive
    if row["kind"] == "quality" and is_contrasted(token):
        return False
    if is_courtesy(token, row):
        return False
    if row["kind"] in ("quality", "effect", "cause"):
        felt = row["side"] == "supports" or seen.sign < 0
        return row["kind"] == "cause" or not (seen.willed and felt)  # "hopes the vote is fair", "fears it is bad"
    if row["kind"] == "action":
        return willed(utterance, token, seen)
    if row["kind"] == "aim" or row["pos"] == "NOUN":
        return seen.holder in ("own", "other")
    return seen.holder in ("own", "other") or bool(OUGHT & clauses.auxiliaries(token))


def is_nobody(utterance: Utterance, token: Token) -> bool:
    """Whether the one who holds it is nobody: "nobody wants", "no member backs"."""
    who = clauses.subject(token)
    return who is not None and clauses.is_empty(who) and not utterance.is_own(who)


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


def is_not_yet(token: Token) -> bool:
    """Whether something has not been done so far: "has not backed it", "not yet"; *never* says more.

    Nor is one against what one cannot back *before* or *until* something else."""
    denied = [child for child in token.children if child.lower_ in ("not", "n't", "n’t")]
    yet = any(child.lower_ == "yet" for child in token.children)
    return bool(denied) and (yet or bool({"have", "has", "had", "'ve", "’ve"} & clauses.auxiliaries(token)))


def able(token: Token, seen: Context) -> bool:
    """Whether somebody says what they could or would not do: "we cannot accept it", "refused to allow it"."""
    return seen.willed or bool((ABLE | WILL | WOULD) & clauses.auxiliaries(token))


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
