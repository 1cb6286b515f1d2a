"""Positions: which side the words of an utterance take toward what, by word list and syntax."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from helpers import lexicons
from helpers.standing import clauses, commitments, namings, refusals
from helpers.standing.utterances import Utterance

SIGNS = {"supports": 1, "opposes": -1}
CERTAINTY = {"stance": 0.9, "wish": 0.8, "aim": 0.8, "action": 0.8, "quality": 0.8, "effect": 0.7, "cause": 0.75}
CERTAINTY |= {"request": 0.5, "assent": 0.8, "worth": 0.8}
"""Confidence that a reading starts with, by the kind of its word; each step of inference takes some away."""
INFERRED = 0.85  # a step the words do not spell out: a bad thing negated, a condition with a good outcome
NEGATED = 0.95  # a negation, which the parser may hang on the wrong word
STRAY = 0.5  # a negation that the tree puts elsewhere
UNNAMED = 0.75  # nobody is named who holds the attitude, and the words are the source's
FORMERLY = frozenset(["once", "initially", "originally", "formerly", "previously"])
WHOSE = 0.7  # an aim, and not said whose: "the aim was to save it"
ATTRIBUTIVE = 0.75  # an adjective inside the phrase: "this reckless bill"
SECOND_HAND = 0.8  # the holder may be somebody else again
ABLE = frozenset(["can", "ca", "cannot", "could"])
OUGHT = frozenset(["should", "must", "ought", "shall", "let"])
WILL = frozenset(["will", "'ll", "’ll", "wo", "would", "going"])
POINTING = frozenset(["this", "these", "that", "those", "the"])
WOULD = frozenset(["would", "'d", "’d"])
DOING = frozenset(["make", "do", "take"])
CONDUCT = frozenset(["call", "decision", "choice", "move", "step", "thing", "job", "judgement", "judgment", "mistake"])
"""What is made or done well or badly, where that praises or blames who did it."""
KEEPING_OFF = frozenset(["too", "less", "yet"])
CAUSING = frozenset(["see", "have", "get"])
GONE = frozenset(["dead", "gone", "out", "off", "over", "away"])
"""What a thing is to be that is not wanted: "wants the deal dead"."""
FEELINGS = frozenset(["love", "like", "respect", "admire", "appreciate", "value", "sympathise", "sympathize"])
CONCEDED = 0.6  # a warm word before *but*, said for the sake of manners
REASONS = frozenset(["because", "since", "while", "though", "although", "when", "before", "after", "until"])
FAR = 16  # words behind the end of a sentence in which *But* opens another
TIMELY = frozenset(["early", "late", "soon", "tired", "old", "young", "busy", "ill", "weak", "afraid"])
EXCESS = 0.75  # too much of something: a fault is found
WISHES = ("wish", "aim", "stance")
DETERMINERS = frozenset(["det", "nmod:poss", "poss"])
RECIPIENT = frozenset(["iobj", "dative"])
VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one predicate says of one target: side 1, -1 or 0; `clause`: the target is a statement, not a thing."""

    predicate: Token
    target: Token
    side: int
    commitment: str
    flags: frozenset[str]
    top: Token  # the word whose clause is the evidence
    confidence: float
    clause: bool = False
    kind: str = "stance"  # of its word; what is read from a condition or an obligation is "outcome", "obligation"


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


@cache
def listed() -> dict[str, tuple[dict[str, str], ...]]:
    """Term → its rows in the word list of positions."""
    rows = lexicons.rows("positions")
    return {term: tuple(row for row in rows if row["term"] == term) for term in {row["term"] for row in rows}}


def entries(token: Token, *kinds: str) -> list[dict[str, str]]:
    """The rows of the word list that `token` answers to, of the kinds given or of any."""
    terms = dict.fromkeys((phrasal(token), token.lemma_.lower(), token.lower_))
    rows = [
        row for term in terms for row in listed().get(term, ()) if term == token.lower_ or not is_participle(token, row)
    ]
    return [row for row in rows if (not kinds or row["kind"] in kinds) and fits(token, row["pos"])]


def is_participle(token: Token, row: dict[str, str]) -> bool:
    """Whether a verb form would answer to an adjective by its base form alone: "besting" is not "best"."""
    return row["pos"] == "ADJ" and token.tag_.startswith("VB")


def phrasal(token: Token) -> str:
    """A verb with its particle, "throw out"; the particle is what the tree says, or stands right behind."""
    if token.pos_ != "VERB":
        return ""
    near = [child for child in token.children if child.i == token.i + 1 and child.pos_ in ("ADP", "ADV", "PART")]
    parts = clauses.children(token, frozenset(("compound:prt", "prt"))) or near
    return f"{token.lemma_.lower()} {parts[0].lower_}" if parts else ""


