"""Layouts: what every paragraph of a text is."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import lexicons
from helpers.text.furniture import Rule, furniture_rules
from helpers.text.layouts import PARAGRAPH_KINDS, layout
from helpers.text.lines import BLANK
from helpers.text.normal import visible

ARTICLE = """Harbour town keeps its ferry, officials say

The ferry to Port Ellen will sail all winter, officials say.

“We need it,” said Ann Roe, who lives on the quay.

Related Content"""


def pieces(text, kind):
    return [text[paragraph.begin : paragraph.end] for paragraph in layout(text).paragraphs if paragraph.kind == kind]


def cuts(text):
    return {text[cut.begin : cut.end]: cut.reason for cut in layout(text).cuts}


def test_headline_body_and_related_content_are_told_apart():
    assert layout(ARTICLE).title == "Harbour town keeps its ferry, officials say"
    assert len(pieces(ARTICLE, "body")) == 2
    assert cuts(ARTICLE) == {"Related Content": "related links"}


def test_labelled_fields_are_read_without_their_labels():
    text = (
        "Headline: Mayor shuts ferry\nSubtitle: Islanders are angry\nPublisher: Harbour News\n"
        "Date: 3 November 2026\nBy Jane Roe\n\nPORT ELLEN, Nov. 3 (AP) — The ferry stopped.\n"
    )
    found = layout(text)
    assert pieces(text, "headline") == ["Mayor shuts ferry"] == [found.title]
    assert pieces(text, "subtitle") == ["Islanders are angry"]
    assert (found.outlet, found.date, found.byline) == ("Harbour News", "3 November 2026", "Jane Roe")
    assert text[slice(*found.dateline)] == "PORT ELLEN, Nov. 3 (AP)"
    assert pieces(text, "body") == ["PORT ELLEN, Nov. 3 (AP) — The ferry stopped."]


@pytest.mark.parametrize(
    ("first", "is_headline"),
    [
        ("Ferry stops after storm", True),
        ("Will the ferry ever sail again?", True),
        ("Mayor Shuts Harbour Ferry After Winter Storm.", True),
        ("Mayor stops island ferry for the winter.", True),
        ("Watch: Mayor falls into harbour", True),
        ("Source: mayor will resign", True),
        ("The town slept.", False),
        ("“Where is the boat?”", False),
        ("The mayor's list of complaints is long:", False),
        ("- a ferry", False),
        ("PORT ELLEN (AP) — The ferry stopped", False),
        ("word " * 50, False),
    ],
)
def test_a_headline_is_short_and_no_sentence_unless_the_lede_repeats_it(first, is_headline):
    text = f"{first}\n\nThe mayor of the island said on Tuesday that the ferry will not sail this winter.\n"
    assert (layout(text).title == first.strip()) is is_headline


def test_a_single_paragraph_is_no_headline():
    assert layout("Ferry stops after storm").title == ""


def test_a_dateline_after_it_makes_a_sentence_a_headline():
    text = "Nobody was hurt.\n\nPORT ELLEN — The ferry sank.\n"
    assert layout(text).title == "Nobody was hurt."


@pytest.mark.parametrize("line", ["By Jane Roe", "Nov. 3, 2026"])
def test_a_byline_or_a_date_after_it_makes_a_sentence_a_headline(line):
    found = layout(f"Nobody was hurt.\n\n{line}\n\nThe ferry sank on Tuesday.\n")
    assert found.title == "Nobody was hurt."
    assert [p.kind for p in found.paragraphs][2:] == ["body"]


def test_a_title_known_from_elsewhere_is_the_headline_whatever_it_looks_like():
    text = "It  was cold.\n\nThe harbour froze.\n"
    assert layout(text).title == ""
    assert layout(text, "It was cold").title == "It was cold."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE AND JOHN DOE", "JANE ROE AND JOHN DOE"),
        ("By Jean de la Croix | Harbour News", "Jean de la Croix | Harbour News"),
        ("By Reuters", "Reuters"),
        ("*By Jane Roe*", "Jane Roe"),
        ("By Monday Evening", ""),
        ("By the numbers", ""),
        ("By Land and Sea", ""),
        ("By Jane Roe's own account the ferry had sunk", ""),
    ],
)
def test_a_byline_holds_names_and_nothing_else(line, names):
    assert layout(f"Ferry stops\n\n{line}\n\nThe ferry stopped.\n").byline == names


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("Nov. 3, 2026", True),
        ("Published 3:04 PM EDT, Tue November 3, 2026", True),
        ("November 3, 2026 4:15 p.m. ET", True),
        ("2026-11-03", True),
        ("Monday", False),
        ("May 2026 be kind", False),
    ],
)
def test_a_date_line_holds_a_date_and_nothing_else(line, is_date):
    assert (layout(f"Ferry stops\n\n{line}\n\nThe ferry stopped.\n").date == line) is is_date


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        ("PORT ELLEN, Nov. 3 (AP) — The", "PORT ELLEN, Nov. 3 (AP)"),
        ("HARBOUR CITY (Reuters) - The", "HARBOUR CITY (Reuters)"),
        ("Harbour City (AFP) -- The", "Harbour City (AFP)"),
        ("NEWPORT QUAY, Va. - In", "NEWPORT QUAY, Va."),
        ("LONDON/PARIS — “We", "LONDON/PARIS"),
        ("NATO — the alliance", None),
        ("BREAKING — The", None),
        ("FIVE THINGS TO KNOW ABOUT THE FERRY - The", None),
        ("Jane Roe - The", None),
    ],
)
def test_a_dateline_is_found_at_the_head_of_the_body(head, dateline):
    text = f"Ferry stops\n\n{head} ferry stopped.\n"
    found = layout(text).dateline
    assert (found and text[slice(*found)]) == dateline


FURNITURE = {
    "Related:": "related links",
    "Related: Storm breaks pier": "related links",
    "Also on Harbour News:": "related links",
    "Read more": "related links",
    "READ MORE: Pier fire ‘was no accident’, says brigade": "related links",
    "MORE: Storms: what to do": "related links",
    "Related topics: Ferries | Storms | Islands": "related links",
    "Got a story? Email newsdesk@harbour.example": "follow us",
    "Image caption: The mayor said that the quay was hers. Picture: Ann Roe": "caption",
    "[Photo caption: The quay. Photograph: Ann Roe/Northpix]": "caption",
    "The ferry at the quay. Photograph: Ann Roe/Northpix": "caption",
    "Facebook Twitter WhatsApp Email": "share",
    "3 min read": "reading time",
    "Reading time: 4 minutes": "reading time",
    "Listen to this article": "video or audio",
    "Sign up to our newsletter": "newsletter",
    "This article is more than 2 years old": "update note",
    "View image in fullscreen": "photo credit",
    "Read the rest here.": "read elsewhere",
    "Read the rest of the story at The Harbour Post.": "read elsewhere",
    "Click here to see the map": "read elsewhere",
    "https://example.org/map": "read elsewhere",
    "Watch the full interview below:": "video or audio",
    "ADVERTISEMENT": "advertisement",
    "Story continues below": "advertisement",
    "Sign up for our newsletter": "newsletter",
    "Follow Jane Roe on Twitter @janeroe.": "follow us",
    "Follow us on Facebook": "follow us",
    "Share this": "share",
    "Photo: Jane Roe": "photo credit",
    "(Photo by Jane Roe/Getty Images)": "photo credit",
    "Jane Roe via Getty Images.": "photo credit",
    "Getty Images": "photo credit",
    "The quay at night. (Jane Roe/AFP/Getty Images)": "photo credit",
    "© 2026 Harbour News. All rights reserved.": "copyright",
    "Copyright 2026 The Harbour News": "copyright",
    "This story was updated at 4 p.m.": "update note",
    "This article has been corrected.": "update note",
    "An earlier version of this article said that the ferry sank.": "update note",
    "Contributed reporting: Jane Roe contributed to this report.": "credit line",
    "(Reporting by Jane Roe in Port Ellen; Editing by John Doe.)": "credit line",
    "Jane Roe contributed reporting.": "credit line",
    "* * *": "divider",
    "![quay](secret.txt)": "picture",
}


@pytest.mark.parametrize(("line", "reason"), FURNITURE.items())
def test_page_furniture_is_cut_with_its_reason(line, reason):
    text = f"Ferry stops\n\nThe ferry stopped.\n\n{line}\n\nNobody was hurt.\n"
    assert cuts(text) == {line: reason}
    assert pieces(text, "body") == ["The ferry stopped.", "Nobody was hurt."]


@pytest.mark.parametrize(
    "line",
    [
        "Read more carefully, the report says the opposite.",
        "Share prices fell.",
        "More: the council wants 40 boats.",
        "Topics: the mayor has many, and one is the ferry.",
        "Do you have a ticket? Call the harbour office before noon.",
        "Anyone with information is asked to call us at the police station.",
        "Email Brandl, who owns the quay, left.",
        "The mayor held up a picture. Photographs: three of them, all of the ramp.",
        "Listen to this story of a ferry and weep.",
        "Print and paper are dear.",
        "Silence.",
        "XXX",
        "212",
        "Share the burden.",
        "Click here to enter, the sign on the door said.",
        "Follow us, the captain shouted.",
        "Follow the money, and the harbour tells a story.",
        "Advertisement revenue fell.",
        "Photo: the mayor said that it was hers.",
        "Sign up to get help, the council told islanders.",
        "Related companies paid the bill.",
        "Copyright law changes next year.",
        "Comments by the mayor were loud.",
        "Watch the ferry, he told her.",
        "More from the mayor than from him.",
        "Contributing to the fund was hard.",
        "You can see the harbour from here.",
        "See the harbour from here.",
        "Getty bought the pier.",
        "Video shows the mayor on the quay.",
        "This report was updated by the agency in June, officials say.",
        "“Subscribe now,” the mayor said.",
        "She contributed to this report of the council and regretted it.",
    ],
)
def test_a_body_paragraph_that_begins_like_furniture_is_kept(line):
    text = f"Ferry stops\n\nThe ferry stopped.\n\n{line}\n\nNobody was hurt.\n"
    assert line in pieces(text, "body")
    assert cuts(text) == {}


def test_a_list_of_links_is_cut_up_to_the_next_sentence():
    text = "Ferry stops\n\nIt stopped.\n\nMore from Harbour News\nStorm breaks pier\nFive things\n\nIt was late.\n"
    assert set(cuts(text).values()) == {"related links"}
    assert len(cuts(text)) == 3
    assert pieces(text, "body") == ["It stopped.", "It was late."]


def test_many_short_paragraphs_after_a_heading_are_no_list_of_links():
    text = "Ferry stops\n\nIt stopped.\n\nRelated\n\n" + "\n\n".join(f"Item {number}" for number in range(40))
    assert len(cuts(text)) == 1


def test_comments_are_cut_to_the_end_only_behind_the_article():
    end = "Ferry stops\n\nThe ferry stopped on Tuesday.\n\n12 Comments\n\nGood!\n\nNo.\n"
    assert set(cuts(end)) == {"12 Comments", "Good!", "No."}
    early = "Ferry stops\n\n12 Comments\n\nThe ferry stopped on Tuesday, and nobody was hurt.\n\nIt was late.\n"
    assert set(cuts(early)) == {"12 Comments"}


def test_furniture_before_the_headline_does_not_hide_it():
    text = "Advertisement\n\nFerry stops\n\nThe ferry stopped.\n"
    assert layout(text).title == "Ferry stops"


def test_single_line_breaks_end_paragraphs():
    text = "Ferry stops\nThe ferry stopped.\nNobody was hurt.\n"
    assert [paragraph.kind for paragraph in layout(text).paragraphs] == ["headline", "body", "body"]


WRAPPED = """The ferry to Port Ellen has stopped sailing, and the mayor of
the harbour town does not know when it will sail again, as
President Roe and her ministers were told on Tuesday.

