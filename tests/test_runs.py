"""Runs: parameters are checked before anything starts, and a notebook counts only when every cell ran to its end."""

import datetime as dt
import json
import math
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from helpers import runs

DEFAULTS = (
    "greeting: str = 'hello'  # a = b\ntop: int = 5\nshare: float | None = None\nplain = True\nnames: list[str] = []"
)


@pytest.fixture
def types(tmp_path, make_notebook):
    return lambda parameters=DEFAULTS: {"01-try": runs.declared(make_notebook(tmp_path / "01-try.ipynb", parameters))}


# ---- parameters ----------------------------------------------------------------------------------------------------


def nested(depth: int) -> list:
    """A list in a list in a list …"""
    made: list = []
    for _ in range(depth):
        made = [made]
    return made


def widened(depth: int) -> list:
    """Ten times the same list in a list, again and again, as aliases in YAML write it in a few lines."""
    made: list = ["x"] * 10
    for _ in range(depth):
        made = [made] * 10
    return made


SELF: list = []
SELF.append(SELF)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("float", math.nan), ("float", math.inf), ("float", "nan"), ("float", "-inf"), ("float", "1e999"),
        ("float", 10**400), ("int", 10**30), ("int", "9" * 30), ("int", "9" * 5000), ("int", True),
        ("list", [math.nan]), ("list", "[NaN]"), ("list", "[-Infinity]"), ("list", nested(3000)), ("list", widened(9)),
        ("list", "[" * 5000 + "]" * 5000), ("list", SELF), ("list", [dt.date(2024, 1, 1)]), ("list", [b"x"]),
        ("list", [{1, 2}]), ("list", ["\ud800"]), ("list", '["\\ud800"]'), ("list", [{("a",): 1}]),
        ("list", [1] * 20000),
        ("str", "\ud800"), ("str", b"x"), ("str", dt.datetime(2024, 1, 1)), ("str", {"a"}), ("float", {"a": 1}),
    ],
)  # fmt: skip
def test_a_value_that_no_notebook_can_be_told_is_one_short_sentence(kind, value):
    with pytest.raises(runs.ParameterError, match="The parameter 'x' of 01") as told:
        runs.fit("x", value, kind, "01")
    assert len(str(told.value)) < 400


@pytest.mark.parametrize(
    ("kind", "value"), [("list", ["a", 1, None, True, {"b": [1.5]}]), ("float", 1), ("str", "a\0b"), ("str", "")]
)
def test_a_plain_value_is_taken_as_it_is(kind, value):
    assert runs.fit("x", value, kind, "01") == value


def test_names_and_types_come_from_the_parameters_cell(types):
    assert types()["01-try"] == {
        "greeting": "str",
        "top": "int",
        "share": "float | None",
        "plain": "bool",
        "names": "list[str]",
    }


def test_text_becomes_the_declared_type(types):
    given = {"greeting": "1984", "top": "7", "share": "0.5", "plain": "False", "names": '["a", "b"]'}
    assert runs.assign(given, types()) == {
        "01-try": {"greeting": "1984", "top": 7, "share": 0.5, "plain": False, "names": ["a", "b"]}
    }


def test_a_parameter_goes_only_to_the_notebooks_that_declare_it():
    notebooks = {"01": {"top": "int"}, "02": {"top": "int", "share": "float"}}
    assert runs.assign({"share": 1}, notebooks) == {"01": {}, "02": {"share": 1}}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("top", "many"),
        ("top", "1.5"),
        ("share", "nan"),
        ("plain", "yes"),
        ("names", "{}"),
        ("names", "a"),
        ("top", True),
    ],
)
def test_a_value_of_another_type_is_refused_in_one_sentence(types, name, value):
    with pytest.raises(runs.ParameterError, match=rf"^The parameter '{name}' of 01-try is .*allowed there\.$"):
        runs.assign({name: value}, types())


def test_an_unknown_parameter_is_refused_with_the_nearest_name(types):
    with pytest.raises(runs.ParameterError, match=r"has a parameter 'gretting'; did you mean 'greeting'\?"):
        runs.assign({"gretting": "x"}, types())


def test_an_unknown_parameter_far_from_all_is_refused_with_the_list(types):
    with pytest.raises(runs.ParameterError, match="there are: greeting, names, plain, share, top"):
        runs.assign({"zzz": "x"}, types())


@pytest.mark.parametrize("name", ["x\nimport os", "top = 1; import os", "__import__('os')", "top: int", ""])
def test_code_in_a_parameter_name_is_no_parameter(types, name):
    with pytest.raises(runs.ParameterError, match="No notebook has a parameter"):
        runs.assign({name: "1"}, types())


def test_a_type_that_no_text_can_be_read_as_is_refused(types):
    found = types("where: Path = Path('x')")
    with pytest.raises(runs.ParameterError, match="is a Path, which cannot be set from outside"):
        runs.assign({"where": "x"}, found)


@pytest.mark.parametrize("pairs", [["top"], ["top=1", "top=2"]])
def test_a_pair_without_a_sign_or_given_twice_is_refused(pairs):
    with pytest.raises(runs.ParameterError, match="name=value"):
        runs.parse(pairs)


@given(st.text(), st.text(st.characters(exclude_characters="=")))
def test_a_value_may_hold_anything(value, name):
    assert runs.parse([f"{name}={value}"]) == {name: value}


def test_a_notebook_without_parameters_cell_is_refused(tmp_path):
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), tmp_path / "01.ipynb")
    with pytest.raises(runs.ParameterError, match=r"01\.ipynb has no cell tagged 'parameters'"):
        runs.declared(tmp_path / "01.ipynb")


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "01.ipynb").write_text("no")
    with pytest.raises(runs.ParameterError, match="is not a valid notebook"):
        runs.declared(tmp_path / "01.ipynb")


