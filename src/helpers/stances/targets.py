"""Targets: what a stance is about, named in the article's own words, its wordings joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc, Token

from helpers import lexicons
from helpers.entities import Entity
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of
from helpers.text.once import once
from helpers.text.verbatim import verbatim

DOING = lexicons.listed("doing with a pronoun")
CARRIED = lexicons.listed("carried on", "carried by a clause")
BEFORE = lexicons.listed("articles", "on")
OPENERS = lexicons.listed("clause openers")
QUESTIONS = lexicons.listed("questions put")
ASKED_ABOUT = lexicons.in_order("asked about")
LONGEST = 8
"""Words that the name of a target has at most."""
MOST = 40
"""Targets that an article has records of at most; its table shows those that most sources speak of."""
SINGULAR = lexicons.listed("it")
PLURAL = lexicons.listed("they")
PERSONS = lexicons.listed("he or she")
PRONOUNS = SINGULAR | PLURAL | PERSONS
KINDS = ("name", "thing", "act")
"""What a target can be: an entity's name, another noun phrase, or what is to be done or be so."""
CONTENT = frozenset(["NOUN", "PROPN", "ADJ", "VERB", "NUM"])
GOING = lexicons.listed("going")
"""Verbs that, without an object, name no act that one can be for or against."""
LIGHT = lexicons.listed("light verbs")
"""Verbs that say with their object what one word would: "pay tribute"."""
TITLE = 4
"""Words from a title to where the name begins, at most."""
NOMINAL = frozenset(["DET", "ADJ", "NUM", "NOUN", "PROPN"])
LOOSE = frozenset(["DET", "CCONJ", "SCONJ", "ADP"])
"""Words of these kinds neither open nor close a name."""
PHRASE = frozenset(
    ["nmod", "prep", "flat", "fixed", "appos", "nummod", "compound:prt", "prt", "obl", "obj", "dobj", "xcomp", "pobj"]
)
ARGUMENTS = clauses.SUBJECTS | clauses.OBJECTS | frozenset(["obl", "nmod", "pobj", "obl:agent"])


@dataclass(frozen=True, slots=True)
class Target:
    """A thing, or a statement one can be for or against; `keys` are the words that tell it from others."""

    text: str
    keys: frozenset[str]
    head: str  # the word that the phrase is about; for a statement, its verb
    is_statement: bool = False
    entity: str = ""  # the name of the entity, where the target is one
    is_verb: bool = False  # a statement of one verb, with its particle or without

    @property
    def kind(self) -> str:
        """One of `KINDS`; nothing where it has no name."""
        return "" if not self.text else KINDS[0] if self.entity else KINDS[2] if self.is_statement else KINDS[1]


UNCLEAR = Target("", frozenset(), "")
"""What a pronoun stands for that could not be resolved: the words are kept, without a target."""


def is_unresolved(utterance: Utterance, token: Token) -> bool:
    """Whether a pronoun points at something in the text that was not made out, and is no empty *it*."""
    alone = token.tag_ != "DT" or (token.pos_ == "PRON" and token.dep_ in clauses.SUBJECTS | clauses.OBJECTS)
    points = token.lower_ in PRONOUNS and token.dep_ != "expl" and alone
    empty = token.dep_ in clauses.SUBJECTS | clauses.OBJECTS and clauses.clausal(token.head) is not None
    return points and not is_self(utterance, token) and not empty


def target(utterance: Utterance, token: Token, clause: bool, entities: Sequence[Entity]) -> Target | None:
    """The target that `token` heads, or None where it names nothing or its pronoun has no obvious antecedent."""
    if token.lower_ in PRONOUNS or token.tag_ == "DT":
        return resolved(utterance, token, entities)
    if token.lower_ in ("what", "who") and (inner := free_relative(token)):
        return relative_statement(utterance, token, inner)
    if token.pos_ == "PRON" or token.ent_type_ in ("DATE", "TIME") or is_self(utterance, token) or speaks(token):
        return None
    beside = utterance.cue | utterance.source
    return (
        statement(token, beside)
        if clause
        else named(token, entities) or titled(utterance, token) or issue(token, beside)
    )


