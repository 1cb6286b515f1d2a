"""Turns: an answer is not given to who asked, and words that two cues have are given once."""

import pytest
import spacy
from dependencies import frame_of

from helpers.articles import Paragraph
from helpers.attributions.answers import turned_frames
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


@pytest.mark.model
def test_an_answer_is_not_given_to_counsel(nlp):
    text = "“Did you lock the door?” asked Ms Varga.\n\n“I did not have the key.”\n\nMs Varga said it was in his coat."
    found = {text[slice(*one.content[0])]: one.status for one in nlp(text)._.attributions}
    assert found["“I did not have the key.”"] == "unattributed"
    assert found["“Did you lock the door?”"] == "attributed"


@pytest.mark.parametrize(
    ("reply", "parted"), [("“You lied.”", True), ("“I lied.”", True), ("“It lay in the coat.”", False)]
)
def test_a_reply_in_a_talk_of_two_is_nobodys(reply, parted):
    """Behind two who take turns, a paragraph that speaks to "you" or is a few words may be the first one's."""
    doc = words(f"“Sit.” said Holt\n\n“No.” said Roe\n\n{reply}")
    one, two, three = quoted(doc)
    found = turned(doc, ((5, 6), (4, 5), one), ((12, 13), (11, 12), two, three))
    assert found[1:] == ([("said", ["“No.”"]), (None, [reply])] if parted else [("said", ["“No.”", reply])])


@pytest.mark.parametrize(
    ("doing", "dep", "parted"), [("lawyer", "nsubj", True), ("lawyer", "obj", False), ("Holt", "nsubj", False)]
)
def test_words_behind_what_another_does_are_not_the_last_speakers(doing, dep, parted):
    """ "The lawyer smiled. “No.”" is not Holt's; what Holt himself does before it changes nothing."""
    doc = words(f"“Sit.” said Holt\n\n{doing} smiled. “No.”")
    doc[7].dep_ = dep
    one, two = quoted(doc)
    found = turned(doc, ((5, 6), (4, 5), one, two))
    assert found == ([("said", ["“Sit.”"]), (None, ["“No.”"])] if parted else [("said", ["“Sit.”", "“No.”"])])


def test_who_has_the_beginning_of_a_quotation_has_all_of_it():
    """A quotation that opens each paragraph again goes on, whatever the finder saw of it."""
    doc = words("said Holt: “It fell.\n\n“It broke.”")
    begin = [token.i for token in doc if token.text == "“"]
    assert turned(doc, ((1, 2), (0, 1), (begin[0], begin[1] - 1))) == [("said", ["“It fell.", "“It broke.”"])]
