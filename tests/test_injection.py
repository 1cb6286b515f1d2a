"""Hostile text in every place that shows text from outside: it is shown, nothing runs, nothing is fetched."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_output

from helpers import articles, reports
from helpers.articles import Article
from helpers.page import pages, walks
from helpers.publishing import exports, lists, stamps
from tests.test_browser import CHROMIUM, Visit, browser  # noqa: F401

VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(2)</sCrIpT>",
    "<script src=http://example.invalid/3.js></script>",
    "<script>\nalert(4)\n</script>",
    "<img src=x onerror=alert(5)>",
    "<img src='http://example.invalid/6.png'>",
    '"><img src=x onerror=alert(7)>',
    "'><img src=x onerror=alert(8)>",
    '" onmouseover="alert(9)" x="',
    "' onfocus='alert(10)' autofocus x='",
    "<svg onload=alert(11)>",
    "<svg><script>alert(12)</script></svg>",
    "<svg><a xlink:href='javascript:alert(13)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(14) attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(15)>",
    "<iframe src=javascript:alert(16)></iframe>",
    "<iframe srcdoc='<script>parent.alert(17)</script>'></iframe>",
    "<object data=http://example.invalid/18></object>",
    "<embed src=http://example.invalid/19>",
    "<a href=javascript:alert(20)>there</a>",
    "<a href=' jav\tascript:alert(21)'>there</a>",
    "<a href='data:text/html,<script>alert(22)</script>'>there</a>",
    "[there](javascript:alert(23))",
    "![there](http://example.invalid/24.png)",
    "<http://example.invalid/25>",
    "<body onload=alert(26)>",
    "<details open ontoggle=alert(27)>x</details>",
    "<input autofocus onfocus=alert(28)>",
    "<video src=http://example.invalid/29 onerror=alert(29)></video>",
    "<audio src=http://example.invalid/30>",
    "<link rel=stylesheet href=http://example.invalid/31.css>",
    "<meta http-equiv=refresh content='0;url=http://example.invalid/32'>",
    "<base href=http://example.invalid/33/>",
    "<form action=http://example.invalid/34><button autofocus>x</button></form>",
    "<style>@import 'http://example.invalid/35.css'; * { background: url(http://example.invalid/35) }</style>",
    "<p style='background:url(http://example.invalid/36)'>x</p>",
    "<table background=http://example.invalid/37><tr><td>x</table>",
    "</p></div></section></main></body></html><script>alert(38)</script>",
    "</title><script>alert(39)</script>",
    "</style><script>alert(40)</script>",
    "</pre></code><img src=x onerror=alert(41)>",
    "</td></tr></table><img src=x onerror=alert(42)>",
    "&lt;script&gt;alert(43)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(44)&#62;",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "${alert(46)} $x$ \\(y\\) $$z$$",
    "<img src=x one\u202error=alert(47)>\u202c",
    "＜script＞alert(48)＜/script＞",
    "<!--><img src=x onerror=alert(49)>-->",
    "<!-- never closed <b>",
    "<textarea><img src=x onerror=alert(51)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(52)>'>",
    "<template><img src=x onerror=alert(53)></template>",
    "<plaintext>",
]
GROUPS = [VECTORS[number : number + 9] for number in range(0, len(VECTORS), 9)]
"""Vectors that share an article; each is looked for as text, so that one which swallows the next is found out."""

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium, chromium-browser or google-chrome on the PATH"),
]


def story(vectors: list[str]) -> Article:
    """An article with vectors in its body, quotes, names of sources, title, byline, date, outlet and file name."""
    lines = [
        f"“It is safe {one} to open,” said Ida {one} Brandt, a spokeswoman for the {one} Ferry Company.\n\n"
        f"Two officials familiar with {one} said they opposed the {one} tunnel."
        for one in (vector.replace("\n", " ") for vector in vectors)
    ]
    every = " ".join(vectors)
    made = articles.from_text("\n\n".join(lines), id="hostile", title=every, byline=every, date=every, outlet=every)
    return replace(made, path=every, notes=(*made.notes, every))


def corrections(vectors: list[str], path: Path) -> Path:
    """A file of corrections none of which fits, so that each is told of."""
    names = ("article", "what", "where", "from", "to", "why")
    rows = [dict.fromkeys(names, one) | {"article": "hostile"} for one in vectors]
    pd.DataFrame(rows, columns=list(names)).to_csv(path, index=False)
    return path


def execute(notebook: nbformat.NotebookNode, given: dict[str, object]) -> None:
    """Run a notebook's cells here, with the outputs that a kernel would give; far quicker than five kernels."""
    known: dict[str, object] = {}
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count, printed = number, []
        known["print"] = lambda *words, into=printed: into.append(" ".join(map(str, words)))
        shown = evaluate(ast.parse(cell.source), known)
        if "parameters" in cell.metadata.get("tags", ()):
            known |= {name: value for name, value in given.items() if name in known}
        cell.outputs = [new_output("stream", name="stdout", text=line + "\n") for line in printed]
        if shown is not None:
            html = {"text/html": shown._repr_html_()} if hasattr(shown, "_repr_html_") else {}
            cell.outputs.append(new_output("execute_result", data={"text/plain": repr(shown), **html}))