On Wednesday the wind dropped, and the boats of the island went
out again, with fish and with mail.
"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_one_paragraph(line_break):
    text = WRAPPED.replace("\n", line_break)
    assert [part.split()[0] for part in pieces(text, "body")] == ["The", "On"]


NAMES_WRAPPED = """A poll of Harbour House shows that islanders in households making over
$100,000 a year have left the Quay Party, which Mr. Ole Lind leads from
Port Ellen, in favor of Ms. Roe. He was asked about it at the pier of
Ormsea on Tuesday, and said it again at Arvenholt on Friday as the old
Lighthouse was opened by President Ada Castell, who laughed at it and
Mr. Lind. She goes to see the Island Council next.

Nobody else was there.
"""


def test_wrapped_lines_that_seldom_begin_in_lower_case_are_one_paragraph():
    assert [part.split()[0] for part in pieces(NAMES_WRAPPED, "body")] == ["A", "Nobody"]


@pytest.mark.parametrize("word", ["Ormsea: the", "- the"])
def test_a_wrapped_line_that_only_looks_like_a_label_or_an_item_goes_on(word):
    """Behind a full line in which no sentence ends."""
    text = WRAPPED.replace("mayor of\nthe harbour town does not", f"mayors of\n{word} harbour does not")
    assert [part.split()[0] for part in pieces(f"{WRAPPED}\n{text}", "body")] == ["The", "On", "The", "On"]


