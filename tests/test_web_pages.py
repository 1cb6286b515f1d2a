"""Web pages (`inputs/pages`): the words of an article in their place and order, and what is no article refused."""

import time

import pytest

from helpers.articles import ArticleError, from_text
from helpers.inputs import pages
from helpers.inputs.article import Options

LEDE = (
    "<p>The ferry to Port Ellery stopped on Tuesday after a fire in its kitchen, and nobody "
    "was hurt, the owners said.</p>"
)
LAST = (
    "<p>It is to sail again in the last week of May, when two new engines will have come from the yard at Wexley.</p>"
)


def read(body: str, head: str = "<title>Ferry stops after fire</title>", **options):
    page = f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return pages.read_page(page.encode(), "page.html", "page", Options(**options))


def article(middle: str, after: str = "", head: str = "<title>Ferry stops after fire</title>"):
    return read(f"<article><h1>Ferry stops after fire</h1>{LEDE}{middle}{LAST}</article>{after}", head)


def plain(text: str) -> str:
    return " ".join(text.split())


# Words in their place


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>Asked why, Tomas Vey answered: <q>Nobody asked the divers</q>.</p>",
            "answered: “Nobody asked the divers”.",
        ),
        (
            "<ul><li>Mara Quill called it <q>the <q>slowest</q> boat in Europe</q>, twice.</li></ul>",
            "called it “the ‘slowest’ boat in Europe”, twice.",
        ),
        (
            ("<p><q>We are leaving,</q> Ole Brandt told the <em>Courier</em>, <q>and we take the <b>boat</b>.</q></p>"),
            "“We are leaving,” Ole Brandt told the Courier, “and we take the boat.”",
        ),
        (
            "<p>It was <q cite='https://x.example'>a <q>death trap</q></q> and she should go, he said.</p>",
            "It was “a ‘death trap’” and she should go, he said.",
        ),
        ("<p>The vote on <time datetime='2026-05-01'>Friday</time> was close.</p>", "The vote on Friday was close."),
        (
            "<p>She <label>never</label> signed <data value='3'>three</data> of them.</p>",
            "She never signed three of them.",
        ),
        ("<p>H<sub>2</sub>O was on deck.<wbr> He <ins>did</ins> run.</p>", "H2O was on deck. He did run."),
    ],
)
def test_inline_words_stay_where_they_stand(html, text):
    found = article(html)
    assert text in plain(found.text)
    assert plain(found.text).index("kitchen") < plain(found.text).index(text) < plain(found.text).index("It is to sail")


def test_marks_that_were_written_out_are_noted():
    assert article("<p>He said <q>no</q> to <q>it</q>.</p>").notes == (
        "quotation marks were written where the page marks quotations by `<q>` or `<blockquote>`",
    )
    assert article("<p>He said “no” to it.</p>").notes == ()


@pytest.mark.parametrize(
    ("html", "words", "name"),
    [
        (
            "<blockquote><p>The roof was rotten in May.</p><cite>Hanne Dahl, roofer</cite></blockquote>",
            "“The roof was rotten in May.”",
            "— Hanne Dahl, roofer",
        ),
        (
            "<blockquote>Close it at once.<footer>— Lord Penn, <cite>Upper House</cite></footer></blockquote>",
            "“Close it at once.”",
            "— Lord Penn, Upper House",
        ),
        (
            (
                "<figure><blockquote><p>We lost three winters.</p></blockquote><figcaption>— Jo Tanner, "
                "farmer</figcaption></figure>"
            ),
            "“We lost three winters.”",
            "— Jo Tanner, farmer",
        ),
        (
            (
                "<blockquote><p>“I would not sail in it,” says the cook.</p><footer><cite>Pia Holm, "
                "engineer</cite></footer></blockquote>"
            ),
            "“I would not sail in it,” says the cook.",
            "— Pia Holm, engineer",
        ),
        (
            "<blockquote><p>First we waited.</p><p>Then we swam.</p><footer>Ana Ruiz</footer></blockquote>",
            "“First we waited. “Then we swam.”",
            "— Ana Ruiz",
        ),
    ],
)
def test_a_block_quote_keeps_its_words_and_who_said_them(html, words, name):
    text = plain(article(html).text)
    assert words in text
    assert text.index("kitchen") < text.index(words) < text.index(name) < text.index("It is to sail")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            (
                '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Never again on this line. <a '
                'href="https://t.co/x">pic.twitter.com/y</a></p>&mdash; Omar Quist (@oquist) <a '
                'href="https://twitter.com/x/1">March 3, 2024</a></blockquote>'
            ),
            "“Never again on this line.” — Omar Quist (@oquist) March 3, 2024",
        ),
        (
            (
                '<blockquote class="bluesky-embed"><p lang="en">We asked for boats.<br>We got a '
                'bridge.</p>&mdash; Ida Brandt (<a href="https://b.example/i">@ida.example</a>) <a '
                'href="https://b.example/1">May 2, 2026 at 9:14 PM</a></blockquote>'
            ),
            "“We asked for boats. We got a bridge.” — Ida Brandt (@ida.example) May 2, 2026 at 9:14 PM",
        ),
        (
            (
                '<div class="embed"><blockquote class="mastodon-embed"><p>No ferry, no votes.</p><p>— Kim '
                "Dahl (@kim@x.example)</p></blockquote></div>"
            ),
            "“No ferry, no votes.” — Kim Dahl (@kim@x.example)",
        ),
    ],
)
def test_an_embedded_post_keeps_its_words_and_who_posted_them(html, expected):
    text = plain(article(html).text)
    assert expected in text
    assert text.index("kitchen") < text.index(expected) < text.index("It is to sail")