def is_self(utterance: Utterance, token: Token) -> bool:
    """Whether `token` is the source itself, which is no target of its own."""
    if token.i in utterance.source:
        return True
    who = clauses.subject(token.head) if token.dep_ in clauses.OBJECTS and token.pos_ == "NOUN" else None
    named = {utterance.doc[i].lower_ for i in utterance.source}
    if who is not None and who.pos_ == "PRON" and utterance.is_own(who) and token.lower_ not in named:
        return False  # "it supported the board": who supports the board is not the board
    return utterance.is_own(token)


def speaks(token: Token) -> bool:
    """Whether a name behind *and* says something of its own: "Pike said yes and *Lund* that he would"."""
    last = max([token.i, *(child.i for child in token.children if child.dep_.startswith("flat"))])
    after = [each.lower_ for each in token.doc[last + 1 : last + 3]]
    return (
        token.dep_ == "conj"
        and after[:1] == ["that"]
        and after[1:] != []
        and after[1] in clauses.FIRST_PERSON | PRONOUNS
    )


def named(token: Token, entities: Sequence[Entity]) -> Target | None:
    """The entity whose mention ends in `token` or has it as its head, unless it could be several."""
    for entity in entities:
        if token.dep_ == "amod" and entity.label == "NORP":
            continue  # "*Republican* infighting": a side toward that is none toward Republicans
        for begin, end in entity.mentions:
            close = end <= token.idx + len(token) + 2 or not begin <= token.head.idx < end
            if entity.status != "ambiguous" and begin <= token.idx < end and close:
                return Target(entity.name, frozenset(entity.name.lower().split()), token.lower_, entity=entity.name)
    return None


def titled(utterance: Utterance, token: Token) -> Target | None:
    """The person whose title `token` is: "former *Gov.* Ada Lund", "*Deputy* Mayor Ray Holt", "the *mayor*, Bo Roy"."""
    near = list(token.doc[token.i + 1 : token.i + 1 + TITLE])
    at = next((n for n, each in enumerate(near) if each.idx in persons(token.doc)), None)
    if at is None or not is_nominal(token):
        return None
    between, follows = near[:at], near[at]
    apart = [each.text for each in between] == [","] and token.pos_ == "NOUN" and definite(token)
    joint = all(each.pos_ in ("NOUN", "PROPN") for each in between)
    tied = (
        {token, *between} & {follows.head, *follows.subtree} or follows.head == token.head or follows in token.subtree
    )
    if not (apart or joint) or not tied or (not apart and follows.dep_ in clauses.SUBJECTS):
        return None
    name = persons(token.doc)[follows.idx]
    if utterance.is_own(follows):
        return None
    return Target(name, frozenset(name.lower().split()), follows.lower_, entity=name)


def definite(token: Token) -> bool:
    """Whether a noun has *the* before it."""
    return any(child.lower_ == "the" for child in token.children)


@once
def persons(doc: Doc) -> dict[int, str]:
    """The full name of each person by where a mention begins."""
    known = (each for each in doc._.entities if each.label == "PERSON" and each.status != "ambiguous")
    return {begin: each.name for each in known for begin, _ in each.mentions}


def issue(token: Token, beside: frozenset[int] = frozenset()) -> Target | None:
    """The noun phrase under `token`, without the words at `beside`; a plan is named by what is planned."""
    inner = carried(token)
    if inner is not None and (planned := statement(inner)) is not None:
        return with_plan(token, inner) if is_bare(planned) else planned
    kind = lexicons.column("targets", "kind").get(token.lemma_.lower())
    words = phrase(token, beside)
    keys = keys_of(words)
    if not (is_nominal(token) or token.tag_ == "VBG") or not keys or kind in ("vague", "frame"):
        return None
    if kind == "carrier":
        keys = keys - {canonical(token)} or keys
    if not words[0].text[0].isalnum() and not words[0].is_quote:
        return None  # a piece of a word that the tokenizer or the tagger took for a noun: "’s"
    heads = [word for word in words if canonical(word) in keys and word.pos_ in ("NOUN", "PROPN")]
    head = token if kind != "carrier" or not heads else heads[-1]
    return Target(text_of(words), keys, canonical(head))


def is_bare(about: Target) -> bool:
    """Whether a target is a verb alone, which names nothing by itself: "attend", "turn out"."""
    return about.is_statement and about.is_verb and not about.text.endswith("ing")


