"""Stances: records with a verbatim target and evidence, for those who are quoted and for nobody else."""

from dataclasses import replace
from pathlib import Path

import pytest
from dependencies import parser, records, said
from handmade import built

from helpers import articles, language, stances
from helpers.articles import Paragraph
from helpers.attributions import Attribution
from helpers.sources import Source
from helpers.stances import COMMITMENTS, FLAGS, POSITIONS, StancesComponent, as_shown

ARTICLES = sorted((Path(__file__).parents[1] / "data" / "articles").glob("*.txt"))
SUPPORT = """
We PRP nsubj 1
support VBP ccomp 5
the DT det 3
tram NN obj 1
, , punct 1
said VBD ROOT 5
Ada NNP nsubj 5
"""
SUPPORT_SPACY = SUPPORT.replace("NN obj", "NN dobj")


@pytest.fixture(scope="module")
def pipeline():
    return language.load()


@pytest.mark.parametrize("lines", [SUPPORT, SUPPORT_SPACY], ids=["universal labels", "spaCy's labels"])
def test_we_support_it_is_in_favour_under_either_label_scheme(lines):
    assert records(said(built(lines), "Ada", "said", "We support the tram")) == [("tram", "supports", "asserts", "")]


def test_without_a_source_there_is_no_record():
    assert records(said(built(SUPPORT), "Ada", "said", "We support the tram", source_id=None)) == []


def test_the_writers_own_sentence_gives_no_record():
    """The same words outside of every attribution are the writer's, and nobody's stance."""
    doc = built(SUPPORT)
    doc._.attributions = ()
    assert records(StancesComponent()(doc)) == []


def test_a_quote_taken_out_takes_its_record_with_it():
    doc = said(built(SUPPORT), "Ada", "said", "We support the tram")
    assert doc._.stances
    doc._.attributions = ()
    assert StancesComponent()(doc)._.stances == ()


@pytest.mark.parametrize("name", ["Ada", "Bo", "Maximiliana", "Trump"])
def test_the_speakers_name_changes_no_label(name):
    doc = said(built(SUPPORT.replace("Ada", name)), name, "said", "We support the tram")
    assert records(doc) == [("tram", "supports", "asserts", "")]


@pytest.mark.parametrize("cue", ["said", "claimed", "admitted", "insisted"])
def test_the_writers_cue_changes_no_label(cue):
    doc = said(built(SUPPORT.replace("said", cue)), "Ada", cue, "We support the tram")
    assert records(doc) == [("tram", "supports", "asserts", "")]


def test_evidence_of_an_attitude_cue_is_the_cue_and_the_words():
    doc = built("""
Ada NNP nsubj 1
opposes VBZ ROOT 1
the DT det 3
bridge NN obj 1
""")
    doc[1].lemma_ = "oppose"
    found = said(doc, "Ada", "opposes", "the bridge", form="indirect")._.stances
    assert [doc.text[begin:end] for begin, end in found[0].evidence] == ["opposes", "the bridge"]
    assert (found[0].target, found[0].position) == ("bridge", "opposes")


def test_a_record_names_its_source_and_attribution_and_is_numbered():
    found = said(built(SUPPORT), "Ada", "said", "We support the tram")._.stances[0]
    assert (found.id, found.source_id, found.attribution_id) == ("t1", "s1", "a1")
    assert 0 < found.confidence <= 1


def test_a_record_under_the_confidence_asked_for_is_left_out():
    doc = said(built(SUPPORT), "Ada", "said", "We support the tram")
    assert StancesComponent(lowest=0.95)(doc)._.stances == ()


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (("supports", "asserts", ()), "in favour"),
        (("supports", "hedges", ("conditional",)), "in favour (hedged)"),
        (("opposes", "asserts", ()), "against"),
        (("opposes", "hedges", ()), "against (hedged)"),
        (("none", "asserts", ()), "describes, takes no side"),
        (("none", "hedges", ()), "describes, takes no side"),
        (("none", "denies", ("own part",)), "distances itself"),
        (("none", "denies", ()), "denies"),
        (("none", "no-knowledge", ()), "says not aware"),
        (("none", "declines", ()), "declines to say"),
    ],
)
def test_every_label_has_its_words(record, words):
    assert as_shown(*record) == words