def evaluate(code: ast.Module, known: dict[str, object]) -> object:
    """What the last line of a cell comes to, where it is an expression."""
    last = code.body.pop() if isinstance(code.body[-1], ast.Expr) else None
    exec(compile(code, "cell", "exec"), known)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), known) if last else None


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, nlp) -> list[tuple[Path, list[str]]]:
    """For each group of vectors the folder of a report, made by the notebooks' own cells, under an index of all."""
    out = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.language.load", lambda name=None: nlp)
        patch.setattr("helpers.page.figures.picture", lambda _: b"")  # it cannot run; its label is shown all the same
        made = [(make(out / f"group-{number}", vectors, patch), vectors) for number, vectors in enumerate(GROUPS)]
    failures = [lists.Failure("", one, one) for vectors in GROUPS for one in vectors]
    (out / "index.html").write_text(lists.page(out, failures), encoding="utf8")
    return made


def make(folder: Path, vectors: list[str], patch: pytest.MonkeyPatch) -> Path:
    """One report in `folder`, with the walk beside it."""
    article = story(vectors)
    (folder / "tables").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    patch.setattr(articles, "read", lambda *_, **__: [article])
    patch.chdir(reports.NOTEBOOKS)
    given = {"article": "hostile/story.txt", "processed": str(folder / "tables"), "article_id": article.id}
    given["targets"] = vectors
    given["corrections_file"] = str(corrections(vectors, folder / "tables" / "corrections.csv"))
    done = {path.stem: nbformat.read(path, as_version=4) for path in reports.of_article(reports.NOTEBOOKS)[0]}
    for number, notebook in enumerate(done.values()):
        execute(notebook, given)
        if number == 0:
            known = {"path": article.path, "notes": [list(article.notes)]}
            table = folder / "tables" / article.id / "articles.parquet"
            pd.read_parquet(table).assign(**known).to_parquet(table, index=False)
    reports.lift(folder / "tables" / article.id)
    changes = exports.export(folder / "tables", article.id)
    *steps, last = done
    walk = {name: walks.read(done[name], name) for name in steps}
    reports.write_pages(folder, reports.about_of(article), done[last], walk, changes)
    stamps.write(folder, {}, lists.line(folder / "tables"))
    return folder


def test_there_are_enough_vectors_and_none_twice():
    assert len(set(VECTORS)) == len(VECTORS) >= 40


# Without its policy a page has only the cleaning of its text to rely on: nothing may happen then either.
@pytest.mark.parametrize("without_policy", [False, True], ids=["as it is", "without its policy"])
@pytest.mark.parametrize("name", ["index.html", *(f"notebooks/{number}.html" for number in range(4)), "list"])
def test_nothing_runs_and_nothing_is_fetched(browser, hostile, name, without_policy):  # noqa: F811
    if name.startswith("notebooks") and not without_policy:
        hostile = hostile[:1]
    for folder, _ in hostile[:1] if name == "list" else hostile:
        with Visit(browser, page_of(folder, name).as_uri(), bypass_csp=without_policy) as visit:
            visit.touch_everything()
            assert visit.tried == []
            own = 1 if name == "list" else 0
            assert visit.page.locator("script").count() == own
            harmful = "iframe, object, embed, form, link, base, svg, math, video, audio, [onclick], [onerror], [style]"
            assert visit.page.locator(harmful).count() == 0


def page_of(folder: Path, name: str) -> Path:
    """A page of a report, the steps of the walk by number, `list` being the index of all."""
    if name == "list":
        return folder.parent / "index.html"
    step = re.fullmatch(r"notebooks/(\d)\.html", name)
    return sorted((folder / "notebooks").glob("*.html"))[int(step[1])] if step else folder / name


def test_every_vector_is_shown_as_the_text_that_it_is(browser, hostile):  # noqa: F811
    for folder, vectors in hostile:
        with Visit(browser, (folder / "index.html").as_uri()) as visit:
            headline = squeezed(visit.page.locator("h1").text_content())
            text = squeezed(visit.page.locator(".annotated .text").first.text_content())
            page = squeezed(visit.page.locator("body").text_content())
            for vector in map(shown_as, vectors):
                assert vector in headline
                assert text.count(vector) >= 4 or "".join(text.split()).count("".join(vector.split())) >= 1
                assert page.count(vector) >= 6, vector


def test_every_vector_is_shown_in_the_index(browser, hostile):  # noqa: F811
    with Visit(browser, (hostile[0][0].parent / "index.html").as_uri()) as visit:
        seen = squeezed(visit.page.locator("body").text_content())
        assert [vector for vector in map(shown_as, VECTORS) if seen.count(vector) < 5] == []


def shown_as(vector: str) -> str:
    """How a vector reads: control characters written out, spaces as one."""
    return squeezed(pages.visible(vector))


def squeezed(text: str) -> str:
    """Text with every run of spaces as one."""
    return re.sub(r"\s+", " ", text).strip()
