"""Gaps: what a second speaker says whose verb is left out."""

import pytest
from dependencies import frame_of
from handmade import rowed

from helpers.articles import Paragraph
from helpers.attributions.gaps import without_gapped
from helpers.text.quotations import quotations


def contents(doc, *frame):
    """Who says what in a frame and in what was parted from it."""
    quotes = quotations(doc.text, (Paragraph(0, len(doc.text), "body"),))
    found = without_gapped(doc, [frame_of(doc, *frame)], quotes)
    return [(doc[slice(*one.source[0])].text, doc[slice(*run)].text) for one in found for run in one.content]


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
def test_what_another_says_whose_verb_is_left_out_is_their_own(verb, who, rest, ends):
    """ "Holt said it rains and Roe that it snows"; but "the union that he led fell" and "warned Voss and Roe that"."""
    doc = rowed(GAPPED.format(verb=verb, who=who, two=8, rest=rest))
    both = [("Holt", "it rains"), (who.partition("/")[0], "that it snows")]
    assert contents(doc, (0, 1), (1, 2), (2, len(doc))) == (both if ends else [("Holt", doc[2:].text)])
