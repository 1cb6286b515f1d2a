"""Sessions: the riskiest comes first, an answer is a line and shows its effect, and the last one can be taken back."""

import pytest
from harbour import ID, harbour

from helpers import amendments, corrections
from helpers.review.sessions import Item, Session

HEAD = ",".join(corrections.FIELDS)


@pytest.fixture
def session(tmp_path):
    """A review of the harbour, with a file of corrections that is not there yet."""
    return Session([harbour()], tmp_path / "corrections.csv", below=0.6)


def item(session, about: str, name: str) -> Item:
    """What is asked about a row."""
    return next(each for each in session.left() if (each.about, each.id) == (about, name))


def test_the_riskiest_comes_first(session):
    certainties = [each.certainty for each in session.left()]
    assert len(certainties) > 3
    assert certainties == sorted(certainties)
    assert session.current == session.left()[0]


def test_every_kind_of_question_has_its_keys(session):
    given = {about: {each.key: each.label for each in session.answers(item(session, about, name))}
             for about, name in (("quote", "a2"), ("name", "e3"), ("stance", "t3"))}  # fmt: skip
    assert given["quote"]["r"] == "Right"
    assert given["quote"]["x"] == "Not a statement"
    assert given["quote"]["1"] == "The official"
    assert given["name"]["1"] == "Same as Mina Castell"
    assert given["name"]["d"] == "Different: it has to stay open"
    assert given["stance"] == {"r": "Right", "f": "In favour", "a": "Against", "x": "No stance on that"}


def test_a_side_can_be_turned_or_taken_away():
    made = harbour()
    stance = made["stances"].assign(confidence=0.3)
    asked = Session([made | {"stances": stance}], corrections.Path("nowhere.csv"))
    keys = {each.key: each.label for each in asked.answers(item(asked, "stance", "t1"))}
    assert keys == {"r": "Right", "o": "Other side: against", "n": "No side", "x": "No stance on that"}


def test_an_answer_is_a_line_and_changes_the_tables_at_once(session):
    asked = item(session, "quote", "a4")
    told = session.answer(asked, "1", "the paragraph before")
    assert told.done
    (line,) = corrections.read(session.by_hand)
    assert (line.what, line.new, line.why) == ("reassign attribution", "Mina Castell", "the paragraph before")
    assert session.row(asked)["source"] == "Mina Castell"
    assert asked.key not in {each.key for each in session.left()}
    assert session.done == 1


def test_words_can_be_taken_from_a_source_and_given_to_nobody(session):
    asked = item(session, "quote", "a2")
    assert session.answer(asked, "0").done
    assert (session.row(asked)["source_id"], session.row(asked)["status"]) == ("", "corrected")
    assert "0" not in {each.key for each in session.answers(item(session, "quote", "a4"))}, "it is nobody's already"


def test_right_is_recorded_too(session):
    asked = item(session, "quote", "a2")
    assert session.answer(asked, "r").done
    assert session.row(asked)["correction"].startswith("confirmed as it was")
    assert corrections.read(session.by_hand)[0].what == "confirm attribution"


def test_one_answer_about_a_name_settles_its_statements(session):
    named, said = item(session, "name", "e3"), item(session, "quote", "a4")
    assert (
        session.answer(named, "2").words
        == "Castell is now in the row of Ugo Castell, with one statement that the name left open."
    )
    assert session.row(said)["source"] == "Ugo Castell"
    assert not {named.key, said.key} & {each.key for each in session.left()}


def test_a_name_that_stays_open_settles_its_statements_as_nobodys(session):
    named, said = item(session, "name", "e3"), item(session, "quote", "a4")
    session.answer(named, "d")
    assert session.row(said)["source_id"] == ""
    assert session.row(said)["status"] == "corrected"
    assert not {named.key, said.key} & {each.key for each in session.left()}


def test_taking_back_asks_again_and_leaves_the_file_as_it_was(session):
    session.by_hand.write_text(f"{HEAD}\n{ID},rename source,,The official,Bo Lind,told me\n", encoding="utf8")
    before = session.by_hand.read_bytes()
    asked = item(session, "name", "e3")
    session.answer(asked, "1")
    assert session.take_back().done
    assert session.by_hand.read_bytes() == before
    assert session.current == asked
    assert session.row(item(session, "quote", "a4"))["source"] == ""
    assert not session.take_back().done, "there is nothing more to take back"


def test_somebody_else_is_named(session):
    asked = item(session, "quote", "a4")
    assert "Ida Holt" in session.everybody(asked)
    assert session.assign(asked, "Ida Holt").done
    assert session.row(asked)["source"] == "Ida Holt"
    assert (session.tables(ID)["sources"]["name"] == "Ida Holt").any(), "who was no source is one now"


def test_somebody_whom_the_article_does_not_have_needs_a_type(session):
    asked = item(session, "quote", "a4")
    told = session.assign(asked, "a deckhand")
    assert not told.done
    assert "a deckhand (named person)" in told.words
    assert not session.by_hand.exists(), "what cannot be carried out is not written"
    assert session.assign(asked, "a deckhand (unnamed person)").done


def test_an_answer_that_is_not_there_is_a_sentence(session):
    told = session.answer(session.current, "z")
    assert not told.done
    assert "only" in told.words


def test_what_is_put_off_comes_last(session):
    first = session.current
    session.put_aside(first)
    assert session.current != first
    assert session.left()[-1] == first


def test_a_line_that_somebody_else_writes_is_seen(session):
    asked = item(session, "quote", "a2")
    session.by_hand.write_text(f"{HEAD}\n{ID},confirm attribution,the toll was fair,,,read it\n", encoding="utf8")
    assert asked.key not in {each.key for each in session.left()}


def test_the_tables_are_those_that_the_file_gives(session):
    """Whatever was answered: the tables shown are the tables found, amended by the file."""
    while session.current:
        keys = [each.key for each in session.answers(session.current)]
        assert session.answer(session.current, keys[session.done % len(keys)]).done
    again = amendments.amend(harbour(), corrections.read(session.by_hand))
    assert all(again[name].equals(table) for name, table in session.tables(ID).items())
    assert (again["corrections"]["status"] == "applied").all()


def test_rows_that_were_drawn_are_asked_until_somebody_looked_at_them(tmp_path):
    drawn = [Item(ID, "quote", "a1"), Item(ID, "quote", "a6")]
    session = Session([harbour()], tmp_path / "corrections.csv", drawn=drawn)
    assert session.left() == drawn
    session.answer(drawn[0], "r")
    session.answer(drawn[1], "x")
    assert session.left() == []
