"""Tallies: what is counted over many articles, with doubtful rows and copies apart, on tables made by hand."""

import re

import pandas as pd
import pytest

from helpers import plots, tables, tallies


def article(id: str, outlet: str, day: str, title: str = "A story", text: str = "Some words.") -> dict:
    spans = {"paragraph_begins": [0], "paragraph_ends": [len(text)], "paragraph_kinds": ["body"]}
    return {"article_id": id, "outlet": outlet, "published": day, "title": title, "text": text, **spans}


ARTICLES = [
    article("a", "Post", "2024-01-02", "Quill speaks", "x" * 100),
    article("b", "Post", "2024-02-02", text="y" * 100),
    article("c", "Courier", "2024-03-02", text="z" * 100),
    article("d", "Courier", "", text="v" * 100),
]
SOURCES = [(id, "s1", "Ada Quill", "named person") for id in "abcd"]
SOURCES += [("c", "s2", "Bo Farr", "named person"), ("c", "s3", "one official", "anonymous source")]
QUOTES = [
    ("a", "a1", "s1", "“I oppose the toll.”", "attributed", 0.9, 10),
    ("a", "a2", "", "“Nobody knows.”", "ambiguous", 0.9, 30),
    ("b", "a1", "s1", "“I support the toll now.”", "attributed", 0.9, 50),
    ("b", "a2", "s1", "“It was late, it was said.”", "attributed", 0.2, 60),
    ("c", "a1", "s1", "that the toll was high", "attributed", 0.9, 90),
    ("c", "a2", "s2", "“I support the toll now.”", "attributed", 0.9, 92),
    ("c", "a3", "s3", "“Maybe.”", "attributed", 0.9, 95),
    ("d", "a1", "s1", "“Good day to all of you.”", "attributed", 0.9, 0),
]
STANCES = [
    ("a", "a1", "opposes", "against"),
    ("b", "a1", "supports", "in favour"),
    ("c", "a2", "supports", "in favour"),
]


def read(**more) -> dict[str, pd.DataFrame]:
    names = {(id, source): name for id, source, name, _ in SOURCES}
    quotes = [
        {"article_id": id, "attribution_id": a, "source_id": s, "source": names.get((id, s), ""), "content": content}
        | {
            "status": status,
            "confidence": sure,
            "begin": begin,
            "form": "direct",
            "words": 5,
            "direct_words": 5,
            "paragraph": 1,
        }
        for id, a, s, content, status, sure, begin in QUOTES
    ]
    stances = [
        {"article_id": id, "attribution_id": a, "target": "toll", "position": position, "shown": shown}
        for id, a, position, shown in STANCES
    ]
    sources = [dict(zip(("article_id", "source_id", "name", "type"), row, strict=True)) for row in SOURCES]
    rows = {"articles": ARTICLES, "sources": sources, "quotes": quotes, "stances": stances} | more
    return {name: tables.frame(name, rows.get(name, ())) for name in tables.NAMES}


@pytest.fixture(scope="module")
def found() -> tallies.Comparison:
    return tallies.compared(read())


def test_a_statement_is_counted_or_in_doubt(found):
    assert set(found.statements.loc[found.statements["doubtful"], "statement_id"]) == {"a/a2", "b/a2"}
    assert len(found.counted) == 6


def test_a_source_that_is_unsure_is_in_doubt_where_the_tables_say_so():
    table = read()
    table["quotes"]["source_confidence"] = pd.array([0.3 if row[0] == "c" else None for row in QUOTES], dtype="Float64")
    sure = tallies.compared(table).counted
    assert set(sure["article_id"]) == {"a", "b", "d"}


def test_people_are_counted_over_articles(found):
    quill = tallies.by_person(found).iloc[0]
    assert (quill["person"], quill["attributions"], quill["articles"], quill["doubtful"]) == ("Ada Quill", 4, 4, 1)
    assert (quill["first"], quill["last"]) == ("2024-01-02", "2024-03-02")
    assert set(quill["statements"]) == {"a/a1", "b/a1", "c/a1", "d/a1"}


