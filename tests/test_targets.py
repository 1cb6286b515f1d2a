"""Targets: named in the article's own words, joined where the wording alone differs."""

import pytest
from dependencies import spans
from handmade import VOCAB, built

from helpers.articles import Paragraph
from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.stances import targets
from helpers.stances.targets import Target
from helpers.stances.utterances import utterance

TO_CLOSE = """
a DT det 1
plan NN ROOT 1
to TO mark 3
close VB acl 1
the DT det 6
old JJ amod 6
school NN obj 3
"""
WOULD_CLOSE = """
a DT det 1
plan NN ROOT 1
that WP nsubj 4
would MD aux 4
close VB acl:relcl 1
the DT det 6
school NN obj 4
"""
PHRASE = """
the DT det 2
new JJ amod 2
size NN ROOT 2
of IN case 5
the DT det 5
force NN nmod 2
that WP nsubj 7
stays VBZ acl:relcl 5
"""


def thing(text: str, head: str, *keys: str) -> Target:
    return Target(text, frozenset(keys or (head,)), head)


@pytest.mark.parametrize(("lines", "text"), [(TO_CLOSE, "close the old school"), (WOULD_CLOSE, "close the school")])
def test_a_plan_is_named_by_what_is_planned(lines, text):
    found = targets.issue(built(lines)[1])
    assert (found.text, found.head, found.is_statement) == (text, "close", True)


def test_a_name_has_no_article_and_no_relative_clause():
    assert targets.issue(built(PHRASE)[2]).text == "new size"


def test_a_short_complement_belongs_to_the_name():
    lines = "\n".join(PHRASE.strip().splitlines()[:6])
    assert targets.issue(built(lines)[2]).text == "new size of the force"


@pytest.mark.parametrize("word", ["thing", "something", "people", "week"])
def test_words_that_name_nothing_are_no_target(word):
    assert targets.issue(built(f"{word} NN ROOT 0")[0]) is None


def test_an_entity_goes_by_its_name():
    doc = built("the DT det 1\nVelnor NNP ROOT 1")
    assert targets.named(doc[1], [Entity("e1", "Velnor Union", "ORG", ((4, 10),), ())]).text == "Velnor Union"


def test_a_mention_that_could_be_several_is_no_entity():
    doc = built("the DT det 1\nVelnor NNP ROOT 1")
    assert targets.named(doc[1], [Entity("e1", "Velnor", "ORG", ((4, 10),), (), status="ambiguous")]) is None


def test_the_source_is_no_target_of_its_own():
    doc = built("Ada NNP nsubj 1\nsaid VBD ROOT 1\nwe PRP nsubj 3\nwin VBP ccomp 1")
    where = [spans(doc, words) for words in ("Ada", "said", "we win")]
    said = Attribution("a1", *where, "direct", "statement", "neutral", "attributed", 1.0, "s1")
    words = utterance(doc, said)
    assert targets.target(words, doc[0], False, ()) is None
    assert targets.target(words, doc[2], False, ()) is None


def test_wordings_of_one_thing_are_joined_and_a_thing_with_another_head_is_not():
    bridge, old_bridge, toll = (
        thing("bridge", "bridge"),
        thing("old bridge", "bridge", "old", "bridge"),
        thing("toll", "toll"),
    )
    assert targets.joined([bridge, toll, old_bridge]) == ["bridge", "toll", "bridge"]


def test_two_things_of_one_kind_told_apart_by_a_word_stay_two():
    fuel, wealth = thing("tax on fuel", "tax", "tax", "fuel"), thing("tax on wealth", "tax", "tax", "wealth")
    assert targets.joined([fuel, wealth]) == ["tax on fuel", "tax on wealth"]


def test_a_thing_and_doing_something_with_it_stay_two():
    """To be for the troops is not to be for sending them."""
    send = Target("send troops", frozenset({"troop"}), "send", is_statement=True)
    assert targets.joined([thing("troops", "troop"), send]) == ["troops", "send troops"]


def test_opposite_acts_on_one_thing_stay_two():
    close, open_ = (Target(f"{verb} it", frozenset({"school"}), verb, is_statement=True) for verb in ("close", "open"))
    assert targets.joined([close, open_]) == ["close it", "open it"]


def test_an_entity_is_never_joined_with_a_common_noun():
    force = Target("Velnor Forces", frozenset({"velnor", "force"}), "force", entity="Velnor Forces")
    assert targets.joined([thing("our forces", "force"), force]) == ["our forces", "Velnor Forces"]


def test_the_headline_gives_the_name():
    assert targets.joined([thing("bridge", "bridge")], [thing("harbour bridge", "bridge", "harbour", "bridge")]) == [
        "harbour bridge"
    ]


def test_boots_on_the_ground_are_troops():
    doc = built("boots NNS ROOT 0")
    assert targets.canonical(doc[0]) == "troop"


def test_the_targets_with_most_records_are_kept_and_the_earlier_one_among_equals():
    assert targets.ranked(["a", "b", "c", "b"], 2) == ["b", "a"]


def test_statements_and_things_of_the_headline_are_its_issues():
    doc = built(TO_CLOSE)
    doc._.paragraphs = (Paragraph(0, len(doc.text), "headline"),)
    assert [each.text for each in targets.issues(doc)] == ["close the old school", "close the old school", "old school"]


