"""Blanks: what says nothing that somebody could be held to is no attribution."""

import pytest
from dependencies import frame_of, rowed

from helpers.saying.blanks import stated_frames


def stated(doc, *frames):
    """The cues of the frames that are left, in words."""
    return [doc[one.cue.head].text for one in stated_frames(doc, [frame_of(doc, *one) for one in frames])]


@pytest.mark.parametrize(
    ("verb", "content", "left"),
    [
        ("discussed", "it/PRP/obj/1", []),
        ("said", "that/DT/obj/1", []),
        ("rejected", "that/DT/obj/1", ["rejected"]),
        ("discussed", "fares/NNS/obj/1", ["discussed"]),
        ("said", "no/UH/obj/1", ["said"]),
        ("said", "”/''/punct/1", []),
    ],
)
def test_a_word_that_points_elsewhere_is_no_content_of_talk(verb, content, left):
    """ "Discussed it" says nothing; "rejected that" takes a side."""
    doc = rowed(f"Holt/NNP/nsubj/1 {verb}/VBD/ROOT/1 {content}")
    assert stated(doc, ((0, 1), (1, 2), (2, 3))) == left


PASSIVE = "{who}/NN/nsubj:pass/2 is/VBZ/aux:pass/2 {verb}/VBN/ROOT/2 to/TO/mark/4 rise/VB/xcomp/2"


@pytest.mark.parametrize(
    ("verb", "content", "left"),
    [
        ("expected", ((0, 1),), []),
        ("expected", ((0, 1), (3, 5)), ["expected"]),
        ("questioned", ((0, 1),), []),
        ("announced", ((0, 1),), ["announced"]),
    ],
)
def test_what_is_only_thought_of_by_nobody_is_no_attribution(verb, content, left):
    """ "A vote is expected" states nothing of anybody; "is expected to rise" does, and "was announced"."""
    assert stated(rowed(PASSIVE.format(who="vote", verb=verb)), (None, (1, 3), *content)) == left


@pytest.mark.parametrize(
    ("rest", "left"),
    [
        ("a/DT/det/4 card/NN/obj/2", []),
        ("to/TO/mark/4 lie/VB/xcomp/2", ["shown"]),
    ],
)
def test_somebody_who_is_shown_a_thing_is_told_nothing(rest, left):
    """ "Was shown a card" against "was shown to lie"."""
    doc = rowed(f"Holt/NNP/nsubj:pass/2 was/VBD/aux:pass/2 shown/VBN/ROOT/2 {rest}")
    assert stated(doc, (None, (1, 3), (0, 1), (3, 5))) == left


@pytest.mark.parametrize(("cue", "left"), [(":/:/punct", ["warned"]), ("praised/VBD/ROOT", ["praised", "warned"])])
def test_who_speaks_behind_a_colon_is_no_content(cue, left):
    """ "Inside Orlin: riders warned of floods": the riders say it; praised, they are what is praised."""
    doc = rowed(f"Orlin/NNP/nsubj/1 {cue}/1 riders/NNS/obj/1 warned/VBD/parataxis/1 of/IN/case/5 floods/NNS/obl/3")
    assert stated(doc, ((0, 1), (1, 2), (2, 3)), ((2, 3), (3, 4), (4, 6))) == left
