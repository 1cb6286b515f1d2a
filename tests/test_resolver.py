"""Resolver: whom names and pronouns go to."""

from dataclasses import replace

import pytest
from attributed import DORRIAN, TWO, article, linked, only, statuses

from helpers import articles, language
from helpers.sources import find_sources


def test_a_name_is_one_source_however_it_is_written():
    """A full name with title and the bare surname after it are one row, the second one name-resolved."""
    doc = article("Col. John Dorrian said no .\nDorrian said so .", "Col. John Dorrian", "Dorrian", ents=DORRIAN)
    assert linked(doc) == ["John Dorrian", "John Dorrian"]
    assert statuses(doc) == ["attributed", "name-resolved"]
    assert only(doc).aliases == ("Dorrian",)


def test_he_is_the_last_speaker():
    doc = article("John Dorrian said no .\nHe added more .", "John Dorrian", "He", ents=DORRIAN)
    assert statuses(doc) == ["attributed", "pronoun-resolved"]


def test_he_is_nobody_where_two_people_compete():
    """Another person who was subject since the speaker last came up makes the pronoun ambiguous."""
    doc = article("Ana Ruiz said no . Lee Park left . She added more .", "Ana Ruiz", "She", ents=TWO)
    assert (linked(doc)[1], statuses(doc)[1]) == (None, "ambiguous")


def test_an_object_does_not_compete_with_the_speaker():
    doc = article("Ana Ruiz said no . Ana Ruiz met Lee Park . She added more .", "Ana Ruiz", "She", ents=TWO)
    assert linked(doc)[1] == "Ana Ruiz"


def test_the_subject_of_a_sentence_is_not_she_because_the_speaker_is_only_its_object():
    """Whoever spoke and is named again, or nobody; never the one who only met her."""
    text = "Ana Ruiz said no .\nLee Park met Ana Ruiz . She added more ."
    assert linked(article(text, "Ana Ruiz", "She", ents=TWO))[1] in ("Ana Ruiz", None)


def test_the_only_person_of_a_later_paragraph_is_meant():
    text = "Ana Ruiz said no .\nMayor Lee Park stayed .\nHe added more ."
    assert linked(article(text, "Ana Ruiz", "He", ents=TWO)) == ["Ana Ruiz", "Lee Park"]


def test_a_report_is_not_he():
    doc = article("Ana Ruiz left .\nA report , which said a , stayed .\nHe added more .", "which", "He", ents=TWO)
    assert linked(doc) == ["A report", "Ana Ruiz"]


def test_a_pronoun_reaches_back_two_paragraphs_and_no_further():
    text = "Ana Ruiz said no .\nRain stayed .\nSnow left .\nIce left .\nShe added more ."
    assert statuses(article(text, "Ana Ruiz", "She", ents=TWO))[1] == "ambiguous"


def test_a_title_of_one_gender_rules_out_the_pronoun_of_the_other():
    """Mr. Park is not she; that the other one is nobody's sir is no reason to be her, being the only one left is."""
    doc = article("Mr. Lee Park left . Ana Ruiz met Mr. Lee Park . She said no .", "She", ents=TWO)
    assert linked(doc) == ["Ana Ruiz"]
    doc = article("Mr. Lee Park said no .\nShe added more .", "Lee Park", "She", ents=TWO)
    assert statuses(doc)[1] == "ambiguous"


def test_a_pronoun_without_anybody_before_it_is_ambiguous():
    doc = article("He said no .", "He")
    assert (linked(doc), doc._.sources) == ([None], ())


def test_a_description_with_the_name_in_apposition_is_the_person():
    doc = article("The mayor , Ana Ruiz , said a .", "The mayor , Ana Ruiz", ents=TWO)
    assert (only(doc).name, only(doc).role) == ("Ana Ruiz", "mayor")


def test_who_is_the_noun_before_it():
    doc = article("Ana Ruiz met Lee Park , who said a .", "who", ents=TWO)
    assert (linked(doc), statuses(doc)) == (["Lee Park"], ["pronoun-resolved"])


