"""The pipeline: its steps, its tokenizer, its layout step, and the sentences that answer a wrong name."""

import threading
import time

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from helpers import articles, language
from helpers.articles import Paragraph
from training.language.assemble import narrow

BLANK = spacy.blank("en")


@pytest.fixture(scope="module")
def layout_step():
    return language.create_layout(BLANK, "layout")


@given(st.text(max_size=400))
def test_tokens_of_any_text_join_to_the_text_again(text):
    assert language.BoundedTokenizer(BLANK.tokenizer, longest=20)(text).text == text


def test_short_words_are_tokenized_as_spacy_tokenizes_them():
    text = "“We won’t,” said Col. Abara, who’d been there since 6:10 a.m."
    assert [t.text for t in language.BoundedTokenizer(BLANK.tokenizer)(text)] == [t.text for t in BLANK.tokenizer(text)]


@pytest.mark.parametrize("mark", ["(", "“", ".", "-", "'"])
def test_a_hundred_thousand_marks_are_tokenized_within_two_seconds(mark):
    begun = time.process_time()
    doc = language.BoundedTokenizer(BLANK.tokenizer)(mark * 100_000)
    assert time.process_time() - begun < 2
    assert doc.text == mark * 100_000


def test_a_run_of_marks_is_cut_and_a_long_word_beside_it_is_tokenized():
    doc = language.BoundedTokenizer(BLANK.tokenizer, longest=4)("ab ((((((, cd")
    assert [t.text for t in doc] == ["ab", "((((", "(", "(", ",", "cd"]


def test_tokenizer_survives_saving(tmp_path):
    nlp = spacy.blank("en")
    nlp.tokenizer = language.BoundedTokenizer(nlp.tokenizer)
    nlp.tokenizer.to_disk(tmp_path / "tokenizer")
    again = language.BoundedTokenizer(spacy.blank("en").tokenizer).from_disk(tmp_path / "tokenizer")
    assert [t.text for t in again("Don't.")] == ["Do", "n't", "."]


def test_a_sentence_starts_with_every_paragraph(layout_step):
    doc = layout_step(BLANK.make_doc("A headline without an end\n\nThe first words. More words."))
    assert [(p.kind) for p in doc._.paragraphs] == ["headline", "body"]
    assert doc[[t.text for t in doc].index("The")].is_sent_start is True


def test_no_sentence_starts_between_a_title_and_its_name(layout_step):
    doc = layout_step(Doc(BLANK.vocab, words=["said", "Col.", "Abara", "."]))
    assert doc[2].is_sent_start is False


def test_paragraphs_that_a_doc_brings_are_kept(layout_step):
    doc = BLANK.make_doc("One two.\nThree four.")
    brought = (Paragraph(0, 8, "body"),)
    doc._.paragraphs = brought
    assert layout_step(doc)._.paragraphs == brought


def test_the_layout_step_takes_an_empty_doc(layout_step):
    assert layout_step(Doc(BLANK.vocab))._.paragraphs == ()


def test_a_pipeline_that_is_not_installed_is_refused_with_the_command_that_installs_it():
    with pytest.raises(language.LanguageError, match="python -m spacy download en_core_web_none"):
        language.load("en_core_web_none")


def test_a_pipeline_without_trees_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(language.LanguageError, match="no parser and no ner"):
        language.load(str(tmp_path / "blank"))


@pytest.mark.model
def test_pipe_names_read_like_the_walk(nlp):
    names = nlp.pipe_names
    assert names[0] == "layout"
    assert names[-4:] == ["entities", "attributions", "sources", "stances"]
    assert {"tagger", "parser", "lemmatizer", "ner"} <= set(names)


@pytest.mark.model
def test_titles_cut_short_are_one_token(nlp):
    assert [t.text for t in nlp.make_doc("said Maj. Gen. Abara")] == ["said", "Maj.", "Gen.", "Abara"]


@pytest.mark.model
def test_the_shipped_pipeline_tags_parses_and_names_a_plain_sentence(nlp):
    doc = nlp("Mayor Anna Holt told reporters in France that the bridge was safe.")
    said = next(token for token in doc if token.text == "told")
    assert (said.tag_, said.lemma_, said.dep_) == ("VBD", "tell", "ROOT")
    assert any(token.dep_ == "nsubj" and token.head == said for token in doc)
    assert {"PERSON", "LOC"} <= {ent.label_ for ent in doc.ents}


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "\n\n", "Yes", "“", "(" * 5000, "a" * 100_000, "\u202eabc", "5'10\" 6'2\""])
def test_every_step_takes_any_text(nlp, text):
    doc = language.article_doc(nlp, articles.from_text(text, id="odd"))
    assert doc.text == text


@pytest.mark.model
def test_an_article_kept_to_one_core_starts_no_thread_and_is_read_the_same(nlp, monkeypatch):
    article = articles.from_text("“The toll goes,” said Mayor Ada Lund.\n\n“It stays,” said Tom Reyes.", id="toll")
    usual = language.article_doc(nlp, article)._.attributions

    def refused(thread):
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", refused)
    assert language.article_doc(nlp, article, cores=1)._.attributions == usual
    with pytest.raises(AssertionError, match="thread was started"):
        language.article_doc(nlp, article)


@pytest.mark.model
def test_any_installed_pipeline_takes_the_place_of_the_shipped_one(nlp, tmp_path):
    spacy.load(language.SHIPPED).to_disk(tmp_path / "other")
    other = language.load(str(tmp_path / "other"))
    assert other.pipe_names == nlp.pipe_names


def small_names_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("PERSON")
    nlp.initialize()
    return nlp


def weights(nlp):
    models = [pipe.model for _, pipe in nlp.pipeline if getattr(pipe, "model", None)]
    nodes = [node for model in models for node in model.walk()]
    return [node.get_param(name) for node in nodes for name in node.param_names if node.has_param(name)]


def test_weights_rounded_for_shipping_come_back_near_what_they_were_and_in_single_precision(tmp_path):
    nlp = small_names_pipeline()
    before = [values.copy() for values in weights(nlp)]
    narrow(nlp)
    assert {values.dtype.name for values in weights(nlp)} == {"float16"}
    nlp.to_disk(tmp_path)
    after = weights(language.widened(spacy.load(tmp_path)))
    assert {values.dtype.name for values in after} == {"float32"}
    assert all(np.allclose(a, b, rtol=1e-3, atol=1e-7) for a, b in zip(before, after, strict=True))


@pytest.mark.model
def test_the_shipped_pipeline_computes_in_single_precision(nlp):
    assert {values.dtype.name for values in weights(nlp)} == {"float32"}
    assert {values.dtype.name for values in weights(spacy.load(language.SHIPPED))} == {"float16"}


def test_a_full_stop_after_a_whole_word_is_left_to_the_parser(layout_step):
    doc = layout_step(BLANK.make_doc("She met the Mayor. He left."))
    assert doc[[t.text for t in doc].index("He")].is_sent_start is None