def with_plan(noun: Token, verb: Token) -> Target:
    """A plan by its noun and its verb: "decision to attend"; with the noun behind the verb, whatever the tree says."""
    first, last = phrase(noun)[0].i, verb.i
    behind = verb.doc[verb.i + 1 : min(verb.i + 1 + LONGEST, sentence_of(verb).end)]
    nominal = list(takewhile(lambda each: each.pos_ in NOMINAL, behind))
    if nominal and nominal[-1].pos_ in ("NOUN", "PROPN"):
        last = nominal[-1].i
    words = list(noun.doc[first : last + 1])
    return Target(text_of(words), keys_of(words), canonical(noun))


def of_predicate(predicate: Token) -> Target | None:
    """What a pronoun is said to be, where that names it: "it is a worse *plan* now"; never a judgement by itself."""
    kind = lexicons.column("targets", "kind").get(predicate.lemma_.lower())
    judged = any(child.dep_ in ("amod", "compound") for child in predicate.children)
    if predicate.pos_ != "NOUN" or not judged or kind in ("vague", "frame", "event"):
        return None
    if predicate.lemma_.lower() in lexicons.words("positions", kind="quality"):
        return None
    return Target(predicate.text, frozenset((canonical(predicate),)), canonical(predicate))


def is_nominal(token: Token) -> bool:
    """A noun, or an adjective that stands for one: "the elderly", or a noun that the tagger took for one."""
    determined = any(child.dep_ == "det" for child in token.children)
    return token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and determined)


def statement(verb: Token, beside: frozenset[int] = frozenset()) -> Target | None:
    """The verb phrase or the clause under `verb`, without *to*, *that* and, before the verb, what is `beside` it."""
    words = spoken(verb)
    words = words[1 + max((at for at, word in enumerate(words) if word.i in beside and word.i < verb.i), default=-1) :]
    keys = keys_of(words) - {canonical(verb)}
    sure = any(child.lower_ in ("sure", "clear") for child in verb.children)
    if not words or sure or is_aimless(verb) or lexicons.column("targets", "kind").get(verb.lemma_.lower()) == "vague":
        return None
    alone = all(word == verb or word.dep_ in ("compound:prt", "prt") for word in words)
    return Target(text_of(words), keys, canonical(verb), is_statement=True, is_verb=alone)


def is_aimless(verb: Token) -> bool:
    """Whether a verb with what completes it names no policy: "talk to him", "come forward", "pay tribute to her"."""
    objects = clauses.children(verb, clauses.OBJECTS)
    if verb.tag_ != "VB" or clauses.children(verb, clauses.PASSIVE):
        return False
    if not objects and verb.lemma_ in GOING:
        return True
    if verb.lemma_ in DOING and any(each.pos_ == "PRON" for each in objects):
        return True  # "let them down"
    courtesy = lexicons.words("targets", kind="courtesy")
    return verb.lemma_ in LIGHT and any(each.lemma_.lower() in courtesy for each in objects)


def free_relative(pronoun: Token) -> Token | None:
    """The verb of "*what* we might *do*"."""
    return next(iter(clauses.children(pronoun, clauses.RELATIVE)), None)


def relative_statement(utterance: Utterance, pronoun: Token, verb: Token) -> Target | None:
    """ "what we might do", as it stands; its subject, where that is a headline's topic or the whole is too long."""
    who = next((child for child in clauses.children(verb, clauses.SUBJECTS) if child.pos_ in ("NOUN", "PROPN")), None)
    about = issue(who) if who is not None else None
    if about is not None and any(same(about, topic) for topic in issues(utterance.doc)):
        return about
    if verb.lemma_ in lexicons.words("positions", kind="naming"):
        return None  # "what he called a breach": the name is in the words that follow
    words = [token for token in pronoun.subtree if not token.is_punct]
    last = next((end for end in (words[-1].i, verb.i) if end - pronoun.i < LONGEST), None)
    if last is None:
        return about
    kept = list(pronoun.doc[pronoun.i : last + 1])
    return Target(text_of(kept), keys_of(kept), canonical(verb), is_statement=True)


def carried(noun: Token) -> Token | None:
    """What a plan or an idea is to do: "plan *to close* the school", "idea of *closing*", "plan that would *close*"."""
    if lexicons.column("targets", "kind").get(noun.lemma_.lower()) != "carrier" or noun.i + 1 >= len(noun.doc):
        return None
    following = noun.nbor()
    if following.lower_ in CARRIED:
        verb = following.head
        is_verb = verb.pos_ == "VERB" and verb.i > following.i
        opens = following.lower_ == "to" or verb.tag_ == "VBG" or verb.dep_ in clauses.RELATIVE
        return verb if is_verb and opens else None
    return None


