"""Amendments: corrections find their rows by words, change them, say so on them, and everything is counted anew."""

import pytest
from harbour import HEADLINE, ID, harbour, told
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import amendments, readings, tables
from helpers.corrections import Correction

FAIR, LEAVE = "the toll was fair", "that nobody would leave"


ONE_OF = {"sources": "source", "entities": "entity"}


def after(*corrections, **options) -> tables.Tables:
    return harbour(corrections=list(corrections), **options)


def came(made: tables.Tables) -> list[tuple[str, str]]:
    return list(zip(made["corrections"]["status"], made["corrections"]["outcome"], strict=True))


def row(made: tables.Tables, table: str, **which) -> dict:
    """The one row that says this."""
    ((column, value),) = which.items()
    (found,) = made[table][made[table][column] == value].to_dict("records")
    return found


def unchanged(made: tables.Tables) -> bool:
    return all(made[name].equals(harbour()[name]) for name in tables.NAMES if name != "corrections")


def test_without_corrections_nothing_is_corrected():
    made = harbour()
    assert made["corrections"].empty
    for name in ("entities", "sources", "quotes", "stances"):
        assert (made[name]["correction"] == "").all()
        assert "corrected" not in set(made[name]["status"])


def test_a_confirmed_statement_is_surely_its_sources():
    made = after(told("confirm attribution", FAIR))
    confirmed = next(quote for quote in made["quotes"].to_dict("records") if FAIR in quote["content"])
    assert confirmed["source_confidence"] == 1.0


def test_no_stance_that_rests_on_what_is_sure_is_doubtful():
    quote = {"attribution_id": "a2", "source_id": "s2", "source_confidence": 0.6}
    stances = [{"attribution_id": name, "flags": ["implied", "unsure source"]} for name in ("a2", "a3")]
    amendments.make_sure({"stances": stances}, quote)
    assert [stance["flags"] for stance in stances] == [["implied"], ["implied", "unsure source"]]


# ---- each kind -----------------------------------------------------------------------------------------------------


def test_two_sources_become_one_with_the_numbers_of_both():
    before, made = harbour(), after(told("merge sources", "", "The official", "One official"))
    assert came(made) == [("applied", "The official is now in the row of One official")]
    one, two = (row(before, "sources", name=name) for name in ("One official", "The official"))
    both = row(made, "sources", name="One official")
    assert "The official" not in set(made["sources"]["name"])
    for number in ("attributions", "direct_words", "indirect_words", "share"):
        assert both[number] == pytest.approx(one[number] + two[number])
    assert (both["aliases"], both["role"]) == (["The official"], "official")
    assert both["begins"] == [*one["begins"], *two["begins"]]
    assert both["status"] == "corrected"
    assert both["correction"] == "joined with The official; the clerk said so (line 2)"
    moved = row(made, "quotes", cue="added")
    assert (moved["source"], moved["source_id"]) == ("One official", one["source_id"])
    assert moved["correction"] == "source was The official, attributed; the clerk said so (line 2)"


def test_two_names_become_one_and_the_ambiguous_one_is_settled():
    made = after(told("merge entities", "", "Castell", "Mina Castell"))
    joined = row(made, "entities", name="Mina Castell")
    assert (joined["count"], joined["paragraph_count"], joined["status"]) == (2, 2, "corrected")
    assert joined["aliases"] == ["Castell"]
    assert "Castell" not in set(made["entities"]["name"])


def test_a_merged_name_leads_from_its_source_too():
    made = after(told("merge entities", "", "Mina Castell", "Ugo Castell"))
    ugo = row(made, "entities", name="Ugo Castell")
    assert row(made, "sources", name="Mina Castell")["entity_id"] == ugo["entity_id"]
    assert row(made, "entities", name="Castell")["candidates"] == ["Ugo Castell"]


