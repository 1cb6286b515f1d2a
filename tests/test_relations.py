"""Names: how what the encoder marks and what the tagger found become the names of a Doc."""

import pytest
import spacy
from handmade import doc_of
from spacy.tokens import Doc

from helpers import articles, language, names
from helpers.encoder import network
from helpers.encoder.tags import Named


def made(text: str, *ents: str) -> Doc:
    """A Doc of words, with entities as spaCy's B-, I- and O tags, one a word."""
    words = text.split()
    return doc_of(words, ents=ents or ["O"] * len(words))


def marked(doc: Doc, *found: tuple[str, str, float]) -> list[Named]:
    """Names marked at the first place where each stands."""
    places = [(doc.text.index(name), name, label, sure) for name, label, sure in found]
    return [Named(at, at + len(name), label, sure) for at, name, label, sure in places]


def joined(doc: Doc, *found: tuple[str, str, float]) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in names.together(doc, marked(doc, *found))]


def test_a_name_that_the_encoder_alone_marks_is_a_name():
    assert joined(made("Ana Ruiz left Lowen"), ("Lowen", "LOC", 0.7)) == [("Lowen", "LOC")]


def test_a_name_that_the_tagger_alone_found_is_none():
    assert joined(made("Biscuits are gone", "B-PERSON", "O", "O")) == []


def test_where_both_see_a_name_it_has_the_borders_of_the_tagger():
    doc = made("The Harbour Trust of Lowen paid", "O", "B-ORG", "I-ORG", "O", "O", "O")
    assert joined(doc, ("Harbour Trust of Lowen", "ORG", 0.9)) == [("Harbour Trust", "ORG")]


def test_one_name_has_one_label_all_over_a_text():
    doc = made("Lowen voted as Lowen had said", "B-PERSON", "O", "O", "O", "O", "O")
    second = doc.text.rindex("Lowen")
    found = [Named(0, 5, "PERSON", 0.4), Named(second, second + 5, "LOC", 0.95)]
    assert [span.label_ for span in names.together(doc, found)] == ["LOC", "LOC"]


def test_the_tagger_has_a_say_where_the_encoder_is_unsure_of_the_label():
    doc = made("Harrowby paid", "B-ORG", "O")
    assert joined(doc, ("Harrowby", "PERSON", 0.4)) == [("Harrowby", "ORG")]
    assert joined(doc, ("Harrowby", "PERSON", 0.9)) == [("Harrowby", "PERSON")]


@pytest.mark.parametrize(
    ("edges", "names_found"),
    [
        ([(0, 13), (14, 23), (24, 28)], ["ADVERTISEMENT", "Ana Brand", "left"]),
        ([(14, 23), (24, 28)], ["Ana Brand", "left"]),
        ([(0, 28)], ["ADVERTISEMENT Ana Brand left"]),
        ([], ["ADVERTISEMENT Ana Brand left"]),
    ],
)
def test_a_name_over_the_end_of_a_paragraph_is_one_in_each(edges, names_found):
    doc = made("ADVERTISEMENT Ana Brand left")
    doc._.paragraphs = tuple(articles.Paragraph(*edge, "body") for edge in edges)
    assert [name for name, _ in joined(doc, (doc.text, "PERSON", 0.9))] == names_found


def test_dates_stay_where_no_name_covers_them():
    doc = made("In May Lowen voted", "O", "B-DATE", "O", "O")
    assert joined(doc, ("Lowen", "LOC", 0.9)) == [("May", "DATE"), ("Lowen", "LOC")]
    assert joined(doc, ("May Lowen", "PERSON", 0.9)) == [("May Lowen", "PERSON")]


def test_a_part_of_a_word_that_is_marked_makes_the_whole_word_a_name():
    doc = made("Lowenborough voted")
    assert [span.text for span in names.together(doc, [Named(0, 5, "LOC", 0.9)])] == ["Lowenborough"]


def test_without_a_head_for_names_the_tagger_is_left_alone_and_a_warning_says_so(monkeypatch):
    monkeypatch.setattr(network, "finds_names", lambda: False)
    with pytest.warns(UserWarning, match="the tagger's alone"):
        step = names.create_names(spacy.blank("en"), "names", "both")
    doc = made("Ana left", "B-PERSON", "O")
    assert [ent.text for ent in step(doc).ents] == ["Ana"]


def test_a_folder_without_an_encoder_finds_no_names(monkeypatch, tmp_path):
    monkeypatch.setattr(network, "SHIPPED", tmp_path)
    assert not network.finds_names()


def test_a_wrong_finder_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="there are: both, tagger"):
        spacy.blank("en").add_pipe("names", config={"finder": "guess"})


@pytest.mark.model
def test_a_pipeline_that_takes_the_place_of_the_shipped_one_brings_its_own_names(tmp_path):
    spacy.load(language.SHIPPED).to_disk(tmp_path / "other")
    assert language.load(str(tmp_path / "other"), steps=("names",)).get_pipe("names").finder == "tagger"


@pytest.mark.model
def test_the_shipped_encoder_marks_people_and_places():
    nlp = language.load(steps=("names",))
    text = "Ferry strike\n\nThe mayor of Lowen, Petra Oslund, told the Harbour Trust on Monday that ferries would stop."
    doc = language.article_doc(nlp, articles.from_text(text, id="ferries"))
    assert {("Petra Oslund", "PERSON"), ("Lowen", "LOC")} <= {(ent.text, ent.label_) for ent in doc.ents}
    assert all(text[one.begin : one.end].strip() for one in doc._.names)


def test_a_junior_keeps_his_jr():
    """The tagger leaves it out in front of another name: "said Paul Dodd Jr. Mr Lee said"."""
    doc = made("Paul Dodd Jr. Mr Lee", "B-PERSON", "I-PERSON", "O", "O", "B-PERSON")
    assert joined(doc, ("Paul Dodd", "PERSON", 0.9)) == [("Paul Dodd Jr.", "PERSON")]