def phrase(head: Token, beside: frozenset[int] = frozenset()) -> list[Token]:
    """`head` with what stands before it and the phrases that complete it, unbroken, at most `LONGEST` words."""
    left = [token for token in head.subtree if token.i <= head.i]
    cut = [token.i + 1 for token in left if breaks(token, head) or token.i in beside - {head.i}]
    first = max(cut, default=min(token.i for token in left))
    words = list(head.doc[first : head.i + 1])
    while len(words) > 1 and opens_nothing(words):
        words = words[1:]
    words = extended(words, head, beside)
    while words[-1] != head and words[-1].pos_ in LOOSE:
        words = words[:-1]
    return words


def opens_nothing(words: list[Token]) -> bool:
    """Whether a name has no need of its first word: "*the* plan", "*his* plan", "*at least* four plans"."""
    first, number = words[0], words[1].pos_ == "NUM"
    if first.text.endswith("."):
        return False  # "No. 1"
    empty = first.pos_ in LOOSE | {"PUNCT"} or first.dep_ in ("case", "predet", "det") or first.tag_ in ("PRP$", "WP$")
    return empty or (number and first.pos_ in ("ADJ", "ADV") and first.tag_ not in ("JJ", "NN"))


def breaks(token: Token, head: Token) -> bool:
    """Whether a word before the head of a phrase is no part of its name."""
    return token.i < head.i and (
        (
            token.dep_ in ("case", "mark", "cop", "aux", "punct", "cc")
            and token.lower_ not in ("'s", "’s", "-", "’", "'")
        )
        or (token.head == head and token.dep_ in (*clauses.SUBJECTS, "advmod", "expl"))
    )


def extended(words: list[Token], head: Token, beside: frozenset[int] = frozenset()) -> list[Token]:
    """`words` with the complements of `head` that follow without a break, while the phrase stays short."""
    for child in head.rights:
        tail = list(takewhile(lambda token: token.i not in beside, (t for t in child.subtree if not t.is_punct)))
        inside = child.dep_.split(":")[0] in PHRASE or child.dep_ in PHRASE
        if not inside or not tail or tail[0].i != words[-1].i + 1 or len(words) + len(tail) > LONGEST:
            break
        if any(token.dep_ in clauses.RELATIVE or token.lower_ == "being" for token in tail):
            break
        if head.pos_ != "VERB" and child.dep_ in ("appos", "nmod", "obj") and tail[0].lower_ in ("a", "an"):
            break  # "called the scheme a farce"
        if tail[0].lower_ == "as" or any(token.is_quote for token in head.doc[words[-1].i + 1 : tail[-1].i]):
            break  # "the report as ‘a fabrication’": what it is called is no part of its name
        words = words + list(head.doc[tail[0].i : tail[-1].i + 1])
    return words


def spoken(verb: Token) -> list[Token]:
    """The words of a statement: a short clause with its subject, or the verb with what completes it."""
    if (thing := become(verb)) is not None:
        return list(verb.doc[phrase(thing)[0].i : verb.i + 1])
    own = [child for child in clauses.children(verb, clauses.SUBJECTS) if names_a_doer(child, verb)]
    whole = [token for token in clauses.within(verb) if not token.is_punct] or [verb]  # a dash may be tagged as a verb
    first = min(token.i for token in whole)
    skipped = OPENERS if own else frozenset()
    words = list(verb.doc[first : max(token.i for token in whole) + 1]) if own else [verb]
    while words and words[0].lower_ in skipped:
        words = words[1:]
    relative = own and own[0].lower_ in clauses.RELATIVE_PRONOUNS
    if own and not relative and len(words) <= LONGEST and not any(token.is_punct for token in words[1:-1]):
        return words
    alone, things = extended([verb], verb), clauses.children(verb, clauses.OBJECTS)
    if len(alone) == 1 or any(each.i > alone[-1].i for each in things):
        alone = with_object(verb) or (alone if alone[1:] else [])  # "turn over", and not what
    who = next((each for each in asked(verb) if each.i < verb.i), None)
    if who is not None and alone and not keys_of(alone[1:]):
        whole = [each for each in who.subtree if each.i <= who.i and each.lower_ not in BEFORE]
        named = list(verb.doc[whole[0].i : alone[-1].i + 1])  # "both sides to return"
        return named if len(named) <= LONGEST else alone
    return alone