def test_a_source_is_renamed_wherever_its_name_stands():
    made = after(told("rename source", "", "Mina Castell", "Mina Castell-Ruiz"))
    renamed = row(made, "sources", name="Mina Castell-Ruiz")
    assert renamed["aliases"] == ["Mina Castell"]
    assert "name was Mina Castell" in renamed["correction"]
    assert row(made, "quotes", cue="said")["source"] == "Mina Castell-Ruiz"
    assert row(made, "stances", evidence="We need the toll")["source"] == "Mina Castell-Ruiz"


def test_a_name_is_found_whatever_blanks_and_unseen_marks_are_in_it():
    made = after(told("rename source", "", "Mina\u00a0 Cas\u00adtell\u200b", "Mina Castell-Ruiz"))
    assert row(made, "sources", name="Mina Castell-Ruiz")["status"] == "corrected"


@pytest.mark.parametrize("table", ["sources", "entities"])
def test_a_source_and_the_entity_that_it_is_are_renamed_together(table):
    made = after(told(f"rename {ONE_OF[table]}", "", "Mina Castell", "Mina Castell-Ruiz"))
    for name in ("sources", "entities"):
        renamed = row(made, name, name="Mina Castell-Ruiz")
        assert (renamed["status"], renamed["aliases"]) == ("corrected", ["Mina Castell"])
        assert "name was Mina Castell" in renamed["correction"]
    assert row(made, "entities", name="Castell")["candidates"] == ["Mina Castell-Ruiz", "Ugo Castell"]


def test_a_source_without_an_entity_is_renamed_alone():
    made = after(told("rename source", "", "A ferry captain", "The captain of the ferry"))
    assert "The captain of the ferry" not in set(made["entities"]["name"])


def test_an_entity_is_renamed_wherever_its_name_stands():
    made = after(told("rename entity", "", "Mina Castell", "Mina Castell-Ruiz"))
    assert row(made, "entities", name="Castell")["candidates"] == ["Mina Castell-Ruiz", "Ugo Castell"]


@pytest.mark.parametrize("where", ["A ferry captain", "of any plan", "a ferry  captain"])
def test_a_source_is_retyped_by_its_name_or_by_words_that_it_said(where):
    made = after(told("retype source", where, "unnamed person", "anonymous source"))
    retyped = row(made, "sources", name="A ferry captain")
    assert (retyped["type"], retyped["status"]) == ("anonymous source", "corrected")
    assert "type was unnamed person" in retyped["correction"]


def test_an_entity_is_relabelled():
    made = after(told("retype entity", "Quay Company", "ORG", "LOC"))
    assert row(made, "entities", name="Quay Company")["label"] == "LOC"


def test_a_statement_goes_to_another_source_with_its_stances_and_numbers():
    made = after(told("reassign attribution", FAIR, "One official", "Mina Castell"))
    quote = row(made, "quotes", content=FAIR)
    mina = row(made, "sources", name="Mina Castell")
    assert (quote["source"], quote["source_id"], quote["status"]) == ("Mina Castell", mina["source_id"], "corrected")
    assert quote["confidence"] == 1
    assert "source was One official, attributed" in quote["correction"]
    assert mina["attributions"] == 2
    assert "One official" not in set(made["sources"]["name"])
    assert "One official has no statement left and no row" in came(made)[0][1]
    assert set(made["stances"].loc[made["stances"]["attribution_id"] == quote["attribution_id"], "source"]) == {
        "Mina Castell"
    }
    assert set(made["stances"].loc[made["stances"]["attribution_id"] == quote["attribution_id"], "holder"]) == {
        "Mina Castell"
    }


def test_a_reported_side_keeps_its_holder_and_a_holder_its_new_name():
    read = harbour()
    reported = {"holder": "Quay Company", "holder_id": row(read, "sources", name="Quay Company")["source_id"]}
    rows = read["stances"].to_dict("records")
    rows[0] |= reported | {"flags": ["second-hand"]}
    read["stances"] = tables.frame("stances", rows)
    wanted = (
        told("reassign attribution", "We need the toll", "", "One official"),
        told("rename source", "", "Quay Company", "Quay Ltd"),
    )
    made = amendments.amend(read, wanted)
    stance = row(made, "stances", evidence="We need the toll")
    assert (stance["source"], stance["holder"], stance["holder_id"]) == (
        "One official",
        "Quay Ltd",
        reported["holder_id"],
    )


