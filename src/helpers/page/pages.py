"""Pages: self-contained HTML, in which whatever comes from outside is text and nothing runs or is fetched."""

from __future__ import annotations

import base64
import hashlib
import platform
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from html import unescape
from importlib.metadata import version
from pathlib import Path

import mistune
import nh3
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from nbconvert import TemplateExporter
from nbformat import NotebookNode
from traitlets.config import Config

from helpers.page.fragments import Fragment, element, join, link, text, visible

FOLDER = Path(__file__).parent
GENERATOR = "On Record"
ABOUT = "News articles, read by a machine"
"""What a stranger is told of every page, above its headline."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The Content-Security-Policy: pictures and styles that are in the page itself, and nothing else."""

ANYWHERE = {"class", "dir", "id", "lang", "role", "tabindex", "title"}
PLAIN = (
    "abbr article aside b bdi blockquote br caption cite code dd del dfn div dl dt em figcaption figure footer"
    " h2 h3 h4 h5 h6 header hr i ins kbd mark nav p pre q s samp section small strong sub summary sup"
    " table tbody tfoot thead tr u ul var wbr"
)
ATTRIBUTES: Mapping[str, set[str]] = {
    **{tag: set() for tag in PLAIN.split()},
    "a": {"href"},
    "button": {"popovertarget", "type"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "meter": {"high", "low", "max", "min", "optimum", "value"},
    "ol": {"start"},
    "span": {"popover"},
    "td": {"colspan", "data-label", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
"""Every element that may stand in a page and what it may say of itself, besides `ANYWHERE` and `aria-…`."""

ADDRESSES = {"href": re.compile(r"#|https?://"), "src": re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]*\Z")}
"""What an address must look like: a place on the page or a web page to go to, and pictures only inside the page."""

SHOWN = ["text/html", "text/markdown", "image/png", "text/plain"]
"""The kinds of output that are shown, the first one that an output has; others, such as JavaScript, never are."""
FIRST = ["nbconvert.preprocessors.CoalesceStreamsPreprocessor"]
"""What is done to a notebook before it is shown; after each step nbconvert holds the notebook against its schema, also
where the step does nothing, as most that it would do unasked."""


@lru_cache(maxsize=256)  # the pieces of a report and its walk, many of which stand in both
def clean(html: str) -> str:
    """HTML with nothing but the elements and attributes of the allow-list; no script, no style, no outside picture."""
    return nh3.clean(
        html,
        tags=set(ATTRIBUTES),
        clean_content_tags={"script", "style"},
        attributes={"*": ANYWHERE, **ATTRIBUTES},
        generic_attribute_prefixes={"aria-"},
        attribute_filter=allowed,
        url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer",
    )


def allowed(tag: str, attribute: str, value: str) -> str | None:
    """An attribute's value, or None where it may not stand; called by nh3."""
    if attribute == "tabindex":
        return value if value in ("0", "-1") else None
    return value if ADDRESSES.get(attribute, re.compile("")).match(value.strip()) else None


class Headings(mistune.HTMLRenderer):
    """Markdown as HTML: markup in it is shown as text, and headings start at the second level, below the headline."""

    def heading(self, text: str, level: int, **_) -> str:
        """A heading, the first level taken down to the second, with its words as the place to be led to."""
        place = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        return super().heading(text, max(level, 2), id=f"section-{place}")


@cache
def markdown() -> mistune.Markdown:
    """The Markdown that notebooks are written in; `$` is a dollar, and never mathematics."""
    return mistune.Markdown(Headings(escape=True), plugins=[mistune.plugins.import_plugin("table")])


@lru_cache(maxsize=256)  # the notebooks say the same of every article
def prose(source: str) -> str:
    """Markdown as clean HTML."""
    return clean(str(markdown()(source)))


def plain(output: str) -> str:
    """Printed text as it is, in a frame of its own that scrolls and takes the focus."""
    return element("div", pre(output), class_="scroll", role="region", tabindex=0, aria_label="Printed text").html


def pre(output: str) -> Fragment:
    """Printed text as it is."""
    return Fragment(f"<pre>{text(output)}</pre>")


def picture(output: NotebookNode) -> str:
    """A PNG output as an element, with the alternative text from the output's metadata."""
    about = output.get("metadata", {}).get("image/png", {})
    source = "data:image/png;base64," + "".join(output.data["image/png"].split())
    return element("figure", element("img", src=source, alt=about.get("alt", "Figure"))).html


@cache
def exporter(template: str = "index.html.j2") -> TemplateExporter:
    """nbconvert's exporter on a house template, with the filters that clean what it shows.

    Not its HTML exporter: that parses and writes the page once more after it was cleaned."""
    return TemplateExporter(
        config=Config(
            {"NbConvertBase": {"display_data_priority": SHOWN}, "Exporter": {"default_preprocessors": FIRST}}
        ),
        extra_template_basedirs=[str(FOLDER.parent)],
        template_name=FOLDER.name,
        template_file=template,
        filters={"clean": clean, "prose": prose, "plain": plain, "picture": picture},
    )


def render(
    notebook: NotebookNode, heading: str, kicker: Iterable[str] = (), about: Iterable[str] = (), *, beside: str = ""
) -> str:
    """An executed notebook as one HTML page under the headline `heading`; its code is not shown.

    `kicker` is what stands above the headline, such as outlet and date, and `about` at the foot, after the versions;
    all of them are text. `beside` is a last section, HTML of ours, on what lies beside the page."""
    content = exporter().from_notebook_node(notebook)[0] + beside
    return frame(heading, contents(content) + content, kicker, about)


def contents(content: str) -> str:
    """Links to the sections of a page, where there are several."""
    found = re.findall(r'<h2 id="(section-[^"]*)">([^<]*)</h2>', content)
    links = (link(place, unescape(words)) for place, words in found)
    items = join(*(element("li", shown) for shown in links))
    return f'<nav class="contents" aria-label="Sections"><ul>{items}</ul></nav>' if len(found) > 2 else ""


def frame(
    heading: str,
    content: str,
    kicker: Iterable[str] = (),
    about: Iterable[str] = (),
    *,
    style: str = "",
    script: str = "",
) -> str:
    """A whole page around clean HTML; it says what made it and not when, so that the same input gives the same page.

    `style` and `script` name files beside this one whose contents the page has besides; no other script can run."""
    above = [part for part in kicker if part]
    header = element(
        "div",
        element("p", element("strong", GENERATOR), " ", ABOUT, class_="brand"),
        element("p", " · ".join(above), class_="kicker", dir="auto") if above else None,
        Fragment(f'<h1 dir="auto">{text(heading)}</h1>'),
        class_="on-record headline",
    )
    return (
        templates()
        .get_template("frame.html.j2")
        .render(
            policy=Markup(policy(script)),
            generator=f"{GENERATOR} {release()}",
            heading=visible(heading),
            style=Markup(own("style.css") + (own(style) if style else "")),
            script=Markup(own(script) if script else ""),
            header=Markup(header.html),
            content=Markup(content.strip()),
            colophon=Markup(join(" · ".join([*versions(), *about])).html),
        )
    )


def own(name: str) -> str:
    """A file of ours that is put into pages."""
    return (FOLDER / name).read_text(encoding="utf8")


def policy(script: str = "") -> str:
    """The Content-Security-Policy of a page, which lets nothing run but `script`, known by its digest."""
    if not script:
        return POLICY
    known = base64.b64encode(hashlib.sha256(own(script).encode()).digest()).decode()
    return f"{POLICY}; script-src 'sha256-{known}'"


def listing(rows: Iterable[Mapping[str, object]]) -> str:
    """The index of many reports, a row an article: title, outlet, date, counts, address, status and, if any, reason.

    It can be read as it is; its script adds searching and sorting."""
    shown = [{name: seen(value) for name, value in row.items()} for row in rows]
    made, trouble = ([row for row in shown if bool(row.get("reason")) == wrong] for wrong in (False, True))
    content = templates().get_template("list.html.j2").render(rows=shown, made=made, trouble=trouble)
    return frame("Reports", content, style="list.css", script="list.js")


def seen(value: object) -> object:
    """A value for a template, the control characters of text written out."""
    return visible(value) if isinstance(value, str) else value


@cache
def templates() -> Environment:
    """The templates of the pages, in which every value that is not marked as HTML is escaped."""
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, keep_trailing_newline=True)


@cache
def versions() -> tuple[str, ...]:
    """What made a page: this project, Python, and the libraries that can change what is found or shown."""
    names = ("spacy", "pandas", "matplotlib")
    return (
        f"Made with {GENERATOR} {release()}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in names),
    )


@cache
def release() -> str:
    """The version of this project."""
    return version("on-record")


def ours(page: Path) -> bool:
    """Whether a file is a page that was made here, and may be replaced."""
    with page.open("rb") as file:
        return f'<meta name="generator" content="{GENERATOR} '.encode() in file.read(4096)