def test_we_inside_a_statement_is_its_speaker():
    doc = article("John Dorrian said we said a .", "John Dorrian", "we", ents=DORRIAN)
    whole = doc.text.index("we"), doc.text.index(" .")
    first, second = doc._.attributions
    doc._.attributions = (replace(first, content=(whole,)), second)
    _, found = find_sources(doc)
    assert found[1].source_id == found[0].source_id == "s1"


def test_several_names_are_one_joint_source():
    doc = article("Ana Ruiz and Lee Park said a .", "Ana Ruiz and Lee Park", ents=TWO)
    assert (only(doc).name, only(doc).people, only(doc).entity_id) == ("Ana Ruiz and Lee Park", 2, None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Mayor Ana Brandt and House Speaker Leo Marsh", "Ana Brandt and Leo Marsh"),
        ("Ida Moss and Karin Frey, two ABC journalists,", "Ida Moss and Karin Frey"),
        ("Paul Dorn and Water Committee Chairman Tim Vale (R-Lenmark)", "Paul Dorn and Tim Vale"),
        ("The Dock Union and the Port Authority", "Dock Union and Port Authority"),
        ("Ida Moss and the Dock Union", "Ida Moss and Dock Union"),
    ],
)
def test_what_tells_more_of_several_names_is_none_of_them(nlp, source, name):
    doc = language.article_doc(nlp, articles.from_text(f"Lights out\n\n{source} said the port would close.", id="a"))
    assert linked(doc) == [name]


@pytest.mark.parametrize(
    "source",
    [
        "Its manager , former sprinter Ana Ruiz",
        "Its treasurer , Ana Ruiz",
        "The mayor of Aldport ( Ana Ruiz )",
        "The mayor — Ana Ruiz —",
        "His lawyer , Mr. Ana Ruiz ,",
        "Aldport mayor Ana Ruiz",
    ],
)
def test_a_name_behind_a_description_is_the_source(source):
    assert linked(article(f"{source} said a .", source, ents=TWO)) == ["Ana Ruiz"]


@pytest.mark.parametrize("source", ["The mayor , a Ruiz ally", "The mayor , a friend of Ana Ruiz"])
def test_a_name_inside_a_description_is_not_the_source(source):
    assert linked(article(f"Ana Ruiz left .\n{source} said a .", source, ents=TWO)) == ["The mayor"]


def test_a_description_and_the_name_beside_it_are_one_for_a_pronoun():
    doc = article("The inspector , Ana Ruiz , stayed .\nShe said a .", "She", ents=TWO)
    assert (linked(doc), statuses(doc)) == (["Ana Ruiz"], ["pronoun-resolved"])


def test_a_husband_is_not_she_and_a_spokesman_is_not_she():
    doc = article("Ana Ruiz said a . Her husband said b .\nShe said c .", "Ana Ruiz", "Her husband", "She", ents=TWO)
    assert linked(doc) == ["Ana Ruiz", "Her husband", "Ana Ruiz"]
    text = "Ana Ruiz said a . A mayor 's spokesman said b .\nShe said c ."
    assert linked(article(text, "Ana Ruiz", "A mayor 's spokesman", "She", ents=TWO))[2] == "Ana Ruiz"


def test_who_behind_a_thing_is_the_person_whose_name_ends_it():
    doc = article("Lee Park met criticism of Ana Ruiz , who said a .", "who", ents=TWO)
    assert linked(doc) == ["Ana Ruiz"]


def test_they_are_no_report():
    doc = article("Officials left .\nThe report said a .\nThey said b .", "The report", "They")
    assert linked(doc) == ["The report", None]


def test_a_surname_that_no_tagger_saw_is_a_name_where_it_speaks():
    doc = article("Ana Ruiz left .\nRuiz said a .", "Ruiz", ents=TWO[:1])
    assert linked(doc) == ["Ana Ruiz"]