def fits(token: Token, pos: str) -> bool:
    """Whether the part of speech is the one a row asks for; participles pass for verbs and adjectives."""
    if token.tag_ in ("VBN", "VBG", "VBD"):
        return pos in ("VERB", "ADJ")
    if token.tag_ == "NN" and pos == "ADJ" and clauses.children(token, frozenset(("cop",))):
        return True  # taggers take "was reckless and late" for a noun now and then
    if token.dep_ == "compound" and token.lower_.endswith("ing"):
        return pos == "ADJ"
    if token.pos_ in ("ADJ", "ADV") or (token.pos_ == "NOUN" and token.dep_ in ("xcomp", "acomp") and pos == "ADJ"):
        return pos in ("ADJ", "ADV")
    return pos == ("VERB" if token.pos_ == "AUX" else token.pos_)


def readings(utterance: Utterance) -> list[Reading]:
    """Every side that the words take, in the order of the text; what is denied, declined or unknown takes none."""
    found = []
    for token in utterance.tokens():
        for row in entries(token):
            found += read(utterance, token, row)
        found += read_outcome(utterance, token) + read_obligation(utterance, token)
        found += (
            read_conduct(utterance, token)
            + read_naming(utterance, token)
            + read_refusal(utterance, token)
            + read_excess(utterance, token)
        )
    return found


def read(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Reading]:
    """The readings of one word under one row of the word list."""
    if row["kind"] not in CERTAINTY or is_question(token):
        return []
    predicate = predicate_of(token)
    targets = preposition_targets(token) if row["pos"] == "ADP" else targets_of(utterance, predicate, row)
    if not targets:
        return read_attribute(utterance, token, row)
    seen = context(utterance, predicate)
    if seen.blocked or commitments.scope_kind(utterance, predicate) or not admitted(utterance, predicate, row, seen):
        return []
    return [judge(utterance, predicate, target, row, seen) for target in targets if not is_open_undoing(target)]


def is_open_undoing(target: Token) -> bool:
    """Whether it is an end or a removal of what the tree does not show; its side would be the wrong one."""
    rows = entries(target, "undoing")
    return bool(rows) and not any(ended(target, row["target"]) for row in rows)


def ended(noun: Token, preposition: str) -> list[Token]:
    """What an end is put to: by the tree, else the noun phrase right behind the preposition."""
    found = clauses.complements(noun, preposition)
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 8)]
    if found or not len(after) or after[0].lower_ != preposition:
        return found
    return next(([each] for each in after[1:] if each.pos_ in ("NOUN", "PROPN") and each.dep_ != "compound"), [])


def admitted(utterance: Utterance, token: Token, row: dict[str, str], seen: Context) -> bool:
    """Whether the source's own attitude is in the words: an action must be wished, an attitude held by somebody."""
    if row["kind"] == "stance" and row["side"] == "opposes" and seen.sign < 0:
        return False  # not to criticise is not yet to support
    if row["kind"] == "wish" and token.lemma_ in clauses.ASKING - {"want"} and commitments.is_negated(utterance, token):
        return False  # "we had not urged them to go" denies a deed, and wishes nothing
    if row["side"] == "supports" and is_not_yet(token):
        return False  # "has not endorsed her" is no side
    if row["term"] == "need" and (WILL | WOULD) & clauses.auxiliaries(token):
        return False  # what will be needed is foretold
    if token.lemma_ == "respect" and (WILL | WOULD) & clauses.auxiliaries(token):
        return False  # to respect a result is to put up with it
    if row["kind"] == "assent":
        return seen.sign < 0 and seen.holder == "own" and able(utterance, token, seen)
    if row["kind"] == "worth":
        return seen.sign < 0 and seen.holder != "other"  # no need, no reason; "he had no reason to lie" tells a motive
    if is_courtesy(token, row) or is_over(token) or is_judged(token, row) or is_hollow(token, row):
        return False
    if seen.sign < 0 and is_comparative(token):
        return False  # "never been happier"
    if row["kind"] in ("quality", "effect", "cause"):
        felt = row["side"] == "supports" or seen.sign < 0
        return row["kind"] == "cause" or not (seen.willed and felt)  # "hopes the vote is fair", "fears it is bad"
    if row["kind"] == "action":
        return willed(utterance, token, seen)
    if row["kind"] == "aim" or row["pos"] == "NOUN":
        return seen.holder in ("own", "other")
    return seen.holder in ("own", "other") or bool(OUGHT & clauses.auxiliaries(token))


def is_courtesy(token: Token, row: dict[str, str]) -> bool:
    """Whether a kind word takes no side: "welcome *to* it", "good *at* chess", "thanked them" and not for what."""
    if row["term"] in ("welcome", "good") and row["pos"] == "ADJ":
        return token.i + 1 < len(token.doc) and token.nbor().lower_ == ("to" if row["term"] == "welcome" else "at")
    return row["term"] == "thank" and not any(each.lower_ == "for" for each in token.doc[token.i : token.sent.end])


