"""Articles: reading anything into `Article`."""

import gzip
import io
import json
import re
import string
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from served import served

from helpers import articles
from helpers.articles import ArticleError, from_text, read, read_all, read_stream, slug
from helpers.inputs import addresses

TEXT = "Ferry stops, mayor says\n\nPORT ELLEN (AP) — The ferry stopped on Tuesday.\n\n“We need it,” said Ann Roe.\n"

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferry stops – Harbour News</title>
<meta property="og:site_name" content="Harbour News"><meta name="author" content="Jane Roe">
<meta property="og:title" content="Ferry stops after café fire">
<meta property="article:published_time" content="2026-11-03T10:00:00Z"></head><body><nav>Home News Sport</nav><article>
<p>PORT ELLEN (AP) — The ferry stopped on Tuesday after a fire in its café, officials said, and nobody was hurt.</p>
<p>“It was loud,” said Ann Roe, who lives on the quay near the old harbour. “I have never heard such a thing.”</p>
<p>The mayor said that the ferry will not sail before the end of the week, when the wind is expected to drop.</p>
</article><footer>About us | Contact</footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(place, **options):
    [article] = read(place, **options)
    return article


# From text


def test_an_article_knows_its_text_title_dateline_and_paragraphs():
    article = from_text(TEXT, id="ferry")
    assert (article.id, article.text, article.title) == ("ferry", TEXT, "Ferry stops, mayor says")
    assert article.dateline == "PORT ELLEN (AP)"
    assert [paragraph.kind for paragraph in article.paragraphs] == ["headline", "body", "body"]
    assert article.notes == ()


def test_fields_that_are_given_win_over_those_in_the_text():
    article = from_text(f"Headline: A\nBy Jane Roe\nDate: 2 May 2026\n\n{TEXT}", id="x", title="B", date="2026-11-03")
    assert (article.title, article.byline, article.date) == ("B", "Jane Roe", "2026-11-03")


@pytest.mark.parametrize(
    ("text", "note"), [("", "no text"), (" \n\t\n", "no text"), ("Hello", "too short"), ("* * *", "no text")]
)
def test_texts_without_words_are_articles_with_a_note(text, note):
    article = from_text(text, id="x")
    assert (article.text, article.notes) == (text, (note,))


def test_text_that_is_not_english_gets_a_note():
    german = "Die Fähre fährt nicht mehr, und der Bürgermeister sagte, dass es eine Woche dauert. " * 5
    assert from_text(german, id="x").notes == ("does not look like English",)


def test_broken_characters_are_replaced_one_for_one_and_counted():
    article = from_text("The \0mayor\ud800 said \x1b[1mno\x1b[0m.", id="x", title="A\0B")
    assert article.text == "The \ufffdmayor\ufffd said     no    ."
    assert article.title == "A\ufffdB"
    assert article.notes == ("10 control or broken characters were replaced one for one",)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_ordinary_text_is_kept_character_for_character(text):
    article = from_text(text, id="x")
    assert article.text == text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    for paragraph in article.paragraphs:
        assert text[paragraph.begin : paragraph.end].strip()


# Ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ferry stops!", "ferry-stops"),
        ("Übergröße Łódź København", "ubergrosse-lodz-kobenhavn"),
        ("../../x", "x"),
        ("con", "article-con"),
        ("COM1", "article-com1"),
        ("a" * 300, "a" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_a_slug_is_safe_for_files(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["café", "Über-Straße", "łódź news", "naïve", "東京", "a\u0301"])
def test_a_file_has_the_same_id_where_python_cannot_read_its_name(name):
    assert slug(name.encode().decode("ascii", "surrogateescape")) == slug(name)


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_a_slug_is_never_empty_long_or_strange(name):
    made = slug(name)
    assert 0 < len(made) <= 80
    assert set(made) <= set(string.ascii_lowercase + string.digits + "_-")
    assert slug(made) == made


def test_names_without_letters_get_different_slugs():
    smile, frown = slug("🙂"), slug("🙃")
    assert all(re.fullmatch("article-[0-9a-f]{8}", made) for made in (smile, frown))
    assert smile != frown


def test_a_given_id_is_kept_where_it_is_safe_and_noted_where_not(tmp_path):
    rows = [{"id": identity, "text": TEXT} for identity in ("Post_2026-09-12.v1", "a/b", "con", 7, "..")]
    found = read(write(tmp_path, "x.json", json.dumps(rows)))
    assert [article.id for article in found][:4] == ["Post_2026-09-12.v1", "a-b", "article-con", "7"]
    assert found[4].id.startswith("article-")
    assert found[1].notes == ("its id was given as 'a/b'",)
    assert found[0].notes == ()


def test_ids_are_distinct_where_files_ignore_case(tmp_path):
    rows = [{"id": identity, "text": TEXT} for identity in ("a", "A", "a-2", "a", "b" * 90, "b" * 91)]
    found = [article.id for article in read(write(tmp_path, "x.json", json.dumps(rows)))]
    assert found[:4] == ["a", "A-2", "a-2-2", "a-3"]
    assert found[4:] == ["b" * 80, "b" * 78 + "-2"]


def test_many_articles_of_one_id_take_no_long_time():
    lines = "".join(json.dumps({"id": "x", "text": "The ferry."}) + "\n" for _ in range(3000))
    found = articles.distinct(read_stream(io.StringIO(lines)))
    assert len({article.id.casefold() for article in found}) == 3000


# Text files


def test_text_and_markdown_are_read_as_they_are(tmp_path):
    crlf = TEXT.replace("\n", "\r\n")
    article = only(write(tmp_path, "Ferry Stops.txt", crlf))
    assert (article.text, article.id, article.path) == (crlf, "ferry-stops", str(tmp_path / "Ferry Stops.txt"))
    markdown = "# Ferry stops\n\nThe *ferry* [stopped](x).\n\n![x](secret.txt)\n"
    article = only(write(tmp_path, "note.md", markdown))
    assert (article.text, article.title) == (markdown, "Ferry stops")


def test_a_file_without_a_known_suffix_is_read_as_text(tmp_path):
    assert only(write(tmp_path, "wire.log", TEXT)).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_recognised(tmp_path, encoding):
    article = only(write(tmp_path, "x.txt", TEXT.encode(encoding)))
    assert article.text == TEXT
    assert article.notes == (("read as cp1252: a guess",) if encoding == "cp1252" else ())


def test_a_named_encoding_overrides_or_fails_in_one_sentence(tmp_path):
    path = write(tmp_path, "x.txt", "Señor Núñez".encode("latin-1"))
    assert only(path, encoding="latin-1").text == "Señor Núñez"
    with pytest.raises(ArticleError, match=r"x\.txt: the bytes do not fit the encoding 'utf-8'"):
        read(path, encoding="utf-8")


def test_text_over_the_limit_is_refused_with_the_name_of_the_parameter(tmp_path):
    path = write(tmp_path, "x.txt", "word " * 100)
    with pytest.raises(ArticleError, match="500 characters and the limit is 499: set --article-limit"):
        read(path, limit=499)
    assert len(only(path, limit=500).text) == 500
    with pytest.raises(ArticleError, match="more than 40 bytes, the most for a limit of 10 characters"):
        read(path, limit=10)


@pytest.mark.parametrize(("data", "kind"), [(b"%PDF-1.4 x", "PDF"), (b"\x89PNG\r\n", "a PNG"), (b"PK\x03\x04x", "ZIP")])
def test_a_binary_file_named_txt_is_refused(tmp_path, data, kind):
    with pytest.raises(ArticleError, match=rf"x\.txt: looks like {kind}"):
        read(write(tmp_path, "x.txt", data))


def test_packed_text_is_read_and_a_bomb_is_stopped(tmp_path):
    assert only(write(tmp_path, "ferry.txt.gz", gzip.compress(TEXT.encode()))).text == TEXT
    lines = json.dumps({"text": TEXT}) + "\n"
    assert len(read(write(tmp_path, "wire.jsonl.gz", gzip.compress(lines.encode() * 3)))) == 3
    bomb = gzip.compress(b" " * 30_000_000)
    for name in ("bomb.txt.gz", "bomb.jsonl.gz"):
        with pytest.raises(ArticleError, match=r"has more than .* bytes"):
            read(write(tmp_path, name, bomb), limit=10_000)


# Places


def test_a_missing_file_is_an_error_with_the_nearest_name(tmp_path):
    write(tmp_path, "harbour.txt", TEXT)
    with pytest.raises(ArticleError, match=r"There is no .*harbor\.txt: the nearest name is .*harbour\.txt\.") as error:
        read(tmp_path / "harbor.txt")
    assert "\n" not in str(error.value)
    with pytest.raises(ArticleError, match="there is no folder"):
        read(tmp_path / "nowhere" / "x.txt")


@pytest.mark.parametrize("place", ["", "  ", "a\0b", "ftp://example.org/x", "file:///etc/hostname", "x" * 5000, "a**b"])
def test_places_that_are_none_are_one_sentence(place):
    with pytest.raises(ArticleError) as error:
        read(place)
    assert "\n" not in str(error.value)


def test_a_folder_is_read_by_path_without_hidden_files_and_links(tmp_path):
    for name in ("b.txt", "a/c.md", "a/.hidden.txt", ".git/d.txt", "picture.png"):
        write(tmp_path / "in", name, TEXT)
    secret = write(tmp_path, "secret.txt", "secret")
    (tmp_path / "in" / "link.txt").symlink_to(secret)
    (tmp_path / "in" / "linked").symlink_to(tmp_path)
    assert [article.id for article in read(tmp_path / "in")] == ["c", "b"]
    assert [article.id for article in read(f"{tmp_path}/in/*.txt")] == ["b"]
    assert [article.id for article in read(f"{tmp_path}/in/**/*.md")] == ["c"]
    assert [article.id for article in read(f"{tmp_path}/in/*/*.md")] == ["c"]
    with pytest.raises(ArticleError, match="No file matches"):
        read(f"{tmp_path}/in/linked*/*.txt")


def test_a_folder_or_glob_without_articles_is_an_error(tmp_path):
    write(tmp_path, "x.png", b"\x89PNG")
    with pytest.raises(ArticleError, match="holds no file that can be read"):
        read(tmp_path)
    with pytest.raises(ArticleError, match="No file matches"):
        read(f"{tmp_path}/*.txt")


def test_same_names_in_two_folders_get_ids_of_their_own(tmp_path):
    write(tmp_path, "a/x.txt", TEXT)
    write(tmp_path, "b/x.txt", TEXT)
    assert [article.id for article in read(tmp_path)] == ["x", "x-2"]


def test_read_all_keeps_the_good_ones_and_says_what_is_wrong_with_the_others(tmp_path):
    write(tmp_path, "in/a.txt", TEXT)
    write(tmp_path, "in/b.txt", b"%PDF-1.4")
    write(tmp_path, "in/c.jsonl", json.dumps({"text": TEXT}) + "\nno json\n" + json.dumps({"text": TEXT}))
    write(tmp_path, "in/d.csv", "title\nFerry\n")
    write(tmp_path, "in/e.txt", "")
    good, errors = read_all([tmp_path / "in", tmp_path / "none.txt"])
    assert [article.id for article in good] == ["a", "c-1", "c-3", "e"]
    assert [type(error) for error in errors] == [ArticleError] * 4
    text = "\n".join(map(str, errors))
    assert "looks like PDF" in text
    assert "c.jsonl, line 2 is no JSON" in text
    assert "no column `text`" in text
    assert "none.txt" in text
    with pytest.raises(ArticleError, match="looks like PDF"):
        read(tmp_path / "in")


# Objects and rows


def test_objects_give_their_fields_and_keep_their_text(tmp_path):
    row = {
        "id": "f1",
        "text": f"\ufeff {TEXT}\r\n",
        "title": "Ferry stops mayor says",
        "author": ["Jane Roe", "John Doe"],
        "publisher": "Harbour News",
        "date": "2026-11-03",
        "language": "en",
        "unknown": {"x": 1},
    }
    article = only(write(tmp_path, "x.json", json.dumps(row)))
    assert article.text == row["text"]
    assert (article.id, article.title, article.byline) == ("f1", row["title"], "Jane Roe, John Doe")
    assert (article.outlet, article.date, article.language) == ("Harbour News", "2026-11-03", "en")
    assert article.paragraphs[0].kind == "headline"


def test_objects_without_an_id_are_numbered(tmp_path):
    assert only(write(tmp_path, "Wire.json", json.dumps({"text": TEXT}))).id == "wire"
    assert [a.id for a in read(write(tmp_path, "w.json", json.dumps([{"text": TEXT}] * 2)))] == ["w-1", "w-2"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1 is no JSON"),
        ("[" * 100_000, "line 1 is no JSON"),
        ("1" * 5000, "line 1 is no JSON"),
        ('"text"', "line 1 is no object"),
        ('{"id": "x"}', "`text` is missing"),
        ('{"text": 7}', "`text` is of type int"),
        (json.dumps({"text": "x" * 101}), "101 characters and the limit is 100"),
        ("x" * 1_000_700, "longer than the limit of 100 characters"),
    ],
)
def test_a_line_that_holds_no_article_is_named(tmp_path, line, message):
    with pytest.raises(ArticleError, match=message) as error:
        read(write(tmp_path, "x.jsonl", line), limit=100)
    assert "x.jsonl, line 1" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_stream_is_read_one_article_at_a_time():
    def lines():
        yield json.dumps({"text": TEXT}) + "\n"
        raise AssertionError("read too far")

    class Stream(io.StringIO):
        source = lines()

        def readline(self, size=-1):
            return next(self.source)

    assert next(read_stream(Stream())).text == TEXT


