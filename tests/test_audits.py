"""Audits: what an article rests on, counted from its tables."""

import re

import pandas as pd
import pytest
from harbour import harbour, told

from helpers import articles, audits, extensions, findings, tables
from helpers.lexicons import rows


def carried(made: tables.Tables) -> dict[str, int]:
    found = audits.carried(made)
    return dict(zip(found["carried_by"], found["sentences"], strict=True))


def with_sentences(made: tables.Tables) -> tables.Tables:
    """The tables with sentences cut behind full stops, where no parser was."""
    (row,) = made["articles"].to_dict("records")
    paragraphs = zip(row["paragraph_begins"], row["paragraph_ends"], row["paragraph_kinds"], strict=True)
    found = [
        (first + match.start(), first + match.end())
        for first, last, kind in paragraphs
        for match in re.finditer(r"\S.*?\.(?=\s|”|$)”?", row["text"][first:last])
        if kind == "body"
    ]
    cut = {"sentence_begins": [begin for begin, _ in found], "sentence_ends": [end for _, end in found]}
    return made | {"articles": tables.frame("articles", [row | cut])}


@pytest.fixture(scope="module")
def read() -> tables.Tables:
    return with_sentences(harbour())


# ---- the numbers of a source ---------------------------------------------------------------------------------------


def test_a_source_has_the_numbers_of_its_statements(read):
    table = read["sources"].set_index("name")
    mina = table.loc["Mina Castell"]
    assert (mina["attributions"], mina["direct_words"], mina["indirect_words"]) == (1, 9, 0)
    assert mina["share"] == pytest.approx(9 / read["quotes"]["words"].sum())
    assert mina["first"] == read["articles"]["text"][0].index("Mina Castell")
    assert table["loaded_cues"].map(len).sum() == 0


def test_a_loaded_cue_is_counted_with_its_source():
    made = harbour(corrections=[told("reassign attribution", "that nobody would leave", "", "Mina Castell")])
    assert made["sources"].set_index("name")["loaded_cues"]["Mina Castell"] == ["insisted"]


def test_shares_and_statements_add_up_to_the_whole(read):
    nobody = read["quotes"][read["quotes"]["source_id"] == ""]
    assert read["sources"]["attributions"].sum() + len(nobody) == len(read["quotes"])
    share = nobody["words"].sum() / read["quotes"]["words"].sum()
    assert read["sources"]["share"].sum() + share == pytest.approx(1)


# ---- who carries the article ---------------------------------------------------------------------------------------


def test_every_sentence_is_carried_by_somebody_or_nobody(read):
    assert len(audits.sentences(read)) == 8
    assert carried(read) == {"named": 3, "document": 0, "unnamed": 3, "unresolved": 1, "nobody": 1}
    assert audits.carried(read)["share"].sum() == pytest.approx(1)


def test_a_sentence_with_a_named_source_counts_as_named_whoever_else_speaks_in_it(read):
    quotes = read["quotes"].to_dict("records")
    captain, company = quotes[-2:]
    company |= {"content_begins": captain["content_begins"], "content_ends": captain["content_ends"]}
    assert carried(read | {"quotes": tables.frame("quotes", quotes)})["named"] == 4


def test_a_correction_changes_who_carries_a_sentence():
    given = told("reassign attribution", "that nobody would leave", "", "Mina Castell")
    assert carried(with_sentences(harbour(corrections=[given])))["unresolved"] == 0


def test_an_article_without_sentences_is_carried_by_nobody(read):
    empty = {name: tables.frame(name) for name in tables.NAMES}
    assert audits.carried(empty)["sentences"].sum() == 0
    assert audits.asked(empty).empty
    assert audits.unbacked(empty).empty


def test_what_rests_on_unnamed_sources_alone(read):
    cues = audits.on_unnamed(read)["cue"].to_list()
    assert cues == ["said the", "added", "was not aware"]


# ---- who was asked -------------------------------------------------------------------------------------------------


