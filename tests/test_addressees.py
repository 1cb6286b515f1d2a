"""Listeners: who is told, is asked or hears says nothing; who tells and who asks keeps the words."""

import pytest
from dependencies import frame_of
from handmade import rowed

from helpers.attributions.addressees import heard_frames


def sources(doc, *frame):
    """The source of each frame that is left of one, in words; "" for none."""
    return [" ".join(doc[slice(*run)].text for run in one.source) for one in heard_frames(doc, [frame_of(doc, *frame)])]


@pytest.mark.parametrize(
    ("rows", "frame", "left"),
    [
        (
            "He/PRP/nsubj:pass/2 was/VBD/aux:pass/2 told/VBN/ROOT/2 that/IN/mark/5 it/PRP/nsubj/5 rains/VBZ/ccomp/2",
            ((0, 1), (1, 3), (3, 6)),
            "",
        ),
        (
            "He/PRP/nsubj:pass/2 was/VBD/aux:pass/2 told/VBN/ROOT/2 by/IN/case/4 Friday/NNP/obl/2 that/IN/mark/7"
            " it/PRP/nsubj/7 rains/VBZ/ccomp/2",
            ((0, 1), (1, 3), (5, 8)),
            "",
        ),
        (
            "He/PRP/nsubj/1 told/VBD/ROOT/1 her/PRP/iobj/1 it/PRP/nsubj/4 rains/VBZ/ccomp/1",
            ((0, 1), (1, 2), (3, 5)),
            "He",
        ),
        (
            "He/PRP/nsubj:pass/2 was/VBD/aux:pass/2 told/VBN/ROOT/2 of/IN/mark/4 saying/VBG/advcl/2 it/PRP/nsubj/6"
            " rains/VBZ/ccomp/4",
            ((0, 1), (1, 5), (5, 7)),
            "He",
        ),
    ],
)
def test_who_is_told_is_no_source(rows, frame, left):
    """ "He was told that …" has no source; "he told her" is his."""
    assert sources(rowed(rows), *frame) == [left]


def test_a_quotation_reported_in_the_passive_is_its_speakers():
    """ "She was quoted as saying it rains": the cue is "saying", and she says it."""
    doc = rowed(
        "She/PRP/nsubj:pass/2 was/VBD/aux:pass/2 quoted/VBN/ROOT/2 as/IN/mark/4 saying/VBG/advcl/2 it/PRP/nsubj/6"
        " rains/VBZ/ccomp/4"
    )
    assert sources(doc, (0, 1), (1, 5), (5, 7)) == ["She"]


@pytest.mark.parametrize(
    ("rows", "frame", "left"),
    [
        (
            "it/PRP/nsubj/1 rains/VBZ/ccomp/6 ,/,/punct/6 a/DT/det/4 jury/NN/nsubj/6 has/VBZ/aux/6 heard/VBN/ROOT/6"
            " ././punct/6",
            ((3, 5), (5, 7), (0, 2)),
            "",
        ),
        ("Inquest/NN/nsubj/1 hears/VBZ/ROOT/1 it/PRP/nsubj/3 rains/VBZ/ccomp/1", ((0, 1), (1, 2), (2, 4)), ""),
        (
            "She/PRP/nsubj:pass/2 was/VBD/aux:pass/2 heard/VBN/ROOT/2 to/TO/mark/4 say/VB/xcomp/2 it/PRP/nsubj/6"
            " rains/VBZ/ccomp/4",
            ((0, 1), (1, 3), (5, 7)),
            "She",
        ),
        (
            "A/DT/det/1 jury/NN/nsubj/3 has/VBZ/aux/3 said/VBN/ROOT/3 it/PRP/nsubj/5 rains/VBZ/ccomp/3",
            ((0, 2), (2, 4), (4, 6)),
            "A jury",
        ),
    ],
)
def test_who_hears_is_no_source(rows, frame, left):
    """A jury that has heard listens; one that has said speaks, and so does she who was heard to say."""
    assert sources(rowed(rows), *frame) == [left]


