"""Roles: what somebody is said to be and for whom, on Docs made by hand."""

import pytest
from attributed import article, only

RUIZ = ("Ana Ruiz", "PERSON")
NORWIND = (("Norwind", "ORG"),)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("the mayor-elect , Ana Ruiz , said a .", "mayor-elect"),
        ("Ana Ruiz , the 2012 nominee , said a .", "2012 nominee"),
        ("Ana Ruiz of Norwind , a baker , said a .", "baker"),
        ("striker Ana Ruiz said a .", "striker"),
        ("paper Ana Ruiz said a .", ""),
    ],
)
def test_what_stands_beside_a_name_is_a_role_where_it_is_a_persons_part(text, role):
    """An office not yet held, one of a year, and a doer by the ending of the word; no other noun."""
    assert only(article(text, text.removesuffix(" said a ."), ents=(RUIZ, *NORWIND * ("Norwind" in text)))).role == role


@pytest.mark.parametrize(
    ("text", "source", "body"),
    [
        ("Norwind 's Ana Ruiz said a .", "Norwind 's Ana Ruiz", "Norwind"),
        ("Ana Ruiz of Norwind said a .", "Ana Ruiz of Norwind", "Norwind"),
    ],
)
def test_for_whom_somebody_speaks_is_told_without_a_role(text, source, body):
    """The body whose they are, or that they are of, where no role is given; it is an affiliation and no role."""
    found = only(article(text, source, ents=(RUIZ, ("Norwind", "ORG"))))
    assert (found.affiliation, found.role, found.role_evidence) == (body, "", None)


def test_letters_of_a_party_in_brackets_tell_for_whom_somebody_sits():
    found = only(article("Ana Ruiz ( D-Ohio ) said a .", "Ana Ruiz ( D-Ohio )", ents=(RUIZ,)))
    assert (found.role, found.affiliation) == ("", "D-Ohio")
