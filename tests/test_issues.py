"""Issues: what most is said of comes first, and one's own takes in what says the same in other words."""

from __future__ import annotations

import pytest
from toll import article, entity, made, quote, source, stance

from helpers import issues, tables


def story(*targets: tuple[str, str], contents: tuple[str, ...] = (), names: tuple = ()) -> tables.Tables:
    """An article in which each target, given with its kind, has a record of another source; and what else is said."""
    rows = [
        stance(n, f"s{n}", target, "We need the toll", "in favour", target_kind=kind, attribution_id=f"a{n}")
        for n, (target, kind) in enumerate(targets, 1)
    ]
    said = [quote(n + 50, f"s{n}", [], content=words) for n, words in enumerate(contents, 1)]
    sources = [source(n, f"Speaker {n}") for n in range(1, max(len(targets), len(contents)) + 1)]
    return made(entities=[*names], sources=sources, quotes=said, stances=rows)


def taken(own: str, *targets: tuple[str, str], names: tuple = ()) -> set[str]:
    """The targets that an issue of one's own is."""
    return set(issues.issues(story(*targets, names=names), [own])[0].targets)


@pytest.mark.parametrize(
    "words", ["toll", "the tolls", "bridge toll", "toll on trucks", "new tolls for lorries", "Toll"]
)
def test_an_article_a_plural_and_words_beside_the_noun_are_the_same_issue(words):
    assert taken("the toll", (words, "thing")) == {words}


@pytest.mark.parametrize("words", ["toll booth", "report on the toll", "ferry", "critics of the toll"])
def test_what_only_mentions_the_word_is_another_issue(words):
    assert taken("the toll", (words, "thing")) == set()


def test_an_act_is_not_the_thing_it_is_done_to():
    """Who is for scrapping the toll is against the toll: its side must not stand in the column of the toll."""
    acts = (("scrap the toll", "act"), ("scrapping tolls", "act"))
    assert taken("the toll", *acts) == set()
    assert taken("Scrap the toll", *acts) == {"scrap the toll"}


def test_a_longer_issue_is_also_what_the_article_calls_by_its_noun_alone():
    assert taken("the harbour toll", ("toll", "thing"), ("bridge toll", "thing")) == {"toll"}


NAMES = (entity(1, "Ada Lund", aliases=["Lund", "Mayor Lund"]), entity(2, "Otto Lund"))


def test_a_part_of_a_name_is_the_name_that_has_it():
    assert taken("Lund", ("Ada Lund", "name"), ("plan", "thing"), names=NAMES[:1]) == {"Ada Lund"}


def test_a_part_of_two_names_is_neither_and_says_so():
    read = story(("Ada Lund", "name"), ("Otto Lund", "name"), names=NAMES)
    assert issues.issues(read, ["Lund"])[0].targets == frozenset()
    assert issues.told(read, ["Lund"]) == ["“Lund” could be Ada Lund or Otto Lund: name one of them."]
    assert issues.issues(read, ["Ada Lund"])[0].targets == {"Ada Lund"}


def test_what_is_said_of_ones_own_tells_a_side_from_words_and_from_nothing():
    read = story(("toll", "thing"), contents=("The tolls rise.", "The ferry is late.", "We wait."))
    assert issues.told(read, ["tolls", "ferries", "the bridge"]) == [
        "“tolls”: one record of one holder.",
        "“ferries”: no side found in one statement with these words.",
        "“the bridge”: nothing found; none of three statements has these words.",
    ]


@pytest.mark.parametrize("own", ["", "  ", "!?"])
def test_an_issue_without_a_word_is_refused_in_a_sentence(own):
    with pytest.raises(issues.IssueError, match=r"names nothing: a noun or a name is allowed, such as “the toll”\.$"):
        issues.checked([own])


def test_the_same_issue_twice_is_one():
    assert issues.checked(["the toll", "Tolls", "the  ferry"]) == ["the toll", "the ferry"]


def test_the_headline_and_how_many_speak_of_it_decide_what_comes_first():
    """The headline has the toll; two hold sides on fares, and four on the toll or the lamps."""
    rows = (("fares", "thing"), ("fares", "thing"), ("toll", "thing"), ("toll", "thing"), ("lamps", "thing"))
    found = issues.issues(story(*rows))
    assert [each.name for each in found] == ["toll", "fares"]
    assert not any(each.own for each in found)


def test_what_one_alone_speaks_of_is_an_issue_where_the_headline_has_it():
    found = issues.issues(story(("toll", "thing"), contents=("", "The tolls rise.")))
    assert [(each.name, each.statements) for each in found] == [("toll", {"a1", "a52"})]
    assert issues.issues(story(("ferry", "thing"))) == []


def test_what_one_takes_a_side_on_and_another_mentions_is_one_where_the_lead_has_it():
    assert [each.name for each in issues.issues(story(("port", "thing"), contents=("", "The port is old.")))] == [
        "port"
    ]


def test_what_one_alone_takes_a_side_on_is_no_main_issue_where_headline_and_lead_do_not_have_it():
    assert issues.issues(story(("ferry", "thing"), contents=("", "The ferries are late."))) == []


def test_an_article_has_few_issues_and_ones_own_are_among_them():
    rows = [(f"plan {n}", "thing") for n in range(9) for _ in (1, 2)]
    found = issues.issues(story(*rows), ["plan 8", "bridge"])
    assert [each.name for each in found[:2]] == ["plan 8", "bridge"]
    assert len(found) == issues.MOST


def test_an_article_without_text_has_no_issue():
    empty = made([article("", cut="", title="", words=0, paragraphs=0)])
    assert issues.issues(empty) == []
    assert issues.told(empty, ["toll"]) == ["“toll”: nothing found, for nobody is quoted."]
