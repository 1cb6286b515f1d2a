"""Set-up: an environment is made once, goes on after an interruption, and survives a move of its folder."""

import sys
import venv
from pathlib import Path

import pytest

import set_up

INSTALLER = """#!/bin/sh
if [ "$3" = --version ]; then exit 0; fi
echo "Collecting one==1.0"
echo "WARNING: a line that nobody needs to see"
echo "Requirement already satisfied: two==2.0"
{last}
"""


@pytest.fixture
def environment(tmp_path):
    """An environment whose Python is a script, with what it says given by the test."""

    def made(last: str) -> Path:
        (tmp_path / "bin").mkdir()
        script = tmp_path / "bin/python"
        script.write_text(INSTALLER.format(last=last))
        script.chmod(0o755)
        return tmp_path

    return made


@pytest.fixture
def lock(tmp_path):
    file = tmp_path / "some.lock"
    file.write_text("one==1.0 \\\n    --hash=sha256:00\ntwo[extra]==2.0\n    # via one\n")
    return file


def test_installing_says_one_line_where_nobody_watches_and_keeps_the_rest(environment, lock, capsys):
    folder = environment("exit 0")
    set_up.install(folder, lock)
    assert capsys.readouterr().out == "Fetching the packages of some.lock (2).\n"
    assert "a line that nobody needs" in (folder / "set-up.log").read_text()


def test_on_a_terminal_a_bar_grows_to_its_end(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    set_up.show("Fetching", 2, ["package", "package", "package", "installing"])
    lines = [line.strip() for line in capsys.readouterr().out.split("\r")]
    assert [line[-3:] for line in lines[1:4]] == ["1/2", "2/2", "2/2"]
    assert lines[-1] == f"Fetching [{'#' * 30}] 2/2 done"
    assert "unpacking" in lines[-2]


def test_a_package_that_cannot_be_had_is_one_sentence_with_its_reason(environment, lock, capsys):
    folder = environment('echo "ERROR: No matching distribution found for one==1.0"; exit 1')
    (folder / "place").write_text(str(folder))
    assert set_up.main([str(folder), str(lock)]) == 1
    told = capsys.readouterr().err.strip()
    assert told.startswith("Set-up failed: No matching distribution found for one==1.0. ")
    assert told.endswith("set-up.log.")


def test_an_environment_without_an_installer_is_made_again(tmp_path):
    """An interruption in its first seconds leaves a Python without pip."""
    folder = tmp_path / "env"
    venv.create(folder, with_pip=False, symlinks=True)
    (folder / "left").touch()
    set_up.make(folder)
    assert set_up.works(folder)
    assert not (folder / "left").exists()


def test_an_environment_works_when_its_installer_answers(environment, tmp_path):
    assert set_up.works(environment("exit 1"))
    (tmp_path / "bin/python").write_text("#!/bin/sh\nexit 1\n")
    assert not set_up.works(tmp_path)


def test_where_there_is_no_environment_none_works(tmp_path):
    assert not set_up.works(tmp_path / "none")


def test_a_moved_environment_is_told_where_it_is(tmp_path, capsys):
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "bin").mkdir(parents=True)
    (old / "bin/tool").write_text(f"#!{old}/bin/python\n")
    (old / "bin/binary").write_bytes(b"\0" + str(old).encode())
    assert not set_up.mend_place(old)
    old.rename(new)
    assert set_up.mend_place(new)
    assert (new / "bin/tool").read_text() == f"#!{new}/bin/python\n"
    assert (new / "bin/binary").read_bytes() == b"\0" + str(old).encode()
    assert not set_up.mend_place(new)
    assert "moved" in capsys.readouterr().out


def test_an_interruption_is_told_with_its_exit_code(tmp_path, monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(set_up, "set_up", interrupted)
    assert set_up.main([str(tmp_path)]) == 130
    assert "goes on" in capsys.readouterr().err


def test_an_old_python_is_refused_with_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(set_up.sys, "version_info", (3, 10, 1))
    assert set_up.main([str(tmp_path)]) == 1
    assert "3.10" in (said := capsys.readouterr().err)
    assert "make PYTHON=" in said