def test_a_statement_goes_to_somebody_who_was_no_source():
    made = after(told("reassign attribution", LEAVE, "", "Ugo Castell"))
    ugo = row(made, "sources", name="Ugo Castell")
    assert (ugo["type"], ugo["attributions"], ugo["status"]) == ("named person", 1, "corrected")
    assert ugo["entity_id"] == row(made, "entities", name="Ugo Castell")["entity_id"]
    assert ugo["loaded_cues"] == ["insisted"]
    assert made["sources"]["source_id"].is_unique
    text = made["articles"]["text"][0]
    assert [text[b:e] for b, e in zip(ugo["begins"], ugo["ends"], strict=True)] == ["Castell"]


def test_a_statement_goes_to_a_source_whose_type_is_in_brackets():
    made = after(told("reassign attribution", LEAVE, "", "a deckhand (unnamed person)"))
    assert row(made, "sources", name="a deckhand")["type"] == "unnamed person"


def test_a_statement_is_taken_from_everybody():
    made = after(told("reassign attribution", FAIR, "One official", ""))
    quote = row(made, "quotes", content=FAIR)
    assert (quote["source"], quote["source_id"], quote["status"]) == ("", "", "corrected")
    assert set(made["stances"].loc[made["stances"]["evidence"] == FAIR, "source_id"]) == {""}


def test_a_rejected_attribution_takes_its_stances_and_its_silent_source_along():
    made = after(told("reject attribution", FAIR))
    assert FAIR not in set(made["quotes"]["content"])
    assert FAIR not in set(made["stances"]["evidence"])
    assert "One official" not in set(made["sources"]["name"])
    assert came(made)[0][1].startswith(f"the words “{FAIR}” are no attribution now, with two stance records")


def test_shares_are_of_the_words_that_are_left():
    made = after(told("reject attribution", FAIR))
    assert made["sources"]["share"].sum() + 4 / made["quotes"]["words"].sum() == pytest.approx(1)  # four of nobody's


def test_a_rejected_entity_is_nobodys_name():
    made = after(told("reject entity", "Quay Company"))
    assert "Quay Company" not in set(made["entities"]["name"])
    assert row(made, "sources", name="Quay Company")["entity_id"] == ""


def test_a_rejected_source_leaves_its_words_without_one():
    made = after(told("reject source", "The official"))
    assert "The official" not in set(made["sources"]["name"])
    assert row(made, "quotes", cue="added")["source_id"] == ""
    assert "one statement left without one" in came(made)[0][1]


def test_a_rejected_stance_is_gone_and_nothing_else():
    made = after(told("reject stance", "We need the toll"))
    assert "We need the toll" not in set(made["stances"]["evidence"])
    assert made["quotes"].equals(harbour()["quotes"])


def test_a_position_is_fixed_and_shown_as_such():
    made = after(told("fix position", "We need the toll", "supports", "opposes"))
    stance = row(made, "stances", evidence="We need the toll")
    assert (stance["position"], stance["shown"], stance["status"]) == ("opposes", "against", "corrected")
    assert stance["confidence"] == 1
    assert stance["correction"] == "position was supports, found, confidence 0.80; the clerk said so (line 2)"


def test_a_commitment_is_fixed_and_shown_as_such():
    made = after(told("fix commitment", "of any plan", "no-knowledge", "denies"))
    assert row(made, "stances", evidence="of any plan")["shown"] == "denies"


def test_of_two_records_on_the_same_words_the_one_that_is_as_said():
    for old in ("supports toward the toll", "supports", "asserts", " toward the toll".strip()):
        made = after(told("fix position", FAIR, old, "opposes"))
        found = made["stances"][made["stances"]["evidence"] == FAIR]
        expected = ["opposes", "none"] if "supports" in old or old == "asserts" else ["supports", "none"]
        assert found["position"].to_list() == expected
    assert came(made)[0] == (
        "unmatched",
        f"two stance records are at the words '{FAIR}'; say in `from` which: "
        "supports toward the toll, none toward fairness",
    )