@pytest.mark.parametrize(
    ("rows", "frame", "left"),
    [
        ("it/PRP/nsubj/1 rains/VBZ/ccomp/4 ,/,/punct/4 jury/NN/nsubj/4 told/VBD/ROOT/4", ((3, 4), (4, 5), (0, 2)), ""),
        (
            "Jury/NN/nsubj/1 told/VBD/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 rains/VBZ/ccomp/1",
            ((0, 1), (1, 2), (2, 5)),
            "",
        ),
        ("Court/NN/nsubj/1 told/VBD/ROOT/1 of/IN/case/3 threats/NNS/obl/1", ((0, 1), (1, 3), (3, 4)), ""),
        ("Riders/NNS/nsubj/1 told/VBD/ROOT/1 of/IN/case/3 threats/NNS/obl/1", ((0, 1), (1, 3), (3, 4)), "Riders"),
        (
            "it/PRP/nsubj/1 rains/VBZ/ccomp/4 ,/,/punct/4 Holt/NNP/nsubj/4 told/VBD/ROOT/4 a/DT/det/6 jury/NN/obj/4",
            ((3, 4), (4, 5), (0, 2)),
            "Holt",
        ),
        (
            "Riders/NNS/nsubj/1 told/VBD/ROOT/1 how/WRB/advmod/4 they/PRP/nsubj/4 fled/VBD/ccomp/1",
            ((0, 1), (1, 2), (2, 5)),
            "Riders",
        ),
    ],
)
def test_told_to_nobody_is_a_passive_in_brief(rows, frame, left):
    """ "…, jury told" is told to the jury; "Holt told a jury" is Holt's, "riders told how" the riders'."""
    assert sources(rowed(rows), *frame) == [left]


@pytest.mark.parametrize(
    ("rows", "frame", "left"),
    [
        (
            "Asked/VBN/advcl/5 about/IN/case/2 that/DT/obl/0 ,/,/punct/0 Holt/NNP/nsubj/5 laughed/VBD/ROOT/5",
            (None, (0, 1), (1, 3)),
            [],
        ),
        (
            "Pressed/VBN/advcl/6 on/IN/case/2 fares/NNS/obl/0 ,/,/punct/0 she/PRP/nsubj/6 then/RB/advmod/6"
            " left/VBD/ROOT/6",
            ((4, 5), (0, 1), (2, 3)),
            [],
        ),
        (
            "Holt/NNP/nsubj:pass/2 was/VBD/aux:pass/2 asked/VBN/ROOT/2 about/IN/case/4 fares/NNS/obl/2",
            ((0, 1), (1, 3), (3, 5)),
            [],
        ),
        (
            "Holt/NNP/nsubj:pass/2 was/VBD/aux:pass/2 asked/VBN/ROOT/2 who/WP/nsubj/4 paid/VBD/ccomp/2",
            (None, (1, 3), (0, 1), (3, 5)),
            [],
        ),
        (
            "Callers/NNS/nsubj:pass/2 are/VBP/aux:pass/2 asked/VBN/ROOT/2 to/TO/mark/4 wait/VB/xcomp/2",
            (None, (1, 3), (0, 1), (3, 5)),
            [""],
        ),
        (
            "Asked/VBN/advcl/8 by/IN/case/2 Voss/NNP/obl:agent/0 how/WRB/advmod/5 she/PRP/nsubj/5 felt/VBD/ccomp/0"
            " ,/,/punct/0 Holt/NNP/nsubj/8 wept/VBD/ROOT/8",
            ((2, 3), (0, 1), (3, 6)),
            ["Voss"],
        ),
        (
            "Holt/NNP/nsubj/1 asked/VBD/ROOT/1 whether/IN/mark/4 it/PRP/nsubj/4 rains/VBZ/ccomp/1",
            ((0, 1), (1, 2), (2, 5)),
            ["Holt"],
        ),
        (
            "Holt/NNP/nsubj/1 rang/VBD/ROOT/1 ,/,/punct/3 asked/VBD/conj/1 whether/IN/mark/6 it/PRP/nsubj/6"
            " rains/VBZ/ccomp/3",
            ((0, 1), (3, 4), (4, 7)),
            ["Holt"],
        ),
        (
            "“/``/punct/2 Is/VBZ/cop/2 it/PRP/nsubj/4 ?/./punct/2 ”/''/punct/2 asked/VBD/ROOT/5 Holt/NNP/nsubj/5",
            ((6, 7), (5, 6), (0, 5)),
            ["Holt"],
        ),
    ],
)
def test_a_question_that_nobody_named_puts_is_no_attribution(rows, frame, left):
    """ "Asked about that, Holt laughed" attributes nothing; who is named as asking keeps the question."""
    assert sources(rowed(rows), *frame) == left


@pytest.mark.parametrize(("who", "left"), [("I", []), ("Voss", ["Voss"])])
def test_what_the_reporter_asked_is_no_attribution(who, left):
    """ "I asked Holt about fares" is the reporter's; "Voss asked" is not."""
    doc = rowed(f"{who}/PRP/nsubj/1 asked/VBD/ROOT/1 Holt/NNP/obj/1 whether/IN/mark/5 it/PRP/nsubj/5 rains/VBZ/ccomp/1")
    assert sources(doc, (0, 1), (1, 2), (3, 6)) == left


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "A warden locked the yard at night, a jury has heard.",
        "The yard was locked at night, the inquest heard.",
        "Maren Holt rang twice. Each time, she was told that the doctor was away.",
    ],
)
def test_listeners_in_whole_texts_are_no_sources(nlp, text):
    assert [one.status for one in nlp(text)._.attributions] == ["unattributed"]
