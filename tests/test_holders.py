"""Holders: whose side it is, on trees built by hand, and the id that a holder has."""

import pytest
from dependencies import said
from handmade import built

from helpers import articles, language
from helpers.entities import Entity
from helpers.sources import Source
from helpers.stances.holders import UNNAMED, Holder, Holders

WISH = """
The DT det 1
governor NN nsubj 2
wants VBZ ccomp 6
the DT det 4
casino NN obj 2
, , punct 2
said VBD ROOT 6
Ada NNP nsubj 6
"""


def record(lines: str, content: str):
    """The one record of what Ada said."""
    (found,) = said(built(lines), "Ada", "said", content)._.stances
    return found


def test_a_reported_wish_is_held_by_its_subject():
    found = record(WISH, "The governor wants the casino")
    assert (found.source_id, found.holder, found.holder_id) == ("s1", "governor", "h1")


def test_a_side_of_ones_own_is_held_by_the_source():
    found = record(
        WISH.replace("The DT det 1\ngovernor NN nsubj 2", "Now RB advmod 2\nI PRP nsubj 2"), "Now I wants the casino"
    )
    assert (found.source_id, found.holder, found.holder_id) == ("s1", "Ada", "s1")


@pytest.mark.parametrize(("name", "expected"), [("Brandt", "Brandt"), ("Mayor", "Mayor")])
def test_another_name_in_the_same_place_holds_it(name, expected):
    lines = WISH.replace("governor NN", f"{name} NNP")
    assert record(lines, f"The {name} wants the casino").holder == expected


def test_every_record_says_what_decided_it():
    assert record(WISH, "The governor wants the casino").decided_by == "rule: wish"


def known(sources=(), entities=()) -> Holders:
    doc = built(WISH)
    doc._.sources, doc._.entities = tuple(sources), tuple(entities)
    return Holders(doc)


LEE = Entity("e4", "Ada Lee", "PERSON", ((38, 41),), ("Ada",))


def test_a_holder_that_is_a_source_has_its_id_by_the_place_or_by_the_name():
    source = Source("s2", "governor of Ormsea", "unnamed person", "", "", (), ((4, 12),))
    assert known([source]).identified(Holder("governor", at=4))[:2] == ("governor of Ormsea", "s2")
    assert known([source]).identified(Holder("Governor of Ormsea"))[:2] == ("governor of Ormsea", "s2")


def test_a_holder_that_is_no_source_has_the_id_of_its_entity():
    assert known(entities=[LEE]).identified(Holder("Ada", at=0))[:2] == ("Ada Lee", "e4")


def test_an_entity_that_is_a_source_has_the_sources_id():
    source = Source("s3", "Ada Lee", "named person", "", "", (), (), "e4")
    assert known([source], [LEE]).identified(Holder("Ada Lee")) == ("Ada Lee", "s3", -1)


def test_who_is_neither_has_a_number_of_its_own_and_one_number_a_name():
    holders = known()
    found = [holders.identified(Holder(name)).id for name in ("critics", "a union", "Critics", UNNAMED)]
    assert found == ["h1", "h2", "h1", "h3"]


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "holder", "flags"),
    [
        ("“The party must support the tram,” said Ada Lund.", "Ada Lund", ()),
        ("Bo Hale said the council should reject the merger.", "Bo Hale", ()),
        ("Ada Lund said the mayor wants the council to reject the merger.", "mayor", ("second-hand",)),
        ("Ada Lund repeated her support for the tram.", "Ada Lund", ()),
        ("Ida Roth said the mayor’s support for the quarry was well known.", "mayor", ("second-hand",)),
        ("Two officials said the minister opposes the treaty.", "minister", ("second-hand",)),
        ("“And Ida Roth supports the miners,” Roth said. Ida Roth is the mayor.", "Ida Roth", ()),
    ],
)
def test_what_others_ought_to_do_is_the_speakers_wish_and_what_they_want_is_theirs(nlp, text, holder, flags):
    found = language.article_doc(nlp, articles.from_text(text, id="a"))._.stances
    assert [(each.holder, tuple(f for f in each.flags if f == "second-hand")) for each in found] == [(holder, flags)]


@pytest.mark.model
@pytest.mark.parametrize("words", ["has yet to endorse the plan", "refrained from criticising the board"])
def test_what_is_kept_off_is_no_side_by_the_model_either(nlp, words):
    doc = language.article_doc(nlp, articles.from_text(f"Ada Lund {words}.", id="a"))
    assert [each for each in doc._.stances if each.position != "none"] == []
