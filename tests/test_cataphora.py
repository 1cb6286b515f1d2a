"""Heirs: who is named after a description of the same person."""

import pytest
from attributed import TWO, article, linked, only, statuses


def test_a_name_that_takes_up_a_description_gets_what_that_said():
    text = "The education minister said a .\nThe minister , Ana Ruiz , said b .\nShe said c ."
    doc = article(text, "The education minister", "The minister , Ana Ruiz", "She", ents=TWO)
    assert linked(doc) == ["Ana Ruiz"] * 3
    assert (only(doc).role, statuses(doc)[0]) == ("education minister", "name-resolved")


@pytest.mark.parametrize(
    ("lead", "opening", "sources"),
    [
        ("A judge said a .", "Ana Ruiz said a .", ["Ana Ruiz"]),
        ("A resident said a .", "Ana Ruiz said a .", ["A resident", "Ana Ruiz"]),
        ("An official said a .", "Ana Ruiz said a .", ["An official", "Ana Ruiz"]),
        ("A judge said a .", "Ana Ruiz , a baker , said a .", ["A judge", "Ana Ruiz"]),
    ],
)
def test_who_opens_the_second_paragraph_is_the_one_in_office_of_the_first(lead, opening, sources):
    """ "A judge ruled. Ana Ruiz said …": one person, unless something else is said of her or the first is held back."""
    doc = article(f"{lead}\n{opening}", lead.removesuffix(" said a ."), "Ana Ruiz", ents=TWO[:1])
    assert [source.name for source in doc._.sources] == sources
