"""Contexts: negations, wishes, questions, conditions and comparisons above a word, on trees built by hand."""

import pytest
from dependencies import quoted, records, said
from handmade import built

from helpers import articles, language

NEGATED = """
We PRP nsubj 3
do VBP aux 3
not RB {negation} 3
support VB ccomp 7
the DT det 5
tram NN {object} 3
, , punct 3
"""


@pytest.mark.parametrize(("negation", "object"), [("advmod", "obj"), ("neg", "dobj")])
def test_not_supporting_is_against(negation, object):
    lines = NEGATED.format(negation=negation, object=object)
    assert quoted(lines, "We do not support the tram") == [("tram", "opposes", "asserts", "")]


def test_not_criticising_is_no_support():
    lines = NEGATED.format(negation="advmod", object="obj").replace("support VB", "criticise VB")
    assert quoted(lines, "We do not criticise the tram") == []


WISH = """
The DT det 1
governor NN nsubj 2
wants VBZ ccomp 6
the DT det 4
casino NN obj 2
, , punct 2
"""


def test_somebody_elses_wish_is_second_hand():
    ((target, _, commitment, flags),) = quoted(WISH, "The governor wants the casino")
    assert (target, commitment, flags.split(", ")[0]) == ("casino", "asserts", "second-hand")


def test_a_question_takes_no_side():
    doc = built(WISH.replace(", , punct", "? . punct") + "said VBD ROOT 6\nAda NNP nsubj 6\n")
    assert records(said(doc, "Ada", "said", "The governor wants the casino ?")) == []


def test_what_stands_in_a_condition_is_not_asserted():
    """ "If we support the tram" supports nothing."""
    lines = """
If IN mark 2
we PRP nsubj 2
support VBP advcl 6
the DT det 4
tram NN obj 2
prices NNS nsubj 6
fall VBP ccomp 7
"""
    assert quoted(lines, "If we support the tram prices fall") == []


def test_a_condition_is_a_flag():
    lines = """
If IN mark 2
prices NNS nsubj 2
fall VBP advcl 4
we PRP nsubj 4
support VBP ccomp 7
the DT det 6
tram NN obj 4
"""
    assert quoted(lines, "If prices fall we support the tram") == [("tram", "supports", "asserts", "conditional")]


ASKED = """
We PRP nsubj 1
want VBP ccomp 9
them PRP obj 1
to TO mark 4
{word} VB xcomp 1
building VBG xcomp 4
the DT det 7
tram NN obj 5
, , punct 1
"""


@pytest.mark.parametrize(("word", "side"), [("stop", "opposes"), ("start", "supports")])
def test_what_is_to_be_stopped_is_not_wanted(word, side):
    lines = ASKED.format(word=word).replace("building VBG", "build VBG")
    found = quoted(lines, f"We want them to {word} build the tram")
    assert ("tram", side) in [(target, position) for target, position, *_ in found]
    assert ("tram", {"opposes": "supports", "supports": "opposes"}[side]) not in [each[:2] for each in found]


COMPARED = """
We PRP nsubj 1
need VBP ccomp 9
the DT det 3
tram NN obj 1
more RB advmod 1
than IN mark 7
we PRP nsubj 7
need VBP advcl 4
parks NNS obj 7
said VBD ROOT 9
Ada NNP nsubj 9
"""


def test_what_something_is_compared_with_is_not_wanted():
    doc = said(built(COMPARED), "Ada", "said", "We need the tram more than we need parks")
    assert [each[0] for each in records(doc)] == ["tram"]


@pytest.fixture(scope="module")
def nlp():
    return language.load()


def shown(nlp, text: str) -> list[tuple[str, str]]:
    """The sides and commitments of what is said in a sentence, those in doubt among them."""
    found = language.article_doc(
        nlp, articles.from_text(f"Row in town\n\nThe council met.\n\n{text}", id="a")
    )._.stances
    sided = (
        each for each in found if each.position != "none" or "undecided" in each.flags or each.commitment == "denies"
    )
    return [(each.position, each.commitment) for each in sided]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "She did not call the union “crooks,” Ulla Frey said.",
        "Bo Hale never called the plan “a fraud,” he said.",
        "Ada Lund insisted that she had not described the levy as “theft.”",
        "The union’s leader, Gus Pell, never said the strike was “illegal,” his office said.",
    ],
)
def test_what_one_did_not_say_or_call_something_is_no_side(nlp, text):
    assert shown(nlp, text) == []


@pytest.mark.model
def test_what_one_called_something_is_one(nlp):
    assert shown(nlp, "She called the union “crooks,” Ulla Frey said.") != []


@pytest.mark.model
@pytest.mark.parametrize("verb", ["deny", "dispute"])
def test_not_to_deny_is_no_denial(nlp, verb):
    assert shown(nlp, f"Ada Lund did not {verb} that she had signed the letter.") == []
    assert shown(nlp, "Ada Lund denied that she had signed the letter.") == [("none", "denies")]


@pytest.mark.model
def test_who_says_something_of_his_own_behind_and_is_no_target(nlp):
    found = shown(nlp, "Joan Pike said she would vote for the tram and Otto Lund that he would not.")
    assert len(found) <= 1