@pytest.mark.parametrize("line", ["Ormsea: the harbour is shut.", "- the harbour is shut.", "# the harbour is shut"])
def test_a_label_an_item_or_a_heading_in_wrapped_text_stays_apart_behind_a_sentence(line):
    text = WRAPPED.replace("on Tuesday.\n", f"on Tuesday.\n{line}\n")
    assert len([piece for kind in ("body", "subtitle") for piece in pieces(text, kind)]) == 3


def test_a_labelled_headline_may_be_wrapped():
    head = "Headline: Ferry to Port Ellen stops, and the mayor of the\ntown is asked\nPublisher: Harbour News"
    found = layout(f"{head}\n\n{WRAPPED}")
    assert found.title == "Ferry to Port Ellen stops, and the mayor of the town is asked"
    assert found.outlet == "Harbour News"


def test_fields_have_plain_blanks_and_nothing_that_nobody_sees():
    found = layout(f"\ufeffFerry\u00a0stops  again\u200b\n\nBy\u202fJa\u00adne Roe\n\n{WRAPPED}")
    assert (found.title, found.byline) == ("Ferry stops again", "Jane Roe")


def test_lines_of_wrapped_text_that_are_not_full_stay_apart():
    text = f"Ferry stops\nBy Jane Roe\n\n{WRAPPED}"
    assert layout(text).title == "Ferry stops"
    assert layout(text).byline == "Jane Roe"
    assert len(pieces(text, "body")) == 2


