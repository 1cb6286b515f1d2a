"""Positions: sides by word list and syntax, on trees built by hand."""

import pytest
from dependencies import quoted

COPULA = """
The DT det 1
tram NN nsubj 4
is VBZ cop 4
{word} RB advmod 4
dangerous JJ ccomp 6
, , punct 4
"""


COPULA_SPACY = """
The DT det 1
tram NN nsubj 2
is VBZ ccomp 6
not RB neg 2
dangerous JJ acomp 2
, , punct 2
"""


def test_an_adjective_said_of_the_target_is_a_side():
    assert quoted(COPULA.format(word="very"), "The tram is very dangerous") == [("tram", "opposes", "asserts", "")]


@pytest.mark.parametrize("lines", [COPULA.format(word="not"), COPULA_SPACY], ids=["universal labels", "spaCy's labels"])
def test_a_bad_thing_negated_is_in_favour_as_implied(lines):
    assert quoted(lines, "The tram is not dangerous") == [("tram", "supports", "asserts", "implied")]


def test_an_aim_against_something_is_against_it():
    lines = """
Our PRP$ nmod:poss 2
only JJ amod 2
mission NN ccomp 6
to TO mark 4
defeat VB acl 2
Velnor NNP obj 4
"""
    found = quoted(lines, "Our only mission to defeat Velnor")
    assert found == [("Velnor", "opposes", "asserts", "")]


def test_good_or_bad_news_alone_is_no_side():
    lines = """
The DT det 1
tram NN nsubj 2
arrived VBD ccomp 4
, , punct 2
"""
    assert quoted(lines, "The tram arrived") == []


def test_a_good_outcome_under_a_condition_credits_what_is_there():
    lines = """
if IN mark 4
our PRP$ nmod:poss 2
patrols NNS nsubj 4
are VBP cop 4
there RB advcl 6
there EX expl 6
is VBZ ccomp 9
no DT det 8
violence NN nsubj 6
"""
    ((target, position, commitment, flags),) = quoted(lines, "if our patrols are there there is no violence")
    assert (target, commitment, flags.split(", ")[:2]) == ("patrols", "asserts", ["conditional", "implied"])
    assert position == ("none" if "undecided" in flags else "supports")


RELATIVE = """
The DT det 1
{holders} NNS nsubj 6
who WP nsubj 3
want VBP acl:relcl 1
the DT det 5
tram NN obj 3
left VBD ccomp 8
, , punct 6
"""
WANTED = "The DT det 1\n{holders} NNS nsubj 2\nwant VBP ccomp 6\nthe DT det 4\ntram NN obj 2\n, , punct 2\n"


@pytest.mark.parametrize("holders", ["members", "residents"])
def test_those_who_want_something_are_nobody_and_members_who_want_it_are_others(holders):
    """A relative clause says which people are meant, and not that anybody takes a side."""
    assert quoted(RELATIVE.format(holders=holders), f"The {holders} who want the tram left") == []
    ((target, _, commitment, flags),) = quoted(WANTED.format(holders=holders), f"The {holders} want the tram")
    assert (target, commitment, flags.split(", ")[0]) == ("tram", "asserts", "second-hand")
