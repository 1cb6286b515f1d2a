"""Labels: whether a mention is of a person, a body, a place, a people or something else."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from helpers.entities.mention import Mention
from helpers.lexicons import listed, words
from helpers.names import relations, votes
from helpers.names.paragraphs import DATELINE, paragraph_opens
from helpers.names.titles import is_role
from helpers.names.wholes import brands
from helpers.text.verbatim import verbatim

LABEL_OF = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP",
    "MISC": "MISC", "PRODUCT": "MISC", "EVENT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
PHRASE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "VBN", "POS"})
BEFORE_NAMES = listed("articles", "before names")
GOVERNED = listed("bodies and places")
BODY_NOUNS = words("group_nouns", kind="organisation") - GOVERNED
PLACES = frozenset({"GPE", "LOC"})
LAWS = listed("laws")
STREETS = listed("streets and waters")
WATERS = listed("waters of towns")


def our_label(found: Mention, span: Span, fine: bool) -> str:
    """One of our labels for what the tagger said; `fine` where its own labels tell states from seas and peoples."""
    known = known_label(found.form)
    label = LABEL_OF.get(found.label, found.label)
    told = told_label(found, span, label)
    if told or label == "PERSON" or (fine and label != "MISC"):
        return told or label
    if known:
        return known
    if label == "LOC":
        return "LOC" if is_called_landscape(found.form, span) and not is_town(found, span) else "GPE"
    if label == "MISC":
        return label_of_other(found, span)
    return label


def told_label(found: Mention, span: Span, label: str) -> str:
    """The label that the words around a longer name tell, whatever the tagger says; empty where they tell none."""
    if " " not in found.form or found.title or label == "NORP":
        return ""
    after, last = found.after, span[-1].lower_
    if label != "PERSON" and last in LAWS:
        return "MISC"
    if is_body_name(found.form, label) or (is_body_noun(after) and not found.people) or is_of_its_trade(span):
        return "ORG" if last not in words("places", kind="landscape") or " of " in found.form else ""
    if label != "PERSON" and (after in words("roles") or is_followed_by_who(span)):
        return "PERSON"
    # Park and Hill are surnames too: a person's label is doubted only where places stand
    if label == "PERSON" and not (found.placed or (last in STREETS and not found.after)):
        return ""
    if label == "ORG" and is_landscape(found.form) and is_spoken_of_as_body(span):
        return "ORG"
    return "" if not is_landscape(found.form) else "GPE" if is_town(found, span) else "LOC"


def is_body_name(form: str, label: str) -> bool:
    """Whether a longer name has the noun of a body at its end or before "of"; towns are called City too."""
    if "&" in form:
        return True
    *before, last = form.casefold().split()
    first = form.casefold().partition(" of ")[0].split()[-1]
    if (relations.singular(last) in GOVERNED and label in PLACES) or is_role(before[-1]):
        return False
    if is_body_noun(relations.singular(last)) or last in words("company_words") or last in words("kinds", where="head"):
        return True
    return (" of " in form and first in BODY_NOUNS) or (
        label in ("ORG", "MISC") and last.title() in words("outlets", kind="ending")
    )


def is_of_its_trade(span: Span) -> bool:
    """Whether a name behind a comma ends with a word of what it explains: the water company, Brennick Water."""
    doc, at = span.doc, span.start - 1
    before = {token.text for token in doc[max(at - 3, 0) : at]} if at > 0 and doc[at].text == "," else frozenset()
    return span[-1].lower_ in before and span[-1].text.istitle()


def is_town(found: Mention, span: Span) -> bool:
    """Whether a place called after water is a town: Port Ellery; Oster Bay where people are in it."""
    parts = found.form.casefold().split()
    before = span.doc[span.start - 1].lower_ if span.start else ""
    peopled = before in ("in", "from") or (found.placed and before == "of")
    opens = DATELINE.match(verbatim(span.doc), span.start_char) and paragraph_opens(span)
    port = parts[0] == "port" and parts[1:2] not in ([], ["of"])
    return bool(opens) or port or (len(parts) > 1 and parts[-1] in WATERS and peopled)


def is_followed_by_who(span: Span) -> bool:
    """Whether a name goes on ", who …"."""
    following = [token.lower_ for token in span.doc[span.end : span.end + 2]]
    return following in ([",", "who"], [",", "whose"])


def noun_after_comma(span: Span) -> str:
    """The head noun of what follows a name behind a comma: "Pollard Wick, a polling firm"; empty where none does."""
    doc, at = span.doc, span.end + 1
    if span.end >= len(doc) or doc[span.end].text != "," or at >= len(doc):
        return ""
    at += doc[at].tag_ in ("DT", "PRP$")
    end = at
    while end < len(doc) and (doc[end].tag_ in PHRASE_TAGS or (end > at and doc[end].text == "-")):
        end += 1
    if end - at > 1 and is_role(doc[end - 2 : end].text):
        return doc[end - 2 : end].text.casefold()
    return doc[end - 1].lower_ if end > at and doc[end - 1].tag_ == "NN" else ""


def is_body_noun(noun: str) -> bool:
    """Whether a noun names a kind of organisation."""
    return noun in words("group_nouns", kind="organisation")


def known_label(form: str) -> str:
    """What the word lists say of a name: GPE of a country, NORP of a people, LOC of a continent, or nothing."""
    folded = relations.key(form)
    if folded in keys("countries"):
        return "GPE"
    if form in words("places", kind="region"):
        return "LOC"
    return "NORP" if is_people(form) else ""


@cache
def keys(lexicon: str) -> frozenset[str]:
    """The keys of a word list of names."""
    return frozenset(relations.key(name) for name in words(lexicon))


def is_people(form: str) -> bool:
    """Whether a form is a demonym or a party's or faith's word, in the singular or the plural."""
    return bool({form, form.removesuffix("s"), re.sub("men$", "man", form)} & words("demonyms"))


def is_landscape(form: str) -> bool:
    """Whether a place is one that nobody governs: a sea, a street, a mountain."""
    parts = form.casefold().split()
    return len(parts) > 1 and (
        parts[-1] in words("places", kind="landscape") or parts[0] in words("places", kind="landscape")
    )


def is_spoken_of_as_body(span: Span) -> bool:
    """Whether the words around a name clearly tell a body: shares in Halvik Marsh, the chair of Halvik Marsh."""
    bare = cut_edges(span)
    return bare is not None and any(kind == "ORG" and weight >= votes.CLEAR for kind, weight in votes.votes(bare))


def is_called_landscape(form: str, span: Span) -> bool:
    """Whether a place's own last word or the words around it call it one that nobody governs."""
    bare = cut_edges(span)
    return is_landscape(form) or (bare is not None and votes.is_landscape(bare))


