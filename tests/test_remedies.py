"""Remedies: every line that is offered can be pasted, fits the finding that it is offered for, and settles it."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from harbour import harbour

from helpers import amendments, articles, checks, corrections, findings, language, remedies
from helpers.page.fragments import text

HEAD = ",".join(corrections.FIELDS)
TABLES = {"quote": "quotes", "source": "sources", "stance": "stances"}
TAIL = ", the harbour master of Ormsea"


def pasted(path, *lines: str) -> tuple[corrections.Correction, ...]:
    """The corrections of a file with these lines pasted at its end."""
    path.write_text("\n".join([HEAD, *lines]), encoding="utf8")
    return corrections.read(path)


def offers(made, below: float = 0.6) -> list[tuple[str, str, remedies.Remedy]]:
    """Every answer to every finding to check."""
    found = checks.all_of(made, below)
    return [
        (row.about, row.id, one) for row in found.itertuples() for one in remedies.remedies(made, row.about, row.id)
    ]


def test_what_is_offered_for_each_kind_of_finding():
    made = harbour()
    answers = {}
    for about, name, one in offers(made):
        answers.setdefault((about, name), []).append(one.answer)
    assert answers[("quote", "a4")] == [
        "It is right that nobody is chosen",
        "They are the words of Mina Castell",
        "They are the words of Ugo Castell",
        "They are the words of The official",
        "It attributes nothing",
    ]
    assert answers[("quote", "a2")][0] == "It is right"
    assert answers[("name", "e3")] == [
        "It is Mina Castell",
        "It is Ugo Castell",
        "It has to stay open",
        "It is no name",
    ]
    assert answers[("stance", "t3")] == ["It is right", "It is in favour", "It is against", "It is no stance on that"]


def test_whoever_was_named_last_is_offered_also_where_that_is_no_source():
    made = harbour()
    quotes = made["quotes"].set_index("attribution_id", drop=False)
    assert remedies.others(made, quotes.loc["a5"])[:2] == ["Ugo Castell", "The official"]


def test_he_and_she_are_no_document_and_no_body():
    made = harbour()
    sources = made["sources"].assign(type="document")
    quote = made["quotes"].iloc[5]
    assert "The official" in remedies.others(made | {"sources": sources}, quote)
    she = pd.Series({**quote, "source_text": "She"})
    assert remedies.others(made | {"sources": sources}, she) == ["Ugo Castell", "Mina Castell", "Ida Holt"]


def settled(made, about: str, name: str, line: str, path) -> None:
    """Paste a line, and see that it takes effect and that the finding is no longer to check."""
    (read,) = pasted(path, line)
    assert read.fault == "", line
    after = amendments.amend(made, [read])
    (came,) = after["corrections"].to_dict("records")
    assert came["status"] == "applied", (line, came["outcome"])
    left = checks.all_of(after)
    assert not ((left["about"] == about) & (left["id"] == name)).any(), line


def test_every_line_that_is_offered_settles_its_finding(tmp_path):
    made = harbour()
    found = offers(made)
    assert len(found) > 15
    for about, name, one in found:
        settled(made, about, name, one.line, tmp_path / "corrections.csv")


def test_a_line_is_pasted_as_a_page_shows_it(tmp_path):
    """What a page writes out, such as control characters, is read as what it stands for."""
    made = harbour("He said “\u202eno” again.\n\n")
    row = made["quotes"].to_dict("records")[3]
    begin = made["articles"]["text"][0].index("\u202eno")
    row |= {"content_begins": [begin - 1], "content_ends": [begin + 4], "attribution_id": "a9"}
    made |= {"quotes": type(made["quotes"])([row]).astype(made["quotes"].dtypes)}
    one = remedies.remedies(made, "quote", "a9")[0]
    shown = text(one.line).html.replace('<span class="control">', "").replace("</span>", "").replace("&quot;", '"')
    assert "\u202e" not in shown
    settled(made, "quote", "a9", shown, tmp_path / "corrections.csv")


ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "data" / "articles").glob("*.txt"))


def known_articles() -> list[articles.Article]:
    """The samples, and every third article of the readings by hand that is no sample; none that is held out."""
    read = [json.loads(path.read_text(encoding="utf8")) for path in sorted((ROOT / "tests" / "gold").glob("*.json"))]
    samples = articles.read_all(SAMPLES)[0]
    ids = {story.id for story in samples}
    own = [one for one in read if one.get("text") and one["id"] not in ids]
    return [*samples, *(articles.from_text(one["text"], id=one["id"], title=one.get("title", "")) for one in own[::3])]


@pytest.fixture(scope="module")
def known(nlp) -> list[dict]:
    """Their tables as found."""
    return [findings.tables_of([(story, language.article_doc(nlp, story))]) for story in known_articles()]


def came_of(made, rows, cells) -> tuple[str, str]:
    """What comes of one line on rows that are left as they are."""
    own = {name: [dict(row) for row in each] for name, each in rows.items()}
    return amendments.carried_out(own, corrections.correction(2, list(corrections.FIELDS), list(cells), ""))


@pytest.mark.model
def test_every_line_that_can_be_offered_takes_effect(known):
    """For every quote, name and stance record of every article, on the list to check or not; each line by itself."""
    lost, tried = [], 0
    for made in known:
        (rows,) = amendments.rows_of(made)
        for about, (table, column, _) in remedies.ABOUT.items():
            for one in (one for name in made[table][column] for one in remedies.remedies(made, about, name)):
                (cells,) = csv.reader([one.line])
                tried += 1
                if (came := came_of(made, rows, cells))[0] != "applied":
                    lost.append((one.line, came[1]))
    assert tried > 1500
    assert lost == []


OTHER = {
    "quote": ("confirm attribution", "reject attribution", "reassign attribution"),
    "source": ("confirm source", "reject source", "rename source", "retype source"),
    "stance": ("confirm stance", "reject stance", "fix position"),
}


def value_for(what: str, row) -> str:
    """Another value than a row has, for the kinds of corrections that need one."""
    return {
        "reassign attribution": "Nobody Else (unnamed person)",
        "rename source": "Another Name",
        "retype source": "document" if getattr(row, "type", "") != "document" else "unnamed group",
        "fix position": "opposes" if getattr(row, "position", "") != "opposes" else "supports",
    }.get(what, "")


@pytest.mark.model
def test_the_line_of_every_row_takes_effect_as_it_stands_and_with_another_kind(known):
    lost, tried = [], 0
    for made in known:
        (rows,) = amendments.rows_of(made)
        for about, kinds in OTHER.items():
            for row in made[TABLES[about]].itertuples():
                (cells,) = csv.reader([remedies.own_line(made, about, row)])
                assert cells[1] == kinds[0]
                for what in kinds:
                    tried += 1
                    given = [cells[0], what, cells[2], cells[3], value_for(what, row), cells[5]]
                    if (came := came_of(made, rows, given))[0] != "applied":
                        lost.append((given, came[1]))
    assert tried > 1500
    assert lost == []


def test_words_around_a_name_may_hold_other_names(tmp_path):
    """Two names in the words: the one that the line names is meant."""
    made = harbour()
    line = f'harbour,reject entity,"Mina Castell{TAIL}",Ormsea,,it is a ship'
    (read,) = pasted(tmp_path / "corrections.csv", line)
    after = amendments.amend(made, [read])
    assert after["corrections"]["status"].to_list() == ["applied"]
    assert "Ormsea" not in set(after["entities"]["name"])
    assert "Mina Castell" in set(after["entities"]["name"])


@pytest.mark.model
def test_corrections_hold_when_the_article_grows(nlp, tmp_path):
    """A paragraph in front and everything read anew: the lines still find what they were offered for."""
    (story,) = articles.read(SAMPLES[-1])
    made = findings.tables_of([(story, language.article_doc(nlp, story))])
    first = {(about, name): one.line for about, name, one in reversed(offers(made, 0.95))}
    lines = pasted(tmp_path / "corrections.csv", *first.values())
    head, _, body = story.text.partition("\n\n")
    grown = articles.from_text(f"{head}\n\nFog lay on the river before noon.\n\n{body}", id=story.id, title=story.title)
    after = findings.tables_of([(grown, language.article_doc(nlp, grown))], lines)
    lost = after["corrections"][after["corrections"]["status"] != "applied"]
    assert len(lines) > 3
    assert lost["outcome"].to_list() == []
