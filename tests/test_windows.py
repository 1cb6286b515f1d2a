"""Windows: sentences of an utterance as marked word pieces, no longer than the model reads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from helpers.attributions import Attribution
from helpers.encoder import network
from helpers.extensions import declare
from helpers.stances import windows as cut
from helpers.stances.candidates import Candidate
from helpers.stances.utterances import utterance
from helpers.text.verbatim import verbatim


def made(sentences: list[str]) -> tuple[Doc, list[cut.Window]]:
    """The windows of an utterance of several sentences whose cue is the second word; every word is a candidate."""
    declare()
    rows = [(word, at == 0) for sentence in sentences for at, word in enumerate(sentence.split())]
    words, starts = zip(*rows, strict=True)
    heads = [max(i for i in range(at + 1) if starts[i]) for at in range(len(words))]
    doc = Doc(encoder_vocab(), list(words), heads=heads, deps=["ROOT" if s else "dep" for s in starts])
    last = doc[-1].idx + len(doc[-1])
    parts = (((0, len(doc[0])),), ((doc[1].idx, doc[1].idx + len(doc[1])),), ((doc[2].idx, last),))
    said = Attribution("a1", *parts, "indirect", "statement", "neutral", "attributed", 1.0, "s1")
    pieces = network.pieces(verbatim(doc))
    marked = cut.roles((("content", said.content), ("source", said.source), ("cue", said.cue)), pieces)
    found = [Candidate(token, token.i, token.i + 1) for token in doc]
    return doc, cut.windows(utterance(doc, said), pieces, marked, found)


def encoder_vocab():
    """The vocabulary of hand-built Docs."""
    from handmade import VOCAB

    return VOCAB


def test_roles_and_edges_are_marked():
    _, [window] = made(["Ada said the tram runs ."])
    assert window.columns[-1].tolist() == [0, 1, 2, 3, 3, 3, 3, 0]
    assert tuple(window.columns[0, [0, -1]]) == network.EDGES


def test_of_what_has_no_role_only_the_words_beside_it_are_read():
    kept = cut.near(np.arange(20), np.array([0] * 9 + [1] + [0] * 9 + [3]))
    assert kept.tolist() == [7, 8, 9, 10, 11, 17, 18, 19]


@pytest.mark.parametrize("count", [1, 30, 60])
def test_each_candidate_stands_in_one_window_and_none_is_too_long(count):
    doc, found = made(["Ada said the tram runs ."] + ["The other tram does not run at all ."] * count)
    names = [each.token.i for window in found for each in window.candidates]
    assert sorted(names) == list(range(len(doc)))
    assert all(window.columns.shape[1] <= cut.MOST + 2 for window in found)
    assert all(2 in window.columns[-1] for window in found)  # the cue is in each of them


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 400))
def test_a_sentence_of_any_length_is_cut_and_its_marks_stay_inside(size):
    _, found = made(["Ada said " + "tram " * size + "."])
    for window in found:
        assert window.columns.shape[1] <= cut.MOST + 2
        edges = np.array(window.phrases + window.heads)
        assert (edges[:, 0] >= 1).all()
        assert (edges[:, 1] <= window.columns.shape[1] - 1).all()
        assert (edges[:, 0] < edges[:, 1]).all()
