from __future__ import annotations

import ast
import html
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers import articles, comparisons, reports, tables

NOTEBOOKS = list(reports.of_article(reports.NOTEBOOKS)[0])
COMPARISON = comparisons.notebook_in()
NAMES = ["01-parse-articles", "02-count-entities", "03-tabulate-quotes", "04-summarise-stance", "05-front-page"]
WALK = NOTEBOOKS[:4]
SECTIONS = [
    "Who is quoted",
    "What to check",
    "The article",
    "Where they stand",
    "What it rests on",
    "Sources, quotes, names",
    "How we know",
]
ARTICLES = {
    "empty": "",
    "one-word": "Fog",
    "nobody-speaks": "Fog on the river\n\nThe ferry to Arvenholt stayed in port. The lamps were lit at noon.\n",
    "hostile": (
        "<script>alert(1)</script> & $5bn to $7bn\n\n"
        "“<img src=x onerror=alert(2)>\u202e,” said Mina Castell. “I am not aware of any plan for the $a_b$.\n\n"
        + "(" * 500
        + "\n"
    ),
    "unseen": (
        "Fog on the river\n\n\u200bThe ferry stayed in port, said Mina\u00a0Castell.\n\n"
        "\ufeff“Nothing  was lit,” Cas\u00adtell said.\n\n\u2060She left at noon.\u200b\n"
    ),
}


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook: nbformat.NotebookNode) -> list[str]:
    """What is said in a notebook and in the page that is made of it."""
    shown = (cell for cell in notebook.cells if "remove-cell" not in cell.metadata.get("tags", ()))
    return [cell.source for cell in shown if cell.cell_type == "markdown"]


def made_by(cell: nbformat.NotebookNode) -> set[str]:
    """The names that a cell leaves behind; those in a comprehension end with it."""
    lines = ast.parse(cell.source).body
    imported = {name.asname or name.name for line in lines for name in getattr(line, "names", ())}
    targets = [target for line in lines for target in [*getattr(line, "targets", ()), getattr(line, "target", None)]]
    nodes = [node for target in targets if target is not None for node in ast.walk(target)]
    return imported | {node.id for node in nodes if isinstance(node, ast.Name)}


# ---- as they are written -------------------------------------------------------------------------------------------


def test_the_walk_has_five_notebooks():
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", [*NOTEBOOKS, COMPARISON], ids=lambda path: path.stem)
class TestEachNotebook:
    def test_is_valid_and_committed_without_outputs(self, path):
        notebook = read(path)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert notebook.metadata.kernelspec.name == "python3"
        assert all(not cell.outputs and cell.execution_count is None for cell in code(notebook))

    def test_has_ids_that_say_what_a_cell_is(self, path):
        ids = [cell.id for cell in read(path).cells]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in ids)

    def test_has_one_parameters_cell_typed_and_commented(self, path):
        [cell] = [cell for cell in code(read(path)) if "parameters" in cell.metadata.get("tags", ())]
        assert all(isinstance(line, ast.AnnAssign) for line in ast.parse(cell.source).body)
        assert all("  # " in line for line in cell.source.splitlines())

    def test_has_short_cells_that_define_nothing(self, path):
        for cell in code(read(path)):
            assert 1 <= len(cell.source.splitlines()) <= 10, cell.source
            kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
            assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}
            assert "warnings" not in cell.source

    def test_has_no_name_that_two_cells_make(self, path):
        made = [(name, cell.id) for cell in code(read(path)) for name in sorted(made_by(cell))]
        names = [name for name, _ in made]
        assert [(name, cell) for name, cell in made if names.count(name) > 1] == []

    def test_has_more_to_say_than_to_run(self, path):
        lines = sum(len(cell.source.splitlines()) for cell in code(read(path)))
        words = sum(len(cell.split()) for cell in prose(read(path)))
        assert words >= lines


@pytest.mark.parametrize("path", WALK, ids=lambda path: path.stem)
def test_a_notebook_opens_with_its_question_and_every_heading_is_one(path):
    opening, *sections, caveats = prose(read(path))
    assert re.match(r"# \d · .+\n\n\*.+\?\*\n\nReads .+[Ww]rites ", opening, re.S)
    heads = [cell.splitlines()[0] for cell in sections if cell.startswith("#")]
    assert [head for head in heads if not re.fullmatch(r"## [A-Z].+\?", head)] == []
    assert caveats.startswith("**Caveats.**")


def test_the_comparison_opens_with_its_question_and_ends_with_what_was_seen():
    opening, *_, saw, caveats = prose(read(COMPARISON))
    assert re.match(r"# \d · .+\n\n\*.+\?\*\n\nReads .+[Ww]rites ", opening, re.S)
    assert saw == "## What we saw"
    assert caveats.startswith("**Caveats.**")


