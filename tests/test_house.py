"""The house: every room and what it may know; nothing is imported uphill, and nothing in a circle."""

import ast
import sys
from pathlib import Path

import pytest

from helpers import articles, language
from helpers.sources import resolver

SRC = Path(__file__).parents[1] / "src"
SAMPLES = [
    SRC.parent / "data" / "articles" / f"{name}.txt" for name in ("dellamere-metro-smoke", "lorne-seed-vault-hearing")
]
FLOORS = (
    "helpers",
    "lexicons",
    "wording",
    "text",
    "inputs",
    "articles",
    "extensions",
    "syntax",
    "encoder",
    "names",
    "entities",
    "attributions",
    "sources",
    "stances",
    "language",
    "tables",
    "datasets",
    "corrections",
    "audits",
    "amendments",
    "findings",
    "readings",
    "checks",
    "people",
    "issues",
    "reuse",
    "tallies",
    "remedies",
    "choices",
    "page.fragments",
    "charts",
    "page",
    "plots",
    "views",
    "pickers",
    "lab",
    "review",
    "running",
    "runs",
    "running.template",
    "publishing",
    "reports",
    "revisions",
    "workers",
    "batches",
    "comparisons",
    "recipes",
    "corpus",
    "__main__",
)
"""From the ground up: each may import what stands before it, and a room what is within it. The longest name counts."""


def modules() -> dict[str, Path]:
    """Every module by its name, without `helpers.`; the package itself is `helpers`."""
    paths = sorted((SRC / "helpers").rglob("*.py"))
    named = {path: ".".join(path.relative_to(SRC / "helpers").with_suffix("").parts) for path in paths}
    return {name.removesuffix(".__init__").replace("__init__", "helpers"): path for path, name in named.items()}


MODULES = modules()


def imported(path: Path) -> set[str]:
    """The modules of the project that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            inner = node.module.removeprefix("helpers").lstrip(".")
            names = [f"{inner}.{alias.name}".lstrip(".") for alias in node.names]
            found |= {name if name in MODULES else inner for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("helpers.") for alias in node.names if alias.name.startswith("helpers.")}
    return found & MODULES.keys()


def floor(module: str) -> int:
    """The place of a module in `FLOORS`."""
    fitting = [name for name in FLOORS if module == name or module.startswith(f"{name}.")]
    return FLOORS.index(max(fitting, key=len)) if fitting else -1


def uphill(module: str, path: Path) -> list[str]:
    """What a module imports from above its own floor, both named."""
    return [f"{module} imports {other}" for other in sorted(imported(path)) if floor(other) > floor(module)]


def test_every_module_has_a_floor_and_every_floor_a_module():
    assert [name for name in MODULES if floor(name) < 0] == []
    used = {floor(name) for name in MODULES}
    assert [name for at, name in enumerate(FLOORS) if at not in used] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_is_imported_uphill(module):
    assert uphill(module, MODULES[module]) == []


def test_an_import_uphill_is_told_with_both_names(tmp_path):
    path = tmp_path / "lines.py"
    path.write_text("from helpers.stances import model\nfrom helpers.text import spans\n")
    assert uphill("text.lines", path) == ["text.lines imports stances.model"]


def test_no_two_modules_need_each_other():
    """A circle within a floor: whatever is left when modules that need nothing more are taken away again and again."""
    needs = {name: imported(path) - {name} for name, path in MODULES.items()}
    while free := {name for name, others in needs.items() if not others & needs.keys()}:
        needs = {name: others for name, others in needs.items() if name not in free}
    assert sorted(needs) == []


# ---- what one source passes ----------------------------------------------------------------------------------------

MOST_MODULES, MOST_FUNCTIONS = 22, 135
"""What the choice of one source may pass; in the six samples it was 22 and 129 at most, in the median 13 and 70."""


def passed(nlp, path: Path, monkeypatch) -> list[tuple[int, int]]:
    """For each attribution of an article how many modules and functions are called from its words to its source."""
    found, resolve = [], resolver.Resolver.resolve

    def watched(self, attribution):
        called = set()

        def note(frame, event, _):
            if event == "call" and "/helpers/" in frame.f_code.co_filename and frame.f_code.co_name[0] != "<":
                called.add((frame.f_code.co_filename, frame.f_code.co_qualname))

        sys.setprofile(note)
        try:
            return resolve(self, attribution)
        finally:
            sys.setprofile(None)
            found.append((len({module for module, _ in called}), len(called)))

    with monkeypatch.context() as patch:
        patch.setattr(resolver.Resolver, "resolve", watched)
        language.article_doc(nlp, articles.read(path)[0])
    return found


@pytest.mark.model
def test_one_source_passes_no_more_modules_and_functions_than_before(monkeypatch):
    """Counted from the words of an attribution to the row that they go to; each module and function once."""
    nlp = language.load()
    found = [one for path in SAMPLES for one in passed(nlp, path, monkeypatch)]
    assert len(found) > 25
    assert max(modules for modules, _ in found) <= MOST_MODULES
    assert max(functions for _, functions in found) <= MOST_FUNCTIONS
