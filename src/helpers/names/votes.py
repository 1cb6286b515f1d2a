"""Kinds: what the words around a name say of it: that it is a person's, a body's or a place's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from helpers.lexicons import listed, rows, words
from helpers.names import relations
from helpers.syntax.labels import FINITE_TAGS, PASSIVE_SUBJECTS

Vote = tuple[str, float]  # one of PERSON, ORG, LOC, and what the cue weighs; below nought where it speaks against

CLEAR, DOUBTFUL, FAIR, LIKELY, FAINT = 2.5, 1.5, 1.0, 0.75, 0.5
"""What a cue weighs, where the encoder's word on one mention counts as much as it is sure (0 to 1)."""
PHRASE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "HYPH", "VBN", "VBG", "CD"})
DETERMINERS = frozenset({"DT", "PRP$", "POS"})
CLOSERS = frozenset({",", ".", ";", ")", "—", "–"})
ARTICLES = listed("articles")
PLACED = listed("before places")
PEOPLES = re.compile(r"^[A-Z]\w+(?:ian|ean|ese|ish|ians|eans)$")
TOWNLIKE = listed("landscape and towns")
TOWNS = listed("first words of towns")
BODIES = listed("bodies in capitals")
PUBLIC = listed("public bodies")
"""Bodies that, named in the possession of something, belong to a state or a town: Lowen's Central Bank."""
SHORT = 4
"""Letters of initials that are hardly a surname in capitals."""
UNITS = listed("distances")
WAYS = listed("directions")
SUBJECTS = frozenset({"nsubj", "csubj"})


def votes(name: Span) -> Iterator[Vote]:
    """What the words around one mention of a name say of its kind, a vote a cue."""
    yield from by_form(name)
    yield from by_clause(name)
    yield from by_distance(name)
    yield from by_description(name)
    yield from by_preposition(name)
    yield from by_possession(name)
    yield from by_verb(name)


def by_form(name: Span) -> Iterator[Vote]:
    """ "the Senate" is a body, and initials are rather a body's or a state's than a person's."""
    if len(name) == 1 and name[0].lower_ in BODIES:
        yield "ORG", CLEAR
    elif len(name) == 1 and len(name.text) == 1:
        yield from by_letter(name)
    elif len(name) == 1 and {name.text, name.text.removesuffix("s")} & words("demonyms"):
        yield "MISC", FAIR
    elif len(name) == 2 and name[0].lower_ in TOWNS:
        yield "LOC", FAINT
    elif len(name) == 1 and relations.is_acronym(name.text) and len(name.text.replace(".", "")) <= SHORT:
        yield "PERSON", -FAIR


def by_letter(name: Span) -> Iterator[Vote]:
    """ "wrote on X": one letter without a point is nobody's name, but for whom an office or a part stands before it."""
    before = name.doc[name.start - 1].lower_ if name.start else ""
    if before not in words("roles") | relations.titles():
        yield "PERSON", -FAIR
        if before == "on":
            yield "ORG", FAIR


@cache
def kinds(where: str) -> dict[str, str]:
    """Word → kind of the rows of the word list of kinds for one place beside a name."""
    return {row["word"]: row["kind"] for row in rows("kinds") if row["where"] == where}


def word_at(doc: Doc, at: int) -> str:
    """The word at `at` in small letters; empty beyond the edges."""
    return doc[at].lower_ if 0 <= at < len(doc) else ""


def by_clause(name: Span) -> Iterator[Vote]:
    """ "Ruiz, who …", "Norwind, which …", "Lowen, where …"."""
    doc, at = name.doc, name.end
    word = word_at(doc, at + 1) if word_at(doc, at) == "," else word_at(doc, at)
    # "an engineer at Norwind, who": the clause can be the engineer's
    if word == "who" and not (name.start and doc[name.start - 1].tag_ in ("IN", "TO")):
        yield "PERSON", FAIR
    elif word == "which" and word_at(doc, at) == ",":
        # "the wife of Ruiz, which": the clause can be about what is before the name
        yield "PERSON", -(CLEAR if opens_phrase(name) else FAIR)
    elif word == "where":
        yield "LOC", FAIR


def opens_phrase(name: Span) -> bool:
    """Whether nothing before a name hangs together with it: a sentence, a clause or a quotation begins there."""
    before = name.doc[name.start - 1] if name.start else None
    return before is None or name[0].is_sent_start or before.is_space or before.is_quote or before.text in (",", "(")


def by_distance(name: Span) -> Iterator[Vote]:
    """ "Lowen, 60 miles south": so far off lies a place."""
    doc, at = name.doc, name.end
    number, unit, way = (doc[at + n].lower_ if at + n < len(doc) else "" for n in (1, 2, 3))
    if word_at(doc, at) == "," and number[:1].isdigit() and relations.singular(unit) in UNITS and way in WAYS:
        yield "LOC", CLEAR


