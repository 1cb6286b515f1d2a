"""Attitudes: deeds, manners, motives and what is past or put off, on trees built by hand."""

import pytest
from dependencies import quoted, records, said
from handmade import built


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


def test_an_act_that_is_only_judged_is_nobodys_own():
    lines = "Rejecting VBG csubj 4\nthe DT det 2\ntram NN obj 0\nis VBZ cop 4\nwrong JJ ccomp 6\n, , punct 4\n"
    doc = quoted(lines, "Rejecting the tram is wrong")
    assert [each[1] for each in doc if each[0] == "tram"] == []


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


NOT_YET = """
We PRP nsubj 3
have VBP aux 3
{negation} RB advmod 3
endorse VBN ccomp 7
the DT det 5
plan NN obj 3
, , punct 3
said VBD ROOT 7
Ada NNP nsubj 7
"""


@pytest.mark.parametrize(("negation", "found"), [("not", []), ("never", [("plan", "opposes", "asserts", "")])])
def test_what_has_not_been_done_so_far_is_no_side_and_never_is(negation, found):
    doc = built(NOT_YET.format(negation=negation))
    assert records(said(doc, "Ada", "said", f"We have {negation} endorse the plan")) == found


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


JUDGED = """
The DT det 1
tram NN nsubj 3
is VBZ cop 3
careless JJ ccomp {head}
{rest}, , punct 3
"""


@pytest.mark.parametrize(
    ("rest", "count"),
    [("", 1), (", , punct 6\nnot RB advmod 6\ncrooked JJ conj 3\n", 0), ("but CC cc 5\nfair JJ conj 3\n", 0)],
)
def test_a_judgement_taken_half_back_is_no_side(rest, count):
    text = "The tram is careless" + {0: "", 3: " , not crooked", 2: " but fair"}[rest.count("\n")]
    lines = JUDGED.format(rest=rest, head=6 + rest.count("\n"))
    assert len(quoted(lines, text)) == count


@pytest.mark.parametrize(("noun", "count"), [("way", 0), ("plan", 1)])
def test_a_good_way_to_something_bad_is_no_praise(noun, count):
    lines = f"""
It PRP nsubj 4
is VBZ cop 4
a DT det 4
good JJ amod 4
{noun} NN ccomp 9
to TO mark 6
lose VB acl 4
customers NNS obj 6
, , punct 4
"""
    assert len(quoted(lines, f"It is a good {noun} to lose customers")) == count


NEEDED = "We PRP nsubj 2\n{aux} MD aux 2\nneed VB ccomp 6\nthe DT det 4\ntram NN obj 2\n, , punct 2\n"


@pytest.mark.parametrize(("aux", "count"), [("will", 0), ("would", 0), ("do", 1), ("must", 1)])
def test_what_will_be_needed_is_foretold_and_not_asked_for(aux, count):
    assert len(quoted(NEEDED.format(aux=aux), f"We {aux} need the tram")) == count
