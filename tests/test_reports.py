"""Reports: each article's is published whole or not at all, and what was there before is never lost."""

import errno
import json
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers import articles, reports, runs, tables
from helpers.page import pages
from helpers.publishing import lists

READ = """
import pandas as pd
import pyarrow.parquet as pq
from pathlib import Path
from helpers import articles
found = articles.read(article)[0]
rows = {"articles": [{"title": found.title, "outlet": found.outlet, "date": found.date, "text": found.text,
                      "path": found.path, "notes": list(found.notes)}],
        "sources": [{"source_id": "s1"}], "quotes": [{"attribution_id": "a1"}, {"attribution_id": "a2"}]}
folder = Path(processed, found.id)
folder.mkdir()
for name, row in rows.items():
    pd.DataFrame(row).to_parquet(folder / f"{name}.parquet")
print("saved to", processed)
"""
SHOW = """
from html import escape
from pathlib import Path
import pandas as pd
import pyarrow.parquet as pq
from IPython.display import HTML
text = pd.read_parquet(Path(processed, article_id, "articles.parquet")).text[0]
HTML(f"<p>{greeting}, {escape(text)}</p>")
"""
HARBOUR = "The harbour\n\nThe harbour opens on Monday, said Ida Brandt.\n"
QUAY = {"id": "the quay", "title": "1984", "text": "The quay was closed for repairs, two officials said."}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, make_notebook) -> Path:
    """A folder of two notebooks: the first saves tables, the second shows the text, after `fault` was run in it."""
    folder = tmp_path_factory.mktemp("notebooks")
    own = "processed: str = ''\ngreeting: str = 'hello'"
    make_notebook(folder / "01-read.ipynb", f"article: str = ''\n{own}", READ)
    make_notebook(
        folder / "02-show.ipynb", f"article_id: str = ''\n{own}\nfault: str = ''", "exec(fault)", "# ## Text", SHOW
    )
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> list[articles.Article]:
    """An article with a file of its own, and one that is a row of a file."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "harbour.txt").write_text(HARBOUR)
    (folder / "rows.jsonl").write_text(json.dumps(QUAY) + "\n" + json.dumps({"id": "other", "text": "Another row."}))
    return articles.read_all([folder])[0][:2]


def make(found, out, notebooks, given=None):
    return list(reports.report(found, out, reports.plan(notebooks, given)))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# ---- made by kernels -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(tmp_path_factory, notebooks, found) -> Path:
    """A folder with the reports of both articles."""
    out = tmp_path_factory.mktemp("reports") / "new" / "folder"
    for outcome in make(found, out, notebooks, {"greeting": "1984"}):
        assert outcome.error is None, outcome.error
    reports.write_list(out, [])
    return out


def test_a_report_is_a_page_with_its_notebooks_and_tables(published):
    assert set(contents(published)) == {
        "index.html",
        *(f"{name}/{part}" for name in ("harbour", "the-quay") for part in ("index.html", *PARTS)),
        "harbour/article/harbour.txt",
        "harbour/tables/harbour.xlsx",
        "the-quay/article/the-quay.json",
        "the-quay/tables/the-quay.xlsx",
    }


def test_a_report_leads_to_everything_beside_it_and_the_walk_leads_back(published):
    page, walk = published / "harbour" / "index.html", published / "harbour" / "notebooks" / "01-read.html"
    for shown in (page, walk):
        links = re.findall(r'href="([^"#]+)', shown.read_text(encoding="utf8"))
        assert [link for link in links if not (shown.parent / link).is_file()] == []
    assert 'href="notebooks/01-read.html"' in page.read_text(encoding="utf8")
    assert 'href="../index.html"' in walk.read_text(encoding="utf8")


def test_a_page_of_the_walk_shows_code_and_what_it_printed(published):
    page = (published / "harbour" / "notebooks" / "01-read.html").read_text(encoding="utf8")
    assert "saved to ../tables" in page
    assert ">import</span>" in page
    assert "default-src 'none'" in page


PARTS = (
    "made.json",
    "notebooks/01-read.html",
    "notebooks/01-read.ipynb",
    "notebooks/02-show.ipynb",
    *(f"tables/{name}.{kind}" for name in ("articles", "quotes", "sources") for kind in ("csv", "jsonl", "parquet")),
)


def test_the_page_bears_the_headline_and_what_the_last_notebook_shows(published):
    page = (published / "the-quay" / "index.html").read_text(encoding="utf8")
    assert "<title>1984</title>" in page
    assert f"<p>1984, {QUAY['text']}</p>" in page
    assert "exec(fault)" not in page


def test_no_place_of_the_machine_is_published(published, notebooks, found):
    for name, data in contents(published).items():
        for place in (published, notebooks, Path(found[0].path).parent):
            assert str(place).encode() not in data, name
    executed = nbformat.read(published / "harbour" / "notebooks" / "01-read.ipynb", as_version=4)
    assert executed.cells[-1].outputs[0].text == "saved to ../tables\n"


def test_the_list_has_a_row_for_each_report(published):
    page = (published / "index.html").read_text(encoding="utf8")
    assert 'href="harbour/index.html">The harbour</a>' in page
    assert 'href="the-quay/index.html">1984</a>' in page


def test_the_same_article_gives_the_same_bytes_in_place_of_the_old_ones(published, notebooks, found):
    before = contents(published)
    assert make(found[:1], published, notebooks, {"greeting": "1984"})[0].page == published / "harbour" / "index.html"
    assert contents(published) == before


def test_a_table_that_a_later_notebook_saves_is_taken_along(notebooks, found, tmp_path):
    own = Path(shutil.copytree(notebooks, tmp_path / "notebooks"))
    fault = "pd.DataFrame({'more': [1]}).to_parquet(Path(processed, article_id, 'extra.parquet'))"
    fault = f"import pandas as pd; from pathlib import Path; {fault}"
    [outcome] = make(found[:1], tmp_path / "out", own, {"fault": fault})
    tables = outcome.page.parent / "tables"
    assert (tables / "extra.csv").read_text(encoding="utf-8-sig") == "more\n1\n"
    with zipfile.ZipFile(tables / "harbour.xlsx") as book:
        assert b'name="extra"' in book.read("xl/workbook.xml")


def test_a_notebook_that_fails_publishes_nothing_and_loses_nothing(published, notebooks, found):
    before = contents(published)
    outcome = make(found[:1], published, notebooks, {"fault": "import sys; sys.exit(0)"})[0]
    assert isinstance(outcome.error, runs.FailedError)
    assert "02-show: code cell 2 (exec(fault))" in str(outcome.error)
    assert contents(published) == before


# ---- without kernels -----------------------------------------------------------------------------------------------


def stand_in(notebook, target, parameters, timeout=None):
    """What `runs.execute` leaves behind, without a kernel."""
    executed = nbformat.read(notebook, as_version=4)
    for number, cell in enumerate(runs.code_cells(executed), 1):
        cell.execution_count = number
    nbformat.write(executed, target)
    folder = Path(parameters["processed"], parameters.get("article_id", ""))
    folder.mkdir(exist_ok=True)
    about = pd.DataFrame([{"title": "", "outlet": "", "date": "", "source_id": "", "attribution_id": ""}])
    for name in ("articles", "sources", "quotes"):
        about.to_parquet(folder / f"{name}.parquet")


@pytest.fixture
def instant(monkeypatch) -> list[dict]:
    """Notebooks are not run; the parameters that each would have had are kept."""
    calls = []

    def execute(notebook, target, parameters, timeout=None):
        calls.append(dict(parameters) | {"timeout": timeout})
        stand_in(notebook, target, parameters)

    monkeypatch.setattr(runs, "execute", execute)
    return calls


def test_each_notebook_gets_what_it_declares(instant, notebooks, found, tmp_path):
    plan = reports.plan(notebooks, {"fault": "pass"}, timeout=9)
    assert all(outcome.page for outcome in reports.report(found[:1], tmp_path, plan))
    first, second = instant
    assert set(first) == {"article", "processed", "timeout"}
    assert Path(first["article"]).name == "harbour.txt"
    assert (tmp_path / "harbour" / "article" / "harbour.txt").read_text() == HARBOUR
    assert second == {"processed": first["processed"], "article_id": "harbour", "fault": "pass", "timeout": 9}


def test_a_notebook_that_can_is_told_how_long_an_article_may_be(instant, found, tmp_path, make_notebook):
    own = "article: str = ''\nprocessed: str = ''\narticle_limit: int = 5"
    (tmp_path / "notebooks").mkdir()
    make_notebook(tmp_path / "notebooks" / "01-read.ipynb", own)
    make_notebook(tmp_path / "notebooks" / "02-show.ipynb", "article_id: str = ''\nprocessed: str = ''")
    for reading in ({}, {"limit": 90}):
        plan = reports.plan(tmp_path / "notebooks", reading=reading)
        assert all(outcome.page for outcome in reports.report(found[:1], tmp_path / "out", plan))
    assert [call.get("article_limit") for call in instant] == [None, None, 90, None]


def test_an_article_without_a_file_of_its_own_is_handed_over_as_json(instant, notebooks, found, tmp_path):
    make(found[1:], tmp_path, notebooks)
    again = articles.read(tmp_path / "the-quay" / "article" / "the-quay.json")[0]
    assert (again.id, again.title, again.text) == ("the-quay", "1984", QUAY["text"])
    assert instant[0].keys() == {"article", "processed", "timeout"}


def test_the_table_says_where_an_article_came_from_and_what_was_noted_on_it(published):
    names = {"harbour": ("harbour.txt", []), "the-quay": ("rows.jsonl", ["its id was given as 'the quay'"])}
    for name, expected in names.items():
        table = pd.read_parquet(published / name / "tables" / "articles.parquet")
        assert (table.path[0], list(table.notes[0])) == expected


def test_one_article_that_fails_leaves_the_others(monkeypatch, notebooks, found, tmp_path):
    def execute(notebook, target, parameters, timeout=None):
        if parameters.get("article_id") == "harbour":
            raise RecursionError("something nobody foresaw")
        stand_in(notebook, target, parameters)

    monkeypatch.setattr(runs, "execute", execute)
    bad, good = make(found, tmp_path, notebooks)
    assert (type(bad.error), bad.page) == (RecursionError, None)
    assert good.page == tmp_path / "the-quay" / "index.html"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["the-quay"]


def test_an_interruption_leaves_nothing_behind(monkeypatch, notebooks, found, tmp_path):
    def execute(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "execute", execute)
    with pytest.raises(KeyboardInterrupt):
        make(found, tmp_path, notebooks)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_at_the_last_step_leaves_the_report_before(instant, monkeypatch, notebooks, found, tmp_path):
    make(found[:1], tmp_path, notebooks)
    before, rename = contents(tmp_path), Path.rename

    def fail(self, target):
        if self.name == "report":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    assert make(found[:1], tmp_path, notebooks)[0].error.errno == errno.ENOSPC
    assert contents(tmp_path) == before


def test_a_replacement_that_was_cut_short_is_undone_at_the_next_start(instant, notebooks, found, tmp_path):
    make(found, tmp_path, notebooks)
    before = contents(tmp_path / "harbour")
    for name, move in (("harbour", Path.rename), ("the-quay", shutil.copytree)):
        killed(tmp_path, name)
        move(tmp_path / name, tmp_path / f".making-{name}" / "before")
    make([], tmp_path, notebooks)
    assert contents(tmp_path / "harbour") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["harbour", "the-quay"]


def killed(out: Path, name: str) -> None:
    """What is left of the making of a report, where the process was killed."""
    (out / f".making-{name}" / "report" / "tables").mkdir(parents=True)
    (out / f".making-{name}" / "on-record").write_text(name)


def test_what_a_killed_batch_left_half_made_is_removed_at_the_next_start(instant, tmp_path):
    killed(tmp_path, "harbour")
    (tmp_path / ".making-empty").mkdir()
    reports.prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_hidden_files_and_folders_of_somebody_else_stay(instant, notebooks, found, tmp_path):
    others = (".making-jam/recipe.txt", ".making-of.txt", ".harbour.before/x.txt", ".notes.before", ".git/config")
    for name in others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    for _ in range(2):
        assert all(outcome.page for outcome in make(found, tmp_path, notebooks))
    reports.write_list(tmp_path, [])
    assert {name: (tmp_path / name).read_text() for name in others} == dict.fromkeys(others, "mine")
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {
        "harbour",
        "the-quay",
        "index.html",
    }


def test_a_report_that_cannot_be_put_back_is_not_deleted(instant, monkeypatch, notebooks, found, tmp_path):
    make(found[:1], tmp_path, notebooks)
    before, rename = contents(tmp_path / "harbour"), Path.rename

    def fail(self, target):
        if Path(target).name == "harbour":
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    assert make(found[:1], tmp_path, notebooks)[0].error.errno == errno.EIO
    monkeypatch.undo()
    assert not (tmp_path / "harbour").exists()
    reports.prepare(tmp_path)
    assert contents(tmp_path / "harbour") == before
    assert [path.name for path in tmp_path.iterdir()] == ["harbour"]


def test_what_a_person_saves_into_a_report_while_it_is_made_anew_is_not_lost(
    monkeypatch, instant, notebooks, found, tmp_path
):
    make(found[:1], tmp_path, notebooks)
    flush = reports.flush

    def late(made):
        flush(made)
        (tmp_path / "harbour" / "tables" / "mine.csv").write_text("mine")

    monkeypatch.setattr(reports, "flush", late)
    [outcome] = make(found[:1], tmp_path, notebooks)
    assert str(outcome.error).startswith(f"{tmp_path / 'harbour'} holds what was put there")
    assert (tmp_path / "harbour" / "tables" / "mine.csv").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["harbour"]


def test_the_report_of_another_article_is_not_replaced(instant, notebooks, found, tmp_path):
    make(found[:1], tmp_path / "out", notebooks)
    before = contents(tmp_path / "out")
    (tmp_path / "harbour.txt").write_text("Another harbour\n\nIt is far from the first one.\n")
    [outcome] = make(articles.read(tmp_path / "harbour.txt"), tmp_path / "out", notebooks)
    assert "is the report of another article" in str(outcome.error)
    assert contents(tmp_path / "out") == before


def test_a_cell_has_a_time_limit_by_the_length_of_the_article_unless_one_is_given():
    short, long = (reports.patience(articles.Article("x", "a" * length)) for length in (1000, 1_000_000))
    assert 300 < short < 1000 < 5000 < long


@pytest.mark.parametrize("place", ["folder", "page", "file", "link"])
def test_what_is_no_report_is_never_replaced(instant, notebooks, found, tmp_path, place):
    target = tmp_path / "out" / "harbour"
    target.parent.mkdir()
    if place in ("folder", "page"):
        target.mkdir()
        (target / ("notes.txt" if place == "folder" else "index.html")).write_text("mine")
    elif place == "file":
        target.write_text("mine")
    else:
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere")
    outcome = make(found[:1], target.parent, notebooks)[0]
    assert isinstance(outcome.error, reports.PublishError)
    assert "is no report of ours" in str(outcome.error)
    assert instant == []
    assert target.is_symlink() or target.is_file() or [file.read_text() for file in target.iterdir()] == ["mine"]


def test_reports_are_not_made_in_a_file(found, notebooks, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(reports.PublishError, match="cannot be used for reports"):
        make(found, tmp_path / "file", notebooks)


def test_a_list_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(reports.PublishError, match="no page of ours"):
        reports.write_list(tmp_path, [])
    assert (tmp_path / "index.html").read_text() == "mine"


def test_the_list_passes_over_what_is_no_report(instant, notebooks, found, tmp_path):
    make(found, tmp_path, notebooks)
    (tmp_path / "drafts").mkdir()
    (tmp_path / ".making-x").mkdir()
    reports.write_list(tmp_path, [lists.Failure("drafts", "Drafts", "drafts: no")])
    page = (tmp_path / "index.html").read_text(encoding="utf8")
    assert "2 reports" in page
    assert '<small dir="auto">drafts: no</small>' in page
    assert pages.ours(tmp_path / "index.html")


@pytest.mark.parametrize("given", ["../../x", "/etc/passwd", "", "..", "con", "a" * 300, "😀", "x\0y", "index.html"])
def test_a_report_stays_in_its_folder_whatever_the_id(given):
    name = reports.folder_name(articles.Article(given, ""))
    assert Path("reports", name).parent == Path("reports")
    assert 0 < len(name) <= 80
    assert not name.startswith(".")
    assert name not in ("index.html", "con")


# ---- the plan ------------------------------------------------------------------------------------------------------


def test_parameters_are_checked_before_anything_is_started(instant, notebooks):
    with pytest.raises(runs.ParameterError, match="did you mean 'greeting'"):
        reports.plan(notebooks, {"gretting": "x"})


@pytest.mark.parametrize("name", list(reports.OWN))
def test_what_the_runner_sets_is_not_set_by_hand(notebooks, name):
    with pytest.raises(runs.ParameterError, match=f"The parameter {name!r} is not set with -p"):
        reports.plan(notebooks, {name: "x"})


def test_a_pipeline_that_the_notebooks_cannot_take_is_refused(notebooks):
    with pytest.raises(runs.ParameterError, match="No notebook has a parameter 'pipeline'"):
        reports.plan(notebooks, pipeline="en_core_web_sm")


def test_a_folder_without_notebooks_is_refused(tmp_path):
    with pytest.raises(runs.ParameterError, match="There are no notebooks in"):
        reports.plan(tmp_path)


def test_a_notebook_that_cannot_be_told_where_the_tables_are_is_refused(tmp_path, make_notebook):
    make_notebook(tmp_path / "01.ipynb", "article: str = ''")
    with pytest.raises(runs.ParameterError, match="01 has no parameter 'processed'"):
        reports.plan(tmp_path)


# ---- corrections by hand -------------------------------------------------------------------------------------------

LINES = "article,what,where,from,to,why\nharbour,reject source,Ida Brandt,,,a test\nsecret,reject source,x,,,a test\n"


def test_a_report_takes_along_the_corrections_of_its_own_article_and_no_others(
    instant, found, tmp_path, make_notebook, monkeypatch
):
    (tmp_path / "notebooks").mkdir()
    own = "article: str = ''\nprocessed: str = ''\ncorrections_file: str = 'x'"
    make_notebook(tmp_path / "notebooks" / "01-read.ipynb", own)
    make_notebook(tmp_path / "notebooks" / "02-show.ipynb", "article_id: str = ''\nprocessed: str = ''")
    (tmp_path / "corrections.csv").write_text(LINES)
    plan = reports.plan(tmp_path / "notebooks", corrections=tmp_path / "corrections.csv")
    assert all(outcome.page for outcome in reports.report(found, tmp_path / "out", plan))
    copy = tmp_path / "out" / "harbour" / "article" / "corrections.csv"
    assert copy.read_text() == LINES.replace("secret,reject source,x,,,a test", "")
    given = [call["corrections_file"] for call in instant if "corrections_file" in call]
    assert [Path(name).name for name in given] == ["corrections.csv", ""]
    assert not (tmp_path / "out" / "the-quay" / "article" / "corrections.csv").exists()


def test_a_row_is_handed_over_so_that_reading_it_again_notes_nothing(tmp_path):
    """Its other fields are set in the table afterwards."""
    (tmp_path / "table.csv").write_text(f"text,date,page\n{'The ferry is late. ' * 200},2026-11-03,4\n")
    (row,) = articles.read(tmp_path / "table.csv")
    handed = reports.hand_over(row, tmp_path, reports.plan())
    (again,) = articles.read(handed["article"])
    assert (again.id, again.text, again.published, again.notes, again.meta) == (row.id, row.text, "2026-11-03", (), "")


def test_what_only_the_runner_knows_is_set_in_the_table_with_its_declared_types(tmp_path):
    (tmp_path / "table.csv").write_text("text,date,page\nThe ferry is late.,03/04/2026,4\n")
    (row,) = articles.read(tmp_path / "table.csv", date_order="DMY")
    tables.save({"articles": tables.frame("articles", [{"article_id": row.id}])}, tmp_path)
    reports.complete(tmp_path / "articles.parquet", row)
    found = tables.read_one(tmp_path, "articles").iloc[0]
    assert (found["published"], found["meta"], found["path"]) == ("2026-04-03", '{"page": "4"}', "table.csv")
    assert pq.read_schema(tmp_path / "articles.parquet").equals(tables.schema("articles"))
