"""Arguments: the words of a clause that a predicate takes a side toward."""

from __future__ import annotations

from spacy.tokens import Token

from helpers import lexicons
from helpers.stances import contexts
from helpers.stances.lexicon import entries
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of

MAKING = lexicons.listed("making")
EMPTY = lexicons.listed("nobody at all")
PERSONS = lexicons.listed("they all")
SEEMING = lexicons.listed("seeming")
THING = lexicons.listed("it")
COUNTING = lexicons.listed("counting on")
RECIPIENT = frozenset(["iobj", "dative"])
VERBAL = ("VERB", "AUX")


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
    if row["target"] == "subject":
        return subject_targets(utterance, token, row)
    if token.lemma_ == "blame" and (culprits := blamed(token)):
        return culprits  # "blamed the delay on the mayor"
    if row["target"] == "object":
        return object_targets(utterance, token, row)
    if row["target"] == "thing":
        bare = token.lemma_ == "deserve"  # "we deserve it": good or bad
        return [each for each in clauses.patient(token) if not (bare and each.pos_ == "PRON")]
    if not row["target"]:
        return []
    if row["target"] == "clause":
        return clause_targets(utterance, token)
    if (entries(token, "naming") or token.lemma_ == "stand") and row["target"] not in contexts.following(token):
        return []  # "called the tram a gift for the town" calls for nothing; "stood beside him with a torch"
    found = clauses.complements(token, row["target"]) or hanging(utterance, token, row["target"])
    if row["kind"] != "wish":
        return found
    wanted = [for_to(token, each) or each for each in found]
    return [each for each in wanted if each in found or not has_own_side(utterance, each)]


def for_to(token: Token, who: Token) -> Token | None:
    """What somebody is to do, behind *for*: "pleaded for *witnesses* to *come* forward"."""
    after = [each for verb in (token, who) for each in verb.children if each.i > who.i and clauses.infinitive(each)]
    return next((each for each in after if each.dep_ in ("xcomp", "advcl", "acl", "ccomp")), None)


def blamed(token: Token) -> list[Token]:
    """What something is blamed *on*, whether the tree hangs it on the verb or on the thing."""
    things = (token, *clauses.children(token, clauses.OBJECTS))
    return next(filter(None, (clauses.complements(each, "on") for each in things)), [])


def subject_targets(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Token]:
    """What a quality is said of: the subject, or the clause behind "it is wrong to"."""
    if row["kind"] == "quality" and (not is_said(token) or is_someone_elses_word(token)):
        return []
    who = clauses.subject(token) if not (named := called(token)) else named
    if who is None or (who.lower_ in THING and clauses.clausal(token) is not None):
        return clause_targets(utterance, token) if row["kind"] == "quality" else []
    if entries(who, "aim") and clauses.infinitive(token):
        return []
    if who.lower_ in EMPTY or (row["kind"] == "quality" and who.dep_ == "expl"):
        return []
    if any(child.dep_ == "acl" and child.tag_ == "VBD" for child in who.children):
        return []  # the tree broke: what has a finite verb of its own is another clause's subject
    if who.lower_ in clauses.FIRST_PERSON or who.i in utterance.source or is_event(who):
        return []
    return [who]


def is_event(who: Token) -> bool:
    """Whether something happens without anybody's will: a terrible fire is bad news, and no side."""
    return lexicons.column("targets", "kind").get(who.lemma_.lower()) == "event"


def is_someone_elses_word(token: Token) -> bool:
    """Whether a word stands under a verb of naming whose object was not made out: "what she called 'reckless'"."""
    return bool(entries(token.head, "naming")) and called(token) is None and token.dep_ in clauses.COMPLEMENTS | {"obj"}


def called(token: Token) -> Token | None:
    """What is called so: "called *the cap* a mistake"."""
    objects = [each for each in clauses.children(token.head, clauses.OBJECTS) if each.i < token.i]
    return objects[0] if objects and token.head.i < token.i and entries(token.head, "naming") else None


def is_said(token: Token) -> bool:
    """Whether a word is a predicate and not part of another phrase."""
    if called(token) is not None:
        return True
    if token.dep_ == "xcomp" and token.head.lemma_ in MAKING:
        return False  # to make it safe is not to call it safe
    copula = clauses.children(token, frozenset(("cop",))) or token.dep_ in ("xcomp", *clauses.COPULAR)
    return bool(copula) or (token.dep_ in ("advmod", "obj") and token.head.lemma_ in SEEMING)


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
    before = token.nbor(-1) if token.i > sentence_of(token).start else token
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
    found = found or ([] if clause is not None else hanging(utterance, token))
    return found


def clause_targets(utterance: Utterance, token: Token) -> list[Token]:
    """The clause that completes a wish, unless its own verb says what it is for or against."""
    if token.lemma_ == "ask" and not clauses.children(token, clauses.OBJECTS | RECIPIENT):
        return []  # who is asked to act, is named: "asked lawmakers to wait", not "asked whether"
    own = clauses.asked_of(token) if token.lemma_ in clauses.ASKING else None
    clause = next(filter(None, (own, clauses.clausal(token), aimed(token), *hanging(utterance, token)[:1])), None)
    if clause is None or contexts.is_asked(clause) or clause.i not in utterance.content:
        return []
    if clause.pos_ == "NOUN" and clauses.children(clause, frozenset(("cop",))):
        return []  # "wants to be a pilot", "hopes it is no mistake"
    if clause.dep_ == "acl" and is_said(token) and not clauses.children(clause, clauses.OBJECTS):
        return []  # "is a good place to live"
    if token.lemma_ in clauses.ASKING - {"want", "call"} and not to_do(utterance, token, clause):
        return []  # "advised him that it was lawful", "asked him about statements"
    if entries(token, "aim") and clauses.children(clause, clauses.SUBJECTS) and not clauses.infinitive(clause):
        return []  # "promised the lights would work" tells what will come
    if entries(token, "naming") and not (clauses.infinitive(clause) and COUNTING & contexts.following(token)):
        return []  # "called that answer cheek and asked members to march" calls on nobody
    if clause.lemma_.lower() in lexicons.words("cues", **{"class": "statement"}):
        return []
    return [] if has_own_side(utterance, clause) else [clause]


def has_own_side(utterance: Utterance, clause: Token) -> bool:
    """Whether the verb of what is wanted says itself what it is for or against."""
    rows = entries(clause, "action", "stance") if clause.pos_ in VERBAL else []
    return any(targets_of(utterance, clause, row) for row in rows)


def to_do(utterance: Utterance, token: Token, clause: Token) -> bool:
    """Whether what is asked is an infinitive; behind a cue, whether there is one, whatever the tree made of it."""
    cued = token.i in utterance.cue and any(utterance.doc[i].tag_ == "TO" for i in utterance.content)
    return cued or clauses.infinitive(clause)


def aimed(noun: Token) -> Token | None:
    """What an aim is said to be: "our priority is *to rebuild* it"."""
    said = noun.head
    own = noun.pos_ == "NOUN" and noun.dep_ in clauses.SUBJECTS and said.i > noun.i and clauses.infinitive(said)
    return said if own and said.pos_ == "VERB" else None


def hanging(utterance: Utterance, token: Token, preposition: str = "") -> list[Token]:
    """The content under its cue, where the tree does not show it; a preposition asked for must be in cue or content."""
    if token.i != utterance.anchor or utterance.root is None:
        return []
    root = utterance.doc[utterance.root]
    before = {utterance.doc[i].lower_ for i in (*utterance.cue, min(utterance.content))}
    return [root] if not preposition or preposition in before else []
