"""What the kernels of `make lab` run first, by PYTHONSTARTUP, and what its server does to a notebook that is saved.

What goes wrong is told in one sentence in the corner of the window, too. An article is picked from a list. Raw tables
and charts of one's own look as they do in reports. And the places that links lead to get names of the notebook's own,
for JupyterLab shows all open notebooks as one page, where a link leads to the first place of a name, seen or not."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from IPython import get_ipython

TAG = re.compile(r"<[^<>]+>")
PLACE = re.compile(r' (id="|href="#|aria-describedby="|popovertarget="|aria-labelledby=")')
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""What a saved notebook says of its kernel, which is no more than every machine has."""
WIDEST = 300
"""Characters of a cell that a raw table shows."""


def explain(shell, kind, error, trace, tb_offset=None) -> None:
    """Show what went wrong, in a corner of the window as well; for a missing name, which cells make it."""
    said = f"{kind.__name__}: {error}"
    if kind is NameError:
        hint = "run the cells above first (menu Run, Run All Above Selected Cell), then this one"
        said = f"{said}: {hint}; if none of them makes it, it is misspelt."
        error._render_traceback_ = lambda: [said]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
    with suppress(Exception):  # whatever kept it from being told, the error itself is shown
        from helpers import pickers

        pickers.tell(f"{notebook_name()}, cell {shell.execution_count}: {said}")


def notebook_name() -> str:
    """The name of the notebook that this kernel is of."""
    return Path(os.environ.get("JPY_SESSION_NAME", "notebook")).stem


def with_own_places(html: str, notebook: str) -> str:
    """HTML of ours with the notebook's name before every id, and before every id that is referred to; unfolded, for
    no link of JupyterLab's opens what is folded.

    Text in it is escaped, so that whatever stands between angle brackets is an element."""
    opened = html.replace('<details class="fold', '<details open class="fold')
    return TAG.sub(lambda tag: PLACE.sub(rf" \g<1>{notebook}-", tag[0]), opened)


def begin() -> None:
    """Set this kernel up; outside a kernel nothing happens."""
    if shell := get_ipython():
        shell.set_custom_exc((Exception,), explain)
        name = re.sub(r"\W+", "-", notebook_name())
        pages = shell.display_formatter.formatters["text/html"]
        pages.for_type_by_name("helpers.page.fragments", "Fragment", lambda shown: with_own_places(shown.html, name))
        bundles = shell.display_formatter.mimebundle_formatter
        bundles.for_type_by_name("helpers.page.candidates", "Listing", as_picker)
        shell.events.register("pre_run_cell", reach)
        as_in_reports()


def reach(info: object) -> None:
    """Have the front end reached before anything is asked of it."""
    from helpers import pickers

    pickers.front_end()


def as_picker(shown: Any, include=None, exclude=None) -> dict[str, Any]:
    """The list of articles as one to pick from."""
    from helpers import pickers

    return pickers.picker(shown)._repr_mimebundle_(include=include, exclude=exclude)


def as_in_reports() -> None:
    """Raw tables with every column and whole cells, and the house style for charts of one's own."""
    import pandas as pd
    from matplotlib import rcParams

    from helpers import charts

    pd.set_option("display.max_columns", None, "display.max_colwidth", WIDEST)
    rcParams.update(charts.house_style())


# ---- what the server does --------------------------------------------------------------------------------------------


def without_outputs(model: dict[str, Any], path: str, **_: Any) -> None:
    """Leave out of the file of a notebook of the walk, as it is saved, what a run left in it; the window keeps it.

    A `pre_save_hook` of Jupyter Server, which gives it the notebook as `model` and its `path` from the folder that is
    served: so running leaves the project as it was. Notebooks of one's own are saved as they are."""
    if model["type"] != "notebook" or not re.search(r"(^|/)notebooks/\d\d-[^/]+\.ipynb$", path):
        return
    from nbconvert.preprocessors import ClearMetadataPreprocessor, ClearOutputPreprocessor
    from nbformat import from_dict

    told = ClearMetadataPreprocessor(preserve_cell_metadata_mask={"tags", "jupyter"}, clear_notebook_metadata=False)
    bare, _ = ClearOutputPreprocessor().preprocess(from_dict(model["content"]), {})
    bare, _ = told.preprocess(bare, {})
    bare.metadata.pop("widgets", None)
    bare.metadata |= KERNEL
    model["content"] = bare
