"""Sources: whose the attributions of an article are, one row each, with ids in the order of the text."""

from dataclasses import replace

from attributed import DORRIAN, TWO, article, linked, only
from handmade import doc_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.extensions import declare
from helpers.sources import find_sources
from helpers.sources.types import TYPES


def test_every_span_is_a_mention_in_the_order_of_the_text():
    doc = article("John Dorrian said no .\nHe said so .", "John Dorrian", "He", ents=DORRIAN)
    assert [doc.text[b:e] for b, e in only(doc).mentions] == ["John Dorrian", "He"]
    assert only(doc).aliases == ()


def test_a_missing_quotation_mark_stays_visible():
    doc = article("John Dorrian said no .", "John Dorrian", ents=DORRIAN)
    doc._.attributions = tuple(replace(a, status="unclosed", source_id=None) for a in doc._.attributions)
    _, (found,) = find_sources(doc)
    assert (found.status, found.source_id) == ("unclosed", "s1")


def test_an_attribution_without_source_is_unattributed():
    doc = article("John Dorrian said no .", "John Dorrian", ents=DORRIAN)
    doc._.attributions = tuple(replace(a, source=()) for a in doc._.attributions)
    sources, (found,) = find_sources(doc)
    assert (sources, found.status, found.source_id) == ((), "unattributed", None)


def test_an_empty_article_has_no_sources():
    declare()
    doc = doc_of([])
    assert find_sources(doc) == ((), ())


def test_ids_count_in_the_order_of_the_first_attribution():
    doc = article(
        "Ana Ruiz said a .\nLee Park said b .\nAna Ruiz said c .", "Ana Ruiz", "Lee Park", "Ana Ruiz", ents=TWO
    )
    assert [a.source_id for a in doc._.attributions] == ["s1", "s2", "s1"]
    assert all(source.type in TYPES for source in doc._.sources)


STORY = """{a} said one . He met {b} . He said two .
One official said three . Another official left .
Mayor {b} said four . She said five . {b2} said six .
{a2} said seven . The mayor said eight . They said nine ."""
SPANS = ("{a}", "He", "One official", "{b}", "She", "{b2}", "{a2}", "The mayor", "They")
GIVEN = ["John", "Mary", "Oluwaseun", "Xiulan", "Fatima", "Björn", "Nguyet", "Dmitri", "Aroha", "Íñigo"]
SURNAMES = [
    "Dorrian",
    "Okonkwo",
    "Featherby",
    "Lindqvist",
    "Haddad",
    "Petrova",
    "Yamoto",
    "Castellón",
    "Ngata",
    "Öztark",
]


@settings(max_examples=20, deadline=None)
@given(st.permutations(GIVEN), st.permutations(SURNAMES))
def test_names_of_another_origin_or_gender_give_the_same_links(given_names, surnames):
    """No rule looks at what a name is like: whoever bears it, the same spans go to the same sources."""
    a, b = f"{given_names[0]} {surnames[0]}", f"{given_names[1]} {surnames[1]}"
    assert links(a, b) == links("John Dorrian", "Mary Featherby")


def links(a, b):
    form = {"a": a, "b": b, "a2": a.split()[1], "b2": b.split()[1]}
    spans = [span.format(**form) for span in SPANS]
    doc = article(STORY.format(**form), *spans, ents=((a, "PERSON"), (b, "PERSON")))
    return [(found.source_id, found.status) for found in doc._.attributions]


NAMES = ("John Dorrian", "Mary Dorrian", "Wei Zhang", "Fatima Hassan", "Olu Adeyemi", "Priya Nair", "Sven Lund")


@given(st.permutations(NAMES))
@settings(max_examples=30, deadline=None)
def test_names_of_another_origin_or_gender_give_the_same_links_to_relatives(shuffled):
    """Who speaks is told by the order of the text and by what it says, never by what a name sounds like."""
    one, other = shuffled[:2]
    if one.split()[-1] == other.split()[-1]:
        other = shuffled[2]
    text = f"{one} said a .\nHe said b .\n{other} , his wife , said c .\nShe said d .\n{one.split()[-1]} said e ."
    doc = article(
        text, one, "He", f"{other} , his wife", "She", one.split()[-1], ents=((one, "PERSON"), (other, "PERSON"))
    )
    assert linked(doc) == [one, one, other, other, one]
