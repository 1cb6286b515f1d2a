"""Bounds: spans end with their sentence, overlap in no attribution, and no two attributions share content."""

from dataclasses import replace

import pytest
from dependencies import frame_of
from handmade import BLANK, tokenized

from helpers.articles import Paragraph
from helpers.attributions.bounds import bounded_frames, bounds, sound_frames
from helpers.attributions.frames import Frame
from helpers.text.quotations import quotations

LEMMAS = {"said": "say", "quits": "quit"}


def tag(word):
    return "VBD" if word == "said" else "NNP" if word.isalpha() and word.istitle() else "NN"


def held(text, *paragraphs):
    """A Doc whose words are nouns but for "said" and names, and its bounds."""
    words = [token.text for token in BLANK(text)]
    pos = ["VERB" if tag(word) == "VBD" else "NOUN" for word in words]
    lemmas = [LEMMAS.get(word, word.lower()) for word in words]
    doc = tokenized(text, tag, pos=pos, lemmas=lemmas, heads=range(len(words)), deps=["ROOT"] * len(words))
    edges = paragraphs or (Paragraph(0, len(doc.text), "body"),)
    return doc, bounds(doc, quotations(doc.text, edges), edges)


def shown(doc, frame):
    """The words of a frame: source, content."""
    return tuple([doc[slice(*run)].text for run in runs] for runs in (frame.source, frame.content))


TWO = "“Yes,” said Ada Lee. Peter Walker said no."


def test_a_source_ends_with_its_sentence_and_what_is_cut_off_is_told():
    doc, where = held(TWO)
    frames, cut = bounded_frames(
        where, [frame_of(doc, (5, 10), (4, 5), (0, 4)), frame_of(doc, (5, 10), (10, 11), (11, 12))]
    )
    assert [shown(doc, one) for one in frames] == [
        (["Ada Lee"], ["“Yes,”"]),
        (["Peter Walker"], ["no"]),
    ]
    assert [doc[slice(*run)].text for run in cut] == ["Peter Walker", "Ada Lee"]


def test_an_unquoted_content_stays_in_the_sentence_of_its_cue():
    doc, where = held("Few cared. Trains stop, Lee said. He left.")
    (frame,) = bounded_frames(where, [frame_of(doc, (6, 7), (7, 8), (0, 5))])[0]
    assert shown(doc, frame) == (["Lee"], ["Trains stop"])


def test_a_quotation_carries_a_content_on():
    doc, where = held("Lee said “It rains. It pours.” He left.")
    (frame,) = bounded_frames(where, [frame_of(doc, (0, 1), (1, 2), (2, 10))])[0]
    assert shown(doc, frame)[1] == ["“It rains. It pours.”"]


def test_words_behind_a_colon_go_on_sentence_by_sentence():
    doc, where = held("QUILL: It rains. It pours.")
    frame = frame_of(doc, (0, 1), (1, 2), (2, 7))
    assert shown(doc, bounded_frames(where, [frame])[0][0])[1] == ["It rains", "It pours"]


def test_the_cue_of_a_headline_has_no_words_of_the_article():
    """ "Chef quits ¶ “I loved it.”": the quotation is nobody's."""
    text = "Chef quits\n\n“I loved it.”"
    doc, where = held(text, Paragraph(0, 10, "headline"), Paragraph(12, len(text), "body"))
    (frame,) = bounded_frames(where, [frame_of(doc, (0, 1), (1, 2), (3, 9))])[0]
    assert (frame.cue, frame.source, shown(doc, frame)[1]) == (None, (), ["“I loved it.”"])


@pytest.mark.parametrize("mark", ["–", "—"])
def test_a_quotation_with_a_signature_of_its_own_is_no_other_ones(mark):
    text = f"“We won.” {mark} Petra Holm\n\n“We lost.” {mark} Jo Roe"
    second = text.index("“We lost")
    doc, where = held(text, Paragraph(0, second - 2, "body"), Paragraph(second, len(text), "body"))
    frame = frame_of(doc, (15, 17), (14, 15), (0, 5), (9, 14))
    assert shown(doc, bounded_frames(where, [frame])[0][0])[1] == ["“We lost.”"]


