"""What is no side of the source: retold words, acts kept off, verbs alone; beside what differs by a word and is one."""

import pytest
from dependencies import parser, records, said
from handmade import built

from helpers import articles, language
from helpers.stances import targets, utterances

TOLD = """
{who} PRP {subject} 2
{had} VBD {aux} 2
told VBN ccomp 9
there EX expl 4
was VBD ccomp 2
no DT det 6
money NN nsubj 4
, , punct 2
she PRP nsubj 9
said VBD ROOT 9
"""


def spoken(lines: str, content: str, form: str = "direct", **lemmas: str):
    """The records of a tree, with the base forms given of some of its words."""
    doc = built(lines)
    for token in doc:
        token.lemma_ = lemmas.get(token.text, token.lemma_)
    return records(said(doc, "she", "said", content, form=form))


def test_what_one_was_told_is_not_ones_own_denial():
    passive = TOLD.format(who="I", subject="nsubj:pass", had="was", aux="aux:pass")
    assert spoken(passive, "I was told there was no money", told="tell") == []


def test_what_another_told_is_not_ones_own_denial():
    active = TOLD.format(who="They", subject="nsubj", had="had", aux="aux")
    assert spoken(active, "They had told there was no money", told="tell") == []


def test_what_one_says_oneself_to_be_missing_is_denied():
    active = TOLD.format(who="I", subject="nsubj", had="had", aux="aux")
    found = spoken(active, "I had told there was no money", told="tell")
    assert found == [("money", "none", "denies", "")]


SHORT = """
she PRP nsubj 1
said VBD ROOT 1
short JJ xcomp 1
of IN mark 4
backing VBG advcl 2
the DT det 6
tram NN obj 4
"""


@pytest.mark.parametrize(("before", "count"), [("short of", 0), ("is of", 1)])
def test_an_act_that_is_kept_off_is_no_side(before, count):
    first, second = before.split()
    doc = built(SHORT.replace("short", first).replace("of IN", f"{second} IN"))
    doc[4].lemma_ = "back"
    found = records(said(doc, "she", f"said {before} backing", "the tram", form="indirect"))
    assert len(found) == count


SEEN = """
We PRP nsubj {verb}
{words}
no DT det {noun}
{thing} NN obj {verb}
, , punct {verb}
she PRP nsubj {said}
said VBD ROOT {said}
"""


@pytest.mark.parametrize(
    ("words", "thing", "found"),
    [
        ("see VBP ccomp 6", "basis", []),
        ("see VBP ccomp 6", "letter", []),
        ("have VBP aux 2\nseen VBN ccomp 7", "letter", [("letter", "none", "no-knowledge", "")]),
    ],
)
def test_to_see_no_basis_is_a_judgement_and_not_to_have_seen_is_no_knowledge(words, thing, found):
    verb = words.count("\n") + 1
    lines = SEEN.format(words=words, thing=thing, verb=verb, noun=verb + 2, said=verb + 5)
    plain = words.replace("\n", " ").split()[::4]
    assert spoken(lines, f"We {' '.join(plain)} no {thing}", seen="see") == found


def test_what_others_want_is_second_hand():
    lines = """
drivers NN nsubj 1
want VBP ccomp 6
a DT det 3
tram NN obj 1
, , punct 1
she PRP nsubj 6
said VBD ROOT 6
"""
    assert [each[3] for each in spoken(lines, "drivers want a tram")] == ["second-hand"]


PUT = """
she PRP nsubj 1
said VBD ROOT 1
it PRP obj 1
to IN case 4
him PRP obl 1
we PRP nsubj 6
oppose VBP ccomp 1
trams NNS obj 6
"""


@pytest.mark.parametrize(("lemma", "count"), [("put", 0), ("say", 1)])
def test_what_is_put_to_somebody_is_asked_and_not_held(lemma, count):
    doc = built(PUT)
    doc[1].lemma_ = lemma
    assert len(records(said(doc, "she", "said it", "we oppose trams", form="indirect"))) == count


@pytest.mark.model
@pytest.mark.parametrize(
    "words",
    [
        "“Nobody wants the toll,” said Ida Brandt.",
        "Nobody wants a tram, Ida Brandt said.",
        "Ida Brandt accepted that trams run late.",
    ],
)
def test_what_nobody_wants_and_what_is_accepted_as_so_is_no_side(nlp, words):
    found = language.article_doc(nlp, articles.from_text(words, id="trams"))._.stances
    assert [each for each in found if each.position != "none"] == []


