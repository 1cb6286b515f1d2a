"""Attributions on hand-built trees: cues, sources and contents, and what form, kind, framing and status they get."""

from __future__ import annotations

import pytest
from handmade import doc_of, laid_out
from spacy.tokens import Doc

from helpers import extensions, language, lexicons
from helpers.articles import Paragraph
from helpers.attributions import FRAMINGS, KINDS, Attribution, attributions
from helpers.attributions.cues import SHAPES

LEMMAS = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "suggested": "suggest",
    "declined": "decline",
    "claimed": "claim",
    "warned": "warn",
    "adding": "add",
    "criticized": "criticize",
    "described": "describe",
    "believes": "believe",
    "wants": "want",
    "shows": "show",
    "explaining": "explain",
    "ordered": "order",
    "saying": "say",
    "hopes": "hop",
}


def tree(text: str, *rows: str, ents: tuple[tuple[int, int, str], ...] = ()) -> Doc:
    """A Doc of `text`, with the lemmas of these tests."""
    return laid_out(text, rows, LEMMAS, ents)


def found(doc: Doc) -> list[Attribution]:
    extensions.declare()
    return list(attributions(doc, (Paragraph(0, len(doc.text), "body"),)))


def parts(doc: Doc) -> list[tuple[list[str], list[str], list[str]]]:
    """Source, cue and content of every attribution, as written."""
    text = doc.text
    return [tuple([text[b:e] for b, e in role] for role in (a.source, a.cue, a.content)) for a in found(doc)]


SAID_AFTER = (
    "“ `` punct holds ; The DT det dam ; dam NN nsubj holds ; holds VBZ ccomp said ; , , punct said ; ” '' punct said",
    "said VBD ROOT said ; Ida NNP nsubj said ; Brandt NNP flat Ida ; . . punct said",
)


def test_quoted_words_before_the_cue_are_direct_and_keep_their_marks():
    doc = tree("“The dam holds,” said Ida Brandt.", *SAID_AFTER)
    assert parts(doc) == [(["Ida Brandt"], ["said"], ["“The dam holds,”"])]
    (one,) = found(doc)
    assert (one.form, one.kind, one.framing, one.status) == ("direct", "statement", "neutral", "attributed")


def test_straight_marks_give_the_same_attribution_as_curly_ones():
    straight = [row.replace("“", '"').replace("”", '"') for row in SAID_AFTER]
    (one,), (other,) = (
        found(tree("“The dam holds,” said Ida Brandt.", *SAID_AFTER)),
        found(tree('"The dam holds," said Ida Brandt.', *straight)),
    )
    assert one == other


def test_a_speaker_that_the_tree_does_not_know_is_read_beside_the_cue():
    rows = [row.replace("Ida NNP nsubj said", "Ida NNP dep holds") for row in SAID_AFTER]
    doc = tree("“The dam holds,” said Ida Brandt.", *rows)
    assert parts(doc) == [(["Ida Brandt"], ["said"], ["“The dam holds,”"])]
    assert found(doc)[0].confidence < 0.95


def test_a_quotation_that_its_cue_splits_is_one_attribution_with_two_contents():
    doc = tree(
        "“It holds,” Brandt said. “We looked twice.”",
        "“ `` punct holds ; It PRP nsubj holds ; holds VBZ ccomp said ; , , punct said ; ” '' punct said",
        "Brandt NNP nsubj said ; said VBD ROOT said ; . . punct said",
        "“ `` punct looked ; We PRP nsubj looked ; looked VBD ROOT looked ; twice RB advmod looked",
        ". . punct looked ; ” '' punct looked",
    )
    assert parts(doc) == [(["Brandt"], ["said"], ["“It holds,”", "“We looked twice.”"])]


def test_a_quotation_behind_a_colon_belongs_to_the_cue_before_it():
    doc = tree(
        "Brandt said: “It holds.”",
        "Brandt NNP nsubj said ; said VBD ROOT said ; : : punct said ; “ `` punct holds ; It PRP nsubj holds",
        "holds VBZ ccomp said ; . . punct said ; ” '' punct said",
    )
    assert parts(doc) == [(["Brandt"], ["said"], ["“It holds.”"])]


INDIRECT = (
    "Brandt NNP nsubj said ; has VBZ aux said ; not RB advmod said ; said VBN ROOT said",
    "that IN mark leaks ; the DT det dam ; dam NN nsubj leaks ; leaks VBZ ccomp said ; . . punct said",
)


def test_auxiliaries_and_negation_belong_to_the_cue_and_that_to_the_content():
    doc = tree("Brandt has not said that the dam leaks.", *INDIRECT)
    assert parts(doc) == [(["Brandt"], ["has not said"], ["that the dam leaks"])]
    assert found(doc)[0].form == "indirect"