def is_judged(token: Token, row: dict[str, str]) -> bool:
    """Whether an act is only the subject of a judgement: "*rejecting it* would be a disaster"."""
    return row["kind"] in (*WISHES, "action") and token.dep_ in clauses.SUBJECTS and token.tag_ == "VBG"


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
    return kind and (too or bool(pairs_after(token) & {("on", "paper"), ("in", "theory")}))


def pairs_after(token: Token) -> set[tuple[str, str]]:
    """The words behind `token` in its sentence, two by two, in small letters."""
    near = token.doc[token.i + 1 : min(token.sent.end, token.i + FAR)]
    return {(one.lower_, other.lower_) for one, other in pairwise(near)}


def is_not_yet(token: Token) -> bool:
    """Whether something has not been done so far: "has not backed it", "not yet"; *never* says more.

    Nor is one against what one cannot back *before* or *until* something else."""
    denied = [child for child in token.children if child.lower_ in ("not", "n't", "n’t")]
    yet = any(child.lower_ == "yet" for child in token.children) or is_put_off(token)
    return bool(denied) and (yet or bool({"have", "has", "had", "'ve", "’ve"} & clauses.auxiliaries(token)))


def is_put_off(token: Token) -> bool:
    """Whether a clause with *before* or *until* says when it might be."""
    later = [child for child in token.children if child.dep_ == "advcl" and child.i > token.i]
    return any(mark.lower_ in ("before", "until", "till") for child in later for mark in child.children)


def able(utterance: Utterance, token: Token, seen: Context) -> bool:
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


def judge(utterance: Utterance, token: Token, target: Token, row: dict[str, str], seen: Context) -> Reading:
    """The reading of one target, with the context taken into account."""
    side = SIGNS[row["side"]] * seen.sign * turned(token, row)
    flags, confidence = set(seen.flags), CERTAINTY[kind_of(token, row)] * seen.certainty
    if row["kind"] in ("effect", "cause") or (seen.sign < 0 and SIGNS[row["side"]] < 0 and row["kind"] != "action"):
        flags.add("implied")
    if seen.holder == "" and row["kind"] in ("stance", "wish"):
        confidence *= UNNAMED
    if seen.holder == "other" and row["kind"] in (*WISHES, "action") and row["target"] != "thing":
        flags.add("second-hand")
    if "second-hand" in flags:
        confidence *= SECOND_HAND if token.dep_ not in clauses.RELATIVE else 0.0  # "those who want it" are nobody
    if flags >= {"second-hand", "implied"}:
        confidence *= SECOND_HAND  # two steps away from the words
    if "second-hand" in flags and seen.hedged:
        confidence *= SECOND_HAND  # what others might want
    target, side = undone(*made(token, target, side) if row["kind"] in (*WISHES, "action") else (target, side))
    commitment = "hedges" if seen.hedged else "asserts"
    clause = target.pos_ in VERBAL and target.dep_ not in clauses.SUBJECTS | clauses.OBJECTS
    side = -side if clause and target != token and clauses.negated(target) else side  # "urged them not to go"
    if stray_negation(utterance, token):
        confidence *= STRAY
    if token.lemma_ in FEELINGS and side > 0 and is_conceded(token):
        confidence *= CONCEDED
    return Reading(
        token, target, side, commitment, frozenset(flags), seen.top or token, confidence, clause, row["kind"]
    )


def made(token: Token, target: Token, side: int) -> tuple[Token, int]:
    """What is wanted of a thing: "wants the scheme stopped" is against the scheme, "keep them out" against them."""
    verb = target if target.lemma_ in CAUSING and clauses.outcome(target) else token
    result, things = clauses.outcome(verb), clauses.children(verb, clauses.OBJECTS)
    if result is not None:
        ends = entries(result, "action")
        thing = next((each for each in things if each != result), result)
        return (thing, side * SIGNS[ends[0]["side"]]) if ends else (result, side)
    gone = things and any(
        child.lower_ in GONE and child.i > things[0].i for each in (verb, things[0]) for child in each.children
    )
    meant = target in (verb, *things) or target.lower_ in GONE
    return (things[0], -side) if gone and meant else (target, side)


def is_conceded(token: Token) -> bool:
    """Whether *but* follows a warm word, in its sentence or at the head of the next: "I like it, but …"."""
    rest = token.doc[token.i + 1 : min(token.sent.end + FAR, len(token.doc))]
    return any(each.lower_ == "but" and (each.sent == token.sent or each.text == "But") for each in rest)


