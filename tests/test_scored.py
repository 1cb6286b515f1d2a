"""Sides that the trained model and the rules see together: how sure, whose, and what becomes of them."""

import shutil
from types import SimpleNamespace

import numpy as np
import pytest
from dependencies import records, said
from handmade import built

from helpers.encoder import network
from helpers.stances import StancesComponent, scored, step
from helpers.stances.scored import OUTCOMES, Judged
from helpers.stances.utterances import utterance

TRAM = """
The DT det 1
tram NN nsubj 2
runs VBZ ccomp 4
, , punct 2
said VBD ROOT 4
Ada NNP nsubj 4
"""
SUPPORT = """
We PRP nsubj 1
support VBP ccomp 5
the DT det 3
tram NN obj 1
, , punct 1
said VBD ROOT 5
Ada NNP nsubj 5
"""
DANGEROUS = """
The DT det 1
tram NN nsubj 3
is VBZ cop 3
dangerous JJ ccomp 5
, , punct 3
said VBD ROOT 5
Ada NNP nsubj 5
"""
JUDGE = SimpleNamespace(
    weights=np.array([0, 1, 0, 0, 0.5, 0.5, -1.0, 0]), kinds={"stance": [0.3, 0.8], "quality": [0.2, 0.8]}
)
"""As sure as the model says, and surer where a rule that is mostly right says so too."""


THING = SimpleNamespace(token=SimpleNamespace(pos_="NOUN"))
"""A candidate of no name."""


def outcome(name: str, share: float) -> np.ndarray:
    """Probabilities with one outcome at `share` and the rest at *none*."""
    shares = np.zeros(len(OUTCOMES))
    shares[0], shares[OUTCOMES.index(name)] = 1 - share, share
    return shares


def component(monkeypatch, name: str, share: float, word: str = "tram") -> StancesComponent:
    """The step while the model gives every phrase headed by `word` these probabilities, all else no side."""

    def shares(cut):
        rows = [[outcome(name, share if each.token.text == word else 0.0) for each in one.candidates] for one in cut]
        return [np.array(each) for each in rows]

    monkeypatch.setattr(scored, "probabilities", shares)
    monkeypatch.setattr(network, "judge", lambda: JUDGE)
    return StancesComponent()


def heard(monkeypatch, lines: str, content: str, name: str, share: float) -> list[tuple[str, str, str, str]]:
    """The records of a quote by Ada."""
    doc = said(built(lines), "Ada", "said", content)
    return records(component(monkeypatch, name, share)(doc))


@pytest.mark.parametrize(("name", "flags"), [("supports", ""), ("opposes", ""), ("reported opposes", "second-hand")])
def test_a_side_that_the_model_alone_is_sure_of_is_a_record(monkeypatch, name, flags):
    found = heard(monkeypatch, TRAM, "The tram runs", name, 0.99)
    assert found == [("tram", name.split()[-1], "asserts", flags)]


@pytest.mark.parametrize(("share", "expected"), [(0.3, []), (0.55, [("tram", "none", "asserts", "undecided")])])
def test_a_side_is_blank_below_even_odds_and_a_question_mark_above_them(monkeypatch, share, expected):
    assert heard(monkeypatch, TRAM, "The tram runs", "opposes", share) == expected


@pytest.mark.parametrize(
    ("kind", "full", "least"), [("stance", True, scored.SURE), ("stance", False, 0.3), ("refusal", True, scored.SURE)]
)
def test_a_rule_that_reads_the_same_side_makes_it_surer(monkeypatch, kind, full, least):
    monkeypatch.setattr(network, "judge", lambda: JUDGE)
    judged = Judged(THING, outcome("supports", 0.3))
    sure, _ = scored.weighed(judged, [scored.Rule(kind, "supports", full)])
    assert sure >= least
    assert sure >= scored.weighed(judged, [])[0] or not full


def test_a_rule_that_reads_the_other_side_makes_it_less_sure(monkeypatch):
    found = heard(monkeypatch, SUPPORT, "We support the tram", "opposes", 0.7)
    assert [position for _, position, *_ in found] in ([], ["none"])


def test_a_wish_that_is_told_of_others_is_not_shown_by_the_rule_alone(monkeypatch):
    lines = SUPPORT.replace("We PRP", "Residents NNS").replace("support", "want")
    assert heard(monkeypatch, lines, "Residents want the tram", "supports", 0.01) == []