def test_a_cue_at_the_end_of_the_sentence_takes_the_sentence_before_it():
    doc = tree(
        "The dam would hold, officials said.",
        "The DT det dam ; dam NN nsubj hold ; would MD aux hold ; hold VB ccomp said ; , , punct said",
        "officials NNS nsubj said ; said VBD ROOT said ; . . punct said",
    )
    assert parts(doc) == [(["officials"], ["said"], ["The dam would hold"])]


def test_a_cue_between_commas_has_content_on_both_sides():
    doc = tree(
        "The dam, officials said, would hold.",
        "The DT det dam ; dam NN nsubj hold ; , , punct said ; officials NNS nsubj said ; said VBD parataxis hold",
        ", , punct said ; would MD aux hold ; hold VB ROOT hold ; . . punct hold",
    )
    assert parts(doc) == [(["officials"], ["said"], ["The dam", "would hold"])]


def test_verbs_that_share_a_subject_are_attributions_of_the_same_source():
    doc = tree(
        "Brandt said the dam holds and warned that it leaks.",
        "Brandt NNP nsubj said ; said VBD ROOT said ; the DT det dam ; dam NN nsubj holds ; holds VBZ ccomp said",
        "and CC cc warned ; warned VBD conj said ; that IN mark leaks ; it PRP nsubj leaks ; leaks VBZ ccomp warned",
        ". . punct said",
    )
    assert parts(doc) == [
        (["Brandt"], ["said"], ["the dam holds"]),
        (["Brandt"], ["warned"], ["that it leaks"]),
    ]


def test_a_participle_behind_a_quotation_shares_its_speaker_and_is_an_attribution_of_its_own():
    doc = tree(
        "“It holds,” one engineer said, explaining the dam was new.",
        "“ `` punct holds ; It PRP nsubj holds ; holds VBZ ccomp said ; , , punct said ; ” '' punct said",
        "one CD nummod engineer ; engineer NN nsubj said ; said VBD ROOT said ; , , punct said",
        "explaining VBG advcl said ; the DT det dam ; dam NN nsubj new ; was VBD cop new ; new JJ ccomp explaining",
        ". . punct said",
    )
    assert parts(doc) == [
        (["one engineer"], ["said"], ["“It holds,”"]),
        (["one engineer"], ["explaining"], ["the dam was new"]),
    ]


@pytest.mark.parametrize("labels", [("nsubj", "obj", "iobj"), ("nsubj", "dobj", "dative")])
def test_the_listener_belongs_to_no_span(labels):
    doc = tree(
        "Brandt told reporters that it holds.",
        f"Brandt NNP {labels[0]} told ; told VBD ROOT told ; reporters NNS {labels[1]} told ; that IN mark holds",
        "it PRP nsubj holds ; holds VBZ ccomp told ; . . punct told",
    )
    assert parts(doc) == [(["Brandt"], ["told"], ["that it holds"])]


def test_titles_and_appositions_belong_to_the_source_but_incidental_clauses_do_not():
    doc = tree(
        "“It holds,” said Mayor Ida Brandt, a lawyer in Aldport, who was there.",
        "“ `` punct holds ; It PRP nsubj holds ; holds VBZ ccomp said ; , , punct said ; ” '' punct said",
        "said VBD ROOT said ; Mayor NNP compound Ida ; Ida NNP nsubj said ; Brandt NNP flat Ida ; , , punct lawyer",
        "a DT det lawyer ; lawyer NN appos Ida ; in IN case Aldport ; Aldport NNP nmod lawyer ; , , punct there",
        "who WP nsubj there ; was VBD cop there ; there RB acl:relcl Ida ; . . punct said",
    )
    assert parts(doc)[0][0] == ["Mayor Ida Brandt, a lawyer in Aldport"]


def test_a_title_with_a_full_stop_cut_off_stays_one_source():
    doc = tree(
        "“It holds,” said Col. Ida Brandt.",
        "“ `` punct holds ; It PRP nsubj holds ; holds VBZ ccomp said ; , , punct said ; ” '' punct said",
        "said VBD ROOT said ; Col NNP nsubj said ; . . punct said",
        "Ida NNP ROOT Ida ; Brandt NNP flat Ida ; . . punct Ida",
    )
    assert parts(doc) == [(["Col. Ida Brandt"], ["said"], ["“It holds,”"])]


@pytest.mark.parametrize(
    "rows",
    [
        "According VBG case audit ; to IN fixed According ; the DT det audit ; audit NN obl leaks",
        "According VBG prep leaks ; to IN prep According ; the DT det audit ; audit NN pobj to",
    ],
)
def test_according_to_a_document_is_an_attribution_of_kind_document(rows):
    doc = tree(
        "According to the audit, it leaks.",
        rows,
        ", , punct leaks ; it PRP nsubj leaks ; leaks VBZ ROOT leaks ; . . punct leaks",
    )
    assert parts(doc) == [(["the audit"], ["According to"], ["it leaks"])]
    assert found(doc)[0].kind == "document"


