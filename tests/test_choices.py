"""Choices: an article is named by whatever a person has at hand, and what fits none or several is one sentence."""

import json
import os

import pytest

from helpers import articles, choices, tables, views
from helpers.page import candidates

STORIES = {
    "ferry-strike.txt": "Ferry crews walk out at Arvenholt\n\nNo ship sailed on Monday.\n",
    "harbour-toll.txt": "Harbour toll “goes ahead”\n\nThe port of Arvenholt wants a toll.\n",
    "lamp-tax.txt": "Ferry owners fight the lamp tax\n\nNobody paid.\n",
}
PLACE = "../data/processed"


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def processed(tmp_path):
    """Two articles that were read, the second of them last."""
    for at, (name, title) in enumerate({"lamp-tax": "Ferry owners fight the lamp tax", "toll": "Harbour toll"}.items()):
        row = {"article_id": name, "title": title, "words": 7, "path": f"../data/articles/{name}.txt"}
        tables.save({"articles": tables.frame("articles", [row])}, tmp_path / "processed" / name)
        os.utime(tmp_path / "processed" / name / "articles.parquet", (1000 + at, 1000 + at))
    return tmp_path / "processed"


def chosen(wanted: str, shelf) -> str:
    return choices.to_read(wanted, str(shelf), PLACE).article.id


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", "ferry-strike"),
        ("2", "harbour-toll"),
        ("lamp-tax", "lamp-tax"),
        ("lamp-tax.txt", "lamp-tax"),
        (' Toll "goes  ahead"', "harbour-toll"),
        ("CREWS", "ferry-strike"),
    ],
)
def test_an_article_on_the_shelf_is_named_by_what_the_list_shows(shelf, wanted, name):
    assert chosen(wanted, shelf) == name


def test_a_file_is_read_wherever_it_lies_and_the_shelf_is_not_looked_at(shelf, tmp_path):
    choice = choices.to_read(str(shelf / "lamp-tax.txt"), str(tmp_path / "nowhere"), PLACE)
    assert choice.article == articles.read(shelf / "lamp-tax.txt")[0]
    assert views.choice(choice) is None


def test_the_shelf_can_be_a_file_that_holds_many(tmp_path):
    many = tmp_path / "many.jsonl"
    rows = [{"id": name, "title": name.upper(), "text": "Fog."} for name in ("one", "two")]
    many.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert chosen("TWO", many) == "two"
    with pytest.raises(choices.ChoiceError, match=r"many\.jsonl holds 2 articles: set `shelf` to it"):
        choices.to_read(str(many), "", PLACE)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("ferry", r"'ferry' fits 2 articles on the shelf .+: write a number or id \(1 ferry-strike, 3 lamp-tax\)\.$"),
        ("4", r"No article on the shelf .+ is '4': write a number or id \(1 ferry-strike, .+\), a file, or a part"),
        ("0", "No article"),
        ("toll road", "No article"),
        ("elsewhere/lamp-tax.txt", "There is no elsewhere/lamp-tax.txt: there is no folder elsewhere"),
    ],
)
def test_what_fits_no_article_or_several_is_a_sentence_with_what_can_be_written(shelf, wanted, said):
    with pytest.raises(choices.ChoiceError, match=said) as caught:
        chosen(wanted, shelf)
    assert caught.value._render_traceback_() == [f"ChoiceError: {caught.value}"]


def test_an_empty_shelf_says_what_could_lie_on_it(tmp_path):
    with pytest.raises(choices.ChoiceError, match=r"holds no file that can be read \(\.txt"):
        chosen("", tmp_path)


def test_a_file_that_cannot_be_read_keeps_nobody_from_the_others(shelf):
    (shelf / "a-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    choice = choices.to_read("toll", str(shelf), PLACE)
    assert (choice.article.id, len(choice.unread)) == ("harbour-toll", 1)
    assert "a-picture.txt" in views.choice(choice).html


def test_a_long_message_lists_the_first_few(shelf):
    for number in range(20):
        (shelf / f"more-{number:02}.txt").write_text("Fog.", encoding="utf-8")
    with pytest.raises(choices.ChoiceError, match=r"6 more-02 and 17 more\)"):
        chosen("nothing", shelf)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", "toll"),
        ("1", "toll"),
        ("2", "lamp-tax"),
        ("lamp", "lamp-tax"),
        ("../data/articles/lamp-tax.txt", "lamp-tax"),
    ],
)
def test_what_was_read_last_comes_first(processed, wanted, name):
    assert choices.already_read(wanted, str(processed)).folder == processed / name


def test_an_article_named_by_its_id_is_the_only_one_looked_at(processed):
    choice = choices.already_read("lamp-tax", str(processed))
    assert (choice.folder, choice.candidates) == (processed / "lamp-tax", ())
    assert views.choice(choice) is None


def test_where_nothing_was_read_the_first_notebook_is_named(tmp_path):
    with pytest.raises(choices.ChoiceError, match=r"No article has been read into .+: run notebook 1"):
        choices.already_read("", str(tmp_path))
    with pytest.raises(choices.ChoiceError, match="run notebook 1"):
        choices.already_read("toll", str(tmp_path))


def test_tables_that_are_broken_are_named(processed):
    (processed / "toll" / "articles.parquet").write_bytes(b"PAR1")
    with pytest.raises(choices.ChoiceError, match="toll cannot be read: run notebook 1 on the article again"):
        choices.already_read("", str(processed))


def test_the_list_marks_the_chosen_one_and_says_what_was_read(shelf, processed):
    shown = views.choice(choices.to_read("3", str(shelf), str(processed))).html
    rows = shown.split("<tr>")[2:]
    assert ["▶" in row for row in rows] == [False, False, True]
    assert [">yes</td>" in row for row in rows] == [False, False, True]


def test_a_long_list_is_cut_and_still_holds_the_chosen_one(shelf, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_CHOICES", 1)
    shown = views.choice(choices.to_read("3", str(shelf), PLACE)).html
    assert "▶ 3" in shown
    assert "1 more not listed" in shown


def test_headlines_are_shown_as_text(shelf):
    (shelf / "x.txt").write_text("<img src=x onerror=alert(1)>\n\nFog on the river.\n", encoding="utf-8")
    assert "<img" not in views.choice(choices.to_read("1", str(shelf), PLACE)).html
