"""Furniture: what belongs to the page and not to the article is cut with its reason; sentences like it are kept."""

import pytest

from helpers.text.layouts import layout

BEFORE = (
    "Ferry stops after fire\n\nThe ferry to Port Ellery stopped on Tuesday, the owners said.\n\n"
    "“It was loud,” said Ann Roe, who lives on the quay.\n\n"
)
LAST = "It is to sail again in May, the owners said."
ARTICLE = (
    "Ferry stops after fire in kitchen\n\nThe ferry to Port Ellery stopped on Tuesday, the owners said.\n\n"
    "“It was loud,” said Ann Roe.\n"
)

BETWEEN = [
    "RELATED ARTICLE | Judge says the port must pay",
    "Our free weekly letter brings the best of our reporting to your inbox. Subscribe here.",
    "RELATED | Man held after crane theft says he was framed",
    "RELATED: Three held after port brawl",
    "Related | ‘I was framed,’ says man held after crane theft",
    "READ ALSO | Nurses to strike in May, union says",
    "READ MORE | Owners told staff to lie, court hears",
    "MORE ON THIS | What the fire chief said",
    "MORE | Owners said to be broke",
    "ALSO READ – Owners said to be broke",
    "Related story: Mayor says no to a second tunnel",
    "Watch | Mayor says she will not resign",
    "LIVE UPDATES | Ferry fire: what the owners said",
    "EXPLAINER | Why the ferry burned, according to experts",
    "[RELATED: Owners said to be broke]",
    ">> RELATED: Owners said to be broke",
    "Get the day’s top headlines sent to your inbox every morning. Sign up here.",
    "Sign up for The Tide, our weekly letter from the coast.",
    "This article first appeared in The Tide, our weekly newsletter. You can subscribe here.",
    "Like what you’re reading? Join 40,000 readers who get our Friday letter.",
    "Never miss a story — sign up for our morning newsletter.",
    "Want more news from the coast? Our newsletter is free.",
    "Mayor Ida Brandt says goodbye to staff at the town hall on Friday. (Ole Lund/The Harbour Times)",
    "Fans wait in the rain after the club said no. Photo: Mara Quill/Wexley Post",
    "A ferry leaves Port Ellery, Tuesday, March 3, 2026. (AP Photo/Jane Roe, File)",
    "Residents said they were angry. | Jo Tanner for The Post",
    "Mayor Ida Brandt speaks to reporters on Friday. JANE ROE/HARBOUR TIMES",
    "The quay, where Ann Roe said it was loud. Picture: Kim Dahl",
    "Chief Otto Reyes told reporters nobody was in it. (Courtesy of Wexley Fire Brigade)",
]

BEHIND = [
    "Dora Klein, a London-based freelance writer, is the author of two books on ferries.",
    "Jane Roe is the Harbour Times’ city hall reporter. She has covered the council since 2019.",
    "Tom Okafor covers courts for the Wexley Post. Reach him at tokafor@post.example or 555-0100.",
    "Ana Ruiz is a freelance journalist based in Port Ellery who writes about the sea.",
    "The writer is a former minister and author of “The Long Tide”.",
    "Kim Dahl is an award-winning investigative reporter who told the story of the cranes in 2021.",
    "About the author: Mara Quill writes about housing.",
    "Nils Dorf, a senior correspondent, has written for the Courier since 2004.",
    "Pia Holm is a staff writer at The Atlantic Shore.",
    "Contact reporter Saul Reed at sreed@post.example.",
    "The Harbour Project is supported by the Lund Foundation and by readers like you.",
    "This story was produced with support from the Fund for Coastal Reporting.",
    (
        "Disclosure: The Brandt Foundation has been a financial supporter of the Wexley Post, a "
        "nonprofit newsroom. Donors play no role in our journalism."
    ),
    "Funding for this coverage comes from the Quist Family Trust, which said it has no say in what we print.",
    "The Wexley Post is a nonprofit newsroom that is paid for by its members.",
    "This reporting was made possible by a grant from the Roth Centre.",
    "Support for Harbour Radio comes from the Lund Foundation, which says it works for clean seas.",
    "Correction, March 4: An earlier version misspelled the name of Ann Roe.",
    "This article was amended on 4 March 2026 because an earlier version said that two people were hurt.",
    "Because of an editing error, an earlier version of this article said the mayor had resigned. She has not.",
    "CORRECTION (May 3, 10:15 a.m.): A previous version said Roe was 61.",
    "Clarification: The owners said they would pay half, not all.",
    "For the record: 3:15 p.m. March 4: An earlier version said the ferry burned on Monday.",
    "*This story has been corrected to say the owners told staff on Tuesday.",
    "Editor’s note: Ann Roe said after publication that she lives in Wexley.",
    "A previous headline of this article said that the ferry had sunk.",
    "This post was updated at 4 p.m. to say the owners declined to comment.",
]