def test_was_quoted_as_saying_is_one_cue_and_who_is_quoted_its_source():
    doc = tree(
        "Brandt was quoted as saying it leaks.",
        "Brandt NNP nsubj:pass quoted ; was VBD aux:pass quoted ; quoted VBN ROOT quoted ; as IN mark saying",
        "saying VBG advcl quoted ; it PRP nsubj leaks ; leaks VBZ ccomp saying ; . . punct quoted",
    )
    assert parts(doc) == [(["Brandt"], ["was quoted as saying"], ["it leaks"])]


INFINITIVE = "Brandt NNP nsubj {0} ; {0} VBD ROOT {0} ; to TO mark {1} ; {1} VB xcomp {0} ; . . punct {0}"


@pytest.mark.parametrize(
    ("verb", "below", "kind"),
    [("declined", "comment", "no-comment"), ("declined", "leave", "intention"), ("hopes", "leave", "intention")],
)
def test_a_refusal_to_speak_is_no_comment_and_a_wish_to_act_an_intention(verb, below, kind):
    doc = tree(f"Brandt {verb} to {below}.", INFINITIVE.format(verb, below))
    assert parts(doc) == [(["Brandt"], [verb], [f"to {below}"])]
    assert found(doc)[0].kind == kind


@pytest.mark.parametrize(
    ("verb", "kind", "framing"),
    [("said", "statement", "neutral"), ("claimed", "statement", "loaded"), ("believes", "belief", "neutral")],
)
def test_kind_and_framing_come_from_the_lexicon(verb, kind, framing):
    rows = [row.replace("said", verb).replace("has VBZ aux", "had VBD aux") for row in INDIRECT]
    (one,) = found(tree(f"Brandt had not {verb} that the dam leaks.", *rows))
    assert (one.kind, one.framing) == (kind, framing)


def test_words_quoted_in_part_are_mixed():
    doc = tree(
        "Brandt said the dam was “safe” now.",
        "Brandt NNP nsubj said ; said VBD ROOT said ; the DT det dam ; dam NN nsubj safe ; was VBD cop safe",
        "“ `` punct safe ; safe JJ ccomp said ; ” '' punct safe ; now RB advmod safe ; . . punct said",
    )
    (one,) = found(doc)
    assert one.form == "mixed"


def test_an_attribution_inside_another_ones_content_is_left_out():
    doc = tree(
        "Brandt said Quill believes it leaks.",
        "Brandt NNP nsubj said ; said VBD ROOT said ; Quill NNP nsubj believes ; believes VBZ ccomp said",
        "it PRP nsubj leaks ; leaks VBZ ccomp believes ; . . punct said",
    )
    assert parts(doc) == [(["Brandt"], ["said"], ["Quill believes it leaks"])]


@pytest.mark.parametrize("words", ["“The Long Dam”", "“safe”"])
def test_titles_and_scare_quotes_that_no_cue_governs_are_no_attributions(words):
    inside = words[1:-1].split()
    rows = [f"{word} NNP dep sold" for word in inside]
    doc = tree(f"They sold {words}.", "They PRP nsubj sold", "sold VBD ROOT sold", "“ `` punct sold", *rows,
               "” '' punct sold ; . . punct sold")  # fmt: skip
    assert parts(doc) == []


STRAY = "“ `` punct leaks ; It PRP nsubj leaks ; surely RB advmod leaks ; leaks VBZ ROOT leaks ; now RB advmod leaks"


def test_quoted_speech_that_nobody_speaks_is_unattributed():
    doc = tree("“It surely leaks now.”", STRAY, ". . punct leaks ; ” '' punct leaks")
    (one,) = found(doc)
    assert (one.source, one.cue, one.status, one.form) == ((), (), "unattributed", "direct")


def test_a_missing_mark_is_a_status_and_not_a_crash():
    doc = tree("“It surely leaks now.", STRAY, ". . punct leaks")
    assert [one.status for one in found(doc)] == ["unclosed"]


def test_paragraphs_that_are_no_text_are_not_read():
    doc = tree("“The dam holds,” said Ida Brandt.", *SAID_AFTER)
    assert attributions(doc, (Paragraph(0, len(doc.text), "cut"),)) == ()


@pytest.mark.parametrize("text", ["", " ", "“", "word", "\n\n"])
def test_a_doc_without_a_tree_has_no_attributions(text):
    words = text.split() or []
    assert found(doc_of(words)) == []


def test_every_row_of_the_lexicon_uses_known_labels_and_gives_its_reason():
    for row in lexicons.rows("cues"):
        assert row["kind"] in KINDS
        assert row["framing"] in FRAMINGS[:2]
        assert set(row["shape"].split()) <= set(SHAPES)
        assert row["why"]


