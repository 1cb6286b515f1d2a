"""What the kernels of `make lab` run first (by PYTHONSTARTUP): a name that is missing is explained in one sentence."""

from __future__ import annotations

from IPython import get_ipython


def explain(shell, kind, error, trace, tb_offset=None) -> None:
    """Show for a missing name, in place of a traceback, which cells make it."""
    hint = "run the cells above first (menu Run, Run All Above Selected Cell), then this one"
    error._render_traceback_ = lambda: [f"NameError: {error}: {hint}; if none of them makes it, it is misspelt."]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def begin() -> None:
    """Have this kernel explain missing names; outside a kernel nothing happens."""
    if shell := get_ipython():
        shell.set_custom_exc((NameError,), explain)


if __name__ == "__main__":
    begin()