@pytest.mark.parametrize(
    ("what", "where", "table"),
    [
        ("confirm attribution", FAIR, "quotes"),
        ("confirm stance", "We need the toll", "stances"),
        ("confirm entity", "Castell", "entities"),
        ("confirm source", "The official", "sources"),
    ],
)
def test_a_row_is_confirmed(what, where, table):
    made = after(told(what, where))
    (touched,) = made[table][made[table]["status"] == "corrected"].to_dict("records")
    assert "confirmed as it was" in touched["correction"]


# ---- corrections that do nothing say so -----------------------------------------------------------------------------


NOBODY = told("merge sources", "", "Nobody", "One official")
INTO_NOBODY = told("merge sources", "", "One official", "Nobody")
ITS_OWN = told("reassign attribution", FAIR, "", "One official")


@pytest.mark.parametrize(
    ("correction", "status", "sentence"),
    [
        (told("reject attribution", "no such words"), "unmatched", "the words 'no such words' are not in the article"),
        (told("reject attribution", "was at sea"), "unmatched", "no attribution is at the words 'was at sea'"),
        (NOBODY, "unmatched", "no source is called 'Nobody'; there are: Mina Castell, One official"),
        (INTO_NOBODY, "unmatched", "no other source is called 'Nobody'; there are: Mina Castell, The official"),
        (told("rename entity", "", "Nobody", "Somebody"), "unmatched", "no name is called 'Nobody'; there are: Ormsea"),
        (told("retype source", "Nobody", "", "document"), "unmatched", "no source is called, or is at, 'Nobody'"),
        (told("reassign attribution", LEAVE, "", "Nobody"), "unmatched", "such as 'Nobody (named person)'"),
        (ITS_OWN, "needless", "the words are those of One official already"),
        (told("fix position", "We need", "none", "supports"), "needless", "is supports already"),
        (told("rename source", "", "Mina", "Mina Castell"), "needless", "'Mina Castell' is its name already"),
        (told("reject attribution", "fair"), "unmatched", "two attributions are at the words 'fair'; write more of"),
    ],
)
def test_what_fits_nothing_or_several_is_told_and_changes_nothing(correction, status, sentence):
    made = after(correction)
    ((found, said),) = came(made)
    assert (found, sentence in said) == (status, True), said
    assert unchanged(made)


def test_two_names_in_one_row_need_no_merging():
    twice = told("merge sources", "", "The official", "One official")
    assert came(after(twice, twice))[1] == ("needless", "'The official' and 'One official' are one row already")


def test_two_of_one_name_are_told_apart_by_words():
    first = told("rename source", "", "The official", "One official")
    merge = told("merge sources", "", "One official", "Mina Castell")
    assert "two sources are called 'One official'; say in `where`" in came(after(first, merge))[1][1]
    made = after(first, told("merge sources", "that it was fair to everyone", "One official", "Mina Castell"))
    assert row(made, "quotes", cue="added")["source"] == "Mina Castell"
    assert row(made, "quotes", content=FAIR)["source"] == "One official"


def test_words_that_stand_twice_are_told_apart_by_their_offset():
    text = harbour()["articles"]["text"][0]
    at = text.index("fair to everyone")
    made = after(told("reject attribution", f"{at}/{len(text)}: fair"))
    assert "that it was fair to everyone" not in set(made["quotes"]["content"])
    for other in (f"{at + 1}/{len(text)}: fair", f"{at}/{len(text) + 1}: fair"):
        assert came(after(told("reject attribution", other)))[0][0] == "unmatched"


@pytest.mark.parametrize(
    ("where", "cue"),
    [
        ("The Quay Company declined to comment", "declined"),
        ("added that it was fair", "added"),
        ("leave. Ugo", "insisted"),
    ],
)
def test_words_around_a_statement_find_it_too(where, cue):
    made = after(told("reject attribution", where))
    assert cue not in set(made["quotes"]["cue"])
    assert len(made["quotes"]) == 5


