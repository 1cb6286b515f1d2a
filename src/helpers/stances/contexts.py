"""Contexts: what stands above a predicate and bears on its side: negations, hedges, wishes, conditions, questions."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from helpers import lexicons
from helpers.lexicons import in_order, listed
from helpers.stances import commitments
from helpers.stances.lexicon import SIGNS, WISHES, entries
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

NEGATED = 0.95  # a negation, which the parser may hang on the wrong word
WHOSE = 0.7  # an aim, and not said whose: "the aim was to save it"
KEEPING_OFF = listed("keeping off")
KEPT_FROM = tuple(tuple(words.split()) for words in in_order("kept from"))
"""Words before a gerund that keep the act off: "stopped *short of* backing it", "refrained *from* criticising it"."""
WOULD = listed("would")
PASSING = listed("passing on")
"""Predicates that hand on what they govern: "not going to support" is not supporting."""


@dataclass(slots=True)
class Context:
    """What stands above a predicate: negation, hedges, wishes, conditions, somebody else's words."""

    sign: int = 1
    hedged: bool = False
    willed: bool = False
    holder: str = ""
    blocked: bool = False
    certainty: float = 1.0
    flags: set[str] = field(default_factory=set)
    top: Token | None = None
    whose: Token | None = None  # the word above, or the predicate itself, whose subject holds it
    teller: Token | None = None  # the word of speech or thought above that is somebody else's


def context(utterance: Utterance, token: Token) -> Context:
    """Everything above `token` that bears on its side; an aim that nobody is named for is hardly the source's."""
    felt = any(row["pos"] == "ADJ" for row in entries(token, "stance"))
    seen = Context(holder=utterance.feels(token) if felt else utterance.holder(token), top=token, whose=token)
    seen.blocked = commitments.silenced(utterance, token) or in_condition(utterance, token) or is_beyond(token)
    seen.blocked = seen.blocked or utterance.is_anothers(token) or is_unsaid(utterance, token)
    if commitments.is_negated(utterance, token):
        seen.sign, seen.certainty = -1, NEGATED
    who = clauses.subject(token)
    if who is not None and clauses.infinitive(token) and entries(who, "aim"):
        seen.willed, seen.holder, seen.whose = True, utterance.holder(who), who
        seen.certainty *= 1 if seen.holder else WHOSE
    for up in utterance.governors(token):
        take(utterance, up, seen)
    hedge_and_condition(utterance, token, seen)
    return seen


def is_unsaid(utterance: Utterance, token: Token) -> bool:
    """Whether it is what somebody did not say or call something: "she did *not call* the union “crooks”"."""
    inside = (up for up in (token, *token.ancestors) if up.i in utterance.content | utterance.cue)
    return any(is_saying(up) and commitments.is_negated(utterance, up) for up in inside)


def is_saying(token: Token) -> bool:
    """Whether a verb says something, or calls it so; to think is not to say."""
    said = token.pos_ == "VERB" and token.lemma_.lower() in lexicons.words("cues", **{"class": "statement"})
    return said or bool(entries(token, "naming"))


def is_beyond(token: Token) -> bool:
    """Whether the word above keeps an act off: "*too* clever to vote for it", "*less* likely to", "has *yet* to"."""
    if token.tag_ == "VBG" and any(marks(token, words) for words in KEPT_FROM):
        return True
    return clauses.infinitive(token) and any(child.lower_ in KEEPING_OFF for child in token.head.children)


def marks(token: Token, words: tuple[str, ...]) -> bool:
    """Whether `words` stand right before a gerund, but for an adverb: "*short of* fully backing it"."""
    first = next((each.i for each in token.children if each.pos_ == "ADV" and each.i == token.i - 1), token.i)
    return tuple(each.lower_ for each in token.doc[max(0, first - len(words)) : first]) == words


