"""Callings: whom the text itself calls he or she, on Docs whose tags and trees are given by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_entities import article

from helpers.entities.gender_evidence import called


def pronoun(text, *forms):
    doc = article(text, PERSON=list(forms))
    found = [[m.span() for m in re.finditer(re.escape(form), text)] for form in forms]
    return called(doc, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lee Park left .", "he"),
        ("Lee Park left , and then she left .", "she"),
        ("Lee Park , her husband , left .", "he"),
        ("The spokeswoman , Lee Park , left .", "she"),
        ("Lee Park , the firm 's head and the mayor 's brother , left .", "he"),
        ("Lee Park , the head of a firm of a brother , left .", ""),
        ("Lee Park left .", ""),
        ("Lee Park left , and he left . Later she left .", ""),
        ("Lee Park said : “He left .”", ""),
    ],
)
def test_what_stands_beside_a_name_and_in_its_paragraph_tells(text, expected):
    assert pronoun(text, "Lee Park") == [expected]


def test_a_pronoun_behind_two_names_tells_of_neither():
    assert pronoun("Lee Park met Ana Ruiz , and she left .", "Lee Park", "Ana Ruiz") == ["", ""]


@given(st.sampled_from(["John", "Mary", "Wei", "Fatima", "Olu", "Priya", "Sven", "X"]), st.sampled_from(["he", "she"]))
def test_the_name_itself_tells_nothing(given_name, word):
    name = f"{given_name} Park"
    assert pronoun(f"{name} left .", name) == [""]
    assert pronoun(f"{name} left , and then {word} left .", name) == [word]
