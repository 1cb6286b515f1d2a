"""Reasons: why names are held back, in the words of the text."""

import pytest
from attributed import article, only


def test_the_reason_for_withholding_a_name_is_kept_as_written():
    text = (
        "One official said a . The official spoke on condition of anonymity because they were not authorised to speak ."
    )
    doc = article(text, "One official")
    assert only(doc).reason_withheld == "because they were not authorised to speak"


def test_anonymity_without_a_reason_is_kept_too():
    doc = article("A driver , who spoke on condition of anonymity , said a .", "A driver")
    assert (only(doc).reason_withheld, only(doc).type) == ("spoke on condition of anonymity", "anonymous source")


@pytest.mark.parametrize(
    "words", ["could not be named", "asked that his name be withheld", "declined to give his name"]
)
def test_a_withheld_name_makes_an_unnamed_person_anonymous(words):
    doc = article(f"A nurse said a . He {words} .", "A nurse")
    assert (only(doc).type, bool(only(doc).reason_withheld)) == ("anonymous source", True)


@pytest.mark.parametrize(
    ("behind", "reason"),
    [
        (", said a .", "because she works for the ministry"),
        (" and its courts , said a .", "because she works for the ministry and its courts"),
        (", the post and the port , said a .", "because she works for the ministry, the post and the port"),
    ],
)
def test_a_reason_ends_where_the_main_clause_goes_on(behind, reason):
    text = f"A driver , who spoke on condition of anonymity because she works for the ministry {behind}"
    assert only(article(text, "A driver")).reason_withheld.replace(" ,", ",") == reason
