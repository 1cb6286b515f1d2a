"""JupyterLab's kernels: a missing name is one sentence, and no two notebooks share the name of a place."""

import os
import re
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.manager import start_new_kernel

from helpers import lab
from helpers.page.fragments import Fragment, element, link, text


@pytest.fixture
def shell(monkeypatch):
    """A shell of its own, set up as a kernel of the notebook 03-tabulate-quotes."""
    made = InteractiveShell()
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
