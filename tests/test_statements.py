"""Statements: which attributions that were found are none, what the head reads of them, and where they can be seen."""

import json

import numpy as np
import pytest

from helpers import articles, findings, language
from helpers.attributions import Attribution, attributions, statements
from helpers.encoder import network
from helpers.page import doubts

pytestmark = pytest.mark.model

BODY = "\n\nThe hall was full on Monday night. About forty people stood at the back, and it rained until ten."


@pytest.fixture(scope="module")
def nlp():
    return language.load(steps=("names", "entities", "attributions", "sources"))


def rows(nlp, *texts):
    """The tables of articles with these sentences."""
    some = [articles.from_text(f"A day in town{BODY}\n\n{text}", id=str(number)) for number, text in enumerate(texts)]
    return findings.tables_of([(one, language.article_doc(nlp, one)) for one in some])


DEEDS = (
    "The bill was signed into law by Governor Ulla Brandt on Friday.",
    "He is accused of setting fire to a boat.",
    "The museum did not respond to messages asking whether the vase was real.",
    "Judge Petra Lomax sentenced the skipper to four years in prison.",
)
WORDS = (
    "Governor Ulla Brandt said on Friday that the port belonged to the town.",
    "A neighbour said the man had set fire to a boat.",
    "“The vase is real,” the museum director, Tom Okoye, told the Courier.",
    "The skipper denied that he had been drunk.",
)


def likely(nlp, text):
    """How likely each of the attributions that are found in a sentence is one."""
    doc = language.article_doc(nlp, articles.from_text(f"A day in town{BODY}\n\n{text}", id="a"))
    return statements.chances(doc, attributions(doc, doc._.paragraphs, "model"))


@pytest.mark.parametrize("text", DEEDS)
def test_deeds_passives_and_the_asked_are_hardly_statements(nlp, text):
    assert (likely(nlp, text) < 0.6).all()


@pytest.mark.parametrize("text", WORDS)
def test_statements_are_sure(nlp, text):
    assert (likely(nlp, text) > 0.9).any()


def test_statements_keep_their_rows_and_what_is_left_out_keeps_its_place(nlp):
    """Nothing is lost: each finding has a row or its place among those left out."""
    found = rows(nlp, *WORDS, *DEEDS)
    assert set(found["quotes"]["article_id"]) >= set(map(str, range(len(WORDS))))
    assert found["articles"]["unsaid_begins"].map(len).sum() > 0


def test_what_is_left_out_is_the_least_likely(nlp, monkeypatch):
    """The head's probability decides, row by row, and every attribution goes to one side or the other."""
    doc = language.article_doc(nlp, articles.from_text(f"A day{BODY}\n\n{WORDS[0]} {WORDS[3]}", id="a"))
    said = attributions(doc, doc._.paragraphs, "model")
    monkeypatch.setattr(statements, "chances", lambda doc, found: np.array([0.01, 0.99]))
    assert statements.told_apart(doc, said) == (said[1:], said[:1])


def test_nothing_found_is_nothing_left_out(nlp):
    doc = language.article_doc(nlp, articles.from_text("A day" + BODY, id="a"))
    assert statements.told_apart(doc, ()) == ((), ())


def test_evidence_tells_a_passive_with_an_agent_from_a_statement(nlp):
    doc = language.article_doc(nlp, articles.from_text(f"A day{BODY}\n\n{DEEDS[0]}\n\n{WORDS[0]}", id="a"))
    begin, end = (doc.text.index(word) for word in ("signed", "said"))
    rest = ("indirect", "statement", "neutral", "attributed", 1.0)
    made = [Attribution("a1", ((at - 4, at - 1),), ((at, at + 4),), ((at + 8, at + 14),), *rest) for at in (begin, end)]
    passive, active = (statements.evidence(doc, one) for one in made)
    assert (passive["passive"], active["passive"]) == (1, 0)
    assert active["known, statement"] == 1
    assert list(passive) == list(active)


def test_the_list_of_doubts_shows_what_was_left_out(nlp):
    found = rows(nlp, WORDS[0])
    found["articles"].at[0, "unsaid_begins"], found["articles"].at[0, "unsaid_ends"] = [0], [8]
    shown = str(doubts.to_check(found))
    assert "one finding was left out, most likely no statement" in shown.lower()
    assert "A day in" in shown


def test_the_head_was_made_for_the_encoder_that_is_shipped():
    config = json.loads((network.SHIPPED / "statements.json").read_text(encoding="utf8"))
    assert config["encoder"] == network.fingerprint(network.SHIPPED / "encoder.onnx")
