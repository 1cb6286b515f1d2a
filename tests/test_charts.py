from __future__ import annotations

import io
import itertools
import re
import subprocess
import sys
import warnings
from importlib.resources import files

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from PIL import Image

from helpers import charts, tables
from helpers.charts import colours

STYLE = files("helpers").joinpath("page", "style.css").read_text(encoding="utf-8")
HOSTILE = ["$a_b_c$", "$5bn to $7bn", "a\u202eb", "x\x07y", "\\frac{", "name\nover lines", "", "W" * 300]
OTHER_SCRIPTS = ["王小明", "محمد", "שרה", "김민준", "𐎠𐎡"]


def entity(number: int, name: str, begins: list[int], **fields) -> dict:
    row = {
        "article_id": "a",
        "entity_id": f"e{number}",
        "name": name,
        "label": "ORG",
        "status": "joined",
        "aliases": [],
    }
    row |= {"candidates": [], "count": len(begins), "paragraph_count": 1, "first": begins[0]}
    return row | {"begins": begins, "ends": [begin + 1 for begin in begins]} | fields


def entities(*names: str) -> tables.pd.DataFrame:
    """Entities that are mentioned once less each."""
    spans = [list(range(number, 100, 10))[: len(names) - number] for number in range(len(names))]
    return tables.frame("entities", [entity(n + 1, name, spans[n]) for n, name in enumerate(names)])


def sources(*found: tuple[str, str, int, int]) -> tables.pd.DataFrame:
    """Sources of (name, type, words in quotation marks, other words)."""
    rows = [
        {"source_id": f"s{n}", "name": name, "type": kind, "direct_words": direct, "indirect_words": other}
        for n, (name, kind, direct, other) in enumerate(found, 1)
    ]
    return tables.frame("sources", rows)


def articles(length: int = 100) -> tables.pd.DataFrame:
    return tables.frame("articles", [{"text": "x" * length}])


SPEAKING = sources(
    ("Mina Castell", "named person", 10, 5),
    ("an audit", "document", 0, 20),
    ("One skipper", "anonymous source", 4, 0),
)


