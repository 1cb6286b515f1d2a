"""Bodies: which organisation the company, the union or the ministry is."""

from attributed import article, linked


def test_the_company_is_no_union():
    text = "Veltmar Lines left .\nThe Dock Union said no .\nThe company said so .\nThe union said more ."
    ents = (("Veltmar Lines", "ORG"), ("Dock Union", "ORG"))
    doc = article(text, "The Dock Union", "The company", "The union", ents=ents)
    assert linked(doc) == ["Dock Union", "Veltmar Lines", "Dock Union"]


def test_the_company_is_not_a_body_that_was_called_a_regulator():
    text = "The Food Standards Authority said a .\nThe company said b ."
    doc = article(text, "The Food Standards Authority", "The company", ents=(("Food Standards Authority", "ORG"),))
    assert linked(doc) == ["Food Standards Authority", "The company"]


def test_a_newspaper_is_no_ministry():
    """ "The ministry" behind a newspaper's name is not the newspaper."""
    doc = article("The Oxney Gazette said a .\nthe ministry said a .", "The Oxney Gazette", "the ministry", ents=PAPER)
    assert linked(doc) == ["Oxney Gazette", "the ministry"]


PAPER = (("Oxney Gazette", "ORG"),)


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
