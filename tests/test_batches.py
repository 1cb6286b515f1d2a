"""Batches: one article's failure is its own, what is done is kept, and two batches never meet in a folder."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers import articles, batches, reports, runs, workers
from helpers.publishing import lists, locks, stamps
from helpers.reports import Outcome
from helpers.running import forks

READ = """
import os, signal, time
from pathlib import Path
import pandas as pd
from helpers import articles
found = articles.read(article)[0]
assert "FAULT" not in found.text, "a fault in the article"
if "DEATH" in found.text:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(999)
if "ORPHAN" in found.text and not Path(found.path).with_suffix(".seen").exists():
    Path(found.path).with_suffix(".seen").touch()
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(999)
if "SLEEP" in found.text:
    Path(processed, "begun").touch()
    time.sleep(999)
folder = Path(processed, found.id)
folder.mkdir()
row = {"title": found.title, "outlet": "", "date": "", "path": found.path, "notes": [], "text": found.text}
pd.DataFrame([row]).to_parquet(folder / "articles.parquet")
pd.DataFrame({"source_id": ["s1"], "type": ["named person"]}).to_parquet(folder / "sources.parquet")
pd.DataFrame({"attribution_id": ["a1"]}).to_parquet(folder / "quotes.parquet")
"""


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, make_notebook) -> Path:
    """One notebook, which makes small tables; what it does depends on the words of the article."""
    folder = tmp_path_factory.mktemp("notebooks")
    make_notebook(folder / "01-read.ipynb", "article: str = ''\nprocessed: str = ''\nmost: int = 5", READ)
    return folder


@pytest.fixture
def stories(tmp_path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"The {name}\n\nThe {name} opens on Monday, said Ida Brandt.\n")
    return folder


@pytest.fixture
def instant(monkeypatch) -> list[str]:
    """Notebooks are not run in kernels; the ids of the articles that each was run for are kept."""
    calls = []

    def execute(notebook, target, parameters, timeout=None):
        executed = nbformat.read(notebook, as_version=4)
        article = articles.read(parameters["article"])[0]
        calls.append(article.id)
        if "FAULT" in article.text:
            raise runs.FailedError("01-read: code cell 2 raised AssertionError: a fault in the article.")
        for number, cell in enumerate(runs.code_cells(executed), 1):
            cell.execution_count = number
        nbformat.write(executed, target)
        exec(READ, {"article": parameters["article"], "processed": parameters["processed"]})

    monkeypatch.setattr(runs, "execute", execute)
    return calls


def batch(place: Path, notebooks: Path, given=None, **options) -> batches.Batch:
    found, unread = articles.read_all([place])
    return batches.Batch(found, unread, place.parent / "out", reports.plan(notebooks, given), **options)


def run(*words, **options) -> list[Outcome]:
    return list(batches.run(batch(*words, **options)))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def whys(*words, **options) -> dict[str, str]:
    return {task.article.id: task.why for task in batches.survey(batch(*words, **options))}


# ---- what is kept, and what is made anew ---------------------------------------------------------------------------


def test_what_is_done_is_kept_and_the_same_bytes_stay(instant, stories, notebooks):
    assert [outcome.kept for outcome in run(stories, notebooks)] == [False] * 3
    before = contents(stories.parent / "out")
    instant.clear()
    assert [outcome.kept for outcome in run(stories, notebooks)] == [True] * 3
    assert instant == []
    assert contents(stories.parent / "out") == before


def test_a_survey_says_why_and_writes_nothing(instant, stories, notebooks):
    assert set(whys(stories, notebooks).values()) == {"new"}
    assert not (stories.parent / "out").exists()


def test_only_the_article_that_changed_is_made_anew(instant, stories, notebooks):
    run(stories, notebooks)
    instant.clear()
    (stories / "two.txt").write_text("The two\n\nIt opens on Friday.\n")
    assert whys(stories, notebooks) == {"one": "", "two": "the article has changed", "three": ""}
    run(stories, notebooks)
    assert instant == ["two"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("parameter", "the parameters have changed"),
        ("notebook", "the notebooks have changed"),
        ("code", "the code or a model has changed"),
        ("library", "Python or a library has changed"),
        ("again", "asked for"),
    ],
)
def test_whatever_else_has_changed_is_a_reason(instant, stories, notebooks, tmp_path, monkeypatch, change, sentence):
    run(stories, notebooks)
    if change == "notebook":
        changed = shutil.copytree(notebooks, tmp_path / "changed")
        with (changed / "01-read.ipynb").open("a") as file:
            file.write("\n")
        notebooks = changed
    elif change == "code":
        monkeypatch.setattr(stamps, "tree", lambda _: "another")
    elif change == "library":
        monkeypatch.setattr(stamps, "libraries", lambda: ("3.99",))
    given = {"most": 6} if change == "parameter" else None
    assert set(whys(stories, notebooks, given, again=change == "again").values()) == {sentence}


def test_a_report_that_lost_a_file_is_made_anew(instant, stories, notebooks):
    run(stories, notebooks)
    (stories.parent / "out" / "two" / "tables" / "quotes.csv").unlink()
    assert whys(stories, notebooks)["two"] == "its files have changed"
    assert all(outcome.page for outcome in run(stories, notebooks))
    assert (stories.parent / "out" / "two" / "tables" / "quotes.csv").is_file()


@pytest.mark.parametrize("name", ["index.html", "tables/quotes.csv", "notebooks/01-read.ipynb", "article/two.txt"])
def test_what_a_person_changed_in_a_report_is_not_replaced(instant, stories, notebooks, name):
    run(stories, notebooks)
    changed = stories.parent / "out" / "two" / name
    changed.write_bytes(changed.read_bytes() + b"mine")
    before = contents(stories.parent / "out" / "two")
    [outcome] = [one for one in run(stories, notebooks) if one.name == "two"]
    assert isinstance(outcome.error, reports.PublishError)
    assert f"changed since it was made ({name})" in str(outcome.error)
    assert contents(stories.parent / "out" / "two") == before


@pytest.mark.parametrize("name", ["notes.txt", "tables/mine.csv", "notebooks/more/own.ipynb", "article/.hidden"])
def test_what_a_person_put_into_a_report_keeps_it_and_is_not_lost_when_it_is_due(instant, stories, notebooks, name):
    run(stories, notebooks)
    mine = stories.parent / "out" / "two" / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    assert whys(stories, notebooks)["two"] == ""
    before = contents(stories.parent / "out" / "two")
    [outcome] = [one for one in run(stories, notebooks, again=True) if one.name == "two"]
    assert isinstance(outcome.error, reports.PublishError)
    assert name in str(outcome.error)
    assert contents(stories.parent / "out" / "two") == before


def test_what_programs_leave_in_a_folder_unasked_is_nobodys_work(instant, stories, notebooks):
    run(stories, notebooks)
    (stories.parent / "out" / "two" / ".DS_Store").write_bytes(b"x")
    (stories.parent / "out" / "two" / "notebooks" / ".ipynb_checkpoints").mkdir()
    (stories.parent / "out" / "two" / "notebooks" / ".ipynb_checkpoints" / "01-read-checkpoint.ipynb").touch()
    assert whys(stories, notebooks)["two"] == ""
    assert all(outcome.page for outcome in run(stories, notebooks, again=True))


def test_a_file_that_a_notebook_reads_besides_is_part_of_what_it_is_made_from(tmp_path, make_notebook):
    make_notebook(tmp_path / "01.ipynb", "article: str = ''\nprocessed: str = ''\nbeside: str = 'corrections.csv'")
    made = []
    for words in ("one", "two"):
        (tmp_path / "corrections.csv").write_text(words)
        made.append(reports.plan(tmp_path).stamp["notebooks"])
        made.append(reports.plan(tmp_path).stamp["notebooks"])
    assert made[0] == made[1] != made[2] == made[3]


# ---- failures ------------------------------------------------------------------------------------------------------


def test_what_fails_leaves_the_others_and_is_named_in_the_index(instant, stories, notebooks):
    (stories / "bad.txt").write_text("The bad\n\nFAULT\n")
    (stories / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    outcomes = {outcome.name: outcome for outcome in run(stories, notebooks)}
    assert [name for name, outcome in outcomes.items() if outcome.error] == ["bad"]
    page = (stories.parent / "out" / "index.html").read_text(encoding="utf8")
    assert "3 reports made, <strong>2 of 5 articles not</strong>" in page
    assert "a fault in the article" in page
    assert "picture.txt" in page
    assert str(stories.parent) not in page


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("/home/ida/news/x.txt: looks like PDF.", "x.txt: looks like PDF."),
        ("C:\\news\\x.txt: looks like PDF.", "x.txt: looks like PDF."),
        ("There is no /home/x.txt: the nearest is '/home/y.txt'.", "There is no x.txt: the nearest is 'y.txt'."),
        ("https://example.org/a/b cannot be read.", "https://example.org/a/b cannot be read."),
        ("news/x.txt, line 2 and/or 3 / 4", "news/x.txt, line 2 and/or 3 / 4"),
    ],
)
def test_the_index_tells_nothing_of_the_machine(sentence, shown):
    assert batches.FOLDERS.sub("", sentence) == shown


def test_a_report_that_could_not_be_made_anew_stays_and_says_so(instant, stories, notebooks):
    run(stories, notebooks)
    before = contents(stories.parent / "out" / "two")
    (stories / "two.txt").write_text("The two\n\nFAULT\n")
    run(stories, notebooks)
    assert contents(stories.parent / "out" / "two") == before
    page = (stories.parent / "out" / "index.html").read_text(encoding="utf8")
    assert 'href="two/index.html"' in page
    assert lists.OLDER in page


def test_the_index_is_the_same_in_whatever_order_articles_are_done(instant, stories, notebooks):
    for name in ("bad", "worse"):
        (stories / f"{name}.txt").write_text("FAULT")
    one = batch(stories, notebooks)
    failed = [{name: ValueError(name) for name in names} for names in (("bad", "worse"), ("worse", "bad"))]
    first, second = (list(batches.failures(one, given, str)) for given in failed)
    assert first == second


# ---- one batch at a time -------------------------------------------------------------------------------------------


def test_a_second_batch_in_the_same_folder_says_so_and_touches_nothing(instant, stories, notebooks):
    run(stories, notebooks)
    before = contents(stories.parent / "out")
    with locks.held(stories.parent / "out"), pytest.raises(batches.BusyError, match="Another batch is at work in"):
        run(stories, notebooks, again=True)
    assert contents(stories.parent / "out") == before
    assert run(stories, notebooks)[0].kept


def test_the_lock_is_gone_with_the_batch(instant, stories, notebooks):
    run(stories, notebooks)
    assert not (stories.parent / "out" / locks.NAME).exists()


def test_the_lock_of_a_process_that_died_is_nobodys(tmp_path):
    hold = f"from helpers.publishing import locks; from pathlib import Path; import time\n" \
           f"with locks.held(Path({str(tmp_path)!r})): print('held', flush=True); time.sleep(999)"  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    with pytest.raises(locks.BusyError), locks.held(tmp_path):
        pass
    process.kill()
    process.wait()
    with locks.held(tmp_path):
        assert (tmp_path / locks.NAME).exists()


# ---- several at a time ---------------------------------------------------------------------------------------------


def test_reports_made_beside_one_another_are_those_made_one_by_one(stories, notebooks):
    assert all(outcome.page for outcome in run(stories, notebooks))
    before = contents(stories.parent / "out")
    shutil.rmtree(stories.parent / "out")
    assert {outcome.name for outcome in run(stories, notebooks, jobs=2)} == {"one", "two", "three"}
    assert contents(stories.parent / "out") == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_a_process_that_dies_takes_one_article_with_it(stories, notebooks, monkeypatch):
    monkeypatch.setenv(
        forks.CHOICE, "stock"
    )  # there the parent of a notebook's process is the one that makes the report
    (stories / "death.txt").write_text("The end\n\nDEATH\n")
    outcomes = {outcome.name: outcome for outcome in run(stories, notebooks, jobs=2)}
    assert isinstance(outcomes["death"].error, runs.StoppedError)
    assert all(outcomes[name].page for name in ("one", "two", "three"))


@pytest.mark.skipif(not forks.available(), reason="processes can be forked safely on Linux only")
@pytest.mark.parametrize("jobs", [1, 2])
def test_no_article_is_lost_with_the_warm_process(stories, notebooks, jobs):
    for name in ("four", "five"):
        (stories / f"{name}.txt").write_text(f"The {name}\n\nORPHAN\n")
    outcomes = run(stories, notebooks, jobs=jobs)
    assert [outcome.error for outcome in outcomes] == [None] * 5
    assert len(list(stories.parent.glob("out/*/article/*.seen"))) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_killed_and_run_again_it_makes_what_is_missing_to_the_same_bytes(stories, notebooks):
    run(stories, notebooks)
    whole = contents(stories.parent / "out")
    shutil.rmtree(stories.parent / "out")
    words = [stories, "--notebooks", notebooks, "--out", stories.parent / "out"]
    process = subprocess.Popen([sys.executable, "-m", "helpers", "report", *map(str, words)], stdout=subprocess.PIPE)
    process.stdout.readline()  # the first report is made
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = {path.parent.name: path.stat().st_mtime_ns for path in stories.parent.glob("out/*/index.html")}
    assert 1 <= len(done) < 3
    run(stories, notebooks)
    assert contents(stories.parent / "out") == whole
    after = {path.parent.name: path.stat().st_mtime_ns for path in stories.parent.glob("out/*/index.html")}
    assert {name: after[name] for name in done} == done


def test_an_error_that_cannot_be_sent_is_told_in_words():
    class OddError(Exception):
        def __init__(self, one, two):
            super().__init__(f"{one} and {two}")

    told = workers.portable(Outcome("x", error=OddError("this", "that")))
    assert isinstance(told.error, workers.LostError)
    assert str(told.error) == "OddError: this and that"
    fine = Outcome("x", error=runs.FailedError("a cell"))
    assert workers.portable(fine) is fine


# ---- the index -----------------------------------------------------------------------------------------------------


def test_a_line_counts_the_sources_by_whether_they_are_named(tmp_path):
    pd.DataFrame([{"title": "T", "outlet": "", "date": ""}]).to_parquet(tmp_path / "articles.parquet")
    pd.DataFrame({"attribution_id": ["a1", "a2"]}).to_parquet(tmp_path / "quotes.parquet")
    kinds = ["named person", "named organisation", "document", "anonymous source", "unnamed group", "unnamed person"]
    pd.DataFrame({"type": kinds}).to_parquet(tmp_path / "sources.parquet")
    line = lists.line(tmp_path)
    assert [line[name] for name in ("named", "unnamed", "document", "attributions")] == [2, 3, 1, 2]
    assert line["to_check"] is None
    assert line["note"] == ""


def test_what_was_noted_when_an_article_was_read_is_in_the_index(instant, stories, notebooks):
    (stories / "empty.txt").write_text("")
    (stories / "guessed.txt").write_bytes("The café\n\nThe café opens on Monday, said Ida Brandt.\n".encode("cp1252"))
    run(stories, notebooks)
    page = (stories.parent / "out" / "index.html").read_text(encoding="utf8")
    assert "5 reports made" in page
    assert "No text" in page
    assert re.search(r"<small[^>]*>[^<]*guess", page, re.IGNORECASE)


def test_what_a_report_was_made_from_can_be_read_by_anybody(instant, stories, notebooks):
    run(stories, notebooks)
    record = json.loads((stories.parent / "out" / "one" / stamps.NAME).read_text(encoding="utf8"))
    assert set(record) == {"stamp", "article", "line", "files"}
    assert set(record["stamp"]) == set(stamps.CHANGED)
    assert set(record["files"]) == set(contents(stories.parent / "out" / "one")) - {stamps.NAME}