def by_description(name: Span) -> Iterator[Vote]:
    """ "Norwind, a water company", "the water company, Norwind,", "the village of Lowen", "the charity Norwind"."""
    for noun, weight in (apposed_after(name), apposed_before(name), noun_before(name), said_to_be(name)):
        kind = kind_of(noun)
        if noun is not None and {"largest", "biggest"} & {child.lower_ for child in noun.children}:
            yield "PERSON", -CLEAR  # its largest customer
        elif kind and not (kind == "PERSON" and name.start and name.doc[name.start - 1].tag_ == "IN"):
            yield kind, weight  # "In Lowen, a man": not what the town is called


def kind_of(noun: Token | None) -> str:
    """What a common noun that somebody or something is called says of its kind; empty where it says nothing."""
    if noun is None or noun.tag_ not in ("NN", "NNS", "JJ"):
        return ""
    word = relations.singular(noun.text)
    two = f"{word_at(noun.doc, noun.i - 1)} {word}"
    for said in (two, word):
        if said in kinds("called"):
            return kinds("called")[said].replace("any", "")
        if said in words("roles") and said in words("group_nouns", kind="organisation"):
            return ""  # a developer or a publisher can be either
        if said in words("roles") or (said == word and said in relations.titles()):
            return "PERSON"
        if said in words("group_nouns", kind="organisation"):
            return "ORG"
    return "LOC" if word in words("places", kind="landscape") else ""


def apposed_after(name: Span) -> tuple[Token | None, float]:
    """The head noun of a description with an article behind a comma."""
    doc, at = name.doc, name.end
    if word_at(doc, at) != "," or word_at(doc, at + 1) not in ARTICLES:
        return None, 0.0
    end = phrase_end(doc, at + 2)
    if end < len(doc) and doc[end].tag_ == "POS":
        end = phrase_end(doc, end + 1)
    if end == at + 2 or goes_on(doc, end):
        return None, 0.0
    return doc[end - 1], CLEAR if word_at(doc, at + 1) != "the" else FAIR


def said_to_be(name: Span) -> tuple[Token | None, float]:
    """The noun behind "is a": Lowen is a town of 9,000."""
    root, noun = name.root, name.root.head
    if root.dep_ not in SUBJECTS or root.i > noun.i:
        return None, 0.0
    parts = {child.dep_: child.lower_ for child in noun.children if child.dep_ in ("cop", "det", "case")}
    said = parts.keys() == {"cop", "det"} and parts["det"] in ("a", "an", "the")
    return (noun, CLEAR) if said and root.i < noun.i else (None, 0.0)


def is_landscape(name: Span) -> bool:
    """Whether a place is called a lake, a street, a valley by the words around it, or "the" stands before it."""
    landscape = words("places", kind="landscape")
    nouns = (found[0] for found in (apposed_after(name), apposed_before(name), noun_before(name), said_to_be(name)))
    if any(noun is not None and relations.singular(noun.text) in landscape - TOWNLIKE for noun in nouns):
        return True
    return word_at(name.doc, name.start - 1) == "the" and not modifies(name)


def goes_on(doc: Doc, at: int) -> bool:
    """Whether a noun phrase that ends at `at` is no description of what is before: a subject, a part of a list."""
    if at >= len(doc):
        return False
    return doc[at].tag_ in FINITE_TAGS or doc[at].lower_ == "and"


def phrase_end(doc: Doc, at: int, small: bool = False) -> int:
    """Where the nouns and adjectives from `at` on end, or those of them in small letters."""
    while at < len(doc) and doc[at].tag_ in PHRASE_TAGS and (doc[at].text.islower() or not small):
        at += 1
    return at


def apposed_before(name: Span) -> tuple[Token | None, float]:
    """The head noun of a description that the name explains, between commas."""
    doc, comma = name.doc, name.start - 1
    if word_at(doc, comma) != "," or word_at(doc, name.end + is_possessive(name)) not in CLOSERS:
        return None, 0.0
    begin = comma
    while begin > 0 and doc[begin - 1].tag_ in PHRASE_TAGS:
        begin -= 1
    described = begin < comma and begin > 0 and doc[begin - 1].tag_ in DETERMINERS
    return (doc[comma - 1], CLEAR) if described and not is_governed(doc, begin - 1) else (None, 0.0)


def is_governed(doc: Doc, at: int) -> bool:
    """Whether a preposition stands before an article: the noun behind it is another's, as in "head of the board"."""
    return at > 0 and doc[at].tag_ != "POS" and doc[at - 1].tag_ == "IN"


def noun_before(name: Span) -> tuple[Token | None, float]:
    """The small noun right before a name: the charity Norwind."""
    before = name.doc[name.start - 1] if name.start else None
    if before is None or not (before.tag_ == "NN" or before.lower_ in kinds("called")) or not before.text.islower():
        return None, 0.0
    # "Outside the court Ruiz said": the noun belongs to what is before it
    apart = name.root.dep_ in SUBJECTS and before.i > 1 and is_governed(name.doc, before.i - 1)
    return (None, 0.0) if apart else (before, FAIR)


