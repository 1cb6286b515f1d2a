"""Namings: sides that lie in what something is called."""

import pytest
from dependencies import records, said
from handmade import built

from helpers import articles, language

CALLED = """
Ada NNP nsubj 1
call VBP ROOT 1
the DT det 3
vote NN obj 1
“ `` punct 6
{article} DT det 6
{name} NN appos 3
” '' punct 6
. . punct 1
"""


def called(name: str, article: str = "a", cue: str = "call") -> list[tuple[str, str, str, str]]:
    doc = built(CALLED.format(name=name, article=article).replace("call VBP", f"{cue} VBP"))
    return records(said(doc, "Ada", cue, f"the vote “ {article} {name} ”", form="mixed"))


@pytest.mark.parametrize(("name", "side"), [("farce", "opposes"), ("triumph", "supports")])
def test_a_name_in_quotation_marks_is_a_side_though_the_tree_does_not_say_what_it_names(name, side):
    assert called(name) == [("vote", side, "asserts", "")]


def test_a_name_that_judges_nothing_is_no_side():
    assert called("meeting") == []


def test_a_name_denied_is_the_other_side():
    assert called("farce", article="no") == [("vote", "supports", "asserts", "")]


def test_a_verb_that_names_behind_as_needs_it():
    assert called("farce", cue="describe") == []


def test_what_others_are_told_is_no_side_of_the_source():
    lines = "Ada NNP nsubj 1\nsaid VBD ROOT 1\nBo NNP nsubj 3\ncall VBP ccomp 1\nthe DT det 5\nvote NN obj 3\n"
    doc = built(lines + "“ `` punct 8\na DT det 8\nfarce NN appos 5\n” '' punct 8\n")
    assert records(said(doc, "Ada", "said", "Bo call the vote “ a farce ”", form="mixed")) == []


REJECTED = "Ada NNP nsubj 1\nreject VBP ROOT 1\nthe DT det 3\n{thing} NN obj 1\n"


def test_to_reject_a_charge_is_to_deny_it_and_to_reject_a_plan_is_to_oppose_it():
    def rejected(thing):
        return records(said(built(REJECTED.format(thing=thing)), "Ada", "reject", f"the {thing}", form="indirect"))

    assert rejected("charge") == [("charge", "none", "denies", "")]
    assert rejected("tunnel") == [("tunnel", "opposes", "asserts", "")]


@pytest.mark.model
@pytest.mark.parametrize(("name", "count"), [("good way to lose customers", 0), ("good plan", 1)])
def test_a_good_way_to_something_else_is_no_praise(nlp, name, count):
    doc = language.article_doc(nlp, articles.from_text(f"Ada Holt called the toll “a {name}.”", id="a"))
    assert sum(each.position == "supports" for each in doc._.stances) == count
