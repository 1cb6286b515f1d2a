"""Rates: how good the program is here with its interval, and how far two reviewers agree."""

from math import isnan

import krippendorff
import numpy as np
import pytest
from harbour import ID, harbour

from helpers.review import rates
from helpers.review.sessions import Session


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(right, total, low, high):
    """The last one is worked through in R. G. Newcombe, Statistics in Medicine 17 (1998), table I."""
    assert rates.wilson(right, total) == pytest.approx((low, high), abs=5e-5)


def test_nothing_counted_says_nothing():
    assert rates.wilson(0, 0) == (0.0, 1.0)


def test_rows_are_drawn_the_same_for_a_seed_and_each_once():
    found = [harbour()]
    drawn = rates.draw(found, "quote", 4, 7)
    assert drawn == rates.draw(found, "quote", 4, 7)
    assert len({each.key for each in drawn}) == 4
    assert {rates.draw(found, "quote", 1, seed)[0].id for seed in range(40)} == {f"a{n}" for n in range(1, 7)}
    assert len(rates.draw(found, "stance", 99)) == len(found[0]["stances"])


def test_precision_counts_what_a_person_left_as_it_was(tmp_path):
    """Right: confirmed. Wrong: given to another, rejected. A row that nobody looked at counts for neither."""
    found = [harbour()]
    drawn = rates.draw(found, "quote", 6)
    session = Session(found, tmp_path / "corrections.csv", drawn=drawn)
    by_id = {each.id: each for each in drawn}
    for name, key in (("a1", "r"), ("a2", "r"), ("a6", "r"), ("a3", "x"), ("a4", "1")):
        assert session.answer(by_id[name], key).done
    (row,) = rates.precision(session, drawn).to_dict("records")
    assert (row["about"], row["drawn"], row["reviewed"], row["right"], row["precision"]) == ("quote", 6, 5, 3, 0.6)
    assert (row["low"], row["high"]) == rates.wilson(3, 5)


def test_a_side_that_a_person_turned_was_wrong(tmp_path):
    found = [harbour()]
    drawn = [each for each in rates.draw(found, "stance", 9) if each.id in ("t1", "t3")]
    session = Session(found, tmp_path / "corrections.csv", drawn=drawn)
    said = {"t1": "o", "t3": "r"}
    assert all(session.answer(each, said[each.id]).done for each in drawn)
    assert {each.id: rates.verdict(session, each) for each in drawn} == {"t1": False, "t3": True}


def test_what_only_changed_with_another_row_was_not_reviewed(tmp_path):
    """A record goes with its statement to another source; nobody said whether its side is right."""
    found = [harbour()]
    drawn = [each for kind in ("quote", "stance") for each in rates.draw(found, kind, 99)]
    session = Session(found, tmp_path / "corrections.csv", drawn=drawn)
    quote = next(each for each in drawn if each.key == (ID, "quote", "a1"))
    stance = next(each for each in drawn if each.key == (ID, "stance", "t1"))
    assert session.answer(quote, "1").done
    assert session.row(stance)["correction"] != ""
    assert (rates.verdict(session, quote), rates.verdict(session, stance)) == (False, None)
    assert session.answer(stance, "r").done
    assert rates.verdict(session, stance) is True


@pytest.mark.parametrize("seed", range(20))
def test_alpha_is_that_of_a_library(seed):
    """`krippendorff` is held against it, and not shipped with this: its licence would bind the whole."""
    chance = np.random.default_rng(seed)
    pairs = [tuple(map(int, pair)) for pair in chance.integers(0, 3, (chance.integers(4, 40), 2))]
    wanted = krippendorff.alpha(reliability_data=np.array(pairs, dtype=float).T, level_of_measurement="nominal")
    assert rates.alpha(pairs) == pytest.approx(wanted)


def test_alpha_of_one_label_alone_says_nothing():
    assert isnan(rates.alpha([("a", "a"), ("a", "a")]))


def answered(path, keys: dict[str, str]) -> Session:
    """A review of the harbour's quotes with these answers."""
    session = Session([harbour()], path, drawn=rates.draw([harbour()], "quote", 6))
    for each in session.left():
        if each.id in keys:
            assert session.answer(each, keys[each.id]).done
    return session


def test_two_reviewers_are_held_against_each_other_on_what_both_settled(tmp_path):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    answered(one, {"a1": "r", "a2": "r", "a3": "x", "a4": "1", "a5": "r"})
    answered(other, {"a1": "r", "a2": "r", "a3": "r", "a4": "1"})
    (row,) = rates.agreement([harbour()], one, other).to_dict("records")
    assert (row["about"], row["both"], row["agreed"]) == ("quote", 4, 0.75)
    pairs = [("Mina Castell",) * 2, ("One official",) * 2, ("rejected", "The official"), ("Mina Castell",) * 2]
    assert row["alpha"] == pytest.approx(rates.alpha(pairs))
    assert row["low"] <= row["alpha"] <= row["high"]
    assert rates.agreement([harbour()], one, other).equals(rates.agreement([harbour()], one, other)), ID