PRINTED = [
    "https://harbourtimes.example/tunnel 1/2",
    "03/03/2024, 10:12 Tunnel vote splits council | The Harbour Times",
    "https://x.example/a?p=1 Page 2 of 3",
    "3/3/24, 10:12 AM Ferry stops after fire - Harbour Times",
    "Page 2 of 3",
    "https://www.courier.example/2026/03/ferry 3/14",
    "Printed from https://x.example/ferry on 3 March 2026",
]

KEPT = [
    "Jane Roe is a nurse who covers the night shift on the ward.",
    "The festival is supported by the Lund Foundation, the mayor said.",
    "The correction, he said, was long due.",
    "Related to the fire is a second case, the police said.",
    "Ann Roe is a reporter, and she was on board.",
    "More than 40 people said they had heard it.",
    "Ole Lund, a former correspondent, told the court he had seen it.",
    "“The writer is a fool,” said the mayor.",
    "The reporter, Kim Dahl, covers courts and was asked to leave, she said.",
    "Support for the mayor comes from the villages, a poll says.",
    "The owners, he said (and he was under oath), lied.",
    "Watch out for the rocks, the coastguard told sailors.",
    "The paper is a nonprofit and cannot endorse anyone, its editor, Saul Reed, said.",
    "An earlier version of the bill said that ferries must carry boats.",
    "Two men | one boat | no ferry, the banner said.",
    "The quay is closed. (It was closed in 2019 too.)",
]

HEADS = [
    "1 of 2 DOCUMENTS",
    "Document 3 of 14",
    "2 of 5 DOCUMENTS\n\n\n               The Harbour Times\n\n             March 3, 2026 Sunday",
    "Page 1 of 3",
    "DOCUMENT 1 OF 1",
    "FOR IMMEDIATE RELEASE",
    "FOR IMMEDIATE RELEASE\nMarch 3, 2026\n\nContact: Jane Abel, 555-0100, jabel@x.example",
    "Contact: Jane Abel, press officer, jabel@x.example",
    "MEDIA CONTACT: Ole Lund, (555) 010-0199",
    "Press contact: Mara Quill\nmquill@x.example",
    "EMBARGOED UNTIL 6 A.M. MARCH 3",
    "News release\n\nContact: Kim Dahl\nPhone: 555-0100",
    "For more information, contact: Kim Dahl, 555-0100",
    "Media inquiries: press@x.example",
    "3/3/26, 10:12 AM Ferry stops after fire in kitchen - Harbour Times",
    "harbourtimes.example\n3 min read",
    "https://harbourtimes.example/a Page 1 of 2",
]


def cuts(text: str) -> list[str]:
    return [text[cut.begin : cut.end] for cut in layout(text).cuts if cut.reason]


@pytest.mark.parametrize("line", [*BETWEEN, *PRINTED])
def test_what_a_page_puts_between_paragraphs_is_cut(line):
    assert cuts(f"{BEFORE}{line}\n\n{LAST}") == [line]


@pytest.mark.parametrize("line", BEHIND)
def test_what_a_page_puts_behind_an_article_is_cut(line):
    assert cuts(f"{BEFORE}{LAST}\n\n{line}") == [line]


@pytest.mark.parametrize("line", KEPT)
def test_a_sentence_of_the_article_that_reads_like_furniture_is_kept(line):
    assert cuts(f"{BEFORE}{line}\n\n{LAST}") == []
    assert cuts(f"{BEFORE}{LAST}\n\n{line}") == []


@pytest.mark.parametrize(
    "below",
    [
        "harbourtimes.example\n3 min read",
        "www.courier.example",
        "https://wexleypost.example/fire 1/4",
        "ferry-news.example",
    ],
)
def test_a_small_letter_of_furniture_below_a_headline_does_not_hide_it(below):
    assert layout(f"Ferry stops after fire\n\n{below}\n\n{LAST}").title == "Ferry stops after fire"


@pytest.mark.parametrize("edition", ["First Edition", "Late City Edition", "Final Edition", "Sunday Edition"])
def test_an_archives_edition_is_no_headline(edition):
    head = f"2 of 5 DOCUMENTS\n\nThe Harbour Times\n\nMarch 3, 2026 Sunday\n{edition}\n\n"
    assert layout(head + ARTICLE).title == "Ferry stops after fire in kitchen"


@pytest.mark.parametrize("head", HEADS)
def test_what_stands_above_a_headline_is_not_the_headline(head):
    assert layout(f"{head}\n\n{ARTICLE}").title == "Ferry stops after fire in kitchen"