def test_standard_input_is_json_lines(monkeypatch):
    data = (json.dumps({"id": "x", "text": TEXT}) + "\n\n" + json.dumps({"text": "\ud800 ok ok"}) + "\n").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    first, second = read("-")
    assert (first.text, first.path) == (TEXT, "standard input")
    assert (second.id, second.text) == ("article-3", "\ufffd ok ok")


def test_a_table_gives_an_article_a_row(tmp_path):
    rows = [{"id": "a", "text": TEXT.replace("\n", "\r\n"), "author": "Jane Roe", "n": 1}, {"text": 'He said "no", NA'}]
    csv = tmp_path / "x.csv"
    pd.DataFrame(rows).to_csv(csv, index=False, lineterminator="\n")
    parquet = tmp_path / "y.parquet"
    pd.DataFrame(rows).assign(date=pd.Timestamp("2026-11-03")).to_parquet(parquet)
    for path, date in ((csv, ""), (parquet, "2026-11-03")):
        first, second = read(path)
        assert (first.id, first.text, first.byline, first.date) == ("a", rows[0]["text"], "Jane Roe", date)
        assert (second.id, second.text, second.byline) == (f"{path.stem}-2", rows[1]["text"], "")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.csv", b"", "holds no article"),
        ("x.csv", b"title\nFerry\n", "no column `text`; its columns are title"),
        ("x.csv", b'text\n"open', "row 1 opens a quotation mark that is never closed"),
        ("x.parquet", b"PAR1 not really", "is no Parquet file"),
        ("x.json", b'{"text": ', "is no JSON"),
    ],
)
def test_a_broken_table_is_one_sentence(tmp_path, name, data, message):
    with pytest.raises(ArticleError, match=message) as error:
        read(write(tmp_path, name, data))
    assert "\n" not in str(error.value)


