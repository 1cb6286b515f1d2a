"""Transcripts: turns that open with a label, and whose they are."""

import pytest
from handmade import BLANK

from helpers import extensions
from helpers.articles import Paragraph, from_text
from helpers.attributions.transcripts import turns
from helpers.language import article_doc


def labels(text: str) -> list[str]:
    """Who speaks in each turn of a text of paragraphs."""
    extensions.declare()
    doc = BLANK.make_doc(text)
    begins = [0, *(at + 2 for at in range(len(text)) if text.startswith("\n\n", at))]
    ends = [*(at - 2 for at in begins[1:]), len(text)]
    doc._.paragraphs = tuple(Paragraph(begin, end, "body") for begin, end in zip(begins, ends, strict=True))
    return [turn.who for turn in turns(doc)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("HOST ADA QUILL: Good day.\n\nMAYOR ROE: Hello.\n\nQUILL: Why?\n\nROE: It is late.", ["quill", "roe"] * 2),
        ("Q: Why?\n\nA: It was late.\n\nQ: And now?\n\nA. It is over.", ["q", "a", "q", "a"]),
        ("The mayor: It is late.\n\nBaker: No.\n\nMayor: Yes.\n\nBaker: Why?", ["baker", "mayor", "baker"]),
        ("Ward: Harbour\n\nTurnout: 41%\n\nWard: Mill\n\nTurnout: 12%", []),
        ("QUILL: Good day.\n\nQUILL: Good night.\n\nQUILL: Again.", []),
        ("QUILL: Good day.\n\nROE: Hello.\n\nIt rained.", []),
    ],
)
def test_labels_that_take_turns_make_a_transcript(text, who):
    """Capitals, offices, Q and A; no table of other things, no label alone, and not without somebody's second turn."""
    assert labels(text) == who


@pytest.mark.model
def test_a_surname_has_the_turns_of_its_whole_label_and_answers_are_the_one_person_asked(nlp):
    """Questions of Q are nobody's; what is reported inside a turn is part of the turn."""
    text = "HOST LEO CRANE: Welcome.\n\nDR. RUTH AMES: Hello.\n\nCRANE: Your aide said it was late.\n\nAMES: No."
    doc = article_doc(nlp, from_text(text, id="a"))
    names = {source.id: source.name for source in doc._.sources}
    assert [names[one.source_id] for one in doc._.attributions] == ["LEO CRANE", "RUTH AMES"] * 2
    text = "A talk with Sam Okoye\n\nSam Okoye is a nurse.\n\nQ: Why?\n\nA: We had ninety.\n\nQ: So?\n\nA: I stay."
    doc = article_doc(nlp, from_text(text, id="b"))
    assert {source.name for source in doc._.sources} == {"Sam Okoye"}
    assert [doc.text[slice(*one.content[0])] for one in doc._.attributions] == ["We had ninety", "I stay"]
