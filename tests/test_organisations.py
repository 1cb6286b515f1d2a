"""Bodies: which organisation the company, the union or the ministry is."""

from dataclasses import replace

import pytest
from attributed import article, linked

from helpers.sources.noun_phrases import NameIndex
from helpers.sources.organisations import Bodies, is_trade
from helpers.sources.pronouns import Discourse


def test_the_company_is_no_union():
    text = "Veltmar Lines left .\nThe Dock Union said no .\nThe company said so .\nThe union said more ."
    ents = (("Veltmar Lines", "ORG"), ("Dock Union", "ORG"))
    doc = article(text, "The Dock Union", "The company", "The union", ents=ents)
    assert linked(doc) == ["Dock Union", "Veltmar Lines", "Dock Union"]


def test_the_company_is_not_a_body_that_was_called_a_regulator():
    text = "The Food Standards Authority said a .\nThe company said b ."
    doc = article(text, "The Food Standards Authority", "The company", ents=(("Food Standards Authority", "ORG"),))
    assert linked(doc) == ["Food Standards Authority", "The company"]


def test_the_club_is_the_body_named_so_far_that_can_be_one():
    ents = (("Norton Tigers", "ORG"), ("Dock Union", "ORG"))
    text = "Fans met Norton Tigers . The Dock Union left .\nThe club said a ."
    assert linked(article(text, "The club", ents=ents)) == ["Norton Tigers"]


@pytest.mark.parametrize("noun", ["council", "union", "agency"])
def test_a_spokesman_of_a_body_without_a_name_is_not_that_of_the_only_one_named(noun):
    ents = (("Varga Chemicals", "ORG"),)
    text = f"A spokesman for Varga Chemicals said a .\nA spokesman for the {noun} said b ."
    doc = article(text, "A spokesman for Varga Chemicals", f"A spokesman for the {noun}", ents=ents)
    assert linked(doc)[1] == f"A spokesman for the {noun}"


@pytest.mark.parametrize(("where", "who"), [("an analyst at Veltmar Lines", "Norton"), ("Veltmar Lines", None)])
def test_the_company_is_not_where_somebody_works_who_is_only_asked(where, who):
    ents = (("Norton", "ORG"), ("Veltmar Lines", "ORG"), ("Bo Lind", "PERSON"))
    text = f"Fans met Norton . Bo Lind met {where} .\nThe company said a ."
    assert linked(article(text, "The company", ents=ents)) == [who]


def test_a_newspaper_is_no_ministry():
    """ "The ministry" behind a newspaper's name is not the newspaper."""
    doc = article("The Oxney Gazette said a .\nthe ministry said a .", "The Oxney Gazette", "the ministry", ents=PAPER)
    assert linked(doc) == ["Oxney Gazette", "the ministry"]


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


@pytest.mark.parametrize("noun", ["regulator", "agency", "ministry", "watchdog"])
def test_a_public_body_is_not_the_only_firm_that_is_named(noun):
    """Only initials may stand for an agency or a ministry whose name does not say that it is one."""
    text = f"Holm Refining said a .\nThe {noun} said b ."
    doc = article(text, "Holm Refining", f"The {noun}", ents=(("Holm Refining", "ORG"),))
    assert linked(doc) == ["Holm Refining", f"The {noun}"]
    bodies = Bodies(Discourse(doc, (), NameIndex(doc._.entities)))
    (firm,) = doc._.entities
    assert not bodies.can_be(firm, noun)
    assert bodies.can_be(firm, "company") or bodies.can_be(firm, "organisation")
    assert bodies.can_be(replace(firm, id="e9", name="HRA", mentions=()), noun)
