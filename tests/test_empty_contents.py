"""Blanks: what says nothing that somebody could be held to is no attribution."""

import pytest
from dependencies import frame_of
from handmade import rowed

from helpers.attributions.empty_contents import stated_frames


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


def test_a_title_of_a_work_is_no_statement():
    """ "Sang “The Last Train Home”" names a song; "chanted “Out, out, out”" says something."""
    rows = "Choir/NN/nsubj/1 sang/VBD/ROOT/1 “/``/punct/1 {words} ”/''/punct/1"
    song = rowed(rows.format(words="The/DT/det/5 Last/JJ/amod/5 Train/NN/obj/1"))
    chant = rowed(rows.format(words="Out/RB/obj/1 out/RB/obj/1 out/RB/obj/1"))
    plea = rowed(rows.format(words="Bring/VB/obj/1 him/PRP/obj/3 home/RB/advmod/3"))
    frame = ((0, 1), (1, 2), (2, 7))
    assert [stated(doc, frame) for doc in (song, chant, plea)] == [[], ["sang"], ["sang"]]


@pytest.mark.parametrize(
    ("label", "left"),
    [("Council/NN/compound/1 election/NN/ROOT/1", []), ("Town/NN/compound/1 mayor/NN/ROOT/1", [":"])],
)
def test_a_heading_before_a_colon_says_nothing(label, left):
    """ "Council election: results in full" is no statement of the election's."""
    doc = rowed(f"{label} :/:/punct/1 results/NNS/dep/1 in/IN/case/5 full/JJ/nmod/3")
    assert stated(doc, ((0, 2), (2, 3), (3, 6))) == left


def test_what_people_said_is_not_in_the_words_behind_it():
    rows = "{what}/WP/obj/2 people/NNS/nsubj/2 said/VBD/ROOT/2 about/IN/case/4 fares/NNS/obl/2"
    frame = ((1, 2), (2, 3), (3, 5))
    assert stated(rowed(rows.format(what="what")), frame) == []
    assert stated(rowed(rows.format(what="Few")), frame) == ["said"]


@pytest.mark.parametrize(("end", "left"), [("?", []), (".", ["know"])])
def test_what_a_reader_is_asked_is_no_statement(end, left):
    """ "When did you know that it was over?" is the writer's question."""
    doc = rowed(
        "When/WRB/advmod/3 did/VBD/aux/3 you/PRP/nsubj/3 know/VB/ROOT/3 it/PRP/nsubj/6 was/VBD/cop/6 over/RB/ccomp/3"
        f" {end}/./punct/3"
    )
    assert stated(doc, ((2, 3), (3, 4), (4, 7))) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The/DT/det/1 island/NN/nsubj/2 votes/VBZ/ROOT/2 ././punct/2 Pratt/NNP/nsubj/5 reports/VBZ/ROOT/5", []),
        (
            "The/DT/det/1 island/NN/nsubj/2 votes/VBZ/ccomp/5 ,/,/punct/2 Pratt/NNP/nsubj/5 reports/VBZ/ROOT/5",
            ["reports"],
        ),
    ],
)
def test_who_made_a_report_does_not_say_what_stands_before_it(text, left):
    """ "The island votes. Joel Pratt reports." hands over; "the island votes, Joel Pratt reports" quotes him."""
    assert stated(rowed(text), ((4, 5), (5, 6), (0, 3))) == left


def test_a_question_word_is_nothing_that_readers_said():
    """The headline "What readers said" holds none of it; "readers said what they liked" does."""
    doc = rowed("What/WP/obj/2 readers/NNS/nsubj/2 said/VBD/ROOT/2 yes/UH/obj/2")
    assert stated(doc, ((1, 2), (2, 3), (0, 1))) == []
    assert stated(doc, ((1, 2), (2, 3), (3, 4))) == ["said"]