@pytest.fixture(scope="module")
def nlp():
    return language.load(steps=("attributions",))


@pytest.mark.model
def test_blank_lines_and_a_paragraph_in_front_do_not_change_the_attributions(nlp):
    plain = "Harbour talks\n\n“The quay is closed,” said Nora Quill. “We open on Monday.”"

    def read(text):
        doc = nlp(text)
        return [[[text[b:e] for b, e in r] for r in (a.source, a.cue, a.content)] for a in doc._.attributions]

    assert read(plain) == [[["Nora Quill"], ["said"], ["“The quay is closed,”", "“We open on Monday.”"]]]
    assert read(plain.replace("\n\n", "\n\n\n\n")) == read(plain)


@pytest.mark.model
def test_a_stray_mark_loses_no_other_attribution(nlp):
    text = "Harbour talks\n\nA “stray mark stands here.\n\n“The quay is closed,” said Nora Quill."
    assert [text[b:e] for a in nlp(text)._.attributions for b, e in a.source] == ["Nora Quill"]


@pytest.mark.model
@pytest.mark.parametrize(
    "aside", ["who asked not to be named because talks were going on", "who did not want her name used"]
)
def test_holding_a_name_back_is_told_of_the_source_and_is_no_attribution(nlp, aside):
    doc = nlp(f"A councillor, {aside}, said a compromise was close.")
    assert [doc.text[begin:end] for one in doc._.attributions for begin, end in one.cue] == ["said"]


@pytest.mark.model
def test_a_statement_about_a_name_that_is_held_back_stays_one(nlp):
    doc = nlp("The court said the victim could not be named.")
    assert [doc.text[begin:end] for one in doc._.attributions for begin, end in one.cue] == ["said"]


SIGNED = "{name} NNP root {name} ; Roe NNP flat {name} ; , , punct {name} ; of IN case Tarn ; Tarn NNP nmod {name}"
MARKED = "“ `` punct won ; We PRP nsubj won ; won VBD ROOT won ; . . punct won ; ” '' punct won"


@pytest.mark.parametrize(
    ("text", "rows", "kept"),
    [
        (
            "“We won.” – Ida Roe, of Tarn",
            (MARKED, "– : punct won", SIGNED),
            (["Ida Roe, of Tarn"], ["–"], ["“We won.”"]),
        ),
        ("Ida Roe, of Tarn: “We won.”", (SIGNED, ": : punct won", MARKED), (["Ida Roe"], [":"], ["“We won.”"])),
        (
            "“We won.” (Ida Roe, of Tarn)",
            (MARKED, "( -LRB- punct won", SIGNED, ") -RRB- punct won"),
            (["Ida Roe, of Tarn"], ["("], ["“We won.”"]),
        ),
    ],
)
def test_a_paragraph_that_is_a_quotation_and_a_name_is_signed(text, rows, kept):
    """A dash and a name behind a quotation, or a name, an aside and a colon before it, say who speaks."""
    rows = [row.format(name="Ida") for row in rows]
    begin = text.index("Ida")
    doc = tree(text, *rows, ents=((begin, begin + 7, "PERSON"),))
    assert parts(doc) == [kept]


def test_a_dash_behind_a_quotation_that_nobody_signs_is_none():
    """Behind it stands no name, or a whole clause."""
    text = "“We won.” – said Ida Roe, of Tarn"
    rows = (MARKED, "– : punct won ; said VBD ROOT said", SIGNED.format(name="Ida").replace("root Ida", "nsubj said"))
    doc = tree(text, *rows, ents=((17, 24, "PERSON"),))
    assert all(cue != ["–"] for _, cue, _ in parts(doc))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("In the words of captain Rex Hale, the season was “a car crash.”", "captain Rex Hale", "the season was"),
        ("In the words of the mayor, Ida Lund, the park is “a swamp.”", "the mayor, Ida Lund", "the park is"),
        ("Rolf Dane told the paper that the deal was off, according to the Herald.", "Rolf Dane", "that the deal"),
        ("Ann Lind said she would sign and Rolf Beck that he would not.", "Rolf Beck", "that he would not"),
        ("“Never” (Ida Lund, mayor).", "Ida Lund, mayor", "“Never”"),
    ],
)
def test_words_are_those_of_whom_the_form_names(nlp, text, source, content):
    """In the words of X; X told a paper, according to another; a verb left out; a name in brackets."""
    last = nlp(text)._.attributions[-1]
    assert text[slice(*last.source[0])] == source
    assert text[slice(*last.content[0])].startswith(content)


@pytest.mark.model
def test_the_title_of_a_work_and_its_author_are_no_statement(nlp):
    """A title in capitals, or a year in the brackets."""
    assert not nlp("“The Long Sea” (Ida Lund). “Rain” (Ida Lund, 1998).")._.attributions