def test_markdown_headings_leave_the_number_signs_out():
    text = "# Ferry stops\n\nThe ferry stopped.\n\n## What next ##\n\nNobody knows.\n"
    assert layout(text).title == "Ferry stops"
    assert pieces(text, "subtitle") == ["What next"]


def test_front_matter_gives_its_fields_and_is_cut():
    text = "---\ntitle: Ferry stops\nauthor: Jane Roe\nlayout: post\ndate: 2026-11-03\n---\n\nThe ferry stopped.\n"
    found = layout(text)
    assert (found.title, found.byline, found.date) == ("Ferry stops", "Jane Roe", "2026-11-03")
    assert pieces(text, "body") == ["The ferry stopped."]


def test_every_furniture_pattern_has_a_reason_and_compiles():
    pattern, rules = furniture_rules()
    rows = lexicons.rows("furniture")
    assert pattern.groups == len(rows) == len(rules)
    assert all(row["reason"] and row["why"] for row in rows)
    assert all(isinstance(rule, Rule) and rule.opens in ("", "links", "comments", "next") for rule in rules)


BODY = (
    "The ferry to Port Ellen stopped on Tuesday after the storm broke its ramp, and nobody knows when it will sail.\n\n"
    "Nobody was hurt, the harbour master said, but the island has mail for a week only.\n"
)
TITLE = "Island ferry stops after winter storm"