def stray_negation(utterance: Utterance, token: Token) -> bool:
    """Whether a negation stands close before a predicate and the tree hangs it on something else: nobody can tell."""
    chain = {token, token.head, *utterance.governors(token)}
    close = token.doc[max(token.sent.start, token.i - 5) : token.i]
    denied = [
        each for each in close if clauses.is_negation(each) and each.dep_ != "det" and each.i in utterance.content
    ]
    between = {each.dep_ for word in denied for each in token.doc[word.i : token.i]}
    return any(word.head not in chain for word in denied) and not between & {"nsubj", "obj", "dobj", "cc"}


def kind_of(token: Token, row: dict[str, str]) -> str:
    """The kind of a row in its clause: "would like the names" asks for them, and takes no liking to them."""
    asked = row["term"] in ("like", "want") and row["target"] == "object" and WOULD & clauses.auxiliaries(token)
    return "request" if asked or row["term"] == "plan" else row["kind"]  # a plan tells what will come


def turned(token: Token, row: dict[str, str]) -> int:
    """For causes, the side of what is caused: -1 for "brought chaos", as for what is good for a foe; else 1."""
    foe = row["kind"] == "quality" and namings.is_for_a_foe(token)
    return outcomes(token) if row["kind"] == "cause" else -1 if foe else 1


def outcomes(token: Token) -> int:
    """Good (1), bad (-1) or neither (0): what a verb of causing brings about."""
    things = clauses.patient(token) + clauses.complements(token, "to")
    sides = [SIGNS[row["side"]] * (-1 if empty(thing) else 1) for thing in things for row in entries(thing, "outcome")]
    return sides[0] if sides else 0


def empty(thing: Token) -> bool:
    """Whether a noun has *no* before it."""
    return any(child.lower_ in clauses.NO for child in thing.children)


def undone(target: Token, side: int) -> tuple[Token, int]:
    """ "an end to the strike" → the strike, the other side."""
    for row in entries(target, "undoing"):
        inner = ended(target, row["target"])
        if inner:
            return inner[0], -side
    return target, side


def predicate_of(token: Token) -> Token:
    """What is said of the subject: "a *good* idea" → idea, "*against* the bridge" → bridge; else the word itself."""
    noun = token.head
    if token.pos_ in ("ADP", "SCONJ"):
        return noun
    if lexicons.column("targets", "kind").get(noun.lemma_.lower()) == "frame":
        return token  # "an important reason" is neither good nor bad
    if token.dep_ == "amod" and any(child.dep_ == "case" and child.lower_ == "in" for child in noun.children):
        return token  # "is in terrible trouble"
    is_said = clauses.children(noun, frozenset(("cop",))) or noun.dep_ in ("xcomp", *clauses.COPULAR)
    return noun if token.dep_ in ("amod", "compound") and is_said else token


def targets_of(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Token]:
    """The words the attitude is about, where the row says they stand."""
    if row["kind"] == "cause" and not outcomes(token):
        return []
    if row["target"] == "subject":
        return subject_targets(utterance, token, row)
    if token.lemma_ == "blame" and (culprits := blamed(token)):
        return culprits  # "blamed the delay on the mayor"
    if row["target"] == "object":
        return [each for each in object_targets(utterance, token, row) if not is_person_wished(each, row)]
    if row["target"] == "thing":
        return clauses.patient(token)
    if not row["target"]:
        return []
    if row["target"] == "clause":
        return [each for each in clause_targets(utterance, token) if not is_person_wished(each, row)]
    if (entries(token, "naming") or token.lemma_ == "stand") and row["target"] not in following(token):
        return []  # "called the tram a gift for the town" calls for nothing; "stood beside him with a torch"
    return clauses.complements(token, row["target"]) or hanging(utterance, token, row["target"])


def blamed(token: Token) -> list[Token]:
    """What something is blamed *on*, whether the tree hangs it on the verb or on the thing."""
    things = (token, *clauses.children(token, clauses.OBJECTS))
    return next(filter(None, (clauses.complements(each, "on") for each in things)), [])


def following(token: Token) -> set[str]:
    """The two words after `token`, in small letters."""
    return {each.lower_ for each in token.doc[token.i + 1 : token.i + 3]}


def is_person_wished(target: Token, row: dict[str, str]) -> bool:
    """Whether a wish seems to be for somebody: what is wanted of them hangs on them, or is lost in the tree."""
    asked = any(child.dep_ == "acl" and clauses.infinitive(child) for child in target.children)
    return row["kind"] == "wish" and (target.ent_type_ == "PERSON" or asked)


