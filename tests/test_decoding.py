"""Decoding: windows answer for every piece once, labels are legal, and scores become spans of characters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.encoder import decoding, network
from helpers.encoder.decoding import LINKS, TAGS


def text_of(sizes: list[int]) -> str:
    return "\n".join(" ".join(["word"] * size) for size in sizes)


@given(st.lists(st.integers(1, 120), min_size=1, max_size=12))
def test_every_piece_is_answered_for_by_one_window_that_sees_it(sizes):
    made = network.pieces(text_of(sizes))
    windows = decoding.windows(made, longest=60, own=40)
    assert [at for w in windows for at in range(w.own_begin, w.own_end)] == list(range(len(made)))
    for window in windows:
        assert window.begin <= window.own_begin < window.own_end <= window.end
        assert window.end - window.begin <= 60


def test_text_put_in_front_leaves_the_windows_behind_it_as_they_are():
    behind, more = network.pieces(text_of([20] * 12)), network.pieces(text_of([30] + [20] * 12))
    old, new = decoding.windows(behind, 60, 40), decoding.windows(more, 60, 40)
    shift = len(more) - len(behind)
    moved = [(w.begin + shift, w.end + shift) for w in old[1:]]
    assert moved == [(w.begin, w.end) for w in new[-len(moved) :]]


@given(st.integers(0, 2**32 - 1))
def test_no_label_continues_what_was_not_begun(seed):
    random = np.random.default_rng(seed)
    scores = [random.normal(0, 3, (size, len(TAGS))) for size in (15, 4)]
    for row in decoding.best_paths(scores, TAGS):
        for before, after in zip([0, *row], row, strict=False):
            if TAGS[after].startswith("I-"):
                assert TAGS[before][2:] == TAGS[after][2:]


def test_the_best_path_of_clear_scores_is_their_best_labels():
    wanted = np.array([0, 3, 4, 0, 5, 6, 6, 0])
    scores = np.full((8, len(TAGS)), -9.0)
    np.put_along_axis(scores, wanted[:, None], 9.0, -1)
    longer = np.concatenate([scores, scores])
    assert [path.tolist() for path in decoding.best_paths([scores, longer], TAGS)] == [[*wanted], [*wanted, *wanted]]


def test_runs_of_a_role_start_anew_with_each_beginning():
    assert decoding.runs(np.array([3, 4, 3, 0, 3, 4, 4]), 3) == [(0, 2), (2, 3), (4, 7)]


class FakeScorer:
    """Scores that say: `said` is a cue, the word before it its source, those after it its content."""

    def __init__(self, said: int):
        self.said = said

    def tag(self, columns):
        ids = columns["ids"]
        tags = np.zeros((*ids.shape, len(TAGS)))
        tags[..., 0] = 1
        tags[ids == self.said, TAGS.index("B-cue")] = 9
        return np.zeros((*ids.shape, 4)), tags

    def link(self, vectors, positions):
        links = np.zeros((len(positions["first"]), len(vectors), len(LINKS)))
        for row, first in enumerate(positions["first"]):
            links[row, :, 0] = 1
            links[row, first - 1, LINKS.index("B-source")] = 9
            links[row, first + 1, LINKS.index("B-content")] = 9
            links[row, first + 2, LINKS.index("I-content")] = 9
        return links


def test_scores_become_spans_of_characters_wherever_the_window_lies():
    text = text_of([30, 25]) + "\nYesterday Holt said nothing happened there\n" + text_of([30, 40])
    said = int(network.pieces("said").ids[0])
    (found,) = decoding.decode(network.pieces(text), FakeScorer(said), (101, 102))
    assert text[slice(*found.cue)] == "said"
    assert [text[slice(*span)] for span in (*found.source, *found.content)] == ["Holt", "nothing happened"]
    assert found.cue_probability > 0.9


def test_what_the_tagger_says_of_a_piece_moves_its_link():
    links, tags = np.zeros((1, 2, len(LINKS))), np.zeros((2, len(TAGS)))
    tags[1, TAGS.index("I-content")] = 9
    first, second = decoding.with_tags(links, tags)[0]
    assert second.argmax() == LINKS.index("I-content")
    assert first.argmax() == 0


def test_a_cue_below_the_threshold_is_no_attribution():
    text = "Holt said nothing happened there"
    said = int(network.pieces("said").ids[0])
    assert decoding.decode(network.pieces(text), FakeScorer(said), (101, 102), threshold=1.0) == []


@pytest.mark.parametrize("text", ["", "\n", " "])
def test_a_text_without_words_has_no_attributions(text):
    assert decoding.decode(network.pieces(text), FakeScorer(0), (101, 102)) == []


@given(st.integers(-400, 400))
def test_distances_fall_into_32_buckets_that_know_their_side(distance):
    made = int(decoding.bucket(np.array([distance]))[0])
    assert 0 <= made < 32
    assert (made >= 16) == (distance < 0)


def test_a_cue_at_the_very_end_stays_inside_the_text():
    """The piece that closes a window is no word, whatever the tagger says of it."""

    class Closing(FakeScorer):
        def tag(self, columns):
            vectors, tags = super().tag(columns)
            tags[-1, TAGS.index("I-cue")] = 20
            return vectors, tags

        def link(self, vectors, positions):
            links = np.zeros((len(positions["first"]), len(vectors), len(LINKS)))
            links[:, :, 0] = 1
            links[:, 1, LINKS.index("B-content")] = 9
            return links

    text = "Nothing happened there Holt said"
    (found,) = decoding.decode(network.pieces(text), Closing(int(network.pieces("said").ids[0])), (101, 102))
    assert text[slice(*found.cue)] == "said"
