"""Descriptions: whether the official, his wife or a spokesman is somebody known or new."""

import pytest
from attributed import DORRIAN, TWO, article, linked, only, statuses

from helpers import articles, language


def test_the_official_is_the_one_before_and_another_official_is_somebody_else():
    spans = ["One military official", "Two senior officials", "One official", "The official", "Another official"]
    doc = article("\n".join(f"{span} said a ." for span in spans), *spans)
    assert linked(doc) == [*spans[:3], "One official", "Another official"]
    assert [source.people for source in doc._.sources] == [1, 2, 1, 1]
    assert {source.type for source in doc._.sources} == {"anonymous source"}
    assert statuses(doc)[3] == "name-resolved"


def test_the_official_is_nobody_where_two_officials_speak_in_the_paragraph():
    text = "One official said a . Another official said b .\nThe official said c ."
    doc = article(text, "One official", "Another official", "The official")
    assert (linked(doc)[2], statuses(doc)[2]) == (None, "ambiguous")


def test_an_indefinite_description_is_always_somebody_new():
    doc = article("A resident said a .\nA resident said b .", "A resident", "A resident")
    assert [source.type for source in doc._.sources] == ["unnamed person", "unnamed person"]


def test_an_unnamed_source_is_never_merged_with_a_named_one():
    text = "John Dorrian said a .\nOne official said b .\nThe official said c ."
    doc = article(text, "John Dorrian", "One official", "The official", ents=DORRIAN)
    assert linked(doc) == ["John Dorrian", "One official", "One official"]


def test_an_unnamed_spokeswoman_speaks_for_the_body_that_is_named():
    ents = (("Harbour Trust", "ORG"),)
    text = "A spokeswoman for Harbour Trust said a .\nShe said b .\nHarbour Trust said c ."
    doc = article(text, "A spokeswoman for Harbour Trust", "She", "Harbour Trust", ents=ents)
    assert linked(doc) == ["Harbour Trust"] * 3
    assert doc._.sources[0].type == "named organisation"
    assert doc._.sources[0].role == "spokeswoman"


def test_some_members_of_a_party_are_not_all_of_them():
    ents = (("Republicans", "NORP"),)
    doc = article("Republicans said a .\nTwo Republicans said b .", "Republicans", "Two Republicans", ents=ents)
    assert linked(doc) == ["Republicans", "Two Republicans"]


def test_a_relative_is_somebody_else():
    """ "His wife" is not who he is, and no name in the text is hers."""
    doc = article("John Dorrian said no .\nHis wife said so .", "John Dorrian", "His wife", ents=DORRIAN)
    assert linked(doc) == ["John Dorrian", "His wife"]
    assert [source.type for source in doc._.sources] == ["named person", "unnamed person"]


def test_a_relative_whom_the_text_names_goes_to_the_name():
    text = "John Dorrian said no .\nAna Ruiz , his sister , said so .\nJohn Dorrian left .\nHis sister said more ."
    ents = (*DORRIAN, ("Ana Ruiz", "PERSON"))
    doc = article(text, "John Dorrian", "Ana Ruiz", "His sister", ents=ents)
    assert linked(doc) == ["John Dorrian", "Ana Ruiz", "Ana Ruiz"]


def test_the_relative_of_somebody_named_is_whoever_the_text_calls_so():
    text = "John Dorrian said no .\nAna Ruiz , the sister of nobody , left .\nJohn Dorrian 's sister said more ."
    doc = article(text, "John Dorrian", "John Dorrian 's sister", ents=(*DORRIAN, ("Ana Ruiz", "PERSON")))
    assert linked(doc) == ["John Dorrian", "John Dorrian 's sister"]


def test_a_spokesman_without_a_body_speaks_for_the_one_of_his_paragraph():
    doc = article("Veltmar left . A spokesman said no .", "A spokesman", ents=(("Veltmar", "ORG"),))
    assert linked(doc) == ["Veltmar"]
    assert only(doc).role == "spokesman"