def subject_targets(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Token]:
    """What a quality or an effect is said of: the subject, or the clause behind "it is wrong to"."""
    if row["kind"] == "quality" and (not is_said(token) or is_someone_elses_word(token)):
        return []
    if row["kind"] in ("effect", "cause") and clauses.children(token, clauses.PASSIVE):
        return []  # who did it, is behind *by* or nowhere
    if row["kind"] == "effect" and (not own_subject(token) or is_favour(token) or is_sum(token)):
        return []
    who = clauses.subject(token) if not (named := called(token)) else named
    if who is None or (who.lower_ in ("it", "this", "that") and clauses.clausal(token) is not None):
        return clause_targets(utterance, token) if row["kind"] == "quality" else []
    if entries(who, "aim") and (row["kind"] == "effect" or clauses.infinitive(token)):
        return []
    if who.lower_ in ("there", "what", "who") or (row["kind"] == "quality" and who.dep_ == "expl"):
        return []
    if who.lower_ in clauses.FIRST_PERSON or who.i in utterance.source or is_event(who) or is_mine(who):
        return []
    return [who]


def is_mine(who: Token) -> bool:
    """Whether a thing is the speaker's own by *my*: "my eyesight is not good"."""
    return any(child.lower_ == "my" for child in who.children)


def is_event(who: Token) -> bool:
    """Whether something happens without anybody's will: a terrible fire is bad news, and no side."""
    return lexicons.column("targets", "kind").get(who.lemma_.lower()) == "event"


def own_subject(token: Token) -> bool:
    """Whether an effect is what a clause says of its subject: not "a fund *to help* students", "threatens *to go*"."""
    asked = token.lemma_ == "threaten" and clauses.clausal(token) is not None
    if token.dep_ in clauses.RELATIVE and not any(child.dep_ in DETERMINERS for child in token.head.children):
        return False  # "open to talks that strengthen the club": of a kind of talks, not of these
    bare = token.dep_ == "xcomp" and not clauses.children(token, clauses.SUBJECTS)  # "helping save the farm"
    return not asked and not bare and (not clauses.infinitive(token) or token.dep_ == "conj")


def is_favour(token: Token) -> bool:
    """Whether one person helps or hurts another, which is an event: "she helped him move"."""
    objects = clauses.children(token, clauses.OBJECTS)
    personal = any(each.lower_ in ("him", "her", "them") or each.ent_type_ == "PERSON" for each in objects)
    return personal or (clauses.clausal(token) is not None and bool(objects))


def is_someone_elses_word(token: Token) -> bool:
    """Whether a word stands under a verb of naming whose object was not made out: "what she called 'reckless'"."""
    return bool(entries(token.head, "naming")) and called(token) is None and token.dep_ in clauses.COMPLEMENTS | {"obj"}


def is_sum(token: Token) -> bool:
    """Whether money is saved or a price named, and nobody bears it: "the district would save $2 million"."""
    objects = clauses.children(token, clauses.OBJECTS)
    own = (
        bool(objects)
        and token.lemma_ in ("save", "cost")
        and not clauses.children(token, frozenset(("iobj", "dative")))
    )
    return own and (objects[0].ent_type_ in ("MONEY", "PERCENT") or objects[0].pos_ == "SYM")


def called(token: Token) -> Token | None:
    """What is called so: "called *the cap* a mistake"."""
    objects = [each for each in clauses.children(token.head, clauses.OBJECTS) if each.i < token.i]
    return objects[0] if objects and token.head.i < token.i and entries(token.head, "naming") else None


def is_said(token: Token) -> bool:
    """Whether a word is a predicate and not part of another phrase."""
    if called(token) is not None:
        return True
    if token.dep_ == "xcomp" and token.head.lemma_ in ("make", "keep", "get", "let", "leave"):
        return False  # to make it safe is not to call it safe
    copula = clauses.children(token, frozenset(("cop",))) or token.dep_ in ("xcomp", *clauses.COPULAR)
    return bool(copula) or (
        token.dep_ in ("advmod", "obj") and token.head.lemma_ in ("seem", "appear", "prove", "look")
    )


def preposition_targets(token: Token) -> list[Token]:
    """ "We are *against the bridge*": the noun, where being for or against it is all that is said."""
    said = clauses.children(token.head, frozenset(("cop",))) or "be" in lemmas_before(token)
    if token.dep_ in ("case", "mark") and said:
        return [token.head]
    if token.dep_ == "prep" and token.head.lemma_ == "be":
        return clauses.children(token, frozenset(("pobj", "pcomp")))
    return []


def lemmas_before(token: Token) -> set[str]:
    """The verb right before a preposition, which a tree may take for an auxiliary: "I *am* against moving it"."""
    before = token.nbor(-1) if token.i > token.sent.start else token
    return {before.lemma_} if before.head == token.head and before.pos_ in VERBAL else set()


def object_targets(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Token]:
    """The object; for a cue without one, the content; a clause stands for an object ("support *closing it*")."""
    found = [each for each in clauses.patient(token) if each.i != token.i]
    clause = clauses.clausal(token)
    clause = None if clause is not None and clause.i in utterance.cue else clause  # "he wants more, he *told* us"
    if clauses.outcome(token) is not None:
        return found
    if row["kind"] == "wish" or not found:
        found = clause_targets(utterance, token) if clause is not None else found
    return found or ([] if clause is not None else hanging(utterance, token))


