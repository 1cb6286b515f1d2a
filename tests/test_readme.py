"""The documents: examples, figures and lists in them are what the code gives."""

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import benchmarks.__main__ as benchmark
from helpers import articles, tables
from helpers.__main__ import CODES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf8")
ARCHITECTURE, METHOD, COMMANDS, INPUTS = (
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf8")
    for name in ("architecture", "method", "command-line", "inputs")
)
NEARLY = 2
"""How far a figure may be from a printed one: processors round differently, and a tree in a hundred turns on that."""


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language in the README, the method and the page on the command line."""
    pages = "\n".join((README, METHOD, COMMANDS))
    return re.findall(rf"^```{language}\n(.*?)^```$", pages, re.MULTILINE | re.DOTALL)


def rows(header: str) -> list[dict[str, str]]:
    """The rows of the tables in the README that begin with `header`, by column."""
    found = []
    for table in re.findall(rf"^\| {re.escape(header)} \|.*\n(?:\|.*\n)+", README, re.MULTILINE):
        names, _, *lines = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()]
        found += [dict(zip(names, line, strict=True)) for line in lines]
    return found


@pytest.mark.model
def test_python_examples_give_what_they_show(monkeypatch):
    monkeypatch.chdir(ROOT)
    example = "\n".join(blocks("python"))
    test = doctest.DocTestParser().get_doctest(example, {}, "README", "README.md", 0)
    assert len(test.examples) > 10
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="the example is for a POSIX shell")
def test_the_shell_example_prints_what_it_shows():
    ((command,), (shown,)) = blocks("sh"), blocks("json")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True)
    assert json.loads(done.stdout) == json.loads(shown), done.stderr.decode()


def gold(articles: str) -> list[Path]:
    """The readings by hand of the sample articles, or those held out."""
    held_out = sorted((ROOT / "tests" / "gold" / "held_out").glob("*.json"))
    samples = [ROOT / "tests" / "gold" / f"{path.stem}.json" for path in sorted((ROOT / "data" / "articles").glob("*"))]
    return {"samples": samples, "held out": held_out}[articles]


def figures(row: dict[str, str], which: str) -> list[float]:
    """P, R, hits and found of a row of the README."""
    return [float(figure) for figure in (row[f"{which} P"], row[f"{which} R"], *row[f"{which} hits"].split(" of "))]


def stale(row: dict[str, str], now, which: str) -> bool:
    """Whether a row of the README is far from what was just measured; of few findings one is several per cent."""
    return bool((abs(now[["P", "R", "hits", "found"]] - figures(row, which)) > max(NEARLY, 100 / now["found"])).any())


@pytest.mark.model
@pytest.mark.parametrize("which", ["samples", "held out"])
def test_figures_are_those_that_the_benchmark_prints(nlp, which):
    printed = benchmark.set_table(*benchmark.gold_scores(nlp, gold(which)))
    shown = [row for row in rows("as printed") if f"{which} P" in row]
    assert len(shown) > 5
    wrong = [row["as printed"] for row in shown if stale(row, printed.loc[row["as printed"]], which)]
    assert not wrong, f"of {which} the benchmark prints\n{printed.loc[wrong]}"


def test_counts_in_the_method_are_those_of_the_readings_by_hand():
    read = [json.loads(path.read_text(encoding="utf8")) for path in gold("samples")]
    for step, field in [
        ("Find attributions", "attributions"),
        ("Find sources", "sources"),
        ("Read stances", "stances"),
    ]:
        assert f"**{step}.** {sum(len(one[field]) for one in read)}" in METHOD
    assert f"**Join names.** {sum(len(e['mentions']) for one in read for e in one['entities'])} mentions" in METHOD


def test_exit_codes_are_those_of_the_command_line():
    assert blocks("text") == [f"{CODES}\n"]


def test_tables_are_the_declared_ones():
    assert [row["table"].strip("`") for row in rows("table")] == list(tables.NAMES)


def test_every_suffix_that_is_read_is_named():
    assert [suffix for suffix in articles.SUFFIXES if f"`{suffix.removesuffix('.gz')}`" not in INPUTS] == []


def test_every_module_has_its_line_in_the_architecture():
    modules = {path.stem for path in (ROOT / "src" / "helpers").rglob("*.py")} - {"__init__"}
    assert [name for name in sorted(modules) if f"`{name}`" not in ARCHITECTURE] == []


def test_the_readme_can_be_read_in_one_go():
    assert len(README.splitlines()) <= 160