def test_a_target_outside_the_sentence_is_refused():
    with pytest.raises(ValueError, match=r"\(5, 99\) is not in the sentence, which has 9 characters"):
        stances.sides([("We agree.", (5, 99))])


@pytest.mark.model
def test_sides_are_probabilities_of_the_three_positions():
    found = stances.sides([("The council condemned the ferry.", (26, 31)), ("The ferry arrived.", (4, 9))])
    assert all(set(each) == set(POSITIONS) and sum(each.values()) == pytest.approx(1) for each in found)
    assert max(found[0], key=found[0].get) == "opposes"
    assert max(found[1], key=found[1].get) == "none"


@pytest.mark.model
def test_no_pairs_no_sides():
    assert stances.sides([]) == []


@pytest.mark.model
def test_odd_white_space_in_a_sentence_moves_no_side():
    plain = "The council of Port Ellery condemned the ferry."
    odd = "The council of Port\u00a0Ellery  con\u00addemned\nthe \u200bferry."
    asked = [(plain, (41, 46)), (odd, (44, 49)), (odd, "ferry"), (plain, "Port\u00a0Ellery"), (odd, "Port Ellery")]
    clean, *dirty, name, same = stances.sides(asked)
    assert odd[44:49] == "ferry"
    assert dirty == [clean, clean]
    assert name == same


@pytest.mark.model
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_evidence_is_verbatim_and_inside_its_attribution(pipeline, path):
    """Every span lies in the content, or is part of a cue that carries the attitude; labels are the known ones."""
    doc = pipeline(path.read_text(encoding="utf8"))
    known = {each.id: each for each in doc._.attributions}
    for each in doc._.stances:
        regions = known[each.attribution_id].content + known[each.attribution_id].cue
        assert each.evidence
        assert all(any(a <= begin < end <= b for a, b in regions) for begin, end in each.evidence)
        assert all(doc.text[begin:end].strip() == doc.text[begin:end] != "" for begin, end in each.evidence)
        assert each.position in POSITIONS
        assert each.commitment in COMMITMENTS
        assert set(each.flags) <= set(FLAGS)
        assert each.source_id == known[each.attribution_id].source_id is not None
        assert 0 <= each.confidence <= 1


@pytest.mark.model
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_deleting_every_attribution_blanks_the_table(pipeline, path):
    doc = pipeline(path.read_text(encoding="utf8"))
    doc._.attributions = ()
    assert StancesComponent()(doc)._.stances == ()


@pytest.mark.model
def test_an_article_has_at_most_as_many_targets_as_asked_for(pipeline):
    doc = pipeline(ARTICLES[0].read_text(encoding="utf8"))
    assert len({each.target for each in StancesComponent(most=2)(doc)._.stances}) <= 2


@pytest.mark.model
def test_it_stands_for_the_topic_of_the_headline_in_the_sentence_before():
    """The pronoun is resolved by the headline; without it there is no target, and so no record."""
    headline, before, quote = (
        "Council plans new parking zones",
        "The zones open in May.",
        "“It doesn't involve us,” said Ilse Roth.",
    )
    assert found(parser(), [headline, before, quote]) == [("new parking zones", "denies", ("own part",))]
    assert found(parser(), ["", before, quote]) == []