def test_a_role_in_the_headline_is_who_is_named_below():
    doc = article("# A chemist said a .\nAna Ruiz , a chemist , said b .", "A chemist", "Ana Ruiz", ents=TWO)
    assert (linked(doc), statuses(doc)[0]) == (["Ana Ruiz", "Ana Ruiz"], "name-resolved")


def test_a_chemist_in_the_text_is_not_the_one_who_is_named():
    doc = article("A chemist said a .\nAna Ruiz , a chemist , said b .", "A chemist", "Ana Ruiz", ents=TWO)
    assert linked(doc) == ["A chemist", "Ana Ruiz"]


def test_the_report_of_the_headline_is_the_one_described_below():
    doc = article("# Study said a .\nA study of salt said b .\nA study said c .", "Study", "A study of salt", "A study")
    assert [a.source_id for a in doc._.attributions][:2] == ["s1", "s1"]


def test_one_and_another_are_two_of_those_before_them():
    doc = article("Two members said a .\nOne said b .\nAnother said c .", "Two members", "One", "Another")
    assert linked(doc) == ["Two members", "One", "Another"]
    assert [source.type for source in doc._.sources] == ["anonymous source"] * 3


def test_the_first_and_the_second_official_are_taken_in_turn():
    """ "The first official" is who was brought in first."""
    text = (
        "One official said a .\nA second official said a .\nThe first official said a .\nThe second official said a ."
    )
    doc = article(text, "One official", "A second official", "The first official", "The second official")
    assert linked(doc) == ["One official", "A second official", "One official", "A second official"]


def test_the_same_person_is_the_one_before():
    doc = article("A person with a boat said a .\nThe same person said b .", "A person with a boat", "The same person")
    assert linked(doc) == ["A person with a boat"] * 2


def test_one_of_two_diplomats_is_the_diplomat():
    text = "Two diplomats said a . One of them said b .\nThe diplomat said c ."
    doc = article(text, "Two diplomats", "One of them", "The diplomat")
    assert linked(doc)[1:] == ["One of them", "One of them"]


def test_the_diplomat_is_nobody_where_both_have_spoken():
    text = "Two diplomats said a . One of them said b . Another diplomat said c .\nThe diplomat said d ."
    assert linked(article(text, "Two diplomats", "One of them", "Another diplomat", "The diplomat"))[-1] is None


def test_a_third_behind_one_and_another_is_one_more_person():
    text = "One driver said a .\nAnother driver said b .\nA third , a father , said c .\nHe added d ."
    doc = article(text, "One driver", "Another driver", "A third , a father ,", "He")
    assert linked(doc)[2:] == ["A third", "A third"]
    assert doc._.sources[2].type == "unnamed person"


@pytest.mark.parametrize(
    ("text", "third"),
    [
        ("Some drivers said a .\nA third said b .", "A third"),
        ("One driver said a .\nAnother driver said b .\nA third of drivers said c .", "A third of drivers"),
    ],
)
def test_a_third_is_a_share_where_nobody_stands_before_it(text, third):
    spans = [span for span in ("Some drivers", "One driver", "Another driver") if span in text]
    assert article(text, *spans, third)._.sources[-1].type == "unnamed group"


LIND = (("Bo Lind", "PERSON"), ("Nils Berg", "PERSON"))


@pytest.mark.parametrize("words", ["The 41-year-old", "The retired driver", "The father-of-two"])
def test_another_word_for_a_life_is_whoever_was_just_named(words):
    doc = article(f"Bo Lind said a .\n{words} said b .", "Bo Lind", words, ents=LIND)
    assert (linked(doc)[1], statuses(doc)[1]) == ("Bo Lind", "name-resolved")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bo Lind , 60 , said a .\nThe 41-year-old said b .", "The 41-year-old"),
        ("A 41-year-old left .\nBo Lind said a .\nThe 41-year-old said b .", "The 41-year-old"),
        ("Bo Lind said a . Bo Lind met Nils Berg .\nThe 41-year-old said b .", "The 41-year-old"),
        ("A retired judge left .\nBo Lind said a .\nThe retired driver said b .", "The retired driver"),
        ("Bo Lind said a .\nRain left .\nThe 41-year-old said b .", "The 41-year-old"),
        ("Bo Lind said a .\nA 41-year-old said b .", "A 41-year-old"),
        ("Bo Lind said a .\nHis retired driver said b .", "His retired driver"),
        ("Mr. Bo Lind said a .\nThe mother-of-two said b .", "The mother-of-two"),
        ("Bo Lind said a .\nThe mayor said b .", "The mayor"),
        ("Bo Lind said a .\nThe priest said b .", "The priest"),
    ],
)
def test_a_description_that_may_be_somebody_else_is_not_whoever_was_just_named(text, words):
    doc = article(text, "Bo Lind", words, ents=LIND)
    assert linked(doc)[1] == words
    assert doc._.sources[1].type == "unnamed person"
    assert doc._.sources[1].people == 1