def clause_targets(utterance: Utterance, token: Token) -> list[Token]:
    """The clause that completes a wish, unless its own verb says what it is for or against."""
    if token.lemma_ == "ask" and not clauses.children(token, clauses.OBJECTS | RECIPIENT):
        return []  # who is asked to act, is named: "asked lawmakers to wait", not "asked whether"
    own = clauses.asked_of(token) if token.lemma_ in clauses.ASKING else None
    clause = next(filter(None, (own, clauses.clausal(token), aimed(token), *hanging(utterance, token)[:1])), None)
    if clause is None or is_asked(clause) or is_beside(clause) or clause.i not in utterance.content:
        return []
    if clause.pos_ == "NOUN" and clauses.children(clause, frozenset(("cop",))):
        return []  # "wants to be a pilot", "hopes it is no mistake"
    if clause.dep_ == "acl" and is_said(token) and not clauses.children(clause, clauses.OBJECTS):
        return []  # "is a good place to live"
    if token.lemma_ in clauses.ASKING - {"want", "call"} and not to_do(utterance, token, clause):
        return []  # "advised him that it was lawful", "asked him about statements"
    if entries(token, "aim") and clauses.children(clause, clauses.SUBJECTS) and not clauses.infinitive(clause):
        return []  # "promised the lights would work" tells what will come
    if entries(token, "naming") and not (clauses.infinitive(clause) and {"on", "upon", "for"} & following(token)):
        return []  # "called that answer cheek and asked members to march" calls on nobody
    if clause.lemma_.lower() in lexicons.words("cues", **{"class": "statement"}):
        return []
    if clause.pos_ in VERBAL and any(targets_of(utterance, clause, row) for row in entries(clause, "action", "stance")):
        return []
    return [clause]


def to_do(utterance: Utterance, token: Token, clause: Token) -> bool:
    """Whether what is asked is an infinitive; behind a cue, whether there is one, whatever the tree made of it."""
    cued = token.i in utterance.cue and any(utterance.doc[i].tag_ == "TO" for i in utterance.content)
    return cued or clauses.infinitive(clause)


def aimed(noun: Token) -> Token | None:
    """What an aim is said to be: "our priority is *to rebuild* it"."""
    said = noun.head
    own = noun.pos_ == "NOUN" and noun.dep_ in clauses.SUBJECTS and said.i > noun.i and clauses.infinitive(said)
    return said if own and said.pos_ == "VERB" else None


def is_beside(clause: Token) -> bool:
    """Whether a clause gives a reason or a time: "hopes for snow, *because nobody drives in it*"."""
    return clause.dep_ == "advcl" and any(child.lower_ in REASONS and child.i < clause.i for child in clause.children)


def is_compared(clause: Token) -> bool:
    """Whether a clause is what something is compared with: "needs the dam more *than it needs fish*"."""
    return any(child.lower_ == "than" and child.i < clause.i for child in clause.children)


def is_asked(clause: Token) -> bool:
    """Whether a clause is a question: "asked *whether*"; a relative clause and a condition are none."""
    if any(child.lower_ in ("how", "whether") and child.i < clause.i for child in clause.children):
        return True
    if clause.dep_ in clauses.RELATIVE or clauses.condition(clause) or clause.dep_ == "advcl":
        return False
    return any(child.lower_ in commitments.QUESTIONS and child.i < clause.i for child in clause.children)


def hanging(utterance: Utterance, token: Token, preposition: str = "") -> list[Token]:
    """The content under its cue, where the tree does not show it; a preposition asked for must be in cue or content."""
    if token.i != utterance.anchor or utterance.root is None:
        return []
    root = utterance.doc[utterance.root]
    before = {utterance.doc[i].lower_ for i in (*utterance.cue, min(utterance.content))}
    return [root] if not preposition or preposition in before else []


def context(utterance: Utterance, token: Token) -> Context:
    """Everything above `token` that bears on its side; an aim that nobody is named for is hardly the source's."""
    felt = any(row["pos"] == "ADJ" for row in entries(token, "stance"))
    seen = Context(holder=utterance.feels(token) if felt else utterance.holder(token), top=token)
    seen.blocked = commitments.silenced(utterance, token) or in_condition(utterance, token) or is_beyond(token)
    if commitments.is_negated(utterance, token):
        seen.sign, seen.certainty = -1, NEGATED
    who = clauses.subject(token)
    if who is not None and clauses.infinitive(token) and entries(who, "aim"):
        seen.willed, seen.holder = True, utterance.holder(who)
        seen.certainty *= 1 if seen.holder else WHOSE
    for up in utterance.governors(token):
        take(utterance, up, seen)
    hedge_and_condition(utterance, token, seen)
    return seen