def asked(verb: Token) -> list[Token]:
    """The nouns that are asked to do what an infinitive says."""
    up = verb.head.head if clauses.is_asked_of(verb) else verb.head
    own = clauses.infinitive(verb) and up.lemma_ in clauses.ASKING
    things = clauses.children(up, clauses.OBJECTS) + clauses.complements(up, "on") + clauses.complements(up, "upon")
    return [each for each in things if each.pos_ in ("NOUN", "PROPN")] if own else []


def become(verb: Token) -> Token | None:
    """What is to become something: "wants *the grant* doubled"."""
    wish = verb.head if verb.head.pos_ == "VERB" else verb.head.head
    things = [each for each in clauses.children(wish, clauses.OBJECTS) if each.i < verb.i]
    return things[0] if verb.tag_ == "VBN" and things and clauses.outcome(wish) == verb else None


def names_a_doer(subject: Token, verb: Token) -> bool:
    """Whether a statement is named with its subject: "the lines failed", but not "we close it", "our job is to"."""
    pronoun = subject.pos_ == "PRON" and subject.lower_ not in clauses.RELATIVE_PRONOUNS
    return subject.i < verb.i and verb.tag_ != "VBG" and not pronoun and not clauses.infinitive(verb)


def with_object(verb: Token) -> list[Token]:
    """The verb and its object as far as its head, where the whole is too long; nothing for a verb that stands alone."""
    objects = [each for each in clauses.children(verb, clauses.OBJECTS) if each.i > verb.i]
    last = objects[0].i if objects else verb.i
    alone = verb.tag_ == "VBG"  # "against moving"
    alone = alone or (not objects and verb.tag_ == "VB")  # "urged both sides to return"
    return list(verb.doc[verb.i : last + 1]) if alone or 0 < last - verb.i < LONGEST else []


def text_of(words: list[Token]) -> str:
    """The words as they stand in the text."""
    return verbatim(words[0].doc)[words[0].idx : words[-1].idx + len(words[-1])].strip()


def keys_of(words: Sequence[Token]) -> frozenset[str]:
    """The words that tell one target from another, in their base form, with one word for things of two names."""
    return frozenset(canonical(word) for word in words if word.pos_ in CONTENT and not word.is_stop)


def canonical(token: Token) -> str:
    """The base form, or the word that the list of wordings puts for it."""
    lemma = token.lemma_.lower()
    return lexicons.column("targets", "same_as").get(lemma) or lemma


def resolved(utterance: Utterance, pronoun: Token, entities: Sequence[Entity]) -> Target | None:
    """What a pronoun stands for, where one thing alone fits: in its sentence, else the topic of the one before."""
    if pronoun.tag_ == "DT" or (pronoun.lower_ in PERSONS and pronoun.i not in utterance.content):
        return None
    here = [token for token in sentence_of(pronoun) if token.i < pronoun.i and token.i in utterance.content]
    found = distinct([token for token in here if agrees(token, pronoun)], utterance, entities)
    if found or pronoun.lower_ in PERSONS:
        return found[0] if len(found) == 1 else None
    if (put := asked_about(pronoun)) is not None:
        return target(utterance, put, False, entities)
    topics = issues(utterance.doc)
    before = distinct([token for token in sentence_before(pronoun) if is_argument(token)], utterance, entities)
    known = [each for each in before if any(each.head == topic.head for topic in topics)]
    known = [each for each in known if not each.entity] or known  # "It doesn't involve us": the matter, not the body
    return known[0] if len(known) == 1 else None


def asked_about(pronoun: Token) -> Token | None:
    """What a source was asked about in front of its answer: "asked about *the claim*, she said it was untrue"."""
    first = next((token for token in sentence_of(pronoun) if token.is_alpha), pronoun)
    if first.lemma_ not in QUESTIONS or first.tag_ not in ("VBN", "VBD"):
        return None
    about = [each for name in ASKED_ABOUT for each in clauses.complements(first, name) if each.i < pronoun.i]
    return about[0] if about and agrees(about[0], pronoun) else None