@pytest.mark.parametrize(("share", "count"), [(0.001, 0), (0.02, 1), (0.2, 1)])
def test_a_judgement_in_so_many_words_counts_alone_where_the_model_sees_nothing_against_it(monkeypatch, share, count):
    found = heard(monkeypatch, DANGEROUS, "The tram is dangerous", "opposes", share)
    assert len([each for each in found if each[1] == "opposes"]) == count


def test_a_record_says_whether_the_model_decided_alone(monkeypatch):
    doc = component(monkeypatch, "supports", 0.9)(said(built(SUPPORT), "Ada", "said", "We support the tram"))
    assert [each.decided_by for each in doc._.stances] == ["model, rule: stance"]
    doc = component(monkeypatch, "supports", 0.9)(said(built(TRAM), "Ada", "said", "The tram runs"))
    assert [(each.decided_by, each.confidence) for each in doc._.stances] == [("model", pytest.approx(0.9))]


def test_what_others_are_said_to_want_is_theirs_though_the_model_takes_it_for_the_sources(monkeypatch):
    lines = SUPPORT.replace("We PRP", "Residents NNS")
    doc = component(monkeypatch, "supports", 0.9)(said(built(lines), "Ada", "said", "Residents support the tram"))
    assert [(each.holder, each.source_id, each.flags) for each in doc._.stances] == [
        ("Residents", "s1", ("second-hand",))
    ]


def test_what_nobody_asserts_is_no_side_however_sure_the_model_is(monkeypatch):
    lines = TRAM.replace("The DT det 1", "If IN mark 2").replace("said VBD", "said VBD")
    assert heard(monkeypatch, lines, "If tram runs", "opposes", 0.99) == []


@pytest.mark.parametrize(("share", "side"), [(0.4, "supports"), (0.15, "opposes")])
def test_where_rule_and_model_differ_the_rules_side_counts_unless_the_model_is_twice_as_sure(monkeypatch, share, side):
    monkeypatch.setattr(network, "judge", lambda: JUDGE)
    shares = np.array([0.1, share, 0.9 - share, 0, 0])
    _, best = scored.weighed(Judged(THING, shares), [scored.Rule("stance", "supports", True)])
    assert OUTCOMES[best] == side


def test_confidence_rises_with_the_probability_of_the_outcome():
    sure = [scored.weighed(Judged(THING, outcome("opposes", share)), [])[0] for share in (0.1, 0.5, 0.9, 0.99)]
    assert sure == sorted(sure)
    assert 0 < sure[0] < step.EVEN < step.SURE < sure[-1] < 1


@pytest.mark.model
def test_of_a_name_a_side_is_surer_than_of_a_thing_and_as_much_as_the_articles_left_out_say():
    name = SimpleNamespace(token=SimpleNamespace(pos_="PROPN"))
    thing, named = (scored.weighed(Judged(each, outcome("opposes", 0.8)), [])[0] for each in (THING, name))
    assert thing < named < 0.95


def test_a_text_without_attributions_asks_nobody(monkeypatch):
    monkeypatch.setattr(network, "judge", lambda: pytest.fail("nothing was said"))
    assert scored.judged(built(TRAM), [], ()) == []


@pytest.mark.model
def test_what_else_is_read_beside_it_hardly_changes_an_answer():
    """The layers compute in bytes, with one scale a batch."""
    doc = said(built(SUPPORT), "Ada", "said", "We support the tram")
    words = [(utterance(doc, each), each) for each in doc._.attributions]
    [alone], many = scored.judged(doc, words, ()), scored.judged(doc, words * 20, ())
    for each in many:
        for one, other in zip(alone, each, strict=True):
            assert one.shares == pytest.approx(other.shares, abs=0.05)


def test_a_model_for_another_encoder_is_refused(tmp_path):
    for name in ("sides.onnx", "sides.json"):
        shutil.copy(network.SHIPPED / name, tmp_path / name)
    (tmp_path / "encoder.onnx").write_bytes(b"another")
    with pytest.raises(ValueError, match=r"sides\.onnx was made for another encoder\.onnx"):
        network.Judge(tmp_path)
