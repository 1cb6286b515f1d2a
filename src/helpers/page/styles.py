"""Styles: the style sheet of notebooks in JupyterLab."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from helpers.page.fragments import Fragment


@cache
def house_style() -> Fragment:
    """The style sheet, for notebooks in JupyterLab; a published page has its own copy in its head."""
    style = files("helpers").joinpath("page", "style.css").read_text(encoding="utf-8")
    return Fragment(f"<style>{dense(style + in_dark_notebooks(style))}</style>")


def in_dark_notebooks(style: str) -> str:
    """The dark colours of a style sheet once more, for JupyterLab's dark theme whatever the system's is."""
    (colours,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", style, flags=re.DOTALL)
    dark = 'body[data-jp-theme-light="false"]'
    text = "body[data-jp-theme-light] .on-record table {color: inherit;}"
    return f"{dark} {{{colours}}} {dark} .on-record figure img {{filter: invert(1) hue-rotate(180deg);}} {text}"


def dense(style: str) -> str:
    """A style sheet without comments and without the white space that says nothing."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r";?\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()