def test_a_missing_quotation_mark_stays_missing_where_only_the_source_is_corrected():
    read = harbour()
    quotes = read["quotes"].to_dict("records")
    quotes[1]["status"] = "unclosed"
    read |= {"quotes": tables.frame("quotes", quotes)}
    merged = amendments.amend(read, [told("merge sources", "", "One official", "The official")])
    assert row(merged, "quotes", content=FAIR)["status"] == "unclosed"
    given = amendments.amend(read, [told("reassign attribution", FAIR, "", "The official")])
    assert row(given, "quotes", content=FAIR)["status"] == "corrected"


def test_the_tables_given_are_left_as_they_are():
    read = harbour()
    amendments.amend(read, [told("reject attribution", FAIR), told("merge entities", "", "Castell", "Mina Castell")])
    assert all(read[name].equals(harbour()[name]) for name in tables.NAMES)


def test_corrections_of_another_article_are_none_of_this_one():
    other = told("reject attribution", FAIR)
    made = harbour(corrections=[type(other)(2, "elsewhere", other.what, other.where, "", "", "no")])
    assert made["corrections"].empty
    assert unchanged(made)


@pytest.mark.parametrize("name", tables.NAMES)
def test_corrected_tables_have_their_declared_columns_and_types(name, tmp_path):
    made = after(told("reassign attribution", LEAVE, "", "Ugo Castell"), told("reject source", "nobody at all"))
    declared = {column.name: str(tables.DTYPES[column.dtype]) for column in tables.COLUMNS[name]}
    assert {column: str(dtype) for column, dtype in made[name].dtypes.items()} == declared
    tables.save(made, tmp_path)
    assert tables.read(tmp_path)[name].equals(made[name])


def test_several_articles_keep_their_rows_apart():
    one, other = harbour(), harbour()
    renamed = {name: table.assign(article_id="quay") for name, table in other.items()}
    both = {
        name: tables.frame(name, [*one[name].to_dict("records"), *renamed[name].to_dict("records")]) for name in one
    }
    made = amendments.amend(both, [told("reject attribution", FAIR)])
    assert (made["quotes"]["content"] == FAIR).sum() == 1
    assert set(made["quotes"].loc[made["quotes"]["content"] == FAIR, "article_id"]) == {"quay"}
    assert made["corrections"]["article_id"].to_list() == ["harbour"]


def test_programs_get_what_a_person_corrected():
    from helpers import articles

    made = after(told("reassign attribution", LEAVE, "", "Ugo Castell"), told("fix position", "not there", "", "none"))
    reading = readings.of_tables(articles.from_text(made["articles"]["text"][0], id="harbour"), made)
    (given_,) = [one for one in reading["attributions"] if one["status"] == "corrected"]
    assert given_["source_id"] == next(one["id"] for one in reading["sources"] if one["name"] == "Ugo Castell")
    assert [one["status"] for one in reading["corrections"]] == ["applied", "unmatched"]
    assert "corrections" not in readings.of_tables(articles.from_text("x", id="x"), harbour())


# ---- they survive --------------------------------------------------------------------------------------------------

EVERY = [
    told("merge sources", "", "The official", "One official"),
    told("merge entities", "", "Castell", "Mina Castell"),
    told("rename source", "", "A ferry captain", "the ferry captain", 3),
    told("rename entity", "", "Ida Holt", "Ida Holt-Roe"),
    told("retype source", "of any plan", "", "anonymous source"),
    told("retype entity", "Quay Company", "ORG", "LOC"),
    told("reassign attribution", LEAVE, "", "Ugo Castell"),
    told("confirm attribution", "that it was fair to everyone"),
    told("reject stance", FAIR, "none toward fairness"),
    told("fix position", "We need the toll", "supports", "opposes"),
    told("fix commitment", "of any plan", "no-knowledge", "declines"),
]
SAYS = {
    "entities": ["name", "label", "status", "aliases", "candidates", "count", "correction"],
    "sources": ["name", "type", "status", "aliases", "attributions", "direct_words", "indirect_words", "correction"],
    "quotes": ["source", "content", "status", "confidence", "correction"],
    "stances": ["source", "target", "position", "commitment", "shown", "evidence", "status", "correction"],
    "corrections": ["line", "what", "status"],
}
"""What a correction may change, and what does not move with the text; ids and offsets do."""