def by_preposition(name: Span) -> Iterator[Vote]:
    """ "residents of Lowen", "shares in Norwind", "teaches at Norwind", "near Lowen"."""
    doc, at = name.doc, name.start - 1
    at -= word_at(doc, at) == "the"
    word = word_at(doc, at)
    kind = next((kinds(word)[w] for w in governors(name, at) if w in kinds(word)), "")
    if modifies(name) and word != "in":
        return
    if kind:
        yield kind, CLEAR if word in ("of", "in") else FAIR
    elif word in PLACED and at == name.start - 1 and not (is_possessive(name) or modifies(name)):
        yield "LOC", LIKELY


def governors(name: Span, preposition: int) -> list[str]:
    """The words that a preposition before a name can hang on: the one before it, and the head of the name."""
    if preposition < 1:
        return []
    before, head = name.doc[preposition - 1], name.root.head
    two = f"{word_at(name.doc, preposition - 2)} {relations.singular(before.text)}"
    return [two, relations.singular(before.text), before.lemma_, head.lemma_.casefold()]


def by_possession(name: Span) -> Iterator[Vote]:
    """ "Norwind's shares", "Lowen residents", "Ruiz's wife", and "the Norwind" of nothing that it modifies."""
    if modifies(name):
        if not name[-1].tag_.startswith("JJ") and not PEOPLES.match(name.text):
            yield from owned(name)
    elif is_possessive(name):
        yield from owned_by_name(name)
    elif is_with_article(name):
        yield "PERSON", -FAIR


def modifies(name: Span) -> bool:
    """Whether a small noun stands behind a name, with or without an 's: Norwind's shares, Lowen residents."""
    at = name.end + is_possessive(name)
    end = phrase_end(name.doc, at, small=True)
    return end > at and name.doc[end - 1].tag_.startswith("NN")  # "Lowen captain Bo Lind" makes taggers say NNP


def is_possessive(name: Span) -> bool:
    """Whether an 's is behind a name."""
    return name.end < len(name.doc) and (
        name.doc[name.end].tag_ == "POS" or word_at(name.doc, name.end) in ("'s", "’s")
    )


def is_with_article(name: Span) -> bool:
    """Whether "the" stands before a name in the singular that is no title: the Norwind; not the Ruizes, the Mayor."""
    before = word_at(name.doc, name.start - 1)
    return before == "the" and not name[-1].text.endswith("s") and name[-1].lower_ not in relations.titles()


def owned(name: Span) -> Iterator[Vote]:
    """What the noun phrase that a name possesses or modifies says of the name; what people have needs an 's."""
    begin = name.end + is_possessive(name)
    end = phrase_end(name.doc, begin, small=True)
    last = relations.singular(name.doc[end - 1].text)
    two = f"{word_at(name.doc, end - 2)} {last}" if end - begin > 1 else ""
    kind = kinds("owned").get(two) or kinds("owned").get(last) or ("PERSON" if last in words("kin") else "")
    if kind and (is_possessive(name) or kind != "PERSON"):
        yield kind, CLEAR if is_possessive(name) else FAIR
    elif not kind and not is_possessive(name) and last in kinds("after"):
        # of a body or a place: Norwind drivers, the Lowen captain; people have supporters and spokesmen
        yield "PERSON", -FAIR


def owned_by_name(name: Span) -> Iterator[Vote]:
    """What a name in the possession of another tells: Lowen's Defense Ministry, Lowen's Parliament."""
    doc, begin = name.doc, name.end + 1
    end = phrase_end(doc, begin)
    last = relations.singular(doc[end - 1].text) if end > begin else ""
    if len(name) == 1 and (kinds("owned").get(last) == "LOC" or last in PUBLIC):
        yield "LOC", CLEAR


def by_verb(name: Span) -> Iterator[Vote]:
    """ "Norwind is owned by …", "Ruiz died", "Norwind said that it …"."""
    root, verb = name.root, name.root.head
    if root.dep_ in ("obj", "dobj") and verb.lemma_ in kinds("object"):
        yield kinds("object")[verb.lemma_], FAIR
    if root.dep_ in PASSIVE_SUBJECTS and verb.lemma_ in kinds("done to"):
        yield kinds("done to")[verb.lemma_], CLEAR
    if root.dep_ in SUBJECTS:
        yield from by_reflexive(verb)
        if verb.lemma_ in kinds("does"):
            yield kinds("does")[verb.lemma_], FAIR
        yield from by_pronoun(verb)


def by_reflexive(verb: Token) -> Iterator[Vote]:
    """ "Norwind defended itself", "Ruiz blamed herself"."""
    said = {child.lower_ for child in verb.children if child.i > verb.i}
    if "itself" in said:
        yield "PERSON", -CLEAR
    elif said & {"himself", "herself"}:
        yield "PERSON", CLEAR


def by_pronoun(verb: Token) -> Iterator[Vote]:
    """What a name says of itself in the clause behind the verb, unquoted: that it, or he or she, did something."""
    for clause in verb.children:
        said = {child.lower_: child.i for child in clause.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS}
        behind = min(said.values(), default=clause.i)
        if clause.dep_ == "ccomp" and clause.i > verb.i and not any(t.is_quote for t in verb.doc[verb.i : behind]):
            if "it" in said:
                yield "PERSON", -FAINT
            elif said.keys() & {"he", "she"}:
                yield "PERSON", FAIR