def head(text: str) -> tuple[str, str, str]:
    found = layout(text)
    return found.title, found.byline, found.date


@pytest.mark.parametrize(
    ("lines", "author", "date"),
    [
        (f"TRANSPORT\n{TITLE}\nBy Jane Roe\nUpdated 5 hours ago", "Jane Roe", ""),
        (f"Home > News > Local\n\n{TITLE}\n\nBy Jane Roe in Port Ellen", "Jane Roe in Port Ellen", ""),
        (f"News|Transport\n{TITLE}\nPublished On 3 May 2026", "", "Published On 3 May 2026"),
        (
            f"Home / News / Local\n{TITLE}\nStaff Reporter\nMay 3, 2026\nFacebook\nX\nEmail",
            "Staff Reporter",
            "May 3, 2026",
        ),
        (f"{TITLE}\nJane Roe, Political Correspondent\nMay 3rd, 2026\n3 min read", "Jane Roe", "May 3rd, 2026"),
        (
            f"{TITLE}\nJane Roe Political editor\nSun 3 May 2026 12.01 BST\nShare",
            "Jane Roe",
            "Sun 3 May 2026 12.01 BST",
        ),
        (f"{TITLE}\nJane Roe\nLocal democracy reporter\n03/05/2026", "Jane Roe", "03/05/2026"),
        (f"{TITLE}\n3 hours ago\nJane Roe\nHarbour News, Port Ellen\nShare", "Jane Roe", ""),
        (f"{TITLE}\nTom Brandl at Mill Lane\nSat 9 May 2026 18.42 GMT", "Tom Brandl", "Sat 9 May 2026 18.42 GMT"),
        (f"{TITLE}\nJane Roe | Harbour News | 3 May 2026 | 4 min read", "Jane Roe", "3 May 2026"),
        (f"{TITLE}\nPosted on 2026/05/03 by Jane Roe", "Jane Roe", "Posted on 2026/05/03"),
        (
            f"{TITLE}\nWritten by Jane Roe\nPort Ellen | Updated: May 3, 2026 10:02 IST",
            "Jane Roe",
            "Updated: May 3, 2026 10:02 IST",
        ),
        (
            f"{TITLE}\nBy JANE ROE FOR THE HARBOUR MAIL\nPublished: 21:04, 3 May 2026 | Updated: 22:10, 3 May 2026",
            "JANE ROE FOR THE HARBOUR MAIL",
            "21:04, 3 May 2026 | Updated: 22:10, 3 May 2026",
        ),
        (
            f"{TITLE}\nBy Jane Roe\nMay 3, 20263:04 PM GMT+1Updated 2 hours ago",
            "Jane Roe",
            "May 3, 20263:04 PM GMT+1Updated 2 hours ago",
        ),
        (
            f"{TITLE}\nPublished - May 03, 2026 10:02 am IST - PORT ELLEN\n\nJANE ROE",
            "JANE ROE",
            "Published - May 03, 2026 10:02 am IST - PORT ELLEN",
        ),
        (
            f"{TITLE}\nBy Jane Roe\nLast modified on Mon 4 May 2026 07.10 BST",
            "Jane Roe",
            "Last modified on Mon 4 May 2026 07.10 BST",
        ),
        (
            f"{TITLE}\nListen to this article · 6:41 min\nShare full article\n212\nBy Jane Roe\nToday at 4:15 p.m.",
            "Jane Roe",
            "",
        ),
    ],
)
def test_heads_as_papers_paste_them_come_apart(lines, author, date):
    text = f"{lines}\n\n{BODY}"
    assert head(text) == (TITLE, author, date)
    assert len(pieces(text, "body")) == 2