def test_a_block_quote_of_nobody_stays_as_it_is():
    text = plain(article("<blockquote><p>No person shall fish within a mile of the pier.</p></blockquote>").text)
    assert "“" not in text
    assert text.index("kitchen") < text.index("No person shall") < text.index("It is to sail")


def test_a_live_blog_keeps_its_title_and_the_heads_of_its_entries():
    entries = "".join(
        f"<article class='post'><header><time>{hour}:32</time><h2>{head}</h2></header><p>{words}</p></article>"
        for hour, head, words in (
            (14, "Owners speak", "The owners have told passengers to go home. “It is over for today,” they said."),
            (
                13,
                "Kitchen sealed",
                ("Fire chief Otto Reyes says the kitchen was sealed. “Nobody was in it,” he added."),
            ),
            (12, "Smoke seen", "The head of Mill Lane School, Ana Ruiz, said pupils had seen smoke."),
        )
    )
    found = read(
        f"<main><h1>Ferry fire: live</h1><div>{entries}</div></main>", "<title>Ferry fire: live - Courier</title>"
    )
    assert found.title == "Ferry fire: live"
    kinds = {found.text[p.begin : p.end]: p.kind for p in found.paragraphs}
    words = list(kinds)
    assert [word for word in ("Owners speak", "Kitchen sealed", "Smoke seen") if word in words] == [
        "Owners speak",
        "Kitchen sealed",
        "Smoke seen",
    ]
    assert "“It is over for today,” they said." in found.text


# Dates


@pytest.mark.parametrize(
    "footer",
    [
        "<footer><p>© 2024 Harbour Times Ltd</p></footer>",
        "<div class='footer'>Copyright 2019–2025 The Courier</div>",
        "<p>© The Wexley Post 2022. All rights reserved.</p>",
        "<small>&copy;2021 Courier Media, registered in 1987</small>",
    ],
)
def test_a_footers_year_is_no_date(footer):
    assert article("<p>“It was loud,” said Ann Roe, who lives on the quay.</p>", footer).date == ""


@pytest.mark.parametrize(
    ("head", "before", "date"),
    [
        ("<meta property='article:published_time' content='2026-11-03T10:00:00Z'>", "", "2026-11-03"),
        ("", "<time datetime='2026-05-02T08:00'>2 May 2026</time>", "2026-05-02"),
        (
            '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "datePublished": "2026-03-04"}</script>',
            "",
            "2026-03-04",
        ),
    ],
)
def test_a_date_that_a_page_gives_is_kept(head, before, date):
    found = article(before, "<footer>© 2020 Courier</footer>", f"<title>Ferry stops after fire</title>{head}")
    assert found.date == date


# What is no article


