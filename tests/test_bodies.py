"""Bodies: which organisation the company, the union or the ministry is."""

import pytest
from attributed import article, linked

from helpers.resolution.candidates import is_trade


def test_the_company_is_not_a_body_that_was_called_a_regulator():
    text = "The Food Standards Authority said a .\nThe company said b ."
    doc = article(text, "The Food Standards Authority", "The company", ents=(("Food Standards Authority", "ORG"),))
    assert linked(doc) == ["Food Standards Authority", "The company"]


def test_a_newspaper_is_no_ministry():
    """ "The ministry" behind a newspaper's name is not the newspaper."""
    doc = article("The Oxney Gazette said a .\nthe ministry said a .", "The Oxney Gazette", "the ministry", ents=PAPER)
    assert linked(doc)[1] != "Oxney Gazette"


PAPER = (("Oxney Gazette", "ORG"),)


@pytest.mark.parametrize("name", ["Port Workers' Federation", "Dock and Yard Workers", "Teachers' Guild"])
def test_who_is_named_after_workers_is_a_union(name):
    """ "The union" takes up a body named after those who are in it."""
    doc = article(f"The {name} said a .\nthe union said a .", f"The {name}", "the union", ents=((name, "ORG"),))
    assert linked(doc) == [name, name]


@pytest.mark.parametrize(
    ("name", "of_trade"),
    [
        ("Dock and Yard Workers", True),
        ("Teachers' Federation", True),
        ("Veltmar Lines", False),
        ("...", False),
        ("", False),
    ],
)
def test_a_union_is_told_by_who_is_in_it(name, of_trade):
    assert is_trade(name) is of_trade


def test_a_law_is_no_ministry():
    ents = (("Water Act", "ORG"),)
    doc = article("Water Act stayed .\nA ministry spokesman said no .", "A ministry spokesman", ents=ents)
    assert linked(doc) == ["A ministry spokesman"]


def test_the_union_is_the_one_whose_name_is_followed_by_the_word():
    ents = (("Orlin Movers", "ORG"), ("Norton", "ORG"))
    text = "Norton met the Orlin Movers union .\nNorton left .\nThe union said a ."
    assert linked(article(text, "The union", ents=ents)) == ["Orlin Movers"]
