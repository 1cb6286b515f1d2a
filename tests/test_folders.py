"""Folders: each article has a folder of reports of its own, within a command and over many."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers import articles
from helpers.publishing import folders, stamps

PAGE = "<html><body><article><h1>The other</h1><p>{}</p></article></body></html>"


@pytest.fixture
def desks(tmp_path) -> list[Path]:
    """Two files of one name, from two desks."""
    for desk in ("city", "sport"):
        (tmp_path / desk).mkdir()
        (tmp_path / desk / "story.txt").write_text(f"The {desk}\n\nThe {desk} desk has a story.\n")
    return [tmp_path / desk / "story.txt" for desk in ("city", "sport")]


def read(*paths: Path) -> list[articles.Article]:
    return [article for path in paths for article in articles.read(path)]


def publish(found: list[articles.Article], out: Path) -> dict[str, str]:
    """Reports in name only, where `settled` puts them: folder to text."""
    for article in folders.settled(found, out):
        (out / folders.name_of(article.id)).mkdir(parents=True, exist_ok=True)
        stamps.write(out / folders.name_of(article.id), {}, {"text": article.text}, folders.identity(article, out))
    return there(out)


def there(out: Path) -> dict[str, str]:
    return {folder.name: stamps.record(folder)["line"]["text"].split()[1] for folder in sorted(out.iterdir())}


def test_two_files_of_one_name_have_two_folders_in_one_run(desks, tmp_path):
    assert publish(read(*desks), tmp_path / "out") == {"story": "city", "story-2": "sport"}


def test_two_files_of_one_name_have_two_folders_over_two_runs(desks, tmp_path):
    publish(read(desks[0]), tmp_path / "out")
    assert publish(read(desks[1]), tmp_path / "out") == {"story": "city", "story-2": "sport"}


def test_each_keeps_its_folder_in_whatever_order_and_company_it_comes(desks, tmp_path):
    expected = publish(read(*desks), tmp_path / "out")
    for found in (read(*reversed(desks)), read(desks[1]), read(desks[0])):
        assert publish(found, tmp_path / "out") == expected


def test_an_article_that_was_edited_keeps_its_folder(desks, tmp_path):
    publish(read(*desks), tmp_path / "out")
    desks[1].write_text("The end\n\nIt was rewritten from the first word to the last.\n")
    assert publish(read(desks[1]), tmp_path / "out") == {"story": "city", "story-2": "end"}


def test_an_article_that_was_moved_keeps_its_folder(desks, tmp_path):
    expected = publish(read(*desks), tmp_path / "out")
    moved = shutil.move(tmp_path / "sport", tmp_path / "elsewhere") / Path("story.txt")
    assert publish(read(Path(moved)), tmp_path / "out") == expected


def test_a_project_that_was_moved_whole_keeps_its_folders(desks, tmp_path):
    expected = publish(read(*desks), tmp_path / "out")
    moved = tmp_path / "moved"
    moved.mkdir()
    for part in ("city", "sport", "out"):
        shutil.move(tmp_path / part, moved / part)
    (moved / "sport" / "story.txt").write_text("The sport\n\nIt has a new text.\n")
    assert publish(read(moved / "sport" / "story.txt"), moved / "out") == expected


def test_a_third_file_of_the_name_has_a_third_folder(desks, tmp_path):
    publish(read(*desks), tmp_path / "out")
    (tmp_path / "story.txt").write_text("The arts\n\nThe arts desk has one, too.\n")
    assert publish(read(tmp_path / "story.txt"), tmp_path / "out")["story-3"] == "arts"


@pytest.mark.parametrize("name", ["Story.txt", "story.html", "story.md"])
def test_a_name_that_gives_the_same_folder_somewhere_is_the_same_name(desks, tmp_path, name):
    publish(read(desks[0]), tmp_path / "out")
    words = "The other\n\nThe other desk has its own story to tell, and a long one.\n"
    (tmp_path / name).write_text(PAGE.format(words) if name.endswith("html") else words)
    assert sorted(publish(read(tmp_path / name), tmp_path / "out")) == ["story", "story-2"]


def test_what_comes_through_a_pipe_without_an_id_is_known_by_its_text_alone(tmp_path):
    out = tmp_path / "out"
    first, second = (articles.from_text(f"The {day} news.", id="article-1", path="standard input") for day in "ab")
    publish([first], out)
    assert publish([second], out) == {"article-1": "a", "article-1-2": "b"}
    assert publish([first], out) == {"article-1": "a", "article-1-2": "b"}


def test_an_id_that_was_given_is_what_an_article_is_known_by(tmp_path):
    for text in ("The first text", "The second one"):
        (tmp_path / "feed.jsonl").write_text(f'{{"id": "a7", "text": "{text}"}}')
        made = publish(articles.read(tmp_path / "feed.jsonl"), tmp_path / "out")
    assert made == {"a7": "second"}


def test_a_report_of_a_version_that_did_not_say_is_known_by_its_text(desks, tmp_path):
    folder = tmp_path / "out" / "story"
    (folder / "tables").mkdir(parents=True)
    stamps.write(folder, {}, {})
    pd.DataFrame({"text": [desks[0].read_text()]}).to_parquet(folder / "tables" / "articles.parquet")
    assert [one.id for one in folders.settled(read(*desks), tmp_path / "out")] == ["story", "story-2"]
    assert [one.id for one in folders.settled(read(desks[1]), tmp_path / "out")] == ["story-2"]


def test_an_identity_tells_nothing_of_the_machine(desks, tmp_path):
    known = folders.identity(read(desks[0])[0], tmp_path / "out")
    assert all(len(digest) == 64 for digest in known.values())


@pytest.mark.parametrize(
    ("place", "out", "inside"),
    [
        ("a", "a/out", True),
        ("a", "a", True),
        ("a", "a/b/../out", True),
        ("a", "b", False),
        ("a", "a/.out", False),
        ("a/b", "a", False),
        ("a/x.txt", "a", False),
    ],
)
def test_a_folder_of_reports_below_one_that_is_read(tmp_path, place, out, inside):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x.txt").touch()
    assert folders.encloses(str(tmp_path / place), tmp_path / out) is inside


def test_a_row_put_before_the_others_takes_no_report_of_theirs(tmp_path):
    rows = ['{"text": "The first row"}', '{"text": "The second row"}']
    (tmp_path / "feed.jsonl").write_text("\n".join(rows))
    before = publish(articles.read(tmp_path / "feed.jsonl"), tmp_path / "out")
    (tmp_path / "feed.jsonl").write_text("\n".join(['{"text": "The newest row"}', *rows]))
    after = publish(articles.read(tmp_path / "feed.jsonl"), tmp_path / "out")
    assert before.items() <= after.items()
    assert "newest" in after.values()