def is_beyond(token: Token) -> bool:
    """Whether the word above keeps an act off: "*too* clever to vote for it", "*less* likely to", "has *yet* to"."""
    return clauses.infinitive(token) and any(child.lower_ in KEEPING_OFF for child in token.head.children)


def take(utterance: Utterance, up: Token, seen: Context) -> None:
    """Add to `seen` what one governing predicate does."""
    kinds = commitments.kinds(up)
    own = utterance.holder(up)
    rows = [row for row in entries(up, *WISHES, "quality") if governs(up, row)]
    if "refusal" in kinds and own == "other":
        seen.blocked = True
    elif "refusal" in kinds:
        seen.willed, seen.holder, seen.sign = True, own, -seen.sign
    elif rows:
        seen.willed, seen.sign = True, seen.sign * SIGNS[rows[0]["side"]]
        seen.holder = "own" if rows[0]["kind"] == "quality" else own or seen.holder
    elif any(row["side"] == "opposes" for row in entries(up, "action")):
        seen.sign = -seen.sign  # "wants them to stop building it"
    elif "speech" in kinds and up.i in utterance.content and clauses.children(up, clauses.PASSIVE):
        seen.blocked = True  # "had been told that their jobs were safe": who holds it, is not said
    elif "speech" in kinds and up.i in utterance.content and own == "other":
        seen.flags.add("second-hand")
    elif commitments.is_negated(utterance, up) and not kinds & {"hedge", "speech"} and up.lemma_ not in PASSING:
        seen.blocked = True
    if commitments.is_negated(utterance, up) and (rows or kinds & {"refusal", "hedge"} or up.lemma_ in PASSING):
        seen.sign, seen.certainty = -seen.sign, seen.certainty * NEGATED
    if up.i in utterance.content:
        seen.top = up


def governs(up: Token, row: dict[str, str]) -> bool:
    """Whether a wish or a judgement reaches into the clause below it: "argued *that*" is speech, no side."""
    return row["target"] in ("", "object", "clause", "subject", "thing") or row["target"] in following(up)


PASSING = frozenset(
    ["go", "able", "ready", "willing", "prepared", "prepare", "determined", "continue", "begin", "start"]
)
"""Predicates that hand on what they govern: "not going to support" is not supporting."""


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


def is_question(token: Token) -> bool:
    """Whether the sentence of `token` asks."""
    ends = (each.text for each in token.sent if each.i > token.i and each.text in ("?", ".", "!"))
    return next(ends, "") == "?"


def read_attribute(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Reading]:
    """ "this reckless bill", in the source's own quoted words: a side toward the bill."""
    if row["kind"] != "quality" or token.dep_ != "amod" or not utterance.quoted(token):
        return []
    noun = token.head
    if noun.head.lemma_ in DOING and noun.lemma_ in CONDUCT:
        return []  # "made the wrong call": see `read_conduct`
    pointing = POINTING - {"the"} if row["side"] == "supports" else POINTING  # "the best results" praises nothing
    pointed = any(child.dep_ == "det" and child.lower_ in pointing for child in noun.children)
    if not pointed or noun.pos_ not in ("NOUN", "PROPN") or noun.i not in utterance.content:
        return []
    if commitments.silenced(utterance, token) or in_condition(utterance, token):
        return []
    confidence = CERTAINTY["quality"] * ATTRIBUTIVE
    top = clauses.clause_head(noun)
    return [Reading(token, noun, SIGNS[row["side"]], "asserts", frozenset(), top, confidence, kind="quality")]


def read_outcome(utterance: Utterance, token: Token) -> list[Reading]:
    """ "If X is there, there is no violence": X is credited with the outcome."""
    rows = entries(token, "outcome")
    clause = clauses.clause_head(token)
    conditions = [child for child in clause.children if clauses.condition(child)]
    credited = clauses.subject(conditions[0]) if conditions else None
    existential = any(each.lower_ == "there" for each in clause.children)
    if not rows or not existential or credited is None or commitments.silenced(utterance, clause):
        return []
    unless = any(child.lower_ == "unless" for child in conditions[0].children)
    side = SIGNS[rows[0]["side"]] * (-1 if empty(token) or commitments.is_negated(utterance, clause) else 1)
    seen = context(utterance, clause)
    confidence = CERTAINTY["cause"] * INFERRED * seen.certainty
    commitment = "hedges" if seen.hedged else "asserts"
    flags = frozenset({"conditional", "implied"} | seen.flags)
    side = -side if unless else side
    return [Reading(token, credited, side, commitment, flags, clause, confidence, kind="outcome")]