def png(figure) -> bytes:
    """The picture, every warning an error: a letter the font lacks, a layout that failed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return figure.as_png()


def every_chart(found, speaking, length: int = 100) -> list:
    return [
        charts.entity_bars(found),
        charts.entity_positions(found, articles(length)),
        charts.named_and_unnamed(speaking),
        charts.attributed_words(speaking),
    ]


def labels(figure) -> list[str]:
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def test_bars_are_as_long_as_the_counts():
    figure = charts.entity_bars(entities("Arvenholt", "Castell", "Port Board"))
    assert [bar.get_width() for bar in figure.axes[0].patches] == [3, 2, 1]
    assert labels(figure) == ["Arvenholt", "Castell", "Port Board"]


def test_the_most_mentioned_come_first_and_the_rest_is_left_out():
    figure = charts.entity_bars(entities("A", "B", "C", "D"), most=2)
    assert labels(figure) == ["A", "B"]
    assert "2 of 4" in figure.get_label()


def test_a_chart_that_leaves_some_out_says_so_over_its_bars():
    four, two = entities("A", "B", "C", "D"), entities("A", "B")
    many = sources(*((f"S{n}", "named person", n, 1) for n in range(17)), ("Silent", "document", 0, 0))
    for figure, line in (
        (charts.entity_bars(four, most=2), "The first 2 of four names"),
        (charts.entity_positions(four, articles(), most=3), "The first 3 of four names"),
        (charts.attributed_words(many), "The first 15 of 17 sources"),
    ):
        assert heads(figure)[-1] == line
    assert heads(charts.entity_bars(two)) == ["Who and what is named most", "Mentions"]
    assert "first" not in " ".join(heads(charts.attributed_words(SPEAKING)))


def heads(figure) -> list[str]:
    """The lines over a chart."""
    return [words.get_text() for words in figure.texts]


def test_every_chart_has_its_title_and_its_unit_inside_the_picture():
    for figure in every_chart(entities("Arvenholt", "Castell"), SPEAKING):
        title, unit, *_ = heads(figure)
        assert title
        assert re.search("mention|word|source", unit, re.I)


def test_strokes_stand_where_the_mentions_are():
    figure = charts.entity_positions(tables.frame("entities", [entity(1, "Arvenholt", [0, 50])]), articles(100))
    [strokes] = [
        found for found in figure.axes[0].collections if found.get_label() != "" and len(found.get_paths()) == 2
    ]
    assert sorted({point[0] for path in strokes.get_paths() for point in path.vertices}) == [0, 0.5]


def test_words_are_quoted_and_other_ones():
    figure = charts.attributed_words(SPEAKING)
    bars = figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == [0, 10, 4, 20, 5, 0]
    assert [bool(bar.get_hatch()) for bar in bars] == [False] * 3 + [True] * 3
    assert labels(figure) == ["◆2 an audit", "●1 Mina Castell", "○3 One skipper"]


def test_named_and_unnamed_sources_are_counted_in_their_colours():
    bars = charts.named_and_unnamed(SPEAKING).axes[0].patches
    assert [bar.get_width() for bar in bars] == [1, 1, 1]
    assert [to_hex(bar.get_facecolor()) for bar in bars] == [
        colours()[name] for name in ("named", "document", "unnamed")
    ]


def test_every_chart_says_in_words_what_it_shows():
    for figure in every_chart(entities("Arvenholt", "Castell"), SPEAKING):
        assert len(figure.get_label()) > 30
    assert "Mina Castell 15, 10 of them quoted" in charts.attributed_words(SPEAKING).get_label()
    assert "one named person, one document and one anonymous source" in charts.named_and_unnamed(SPEAKING).get_label()


def test_an_ambiguous_name_has_a_question_mark():
    unsure = tables.frame("entities", [entity(1, "Castell", [3], status="ambiguous")])
    assert labels(charts.entity_bars(unsure)) == ["? Castell"]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_drawn_as_it_is(name):
    for figure in every_chart(entities(name, "b"), sources((name, "named person", 3, 2))):
        png(figure)


def test_a_dollar_is_a_dollar():
    figure = charts.entity_bars(entities("$a_b_c$"))
    assert labels(figure) == ["$a_b_c$"]
    assert not any(label.get_parse_math() for label in figure.axes[0].get_yticklabels())


@pytest.mark.parametrize("name", OTHER_SCRIPTS)
def test_a_name_in_a_script_that_cannot_be_drawn_is_left_to_the_table(name):
    figure = charts.entity_bars(entities("Arvenholt", name))
    assert labels(figure) == ["Arvenholt", "e2 in the table"]
    assert name in figure.get_label()
    png(figure)


@pytest.mark.parametrize("name", ["Łukasz Żak", "Владимир", "Αθήνα", "Nguyễn"])
def test_a_name_in_a_script_that_the_font_has_is_drawn(name):
    assert labels(charts.entity_bars(entities(name))) == [name]


def test_nothing_is_said_in_words_and_not_as_an_error():
    for figure in every_chart(tables.frame("entities"), tables.frame("sources"), 0):
        assert re.match(r"No .* found\.", figure.get_label())
        png(figure)


def test_sources_without_words_make_no_empty_bars():
    assert (
        charts.attributed_words(sources(("Castell", "named person", 0, 0)))
        .get_label()
        .startswith("No attributed words")
    )


def test_the_same_tables_give_the_same_picture():
    first, second = (every_chart(entities("A", "B"), SPEAKING) for _ in range(2))
    assert [png(figure) for figure in first] == [png(figure) for figure in second]


@pytest.mark.parametrize("longest", [1, 99, 123_456])
def test_everything_written_is_inside_the_picture(longest):
    for figure in every_chart(entities("A" * 60, "B"), sources(("C" * 60, "named person", longest, 2))):
        png(figure)
        inside = figure.bbox
        bars = figure.axes[0].get_tightbbox().y1
        assert all(words.get_window_extent().y0 >= bars - 1 for words in figure.texts)
        for words in [*figure.axes[0].get_yticklabels(), *figure.axes[0].texts, *figure.texts]:
            box = words.get_window_extent()
            assert inside.x0 <= box.x0 <= box.x1 <= inside.x1
            assert inside.y0 <= box.y0 <= box.y1 <= inside.y1


def test_the_picture_looks_as_matplotlib_draws_it_on_a_clear_ground():
    for figure in every_chart(entities("Arvenholt", "B"), SPEAKING):
        small, whole = (Image.open(io.BytesIO(data)).convert("RGBA") for data in (png(figure), saved(figure)))
        assert small.size == whole.size
        assert small.getpixel((0, 0))[3] == 0
        apart = np.abs(on_white(small) - on_white(whole)).max(axis=2)
        assert apart.max() < 40  # of 255: a palette has not every shade of an edge
        assert (apart > 16).mean() < 0.02  # hatching is nothing but edges


def saved(figure) -> bytes:
    """The figure as matplotlib itself writes it."""
    made = io.BytesIO()
    with matplotlib.rc_context(charts.house_style()):
        figure.savefig(made, format="png", transparent=True)
    return made.getvalue()


def on_white(image: Image.Image) -> np.ndarray:
    """The colours that are seen on a white page, 0 to 255."""
    dots = np.asarray(image, dtype=float)
    share = dots[..., 3:] / 255
    return dots[..., :3] * share + 255 * (1 - share)


def test_settings_are_left_as_they_were_and_no_window_is_opened():
    before = dict(matplotlib.rcParams)
    every_chart(entities("A"), SPEAKING)
    assert dict(matplotlib.rcParams) == before
    code = "import sys; from helpers import charts, views; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# ---- colours -------------------------------------------------------------------------------------------------------

SIGHT = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "deuteranopia": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "tritanopia": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}
"""How colours look with one kind of cone missing: Machado, Oliveira and Fernandes (2009), severity 1.0."""


def themes() -> list[dict[str, str]]:
    """The colours of the light, the dark and the printed page."""
    blocks = re.findall(r"\{([^{}]*--paper:[^{}]*)\}", STYLE)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block)) for block in blocks]
    return [
        {name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:]) for name, value in t.items()}
        for t in found
    ]


def linear(colour: str) -> np.ndarray:
    value = np.array(to_rgb(colour))
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted((float(weights @ linear(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a linear colour, white D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(np.maximum(to_xyz @ np.clip(colour, 0, 1) / [0.9505, 1, 1.089], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize(
    "pair", [("named", "unnamed"), ("named", "document"), ("unnamed", "document"), ("favour", "against")]
)
@pytest.mark.parametrize("sight", SIGHT)
def test_meanings_that_meet_stay_apart_to_every_eye(pair, sight):
    for theme in themes():
        one, other = (lab(SIGHT[sight] @ linear(theme[name])) for name in pair)
        assert np.linalg.norm(one - other) > 20, (pair, theme["paper"])


def test_every_meaning_has_one_colour_of_its_own():
    for theme in themes():
        meanings = [theme[name] for name in ("named", "unnamed", "document", "favour", "against", "silent", "doubt")]
        assert all(one != other for one, other in itertools.combinations(meanings, 2))


def test_every_colour_can_be_read_on_its_paper():
    assert len(themes()) == 4
    for theme in themes():
        for name in ("ink", "muted", "named", "unnamed", "document", "favour", "against", "silent", "doubt"):
            assert contrast(theme[name], theme["paper"]) >= 4.5, (name, theme["paper"])
        assert contrast(theme["muted"], theme["card"]) >= 4.5
        assert contrast(theme["doubt"], theme["doubt-paper"]) >= 4.5


def test_the_charts_take_their_colours_from_the_style_sheet():
    assert colours()["named"] == themes()[0]["named"]