def found(nlp, parts: list[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What a quote at the end of three paragraphs gives, the first of them a headline."""
    text = "\n\n".join(parts)
    doc = nlp.make_doc(text)
    doc._.paragraphs = (Paragraph(0, len(parts[0]), "headline"), Paragraph(len(parts[0]) + 2, len(text), "body"))
    for token in doc:
        token.is_sent_start = (token.idx in (0, len(parts[0]) + 2, text.index("“")) and token.i > 0) or token.i == 0
    doc = nlp(doc)
    where = {
        word: (text.index(word), text.index(word) + len(word))
        for word in ("Ilse Roth", "said", "It doesn't involve us")
    }
    spans = [(where[word],) for word in ("Ilse Roth", "said", "It doesn't involve us")]
    doc._.attributions = (Attribution("a1", *spans, "direct", "statement", "neutral", "attributed", 1.0, "s1"),)
    doc._.sources = (Source("s1", "Ilse Roth", "named person", "", "", (), (where["Ilse Roth"],)),)
    return [(each.target, each.commitment, each.flags) for each in StancesComponent()(doc)._.stances]


QUALITY = """
The DT det 1
tram NN nsubj 3
is VBZ cop 3
dangerous JJ ccomp 5
, , punct 3
said VBD ROOT 5
Ada NNP nsubj 5
"""


def test_an_undecided_record_has_no_side_and_is_shown_as_a_question_mark():
    doc = said(built(SUPPORT), "Ada", "said", "We support the tram")
    sure = stances.Finding(stances.targets.UNCLEAR, doc._.stances[0])
    unsure = stances.Finding(sure.target, replace(sure.stance, confidence=stances.SURE - 0.1))
    assert stances.decided(sure).stance.position == "supports"
    assert stances.decided(unsure).stance.position == "none"
    assert as_shown("none", "asserts", stances.decided(unsure).stance.flags) == "?"


def test_words_about_an_unresolved_pronoun_are_kept_without_a_target():
    lines = SUPPORT.replace("the DT det 3\ntram NN obj 1", "it PRP obj 1\n, , punct 1")
    doc = said(built(lines), "Ada", "said", "We support it")
    found = [(each.target, doc.text[slice(*each.evidence[0])]) for each in doc._.stances]
    assert found == [("", "We support it")]


@pytest.mark.parametrize("word", ["consistently", "strongly", "always"])
def test_no_label_counts_how_often_or_how_strongly(word):
    """One quote is one record, whatever its words; nothing shown says more than the record."""
    shown = {as_shown(p, c, f) for p in POSITIONS for c in COMMITMENTS for f in [(), *((flag,) for flag in FLAGS)]}
    assert not any(word in each for each in shown)


@pytest.mark.model
def test_a_span_of_nothing_is_no_target():
    assert stances.sides([("We agree.", (2, 2))]) == [{"supports": 0.0, "opposes": 0.0, "none": 1.0}]


STORY = "{a} said she backs the tram. “The toll is a disgrace,” said {b}. {a} said that {b} opposes the ferry."
PEOPLE = [("Ada Lund", "Tom Reyes"), ("Mina Okafor", "Pavel Sato"), ("Tom Reyes", "Ada Lund")]


def sides_of(nlp, text: str) -> set[tuple[str, str, str, str]]:
    """Source, holder, target and side of every side that is shown or asked."""
    doc = language.article_doc(nlp, articles.from_text(text, id="a"))
    names = {source.id: source.name for source in doc._.sources}
    return {(names[each.source_id], each.holder, each.target, each.position) for each in doc._.stances}


@pytest.mark.model
@pytest.mark.parametrize(("a", "b"), PEOPLE)
def test_who_is_called_what_changes_nothing_but_whether_a_doubtful_side_is_shown(nlp, a, b):
    found = sides_of(nlp, STORY.format(a=a, b=b))
    named = {tuple(part.replace(a, "A").replace(b, "B") for part in one) for one in found}
    plain, doubtful = ("A", "A", "tram", "supports"), {("B", "B", "toll"), ("A", "B", "ferry")}
    assert plain in named
    assert {one[:3] for one in named - {plain}} == doubtful
    assert {side for *_, side in named - {plain}} <= {"opposes", "none"}


@pytest.mark.model
def test_a_side_goes_with_its_quote_and_what_is_not_spoken_of_has_none(nlp):
    text = STORY.format(a="Ada Lund", b="Tom Reyes")
    whole, without = sides_of(nlp, text), sides_of(nlp, text.replace("“The toll is a disgrace,” said Tom Reyes. ", ""))
    assert {target for *_, target, _ in without} == {"tram", "ferry"}
    assert {target for *_, target, _ in whole} == {"tram", "toll", "ferry"}
