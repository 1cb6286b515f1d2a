"""Tails: a content ends where what the reporter says of it begins."""

import pytest
from dependencies import frame_of, rowed

from helpers.articles import Paragraph
from helpers.saying.tails import told_contents
from helpers.text.quotations import quotations


def contents(doc, *frame):
    """The contents of a frame in words."""
    quotes = quotations(doc.text, (Paragraph(0, len(doc.text), "body"),))
    (one,) = told_contents(doc, [frame_of(doc, *frame)], quotes)
    return [doc[slice(*run)].text for run in one.content]


SAID = "Holt/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 rains/VBZ/ccomp/1 ,/,/punct/3"


@pytest.mark.parametrize(
    ("rows", "content"),
    [
        ("a/DT/det/6 remark/NN/appos/3 that/IN/mark/9 some/DT/nsubj/9 like/VBP/acl:relcl/6", "it rains"),
        ("an/DT/det/7 old/JJ/amod/7 claim/NN/appos/3 rejected/VBN/acl/7 by/IN/case/10 Voss/NNP/obl/8", "it rains"),
        ("a/DT/det/6 pity/NN/appos/3 that/IN/mark/9 some/DT/nsubj/9 like/VBP/acl:relcl/6", None),
        ("a/DT/det/6 remark/NN/appos/3 of/IN/case/8 hers/PRP/nmod/6", None),
        (
            "a/DT/det/6 remark/NN/appos/3 that/IN/mark/9 some/DT/nsubj/9 like/VBP/acl:relcl/6 ,/,/punct/12"
            " and/CC/cc/12 snows/VBZ/conj/3",
            None,
        ),
    ],
)
def test_a_noun_that_sums_up_what_was_said_is_the_reporters(rows, content):
    """ ", a remark that some like" is about what was said; "a pity that" is in it, and so is what goes on."""
    doc = rowed(f"{SAID} {rows}")
    assert contents(doc, (0, 1), (1, 2), (2, len(doc))) == [content or doc[2:].text]


def test_a_noun_beside_the_subject_of_what_was_said_stays():
    """ "Holt said fog, a claim that Voss made, came": the clause goes on."""
    doc = rowed(
        "Holt/NNP/nsubj/1 said/VBD/ROOT/1 fog/NN/nsubj/10 ,/,/punct/2 a/DT/det/5 claim/NN/appos/2 that/IN/obj/8"
        " Voss/NNP/nsubj/8 made/VBD/acl:relcl/5 ,/,/punct/2 came/VBD/ccomp/1"
    )
    assert contents(doc, (0, 1), (1, 2), (2, 11)) == [doc[2:].text]


def test_a_piece_that_only_sums_up_is_left_out():
    doc = rowed(
        "Holt/NNP/nsubj/1 said/VBD/ROOT/1 “/``/punct/3 no/UH/obj/1 ”/''/punct/3 ,/,/punct/3 a/DT/det/7"
        " remark/NN/appos/3 that/IN/mark/10 some/DT/nsubj/10 like/VBP/acl:relcl/7"
    )
    assert contents(doc, (0, 1), (1, 2), (2, 5), (6, 11)) == ["“ no ”"]


def told(who, rest, listener="her/PRP/iobj/1"):
    """The content of who "told her it rains, …"."""
    doc = rowed(f"{who}/NN/nsubj/1 told/VBD/ROOT/1 {listener} it/PRP/nsubj/4 rains/VBZ/ccomp/1 ,/,/punct/9 {rest}")
    return contents(doc, (0, 1), (1, 2), (3, len(doc) - 1))


@pytest.mark.parametrize(
    ("who", "rest", "listener", "own"),
    [
        ("Voss", "but {} did not believe it", "her", False),
        ("Voss", "though {} did not listen", "her", False),
        ("She", "but {} did not believe it", "her", True),
        ("Voss", "but {} did not believe it", "Holt", True),
        ("Voss", "but {} did not believe rumours", "her", True),
        ("Voss", "but {} did indeed believe it", "her", True),
        ("Voss", "but it did not believe it", "her", True),
    ],
)
def test_what_the_listener_does_not_believe_is_told_by_the_reporter(who, rest, listener, own):
    """ "Voss told her …, but she did not believe it": the last clause is hers only where nobody else can be "she"."""
    tags = {"but": "CC/cc/9", "though": "IN/mark/9", "did": "VBD/aux/9", "not": "RB/advmod/9", "indeed": "RB/advmod/9"}
    tags |= {"believe": "VB/conj/1", "listen": "VB/conj/1", "rumours": "NNS/obj/9", "she": "PRP/nsubj/9"}
    rows = " ".join(f"{word}/{tags.get(word, 'PRP/obj/9')}" for word in rest.format("she").split())
    said = told(who, f"{rows} ././punct/1", f"{listener}/{'PRP' if listener == 'her' else 'NNP'}/iobj/1")
    assert said == [f"it rains , {rest.format('she')}" if own else "it rains"]


@pytest.mark.parametrize(
    ("last", "kept"), [("and/CC/cc/6 that/IN/mark/6", "it rains"), ("like/IN/case/5 that/DT/obl/3", None)]
)
def test_a_content_does_not_end_with_a_conjunction(last, kept):
    """ "…, and that" breaks off; "like that" does not."""
    doc = rowed(f"Holt/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 rains/VBZ/ccomp/1 {last} ././punct/1")
    assert contents(doc, (0, 1), (1, 2), (2, 6)) == [kept or doc[2:6].text]


GAPPED = (
    "Holt/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 {verb}/VBZ/ccomp/1 and/CC/cc/5 {who} that/IN/mark/{two} {rest}"
)


@pytest.mark.parametrize(
    ("verb", "who", "rest", "ends"),
    [
        ("rains", "Roe/NNP/conj/0", "it/PRP/nsubj/8 snows/VBZ/ccomp/5", True),
        ("rains", "union/NN/conj/0", "it/PRP/nsubj/8 snows/VBZ/ccomp/5", True),
        ("rains", "union/NN/conj/0", "he/PRP/nsubj/8 led/VBD/ccomp/5 fell/VBD/conj/3", False),
        ("rains", "Roe/NNP/conj/0", "day/NN/obl/3 too/RB/advmod/3", False),
        ("warned", "Roe/NNP/conj/0", "it/PRP/nsubj/8 snows/VBZ/ccomp/5", False),
    ],
)
def test_what_another_says_whose_verb_is_left_out_is_not_in_the_content(verb, who, rest, ends):
    """ "Holt said it rains and Roe that it snows"; but "the union that he led fell" and "warned Voss and Roe that"."""
    doc = rowed(GAPPED.format(verb=verb, who=who, two=8, rest=rest))
    assert contents(doc, (0, 1), (1, 2), (2, len(doc))) == ["it rains" if ends else doc[2:].text]