def can_act(who: Token | None) -> bool:
    """Whether somebody is told what to do; "the show should boost the polls" tells what will come."""
    if who is None or who.pos_ in ("PRON", "PROPN") or who.ent_type_:
        return True
    return who.lemma_.lower() in lexicons.words("roles") | lexicons.words("group_nouns")


def read_obligation(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The council should open a clinic": for opening a clinic, where the verb itself takes no side."""
    ought = OUGHT & clauses.auxiliaries(token)
    if not ought or token.pos_ != "VERB" or is_question(token) or entries(token, "action", "stance", "wish"):
        return []
    if not is_told(token):
        return []
    seen = context(utterance, token)
    if seen.blocked or seen.flags & {"second-hand"}:
        return []
    commitment = "hedges" if seen.hedged else "asserts"
    confidence = CERTAINTY["wish"] * UNNAMED * seen.certainty
    top, flags = seen.top or token, frozenset(seen.flags)
    return [Reading(token, token, seen.sign, commitment, flags, top, confidence, True, "obligation")]


def is_told(token: Token) -> bool:
    """Whether *should* asks somebody to act, and neither reproaches ("should have opened") nor foretells."""
    if "have" in clauses.auxiliaries(token):
        return False
    who = clauses.subject(token)
    if clauses.children(token, clauses.PASSIVE):
        return who is not None and who.pos_ in ("NOUN", "PROPN") and token.lemma_ not in refusals.AIMLESS
    alone = (
        who is not None and who.lower_ in ("he", "she", "they", "we", "you") and token.lemma_ not in refusals.AIMLESS
    )
    return can_act(who) and (bool(clauses.patient(token)) or alone)


def read_conduct(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The board made the *right* call", "they have made a *mistake*": praise or blame of who did it."""
    rows = entries(token, "quality")
    noun = token.head if token.dep_ == "amod" else token
    verb = noun.head
    if not rows or noun.dep_ not in clauses.OBJECTS or verb.lemma_ not in DOING or clauses.infinitive(verb):
        return []
    if (noun != token and noun.lemma_ not in CONDUCT) or is_question(token) or OUGHT & clauses.auxiliaries(verb):
        return []
    who, seen = clauses.subject(verb), context(utterance, verb)
    if who is None or utterance.is_own(who) or seen.blocked or clauses.children(verb, clauses.PASSIVE):
        return []
    commitment, where = "hedges" if seen.hedged else "asserts", seen.top or verb
    sure = CERTAINTY["quality"] * seen.certainty
    return [
        Reading(verb, who, SIGNS[rows[0]["side"]] * seen.sign, commitment, frozenset(), where, sure, kind="quality")
    ]


def read_naming(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The mayor called the plan “a slap”": the side is in the name, quoted or behind *as*."""
    named = namings.name_of(token) if entries(token, "naming") else None
    side = namings.verdict(named[1]) if named else 0
    if not side or not namings.speaks(utterance, token) or is_question(token):
        return []
    if commitments.silenced(utterance, token) or in_condition(utterance, token):
        return []
    return [Reading(token, named[0], side, "asserts", frozenset(), token, CERTAINTY["quality"], kind="naming")]


def read_refusal(utterance: Utterance, token: Token) -> list[Reading]:
    """ "We will not cross the line", "refused to hand it over": not to act is to be against the act."""
    if entries(token, "action", "stance", "wish", "assent") or not refusals.is_refused(utterance, token):
        return []
    if is_question(token) or in_condition(utterance, token) or commitments.silenced(utterance, token):
        return []
    chain = utterance.governors(token)
    flags = frozenset({"conditional"} if any(map(clauses.condition, token.children)) else ())
    top = next((up for up in reversed(chain) if up.i in utterance.content), token)
    return [Reading(token, token, -1, "asserts", flags, top, refusals.CERTAINTY, True, "refusal")]


def read_excess(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The trial is far *too small*", "not good enough": a fault found with the subject."""
    if token.pos_ != "ADJ" or not is_said(token) or not is_excess(token) or is_question(token):
        return []
    row = {"kind": "quality", "side": "opposes", "target": "subject", "term": "too", "pos": "ADJ"}
    targets = [each for each in subject_targets(utterance, token, row) if each.ent_type_ != "PERSON"]
    seen = context(utterance, token)
    if seen.blocked or commitments.scope_kind(utterance, token) or clauses.negated(token):
        return []
    commitment = "hedges" if seen.hedged else "asserts"
    where = seen.top or token
    return [Reading(token, each, -1, commitment, frozenset(), where, EXCESS, kind="quality") for each in targets]


def is_excess(token: Token) -> bool:
    """Whether *too* stands before an adjective of degree, and nothing behind it says for what."""
    too = any(child.lower_ == "too" and child.i < token.i for child in token.children)
    return too and token.lower_ not in TIMELY and not entries(token) and clauses.clausal(token) is None