def says(made: tables.Tables) -> dict[str, list[dict]]:
    return {name: made[name][columns].to_dict("records") for name, columns in SAYS.items()}


PARAGRAPH = st.lists(st.sampled_from(["fog", "lay", "on", "the", "river", "“nobody”", "saw", "a", "lamp"]), min_size=1)


@settings(max_examples=15, deadline=None)
@given(PARAGRAPH.map(" ".join), st.integers(1, 40), st.lists(st.sampled_from(EVERY), unique=True))
def test_corrections_find_their_rows_when_ids_and_offsets_move(paragraph, first, chosen):
    """A paragraph in front and other ids: the same rows are corrected in the same way."""
    before, moved = harbour(corrections=chosen), harbour(f"Later {paragraph}.\n\n", first, chosen)
    assert says(before) == says(moved)
    assert set(before["corrections"]["status"]) <= {"applied"}
    assert moved["articles"]["text"][0].startswith(f"{HEADLINE}\n\nLater")


@settings(max_examples=15, deadline=None)
@given(PARAGRAPH.map(" ".join))
def test_words_that_are_no_longer_the_only_ones_are_told_and_change_nothing(paragraph):
    """A correction by an offset that the paragraph in front has moved fits several rows, and says which there are."""
    text = harbour()["articles"]["text"][0]
    placed = told("reject attribution", f"{text.index('fair to')}/{len(text)}: fair")
    made = harbour(f"Later {paragraph}.\n\n", 1, [placed])
    ((status, said),) = came(made)
    assert status == "unmatched"
    assert "or the offset before them: " in said
    assert len(made["quotes"]) == len(harbour()["quotes"])


@pytest.mark.parametrize(
    ("line", "position", "commitment", "shown"),
    [
        (("fix position", "of any plan", "opposes"), "opposes", "asserts", "against"),
        (("fix commitment", "We need the toll", "declines"), "none", "declines", "declines to say"),
        (("fix commitment", "We need the toll", "hedges"), "supports", "hedges", "in favour (hedged)"),
    ],
)
def test_who_takes_a_side_is_not_silent(line, position, commitment, shown):
    what, where, new = line
    made = harbour(corrections=[Correction(2, ID, what, where, "", new, "read it")])
    (record,) = [row for row in made["stances"].to_dict("records") if row["status"] == "corrected"]
    assert (record["position"], record["commitment"], record["shown"]) == (position, commitment, shown)


def test_a_name_gives_its_statements_to_who_it_is():
    """The name fits two people, and so nobody was chosen for what it said; a statement that was settled stays."""
    merged = Correction(3, ID, "merge entities", "", "Castell", "Ugo Castell", "the paragraph before")
    quote = harbour(corrections=[merged])["quotes"].set_index("attribution_id").loc["a4"]
    assert (quote["source"], quote["status"]) == ("Ugo Castell", "corrected")
    assert (quote["decided_by"], quote["source_confidence"]) == ("corrected", 1.0)
    first = Correction(2, ID, "reassign attribution", "that nobody would leave", "", "Mina Castell", "heard it")
    quote = harbour(corrections=[first, merged])["quotes"].set_index("attribution_id").loc["a4"]
    assert quote["source"] == "Mina Castell"


def test_a_name_that_stays_open_leaves_its_statements_to_nobody():
    kept = Correction(2, ID, "confirm entity", "Castell", "", "", "both were there")
    quote = harbour(corrections=[kept])["quotes"].set_index("attribution_id").loc["a4"]
    assert (quote["source_id"], quote["status"]) == ("", "corrected")
