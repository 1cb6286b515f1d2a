"""Sides by the trained model: what it is sure of is added, what it hardly sees is not shown."""

import json
import shutil

import numpy as np
import pytest
from dependencies import built, records, said

from helpers import encoder, stances
from helpers.stances import StancesComponent
from helpers.standing import scored
from helpers.standing.scored import OUTCOMES, Judged

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


def outcome(name: str, share: float) -> np.ndarray:
    """Probabilities with one outcome at `share` and the rest at *none*."""
    shares = np.zeros(len(OUTCOMES))
    shares[0], shares[OUTCOMES.index(name)] = 1 - share, share
    return shares


def heard(monkeypatch, lines: str, content: str, name: str, share: float) -> list[tuple[str, str, str, str]]:
    """The records of a quote by Ada while the model gives every *tram* these probabilities, all else no side."""

    def shares(cut):
        rows = [[outcome(name, share if each.token.text == "tram" else 0.0) for each in one.candidates] for one in cut]
        return [np.array(each) for each in rows]

    monkeypatch.setattr(scored, "probabilities", shares)
    monkeypatch.setattr(stances, "agreed", lambda doc, found: found)
    return records(StancesComponent()(said(built(lines), "Ada", "said", content)))


@pytest.mark.model
@pytest.mark.parametrize(("name", "flags"), [("supports", ""), ("opposes", ""), ("reported opposes", "second-hand")])
def test_a_side_that_the_model_alone_is_sure_of_is_a_record(monkeypatch, name, flags):
    found = heard(monkeypatch, TRAM, "The tram runs", name, 0.99)
    assert found == [("tram", name.split()[-1], "asserts", flags)]


@pytest.mark.model
def test_a_side_that_the_model_alone_half_sees_is_none(monkeypatch):
    assert heard(monkeypatch, TRAM, "The tram runs", "opposes", 0.5) == []


@pytest.mark.model
@pytest.mark.parametrize(("share", "count"), [(0.01, 0), (0.2, 1)])
def test_a_side_of_the_rules_that_the_model_hardly_sees_is_not_shown(monkeypatch, share, count):
    assert len(heard(monkeypatch, SUPPORT, "We support the tram", "supports", share)) == count


@pytest.mark.model
def test_the_rules_side_is_not_said_again_by_the_model(monkeypatch):
    found = heard(monkeypatch, SUPPORT, "We support the tram", "opposes", 0.9)
    assert [position for _, position, *_ in found] in ([], ["supports"])


def test_confidence_rises_with_the_probability_of_the_outcome():
    sure = [scored.confidence(Judged(None, outcome("opposes", share))) for share in (0.1, 0.5, 0.9, 0.99)]
    assert sure == sorted(sure)
    assert 0 < sure[0] < 0.5 < stances.ALONE < sure[-1] < 1


def test_a_text_without_attributions_asks_nobody(monkeypatch):
    monkeypatch.setattr(encoder, "sider", lambda: pytest.fail("nothing was said"))
    assert scored.judged(built(TRAM), [], ()) == []


@pytest.mark.model
def test_what_else_is_read_beside_it_hardly_changes_an_answer():
    """The layers compute in bytes, with one scale a batch."""
    doc = said(built(SUPPORT), "Ada", "said", "We support the tram")
    words = [(stances.utterance(doc, each), each) for each in doc._.attributions]
    [alone], many = scored.judged(doc, words, ()), scored.judged(doc, words * 20, ())
    for each in many:
        for one, other in zip(alone, each, strict=True):
            assert one.shares == pytest.approx(other.shares, abs=0.05)


def test_a_model_for_another_encoder_is_refused(tmp_path):
    for name in ("sides.onnx", "sides.json"):
        shutil.copy(encoder.SHIPPED / name, tmp_path / name)
    (tmp_path / "encoder.onnx").write_bytes(b"another")
    with pytest.raises(ValueError, match=r"sides\.onnx was made for another encoder\.onnx"):
        encoder.Sider(tmp_path)
    assert set(json.loads((tmp_path / "sides.json").read_text(encoding="utf8"))) == {"encoder", "weights"}