def test_a_quotation_inside_the_words_is_found_where_its_marks_differ():
    lines = """
“ `` punct 2
he PRP nsubj 2
goes VBZ ROOT 2
‘ `` punct 5
I PRP nsubj 5
go VBP ccomp 2
’ '' punct 5
” '' punct 2
"""
    doc = built(lines)
    [(begin, end)] = utterances.inner_quotations(doc, ((0, len(doc.text)),))
    assert doc.text[begin:end].strip() == "I go"
    assert utterances.inner_quotations(doc, ((2, len(doc.text)),)) == ()


def test_a_plan_to_do_what_a_verb_alone_names_keeps_its_noun():
    lines = "a DT det 1\ndecision NN ROOT 1\nto TO mark 3\nattend VB acl 1\n"
    assert targets.issue(built(lines)[1]).text == "decision to attend"


def test_words_of_the_cue_are_no_part_of_a_target():
    doc = built("accused VBN amod 2\nmatch NN compound 2\nofficials NNS ROOT 2\n")
    assert targets.issue(doc[2], frozenset([0])).text == "match officials"


SENTENCES = [
    # somebody else's words
    ("She used to say the tram was wrong, Bo said.", "Bo", "She used to say the tram was wrong", []),
    ("Bo said the tram was wrong.", "Bo", "the tram was wrong", ["tram opposes"]),
    ("Bo said the mayor told him that he backed the tram.", "Bo", "the mayor told him that he backed the tram", []),
    ("Bo said the mayor opposed the tram.", "Bo", "the mayor opposed the tram", ["tram opposes second-hand"]),
    ("According to Bo, drivers oppose the tram.", "Bo", "drivers oppose the tram", ["tram opposes second-hand"]),
    # what is asked, and what is only told of asking
    ("Bo said he had asked staff twice to call a doctor.", "Bo", "he had asked staff twice to call a doctor", []),
    ("Bo said he was asking the council to close the road.", "Bo", "he was asking the council to close the road", 1),
    # acts kept off
    ("Bo refrained from criticising the tram, he said.", "Bo", "Bo refrained from criticising the tram", []),
    # denials
    ("Bo said that may not be true for other towns.", "Bo", "that may not be true for other towns", []),
    ("Bo said the claim was not true.", "Bo", "the claim was not true", ["claim none"]),
    ("Bo said there was no appetite for a tram.", "Bo", "there was no appetite for a tram", []),
    ("Bo said there was no money.", "Bo", "there was no money", ["money none"]),
    # verbs alone, and figures of speech
    ("Bo said he wanted to talk to the board.", "Bo", "he wanted to talk to the board", []),
    ("Bo said he wanted to pay tribute to the nurses.", "Bo", "he wanted to pay tribute to the nurses", []),
    ("Bo said he wanted to pay the nurses.", "Bo", "he wanted to pay the nurses", ["pay the nurses supports"]),
    ("Bo said the figure should be treated with care.", "Bo", "the figure should be treated with care", []),
    ("Bo said the dam should be scrapped.", "Bo", "the dam should be scrapped", ["dam opposes"]),
    ("Bo said the union deserved it.", "Bo", "the union deserved it", []),
    ("Bo said the nurses deserve a raise.", "Bo", "the nurses deserve a raise", ["raise supports"]),
    (
        "Bo said the money went to towns that do not need trams.",
        "Bo",
        "the money went to towns that do not need trams",
        [],
    ),
    ("Bo said the town does not need a casino.", "Bo", "the town does not need a casino", ["casino opposes"]),
    # plain sides
    ("Bo said he could no longer defend the cap.", "Bo", "he could no longer defend the cap", ["cap opposes"]),
    ("Bo said we are against closing the school.", "Bo", "we are against closing the school", 1),
    ("Asked about the claim, Bo said it was untrue.", "Bo", "it was untrue", ["claim none"]),
    ("Asked about the claims, Bo said it was untrue.", "Bo", "it was untrue", []),
    ("Bo said the delay was a dereliction of duty.", "Bo", "the delay was a dereliction of duty", ["delay opposes"]),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "source", "content", "found"), SENTENCES, ids=[each[0] for each in SENTENCES])
def test_sides_and_what_only_looks_like_one(sentence, source, content, found):
    cue = "According to" if sentence.startswith("According") else "said"
    doc = said(parser()(sentence), source, cue, content, form="indirect")
    rows = [" ".join(filter(None, (name, side, flags))) for name, side, _, flags in records(doc)]
    assert (rows if isinstance(found, list) else len(rows)) == found


@pytest.mark.model
@pytest.mark.parametrize(("name", "count"), [("The fund", 1), ("The board", 0)])
def test_who_supports_a_thing_is_not_that_thing(name, count):
    doc = parser()(f"{name} said it supported the board.")
    found = said(doc, name, "said", "it supported the board", form="indirect", type="named organisation")
    assert len(records(found)) == count