def test_a_table_of_numbers_as_text_is_refused(tmp_path):
    pd.DataFrame({"text": [1, 2]}).to_parquet(tmp_path / "x.parquet")
    with pytest.raises(ArticleError, match="row 1: `text` is of type int"):
        read(tmp_path / "x.parquet")


# Web pages


def test_a_page_gives_its_main_text_under_its_title(tmp_path):
    article = only(write(tmp_path, "page.html", PAGE))
    assert article.text.startswith("Ferry stops after café fire\n\nPORT ELLEN (AP) — The ferry")
    assert "Home News" not in article.text
    assert "About us" not in article.text
    assert (article.title, article.byline, article.outlet) == (
        "Ferry stops after café fire",
        "Jane Roe",
        "Harbour News",
    )
    assert (article.date, article.language, article.dateline) == ("2026-11-03", "en-GB", "PORT ELLEN (AP)")
    assert [paragraph.kind for paragraph in article.paragraphs] == ["headline", "body", "body", "body"]


def test_a_page_that_has_its_title_in_the_text_has_it_once(tmp_path):
    page = PAGE.replace("<article>", "<article><h1>Ferry stops after café fire</h1>")
    assert only(write(tmp_path, "page.html", page)).text.count("Ferry stops after café fire") == 1


def test_a_page_in_another_encoding_than_it_says_is_read_with_a_note(tmp_path):
    article = only(write(tmp_path, "page.html", PAGE.encode("cp1252")))
    assert "café" in article.text
    assert article.notes == ("says it is utf-8 and is not; read as cp1252: a guess",)
    honest = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    assert only(write(tmp_path, "page.html", honest)).notes == ()


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><script>alert(1)</script></body></html>"])
def test_a_page_without_an_article_is_no_text(tmp_path, page):
    article = only(write(tmp_path, "page.html", page))
    assert (article.text, article.notes) == ("", ("no text",))