def test_body_text_has_no_issues():
    assert targets.issues(built(TO_CLOSE)) == ()


def test_a_name_is_verbatim():
    doc = built(PHRASE)
    assert targets.issue(doc[2]).text in doc.text
    assert doc.vocab is VOCAB


GOVERNOR = """
She PRP nsubj 1
backs VBZ ROOT 1
former JJ amod 4
Gov. NNP {title} 4
Ada NNP obj 1
Lee NNP flat 4
"""


def person(doc, name: str) -> Entity:
    begin = doc.text.index(name)
    return Entity("e1", name, "PERSON", ((begin, begin + len(name)),), ())


def test_a_person_with_a_title_goes_by_the_full_name():
    doc = built(GOVERNOR.format(title="nmod"))
    doc._.entities = (person(doc, "Ada Lee"),)
    words = utterance(
        doc, Attribution("a1", (), (), ((0, len(doc.text)),), "direct", "statement", "neutral", "attributed", 1.0)
    )
    assert [targets.target(words, doc[at], False, doc._.entities).text for at in (3, 4)] == ["Ada Lee", "Ada Lee"]


def test_a_name_opens_with_no_possessive():
    assert targets.issue(built("his PRP$ nmod:poss 2\ntax NN compound 2\nplan NN ROOT 2")[2]).text == "tax plan"


BILL, GUNS, TAXES = (thing(text, "bill", *text.split()) for text in ("bill", "gun bill", "tax bill"))


def test_a_bare_word_for_two_things_is_neither_of_them():
    assert targets.joined([GUNS, TAXES, BILL]) == ["gun bill", "tax bill", "bill"]
    assert targets.joined([GUNS, BILL]) == ["gun bill", "gun bill"]


@pytest.mark.parametrize(
    ("headline", "body", "names"),
    [
        ("Port backs plan", "The plan is good.", []),
        ("Port backs plan", "Port backs plan, says Lee.", ["Port backs plan"]),
    ],
)
def test_what_opens_a_headline_is_a_name_where_the_article_says_it_too(headline, body, names):
    doc = built(
        "Port NNP compound 2\nbacks NNS compound 2\nplan NN ROOT 2\n"
        + "\n".join(f"{word.strip('.,')} NN ROOT 3" for word in body.split())
    )
    doc._.paragraphs = (Paragraph(0, len(headline), "headline"), Paragraph(len(headline) + 1, len(doc.text), "body"))
    assert [each.text for each in targets.topics(doc)] == names


def test_a_hyphen_that_was_taken_for_a_verb_is_no_error():
    """The tagger takes the hyphen of *re-importation* for an infinitive."""
    assert targets.statement(built("They PRP nsubj 1\nwant VBP ROOT 1\n- VB xcomp 1")[2]) is not None


TITLE = """
the DT det 1
{first} NN ROOT 1
{between}
Ada NNP {dep} 1
Lund NNP flat 3
"""


def behind(lines: str) -> str:
    """How the second word is named, where a person is mentioned at the end."""
    doc = built(lines)
    doc._.entities = (person(doc, "Ada Lund"),)
    attribution = Attribution("a1", (), (), ((0, len(doc.text)),), "direct", "statement", "neutral", "attributed", 1.0)
    return targets.target(utterance(doc, attribution), doc[1], False, doc._.entities).text


@pytest.mark.parametrize("between", ["Mayor NNP flat 1", ", , punct 3"])
def test_a_title_names_the_person_behind_it(between):
    """ "the deputy Mayor Ada Lund", "the minister, Ada Lund": the full name heads a column."""
    assert behind(TITLE.format(first="deputy", between=between, dep="appos")) == "Ada Lund"


def test_somebody_who_only_comes_next_is_not_meant():
    """ "the plan , Ada Lund …": a subject of what follows."""
    other = TITLE.format(first="minister", between="and CC cc 3", dep="conj")
    assert behind(other) == "minister"


TURN_OVER = """
turn VB ROOT 0
over IN compound:prt 0
{rest}
"""


@pytest.mark.parametrize(
    ("rest", "text"), [("the DT det 3\nfiles NNS obj 0", "turn over the files"), ("", "turn over")]
)
def test_an_act_is_named_with_its_object(rest, text):
    found = targets.statement(built(TURN_OVER.format(rest=rest))[0])
    assert (found.text, targets.is_bare(found)) == (text, text == "turn over")


def test_what_a_plan_is_against_stays_in_its_name_though_the_tree_hangs_it_elsewhere():
    lines = """
attempt NN ROOT 0
to TO mark 2
isolate VB acl 0
Norvia NNP nsubj 5
would MD aux 5
fail VB conj 0
"""
    assert targets.issue(built(lines)[0]).text == "attempt to isolate Norvia"


def test_the_source_and_the_cue_are_no_part_of_an_acts_name():
    """A headline whose verb is taken for a noun: "Mayor vetoes curfew bill"."""
    doc = built("Mayor NNP compound 1\nvetoes VBZ nsubj 3\ncurfew NN nsubj 3\nbill VB ROOT 3\n")
    assert targets.statement(doc[3]).text == "Mayor vetoes curfew bill"
    assert targets.statement(doc[3], frozenset([0, 1])).text == "curfew bill"