def label_of_other(found: Mention, span: Span) -> str:
    """A label for what the tagger calls MISC: peoples by their ending and tag, bodies by their head noun."""
    last = span[-1]
    if len(span) == 1 and (last.tag_.startswith("JJ") or last.tag_ == "NNPS") and votes.PEOPLES.match(found.form):
        return "NORP"
    if len(span) == 1 and last.tag_ == "NNPS":
        return "NORP"
    is_body = len(span) > 1 and relations.singular(last.text) in words("group_nouns", kind="organisation")
    return "ORG" if is_body else "MISC"


def cut_edges(span: Span) -> Span | None:
    """A name without article, possessive, quotation marks and white space at its edges; None where nothing is left."""
    begin, end = span.start, span.end
    while begin < end and is_edge(span.doc[begin], first=True):
        begin += 1
    while begin < end and is_edge(span.doc[end - 1], first=False):
        end -= 1
    return span.doc[begin:end] if begin < end else None


def is_edge(token: Token, *, first: bool) -> bool:
    """Whether a token at the edge of a name is no part of it."""
    if token.is_space or token.tag_ == "POS" or token.lower_ in ("'s", "’s"):
        return token.i not in brands(token.doc)
    if first and (token.lower_ in BEFORE_NAMES or token.lower_ in words("calendar", kind="day")):
        return True
    return not any(letter.isalnum() for letter in token.text) and not (token.text == "." and not first)
