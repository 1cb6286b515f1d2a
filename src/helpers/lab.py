"""What the kernels of `make lab` run first, by PYTHONSTARTUP.

A name that is missing is explained in one sentence. And the places that links lead to get names of the notebook's own,
for JupyterLab shows all open notebooks as one page, where a link leads to the first place of a name, seen or not."""

from __future__ import annotations

import os
import re
from pathlib import Path

from IPython import get_ipython

TAG = re.compile(r"<[^<>]+>")
PLACE = re.compile(r' (id="|href="#|aria-describedby="|popovertarget="|aria-labelledby=")')


def explain(shell, kind, error, trace, tb_offset=None) -> None:
    """Show for a missing name, in place of a traceback, which cells make it."""
    hint = "run the cells above first (menu Run, Run All Above Selected Cell), then this one"
    error._render_traceback_ = lambda: [f"NameError: {error}: {hint}; if none of them makes it, it is misspelt."]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def with_own_places(html: str, notebook: str) -> str:
    """HTML of ours with the notebook's name before every id, and before every id that is referred to; unfolded, for
    no link of JupyterLab's opens what is folded.

    Text in it is escaped, so that whatever stands between angle brackets is an element."""
    opened = html.replace('<details class="fold', '<details open class="fold')
    return TAG.sub(lambda tag: PLACE.sub(rf" \g<1>{notebook}-", tag[0]), opened)


def begin() -> None:
    """Set this kernel up; outside a kernel nothing happens."""
    if shell := get_ipython():
        shell.set_custom_exc((NameError,), explain)
        name = re.sub(r"\W+", "-", Path(os.environ.get("JPY_SESSION_NAME", "notebook")).stem)
        pages = shell.display_formatter.formatters["text/html"]
        pages.for_type_by_name("helpers.page.fragments", "Fragment", lambda shown: with_own_places(shown.html, name))
