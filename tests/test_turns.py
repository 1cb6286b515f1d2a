"""Turns: an answer is not given to who asked, and words that two cues have are given once."""

import pytest
import spacy
from dependencies import frame_of

from helpers.articles import Paragraph
from helpers.saying.turns import turned_frames
from helpers.text.quotations import quotations

BLANK = spacy.blank("en")


def turned(doc, *frames):
    """Cue and contents of the frames that come of some, in words."""
    text = doc.text
    paragraphs, begin = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(begin, begin + len(part), "body"))
        begin += len(part) + 2
    found = turned_frames(doc, [frame_of(doc, *one) for one in frames], quotations(text, paragraphs), paragraphs)
    return [(one.cue and doc[one.cue.head].text, [doc[slice(*run)].text for run in one.content]) for one in found]


def words(text):
    """A Doc in which all that matters is the marks and the paragraphs."""
    doc = BLANK(text)
    for token in doc:
        token.tag_ = "VBD" if token.text in ("said", "asked") else "NN"
    return doc


def quoted(doc):
    """The runs between marks."""
    opened = [token.i for token in doc if token.text == "“"]
    return list(zip(opened, [token.i + 1 for token in doc if token.text == "”"], strict=True))


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("“Who?” said Holt\n\n“Me.”", True),
        ("“Sit.” said Holt\n\n“Now.”", False),
        ("“Who?” said Holt “Sit.”\n\n“Now.”", False),
        ("“Who?” said Holt\n\n“Me.” she sighed", False),
    ],
)
def test_an_answer_in_a_paragraph_of_its_own_is_nobodys(text, answered):
    """Behind a closed question the next whole quotation may be anybody's; behind a statement it goes on."""
    doc = words(text)
    pieces = [doc[slice(*run)].text for run in quoted(doc)]
    split = [("said", pieces[:-1]), (None, pieces[-1:])]
    assert turned(doc, ((5, 6), (4, 5), *quoted(doc))) == (split if answered else [("said", pieces)])


def test_a_question_that_runs_on_over_paragraphs_is_one_speakers():
    """Where the first paragraph is left open, the next one goes on with the same words."""
    doc = words("said Holt “Who?\n\n“Me.”")
    assert turned(doc, ((1, 2), (0, 1), (2, 5), (6, 10))) == [("said", ["“Who?", "“Me.”"])]


def test_words_that_two_cues_have_stay_with_the_nearer_one():
    doc = words("“One.” said Holt she asked two “Three.”")
    first, second = ((5, 6), (4, 5), (0, 4), (9, 13)), ((6, 7), (7, 8), (8, 9), (9, 13))
    assert turned(doc, first, second) == [("said", ["“One.”"]), ("asked", ["two", "“Three.”"])]
    alone = ((6, 7), (7, 8), (9, 13))
    assert turned(doc, first, alone)[0] == ("said", ["“One.”", "“Three.”"])


@pytest.mark.model
def test_an_answer_is_not_given_to_counsel(nlp):
    text = "“Did you lock the door?” asked Ms Varga.\n\n“I did not have the key.”\n\nMs Varga said it was in his coat."
    found = {text[slice(*one.content[0])]: one.status for one in nlp(text)._.attributions}
    assert found["“I did not have the key.”"] == "unattributed"
    assert found["“Did you lock the door?”"] == "attributed"
