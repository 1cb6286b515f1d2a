"""Whole sources: what the trained finder cuts, takes from a clause or runs together is mended by the tree."""

import pytest
from handmade import rowed

from helpers.attributions.cues import Cue, cue_at
from helpers.attributions.frames import Frame
from helpers.attributions.learned import UNKNOWN
from helpers.attributions.span_repair import whole_frames
from helpers.text.quotations import Quotation


def parsed(rows):
    """A Doc of rows word/tag/label/head, the head as an index."""
    return rowed(rows, {"said": "say", "wrote": "write", "called": "call", "hopes": "hope"})


def mended(doc, source, cue, *content, quotes=()):
    """Source, cue and content in words of each frame that comes of one frame."""
    said = cue_at(doc[cue]) or Cue(cue, cue, cue + 1, UNKNOWN)
    frame = Frame(said, (source,), content, "model", 1.0)
    return [
        (doc[slice(*one.source[0])].text, doc[one.cue.head].text, [doc[slice(*run)].text for run in one.content])
        for one in whole_frames(doc, [frame], quotes)
    ]


SAYS = "said/VBD/ROOT/{at} it/PRP/nsubj/{no} rains/VBZ/ccomp/{at} ././punct/{at}"


def says(rows, at):
    """Words of a subject before "said it rains", where the verb is the token `at`."""
    return parsed(f"{rows} {SAYS.format(at=at, no=at + 2)}")


@pytest.mark.parametrize(
    ("rows", "at", "cut", "whole"),
    [
        ("One/CD/nsubj/3 of/IN/case/2 them/PRP/nmod/0", 3, (0, 2), "One of them"),
        ("many/JJ/amod/2 Oxney/JJ/amod/2 citizens/NNS/nsubj/3", 3, (0, 2), "many Oxney citizens"),
        ("The/DT/det/1 crew/NN/nmod:poss/3 's/POS/case/1 union/NN/nsubj/4", 4, (0, 3), "The crew 's union"),
        ("the/DT/det/2 old/JJ/amod/2 mayor/NN/nsubj/3", 3, (0, 3), "the old mayor"),
        ("OXNEY/NNP/dep/3 -/:/punct/3 Two/CD/nummod/3 riders/NNS/nsubj/4", 4, (0, 4), "Two riders"),
        ("Vane-Oxney/NNP/dep/3 -/:/punct/3 Two/CD/nummod/3 riders/NNS/nsubj/4", 4, (0, 4), "Vane-Oxney - Two riders"),
        (
            "A/DT/det/1 petition/NN/nsubj/6 signed/VBN/acl/1 by/IN/case/5 two/CD/nummod/5 workers/NNS/obl/2",
            6,
            (4, 6),
            "A petition signed by two workers",
        ),
        (
            "Papers/NNS/nsubj/8 ,/,/punct/0 which/WDT/obj/6 the/DT/det/4 Gazette/NNP/nsubj/6 has/VBZ/aux/6"
            " seen/VBN/acl:relcl/0 ,/,/punct/8",
            8,
            (3, 5),
            "Papers",
        ),
    ],
)
def test_a_source_is_a_whole_phrase(rows, at, cut, whole):
    """A source goes on to its noun, is the noun that a clause is about, and has no dateline and no aside."""
    doc = says(rows, at)
    assert mended(doc, cut, at, (at + 1, at + 3)) == [(whole, "said", ["it rains"])]


JOINED = (
    "The/DT/det/1 trust/NN/nsubj/2 called/VBD/ROOT/2 it/PRP/obj/2 cheek/NN/xcomp/2 ,/,/punct/7"
    " members/NNS/nsubj/7 {verb}/VBZ/conj/2 to/TO/mark/9 march/VB/xcomp/7 ././punct/2"
)


def test_a_clause_with_its_own_speaker_is_a_statement_of_its_own():
    """ "The trust called it cheek, members hope to march": two sources; where the verb is no cue, one."""
    doc = parsed(JOINED.format(verb="hopes"))
    two = [("The trust", "called", ["it cheek"]), ("members", "hopes", ["to march"])]
    assert mended(doc, (0, 2), 2, (3, 10)) == two
    doc = parsed(JOINED.format(verb="rows"))
    assert mended(doc, (0, 2), 2, (3, 10)) == [("The trust", "called", ["it cheek , members rows to march"])]


def test_who_is_quoted_by_a_paper_says_it():
    """ "Quist was quoted by the Post as saying it rains": not the Post."""
    doc = parsed(
        "Quist/NNP/nsubj:pass/2 was/VBD/aux:pass/2 quoted/VBN/ROOT/2 by/IN/case/5 the/DT/det/5 Post/NNP/obl:agent/2"
        " as/IN/mark/7 saying/VBG/advcl/2 it/PRP/nsubj/9 rains/VBZ/ccomp/7 ././punct/2"
    )
    assert mended(doc, (4, 6), 2, (0, 1)) == [("Quist", "saying", ["it rains"])]


@pytest.mark.parametrize(("quotes", "source"), [((Quotation(0, 9, True, ((0, 9),)),), "Ann Lee"), ((), "the Post")])
def test_quoted_words_are_their_speakers_whoever_reports_them(quotes, source):
    """ "“It rains,” Ann Lee said, according to the Post": Lee, but for words that nobody quotes."""
    doc = parsed(
        "It/PRP/nsubj/1 rains/VBZ/ccomp/5 ,/,/punct/5 Ann/NNP/nsubj/5 Lee/NNP/flat/3 said/VBD/ROOT/5 ,/,/punct/5"
        " according/VBG/case/10 to/IN/fixed/7 the/DT/det/10 Post/NNP/obl/5"
    )
    (found,) = mended(doc, (9, 11), 7, (0, 6), quotes=quotes)
    assert found[0] == source


AIDE = (
    "The/DT/det/1 Post/NNP/nsubj/8 ,/,/punct/1 which/WDT/obj/6 the/DT/det/5 aide/NN/nsubj/6 called/VBD/acl:relcl/1"
    " rag/NN/xcomp/6"
)


@pytest.mark.parametrize("taken", [(4, 6), (4, 8)])
def test_a_name_says_what_follows_a_clause_about_it(taken):
    """ "The Post, which the aide called a rag, said": the Post, whether the aide or his whole clause was found."""
    assert mended(says(AIDE, 8), taken, 8, (9, 11))[0][0] == "The Post"


def test_a_source_does_not_end_with_the_pronoun_of_a_clause():
    rows = "Holt/NNP/nsubj/5 ,/,/punct/0 the/DT/det/3 mayor/NN/appos/0 ,/,/punct/0 who/WP/nsubj/5"
    doc = parsed(f"{rows} said/VBD/ROOT/6 it/PRP/nsubj/8 rains/VBZ/ccomp/6")
    assert mended(doc, (0, 6), 6, (7, 9))[0][0] == "Holt , the mayor ,"
