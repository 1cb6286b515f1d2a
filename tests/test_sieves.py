"""Sieves: which of them says whose words they are, and that none says what another one has said."""

import pytest
from attributed import DORRIAN, TWO, article, linked

from helpers import articles, language
from helpers.resolution.sieves import SIEVES


def decided(doc):
    return [found.decided_by for found in doc._.attributions]


@pytest.mark.parametrize(
    ("text", "spans", "ents", "sieves"),
    [
        ("John Dorrian said a .\nDorrian said b .", ("John Dorrian", "Dorrian"), DORRIAN, ["full name", "short name"]),
        ("Ana Ruiz and Lee Park said a .", ("Ana Ruiz and Lee Park",), TWO, ["several names"]),
        ("Officer K said a .", ("Officer K",), (), ["other name"]),
        ("Mayor Ana Ruiz left .\nThe mayor said a .", ("The mayor",), TWO, ["role"]),
        ("Police said a .\nPolice said b .", ("Police", "Police"), (), ["new", "same words"]),
        ("One official said a .\nThe official said b .", ("One official", "The official"), (), ["new", "repeated"]),
        ("Rain left .\nAna Ruiz left . She said a .", ("She",), TWO, ["alone in the paragraph"]),
        ("He said a .", ("He",), (), ["nobody"]),
    ],
)
def test_each_row_says_which_sieve_decided_it(text, spans, ents, sieves):
    assert decided(article(text, *spans, ents=ents)) == sieves


def test_a_source_has_a_confidence_of_its_own():
    doc = article("John Dorrian said a .\nHe said b .", "John Dorrian", "He", ents=DORRIAN)
    assert all(0 < found.source_confidence <= 1 for found in doc._.attributions)
    assert {found.confidence for found in doc._.attributions} == {1.0}


def test_the_same_span_is_the_same_source():
    """Two attributions that share their source span share their source."""
    doc = article("Ana Ruiz said a .\nShe said b .", "Ana Ruiz", "She", ents=TWO)
    assert linked(doc) == ["Ana Ruiz", "Ana Ruiz"]


def test_a_body_of_several_words_is_not_he():
    ents = (("Harbour Trust", "ORG"),)
    assert linked(article("Harbour Trust said a .\nHe said b .", "Harbour Trust", "He", ents=ents))[1] is None


def test_sieves_have_names_that_a_column_can_show():
    assert all(name == name.strip().lower() for name in SIEVES)


@pytest.mark.parametrize(
    "source", ["The lawyer representing Ruiz", "A driver suing Lee Park", "The company operating Veltmar"]
)
def test_who_acts_for_somebody_is_not_the_one_named(nlp, source):
    text = f"Court date\n\nAna Ruiz and Lee Park met in court.\n\n{source} said the order could be limited."
    doc = language.article_doc(nlp, articles.from_text(text, id="a"))
    assert linked(doc) == [source]
