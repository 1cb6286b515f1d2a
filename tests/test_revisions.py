"""Revisions: a report is amended without the model, and is then, byte for byte, the one made anew."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import run_helpers

from helpers import checks, corrections, remedies, revisions, tables
from helpers.publishing import stamps
from helpers.reports import PublishError

NAME = "tamber-valley-peacekeepers"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copied(reports: Path, folder: Path) -> Path:
    """A report, in a folder of its own."""
    return Path(shutil.copytree(reports / NAME, folder / NAME))


@pytest.fixture
def by_hand(sample_reports, tmp_path) -> Path:
    """A file with an answer to each of some doubts, one of another article, and one that fits nothing."""
    read = tables.read(sample_reports / NAME / "tables")
    found = checks.all_of(read, 0.97).itertuples()
    offered = [remedies.remedies(read, row.about, row.id) for row in found][:12]
    lines = [each[at % len(each)].line for at, each in enumerate(offered)]
    lost = corrections.line(NAME, "reject attribution", "words that are nowhere", why="tried")
    others = corrections.line("another", "reject source", "Ida", why="tried")
    path = tmp_path / "by-hand.csv"
    path.write_text("\n".join([",".join(corrections.FIELDS), *lines, others, lost]) + "\n", encoding="utf8")
    return path


@pytest.mark.model
def test_an_amended_report_is_the_one_made_anew(sample_reports, by_hand, tmp_path):
    """Corrected, against one that was made with the same corrections; corrections gone, against the first one."""
    report = copied(sample_reports, tmp_path / "amended")
    source = Path(__file__).parents[1] / "data" / "articles" / f"{NAME}.txt"
    done = run_helpers("amend", report, "--corrections", by_hand)
    assert (done.returncode, f"{report / 'index.html'}  (" in done.stdout) == (0, True), done.stderr
    assert "words that are nowhere" in done.stderr
    anew = tmp_path / "anew"
    assert run_helpers("report", source, "--out", anew, "--corrections", by_hand).returncode == 0
    amended, wanted = contents(report), contents(anew / NAME)
    amended, wanted = (made | {stamps.NAME: without_place(made[stamps.NAME])} for made in (amended, wanted))
    assert [name for name in wanted if amended.get(name) != wanted[name]] == []
    assert amended.keys() == wanted.keys()
    assert run_helpers("amend", report, "--corrections", by_hand).stdout.endswith("(kept)\n")
    none = tmp_path / "none.csv"
    none.write_text(",".join(corrections.FIELDS) + "\n", encoding="utf8")
    assert run_helpers("amend", tmp_path / "amended", "--corrections", none).returncode == 0
    assert contents(report) == contents(sample_reports / NAME)


def without_place(record: bytes) -> bytes:
    """What a report says of itself, but for where its article lies as seen from it."""
    known = json.loads(record)
    known["article"].pop("from")
    return json.dumps(known).encode()


@pytest.mark.model
def test_a_report_that_a_person_changed_is_left_alone(sample_reports, by_hand, tmp_path):
    report = copied(sample_reports, tmp_path)
    (report / "notes.txt").write_text("mine", encoding="utf8")
    before = contents(report)
    with pytest.raises(PublishError, match=r"notes\.txt"):
        revisions.amend(report, by_hand)
    assert contents(report) == before


@pytest.mark.model
def test_a_report_that_was_made_otherwise_is_made_anew_instead(sample_reports, by_hand, tmp_path):
    report = copied(sample_reports, tmp_path)
    record = json.loads((report / stamps.NAME).read_text(encoding="utf8"))
    record["stamp"]["code"] = "another"
    (report / stamps.NAME).write_text(json.dumps(record), encoding="utf8")
    with pytest.raises(PublishError, match=r"the code or a model has changed: make it anew"):
        revisions.amend(report, by_hand)


def test_what_is_no_report_is_one_sentence(tmp_path):
    done = run_helpers("amend", tmp_path / "nothing")
    assert done.returncode == 6
    assert "is no report of ours" in done.stderr


def test_amending_loads_no_model():
    code = "import sys; from helpers import batches, revisions; print({'spacy', 'onnxruntime'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"