def distinct(tokens: list[Token], utterance: Utterance, entities: Sequence[Entity]) -> list[Target]:
    """The targets that `tokens` head, wordings of one thing once."""
    found: list[Target] = []
    for token in tokens:
        each = target(utterance, token, False, entities)
        if each is not None and not any(same(each, other) for other in found):
            found.append(each)
    return found


def is_argument(token: Token) -> bool:
    """Whether a noun stands where a thing can be spoken of."""
    return token.pos_ in ("NOUN", "PROPN") and (token.dep_ in ARGUMENTS or token.dep_ in ("ROOT", "conj"))


def agrees(token: Token, pronoun: Token) -> bool:
    """Whether a noun can be what the pronoun stands for."""
    if not is_argument(token):
        return False
    if pronoun.lower_ in PERSONS:
        return token.ent_type_ == "PERSON"
    plural = token.tag_ in ("NNS", "NNPS") or (
        token.pos_ == "PROPN" and token.lower_.endswith("s") and not singular(token)
    )
    return token.ent_type_ != "PERSON" and plural == (pronoun.lower_ in PLURAL)


def singular(token: Token) -> bool:
    """A proper noun in capitals or in -ss or -is: "ISIS", "Congress", "Paris"."""
    return token.is_upper or token.lower_.endswith(("ss", "is", "us"))


def sentence_before(token: Token) -> Sequence[Token]:
    """The sentence before the one of `token`, within its paragraph or the one before."""
    start = sentence_of(token).start
    return list(sentence_of(token.doc[start - 1])) if start > 0 else []


@once
def issues(doc: Doc) -> tuple[Target, ...]:
    """What the headline is about: its statements ("send more troops") and its noun phrases."""
    spans = [(each.begin, each.end) for each in doc._.paragraphs if each.kind == "headline"]
    found = [doc.char_span(*span, alignment_mode="expand") for span in spans]
    tokens = [
        token for span, (begin, _) in zip(found, spans, strict=True) for token in span or () if token.idx >= begin
    ]
    statements = [statement(token) for token in tokens if token.pos_ == "VERB" and clauses.infinitive(token)]
    things = [issue(token) for token in tokens if is_argument(token)]
    return tuple(each for each in (*statements, *things) if each is not None)


def topics(doc: Doc) -> tuple[Target, ...]:
    """What the headline is about, as names: not what opens it and stands nowhere else, for there a subject and its verb
    run together ("Port House backs bill"), and not several things that are counted ("two bills")."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    for each in doc._.paragraphs:
        parts[each.kind == "headline"].append(verbatim(doc)[each.begin : each.end].lower())
    opening, said = (" ".join(parts[head]) for head in (True, False))
    sure = (each for each in issues(doc) if each.text.lower() in said or not opening.startswith(each.text.lower()))
    return tuple(each for each in sure if not doc.vocab[each.text.split()[0]].like_num)


def same(one: Target, other: Target) -> bool:
    """Whether two wordings name one target: one entity, one statement, or one head noun with nothing against it."""
    if one.entity or other.entity:
        return one.entity == other.entity
    if one.is_statement != other.is_statement:
        return False
    if one.is_statement:
        return one.head == other.head and (bool(one.keys & other.keys) or not (one.keys and other.keys))
    return one.head == other.head and (one.keys <= other.keys or other.keys <= one.keys)


def joined(found: Sequence[Target], known: Sequence[Target] = ()) -> list[str]:
    """A name for each target: the headline's wording where it has one, else the first of the wordings joined."""
    groups: list[Target] = list(known)
    names = []
    for each in found:
        name = the_one([topic for topic in groups if same(each, topic)], each)
        groups += [] if name else [each]
        names.append((name or each).entity or (name or each).text)
    return names


def the_one(alike: list[Target], each: Target) -> Target | None:
    """Of the targets that a wording can stand for, the first; None where they are two: *the bill*, of two bills."""
    exact = [one for one in alike if one.keys == each.keys]
    apart = any(not same(one, other) for one in alike for other in alike)
    return next(iter(exact or ([] if apart else alike)), None)


def ranked(names: Sequence[str], most: int = MOST) -> list[str]:
    """The names that come most often, at most `most`; among equals the earlier one first."""
    return [name for name, _ in Counter(names).most_common(most)]
