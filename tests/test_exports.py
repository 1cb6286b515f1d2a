"""Exports: every table in every format, exact where it can be, and never a formula."""

import json
import zipfile
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers import tables
from helpers.publishing import exports

FORMULAS = ['=HYPERLINK("http://example.invalid")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def folder(tmp_path):
    """A folder with the five tables of an article, of which `entities` has a row of each formula."""
    found = {name: tables.frame(name) for name in tables.NAMES}
    rows = [{"article_id": "a", "entity_id": f"e{n}", "name": words, "label": "MISC", "status": "joined", "aliases": [],
             "candidates": ["x", words], "count": 1, "paragraph_count": 1, "first": 0, "begins": [0], "ends": [3]}
            for n, words in enumerate([*FORMULAS, "Ida “Brandt”, mayor", "it's"])]  # fmt: skip
    tables.save(found | {"entities": tables.frame("entities", rows)}, tmp_path)
    return tmp_path


def cells(workbook, sheet: int) -> list[list[str]]:
    """The texts of a sheet of a workbook, read without the library that wrote it."""
    with zipfile.ZipFile(workbook) as file:
        shared = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        rows = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{sheet}.xml"))
    texts = ["".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in shared]
    return [
        [texts[int(c.find(f"{SHEET}v").text)] if c.get("t") == "s" else c.findtext(f"{SHEET}v") for c in row]
        for row in rows.iter(f"{SHEET}row")
    ]


def test_every_table_is_there_in_every_format(folder):
    exports.export(folder, "story")
    kinds = {f"{name}.{kind}" for name in tables.NAMES for kind in ("csv", "jsonl", "parquet")}
    assert {path.name for path in folder.iterdir()} == kinds | {"story.xlsx"}


def test_json_lines_are_exact(folder):
    exports.export(folder, "story")
    rows = [json.loads(line) for line in (folder / "entities.jsonl").read_text(encoding="utf8").split("\n") if line]
    assert [row["name"] for row in rows][: len(FORMULAS)] == FORMULAS
    assert rows[0]["begins"] == [0]


def test_no_cell_of_csv_begins_like_a_formula(folder):
    exports.export(folder, "story")
    data = (folder / "entities.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    names = pd.read_csv(folder / "entities.csv", encoding="utf-8-sig", lineterminator="\n")["name"].to_list()
    assert names == [*(f"'{words}" for words in FORMULAS), "Ida “Brandt”, mayor", "it's"]


def test_no_cell_of_the_workbook_is_a_formula_and_those_marked_are_counted(folder):
    changes = exports.export(folder, "story")
    names = [row[2] for row in cells(folder / "story.xlsx", 1 + tables.NAMES.index("entities"))][1:]
    assert [name.replace("_x000D_", "\r") for name in names[:9]] == [f"'{words}" for words in FORMULAS]
    with zipfile.ZipFile(folder / "story.xlsx") as file:
        sheets = b"".join(file.read(name) for name in file.namelist() if "worksheets/sheet" in name)
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets
    assert (changes.marked, changes.cut, changes.replaced) == (len(FORMULAS), 0, 0)


def test_a_workbook_has_a_sheet_a_table_and_one_of_meanings(folder):
    exports.export(folder, "story")
    with zipfile.ZipFile(folder / "story.xlsx") as file:
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))
    assert [sheet.get("name") for sheet in book.iter(f"{SHEET}sheet")] == [*tables.NAMES, exports.MEANINGS]


def test_what_a_workbook_cannot_hold_is_cut_or_replaced_and_counted(tmp_path):
    words = ["x" * 40_000, "a\x01b", "c\ud800d"]
    changes, path = exports.Changes(), tmp_path / "book.xlsx"
    exports.write_workbook({"one": exports.cells(pd.DataFrame({"words": words}, dtype="object"))}, path, changes)
    shown = [row[0] for row in cells(path, 1)][1:]
    assert len(shown[0]) == exports.LONGEST
    assert shown[0].endswith(exports.CUT)
    assert shown[1:] == ["a\ufffdb", "c\ufffdd"]
    assert (changes.cut, changes.replaced) == (1, 2)


def test_the_same_tables_give_the_same_bytes_whenever(folder, monkeypatch):
    exports.export(folder, "story")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr("time.time", lambda: 2e9)
    exports.export(folder, "story")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_empty_table_keeps_its_heads(folder):
    exports.export(folder, "story")
    assert (folder / "stances.csv").read_text(encoding="utf-8-sig").startswith("article_id,stance_id,")
    assert (folder / "stances.jsonl").read_bytes() == b""
