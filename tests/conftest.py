"""What the tests share: how notebooks are made, an article in tables, and one report, made once by the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from toll import read  # noqa: F401

from helpers import language

ROOT = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "model: reads text with the shipped pipeline; moves when the model does")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that move when the model does and do not say so."""
    read_by_model = [item for item in items if {"nlp", "sample_reports"} & set(getattr(item, "fixturenames", ()))]
    unmarked = [item.nodeid for item in read_by_model if item.get_closest_marker("model") is None]
    if unmarked:
        raise pytest.UsageError(
            f"These tests use the shipped pipeline and lack the mark `model`: {', '.join(unmarked)}"
        )


def write_notebook(path: Path, parameters: str, *cells: str) -> Path:
    """A notebook with a parameters cell, then prose for each cell that begins with `#` and a space, code otherwise."""
    made = new_notebook(cells=[new_code_cell(parameters, metadata={"tags": ["parameters"]})])
    made.cells += [new_markdown_cell(cell) if cell.startswith("# ") else new_code_cell(cell) for cell in cells]
    made.metadata.kernelspec = {"name": "somewhere-else", "display_name": "Python", "language": "python"}
    nbformat.write(made, path)
    return path


@pytest.fixture(scope="session")
def make_notebook():
    """The function that writes small notebooks."""
    return write_notebook


def run_helpers(*words: object, **options) -> subprocess.CompletedProcess:
    """`python -m helpers` with these words, as a user would type them."""
    command = [sys.executable, "-m", "helpers", *map(str, words)]
    return subprocess.run(command, text=True, encoding="utf8", **({"capture_output": True, "cwd": ROOT} | options))


@pytest.fixture(scope="session")
def helpers_command():
    """The function that runs the command line."""
    return run_helpers


HOSTILE = {
    "id": "../../<svg onload=alert(10)>",
    "title": "<script>alert(1)</script> <img src=x onerror=alert(2)> $5bn to $7bn",
    "byline": '<b onclick="alert(3)">Ida</b> <img src="http://example.invalid/byline.png">',
    "date": '<iframe src="http://example.invalid/date"></iframe>',
    "outlet": "</style></title><script src=//example.invalid/outlet.js></script>",
    "text": """\
The “<img src=x onerror=alert(4)>” was said to be safe, said Ida <svg onload=alert(5)> Brandt, a spokeswoman for the \
<script src="http://example.invalid/a.js"></script> Ferry Company.

“Click [here](javascript:alert(6)) or <a href="javascript:alert(7)">there</a>,” said <a href=//example.invalid>Tom \
Okafor. “It costs $5 million, not $6 million and $a_b_c$.”

</div></section></main></body></html><style>@import "http://example.invalid/style.css"</style>

“&lt;script&gt;alert(8)&lt;/script&gt; ![x](http://example.invalid/x.png) {{ 7 * 7 }} {% raw %} \u202eright\u202c,” \
said one official, who opposes the “<meta http-equiv=refresh content=0;url=http://example.invalid>”.
""",
}
"""An article that tries to run code and to fetch things wherever text from outside is shown.

Its tags do not belong together, or they would be read as markup that was left in it."""

SAMPLE = ROOT / "data" / "articles" / "tamber-valley-peacekeepers.txt"


@pytest.fixture(scope="session")
def sample_reports(tmp_path_factory) -> Path:
    """A folder of reports made by the command: `tamber-valley-peacekeepers`, and that of the hostile article."""
    folder = tmp_path_factory.mktemp("sample")
    hostile = folder / "<img src=x onerror=alert(9)>.jsonl"
    hostile.write_text(json.dumps(HOSTILE), encoding="utf8")
    done = run_helpers("report", SAMPLE, hostile, "--out", folder / "reports")
    assert done.returncode == 0, done.stderr
    return folder / "reports"


@pytest.fixture(scope="session")
def nlp():
    """The shipped pipeline with all steps, loaded once."""
    return language.load()
