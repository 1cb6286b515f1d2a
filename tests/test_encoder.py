"""The encoder: what its pieces keep of the text, and that it runs on any of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.encoder import decoding, network

TEXT = "Holt said: “We won’t.”\n\nNATO agreed."


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_pieces_of_any_text_are_in_order_and_inside_it(text):
    made = network.pieces(text)
    assert (made.begins <= made.ends).all()
    assert (np.diff(made.begins) >= 0).all()
    assert not len(made) or made.ends[-1] <= len(text)


def test_pieces_know_capitals_that_the_vocabulary_loses():
    made = network.pieces(TEXT)
    caps = dict(zip([TEXT[b:e] for b, e in zip(made.begins, made.ends, strict=True)], made.caps, strict=True))
    assert (caps["Holt"], caps["said"], caps["NATO"]) == (1, 0, 2)


def test_pieces_know_where_paragraphs_start_and_not_how_many_lines_lie_between():
    one, two = network.pieces("Yes.\nNo."), network.pieces("Yes.\n\n\nNo.")
    assert one.breaks.tolist() == two.breaks.tolist() == [1, 0, 1, 0]
    assert one.paragraph.tolist() == [0, 0, 1, 1]


def test_straight_and_typographic_marks_are_the_same_to_the_model():
    curly, straight = network.pieces("“We won’t,” he said."), network.pieces('"We won\'t," he said.')
    for field in ("ids", "caps", "quoted"):
        assert getattr(curly, field).tolist() == getattr(straight, field).tolist()


@pytest.mark.parametrize(
    ("text", "states"), [("a“b”c", "02120"), ('a"b"c', "02120"), ('"a\nb', "2100"), ("„a“", "212"), ("«a»b", "2120")]
)
def test_quoted_characters_are_known_and_an_open_mark_ends_with_its_line(text, states):
    assert "".join(map(str, network.quote_states(text))) == states


@pytest.mark.model
def test_scores_have_a_row_a_piece():
    made = network.pieces(TEXT)
    vectors, tags, *_ = network.shipped().tag({name: getattr(made, name) for name in network.INPUTS})
    assert vectors.shape == (len(made), 384)
    assert tags.shape == (len(made), 7)


@pytest.mark.model
def test_the_linker_answers_for_each_cue_and_each_piece():
    model, made = network.shipped(), network.pieces(TEXT)
    vectors, *_ = model.tag({name: getattr(made, name) for name in network.INPUTS})
    cues = [(2, 3), (4, 5)]
    assert model.link(vectors, decoding.positions(cues, cues, made.paragraph)).shape == (2, len(made), 5)


def test_sums_of_8_bit_products_are_exact_under_the_options_of_every_session():
    """Without VNNI they would be cut at 16 bits, and the models would answer otherwise there."""
    assert network.product(network.session_options()) == 64 * 255 * 127


def test_exact_sums_are_asked_for_where_the_processor_would_cut_them(monkeypatch):
    monkeypatch.setattr(network, "saturates", lambda: True)
    assert network.session_options().get_session_config_entry("session.x64quantprecision") == "1"


def test_exact_sums_are_not_paid_for_where_they_are_exact_anyway(monkeypatch):
    monkeypatch.setattr(network, "saturates", lambda: False)
    with pytest.raises(RuntimeError, match="does not have configuration"):
        network.session_options().get_session_config_entry("session.x64quantprecision")


def test_a_processor_that_cuts_sums_is_told_by_its_sum(monkeypatch):
    monkeypatch.setattr(network, "product", lambda options: 1_048_544)  # what one with AVX2 alone gives
    network.saturates.cache_clear()
    try:
        assert network.saturates()
    finally:
        network.saturates.cache_clear()


def test_every_session_is_made_with_these_options(monkeypatch):
    seen = []
    monkeypatch.setattr(network, "InferenceSession", lambda path, options, **_: seen.append(options))
    options = network.one_thread()
    monkeypatch.setattr(network, "session_options", lambda: options)
    network.session(network.SHIPPED / "linker.onnx")
    assert seen == [options]
