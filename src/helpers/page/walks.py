"""Walks: the notebooks before the last one as pages with their code, linked with the report and with one another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from nbconvert import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode

from helpers.page import pages
from helpers.page.fragments import text

REPORT = "../index.html"
TAG = re.compile(r"""<[a-zA-Z](?:[^"'<>]|"[^"]*"|'[^']*')*>""")
"""An element's opening, in HTML that was written by a program: text has no `<` of its own there."""
PLACE = re.compile(r'\sid="([^"]*)"')
LABEL = re.compile(r'\saria-label="([^"]*)"')
LINK = re.compile(r'<a\b[^>]*?\shref="#([^"]*)"[^>]*>')


class Step(NamedTuple):
    """A notebook of the walk as it is shown: its title, and its content without that."""

    title: str
    content: str


def read(notebook: NotebookNode, name: str) -> Step:
    """A notebook, by its file's name without ending, as a step of the walk."""
    content = exporter().from_notebook_node(numbered(notebook))[0]
    return Step(title(notebook, name), distinct_regions(without_title(content)))


def render(steps: Mapping[str, Step], name: str, kicker: Sequence[str], report: str) -> str:
    """The step `name` of the walk `steps` as a page; `report` is the HTML of the report that lies a folder above.

    A link to a place that only the report has leads there."""
    content = lead_back(steps[name].content, places(report))
    above, below = (navigation(list(steps), name, label) for label in ("The walk", "The walk, from its foot"))
    return pages.frame(steps[name].title, above + content + below, kicker, style="walk.css")


@cache
def exporter() -> TemplateExporter:
    """The exporter on the template that shows code."""
    made = pages.exporter("walk.html.j2")
    made.register_filter("code", code)
    made.register_filter("aside", aside)
    return made


def numbered(notebook: NotebookNode) -> NotebookNode:
    """The notebook with its code cells numbered in their metadata, which filters see."""
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.metadata["number"] = number
    return notebook


def code(cell: NotebookNode) -> str:
    """The code of a cell, coloured, in a frame of its own that scrolls and takes the focus."""
    shown = coloured(cell.source)
    label = f"Code, cell {cell.metadata['number']}"
    frame = f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">{shown}</div>'
    return f'<div class="on-record code">{frame}</div>'


@lru_cache(maxsize=256)  # the notebooks have the same code for every article
def coloured(source: str) -> str:
    """Python code, coloured."""
    return pages.clean(highlight()(source))


@cache
def highlight() -> Highlight2HTML:
    """What colours Python code, by classes alone."""
    return Highlight2HTML(pygments_lexer="python3")


def aside(output: str) -> str:
    """What a cell wrote to standard error, said to be that."""
    return f'<div class="on-record aside"><p><small>On standard error:</small></p>{pages.plain(output)}</div>'


def title(notebook: NotebookNode, name: str) -> str:
    """The first heading of a notebook, or its name."""
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    found = re.match(r"# (.+)", first)
    return found[1].strip() if found else name


def without_title(content: str) -> str:
    """The page without the heading that stands above it already."""
    return re.sub(r'(<section class="prose">\s*)<h2 id="section-[^"]*">\d+ · [^<]*</h2>', r"\1", content, count=1)


def distinct_regions(content: str) -> str:
    """The page with its regions' labels made to differ, so that they can be told apart when they are listed."""
    seen: dict[str, int] = {}

    def differ(found: re.Match) -> str:
        seen[found[1]] = seen.get(found[1], 0) + 1
        return f' aria-label="{found[1]}{f" ({seen[found[1]]})" if seen[found[1]] > 1 else ""}"'

    return TAG.sub(lambda tag: LABEL.sub(differ, tag[0]), content)


def places(html: str) -> frozenset[str]:
    """The places in a page that a link can lead to."""
    return frozenset(place for tag in TAG.findall(html) for place in PLACE.findall(tag))


def lead_back(content: str, elsewhere: frozenset[str]) -> str:
    """The page with links to places that it lacks leading to the report, where that has them."""
    here = places(content)

    def lead(found: re.Match) -> str:
        lost = found[1] not in here and found[1] in elsewhere
        return found[0].replace('href="#', f'href="{REPORT}#', 1) if lost else found[0]

    return LINK.sub(lead, content)


def navigation(names: Sequence[str], current: str, label: str) -> str:
    """Links to the report and to every step of the walk."""
    steps = "".join(f"<li>{lead_to(name, name == current)}</li>" for name in names)
    back = f'<li><a href="{REPORT}">The report</a></li>'
    return f'<nav class="walk-links contents" aria-label="{label}"><ul>{back}{steps}</ul></nav>'


def lead_to(name: str, current: bool) -> str:
    """A link to a step, or its bare name where that is the page itself."""
    shown = text(name.replace("-", " "))
    return f'<span aria-current="page">{shown}</span>' if current else f'<a href="{address(name)}">{shown}</a>'


def address(name: str) -> str:
    """The file name of a step's page."""
    return f"{name}.html"


def beside(names: Sequence[str], tables: Sequence[str], workbook: str, notes: Sequence[str]) -> str:
    """The section of a report on what lies beside it: the walk, and the tables in every format."""
    return str(pages.templates().get_template("beside.html.j2").render(
        walk=[(f"notebooks/{address(name)}", name.replace("-", " ")) for name in names],
        tables=tables, workbook=workbook, notes=notes,
    ))  # fmt: skip