def test_no_body_begins_before_a_byline():
    text = f"{TITLE}\nThe council knew. It says it lacked the money.\nRamp 0-1 Storm\nBy Jane Roe\n\n{BODY}"
    assert pieces(text, "subtitle") == ["The council knew. It says it lacked the money.", "Ramp 0-1 Storm"]
    short = "Ferry stops\n\nThe ferry stopped on Tuesday.\n\nNobody was hurt.\n\nBy Jane Roe\n"
    assert layout(short).byline == ""
    assert len(pieces(short, "body")) == 3


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("FERRY STOPS AFTER STORM\nMayor says repairs may take months", "FERRY STOPS AFTER STORM"),
        ("FERRY STOPS\nMayor says repairs may take months", "FERRY STOPS"),
        ("Imports > exports for first time in a decade", "Imports > exports for first time in a decade"),
        ("Ferries > bridges\nWhy islands are better off", "Ferries > bridges"),
        ("Politics", "Politics"),
        ("Opinion divided over ferry\nIslanders wait", "Opinion divided over ferry"),
        ("Sport | The ferry that raced the storm", "Sport | The ferry that raced the storm"),
    ],
)
def test_a_headline_that_looks_like_a_label_is_the_headline(lines, title):
    text = f"{lines}\nBy Jane Roe\n\n{BODY}"
    assert layout(text).title == title
    assert cuts(text) == {}


def test_a_title_known_from_elsewhere_is_the_headline_below_another_line():
    found = layout(f"Tides and trouble\n{TITLE}\nBy Jane Roe\n\n{BODY}", TITLE)
    assert [paragraph.kind for paragraph in found.paragraphs][:3] == ["subtitle", "headline", "byline"]
    assert found.title == TITLE


def test_words_in_capitals_that_may_be_a_label_are_kept():
    text = f"TIDES AND TROUBLE\nIslanders wait for mail as harbour stays shut\nBy Jane Roe\n\n{BODY}"
    assert layout(text).title == "Islanders wait for mail as harbour stays shut"
    assert pieces(text, "subtitle") == ["TIDES AND TROUBLE"]


@pytest.mark.parametrize(
    "lines",
    [
        "Jane Roe, harbour editor of the Post, dies at 80\n3 May 2026",
        "Port Ellen\n3 May 2026",
        "Nobody Hurt in Harbour\nShare",
        "Ann Roe Named Harbour Editor\n3 May 2026",
        "Harbour Town Loses Its Boats\n3 May 2026",
        "Island Faces Winter\n3 May 2026",
    ],
)
def test_a_subtitle_that_could_be_a_name_is_no_byline(lines):
    text = f"{TITLE}\n{lines}\n\n{BODY}"
    assert layout(text).byline == ""
    assert pieces(text, "subtitle") == lines.split("\n")[:1]


def test_whom_the_article_is_about_is_not_its_author():
    text = f"Island mourns its captain\nJane Roe\n3 May 2026\n\nJane Roe, who has died at 80, was calm.\n\n{BODY}"
    assert layout(text).byline == ""


def test_a_button_that_could_be_a_word_is_cut_beside_others_only():
    text = f"{TITLE}\n\n{BODY}\nX\n\nNo.\n\nEmail\n\nIt sank.\n\nShare\nFacebook\nX\nEmail\n"
    assert [cut.reason for cut in layout(text).cuts] == ["share"] * 4
    assert pieces(text, "body")[2:] == ["X", "No.", "Email", "It sank."]