ANSWERS = {
    "/news/ferry-stops.html": ("text/html; charset=utf-8", PAGE.encode()),
    "/latin": ("text/html; charset=iso-8859-1", PAGE.replace('<meta charset="utf-8">', "").encode("cp1252")),
    "/plain.txt": ("text/plain", TEXT.encode()),
    "/wire.json": ("application/json", json.dumps([{"id": "w", "text": TEXT}]).encode()),
    "/wire.jsonl": ("application/x-ndjson", json.dumps({"text": TEXT}).encode()),
    "/report": ("application/pdf", b"%PDF-1.7"),
    "/huge": ("text/html", b"<p>" + b"x" * 100_000),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, data = ANSWERS.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/html")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    yield from served(Handler)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_an_address_is_read_by_what_it_serves(site):
    page = only(f"{site}/news/ferry-stops.html")
    assert (page.id, page.title) == ("ferry-stops", "Ferry stops after café fire")
    assert page.path == f"{site}/news/ferry-stops.html"
    assert only(f"{site}/latin").text == page.text
    assert only(f"{site}/plain.txt").text == TEXT
    assert only(f"{site}/wire.json").id == "w"
    assert only(f"{site}/wire.jsonl").id == "wire-1"


def test_an_address_that_gives_no_article_is_one_sentence(site):
    for path, message, limit in (
        ("/none", "the server answered 404", 1000),
        ("/report", "looks like PDF", 1000),
        ("/huge", "more than 4,000 bytes, the most for a limit of 1,000", 1000),
    ):
        with pytest.raises(ArticleError, match=message) as error:
            read(site + path, limit=limit)
        assert site + path in str(error.value)
    with pytest.raises(ArticleError, match="was not read"):
        read("http://127.0.0.1:9/closed")
    with pytest.raises(ArticleError, match="is no web address"):
        read("http://")


def test_a_server_that_is_too_slow_is_given_up(site, monkeypatch):
    monkeypatch.setattr(addresses, "PATIENCE", -1)
    with pytest.raises(ArticleError, match="the server took longer"):
        read(f"{site}/plain.txt")
