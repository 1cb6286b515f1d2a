"""Entries: the rows of the word list of positions that a word answers to."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from helpers import lexicons
from helpers.syntax import clauses

SIGNS = {"supports": 1, "opposes": -1}
WISHES = ("wish", "aim", "stance")


@cache
def listed() -> dict[str, tuple[dict[str, str], ...]]:
    """Term → its rows in the word list of positions."""
    rows = lexicons.rows("positions")
    return {term: tuple(row for row in rows if row["term"] == term) for term in {row["term"] for row in rows}}


@cache
def phrasal_verbs() -> frozenset[str]:
    """The verbs that the word list has with a particle."""
    return frozenset(term.rpartition(" ")[0] for term in listed() if " " in term)


def entries(token: Token, *kinds: str) -> list[dict[str, str]]:
    """The rows of the word list that `token` answers to, of the kinds given or of any."""
    known, lemma = listed(), token.lemma_.lower()
    terms = dict.fromkeys((phrasal(token) if lemma in phrasal_verbs() else "", lemma, token.lower_))
    rows = [
        row for term in terms for row in known.get(term, ()) if term == token.lower_ or not is_participle(token, row)
    ]
    if not rows:
        return rows
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
    if token.lower_ == "against" and token.pos_ == "SCONJ":
        return pos == "ADP"  # before a gerund: "against closing it"
    return pos == ("VERB" if token.pos_ == "AUX" else token.pos_)
