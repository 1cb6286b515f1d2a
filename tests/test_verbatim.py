"""A Doc of the text as it was written, with what was found in the text as it was read."""

import pytest
from handmade import BLANK, doc_of
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from helpers.attributions import Attribution
from helpers.encoder.tags import Named
from helpers.sources import Source
from helpers.text.normal import normal
from helpers.text.verbatim import moved, restored, span_at

WRITTEN = "\ufeffIda  Bra\u00adndt\u200b\u00a0left.\n\n\u2060Orr stayed."
READ = normal(WRITTEN, [(1, 20), (23, len(WRITTEN))])


def parsed():
    """`Ida Brandt left. Orr stayed.` with a tree and a name."""
    words = ["Ida", "Brandt", "left", ".", "\n\n", "Orr", "stayed", "."]
    doc = doc_of(
        words,
        spaces=[True, True, False, False, False, True, False, False],
        tags=["NNP", "NNP", "VBD", ".", "_SP", "NNP", "VBD", "."],
        heads=[1, 2, 2, 2, 3, 6, 6, 6],
        deps=["compound", "nsubj", "ROOT", "punct", "dep", "nsubj", "ROOT", "punct"],
    )
    doc.set_ents([Span(doc, 0, 2, label="PERSON")])
    assert doc.text == READ.text
    return doc


@pytest.fixture
def written():
    return restored(parsed(), READ, WRITTEN)


def test_its_tokens_join_to_the_text_as_it_was_written(written):
    assert written.text == WRITTEN
    assert [token.text for token in written if token.tag_ == "NNP"] == ["Ida", "Bra\u00adndt", "Orr"]


def test_it_has_the_tree_and_the_names(written):
    said = {token.text: (token.head.text, token.dep_) for token in written if token.dep_ != "dep"}
    assert said["Ida"] == ("Bra\u00adndt", "compound")
    assert said["Bra\u00adndt"] == ("left", "nsubj")
    assert [ent.text for ent in written.ents] == ["Ida  Bra\u00adndt"]


def test_what_nobody_read_moves_no_sentence_into_another(written):
    sentences = [sentence.text.strip("\ufeff\u2060\n ") for sentence in written.sents]
    assert list(filter(None, sentences)) == ["Ida  Bra\u00adndt\u200b\u00a0left.", "Orr stayed."]


@given(st.text("ab .-\n\t\u00a0\u00ad\u200b\ufeff", max_size=50))
def test_any_text_is_joined_again_from_a_doc_of_what_was_read(text):
    read = normal(text, [(0, len(text))])
    made = restored(BLANK.make_doc(read.text), read, text)
    assert made.text == text


def test_every_offset_of_a_finding_moves_and_nothing_else():
    name, last = ((0, 10),), ((18, 21), (22, 28))
    said = Attribution("a1", name, (), last, "indirect", "statement", "", "attributed", 0.5, "s1")
    there = moved((said,), READ)[0]
    assert [WRITTEN[slice(*span)] for span in (*there.source, *there.content)] == ["Ida  Bra\u00adndt", "Orr", "stayed"]
    assert (there.id, there.cue, there.confidence, there.source_id) == ("a1", (), 0.5, "s1")
    source = moved(Source("s1", "Ida Brandt", "named person", "", "", (), name, people=2, role_evidence=(11, 15)), READ)
    assert (source.name, source.people, WRITTEN[slice(*source.role_evidence)]) == ("Ida Brandt", 2, "left")
    assert moved(Named(18, 21, "PERSON", 0.9), READ) == Named(*READ.original(18, 21), "PERSON", 0.9)


@pytest.mark.parametrize(("at", "words"), [((0, 10), "Ida Brandt"), ((5, 6), "Brandt"), ((8, 13), "Brandt left")])
def test_the_tokens_that_characters_touch(at, words):
    assert span_at(parsed(), *at).text == words


def test_characters_outside_of_the_text_touch_no_token():
    with pytest.raises(ValueError, match="no token touches the characters 90 to 95"):
        span_at(parsed(), 90, 95)