def test_notebooks_are_grouped_by_what_they_need(tmp_path, make_notebook):
    needs = {"01-a": None, "02-b": "01-a", "03-c": "01-a", "04-d": "02-b", "05-e": None}
    paths = [make_notebook(tmp_path / f"{name}.ipynb", DEFAULTS) for name in needs]
    for path in paths:
        made = nbformat.read(path, 4)
        made.metadata |= {"on_record": {"needs": needs[path.stem]}} if needs[path.stem] else {}
        nbformat.write(made, path)
    assert [[path.stem for path in group] for group in runs.groups(paths)] == [
        ["01-a"],
        ["02-b", "03-c"],
        ["04-d"],
        ["05-e"],
    ]


# ---- running, each in a kernel -------------------------------------------------------------------------------------

HOSTILE = "\"\"\" ''' {{x}} {x} \\ \n\r\t\0 $(id) `id` \u202e é 😀 %s"


@pytest.fixture(scope="module")
def completed(tmp_path_factory, make_notebook):
    """A notebook run to its end in a folder whose name papermill would fill in, and where it was written."""
    folder = tmp_path_factory.mktemp("in {top} braces")
    cells = [
        "print(repr(greeting), top)",
        "import os; print(os.getcwd())",
        "",
        "import sys; print('no', file=sys.stderr); top",
    ]
    source = make_notebook(folder / "01-try.ipynb", DEFAULTS, *cells)
    runs.execute(source, folder / "out.ipynb", {"greeting": HOSTILE, "top": 7})
    return folder


def outputs(path: Path) -> list:
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", ())]


def test_values_arrive_exactly(completed):
    assert outputs(completed / "out.ipynb")[0].text == f"{HOSTILE!r} 7\n"


def test_a_notebook_runs_in_its_own_folder(completed):
    assert outputs(completed / "out.ipynb")[1].text.strip() == str(completed)


def test_nothing_is_left_beside_the_executed_notebook(completed):
    assert sorted(path.name for path in completed.iterdir()) == ["01-try.ipynb", "out.ipynb"]


def test_a_settled_notebook_names_no_place_and_no_time(completed, tmp_path):
    (tmp_path / "out.ipynb").write_bytes((completed / "out.ipynb").read_bytes())
    settled = runs.settle(tmp_path / "out.ipynb", completed)
    text = (tmp_path / "out.ipynb").read_text()
    assert str(completed) not in text
    assert "start_time" not in text
    assert "iopub" not in text
    assert settled == nbformat.reads(text, as_version=4)
    nbformat.validate(json.loads(text))


FAULTS = {
    "exception": ("1 / 0", runs.FailedError, r"code cell 2 \(1 / 0\) raised ZeroDivisionError: division by zero\."),
    "left": ("import sys; sys.exit(0)", runs.FailedError, r"code cell 2 .* raised SystemExit: 0\."),
    "killed": ("import os; os.kill(os.getpid(), 9)", runs.StoppedError, r"code cell 2 .* the kernel died"),
    "too long": ("import time; time.sleep(60)", runs.StoppedError, r"code cell 2 .* took longer than 2 s\."),
    "full disk": ("print(1, file=open('/dev/full', 'w'), flush=True)", runs.UnwritableError, "No space left on device"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_notebook_that_does_not_end_names_cell_and_cause(tmp_path, make_notebook, capfd, fault):
    source, kind, words = FAULTS[fault]
    if fault == "full disk" and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    made = make_notebook(tmp_path / "01-try.ipynb", DEFAULTS, "# Prose", source, "print('after')")
    with pytest.raises(kind, match=rf"^01-try: .*{words}"):
        runs.execute(made, tmp_path / "out.ipynb", {}, timeout=2)
    assert "".join(capfd.readouterr()) == ""


def test_a_kernel_lost_in_the_last_cell_is_no_success(tmp_path, make_notebook):
    made = make_notebook(tmp_path / "01-try.ipynb", DEFAULTS, "import os; os._exit(0)")
    with pytest.raises(runs.StoppedError, match="code cell 2"):
        runs.execute(made, tmp_path / "out.ipynb", {})


def test_a_target_that_cannot_be_written_is_an_error_of_the_system(tmp_path, make_notebook):
    made = make_notebook(tmp_path / "01-try.ipynb", DEFAULTS)
    with pytest.raises(OSError, match="No such file"):
        runs.execute(made, tmp_path / "nowhere" / "out.ipynb", {})


# ---- the proof -----------------------------------------------------------------------------------------------------


@pytest.fixture
def executed(tmp_path, make_notebook):
    """A notebook, and what a run is said to have made of it: the execution counts of its two cells."""

    def made(*counts: int | None) -> tuple[Path, Path]:
        source = make_notebook(tmp_path / "01-try.ipynb", DEFAULTS, "# Prose", "a = 1")
        found = nbformat.read(source, as_version=4)
        for cell, count in zip(runs.code_cells(found), counts, strict=True):
            cell.execution_count = count
        nbformat.write(found, tmp_path / "out.ipynb")
        return source, tmp_path / "out.ipynb"

    return made


def test_a_cell_without_execution_count_was_not_run(executed):
    with pytest.raises(runs.FailedError, match=r"code cell 2 \(a = 1\) was not run"):
        runs.check(*executed(1, None))


def test_a_cell_that_is_missing_is_noticed(executed):
    source, target = executed(1, 2)
    found = nbformat.read(target, as_version=4)
    found.cells.pop()
    nbformat.write(found, target)
    with pytest.raises(runs.FailedError, match="does not hold the cells"):
        runs.check(source, target)


def test_all_cells_run_is_the_proof(executed):
    runs.check(*executed(1, 2))
