"""Outcomes: what is ended, given to a foe or wanted of a thing, on trees built by hand."""

import pytest
from dependencies import quoted, records, said
from handmade import built


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


WISH = """
We PRP nsubj 1
want VBP ccomp 6
the DT det 3
{thing} NN obj 1
{become} {tag} {dep} {head}
, , punct 1
said VBD ROOT 6
Ada NNP nsubj 6
"""


def wanted(become: str, tag: str, dep: str, head: int) -> list[tuple[str, str, str, str]]:
    doc = built(WISH.format(thing="scheme", become=become, tag=tag, dep=dep, head=head))
    return records(said(doc, "Ada", "said", f"We want the scheme {become}"))


@pytest.mark.parametrize(("dep", "head"), [("xcomp", 1), ("acl", 3)])
def test_what_is_wanted_of_a_thing_decides(dep, head):
    assert wanted("stop", "VBN", dep, head) == [("scheme", "opposes", "asserts", "")]
    assert wanted("fund", "VBN", dep, head) == [("scheme", "supports", "asserts", "")]
    assert wanted("double", "VBN", dep, head) == [("scheme double", "supports", "asserts", "")]


def test_what_is_wanted_dead_is_not_wanted():
    assert wanted("dead", "JJ", "xcomp", 1) == [("scheme", "opposes", "asserts", "")]
