"""Mouths: of two people who speak side by side neither is given what the other says."""

import pytest

from benchmarks import mouths
from helpers import language

SAMPLE = mouths.pairs()[::3]


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.mark.model
@pytest.mark.parametrize("form", sorted(mouths.FORMS))
def test_of_two_neighbours_each_keeps_his_words(nlp, form):
    """Every third of fifty pairs of names, alone or in a fuller article by turns; `make soak` has all of both."""
    wholes = ("{words}", mouths.FULLER)
    found = [line for at, pair in enumerate(SAMPLE) for line in mouths.wrong(nlp, form, pair, wholes[at % 2])]
    assert found == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“We go,” said Nils Dorf of Tarn Ltd. Eva Roth said they stay.", ["Nils Dorf", "Eva Roth"]),
        ("“We go,” said Nils Dorf (Lab). Eva Roth told reporters they stay.", ["Nils Dorf", "Eva Roth"]),
        ("It works, said Eva Roth! Sam Pole said it did not.", ["Eva Roth", "Sam Pole"]),
        ("“It is late,” said Nils Dorf, from Washington, D.C. Eva Roth said it was early.", ["Nils Dorf", "Eva Roth"]),
        ("“It fell,” said Nils Dorf.“We knew,” said Eva Roth, 33.“Nobody listened.”", ["Nils Dorf", "Eva Roth"]),
        (
            "Joan Pike, Otto Lund and Mia Roth met. “Left,” said Pike; “right,” said Lund; “neither,” said Roth.",
            ["Joan Pike", "Otto Lund", "Mia Roth"],
        ),
    ],
)
def test_every_way_to_end_a_sentence_ends_a_source(nlp, text, said):
    doc = nlp(text)
    names = {source.id: source.name for source in doc._.sources}
    assert [names.get(one.source_id) for one in doc._.attributions] == said


def test_fifty_pairs_have_different_names():
    assert len(set(mouths.pairs())) == 50
    assert all(one[1] != other[1] and one[0] != other[0] for one, other in mouths.pairs())
