"""What is kept with a Doc is made once, and anew for other paragraphs."""

import spacy

from helpers.articles import Paragraph
from helpers.extensions import declare
from helpers.text.bounds import sentence_of
from helpers.text.once import once
from helpers.text.quoted import quotations_of, quoted_pieces

declare()


def test_a_thing_is_made_once_a_doc_and_anew_for_other_paragraphs():
    """Each Doc has its own, and a Doc that is given paragraphs has another."""
    made = []

    @once
    def size(doc):
        made.append(len(doc))
        return len(doc)

    one, other = map(spacy.blank("en"), ("The quay is closed.", "It is late."))
    assert [size(one), size(one), size(other)] == [5, 5, 4]
    one._.paragraphs = (Paragraph(0, 8, "body"),)
    assert size(one) == 5
    assert made == [5, 4, 5]


def test_the_sentence_of_a_word_is_spacys():
    """For every token and every span of two, wherever sentences begin."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp("It is late. The quay is closed! Who shut it? Nobody")
    assert [sentence_of(token) for token in doc] == [token.sent for token in doc]
    assert all(sentence_of(doc[at : at + 2]) == doc[at].sent for at in range(len(doc) - 1))


def test_quotations_are_looked_for_in_the_paragraphs_of_a_doc():
    """One that the next paragraph takes up again has a piece in each, with no break between them."""
    doc = spacy.blank("en")("“One, he said.\n\n“Two,” he said.")
    doc._.paragraphs = (Paragraph(0, 14, "body"), Paragraph(16, 31, "body"))
    assert [(quote.begin, quote.end) for quote in quotations_of(doc)] == [(0, 22)]
    assert quoted_pieces(doc) == [(0, 14), (16, 22)]
