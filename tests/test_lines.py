"""Lines: written to and taken from the file of corrections under a lock, whole or not at all, the others untouched."""

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from helpers import corrections
from helpers.review import lines

CELLS = {
    "article": "a",
    "what": "confirm source",
    "where": "Ida; “Holt”, again",
    "from": "",
    "to": "",
    "why": "she said so",
}


def test_a_file_that_is_not_there_is_made_with_its_heads(tmp_path):
    path = tmp_path / "corrections.csv"
    record = lines.add(path, CELLS)
    assert path.read_text(encoding="utf8") == f"{','.join(corrections.FIELDS)}\n{record}"
    (read,) = corrections.read(path)
    assert (read.line, read.where, read.why, read.fault) == (2, CELLS["where"], "she said so", "")


@pytest.mark.parametrize("text", ["article,what,where,from,to,why", "article,what,where,from,to,why\n"])
def test_a_last_line_without_an_end_gets_one(tmp_path, text):
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf8", newline="")
    lines.add(path, CELLS)
    assert len(path.read_text(encoding="utf8").splitlines()) == 2


def test_columns_separator_ends_and_byte_order_mark_stay_the_files_own(tmp_path):
    path = tmp_path / "corrections.csv"
    before = "\ufeffwhy;What;article;where;from;to\r\nso;confirm source;b;Ida;;\r\n".encode()
    path.write_bytes(before)
    record = lines.add(path, CELLS)
    assert path.read_bytes() == before + record.encode()
    assert record == 'she said so;confirm source;a;"Ida; “Holt”, again";;\r\n'
    assert [read.article for read in corrections.read(path)] == ["b", "a"]


def test_taking_back_leaves_every_other_byte(tmp_path):
    path = tmp_path / "corrections.csv"
    head = "article,what,where,from,to,why\n"
    path.write_text(f"{head}b,confirm source,Ida,,,one\n", encoding="utf8")
    record = lines.add(path, CELLS)
    later = lines.add(path, CELLS | {"article": "c"})
    assert lines.take_back(path, record)
    assert path.read_text(encoding="utf8") == f"{head}b,confirm source,Ida,,,one\n{later}"
    assert not lines.take_back(path, record), "it is there no more"


def test_a_line_that_was_edited_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "corrections.csv"
    record = lines.add(path, CELLS)
    edited = path.read_text(encoding="utf8").replace("she said so", "she told me")
    path.write_text(edited, encoding="utf8")
    assert not lines.take_back(path, record)
    assert path.read_text(encoding="utf8") == edited


def test_nothing_is_written_behind_a_line_that_is_never_closed(tmp_path):
    path = tmp_path / "corrections.csv"
    before = 'article,what,where,from,to,why\nb,confirm source,"Ida,,,one\n'
    path.write_text(before, encoding="utf8")
    with pytest.raises(corrections.CorrectionsError, match="Nothing was written"):
        lines.add(path, CELLS)
    assert path.read_text(encoding="utf8") == before
    assert {file.name for file in tmp_path.iterdir()} <= {"corrections.csv", ".corrections.csv.lock"}


def test_a_file_that_another_program_holds_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "PATIENCE", 0.01)
    path = tmp_path / "corrections.csv"
    with FileLock(tmp_path / ".corrections.csv.lock"), pytest.raises(corrections.CorrectionsError, match="Another"):
        lines.add(path, CELLS)
    assert not path.exists()


def test_two_programs_at_once_lose_no_line(tmp_path):
    """Two processes write twenty lines each; all forty are there, whole."""
    path = tmp_path / "corrections.csv"
    code = (
        "import sys; from pathlib import Path; from helpers.review import lines\n"
        "cells = {'article': 'a', 'what': 'confirm source', 'where': 'Ida', 'from': '', 'to': ''}\n"
        "for n in range(20): lines.add(Path(sys.argv[1]), cells | {'why': f'{sys.argv[2]} {n}'})"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("one", "two")]
    assert [process.wait() for process in started] == [0, 0]
    written = sorted(read.why for read in corrections.read(path))
    assert written == sorted(f"{name} {n}" for name in ("one", "two") for n in range(20))
    assert Path(path).stat().st_size > 0
