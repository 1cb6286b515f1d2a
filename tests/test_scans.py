"""Scans: one pass of the encoder, from which attributions and names are read; and names from scores for pieces."""

import threading
from itertools import pairwise

import numpy as np
import pytest
import spacy

from helpers.encoder import decoding, network, scans
from helpers.encoder.tags import LABELS, TAGS, tagged

TEXT = "Petra Oslund left Lowen.\n\nLowen slept."


def scores_for(made: network.Pieces, window: decoding.Window, names: dict[tuple[int, int], str]) -> np.ndarray:
    """Clear scores (t, 9) of a window for names given as offsets, with rows for [CLS] and [SEP]."""
    table = np.zeros((window.end - window.begin + 2, len(TAGS)))
    table[:, 0] = 5
    for (begin, end), label in names.items():
        inside = [at for at in range(window.begin, window.end) if begin <= made.begins[at] < end]
        for number, at in enumerate(inside):
            table[at - window.begin + 1, TAGS.index(f"{'I' if number else 'B'}-{label}")] = 10
    return table


def test_scores_become_names_in_characters():
    made = network.pieces(TEXT)
    window = decoding.Window(0, len(made), 0, len(made))
    table = scores_for(made, window, {(0, 12): "PERSON", (18, 23): "LOC"})
    found = list(tagged(made, [window], [table]))
    assert sorted((TEXT[one.begin : one.end], one.label) for one in found) == [
        ("Lowen", "LOC"),
        ("Petra Oslund", "PERSON"),
    ]
    assert all(0.9 < one.probability <= 1 for one in found)


def test_a_name_is_told_once_by_the_window_that_answers_for_its_beginning():
    made = network.pieces(TEXT)
    first, second = decoding.Window(0, len(made), 0, 1), decoding.Window(0, len(made), 1, len(made))
    tables = [scores_for(made, window, {(0, 12): "PERSON", (18, 23): "LOC"}) for window in (first, second)]
    found = [[one.label for one in tagged(made, [w], [t])] for w, t in zip((first, second), tables, strict=True)]
    assert found == [["PERSON"], ["LOC"]]


@pytest.mark.parametrize("seed", range(20))
def test_any_scores_give_names_inside_the_text_that_do_not_overlap(seed):
    made = network.pieces(TEXT)
    window = decoding.Window(0, len(made), 0, len(made))
    table = np.random.default_rng(seed).normal(0, 4, (len(made) + 2, len(TAGS)))
    found = sorted(tagged(made, [window], [table]))
    assert all(one.label in LABELS and 0 <= one.begin < one.end <= len(TEXT) for one in found)
    assert all(one.end <= other.begin for one, other in pairwise(found))


class Silent:
    """An encoder without a head for names that finds nothing, and counts how often it is asked."""

    opening, closing, asked, width = 101, 102, 0, 2

    def traits(self, vectors):
        return vectors[:, :2] + 1

    def tag(self, columns):
        self.asked += 1
        scores = np.zeros((len(columns["ids"]), len(decoding.TAGS)))
        scores[:, 0] = 9
        return np.zeros((len(scores), 4)), scores


class Hearing(Silent):
    """The same, but every piece of it is the beginning of a place."""

    def tag(self, columns):
        vectors, tags = super().tag(columns)
        names = np.zeros((len(tags), len(TAGS)))
        names[:, TAGS.index("B-LOC")] = 9
        return vectors, tags, names


def test_a_scan_without_a_head_for_names_has_none():
    found = scans.scanned(TEXT, Silent())
    assert (found.attributions, found.names) == ((), ())


def test_the_traits_of_every_piece_are_kept_and_their_mean_over_some_words_is_told():
    traits = scans.scanned(TEXT, Silent()).traits
    assert (traits.values == 1).all()
    assert len(traits.values) == len(network.pieces(TEXT))
    numbered = scans.Traits(np.array([0, 3, 6]), np.array([2, 5, 9]), np.arange(6.0).reshape(3, 2))
    assert numbered.mean([(0, 5)]).tolist() == [1, 2]
    assert numbered.mean([(0, 9)], 2).tolist() == [1, 2]
    assert numbered.mean([]).tolist() == [0, 0]


def test_attributions_and_names_come_from_one_pass():
    model = Hearing()
    assert len(scans.scanned(TEXT, model).names) == len(network.pieces(TEXT))
    assert model.asked == len(decoding.windows(network.pieces(TEXT)))


def test_a_doc_is_scanned_once(monkeypatch):
    model = Silent()
    monkeypatch.setattr(network, "shipped", lambda: model)
    doc = spacy.blank("en")(TEXT)
    assert scans.scan(doc) is scans.scan(doc)
    assert model.asked == 1


class Broken(Silent):
    """A model that cannot be run."""

    def tag(self, columns):
        raise RuntimeError("out of order")


def test_a_scan_that_began_ahead_is_the_one_that_is_asked_for(monkeypatch):
    model = Hearing()
    monkeypatch.setattr(network, "shipped", lambda: model)
    doc = spacy.blank("en")(TEXT)
    with scans.ahead(doc):
        found = scans.scan(doc)
    assert scans.scan(doc) is found
    assert found == scans.scanned(TEXT, Hearing())
    assert model.asked == 1


def test_what_went_wrong_ahead_is_told_to_whoever_asks(monkeypatch):
    monkeypatch.setattr(network, "shipped", Broken)
    doc = spacy.blank("en")(TEXT)
    with scans.ahead(doc), pytest.raises(RuntimeError, match="out of order"):
        scans.scan(doc)


def test_a_scan_for_which_nobody_asked_leaves_nothing(monkeypatch):
    monkeypatch.setattr(network, "shipped", Broken)
    doc = spacy.blank("en")(TEXT)
    before = set(threading.enumerate())  # a whole run of the tests has threads of other files' making
    with scans.ahead(doc):
        pass
    doc.to_bytes()  # a Doc with something half done on it could not be written
    assert set(threading.enumerate()) <= before
