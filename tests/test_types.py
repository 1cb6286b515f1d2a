"""Types: what a source is by its name, by the words that describe it, and by how many there are."""

import pytest
from attributed import article, only


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("critics", "unnamed group"),
        ("sources", "unnamed group"),
        ("A new report", "document"),
        ("A poll", "document"),
        ("A voter", "unnamed person"),
        ("Two residents", "unnamed person"),
        ("Two senior officials", "anonymous source"),
        ("A person familiar with it", "anonymous source"),
        ("the committee", "unnamed group"),
        ("the media", "unnamed group"),
        ("newspapers", "unnamed group"),
        ("the mayor-elect", "unnamed person"),
    ],
)
def test_types_of_sources_that_are_described(source, type_):
    doc = article(f"{source} said a .", source)
    assert only(doc).type == type_
    assert only(doc).name == source


@pytest.mark.parametrize(
    ("source", "label", "type_"),
    [
        ("Ana Ruiz", "PERSON", "named person"),
        ("Harbour Trust", "ORG", "named organisation"),
        ("Norland", "GPE", "named organisation"),
        ("Lowen Gazette", "ORG", "document"),
        ("Reuters", "ORG", "document"),
        ("Gazette", "ORG", "document"),
        ("Harbour Safety Act", "ORG", "document"),
        ("Norwind Poll", "ORG", "document"),
        ("Republicans", "NORP", "unnamed group"),
    ],
)
def test_types_of_sources_that_are_named(source, label, type_):
    doc = article(f"{source} said a .", source, ents=((source, label),))
    assert (only(doc).type, only(doc).name) == (type_, source)


def test_officials_of_a_named_body_are_an_unnamed_group():
    doc = article("Pentagon officials said a .", "Pentagon officials", ents=(("Pentagon", "ORG"),))
    assert (only(doc).name, only(doc).type) == ("Pentagon officials", "unnamed group")


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("a lawyer for the city", "unnamed person"),
        ("one shareholder", "anonymous source"),
        ("one bystander", "unnamed person"),
        ("a locksmith", "unnamed person"),
        ("the soul who left", "unnamed person"),
        ("a chorus of officials", "unnamed group"),
        ("a page of numbers", "document"),
    ],
)
def test_types_by_what_is_said_of_somebody(source, type_):
    assert only(article(f"{source} said a .", source)).type == type_


@pytest.mark.parametrize(
    ("name", "type_"),
    [("Officer K", "anonymous source"), ("Witness B", "anonymous source"), ("Malcolm X", "named person")],
)
def test_a_letter_behind_a_part_holds_a_name_back(name, type_):
    """Officer K is nobody by name; a given name with a letter is one."""
    source = only(article(f"{name} said a .", name, ents=((name, "PERSON"),)))
    assert (source.name, source.type) == (name, type_)


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("The 52-year-old", "unnamed person"),
        ("the Dane", "unnamed person"),
        ("the Danes", "unnamed group"),
        ("Labour", "unnamed group"),
        ("the MP", "unnamed person"),
        ("the slide", "document"),
    ],
)
def test_an_age_and_a_people_are_somebodys(source, type_):
    found = only(article(f"{source} said a .", source))
    assert (found.type, found.people in (None, 1)) == (type_, True)


@pytest.mark.parametrize(
    ("source", "name", "label", "type_"),
    [
        ("A spokeswoman for Ruiz", "Ruiz", "PERSON", "unnamed person"),
        ("A spokeswoman for the Ruiz campaign", "Ruiz", "PERSON", "named organisation"),
        ("A spokeswoman for Norwind", "Norwind", "ORG", "named organisation"),
    ],
)
def test_who_speaks_for_a_person_is_no_organisation(source, name, label, type_):
    assert only(article(f"{source} said a .", source, ents=((name, label),))).type == type_


@pytest.mark.parametrize("number", ["9223372036854775808", "1" * 5000, "²"])
def test_a_number_that_counts_no_people_is_none(number):
    """A table holds no such number, and a raised two is no number."""
    assert only(article(f"{number} officials said a .", f"{number} officials")).people is None


@pytest.mark.parametrize(
    ("text", "source", "type_"),
    [("Brindle said a .", "Brindle", "named organisation"), ("Axios said a .", "Axios", "document"),
     ("Mayor Brindle said a .", "Mayor Brindle", "named person")],
)  # fmt: skip
def test_a_name_that_no_tagger_marked_is_a_persons_only_behind_a_title(text, source, type_):
    """Names of firms and papers are what taggers miss; of persons they miss hardly any."""
    assert only(article(text, source)).type == type_


def test_several_names_behind_a_description_in_the_plural_are_these_people():
    """Two critics, Ana Ruiz and Bo Lind: both; one of the critics, Ana Ruiz: she alone."""
    ents = (("Ana Ruiz", "PERSON"), ("Bo Lind", "PERSON"))
    doc = article("two critics , Ana Ruiz and Bo Lind , said a .", "two critics , Ana Ruiz and Bo Lind ,", ents=ents)
    assert (only(doc).name, only(doc).type) == ("Ana Ruiz and Bo Lind", "named person")
    doc = article("one of the critics , Ana Ruiz , said a .", "one of the critics , Ana Ruiz ,", ents=ents[:1])
    assert (only(doc).name, only(doc).type) == ("Ana Ruiz", "named person")
