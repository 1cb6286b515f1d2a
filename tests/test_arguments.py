"""Arguments: what a side is toward, on trees built by hand."""

from dependencies import quoted, records, said
from handmade import built

TO_BE = """
I PRP nsubj 1
want VBP ccomp 7
to TO mark 5
be VB cop 5
a DT det 5
pilot NN xcomp 1
, , punct 1
"""


def test_what_somebody_wants_to_be_is_no_target():
    assert quoted(TO_BE, "I want to be a pilot") == []


URGED = """
Ada NNP nsubj 1
urge VBP ROOT 1
both DT det 3
sides NNS obj 1
to TO mark 5
{verb} VB acl 3
{rest}"""


def urged(verb: str, rest: str = "") -> list[tuple[str, str, str, str]]:
    doc = built(URGED.format(verb=verb, rest=rest))
    content = " ".join(["both sides to", verb, *(line.split()[0] for line in rest.splitlines())])
    return records(said(doc, "Ada", "urge", content, form="indirect"))


def test_what_others_are_urged_to_do_is_wanted_though_it_hangs_on_them():
    assert urged("return") == [("both sides to return", "supports", "asserts", "")]
    assert urged("refuse", "the DT det 7\npermit NN obj 5\n") == [("permit", "opposes", "asserts", "")]