def test_who_was_asked_and_did_not_answer(read):
    found = audits.asked(read)
    assert found[["who", "outcome"]].to_numpy().tolist() == [
        ["Quay Company", "declined"],
        ["Ida Holt", "could not be reached"],
    ]
    text = read["articles"]["text"][0]
    assert text[found["begin"][1] : found["end"][1]] == "could not be reached"


def test_a_wording_is_found_whatever_blanks_and_unseen_marks_are_in_it():
    text = "Nobody. Ida Holt could  not be\u00a0rea\u00adched."
    [(begin, end)] = audits.worded(text, 8, len(text))
    assert text[begin:end] == "could  not be\u00a0rea\u00adched"
    assert audits.outcome(text[begin:end]) == "could not be reached"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Ida Holt declined to be interviewed", "declined"),
        ("Ida Holt would not comment", "declined"),
        ("Ida Holt had no comment", "declined"),
        ("Ida Holt could not immediately be reached for comment", "could not be reached"),
        ("Ida Holt was unavailable for comment", "could not be reached"),
        ("Ida Holt did not immediately respond to a request for comment", "did not answer"),
        ("Ida Holt has not returned several calls", "did not answer"),
        ("Ida Holt didn’t reply to our questions", "did not answer"),
        ("Two messages left for Ida Holt were not returned", "did not answer"),
        ("Ida Holt did not respond by deadline", "did not answer"),
        ("Ida Holt did not return to the island", None),
        ("Ida Holt could not reach the quay", None),
        ("Ida Holt did not call the police", None),
        ("Ida Holt commented on the toll", None),
    ],
)
def test_wordings_of_no_answer(words, outcome):
    match = audits.wordings().search(words)
    assert (match and audits.outcomes()[int(match.lastgroup[7:])]) == outcome


def test_every_wording_has_its_reason():
    assert all(
        row["why"] and row["outcome"] in ("declined", "could not be reached", "did not answer")
        for row in rows("unanswered")
    )


# ---- the headline --------------------------------------------------------------------------------------------------


def headed(headline: str, body: str) -> list[tuple[str, bool]]:
    extensions.declare()
    import spacy

    story = articles.from_text(f"{headline}\n\n{body}", id="x", title=headline)
    doc = spacy.blank("en")(story.text)
    doc._.paragraphs = story.paragraphs
    found = audits.unbacked(findings.tables_of([(story, doc)]))
    return list(zip(found["words"], found["in_body"], strict=True))


def test_quoted_words_of_the_headline_that_the_body_does_not_have(read):
    found = audits.unbacked(read)
    assert found[["words", "in_body"]].to_numpy().tolist() == [["‘A bad bargain’", False]]


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("Toll is ‘a hook in the wallet’, skipper says", "The toll was “a hook in the wallet,” he said.", []),
        ("Toll is ‘A Hook in the Wallet’", "“It is a hook  in\nthe wallet,” he said.", []),
        ("Toll is “a hook”, skipper says", "He bought a hook.", [("“a hook”", True)]),
        ("Toll is “a ho\u00adok”, skipper says", "It is “a\u00a0\u200bhook,” he said.", []),
        ("Toll is “hooked”, skipper says", "“Unhooked,” he said.", [("“hooked”", False)]),
        ("The skippers’ toll and the mayor's lamp", "Nobody said so.", []),
    ],
)
def test_headline_and_body_are_compared_word_by_word(headline, body, expected):
    assert headed(headline, body) == expected


def test_a_family_or_an_office_did_not_answer_and_not_who_it_is_named_after():
    text = "The Holt family did not respond."
    office = ("Holt’s office did not", "Holt’s office")
    for words, who in ((text, "Holt family"), office, ("Holt also did not", "Ida Holt")):
        begin = words.index("Holt")
        entity = pd.DataFrame({"name": ["Ida Holt"], "begins": [[begin]], "ends": [[begin + 4]]})
        tables = {"entities": entity, "sources": entity.iloc[:0]}
        assert audits.before(tables, words, 0, words.index(" did") + 1).strip() == who