@pytest.mark.parametrize(
    ("body", "title", "reason"),
    [
        (
            "<div id='root'></div><noscript>This site requires JavaScript. Please turn it on.</noscript>",
            "Ferry stops",
            "JavaScript",
        ),
        (
            "<app-root></app-root><p>Please enable JavaScript in your browser to view this page.</p>",
            "Ferry",
            "JavaScript",
        ),
        ("<div id='app'>Loading…</div><script src='/app.js'></script>", "The Courier", "JavaScript"),
        (
            (
                "<div id='__next'></div><script>window.x = {}</script><noscript>You need to enable "
                "JavaScript to run this app.</noscript>"
            ),
            "Vote",
            "JavaScript",
        ),
        (
            (
                "<h1>We value your privacy</h1><p>We and our 842 partners store and/or access information "
                "on a device, such as cookies, and process personal data. You may accept or manage your "
                "choices.</p><button>Accept all</button>"
            ),
            "The Courier",
            "consent",
        ),
        (
            (
                "<h1>Before you continue to The Courier</h1><p>We use cookies and data to deliver and "
                "maintain our services and to track outages. If you choose to “Accept all”, we will also "
                "use cookies to show personalised ads.</p>"
            ),
            "Before you continue",
            "consent",
        ),
        (
            (
                "<p>To read this page you have to consent to cookies.</p><p>With your consent, we and our "
                "partners use cookies to measure audiences.</p>"
            ),
            "Consent",
            "consent",
        ),
        (
            "<h1>404</h1><p>The page you are looking for may have been moved or deleted.</p>",
            "Page not found - Courier",
            "error",
        ),
        (
            (
                '<h1>Access Denied</h1><p>You don\'t have permission to access "http://x.example/a" on '
                "this server.</p><p>Reference #18.5d1f0</p>"
            ),
            "Access Denied",
            "error",
        ),
        (
            (
                "<h1>Just a moment...</h1><p>Checking if the site connection is secure. Verify you are "
                "human by completing the action below.</p>"
            ),
            "Just a moment...",
            "robot",
        ),
        (
            "<center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center>",
            "503 Service Temporarily Unavailable",
            "error",
        ),
        (
            (
                "<h1>Oops! Something went wrong</h1><p>We can’t find the page that you asked for. Try the "
                "search or go back to the front page.</p>"
            ),
            "Oops",
            "error",
        ),
        ("<h1>Sorry, this content isn't available</h1><p>The link may have expired.</p>", "Courier", "error"),
        ("<h1>451: Unavailable due to legal reasons</h1><p>You are in the EEA, it seems.</p>", "451", "error"),
        (
            (
                "<h1>Are you a robot?</h1><p>We have detected unusual traffic from your network. Please "
                "complete the captcha to go on.</p>"
            ),
            "Attention Required!",
            "robot",
        ),
    ],
)
def test_a_page_that_stands_in_an_articles_place_is_refused(body, title, reason):
    with pytest.raises(ArticleError, match=rf"page\.html .*{reason}.*\.$") as error:
        read(body, f"<title>{title}</title>")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "words",
    [
        (
            "<p>“We value your privacy,” the company said, and took 842 partners to court over cookies "
            "that they had stored.</p>"
        ),
        "<p>The page was not found for a week, and the council’s site answered 404, said the clerk, Ole Lund.</p>",
        "<p>“You need to enable JavaScript to run this app,” the town’s new site says to everybody over sixty.</p>",
        "<p>Please enable JavaScript to see the map.</p>",
        "<p>We use cookies to improve this site. Accept all.</p>",
    ],
)
def test_an_article_with_such_words_in_it_is_read(words):
    assert "in its kitchen" in article(words).text


CARDS = [
    ("Tunnel vote splits town", "“The tunnel is safe,” says the mayor, Ida Brandt, after a long night."),
    ("Nurses to strike in May", "The union’s head, Joan Adeyemi, says the offer is an insult. “We are done.”"),
    ("Dog wins prize at fair", "“She knew,” says owner Mia Kettler of her champion."),
    ("He said he was sorry", "The driver wept in court as the family of the girl looked on."),
    ("Two boats lost off Wexley", "The coastguard says that it looked for nine hours."),
]