def test_shares_say_of_how_many(found):
    shares = tallies.shares(found).set_index(["outlet", "type"])
    row = shares.loc[("Courier", "anonymous source")]
    assert (row["attributions"], row["of"], row["share"]) == (1, 4, 0.25)
    assert shares.groupby("outlet")["share"].sum().eq(1).all()


def test_a_changed_mind_is_seen_along_time(found):
    said = tallies.said_by(found, tallies.person_called(found, "Ada Quill"), "toll")
    assert list(zip(said["published"], said["side"], strict=True)) == [
        ("", ""),
        ("2024-01-02", "against"),
        ("2024-02-02", "in favour"),
        ("2024-03-02", ""),
    ]


def test_what_one_said_on_a_target_can_be_told_alone(found):
    who = tallies.person_called(found, "Ada Quill")
    every, on_it = tallies.said_by(found, who), tallies.said_by(found, who, "toll", only_on_it=True)
    assert 0 < len(on_it) < len(every)
    assert all("toll" in row.content.casefold() or row.side for row in on_it.itertuples())
    assert tallies.said_by(found, who, "zeppelin", only_on_it=True).empty


def test_what_was_said_about_a_target(found):
    about = tallies.about(found, "the toll").set_index("person")
    assert tuple(about.loc["Ada Quill", ["attributions", "in_favour", "against", "no_side"]]) == (3, 1, 1, 1)
    assert tallies.likeliest_target(found) == "toll"


def test_a_person_is_found_by_a_part_of_a_name_only_where_one_fits(found):
    assert tallies.person_called(found, "quill") == tallies.person_called(found, "") == "p1"
    with pytest.raises(ValueError, match="Nobody who speaks in these articles is called 'Cy'"):
        tallies.person_called(found, "Cy")
    two = [(id, "s1", "Bo Farr", "named person", role) for id, role in (("a", "baker"), ("b", "surgeon"))]
    names = ("article_id", "source_id", "name", "type", "role")
    several = tallies.compared(read(sources=[dict(zip(names, row, strict=True)) for row in two]))
    with pytest.raises(ValueError, match=r"write one of Bo Farr \(baker\); Bo Farr \(surgeon\)"):
        tallies.person_called(several, "Bo Farr")


def test_words_given_to_two_people_are_flagged(found):
    placed = tallies.members(found)
    [row] = tallies.quotations(found, placed).to_dict("records")
    assert (row["articles"], row["outlets"], row["flags"]) == (
        2,
        ["Post", "Courier"],
        ["different speakers", "short: perhaps only a phrase"],
    )
    assert placed["other"].sum() == 1


def test_where_somebody_stands_in_an_article(found):
    row = tallies.prominence(found).set_index("person").loc["Ada Quill"]
    assert (row["articles"], row["in_headline"], row["in_lede"]) == (4, 1, 4)
    assert row["position"] == pytest.approx(0.3)


def test_doubt_is_counted_by_outlet_and_kind(found):
    post = tallies.doubt(found).set_index("outlet").loc["Post"]
    assert (post["attributions"], post["ambiguous"], post["unsure"], post["share"]) == (4, 1, 1, 0.5)


def test_a_copied_text_counts_once_or_each_time():
    text = " ".join(f"Line {number} of a long dispatch about the toll." for number in range(12))
    both = [article("a", "Post", "2024-01-03", text=text), article("b", "Courier", "2024-01-02", text=text)]
    once, each = (tallies.compared(read(articles=[*both, *ARTICLES[2:]]), copies=how) for how in ("once", "each"))
    assert set(once.statements.loc[once.statements["copy"] != "", "article_id"]) == {"a"}
    assert set(each.statements["copy"]) == {""}
    assert len(each.counted) == len(once.counted) + 1
    with pytest.raises(ValueError, match="only once and each are allowed"):
        tallies.compared(read(), copies="twice")


def test_labels_that_articles_do_not_agree_on_are_listed():
    rows = [("a", "PERSON"), ("b", "PERSON"), ("c", "ORG")]
    entities = [
        {"article_id": id, "entity_id": "e1", "name": "Marl Tidal", "label": label, "count": 1} for id, label in rows
    ]
    [row] = tallies.disagreements(tallies.compared(read(entities=entities))).to_dict("records")
    assert (row["name"], row["found"], row["articles"]) == ("Marl Tidal", ["PERSON in 2", "ORG in 1"], ["c"])


