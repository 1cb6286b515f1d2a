"""JupyterLab's kernels: a missing name is one sentence, and no two notebooks share the name of a place."""

import os
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.manager import start_new_kernel
from jupyter_server.services.contents.filemanager import FileContentsManager
from matplotlib import rc_context, rcParams
from nbformat.v4 import new_output

from helpers import lab, pickers, views
from helpers.choices import Candidate, Choice
from helpers.page.fragments import Fragment, element, fold, link, text


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What the corner of the window was told."""
    said: list[str] = []
    monkeypatch.setattr(pickers, "tell", said.append)
    monkeypatch.setattr(pickers, "front_end", lambda: None)
    return said


@pytest.fixture
def shell(monkeypatch, told):
    """A shell of its own, set up as a kernel of the notebook 03-tabulate-quotes; settings are as before afterwards."""
    made = InteractiveShell()
    with rc_context(), pd.option_context("display.max_columns", 20, "display.max_colwidth", 50):
        yield begun(made, monkeypatch)


def begun(made: InteractiveShell, monkeypatch) -> InteractiveShell:
    """A shell that was set up."""
    monkeypatch.setattr(lab, "get_ipython", lambda: made)
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/03-tabulate-quotes.ipynb")
    lab.begin()
    return made


def test_a_missing_name_is_one_sentence_that_says_what_to_run(shell, capsys):
    done = shell.run_cell("read['quotes']")
    assert isinstance(done.error_in_exec, NameError)
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("NameError: name 'read' is not defined: run the cells above first")


def test_other_errors_keep_their_traceback(shell, capsys):
    shell.run_cell("1 / 0")
    assert "ZeroDivisionError" in (said := capsys.readouterr().out)
    assert len(said.splitlines()) > 3


def test_an_error_is_told_in_the_corner_of_the_window_with_its_notebook(shell, told):
    shell.run_cell("1 / 0")
    assert told == ["03-tabulate-quotes, cell 1: ZeroDivisionError: division by zero"]


def test_where_nothing_can_be_told_the_error_is_shown_all_the_same(shell, monkeypatch, capsys):
    def lost(words: str) -> None:
        raise OSError("no window")

    monkeypatch.setattr(pickers, "tell", lost)
    shell.run_cell("1 / 0")
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_raw_tables_show_every_column_and_whole_cells(shell):
    wide = pd.DataFrame({f"column-{n}": ["word " * 40] for n in range(30)})
    shown, _ = shell.display_formatter.format(wide)
    assert "column-15" in shown["text/html"]
    assert shown["text/html"].count("word " * 39) == 30


def test_charts_of_ones_own_are_in_the_house_style(shell):
    assert rcParams["axes.spines.right"] is False
    assert rcParams["axes.titlelocation"] == "left"


def test_the_list_of_articles_is_one_to_pick_from(shell):
    several = tuple(Candidate(name, name, "", 1, "", Path()) for name in ("a", "b"))
    shown, _ = shell.display_formatter.format(views.choice(Choice(several[0], several)))
    assert "application/vnd.jupyter.widget-view+json" in shown


def test_what_is_folded_is_open_where_no_link_opens_it():
    folded = fold("sources", "Mina Castell").html
    assert "open" not in folded
    assert "<details open class=" in lab.with_own_places(folded, "x")


def test_places_and_links_carry_the_name_of_the_notebook(shell):
    shown, _ = shell.display_formatter.format(element("p", link("text-a1", "there", aria_describedby="n"), id="a1"))
    own = "03-tabulate-quotes"
    assert f'<p id="{own}-a1">' in shown["text/html"]
    assert f'href="#{own}-text-a1"' in shown["text/html"]
    assert f'aria-describedby="{own}-n"' in shown["text/html"]


def test_text_that_looks_like_a_place_stays_as_it_is():
    shown = text('Write <p id="a1"> or id="a1"').html
    assert lab.with_own_places(shown, "x") == shown


def test_outside_a_kernel_nothing_happens(monkeypatch):
    monkeypatch.setattr(lab, "get_ipython", lambda: None)
    lab.begin()
    assert Fragment("<p></p>")._repr_html_() == "<p></p>"


def test_a_kernel_of_make_lab_is_set_up_and_has_no_names_from_that(tmp_path):
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf8")
    (startup,) = re.findall(r"echo '(.+)' > \$\(VENV\)/lab.py", makefile)
    (tmp_path / "lab.py").write_text(startup, encoding="utf8")
    assert 'PYTHONSTARTUP="$(CURDIR)/$(VENV)/lab.py" $(BIN)/python -m jupyterlab' in makefile
    manager, client = start_new_kernel(env=os.environ | {"PYTHONSTARTUP": str(tmp_path / "lab.py")})
    try:
        reply = client.execute_interactive("lab", output_hook=lambda _: None, timeout=600)["content"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert reply["ename"] == "NameError"
    assert len(reply["traceback"]) == 1
    assert "run the cells above first" in reply["traceback"][0]


# ---- what is saved -------------------------------------------------------------------------------------------------


NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def run(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook with what JupyterLab puts into one that was run."""
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.outputs = [new_output("execute_result", data={"text/html": "<p>x</p>"}, execution_count=number)]
        cell.execution_count = number
        cell.metadata |= {"execution": {"iopub.status.busy": "x"}, "trusted": True, "scrolled": True}
    notebook.metadata.kernelspec.display_name = "Python 3 (ipykernel)"
    notebook.metadata.language_info |= {"version": "3.11.9", "mimetype": "text/x-python"}
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    return notebook


def saved(folder: Path, name: str, notebook: nbformat.NotebookNode) -> str:
    """The file that Jupyter Server makes of a notebook, with the hook of `make lab`."""
    manager = FileContentsManager(root_dir=str(folder), pre_save_hook=lab.without_outputs)
    (folder / name).parent.mkdir(exist_ok=True)
    manager.save({"type": "notebook", "format": "json", "content": notebook}, name)
    return (folder / name).read_text(encoding="utf8")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_that_was_run_and_saved_is_the_file_that_it_was(tmp_path, path):
    notebook = run(nbformat.read(path, as_version=4))
    assert saved(tmp_path, f"notebooks/{path.name}", notebook) == path.read_text(encoding="utf8")


def test_a_change_that_somebody_made_is_saved(tmp_path):
    notebook = nbformat.read(NOTEBOOKS / "02-count-entities.ipynb", as_version=4)
    notebook.cells[0].source += " and more"
    assert "and more" in saved(tmp_path, "notebooks/02-count-entities.ipynb", run(notebook))


@pytest.mark.parametrize("name", ["mine.ipynb", "notebooks/mine.ipynb"])
def test_notebooks_of_ones_own_keep_what_they_show(tmp_path, name):
    notebook = run(nbformat.read(NOTEBOOKS / "02-count-entities.ipynb", as_version=4))
    assert "<p>x</p>" in saved(tmp_path, name, notebook)


def test_make_lab_serves_with_the_hook():
    makefile = (NOTEBOOKS.parent / "Makefile").read_text(encoding="utf8")
    assert "c.FileContentsManager.pre_save_hook = lab.without_outputs' > $(VENV)/lab_server.py" in makefile
    assert "--config=$(VENV)/lab_server.py" in makefile
