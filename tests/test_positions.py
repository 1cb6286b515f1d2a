"""Positions: sides by word list and syntax, on trees built by hand."""

import pytest
from dependencies import built, records, said

from helpers import lexicons


def quoted(lines: str, content: str) -> list[tuple[str, str, str, str]]:
    """The records of a direct quote by Ada, whose tree is `lines` with "said Ada" behind it."""
    count = len(lines.strip().splitlines())
    doc = built(lines + f"said VBD ROOT {count}\nAda NNP nsubj {count}\n")
    return records(said(doc, "Ada", "said", content))


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


def test_a_wish_for_an_end_is_against_what_is_to_end():
    lines = """
We PRP nsubj 1
want VBP ccomp 7
an DT det 3
end NN obj 1
to IN case 6
the DT det 6
strike NN nmod 3
"""
    assert quoted(lines, "We want an end to the strike") == [("strike", "opposes", "asserts", "")]


def test_what_is_done_without_a_wish_is_no_side():
    """To report that something was stopped is not to be against it."""
    lines = """
They PRP nsubj 1
stopped VBD ccomp 5
the DT det 3
tram NN obj 1
, , punct 1
"""
    assert quoted(lines, "They stopped the tram") == []


def test_good_or_bad_news_alone_is_no_side():
    lines = """
The DT det 1
tram NN nsubj 2
arrived VBD ccomp 4
, , punct 2
"""
    assert quoted(lines, "The tram arrived") == []


WISH = """
The DT det 1
governor NN nsubj 2
wants VBZ ccomp 6
the DT det 4
casino NN obj 2
, , punct 2
"""


def test_somebody_elses_wish_is_second_hand():
    assert quoted(WISH, "The governor wants the casino") == [("casino", "supports", "asserts", "second-hand")]


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
    expected = [("our patrols", "supports", "asserts", "conditional, implied")]
    assert quoted(lines, "if our patrols are there there is no violence") == expected


@pytest.mark.parametrize("name", ["positions", "commitments", "targets"])
def test_every_row_of_a_word_list_has_a_reason_and_stands_once(name):
    rows = lexicons.rows(name)
    keys = [tuple(value for column, value in row.items() if column != "why") for row in rows]
    assert all(row["why"].strip() for row in rows)
    assert len(keys) == len(set(keys))


def test_rows_hold_known_labels():
    rows = lexicons.rows("positions")
    assert {row["side"] for row in rows} <= {"supports", "opposes", ""}
    assert {row["pos"] for row in rows} <= {"VERB", "NOUN", "ADJ", "ADP"}


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


def test_an_act_that_is_only_judged_is_nobodys_own():
    lines = "Rejecting VBG csubj 4\nthe DT det 2\ntram NN obj 0\nis VBZ cop 4\nwrong JJ ccomp 6\n, , punct 4\n"
    doc = quoted(lines, "Rejecting the tram is wrong")
    assert [each[1] for each in doc if each[0] == "tram"] == []


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


FORMER = """
We PRP nsubj 2
{when} RB advmod 2
oppose VBP ccomp 6
the DT det 4
tram NN obj 2
, , punct 2
"""


@pytest.mark.parametrize(("when", "count"), [("once", 0), ("originally", 0), ("firmly", 1)])
def test_an_attitude_of_the_past_is_no_side(when, count):
    assert len(quoted(FORMER.format(when=when), f"We {when} oppose the tram")) == count


THANKED = "We PRP nsubj 1\nthank VBP ccomp 5\nthe DT det 3\nboard NN obj 1\n{rest}\n"


@pytest.mark.parametrize(("rest", "count"), [("today NN obl 1", 0), (", , punct 1", 0)])
def test_thanks_that_do_not_say_for_what_are_manners(rest, count):
    assert len(quoted(THANKED.format(rest=rest), "We thank the board")) == count


def test_thanks_for_something_are_a_side():
    lines = THANKED.format(rest="for IN case 5\npatience NN obl 1\n, , punct 1").replace("ccomp 5", "ccomp 7")
    assert quoted(lines, "We thank the board for patience") == [("board", "supports", "asserts", "")]


PUT_OFF = """
I PRP nsubj 3
can MD aux 3
not RB advmod 3
recommend VBP ccomp 10
the DT det 5
tram NN obj 3
{mark} IN mark 8
it PRP nsubj 8
works VBZ advcl 3
, , punct 3
"""


@pytest.mark.parametrize(("mark", "count"), [("before", 0), ("until", 0), ("because", 1)])
def test_what_cannot_be_backed_before_something_else_is_no_side(mark, count):
    words = f"I can not recommend the tram {mark} it works"
    sided = [each for each in quoted(PUT_OFF.format(mark=mark), words) if each[1] != "none"]
    assert len(sided) == count


REASON = """
{who} PRP nsubj 1
{verb} VBP ccomp 8
no DT det 3
reason NN obj 1
to TO mark 5
paint VB acl 3
parks NNS obj 5
, , punct 1
"""


@pytest.mark.parametrize(("who", "verb", "count"), [("He", "have", 0), ("We", "have", 1)])
def test_a_reason_that_somebody_else_had_is_a_motive(who, verb, count):
    assert len(quoted(REASON.format(who=who, verb=verb), f"{who} {verb} no reason to paint parks")) == count


GIFT = """
The DT det 1
tram NN nsubj 4
is VBZ cop 4
a DT det 4
gift NN ccomp 9
to IN case 7
our PRP$ nmod:poss 7
{noun} NN nmod 4
, , punct 4
"""


@pytest.mark.parametrize(("noun", "side"), [("rival", "opposes"), ("town", "supports")])
def test_what_is_good_for_a_foe_is_not_praised(noun, side):
    found = quoted(GIFT.format(noun=noun), f"The tram is a gift to our {noun}")
    assert [each[:2] for each in found] == [("tram", side)]


PRAISED = """
The DT det 1
tram NN nsubj 4
is VBZ cop 4
{word} RB advmod 4
good JJ ccomp {last}
{rest}
, , punct 4
"""


@pytest.mark.parametrize(
    ("word", "rest", "count"),
    [("too", "now RB advmod 4", 0), ("very", "on IN case 6\npaper NN obl 4", 0), ("very", "now RB advmod 4", 1)],
)
def test_praise_that_is_taken_back_in_the_same_breath_is_none(word, rest, count):
    lines = PRAISED.format(word=word, rest=rest, last=7 + rest.count("\n"))
    words = " ".join(line.split()[0] for line in rest.splitlines())
    assert len(quoted(lines, f"The tram is {word} good {words}")) == count


WISHED = """
We PRP nsubj 1
{verb} VBP ccomp 7
the DT det 3
tram NN nsubj 5
is VBZ cop 5
good JJ ccomp 1
, , punct 1
"""


@pytest.mark.parametrize(("verb", "count"), [("hope", 0), ("fear", 0), ("think", 1)])
def test_to_wish_that_a_thing_be_good_does_not_praise_it(verb, count):
    found = quoted(WISHED.format(verb=verb), f"We {verb} the tram is good")
    assert len([each for each in found if each[0] == "tram"]) == count


TO_BE = """
I PRP nsubj 1
want VBP ccomp 7
to TO mark 5
be VB cop 5
a DT det 5
pilot NN xcomp 1
, , punct 1
"""


def test_what_somebody_wants_to_be_is_no_target():
    assert quoted(TO_BE, "I want to be a pilot") == []