def test_articles_are_chosen_by_outlet_and_day():
    chosen = tallies.chosen(read(), ["Post"], "2024-01-15", "2024-12-31")
    assert list(chosen["articles"]["article_id"]) == ["b"]
    assert set(chosen["quotes"]["article_id"]) == {"b"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((["Times"],), "No article is of the outlet 'Times'; there are: Courier, Post."),
        (([], "soon"), "'soon' is no day: write it as 2024-01-31."),
        (([], "2030-01-01"), "No article is left: none is of these outlets and days."),
    ],
)
def test_a_choice_that_cannot_be_met_is_a_sentence(given, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        tallies.chosen(read(), *given)


def test_every_table_is_as_declared_also_of_nothing_said(found):
    nothing = tallies.compared(read(quotes=[], sources=[], stances=[]))
    for made in (tallies.tables_of(each, "toll", tallies.members(each), ["a", "b"]) for each in (found, nothing)):
        for name, table in made.items():
            assert list(table.columns) == [column.name for column in tables.COMPARISON[name]], name
            tables.arrow(name, table)


def test_every_figure_says_what_it_shows(found):
    families = tallies.quotations(found, placed := tallies.members(found))
    drawn = (
        plots.people_by_outlets(tallies.presence(found)),
        plots.shares_by_outlet(tallies.shares(found)),
        plots.along_time(tallies.said_by(found, "p1", "toll"), "Ada Quill"),
        plots.way_of(tallies.way(placed, families)),
    )
    for figure, words in zip(
        drawn, ("Ada Quill in Post 2", "Post 100% named", "1 against", "Courier 2024-03-02"), strict=True
    ):
        assert words in figure.get_label()
        assert figure.as_png().startswith(b"\x89PNG")


def test_figures_of_many_outlets_show_those_with_most_and_say_so():
    rows = [(f"Person {n}", f"Outlet {n:02}", 40 - n, []) for n in range(40)]
    presence = tallies.tallied("presence", rows)
    figure = plots.people_by_outlets(presence)
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [f"Person {n}" for n in range(6)]  # none empty
    assert "the 6 of 40 outlets with most" in {text.get_text().rpartition("; ")[2] for text in figure.texts}
    shares = tallies.tallied("shares", [(row[1], "named person", row[2], row[2], 1.0, []) for row in rows])
    figure = plots.shares_by_outlet(shares)
    assert len(figure.axes[0].get_yticks()) == plots.MOST_BARS
    assert any("the 25 of 40 outlets with most" in text.get_text() for text in figure.texts)


def test_signs_of_one_day_stay_in_the_row_of_their_outlet():
    rows = [("2024-05-01", outlet, "Ada Quill", "", "words", []) for outlet in ("Post", "Courier") for _ in range(21)]
    axes = plots.along_time(tallies.tallied("said", rows), "Ada Quill").axes[0]
    heights = sorted(float(points.get_offsets()[0][1]) for points in axes.collections)
    assert max(heights[:21]) < 0.5 < min(heights[21:])
    assert min(heights) > axes.get_ylim()[1]


def test_figures_of_nothing_say_so():
    nothing = tallies.compared(read(quotes=[], sources=[], stances=[]))
    assert "Nobody speaks" in plots.people_by_outlets(tallies.presence(nothing)).get_label()
    assert "No statements" in plots.shares_by_outlet(tallies.shares(nothing)).get_label()
    assert "No statement" in plots.along_time(tallies.said_by(nothing, ""), "Nobody").get_label()


@pytest.mark.parametrize(
    ("meta", "url"),
    [
        ('{"URL": "https://post.example/a"}', "https://post.example/a"),
        ('{"link": "javascript:alert(1)", "url": "https://post.example/b"}', "https://post.example/b"),
        ('{"url": "post.example"}', ""),
        ("", ""),
    ],
)
def test_the_address_of_an_article_is_that_of_its_row(meta, url):
    assert tallies.url_in(meta) == url
