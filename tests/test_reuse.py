"""Reuse: the same words elsewhere, by containment in the longest and never by chains; copies of articles."""

import time

import pytest

from helpers import reuse, tables

LONG = "We will rebuild the pier before winter, and nobody in this town will pay a crown more for it than they do now"


def quotes(*contents: str, form: str = "direct"):
    rows = [
        {"article_id": f"n{at}", "attribution_id": "a1", "form": form, "content": content}
        for at, content in enumerate(contents)
    ]
    return tables.frame("quotes", rows)


def families(*contents: str, **given) -> list[set[str]]:
    found = reuse.families(quotes(*contents, **given))
    return [set(own["article_id"]) for _, own in found.groupby("family_id")]


@pytest.mark.parametrize(
    ("part", "cut"),
    [
        (f"“{LONG}”", ""),
        ("“we will rebuild the pier before winter”", "cut"),
        ("“Nobody in this town will pay a crown more”", "cut"),
        ("“We will rebuild the pier before winter, and nobody will pay a crown more for it”", "cut inside"),
        ("“We will rebuild the old pier before winter, and nobody in this town will pay a crown more”", "reworded"),
        ("'rebuild the pier before'", "cut"),
    ],
)
def test_a_quotation_is_found_again_however_it_was_cut(part, cut):
    found = reuse.families(quotes(f"“{LONG},”", part))
    assert list(found["representative"]) == [True, False]
    assert list(found["cut"]) == ["", cut]


@pytest.mark.parametrize(
    "other",
    [
        "“The ward will close in spring,”",  # negated in the other
        "“The ward will not, we are told, open again in any spring that we shall see”",
        "“not close in”",  # three words
        "“spring in close not will ward the”",
    ],
)
def test_other_words_are_no_family(other):
    assert families("“The ward will not close in spring,”", other) == []


@pytest.mark.parametrize("words", ["pay-as-you-go", "state-of-the-art ward", "it's here – now", "a/b/c/d rule"])
def test_a_word_with_hyphens_is_one_and_a_mark_is_none(words):
    assert families(f"“{words}”", f"“{words}”") == []
    assert families(f"“{words} is what they want”", f"“{words} is what they want”") != []


def test_words_without_marks_are_compared_only_where_the_whole_is_quoted():
    assert (
        families("he said the pier would be rebuilt by winter", "the pier would be rebuilt by winter", form="indirect")
        == []
    )
    assert families(
        "the pier “would be rebuilt by winter or so”", "it “would be rebuilt by winter or so”", form="mixed"
    )


def test_no_family_is_a_chain():
    """The middle one shares words with both ends, which share none: it goes to the longer one."""
    ends = ["one two three four five six seven eight nine ten", "six seven eight nine ten eleven twelve thirteen"]
    found = families(*(f"“{words}”" for words in (*ends, "six seven eight nine ten")))
    assert found == [{"n0", "n2"}]


def test_a_quotation_twice_in_one_article_is_no_family():
    table = quotes(f"“{LONG}”", f"“{LONG}”").assign(article_id="n0")
    assert reuse.families(table).empty


# ---- articles ------------------------------------------------------------------------------------------------------

DONE = {
    "lamp": "lit",
    "gate": "shut",
    "wall": "cleared",
    "crane": "raised",
    "light": "seen",
    "clock": "wound",
    "bell": "rung",
}
STORY = " ".join(
    f"The {noun} of the harbour was {verb} at {hour} o’clock." for hour, (noun, verb) in enumerate(DONE.items())
)


def articles(*texts: str, **columns):
    rows = []
    for at, text in enumerate(texts):
        spans = {"paragraph_begins": [0], "paragraph_ends": [len(text)], "paragraph_kinds": ["body"]}
        rows.append(
            {"article_id": f"n{at}", "text": text, **spans, **{name: value[at] for name, value in columns.items()}}
        )
    return tables.frame("articles", rows)


def test_an_article_cut_short_or_added_to_is_a_copy():
    found = reuse.copies(articles(STORY, STORY[:150], f"{STORY} The gulls were fed by nobody in particular today."))
    assert set(found["article_id"]) == {"n0", "n1", "n2"}
    assert set(found["kind"]) == {"near duplicate"}


def test_one_long_quotation_in_common_makes_no_copy():
    others = [
        f"“{LONG},” the mayor said. " + STORY,
        f"“{LONG},” she told a full hall, in which not one hand was raised for it and many seats were soon empty",
    ]
    assert reuse.copies(articles(*others)).empty


@pytest.mark.parametrize(
    ("dateline", "byline", "outlet", "tag"),
    [
        ("MARL (AP)", "", "Post", "AP"),
        ("Marl, Nov. 3 (Northern Press)", "", "Post", "Northern Press"),
        ("", "Reuters", "Post", "Reuters"),
        ("", "By Marl Press Agency", "Post", "Marl Press Agency"),
        ("", "Reuters", "Reuters", ""),
        ("MARL", "Ada Quill", "Post", ""),
        ("MARL (June 9, 2005)", "", "Post", ""),
        ("MARL (Nov. 15)", "", "Post", ""),
        ("MARL (Tuesday)", "", "Post", ""),
        ("MARL (3 Sept 2005)", "", "Post", ""),
        ("MARL (May Press)", "", "Post", "May Press"),
        ("MARL (News24)", "", "Post", "News24"),
        ("MARL (Marl Post)", "", "Marl Post", ""),
    ],
)
def test_an_agency_is_known_by_what_the_article_says(dateline, byline, outlet, tag):
    assert reuse.tag(dateline, byline, outlet) == tag


def test_an_agency_text_alone_is_listed_as_that():
    found = reuse.copies(articles(f"MARL (AP) — {STORY}", dateline=["MARL (AP)"]))
    assert list(found["kind"]) == ["agency alone"]


def test_the_dateline_does_not_hide_a_copy():
    found = reuse.copies(articles(f"MARL (AP) — {STORY}", STORY, dateline=["MARL (AP)", ""]))
    assert list(found["kind"]) == ["agency copy"] * 2


def test_time_grows_with_the_words():
    """Four times the articles, of which a tenth are copies, take about four times as long and never sixteen."""

    def seconds(many: int) -> float:
        texts = [
            " ".join(f"w{(at - at % 10 * (at % 10 == 1)) * 7919 % 10_007}x{n}" for n in range(120))
            for at in range(many)
        ]
        table, taken = articles(*texts), []
        for _ in range(3):  # the best of three: whatever else the process holds is swept now and then
            start = time.process_time()
            reuse.copies(table)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(1200) < 9 * seconds(300)