def test_a_name_between_two_cues_that_cannot_be_parted_is_neithers():
    doc, where = held("“Yes,” said Ada Lee Peter Walker said no.")
    frames = bounded_frames(where, [frame_of(doc, (5, 9), (4, 5), (0, 4)), frame_of(doc, (5, 9), (9, 10), (10, 11))])[0]
    assert [one.source for one in frames] == [(), ()]


def test_the_name_right_behind_a_cue_is_its_source():
    """ "“Yes,” said Pike; “no,” said Lund": "no" is not Pike's."""
    doc, where = held("“Yes,” said Pike; “no,” said Lund.")
    frames = bounded_frames(where, [frame_of(doc, (5, 6), (11, 12), (7, 11))])[0]
    assert shown(doc, frames[0])[0] == ["Lund"]


def test_source_cue_and_content_of_a_frame_do_not_overlap():
    doc, where = held("“It pours,” Lee said and left")
    (frame,) = sound_frames(where, [frame_of(doc, (5, 6), (6, 7), (0, 6))])
    assert shown(doc, frame) == (["Lee"], ["“It pours,”"])


def test_a_content_that_its_source_holds_stays():
    doc, where = held("Lee of Wexley said")
    (frame,) = sound_frames(where, [frame_of(doc, (0, 3), (3, 4), (1, 3))])
    assert shown(doc, frame) == (["Lee"], ["of Wexley"])


def test_words_that_two_have_stay_with_the_nearer_one_and_both_are_doubtful():
    doc, where = held("Lee said “it rains” and later Roe of Wexley said “it pours”")
    mine, yours = frame_of(doc, (0, 1), (1, 2), (2, 6)), frame_of(doc, (8, 9), (11, 12), (2, 6), (12, 16))
    first, second = sound_frames(where, [replace(yours, probability=0.9), replace(mine, probability=0.5)])
    assert (shown(doc, first)[1], shown(doc, second)[1]) == (["“it rains”"], ["“it pours”"])
    assert (first.doubtful, second.doubtful) == (True, True)


def test_an_attribution_inside_the_content_of_another_is_none():
    doc, where = held("Lee said Roe said it rains")
    frames = [frame_of(doc, (0, 1), (1, 2), (2, 6)), frame_of(doc, (2, 3), (3, 4), (4, 6))]
    assert [shown(doc, one) for one in sound_frames(where, frames)] == [(["Lee"], ["Roe said it rains"])]


def test_a_frame_without_words_of_its_own_is_dropped():
    doc, where = held("Lee said “it rains”")
    nobody = Frame(None, (), ((2, 6),), "loose")
    assert [one.source for one in sound_frames(where, [frame_of(doc, (0, 1), (1, 2), (2, 6)), nobody])] == [((0, 1),)]


def test_an_action_has_no_words_of_another_paragraph():
    """ "Una nodded. ¶ “It is gone.”": the quotation is nobody's; behind "Una said." it is hers."""
    for verb, source in (("nodded", ()), ("said", ((0, 1),))):
        text = f"Una {verb}.\n\n“It is gone.”"
        second = text.index("“")
        doc, where = held(text, Paragraph(0, second - 2, "body"), Paragraph(second, len(text), "body"))
        (frame,) = bounded_frames(where, [frame_of(doc, (0, 1), (1, 2), (4, 10))])[0]
        assert (frame.source, shown(doc, frame)[1]) == (source, ["“It is gone.”"])


@pytest.mark.parametrize("mark", ["-", "•", ">"])
def test_the_mark_of_an_item_is_no_part_of_its_words(mark):
    doc, where = held(f"{mark} “We won,” said Roe.")
    (frame,) = sound_frames(where, [frame_of(doc, (7, 8), (6, 7), (0, 6))])
    assert shown(doc, frame) == (["Roe"], ["“We won,”"])


def test_what_stands_behind_quoted_mail_is_not_in_it():
    text = "Roe said:\n\n> We won.\n\nLee called it theft."
    second, third = text.index(">"), text.index("Lee")
    edges = [(0, second - 2), (second, third - 2), (third, len(text))]
    doc, where = held(text, *(Paragraph(begin, end, "body") for begin, end in edges))
    (frame,) = sound_frames(where, [frame_of(doc, (0, 1), (1, 3), (4, 8), (9, 14))])
    assert shown(doc, frame)[1] == ["We won."]
