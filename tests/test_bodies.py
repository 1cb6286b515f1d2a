"""Bodies: which organisation the company, the union or the ministry is."""

import pytest
from attributed import article, linked

from helpers.resolution.candidates import is_trade




def test_the_company_is_no_union():
    text = "Veltmar Lines left .\nThe Dock Union said no .\nThe company said so .\nThe union said more ."
    ents = (("Veltmar Lines", "ORG"), ("Dock Union", "ORG"))
    doc = article(text, "The Dock Union", "The company", "The union", ents=ents)
    assert linked(doc) == ["Dock Union", "Veltmar Lines", "Dock Union"]


def test_the_company_is_not_a_body_that_was_called_a_regulator():
    text = "The Food Standards Authority said a .\nThe company said b ."
    doc = article(text, "The Food Standards Authority", "The company", ents=(("Food Standards Authority", "ORG"),))
    assert linked(doc) == ["Food Standards Authority", "The company"]


def test_the_club_is_the_only_body_named_so_far_that_can_be_one():
    ents = (("Norton Tigers", "ORG"), ("Dock Union", "ORG"))
    text = "Fans met Norton Tigers . The Dock Union left .\nThe club said a ."
    assert linked(article(text, "The club", ents=ents)) == ["Norton Tigers"]


@pytest.mark.parametrize(("words", "new"), [("a club", True), ("another club", True), ("the club", False)])
def test_an_indefinite_article_brings_in_another_body(words, new):
    doc = article(f"Fans met {words} .")
    assert is_brought_in(next(token for token in doc if token.text == "club")) is new


@pytest.mark.parametrize(("where", "who"), [("an analyst at Veltmar Lines", "Norton"), ("Veltmar Lines", None)])
def test_the_company_is_not_where_somebody_works_who_is_only_asked(where, who):
    ents = (("Norton", "ORG"), ("Veltmar Lines", "ORG"), ("Bo Lind", "PERSON"))
    text = f"Fans met Norton . Bo Lind met {where} .\nThe company said a ."
    found = linked(article(text, "The company", ents=ents))
    assert found == [who] if who else found != ["Norton"]


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


def test_a_body_called_a_group_is_no_ministry():
    ents = (("Living Rivers", "ORG"),)
    doc = article("Rain met group Living Rivers .\nA ministry spokesman said no .", "A ministry spokesman", ents=ents)
    assert linked(doc) == ["A ministry spokesman"]
    doc = article("Rain met group Living Rivers .\nA group spokesman said no .", "A group spokesman", ents=ents)
    assert linked(doc) == ["Living Rivers"]


def test_the_union_is_the_one_whose_name_is_followed_by_the_word():
    ents = (("Orlin Movers", "ORG"), ("Norton", "ORG"))
    text = "Norton met the Orlin Movers union .\nNorton left .\nThe union said a ."
    assert linked(article(text, "The union", ents=ents)) == ["Orlin Movers"]
