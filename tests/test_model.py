"""Judgements: what the position model is given, and what it may and may not say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.encoder import network
from helpers.stances import model as judging
from helpers.stances.model import SIDES, certainty, judgements, marked, padded

SENTENCE = "The council condemned the ferry and praised the tunnel."


def toward(sentence: str, word: str) -> str:
    """The likeliest side toward a word of a sentence."""
    begin = sentence.index(word)
    return SIDES[int(judgements([(sentence, (begin, begin + len(word)))])[0].argmax())]


def test_the_pieces_of_the_target_are_marked_and_no_others():
    columns = marked(SENTENCE, (26, 31))
    pieces = network.pieces(SENTENCE)
    assert SENTENCE[26:31] == "ferry"
    assert [SENTENCE[pieces.begins[at - 1] : pieces.ends[at - 1]] for at in np.flatnonzero(columns[-1])] == ["ferry"]
    assert tuple(columns[0, [0, -1]]) == network.EDGES


def test_a_long_sentence_is_read_around_its_target():
    text = "word " * 400 + "ferry " + "word " * 400
    columns = marked(text, (2000, 2005))
    assert columns.shape[1] == judging.MOST + 2
    assert columns[-1].sum() == 1


def test_sentences_of_two_lengths_are_padded_and_the_mask_says_where_they_end():
    rows = [marked("Yes.", (0, 3)), marked(SENTENCE, (0, 3))]
    made = padded(rows)
    assert made["mask"].sum(axis=1).tolist() == [rows[0].shape[1], rows[1].shape[1]]
    assert made["ids"].shape == made["target"].shape == made["mask"].shape


@pytest.mark.model
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_text_and_any_span_gives_probabilities(text, begin, size):
    found = judgements([(text, (min(begin, len(text)), min(begin + size, len(text))))])
    assert found.shape == (1, 3)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


@pytest.mark.model
def test_a_span_that_holds_no_word_gets_no_side():
    assert judgements([(SENTENCE, (3, 3)), ("", (0, 0)), (SENTENCE, (3, 4))]).tolist() == [[0.0, 0.0, 1.0]] * 3


@pytest.mark.model
@pytest.mark.parametrize(("word", "side"), [("ferry", "opposes"), ("tunnel", "supports")])
def test_the_side_goes_with_the_target_that_is_marked(word, side):
    assert toward(SENTENCE, word) == side


@pytest.mark.model
def test_the_answers_do_not_depend_on_what_else_is_asked():
    other = ("A much longer sentence about the harbour, which nobody opened last year. " * 3, (0, 6))
    alone = judgements([(SENTENCE, (26, 31))])[0]
    assert judgements([other, (SENTENCE, (26, 31)), other])[1] == pytest.approx(alone, abs=0.05)


@pytest.mark.model
def test_typographic_and_plain_quotation_marks_give_the_same():
    curly, plain = "“The ferry is a disgrace,” said Ada.", '"The ferry is a disgrace," said Ada.'
    one, two = judgements([(curly, (5, 10)), (plain, (5, 10))])
    assert one == pytest.approx(two)


def test_the_model_of_sides_stores_no_word_embeddings_of_its_own():
    assert (network.SHIPPED / "sides.onnx").stat().st_size < 0.7 * 30_522 * 384


def test_a_side_is_the_safer_the_less_speaks_for_the_other():
    sure, torn, none = certainty(np.array([[0.7, 0.05, 0.25], [0.1, 0.7, 0.2], [0.1, 0.1, 0.8]]))
    assert sure > torn > none
