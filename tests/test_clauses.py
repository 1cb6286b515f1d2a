"""Clauses: the same answers from trees with UD labels and from trees with spaCy's own."""

import pytest
from handmade import built

from helpers.syntax import clauses

AGAINST = """
Voters NNS nsubj 1
campaigned VBD ROOT 1
against IN {mark} {marked}
the DT det 4
toll NN {noun} {governor}
"""


@pytest.mark.parametrize(
    "labels",
    [
        {"mark": "case", "marked": 4, "noun": "obl", "governor": 1},
        {"mark": "prep", "marked": 1, "noun": "pobj", "governor": 2},
    ],
    ids=["universal labels", "spaCy's labels"],
)
def test_the_noun_after_a_preposition_is_found_in_both_schemes(labels):
    doc = built(AGAINST.format(**labels))
    assert [token.text for token in clauses.complements(doc[1], "against")] == ["toll"]
    assert clauses.complements(doc[1], "for") == []


PASSIVE = """
The DT det 1
toll NN {subject} 3
was VBD {auxiliary} 3
rejected VBN ROOT 3
"""


@pytest.mark.parametrize(("subject", "auxiliary"), [("nsubj:pass", "aux:pass"), ("nsubjpass", "auxpass")])
def test_the_subject_of_a_passive_is_what_it_is_done_to(subject, auxiliary):
    doc = built(PASSIVE.format(subject=subject, auxiliary=auxiliary))
    assert [token.text for token in clauses.patient(doc[3])] == ["toll"]


def test_the_subject_of_an_infinitive_is_its_controller():
    doc = built("We PRP nsubj 1\nwant VBP ROOT 1\nto TO mark 3\ngo VB xcomp 1")
    assert clauses.subject(doc[3]).text == "We"
    other = built("We PRP nsubj 1\nurge VBP ROOT 1\nthem PRP obj 1\nto TO mark 4\ngo VB xcomp 1")
    assert clauses.subject(other[4]).text == "them"


def test_a_relative_pronoun_stands_for_its_noun():
    doc = built("plans NNS ROOT 0\nthat WP nsubj 2\nhurt VBP acl:relcl 0\nus PRP obj 2")
    assert clauses.subject(doc[2]).text == "plans"


@pytest.mark.parametrize(
    ("lines", "denied"),
    [
        ("We PRP nsubj 2\nnever RB advmod 2\nagree VBP ROOT 2", True),
        ("We PRP nsubj 3\nno DT advmod 2\nlonger RB advmod 3\nagree VBP ROOT 3", True),
        ("Nobody NN nsubj 1\nagrees VBZ ROOT 1", True),
        ("We PRP nsubj 1\nwant VBP ROOT 1\nno DT det 3\nwar NN obj 1", True),
        ("We PRP nsubj 3\nnot RB advmod 3\nonly RB advmod 3\nagree VBP ROOT 3", False),
        ("We PRP nsubj 1\nagree VBP ROOT 1", False),
    ],
)
def test_what_negates_a_predicate_and_what_does_not(lines, denied):
    root = next(token for token in built(lines) if token.dep_ == "ROOT")
    assert clauses.negated(root) is denied


@pytest.mark.parametrize(
    ("opener", "is_condition"),
    [
        ("if IN mark 2\nwe PRP nsubj 2\nwin VBP advcl 3\nstay VB ROOT 3", True),
        ("because IN mark 2\nwe PRP nsubj 2\nwin VBP advcl 3\nstay VB ROOT 3", False),
    ],
)
def test_if_opens_a_condition_and_because_does_not(opener, is_condition):
    assert clauses.condition(built(opener)[2]) is is_condition


def test_whether_one_does_is_no_condition():
    doc = built("ask VB ROOT 0\nif IN mark 3\nwe PRP nsubj 3\nwin VBP ccomp 0")
    assert clauses.condition(doc[3]) is False


def test_even_if_is_no_condition():
    doc = built("stay VB ROOT 0\neven RB advmod 4\nif IN mark 4\nwe PRP nsubj 4\nwin VBP advcl 0")
    assert clauses.condition(doc[4]) is False