def take(utterance: Utterance, up: Token, seen: Context) -> None:
    """Add to `seen` what one governing predicate does."""
    kinds = commitments.kinds(up)
    own = utterance.holder(up)
    rows = [row for row in entries(up, *WISHES, "quality") if governs(up, row)]
    if ("refusal" in kinds and own == "other") or is_told_of(utterance, up):
        seen.blocked = True
    elif "refusal" in kinds:
        seen.willed, seen.holder, seen.sign, seen.whose = True, own, -seen.sign, up
    elif rows:
        seen.willed, seen.sign = True, seen.sign * SIGNS[rows[0]["side"]]
        seen.holder = "own" if rows[0]["kind"] == "quality" else own or seen.holder
        seen.whose = up if own else seen.whose
    elif any(row["side"] == "opposes" for row in entries(up, "action")):
        seen.sign = -seen.sign  # "wants them to stop building it"
    elif "speech" in kinds and clauses.infinitive(up) and up.head.lower_ == "used":
        seen.blocked = True  # "he used to say that it was wrong"
    elif "speech" in kinds and up.i in utterance.content and clauses.children(up, clauses.PASSIVE):
        seen.blocked = True  # "had been told that their jobs were safe": who holds it, is not said
    elif "speech" in kinds and up.i in utterance.content and own == "other":
        seen.flags.add("second-hand")
        seen.teller = seen.teller or up
    elif commitments.is_negated(utterance, up) and not kinds & {"hedge", "speech"} and up.lemma_ not in PASSING:
        seen.blocked = True
    if commitments.is_negated(utterance, up) and (rows or kinds & {"refusal", "hedge"} or up.lemma_ in PASSING):
        seen.sign, seen.certainty = -seen.sign, seen.certainty * NEGATED
    if up.i in utterance.content:
        seen.top = up


def is_told_of(utterance: Utterance, token: Token) -> bool:
    """Whether asking is only told of: "we *would be asking* them to vote", "she *had asked* him twice to call"."""
    if token.lemma_ not in clauses.ASKING - {"want"} or token.i not in utterance.content:
        return False
    supposed = token.tag_ == "VBG" and bool(WOULD & clauses.auxiliaries(token))
    errand = token.lemma_ in ("ask", "tell") and (token.tag_ == "VBD" or "had" in clauses.auxiliaries(token))
    return supposed or errand


def governs(up: Token, row: dict[str, str]) -> bool:
    """Whether a wish or a judgement reaches into the clause below it: "argued *that*" is speech, no side."""
    return row["target"] in ("", "object", "clause", "subject", "thing") or row["target"] in following(up)


def following(token: Token) -> set[str]:
    """The two words after `token`, in small letters."""
    return {each.lower_ for each in token.doc[token.i + 1 : token.i + 3]}


def hedge_and_condition(utterance: Utterance, token: Token, seen: Context) -> None:
    """Add hedges on the predicate and its governors, and the conditions under which they hold."""
    chain = [token, *utterance.governors(token)]
    seen.hedged = commitments.hedged(utterance, chain)
    if any(clauses.condition(child) for each in chain for child in each.children):
        seen.flags.add("conditional")


def in_condition(utterance: Utterance, token: Token) -> bool:
    """Whether `token` belongs to a condition, a question or a comparison, which nobody asserts."""
    chain: list[Token] = [token]
    while (up := utterance.governor(chain[-1])) is not None:
        chain.append(up)
    return any(clauses.condition(each) or is_asked(each) or is_compared(each) for each in chain)


def is_asked(clause: Token) -> bool:
    """Whether a clause is a question: "asked *whether*"; a relative clause and a condition are none."""
    if any(child.lower_ in ("how", "whether") and child.i < clause.i for child in clause.children):
        return True
    if clause.dep_ in clauses.RELATIVE or clauses.condition(clause) or clause.dep_ == "advcl":
        return False
    return any(child.lower_ in commitments.QUESTIONS and child.i < clause.i for child in clause.children)


def is_compared(clause: Token) -> bool:
    """Whether a clause is what something is compared with: "needs the dam more *than it needs fish*"."""
    return any(child.lower_ == "than" and child.i < clause.i for child in clause.children)