def test_a_caption_under_its_label_goes_with_it():
    text = f"{TITLE}\n\nImage source, PA Media\nImage caption,\nThe ferry at the quay\n\n{BODY}"
    assert cuts(text)["The ferry at the quay"] == "caption"
    assert len(pieces(text, "body")) == 2


def test_a_note_on_who_wrote_it_is_cut_at_the_end_where_the_article_tells_nothing_of_them():
    note = "Jane Roe is a reporter based in Port Ellen."
    assert cuts(f"{TITLE}\nBy Jane Roe\n\n{BODY}\n{note}\n") == {note: "note on the author"}
    assert cuts(f"{TITLE}\n\n{BODY}\n{note}\n") == {note: "note on the author"}
    assert cuts(f"{TITLE}\n\n{BODY}\nThe ferry hit Jane Roe on the quay.\n\n{note}\n") == {}
    assert cuts(f"{TITLE}\nBy Jane Roe\n\n{note}\n\n{BODY}\n{BODY}") == {}


def test_when_the_page_was_changed_is_no_body_at_its_end_either():
    text = f"{TITLE}\n\n{BODY}\nFirst published: 3 May 2026, 10:02 IST\n\nUpdated plans are due in May 2026.\n"
    assert layout(text).date == "First published: 3 May 2026, 10:02 IST"
    assert pieces(text, "body")[2:] == ["Updated plans are due in May 2026."]


LINES = st.sampled_from(
    [*FURNITURE, "Ferry stops", "By Jane Roe", "The ferry stopped.", "“No,” said Roe", "\r\n", "", " ", "\u2028", "\f"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(LINES, max_size=20).map("\n".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_paragraphs_are_in_order_trimmed_and_apart(text):
    found = layout(text)
    assert all(0 <= paragraph.begin < paragraph.end <= len(text) for paragraph in found.paragraphs)
    assert all(first.end <= second.begin for first, second in pairwise(found.paragraphs))
    for paragraph in found.paragraphs:
        words = text[paragraph.begin : paragraph.end]
        assert words == words.strip()
        assert paragraph.kind in PARAGRAPH_KINDS
    kept = [(paragraph.begin, paragraph.end) for paragraph in found.paragraphs if paragraph.kind == "cut"]
    assert kept == [(cut.begin, cut.end) for cut in found.cuts]


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_characters=":#"), max_size=200), st.text("a.A\n\r (“", max_size=99)
    )
)
def test_every_character_is_in_a_paragraph_where_no_label_or_mark_is_left_out(text):
    """But for white space and what nobody sees."""
    covered = {place for found in layout(text).paragraphs for place in range(found.begin, found.end)}
    assert all(place in covered for place, char in enumerate(text) if char not in BLANK and visible(char).text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "“" * 100_000,
        "The mayor said “no” to it. " * 40_000,
        "Related\n" * 20_000,
        "x\n" * 50_000,
        " \n" * 99_999,
        f"{ARTICLE}\n" + f"Share x{' ' * 40}{('email' + ' ' * 30) * 12}!\n" * 100,
        f"{ARTICLE}\n" + f"Did you {'? email ' * 50}?\n" * 100,
    ],
    ids=["parentheses", "marks", "one line", "furniture", "short lines", "blank", "buttons", "questions"],
)
def test_no_text_takes_long(text):
    start = time.process_time()
    layout(text)
    assert time.process_time() - start < 5


def test_what_a_service_kept_back_is_no_part_of_the_last_paragraph():
    text = "The dam broke at six.\n\n“We were told it was safe… [+2219 chars]\n"
    found = layout(text)
    assert [(text[cut.begin : cut.end], cut.reason) for cut in found.cuts] == [("[+2219 chars]", "cut by the service")]
    assert text[slice(found.paragraphs[-2].begin, found.paragraphs[-2].end)] == "“We were told it was safe…"
