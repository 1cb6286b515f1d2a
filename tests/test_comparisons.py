"""Comparisons: the sample corpus against what a careful reader found, and the page that the command publishes."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from test_browser import CHROMIUM, SHOTS, Visit, browser  # noqa: F401

from helpers import articles, comparisons, findings, language, people, reports, runs, tables, tallies
from helpers.__main__ import main

DATA = Path(__file__).resolve().parents[1] / "data" / "corpus"
READER = json.loads(Path(__file__).with_name("morlenn.json").read_text(encoding="utf8"))
"""What a careful reader finds in the sample corpus, by the rules of `docs/labels.md`."""
CUT_SHORT = {"morlenn-22": "Rhee"}
"""Names that the pipeline cuts short, and that are therefore left apart as doubtful."""

pytestmark = pytest.mark.model
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no browser on the PATH")


@pytest.fixture(scope="module")
def read(nlp) -> tables.Tables:
    """The tables of the sample corpus."""
    found, errors = articles.read_all([DATA / "morlenn.csv"])
    assert errors == []
    return findings.tables_of([(story, language.article_doc(nlp, story)) for story in found])


@pytest.fixture(scope="module")
def found(read) -> tallies.Comparison:
    return tallies.compared(read, people.read(DATA / "people.csv"))


@pytest.fixture(scope="module")
def published(read, tmp_path_factory) -> Path:
    """The comparison of the sample corpus, as a reader gets it, with reports of two of its articles."""
    folder = tmp_path_factory.mktemp("lenn")
    for number in (7, 28):
        report = folder / "reports" / f"morlenn-{number}"
        tables.save({n: t[t["article_id"] == report.name] for n, t in read.items()}, report / "tables")
        (report / "index.html").write_text("<html></html>", encoding="utf8")
    others = ~read["articles"]["article_id"].isin(["morlenn-7", "morlenn-28"])
    rest = set(read["articles"].loc[others, "article_id"])
    tables.save({n: t[t["article_id"].isin(rest)] for n, t in read.items()}, folder / "reports" / "rest")
    words = [
        "compare",
        folder / "reports",
        "--out",
        folder / "out",
        "--people",
        DATA / "people.csv",
        "--target",
        "barrage",
    ]
    assert main([*map(str, words)]) == 0
    return folder / "out"


# ---- as a careful reader finds it ----------------------------------------------------------------------------------


def identity(article: str, name: str) -> str:
    """Who is called so in an article, as the reader says; empty for those that the reader does not list."""
    fitting = [
        who for who, known in READER["people"].items() if article in known["statements"] and name in known["names"]
    ]
    return "".join(fitting[:1])


def test_the_corpus_is_read_as_it_is_documented(read):
    about = read["articles"]
    assert len(about) == 40
    assert about["outlet"].nunique() == 4
    assert (about["published"].min(), about["published"].max()) == ("2024-01-09", "2024-12-04")
    assert about["words"].between(45, 200).all()


def test_no_two_people_are_in_one_row_and_nobody_in_two(read, found):
    sources = read["sources"].merge(found.joined.of, on=["article_id", "source_id"])
    whose = [identity(row.article_id, row.name_) for row in sources.rename(columns={"name": "name_"}).itertuples()]
    sources = sources.assign(who=whose)[[bool(who) for who in whose]]
    assert len(sources) > 80
    alone = sources["article_id"].map(READER["alone"]) == sources["name"]
    assert sources.groupby("person_id")["who"].nunique().eq(1).all()
    assert sources[~alone].groupby("who")["person_id"].nunique().eq(1).all()


def test_who_was_joined_is_told_with_what_came_of_it(found):
    assert list(found.joined.came["status"]) == ["applied"]
    doubts = {(row.name_, row.other) for row in found.joined.doubts.rename(columns={"name": "name_"}).itertuples()}
    assert {("Tom Garrick", "Tom Garrick"), ("Thackway", "Joren Thackway")} <= doubts
    assert ("Signe Westlake", "Signe Westlake-Rhee") not in doubts


def test_without_the_file_the_two_names_are_a_doubt(read):
    doubts = people.join(read).doubts
    assert ("Signe Westlake", "Signe Westlake-Rhee") in set(zip(doubts["name"], doubts["other"], strict=True))


def plain(name: str) -> str:
    """A name with the role behind it as the reader writes it."""
    return name.replace(" (fisherman from Varnsby)", ", fisherman").replace(" (head teacher)", ", head teacher")


def figures(rows: pd.DataFrame) -> dict[tuple[str, str], int]:
    """How many statements each person and body has in each article."""
    named = rows[(rows["person_id"] != "") & (rows["copy"] == "")]
    return named.groupby([named["person"].map(plain), "article_id"]).size().to_dict()


def test_statements_are_those_that_a_reader_counts_or_are_in_doubt(found):
    """By person and article, copies once: none too many, and what is missing in a figure is counted apart."""
    every = found.statements
    counted, named = figures(found.counted), figures(every)
    lost = every[every["doubtful"] & (every["person_id"] == "")].groupby("article_id").size()
    wanted = {(who, id): n for who, known in READER["people"].items() for id, n in known["statements"].items()}
    apart = {*CUT_SHORT, *READER["alone"], *every.loc[every["copy"] != "", "article_id"]}
    wanted = {key: number for key, number in wanted.items() if key[1] not in apart}
    assert {key: n for key, n in counted.items() if key[1] not in apart and n > wanted.get(key, 0)} == {}
    assert {key for key, n in wanted.items() if named.get(key, 0) + lost.get(key[1], 0) < n} == set()
    assert sum(counted.get(key, 0) for key in wanted) >= 0.9 * sum(wanted.values())


def test_the_family_of_quotations_and_nothing_else_is_found(found):
    placed = tallies.members(found)
    families = {}
    for _, own in placed.groupby("family_id"):
        articles_of = own["statement_id"].str.partition("/")[0]
        families[own.loc[own["representative"], "quotation"].iloc[0]] = {
            "whole": sorted(articles_of[own["cut"] == ""]),
            "cut": sorted(articles_of[own["cut"] != ""]),
            "other_speaker": sorted(articles_of[own["other"]]),
        }
    wanted = {words: {kind: sorted(ids) for kind, ids in known.items()} for words, known in READER["families"].items()}
    assert families == wanted


def test_copies_and_nothing_else_are_found(found):
    made = [
        {
            "articles": sorted(own["article_id"], key=lambda id: int(id.split("-")[1])),
            "kind": own["kind"].iloc[0],
            "counted": own.loc[own["counted"], "article_id"].iloc[0],
        }
        for _, own in found.copies.groupby("copy_id")
    ]
    assert sorted(made, key=lambda copy: copy["counted"]) == sorted(READER["copies"], key=lambda copy: copy["counted"])


def test_a_changed_mind_is_followed(found):
    asked = READER["sides"]
    said = tallies.said_by(found, tallies.person_called(found, asked["person"]), asked["target"])
    sided = said[said["side"] != ""]
    assert [list(row) for row in zip(sided["published"], sided["side"], strict=True)] == asked["along"]


def test_an_event_side_by_side(found):
    event, wanted = tallies.events(found)[0], READER["event"]
    assert event == wanted["articles"]
    beside = tallies.side_by_side(found, event).set_index("person")
    for column, key in (("speaks_in", "speaks"), ("named_in", "only_named")):
        for who, ids in wanted[key].items():
            assert [re.search(r"\((.*)\)", place)[1] for place in beside.loc[who, column]] == ids, who


def test_who_is_never_quoted(found):
    assert set(READER["never_quoted"]) <= set(tallies.silent(found)["name"])


# ---- as it is published --------------------------------------------------------------------------------------------


def test_the_tables_are_those_of_the_questions(published, found):
    for name, table in tallies.tables_of(found, "barrage", tallies.members(found), tallies.events(found)[0]).items():
        saved = pd.read_parquet(published / "tables" / f"{name}.parquet")
        assert len(saved) == len(table), name
        assert (published / "tables" / f"{name}.csv").is_file()
    book = openpyxl.load_workbook(published / "tables" / "comparison.xlsx", read_only=True)
    assert {"people", "statements", "quotations", "copies", "columns"} <= set(book.sheetnames)


def test_the_page_says_the_figures_of_the_tables(published, found):
    page = (published / "index.html").read_text(encoding="utf8")
    assert "40 articles of four outlets" in page
    assert f"n = {len(found.counted)} statements" in page
    assert "Do not rank outlets by this table." in page


def test_a_statement_leads_to_its_report_where_there_is_one(published):
    page = (published / "index.html").read_text(encoding="utf8")
    led = set(re.findall(r'<a class="place" href="([^"#]+)#a\d+"', page))
    web = set(re.findall(r'<a class="place" href="(https?://[^"]+)"', page))
    assert {address.split("/")[2].split(".")[1] for address in web} == {"example"}
    assert led == {"../reports/morlenn-7/index.html", "../reports/morlenn-28/index.html"}
    assert all((published / unquote(address)).is_file() for address in led)


def test_a_second_run_takes_the_place_of_the_first_and_of_nothing_else(published, tmp_path, capsys):
    source = published.parent / "reports"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf8")
    assert main(["compare", str(source), "--out", str(tmp_path / "out")]) == 6
    assert "is no report of ours" in capsys.readouterr().err
    assert (tmp_path / "out" / "mine.txt").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outlet", "The Times"], "No article is of the outlet 'The Times'"),
        (["--from", "spring"], "'spring' is no day"),
        (["--people", "nowhere.csv"], "cannot be read"),
        (["--person", "Nadia Nobody"], "Nobody who speaks in these articles is called 'Nadia Nobody'"),
        (["--person", "Tom Garrick"], "can be several: write one of Tom Garrick"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_started(published, tmp_path, capsys, words, said):
    assert main(["compare", str(published.parent / "reports"), "--out", str(tmp_path / "out"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_of_many_outlets_those_with_most_articles_are_named():
    many = pd.DataFrame({"outlet": [f"Outlet {n}" for n in range(10)], "articles": [1, 1, *range(2, 10)]})
    assert comparisons.names_of(many) == f"{', '.join(f'Outlet {n}' for n in range(2, 10))} and two others"
    assert comparisons.names_of(many.head(2)) == "Outlet 0, Outlet 1"


def test_a_folder_without_articles_is_a_sentence(tmp_path, capsys):
    assert main(["compare", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "There are no tables of articles in" in capsys.readouterr().err


def test_the_notebook_of_comparison_is_no_part_of_a_report():
    notebooks, front = reports.of_article(reports.NOTEBOOKS)
    assert comparisons.notebook_in() not in notebooks
    assert front.stem == "05-front-page"
    assert runs.makes(comparisons.notebook_in()) == comparisons.MAKES


# ---- in a browser --------------------------------------------------------------------------------------------------


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_page(browser, published, scheme):  # noqa: F811
    with Visit(browser, (published / "index.html").as_uri(), color_scheme=scheme, bypass_csp=True) as visit:
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()


@needs_browser
def test_the_page_asks_for_nothing_and_fits_a_narrow_screen(browser, published):  # noqa: F811
    with Visit(browser, (published / "index.html").as_uri(), width=320) as visit:
        visit.touch_everything()
        assert visit.tried == []
        assert visit.page.locator("script, iframe, object, form").count() == 0
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
        frames = visit.page.locator("main .scroll:has(table)")
        assert all(frames.evaluate_all("all => all.map(one => one.scrollWidth <= one.clientWidth)"))


@needs_browser
def test_the_page_is_printed_and_a_picture_is_kept(browser, published):  # noqa: F811
    with Visit(browser, (published / "index.html").as_uri(), width=1280) as visit:
        assert visit.page.pdf(path=SHOTS / "comparison.pdf", format="A4").startswith(b"%PDF")
        assert len(visit.page.screenshot(path=SHOTS / "comparison-1280.png", full_page=True)) > 50_000
