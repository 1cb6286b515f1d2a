"""Learned: from the model's spans of characters to frames of tokens, and how they stand beside those made by rules."""

import pytest
import spacy

from helpers.articles import Paragraph
from helpers.attributions import attributions, learned
from helpers.attributions.cues import Cue
from helpers.attributions.frames import Frame
from helpers.encoder.decoding import Found
from helpers.text.quotations import quotations

TEXT = "“We are glad to go on,” Holt said. She never came."
DOC = spacy.blank("en")(TEXT)
QUOTES = quotations(TEXT, (Paragraph(0, len(TEXT), "body"),))


def at(words: str) -> tuple[int, int]:
    begin = TEXT.index(words)
    return begin, begin + len(words)


def words(run: tuple[int, int]) -> str:
    return DOC[slice(*run)].text


def test_content_inside_marks_is_given_its_marks():
    found = Found((at("Holt"),), at("said"), (at("We are glad to go on,"),), 0.9, 0.9)
    made = learned.frame(DOC, found, QUOTES)
    assert [words(run) for run in made.content] == ["“We are glad to go on,”"]
    assert [words(run) for run in made.source] == ["Holt"]


def test_content_that_holds_a_part_of_a_quotation_keeps_its_edges():
    assert learned.with_marks(at("glad to go"), QUOTES) == at("glad to go")


def test_content_cut_short_before_its_speaker_reaches_up_to_the_comma():
    text = "The bridge will be shut for a year, officials say. Not now, they add."
    found = Found(((36, 45),), (46, 49), ((0, 10),), 0.9, 0.9)
    assert [text[slice(*piece)] for piece in learned.to_its_speaker(found, text)] == [
        "The bridge will be shut for a year"
    ]
    other = Found(((60, 64),), (65, 68), ((0, 10),), 0.9, 0.9)
    assert learned.to_its_speaker(other, text) == ((0, 10),)


def test_a_span_inside_a_word_is_the_word():
    assert words(learned.tokens(DOC, (at("never")[0] + 1, at("never")[0] + 2))) == "never"


def test_pieces_that_touch_are_one():
    assert learned.apart([(5, 7), (0, 2), (2, 4)]) == ((0, 4), (5, 7))


def test_calibration_keeps_order_and_stays_between_nought_and_one():
    chances = [learned.calibrated(score / 100) for score in range(101)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < 0.05 < 0.95 < chances[-1] < 1


def test_a_cue_that_the_lexicon_lacks_is_a_neutral_statement():
    made = learned.cue(DOC, learned.tokens(DOC, at("never")))
    assert (made.entry.kind, made.entry.framing) == ("statement", "neutral")


LINES = "A quiet week\n\nADVERTISEMENT\n\nHolt’s niece, Ida Brandl, denied it.\n\nNobody else spoke.\n"
HEARD = [(0, 12), (29, 65), (67, 85)]


def in_lines(source: str, cue: str, *content: str) -> Found | None:
    spans = [(LINES.index(words), LINES.index(words) + len(words)) for words in (source, cue, *content)]
    return learned.in_paragraphs(Found((spans[0],), spans[1], tuple(spans[2:]), 0.9, 0.9), HEARD)


def in_words(spans) -> list[str]:
    return [LINES[slice(*span)] for span in spans]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("ADVERTISEMENT\n\nHolt’s niece, Ida Brandl", ["Holt’s niece, Ida Brandl"]),
        ("week\n\nADVERTISEMENT\n\nHolt’s niece", ["Holt’s niece"]),
        ("VERTISEMENT", []),
        ("Holt’s niece, Ida Brandl", ["Holt’s niece, Ida Brandl"]),
        ("A quiet week", ["A quiet week"]),
    ],
)
def test_a_source_keeps_what_stands_in_the_paragraph_nearest_to_its_cue(source, kept):
    assert in_words(in_lines(source, "denied", "it").source) == kept


def test_a_content_over_a_break_is_a_piece_a_paragraph():
    found = in_lines("Ida Brandl", "denied", "it.\n\nNobody else spoke.")
    assert in_words(found.content) == ["it.", "Nobody else spoke."]


def test_a_finding_in_a_line_left_out_is_none():
    assert in_lines("Ida Brandl", "ADVERTISEMENT", "it") is None
    assert in_lines("Ida Brandl", "denied", "VERTISEMENT") is None


def frame(cue: tuple[int, int], content: tuple[int, int], evidence: str) -> Frame:
    return Frame(Cue(cue[0], *cue, learned.UNKNOWN), (), (content,), evidence)


def test_a_finding_by_rules_stands_where_the_model_found_nothing():
    model, beside, same = (
        frame((5, 6), (0, 5), "model"),
        frame((9, 10), (10, 12), "clause"),
        frame((5, 6), (3, 5), "clause"),
    )
    assert learned.together([model], [same, beside]) == [model, beside]


def test_a_wrong_finder_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match="model, rules"):
        spacy.blank("en").add_pipe("attributions", config={"finder": "guess"})


@pytest.mark.model
def test_cues_that_no_list_has_are_found_too(nlp):
    doc = nlp("The mayor floated the idea that the bridge should be closed for a year, the paper has learned.")
    by_rules = attributions(doc, doc._.paragraphs, "rules")
    assert len(doc._.attributions) >= len(by_rules)
    assert all(0 <= one.confidence <= 1 for one in doc._.attributions)


@pytest.mark.model
@pytest.mark.parametrize("change", [("“", '"', "”", '"', "’", "'"), ("\n\n", "\n\n\n\n")])
def test_marks_and_blank_lines_do_not_change_who_said_what(nlp, change):
    text = (
        "Bridge to close, mayor says\n\n“We’ll shut the bridge in May,” Mayor Ida Brandt said. Her deputy, Tom Okafor, "
        "warned that shops would suffer.\n\nAccording to a report, the piers are cracked. “It is late,” he said."
    )
    other = text
    for old, new in zip(change[::2], change[1::2], strict=True):
        other = other.replace(old, new)

    def read(article: str) -> list[tuple[str, str]]:
        doc = nlp(article)
        plain = str.maketrans({"“": '"', "”": '"', "’": "'"})
        spans = [(a.source[0] if a.source else (0, 0), a.cue[0] if a.cue else (0, 0)) for a in doc._.attributions]
        return [(article[slice(*source)].translate(plain), article[slice(*cue)]) for source, cue in spans]

    assert read(text) == read(other)
    assert len(read(text)) >= 4
