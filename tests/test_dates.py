"""Dates: the day that a date as written names, and the days that it could be."""

import pytest

from helpers import articles
from helpers.text.dates import iso_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T23:10:00Z", "2026-03-04"),
        ("20261103", "2026-11-03"),
        ("3 April 2026", "2026-04-03"),
        ("Tuesday, November 3, 2026", "2026-11-03"),
        ("Tue, 03 Nov 2026 04:15:00 +0000", "2026-11-03"),
        ("Published Nov. 3, 2026, 4:15 p.m. ET", "2026-11-03"),
        ("Updated Nov. 5, 2026, Published Nov. 3, 2026", "2026-11-03"),
        ("3 Nov 2026 | Updated 4 Nov 2026", "2026-11-03"),
        ("Last modified on 3 May 2026 at 10.15 BST", "2026-05-03"),
        ("25/04/2026", "2026-04-25"),
        ("04/25/2026", "2026-04-25"),
        ("03/03/2026", "2026-03-03"),
    ],
)
def test_a_date_as_written_names_a_day(words, day):
    assert iso_day(words) == (day, (day,))


@pytest.mark.parametrize(
    "words", ["", "yesterday", "Updated 5 hours ago", "November 2026", "2026", "32 May 2026", "12"]
)
def test_words_that_name_no_whole_day_have_none(words):
    assert iso_day(words) == ("", ())


@pytest.mark.parametrize("words", ["03/04/2026", "3.4.26", "Posted: 03-04-2026 10:15am"])
def test_where_day_and_month_could_change_places_neither_is_taken(words):
    assert iso_day(words) == ("", ("2026-04-03", "2026-03-04"))


def test_a_person_says_which_order_is_meant():
    assert iso_day("03/04/2026", "DMY")[0] == "2026-04-03"
    assert iso_day("03/04/2026", "MDY")[0] == "2026-03-04"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("text,date\nThe ferry is late.,03/04/2026\nThe ferry is here.,25/04/2026\n")
    return path


def test_a_doubt_about_the_day_is_noted_on_the_article(table):
    doubtful, sure = articles.read(table)
    assert (doubtful.date, doubtful.published, sure.published) == ("03/04/2026", "", "2026-04-25")
    assert [note for note in doubtful.notes if "could be 2026-04-03 or 2026-03-04: --date-order" in note]


def test_an_order_that_a_person_gave_settles_the_doubt_and_leaves_no_note(table):
    settled, _ = articles.read(table, date_order="DMY")
    assert settled.published == "2026-04-03"
    assert not [note for note in settled.notes if "could be" in note]