def test_somebody_of_the_age_that_was_told_is_meant():
    text = "Nils Berg , 41 , said a .\nBo Lind said b .\nThe 41-year-old said c ."
    assert linked(article(text, "Nils Berg", "Bo Lind", "The 41-year-old", ents=LIND))[-1] == "Nils Berg"


@pytest.mark.model
def test_the_swede_is_the_one_of_the_paragraph_only_behind_quoted_words(nlp):
    """Without quoted words the other one may be meant as opposed to the one just named."""
    before = "Harbour run\n\nNils Berg lost the race.\n\n"
    for text, meant, type_ in (
        ("Bo Lind laughed at it. “I am glad,” said the Norwegian.", "Bo Lind", "named person"),
        ("Bo Lind said he was glad. The Norwegian said he was tired.", "The Norwegian", "unnamed person"),
        ("Bo Lind met Nils Berg. “I am glad,” said the Norwegian.", "the Norwegian", "unnamed person"),
    ):
        doc = language.article_doc(nlp, articles.from_text(before + text, id="a"))
        assert (linked(doc)[-1], doc._.sources[-1].type) == (meant, type_)


def test_a_priest_with_a_title_is_the_priest():
    text = "Rev. Bo Lind said a .\nThe priest said b ."
    assert linked(article(text, "Bo Lind", "The priest", ents=LIND)) == ["Bo Lind", "Bo Lind"]


def test_whoever_had_a_trade_is_called_by_it_unless_another_has_it():
    text = "The former welder Bo Lind said a .\nNils Berg said b .\nThe welder said c ."
    spans = ("Bo Lind", "Nils Berg", "The welder")
    assert linked(article(text, *spans, ents=LIND))[-1] == "Bo Lind"
    assert linked(article(f"A welder left .\n{text}", *spans, ents=LIND))[-1] == "The welder"
    mayor = article(text.replace("welder", "mayor"), "Bo Lind", "Nils Berg", "The mayor", ents=LIND)
    assert linked(mayor)[-1] == "The mayor"


def test_a_name_that_takes_up_a_description_gets_what_that_said():
    text = "The education minister said a .\nThe minister , Ana Ruiz , said b .\nShe said c ."
    doc = article(text, "The education minister", "The minister , Ana Ruiz", "She", ents=TWO)
    assert linked(doc) == ["Ana Ruiz"] * 3
    assert (only(doc).role, statuses(doc)[0]) == ("education minister", "name-resolved")


@pytest.mark.parametrize(
    ("lead", "opening", "sources"),
    [
        ("A judge said a .", "Ana Ruiz said a .", ["Ana Ruiz"]),
        ("A resident said a .", "Ana Ruiz said a .", ["A resident", "Ana Ruiz"]),
        ("An official said a .", "Ana Ruiz said a .", ["An official", "Ana Ruiz"]),
        ("A judge said a .", "Ana Ruiz , a baker , said a .", ["A judge", "Ana Ruiz"]),
    ],
)
def test_who_opens_the_second_paragraph_is_the_one_in_office_of_the_first(lead, opening, sources):
    """ "A judge ruled. Ana Ruiz said …": one person, unless something else is said of her or the first is held back."""
    doc = article(f"{lead}\n{opening}", lead.removesuffix(" said a ."), "Ana Ruiz", ents=TWO[:1])
    assert [source.name for source in doc._.sources] == sources
