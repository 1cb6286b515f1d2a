"""Entries: the rows of the word lists."""

import pytest

from helpers import lexicons


@pytest.mark.parametrize("name", ["positions", "commitments", "targets"])
def test_every_row_of_a_word_list_has_a_reason_and_stands_once(name):
    rows = lexicons.rows(name)
    keys = [tuple(value for column, value in row.items() if column != "why") for row in rows]
    assert all(row["why"].strip() for row in rows)
    assert len(keys) == len(set(keys))


def test_rows_hold_known_labels():
    rows = lexicons.rows("positions")
    assert {row["side"] for row in rows} <= {"supports", "opposes", ""}
    assert {row["pos"] for row in rows} <= {"VERB", "NOUN", "ADJ", "ADP"}