@pytest.mark.parametrize(
    "card",
    [
        "<div class='card'><h2><a href='/a{0}'>{1}</a></h2><p>{2}</p><time>3 March 2024</time></div>",
        "<article><a href='/news/{0}'><h3>{1}</h3></a><p>{2}</p></article>",
        "<li><a href='https://x.example/{0}'>{1}</a><p>{2}</p></li>",
        "<p><a href='/s/{0}'>{1}</a></p><p>{2} <a href='/s/{0}'>Read more</a></p>",
    ],
)
def test_a_page_of_links_to_articles_is_refused(card):
    body = "".join(card.format(number, *words) for number, words in enumerate(CARDS))
    with pytest.raises(ArticleError, match=r"page\.html is a page of links"):
        read(f"<main><h1>News</h1>{body}</main>", "<title>News - The Courier</title>")


def test_an_article_with_links_and_headings_is_none():
    headings = "".join(f"<h2><a href='#{n}'>{head}</a></h2>{LEDE}" for n, (head, _) in enumerate(CARDS))
    related = "".join(f"<li><a href='/{n}'>Another story about {head}</a></li>" for n, (head, _) in enumerate(CARDS))
    found = article(headings, f"<h3>More stories</h3><ul>{related}</ul>")
    assert "It is to sail again" in found.text
    listed = "".join(
        f"<h2><a href='/{n}'>{head}</a></h2>"
        + "".join(
            f"<p>{part} {n} of the story of the boats that were lost off the coast near Wexley.</p>" for part in "ABC"
        )
        for n, (head, _) in enumerate(CARDS)
    )
    assert "It is to sail again" in article(listed).text


# Broken, huge


@pytest.mark.parametrize(
    "name", ["undefined", "idna", "punycode", "unicode_escape", "rot13", "base64", "x-user-defined", "none"]
)
def test_a_page_that_declares_no_real_encoding_is_read(name):
    body = f"<body><article>{LEDE}<p>A café – “no”.</p>{LAST}</article></body>"
    page = f"<html><head><meta charset='{name}'></head>{body}</html>"
    for encoding in ("utf-8", "cp1252"):
        found = pages.read_page(page.encode(encoding), "x", "x", Options())
        assert "A café – “no”." in found.text


def attributes(count: int) -> str:
    return f"<article {' '.join(f'data-a{n}=x' for n in range(count))}>{LEDE * 9}</article>"


def table(count: int) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>Ward {n}</td></tr>" for n in range(count))
    return f"<article>{LEDE * 9}<table>{rows}</table>{LAST}</article>"


def cells(count: int) -> str:
    return f"<article>{LEDE * 9}<table><tr>{'<td>x</td>' * count}</tr></table>{LAST}</article>"


def lists(count: int) -> str:
    return f"<article>{LEDE * 9}<ul>{'<li>Ward</li>' * count}</ul>{LAST}</article>"


def quotes(count: int) -> str:
    return f"<article>{LEDE * 9}<p>{'<q>' * count}x</p>{LAST}</article>"


def seconds(page: str) -> float:
    start = time.process_time()
    read(page)
    return time.process_time() - start


def tables(count: int) -> str:
    one = f"<table>{'<tr><td>x</td></tr>' * 200}</table>"
    return f"<article>{LEDE * 9}{one * (count // 200)}{LAST}</article>"


def marks(count: int) -> str:
    return f"<article>{LEDE * 9}<p>{'on <time>Friday</time> <q>x</q> ' * count}</p>{LAST}</article>"


@pytest.mark.parametrize("shape", [table, cells, tables, lists, quotes, marks])
def test_four_times_the_page_takes_about_four_times_as_long(shape):
    seconds(shape(50))
    assert seconds(shape(8000)) <= 5 * seconds(shape(2000)) + 1


def test_a_page_beyond_measure_is_refused():
    for page in (attributes(50_000), "<p>Ward</p>" * 60_000):
        with pytest.raises(ArticleError, match=r"page\.html has .*,000"):
            read(page)


def test_what_is_left_out_of_a_huge_page_is_noted():
    found = read(table(5000))
    assert "It is to sail again" in found.text
    assert any("table" in note for note in found.notes)


def test_a_page_cut_inside_a_tag_is_noted():
    page = f"<html><body><article><h1>Ferry</h1>{LEDE}{LEDE}<p class='bo"
    [note] = pages.read_page(page.encode(), "x", "x", Options()).notes
    assert "ends inside a tag" in note


def test_text_of_an_article_is_never_changed_by_itself():
    assert from_text("He said &ldquo;no&rdquo; to <b>it</b>.", id="x").text == "He said &ldquo;no&rdquo; to <b>it</b>."
