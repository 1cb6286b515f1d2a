"""Wholes: names that taggers cut, whole again, on Docs made by hand."""

import pytest
from handmade import doc_of
from spacy.tokens import Span

from helpers import extensions
from helpers.names.wholes import brands, wholes


def whole(text: str, *pieces: str) -> list[tuple[str, str]]:
    """The names in a text of `word` or `word/TAG` (NNP without one, `_` before a word that follows without a gap).

    Pieces are "LABEL words", each where its words first stand."""
    extensions.declare()
    cells = [part.rsplit("/", 1) if "/" in part else (part, "NNP") for part in text.split()]
    words = [word.lstrip("_") for word, _ in cells]
    glued = [word.startswith("_") for word, _ in cells[1:]]
    doc = doc_of(words, [*(not each for each in glued), False], tags=[tag for _, tag in cells])
    spans = []
    for label, *name in map(str.split, pieces):
        at = next(n for n in range(len(words)) if words[n : n + len(name)] == name)
        spans.append(Span(doc, at, at + len(name), label=label))
    return [(span.text, span.label_) for span in wholes(spans)]


@pytest.mark.parametrize(
    ("text", "pieces", "name"),
    [
        ("Luis “/`` _The/DT _Hammer/NN _”/'' Prado spoke/VBD", ("PERSON Luis", "PERSON Prado"), None),
        ("Luis “/`` _Lucky _”/'' Prado spoke/VBD", ("PERSON Luis", "PERSON Prado"), "Luis “Lucky” Prado"),
        ("Ada “/`` _Ace _”/'' Quill spoke/VBD", ("ORG Ada", "PERSON Quill"), "Ada “Ace” Quill"),
        ("Jan van/NNP der/NNP Berg spoke/VBD", ("PERSON Berg",), "Jan van der Berg"),
        ("Pieter van der Velde spoke/VBD", ("PERSON Pieter", "PERSON Velde"), "Pieter van der Velde"),
        ("Omar bin Said al _- _Harthy spoke/VBD", ("PERSON Omar bin",), "Omar bin Said al-Harthy"),
        ("Jean _- _Luc Delmas _- _Roy spoke/VBD", ("PERSON Roy",), "Delmas-Roy"),
        ("Jean _- _Luc Delmas _- _Roy spoke/VBD", ("PERSON Jean - Luc",), "Jean-Luc Delmas-Roy"),
        ("Mayor Ida Brandt laughed/VBD", ("PERSON Mayor Ida",), "Mayor Ida Brandt"),
        ("left/VBD ./. A.B. Coyle stayed/VBD", ("PERSON Coyle",), "A.B. Coyle"),
    ],
)
def test_a_name_that_was_cut_is_whole_again(text, pieces, name):
    """A nickname, small words, a hyphen and initials are inside a name; words between marks that are no name end it."""
    if name is None:
        text = text.replace("_The/DT _Hammer/NN", "_It/PRP is/VBZ over/RB")
        assert len(whole(text, *pieces)) == 2
    else:
        assert whole(text, *pieces) == [(name, "PERSON")]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("in/IN the/DT U.S. Coyle spoke/VBD", "PERSON Coyle"),
        ("Lind _- _Moor met/VBD ,/, Lind won/VBD", "PERSON Moor"),
        ("he/PRP met/VBD ten/CD Smiths", "PERSON Smiths"),
        ("Obama Monday said/VBD it/PRP", "PERSON Obama"),
        ("said/VBD Lee ./. “/`` _No _,/, _”/'' Moor", "PERSON Lee"),
    ],
)
def test_what_only_stands_beside_a_name_is_no_part_of_it(text, piece):
    """A state's letters, two names with a hyphen that stand alone too, numbers and quotations."""
    assert whole(text, piece)[0][0] == piece.split()[1]


def test_a_brand_ends_with_its_possessive_where_a_verb_follows_and_never_stands_without():
    """Lind's said it would close; Moor's landlord is no brand's, nor is one that is named without its possessive."""
    extensions.declare()
    words = ["Lind", "'s", "said", "it", ";", "Moor", "'s", "landlord", "said", "it", ";", "Dane", "'s", "said", "Dane"]
    tags = ["NNP", "POS", "VBD", "PRP", ":", "NNP", "POS", "NN", "VBD", "PRP", ":", "NNP", "POS", "VBD", "NNP"]
    assert brands(doc_of(words, tags=tags)) == {1}
    text = "Lind _'s/POS said/VBD it/PRP"
    assert whole(text, "PERSON Lind") == [("Lind's", "ORG")]