@pytest.mark.parametrize("path", WALK, ids=lambda path: path.stem)
def test_the_finding_comes_before_the_tables(path):
    source = "\n".join(cell.source for cell in code(read(path)))
    assert 0 < re.search(r"views\.(says|bottom_line)\(", source).start() < source.index("views.table(")


def test_an_articles_own_records_come_before_figures_about_others():
    source = "\n".join(cell.source for cell in code(read(NOTEBOOKS[3])))
    assert source.rindex("stances[") < source.index("accuracy.compared")


EVERY = sorted(reports.NOTEBOOKS.glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_links_lead_to_the_notebooks_before_and_after_and_stay_out_of_published_pages(path):
    hidden = [cell for cell in read(path).cells if "remove-cell" in cell.metadata.get("tags", ())]
    ways = [cell for cell in hidden if ".ipynb)" in cell.source]
    at = EVERY.index(path)
    beside = [other.name for other in EVERY[max(at - 1, 0) : at + 2] if other != path]
    assert ways
    for cell in ways:
        assert re.findall(r"\]\(([^)]+)\)", cell.source) == beside


@pytest.mark.parametrize("path", [*WALK, COMPARISON], ids=lambda path: path.stem)
def test_a_notebook_asserts_what_its_prose_expects(path):
    expected = sum("expected" in cell for cell in prose(read(path)))
    assert expected >= 2
    assert sum("assert " in cell.source for cell in code(read(path))) >= expected


def test_the_front_page_has_its_sections_and_hides_its_code():
    notebook = read(NOTEBOOKS[-1])
    assert [cell.splitlines()[0].removeprefix("## ") for cell in prose(notebook)] == SECTIONS
    assert not any(cell.startswith("# ") for cell in prose(notebook))
    hidden = [cell.metadata.get("jupyter", {}).get("source_hidden") for cell in code(notebook)]
    assert hidden.count(True) == len(hidden) - 1


def test_the_notebooks_after_the_first_start_without_the_language_model():
    modules = {
        name
        for path in [*NOTEBOOKS[1:], COMPARISON]
        for cell in code(read(path))
        for name in re.findall(r"\blanguage\b", cell.source)
    }
    assert not modules


# ---- as they run ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(sample_reports) -> tuple[Path, list[nbformat.NotebookNode]]:
    """Where the tables of the notebooks' own article went, and the five notebooks as papermill ran them."""
    folder = sample_reports / "tamber-valley-peacekeepers"
    return folder / "tables", [read(folder / "notebooks" / path.name) for path in NOTEBOOKS]


def run_cell(cell: nbformat.NotebookNode, names: dict[str, object]) -> object:
    """What a cell ends with, run among these names."""
    *lines, last = ast.parse(cell.source).body
    if not isinstance(last, ast.Expr):
        lines.append(last)
    exec(compile(ast.Module(lines, []), cell.id, "exec"), names)
    return eval(compile(ast.Expression(last.value), cell.id, "eval"), names) if isinstance(last, ast.Expr) else None


def run_here(path: Path, given: dict[str, object]) -> tuple[list[object], dict[str, object]]:
    """What the cells of a notebook end with, and its names, run in this process to spare a kernel's start."""
    names, ends = {}, []
    for cell in code(read(path)):
        ends.append(run_cell(cell, names))
        if "parameters" in cell.metadata.get("tags", ()):
            names |= given
    return ends, names


@pytest.fixture(scope="module", params=ARTICLES)
def odd(request, tmp_path_factory) -> tuple[str, Path, list[str]]:
    """The five notebooks run on an article with nothing, next to nothing, nobody's words, mischief, or unseen marks."""
    folder = tmp_path_factory.mktemp(request.param)
    article = folder / f"{request.param}.txt"
    article.write_text(ARTICLES[request.param], encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(NOTEBOOKS[0].parent)
        shown, story = [], request.param
        for path in NOTEBOOKS:
            given = {"article": str(article)} if path == NOTEBOOKS[0] else {"article_id": story}
            ends, names = run_here(path, {"processed": str(folder), **given})
            story = names["story"].id if "story" in names else story
            shown.append("".join(end._repr_html_() for end in ends if hasattr(end, "_repr_html_")))
    return request.param, folder / story, shown


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> list[tuple[str, dict, dict, dict]]:
    """What each cell of the walk shows as JupyterLab runs it: in order, once more, and from the last to the first.

    The first article on the shelf is read, with the parameters as they are committed but for where tables go."""
    passes, processed = [], {"processed": str(tmp_path_factory.mktemp("lab"))}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(NOTEBOOKS[0].parent)
        for path in NOTEBOOKS:
            names, shown = {}, ({}, {}, {})
            cells = [cell for cell in code(read(path)) if "parameters" not in cell.metadata.get("tags", ())]
            names |= parameters_of(path) | processed
            for cell in cells:
                shown[0][cell.id] = page_of(run_cell(cell, names))
                shown[1][cell.id] = page_of(run_cell(cell, names))
            for cell in reversed(cells):
                shown[2][cell.id] = page_of(run_cell(cell, names))
            passes.append((path.stem, *shown))
    return passes


def parameters_of(path: Path) -> dict[str, object]:
    """The parameters of a notebook, as they are committed."""
    [cell] = [cell for cell in code(read(path)) if "parameters" in cell.metadata.get("tags", ())]
    return {line.target.id: ast.literal_eval(line.value) for line in ast.parse(cell.source).body}


def page_of(shown: object) -> str:
    """What a cell shows as HTML; nothing else is shown."""
    assert shown is None or hasattr(shown, "_repr_html_"), repr(shown)
    return "" if shown is None else shown._repr_html_()


def shown_by(notebook: nbformat.NotebookNode) -> str:
    return "".join(o.data.get("text/html", "") for cell in code(notebook) for o in cell.outputs if "data" in o)


@pytest.mark.model
def test_every_cell_of_the_walk_runs_in_order(sample):
    for notebook in sample[1]:
        counts = [cell.execution_count for cell in code(notebook)]
        assert counts == list(range(1, len(counts) + 1))


@pytest.mark.model
def test_nothing_is_complained_of_on_the_way(sample):
    streams = [
        o for notebook in sample[1] for cell in code(notebook) for o in cell.outputs if o.output_type == "stream"
    ]
    assert [output.text for output in streams if output.name == "stderr"] == []


@pytest.mark.model
def test_the_tables_are_there_after_the_first_notebook(sample):
    assert len(tables.read(sample[0])["quotes"]) > 5
    assert (sample[0] / "facts.json").is_file()


@pytest.mark.model
def test_the_front_page_shows_every_quote_of_the_tables(sample):
    page = shown_by(sample[1][-1])
    for name in tables.read(sample[0])["quotes"]["attribution_id"]:
        assert f'<tr id="{name}"' in page
        assert f'id="text-{name}"' in page


@pytest.mark.model
def test_an_odd_article_goes_through_the_whole_walk(odd):
    name, folder, shown = odd
    assert len(tables.read(folder)["articles"]) == 1
    said = {
        "empty": "There is no text in this article",
        "one-word": "This article has one word",
        "nobody-speaks": "No words in this article were found to be attributed to anyone",
        "hostile": "attributed",
        "unseen": "Mina Castell",
    }
    assert said[name] in shown[-1]


@pytest.mark.model
def test_what_an_odd_article_holds_is_shown_as_text(odd):
    name, _, shown = odd
    page = "".join(shown)
    assert not re.search(r"<script|<img src=x|\u202e", page)
    assert html.escape(ARTICLES[name].partition("\n")[0], quote=False) in page


HEAVY = ("spacy", "torch", "trafilatura", "onnxruntime", "matplotlib.pyplot")


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [("charts, checks, choices, tables, views", HEAVY), ("checks, choices, tables, views", (*HEAVY, "matplotlib"))],
)
def test_what_the_notebooks_after_the_first_import_is_light(modules, heavy):
    code = f"import sys; from helpers import {modules}; print([name for name in {heavy} if sys.modules.get(name)])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.model
def test_a_cell_that_is_run_again_or_out_of_order_shows_what_it_showed(lab):
    for name, first, again, backwards in lab:
        once = {"read"} if name == "01-parse-articles" else set()  # its list says which articles were read before
        assert first.keys() == backwards.keys()
        for cell in first.keys() - once:
            assert first[cell] == again[cell] == backwards[cell], f"{name}: {cell}"


@pytest.mark.model
def test_the_article_is_chosen_once_for_the_whole_walk(lab):
    name = articles.read(NOTEBOOKS[0].parent.parent / "data" / "articles")[0].id
    for _, first, _, _ in lab:
        assert re.search(rf"▶ 1</th>.+?{name}", first["read"])


@pytest.mark.model
def test_what_papermill_runs_lists_no_other_article(sample):
    for notebook in sample[1]:
        [cell] = [cell for cell in code(notebook) if cell.id == "read"]
        assert cell.outputs == []


def test_the_first_notebook_reads_articles_as_long_as_the_command_does():
    assert parameters_of(NOTEBOOKS[0])["article_limit"] == articles.LIMIT
