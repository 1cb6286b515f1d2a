"""Inputs: tables, workbooks, archives, feeds, mail, exports, and whatever is wrong with them as one sentence."""

import base64
import gzip
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from helpers import articles
from helpers.inputs import notes
from helpers.text.markup import MARKS_WRITTEN

TOLL = (
    "Harbour toll rises\n\nThe toll will rise, the mayor, Nora Finch, said.\n\n“It is fair; yes,” she told the paper.\n"
)
MILL = (
    "Library to close\n\nThe library on Mill Street will close, said Piet Oram, who runs it.\n\n“We had no choice.”\n"
)
ROWS = [["id", "title", "text"], ["a1", "Toll", TOLL], ["b2", "Library", MILL]]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    """A table as spreadsheet programs save it, every cell but the head in quotation marks."""
    quoted = [rows[0], *([f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows[1:])]
    return "".join(delimiter.join(row) + "\n" for row in quoted)


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, sheets: dict[str, list[list]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def parquet(path: Path, columns: dict, **how) -> Path:
    pq.write_table(pa.table(columns), path, **how)
    return path


def found(*places, **how) -> tuple[list[str], list[str]]:
    """The texts that were read, and the sentences on what was not."""
    good, errors = articles.read_all(places, **how)
    assert all("\n" not in str(error) and len(str(error)) < 500 for error in errors)
    return [article.text for article in good], [str(error) for error in errors]


def only(place, **how) -> articles.Article:
    [article] = articles.read(place, **how)
    return article


# Tables of text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", "\ufeff" + table(ROWS, ";")),
        ("x.csv", table(ROWS, "\t")),
        ("x.csv", table(ROWS, "\t").encode("utf-16")),
        ("x.csv", "sep=|\r\n" + table(ROWS, "|")),
        ("x.csv", '\ufeff"sep=;"\n' + table(ROWS, ";")),
        ("x.TSV", table(ROWS, "\t")),
        ("x.tsv.gz", gzip.compress(table(ROWS, "\t").encode())),
    ],
)
def test_a_table_is_read_with_whatever_stands_between_its_cells(tmp_path, name, data):
    read = articles.read(write(tmp_path, name, data))
    assert [(one.id, one.title, one.text, one.notes) for one in read] == [
        ("a1", "Toll", TOLL, ()),
        ("b2", "Library", MILL, ()),
    ]


def test_a_row_with_more_cells_than_heads_is_refused_and_shifts_nothing(tmp_path):
    """pandas takes the first cells for an index where every row has one more, and the text for a title."""
    rows = f'text,title\n"{TOLL}",Toll\n"{MILL}",Library,closed\n,,\n"{MILL}",Library,\n'
    texts, errors = found(write(tmp_path, "x.csv", rows))
    assert texts == [TOLL, MILL]
    assert len(errors) == 1
    assert "row 2 has 3 cells and the table 2 columns" in errors[0]
    assert len(found(write(tmp_path, "y.csv", f'title,text\n1,Toll,"{TOLL}"\n2,Library,"{MILL}"\n'))[1]) == 2


def test_a_row_with_fewer_cells_is_noted(tmp_path):
    read = only(write(tmp_path, "x.csv", f'text,title,date\n"{TOLL}",Toll\n'))
    assert (read.title, read.notes) == ("Toll", ("its row has 2 of 3 cells: the others are taken for empty",))


def test_a_quotation_mark_that_is_never_closed_loses_no_row_before(tmp_path):
    texts, errors = found(write(tmp_path, "x.csv", f'id,text\n1,"{TOLL}"\n2,"never closed\n3,{"x" * 20}\n'))
    assert texts == [TOLL]
    assert "row 2 opens a quotation mark that is never closed" in errors[0]


@pytest.mark.parametrize("units", [TOLL * 400, "🙂" + TOLL * 400])
def test_a_cell_as_long_as_excel_cuts_is_noted(tmp_path, units):
    text = units.encode("utf-16-le")[: 2 * notes.CELL].decode("utf-16-le")
    for shown in (text, text.replace("\n", "\r\n")):
        assert "32,767" in " ".join(only(write(tmp_path, "x.csv", table([["text"], [shown]]))).notes)
    assert only(write(tmp_path, "y.csv", table([["text"], [text[:-1]]]))).notes == ()


# Columns


def test_the_nearest_names_are_taken_and_said_aloud(tmp_path):
    rows = [["Article_Text", "pub_date", "newspaper"], [TOLL, "2026-02-03", "Kelso Post"]]
    read = only(write(tmp_path, "x.csv", table(rows)))
    assert (read.text, read.date, read.outlet) == (TOLL, "2026-02-03", "Kelso Post")
    assert all(name in read.notes[0] for name in (*rows[0], "--text-column"))
    assert "`body`" in only(write(tmp_path, "x.jsonl", json.dumps({"body": TOLL}))).notes[0]
    assert "`content`" in only(parquet(tmp_path / "x.parquet", {"content": [TOLL]})).notes[0]


def test_our_own_names_and_those_of_a_person_are_no_guess(tmp_path):
    path = write(tmp_path, "x.csv", table([["content", "Text", "kopf"], [MILL, TOLL, "Zoll"]]))
    assert (only(path).text, only(path).notes) == (TOLL, ())
    named = only(path, columns={"text": "content", "title": "kopf"})
    assert (named.text, named.title, named.notes) == (MILL, "Zoll", ())
    inner = write(tmp_path, "x.json", json.dumps({"fields": {"story": TOLL}}))
    assert only(inner, columns={"text": "fields.story"}).text == TOLL


def test_a_column_that_is_not_there_or_there_twice_is_one_sentence(tmp_path):
    path = write(tmp_path, "x.csv", table([["content", "summary"], [TOLL, "x"]]))
    [error] = found(path, columns={"text": "story"})[1]
    assert "no column `story`; its columns are content, summary" in error
    [error] = found(write(tmp_path, "y.csv", table([["url", "summary"], ["u", "x"]])))[1]
    assert "--text-column" in error
    [error] = found(write(tmp_path, "z.csv", table([["text", "text"], [TOLL, "x"]])))[1]
    assert "two columns called `text`" in error


# Workbooks


def test_a_workbook_gives_an_article_a_row_of_each_sheet_with_texts(tmp_path):
    sheets = {
        "Codes": [["code", "means"], [1, "x"]],
        "A": [[], *ROWS[:2]],
        "B": [["ID", "Headline", "Text"], [7, 1984, MILL]],
    }
    first, second = articles.read(workbook(tmp_path / "x.xlsx", sheets))
    assert (first.id, first.text, first.notes) == ("a1", TOLL, ())
    assert (second.id, second.title, second.text) == ("7", "1984", MILL)


def test_a_broken_or_blown_up_workbook_is_one_sentence(tmp_path):
    whole = workbook(tmp_path / "x.xlsx", {"A": ROWS}).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        parts = {name: book.read(name) + b" " * 20_000_000 * ("sheet1" in name) for name in book.namelist()}
    bad = [
        write(tmp_path, "a.xlsx", b"PK\x03\x04"),
        packed(tmp_path / "b.xlsx", parts),
        packed(tmp_path / "c.xlsx", {}),
    ]
    texts, errors = found(*bad, write(tmp_path, "x.txt", MILL), limit=100_000)
    assert (texts, len(errors)) == ([MILL], 3)
    assert "unpacks to more than" in errors[1]


# Parquet


def test_a_cell_that_is_no_value_costs_its_row_or_is_noted(tmp_path):
    broken = pa.array([TOLL.encode(), b"caf\xe9", MILL.encode()], pa.binary()).view(pa.string())
    texts, errors = found(parquet(tmp_path / "x.parquet", {"text": broken}))
    assert texts == [TOLL, MILL]
    assert "row 2: `text` cannot be read" in errors[0]
    for number, dates in enumerate(
        [pa.array([2**62], pa.int64()).view(pa.timestamp("us")), pa.array([2**31 - 1], pa.int32()).view(pa.date32())]
    ):
        read = only(parquet(tmp_path / f"{number}.parquet", {"text": [TOLL], "date": dates}))
        assert (read.text, read.notes) == (TOLL, ("its `date` could not be read",))


def test_a_parquet_file_with_flipped_bits_leaves_the_other_articles(tmp_path):
    path, rest = (
        parquet(tmp_path / "x.parquet", {"text": [TOLL + str(n) for n in range(40)]}),
        write(tmp_path, "y.txt", MILL),
    )
    whole, dice = path.read_bytes(), random.Random(7)
    for _ in range(30):
        data = bytearray(whole)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        assert MILL in found(path, rest)[0]


def test_a_parquet_file_that_is_small_on_disk_and_huge_when_read_is_given_up(tmp_path):
    same = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["ab " * 3_300]))
    path = parquet(tmp_path / "x.parquet", {"text": same}, store_schema=False)
    assert path.stat().st_size < 2_000
    texts, errors = found(path, limit=10_000)
    assert len(texts) < 200
    assert "unpacks to more than 1,000,000 bytes" in errors[0]
    [error] = found(
        parquet(tmp_path / "y.parquet", {"text": [" " * 2_000_000]}, use_dictionary=False, compression="zstd"),
        limit=10_000,
    )[1]
    assert "unpacks to more than" in error


# JSON


def test_a_line_that_is_too_long_leaves_those_behind_it(tmp_path):
    long = json.dumps({"text": "x" * 2_000_000})
    lines = "\n".join([json.dumps({"text": TOLL}), long, json.dumps({"text": MILL}), long])
    for path in (write(tmp_path, "x.jsonl", lines), write(tmp_path, "y.jsonl.gz", gzip.compress(lines.encode()))):
        texts, errors = found(path, limit=100_000)
        assert texts == [TOLL, MILL]
        assert [("line 2" in errors[0]), ("line 4" in errors[1]), "--article-limit" in errors[0]] == [True] * 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_json_lines_in_wide_encodings_are_read_whole(tmp_path, encoding):
    lines = "".join(json.dumps({"text": text}) + "\n" for text in (TOLL, MILL))
    assert found(write(tmp_path, "x.jsonl", lines.encode(encoding))) == ([TOLL, MILL], [])


def test_an_encoding_that_a_person_named_holds_for_lines_with_line_feeds_inside_characters(tmp_path):
    lines = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in ("ĊĊ " + TOLL, MILL))
    assert found(write(tmp_path, "x.jsonl", lines.encode("utf-16-le")), encoding="utf-16-le")[0] == ["ĊĊ " + TOLL, MILL]


@pytest.mark.parametrize("depth", [5, 900, 3_000])
def test_a_field_nested_deep_leaves_the_other_lines(tmp_path, depth):
    nested = f'{{"text": "One two three four", "author": {"[" * depth}"x"{"]" * depth}}}'
    texts, errors = found(write(tmp_path, "x.jsonl", f"{nested}\n{json.dumps({'text': MILL})}\n"))
    assert texts[-1] == MILL
    assert len(texts) + len(errors) == 2


def test_the_answer_of_a_service_gives_its_articles(tmp_path):
    article = {
        "title": "Toll",
        "content": f"{TOLL}… [+812 chars]",
        "source": {"id": None, "name": "Kelso Post"},
        "publishedAt": "2026-02-03",
    }
    read = only(write(tmp_path, "x.json", json.dumps({"status": "ok", "articles": [article]})))
    assert (read.title, read.outlet, read.date) == ("Toll", "Kelso Post", "2026-02-03")
    assert read.notes[-1] == "cut by the service that gave it: 812 more characters are missing"
    registry = {"articles": {"page": 1, "results": [{"body": MILL, "source": {"title": "Gazette"}}]}}
    assert only(write(tmp_path, "y.json", json.dumps(registry))).outlet == "Gazette"
    [error] = found(write(tmp_path, "z.json", json.dumps({"status": "error", "message": "no key"})))[1]
    assert "`text` is missing, and it has to be a string; there is status, message" in error


# Nothing there


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.jsonl", ""),
        ("x.jsonl", "\n\n"),
        ("x.jsonl.gz", gzip.compress(b"")),
        ("x.json", ""),
        ("x.json", "[]"),
        ("x.json", '{"status": "ok", "articles": []}'),
        ("x.csv", b"\xef\xbb\xbf"),
        ("x.csv", "id,text\n"),
        ("x.tsv", "id\ttext\r\n\r\n"),
    ],
)
def test_an_input_without_articles_is_told(tmp_path, name, data):
    path = write(tmp_path, name, data)
    assert found(path) == ([], [f"{path} holds no article."])


def test_standard_input_or_a_table_without_articles_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert found("-") == ([], ["standard input holds no article."])
    empty = parquet(tmp_path / "x.parquet", {"text": pa.array([], pa.string())})
    assert found(empty) == ([], [f"{empty} holds no article."])


# Archives


def test_a_zip_file_is_read_like_a_folder(tmp_path):
    files = {"a/one.txt": TOLL, "b/one.txt": MILL, "__MACOSX/._one.txt": b"\0", "p.png": b"\x89PNG", "bad.json": "{"}
    files |= {"w.jsonl": json.dumps({"text": TOLL}), "in.zip": b"PK", "x.docx": b"PK"}
    path = packed(tmp_path / "x.zip", files)
    good, errors = articles.read_all([path])
    assert [(one.id, one.path) for one in good] == [(name, str(path)) for name in ("one", "one-2", "w-1")]
    assert [str(error).partition(".zip, ")[2][:8] for error in errors] == ["bad.json", "in.zip i", "x.docx i"]


def test_a_zip_bomb_a_lock_and_damage_leave_the_others(tmp_path):
    texts, errors = found(packed(tmp_path / "x.zip", {"a.txt": " " * 20_000_000, "b.txt": MILL}), limit=10_000)
    assert (texts, len(errors)) == ([MILL], 1)
    assert "unpacks to too many bytes" in errors[0]
    locked = bytearray(packed(tmp_path / "y.zip", {"a.txt": TOLL}).read_bytes())
    for place in (6, locked.find(b"PK\x01\x02") + 8):
        locked[place] |= 1
    damaged = packed(tmp_path / "z.zip", {"a.txt": TOLL}).read_bytes()[:-30]
    errors = found(write(tmp_path, "y.zip", locked), write(tmp_path, "z.zip", damaged))[1]
    assert "locked with a password" in errors[0]
    assert "no ZIP file" in errors[1]


# Feeds and mail

RSS = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kelso Post</title>
<item><title>Toll &amp; trouble</title><dc:creator>Ida Moss</dc:creator><pubDate>Tue, 03 Feb 2026</pubDate>
<content:encoded><![CDATA[<p>It will rise, said <b>Nora Finch</b>.</p>
<p>It is <q>fair</q>,<br>she said.</p>]]></content:encoded></item>
<item><title>Library</title><description>&lt;p&gt;It will close.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Toll</title><author><name>Ida Moss</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>“Fair,” she said.</p></div></content></entry>
</feed>"""


@pytest.mark.parametrize("name", ["x.rss", "x.xml", "x.txt"])
def test_a_feed_gives_an_article_an_item(tmp_path, name):
    first, second = articles.read(write(tmp_path, name, RSS))
    assert first.text == "Toll & trouble\n\nIt will rise, said Nora Finch.\n\nIt is “fair”,\nshe said."
    assert (first.title, first.byline, first.outlet) == ("Toll & trouble", "Ida Moss", "Kelso Post")
    assert first.notes == (MARKS_WRITTEN,)
    assert (second.text, second.notes[0]) == ("Library\n\nIt will close.", "a summary in a feed, not the whole article")


def test_a_feed_in_atom_is_read_and_other_xml_refused(tmp_path):
    read = only(write(tmp_path, "x.atom", ATOM))
    assert (read.text, read.byline) == ("Toll\n\n“Fair,” she said.", "Ida Moss")
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "' + "&a;" * 1000 + '">]><rss><item><title>&b;</title></item></rss>'
    )
    assert all(len(text) < 100 for text in found(write(tmp_path, "y.xml", f'<?xml version="1.0"?>{bomb}'))[0])
    [error] = found(write(tmp_path, "z.xml", '<?xml version="1.0"?><urlset><loc>x</loc></urlset>'))[1]
    assert "XML and no feed" in error


def test_a_mail_is_its_text_with_the_headers_as_fields(tmp_path):
    subject = base64.b64encode("Toll — up".encode()).decode()
    head = f"From: Ida Moss <ida@k.example>\nSubject: =?utf-8?b?{subject}?=\nDate: Tue, 3 Feb 2026 10:00:00 +0000\n"
    kind = (
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n"
    )
    for name in ("x.eml", "x.txt"):
        read = only(write(tmp_path, name, f"{head}{kind}\nThe caf=E9 of Jos=E9 closed, he said on=\n Friday.\n"))
        assert read.text == "The café of José closed, he said on Friday.\n"
        assert (read.title, read.byline, read.date) == ("Toll — up", "Ida Moss", "2026-02-03T10:00:00+00:00")


def test_a_mail_of_markup_is_its_words_and_attachments_are_told(tmp_path):
    mail = EmailMessage()
    mail["Subject"] = "Library"
    mail.set_content(
        "<table><tr><td>It will close.</td></tr></table><p>“We had no choice,” he said.</p>", subtype="html"
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    read = only(write(tmp_path, "x.eml", mail.as_bytes()))
    assert read.text == "It will close.\n\n“We had no choice,” he said."
    assert read.notes == ("what is attached to the mail was not read (1)",)
    assert "no headers" in found(write(tmp_path, "y.eml", ""))[1][0]


# Exports of archives


WIDE = " " * 30


def lexis(number: int, outlet: str, title: str, labels: str, body: str) -> str:
    """A document of an export in the older layout of LexisNexis."""
    above = f"\n{WIDE}{number} of 2 DOCUMENTS\n\n\n{WIDE}{outlet}\n\n{WIDE}March 3, 2024 Sunday\n{WIDE}First Edition\n"
    below = f"LOAD-DATE: March 4, 2024\n\nLANGUAGE: ENGLISH\n\n{WIDE}Copyright 2024 X\n"
    return f"{above}\n{title}\n\n{labels}\n{body}\n\n{below}"


NEWER = "Toll\n\nKelso Post\n\nMarch 3, 2024\n\nCopyright 2024 X\n\nLength: 9 words\n\nByline: Ida Moss\n\nBody\n\n\n"
NEWER += "Fair, she said.\n\nLoad-Date: x\n\nEnd of Document\n\n"
FACTIVA = "Toll\n\nBy Ida Moss\n9 words\n3 March 2024\nKelso Post\nKELSO\n(c) 2024 X\n\nFair, she said.\n\n"
FACTIVA += "Document KELSO0020240303ek330000{}\n\n"


def test_an_export_is_cut_into_its_articles_without_heads_and_feet(tmp_path):
    labels = "BYLINE: Ida Moss\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 212 words\n"
    text = lexis(1, "Kelso Post", "Toll rises", labels, "It is fair, Nora Finch said.\n\nIt rises.")
    text += lexis(2, "Gazette", "Library\nshut", "LENGTH: 9 words\nIt is shut.\n", "Piet Oram said so.")
    first, second = articles.read(write(tmp_path, "x.txt", text))
    assert first.text == "Toll rises\n\nIt is fair, Nora Finch said.\n\nIt rises."
    assert (first.title, first.byline, first.outlet) == ("Toll rises", "Ida Moss", "Kelso Post")
    assert first.notes == ("document 1 of 2 of an export; its head and foot were left out",)
    assert (second.title, second.outlet, second.date) == ("Library shut", "Gazette", "March 3, 2024 Sunday")
    assert second.text == "Library shut\n\nIt is shut.\n\nPiet Oram said so."
    row = only(write(tmp_path, "x.json", json.dumps({"text": text})))
    assert row.text == text
    assert "export of 2 articles" in " ".join(row.notes)


def test_newer_exports_and_those_of_factiva_are_cut_too(tmp_path):
    newer = write(tmp_path, "x.txt", NEWER * 2 + "A rest.\n")
    factiva = write(tmp_path, "y.txt", FACTIVA.format(1) + FACTIVA.format(2))
    expected = ("Toll\n\nFair, she said.", "Kelso Post", "Ida Moss")
    *cut, rest = [(one.text, one.outlet, one.byline) for one in articles.read(newer)]
    assert (cut, rest[0]) == ([expected] * 2, "A rest.")
    assert [(one.text, one.outlet, one.byline) for one in articles.read(factiva)] == [expected] * 2


def test_words_like_those_of_an_export_cut_no_article(tmp_path):
    text = f"{TOLL}\nHe has 1 of 3 documents.\n\nEnd of Document\n"
    assert only(write(tmp_path, "z.txt", text)).text == text


# Notes on what was read


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1251", "mac_roman"])
def test_text_that_was_wrongly_decoded_before_is_noted(codec):
    assert "wrongly decoded" in " ".join(notes.damages(TOLL.encode().decode(codec, errors="ignore")))
    assert [*notes.damages(TOLL + "São Paulo, SÃO PAULO, £5, Ångström, Łódź. Why? “Who?” he said.")] == []


def test_lost_apostrophes_are_noted():
    assert "question marks" in next(notes.damages("?I won?t stay,? said Nora Finch. ?It?s over.?"))


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (
            "Le maire s’en va\n\nLe maire de Kelso a annoncé lundi son départ. « J’en ai assez », a-t-il dit lundi.",
            True,
        ),
        (
            "Die Fähre fährt nicht mehr\n\nDie Bürgermeisterin hat am Freitag ihren Rücktritt erklärt, sagte sie dort.",
            True,
        ),
        (
            "Burgemeester stapt op\n\nDe burgemeester heeft vrijdag haar ontslag ingediend, zei ze na een lang debat.",
            True,
        ),
        (
            "Mayor quits\n\nNora Finch quit Friday. “I’m tired,” Finch said. Omar Quist said he was “surprised” by it.",
            False,
        ),
        ("Ferry stops, mayor says", False),
    ],
)
def test_a_foreign_language_is_noted_also_where_the_text_is_short(text, foreign):
    assert ("does not look like English" in [*notes.text_notes(text, 0)]) is foreign


# Places


@pytest.mark.parametrize(
    ("name", "kind"), [("x.docx", "Word"), ("x.rtf", "RTF"), ("x.PDF", "PDF"), ("x.odt", "OpenDocument")]
)
def test_documents_are_refused_by_name_also_in_a_folder(tmp_path, name, kind):
    write(tmp_path, name, "not even one")
    write(tmp_path, "x.txt", MILL)
    texts, [error] = found(tmp_path)
    assert texts == [MILL]
    assert kind in error
    assert name in error


def test_a_link_that_leads_nowhere_is_not_called_its_own_nearest_name(tmp_path):
    for name, target in (("loop", "loop"), ("dead", "nowhere"), ("a", "b"), ("b", "a")):
        os.symlink(target, tmp_path / name)
        assert found(tmp_path / name)[1] == [f"{tmp_path / name} is a link that leads to no file."]


def test_a_folder_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    write(tmp_path, "in/a.txt", TOLL)
    write(tmp_path, "in/shut/b.txt", MILL)
    scandir = os.scandir

    def refusing(path="."):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    shut = tmp_path / "in" / "shut"
    assert found(tmp_path / "in") == ([TOLL], [f"{shut} cannot be read: Permission denied."])


def test_files_of_one_name_get_two_ids_as_they_come(tmp_path):
    places = [write(tmp_path, f"{folder}/s.txt", TOLL) for folder in "ab"]
    assert [one.id for one in articles.find_all(places, articles.Options())] == ["s", "s-2"]


def test_an_id_does_not_hang_on_the_locale(tmp_path):
    write(tmp_path, "café.txt", TOLL)
    code = "import sys; from helpers import articles; print(articles.read(sys.argv[1])[0].id)"
    env = os.environ | {
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    done = subprocess.run([sys.executable, "-X", "utf8=0", "-c", code, str(tmp_path)], env=env, capture_output=True)
    assert done.stdout.split() == [b"cafe"], done.stderr.decode()


def test_the_path_of_a_row_is_that_of_its_file_whatever_its_folder_is_called(tmp_path):
    path = write(tmp_path, "Moss, Ida/w.jsonl", json.dumps({"text": TOLL}))
    assert only(path).path == str(path)


@pytest.mark.parametrize("declared", ["undefined", "idna", "punycode", "unicode_escape", "hex"])
def test_a_page_that_declares_what_is_no_encoding_is_read_all_the_same(tmp_path, declared):
    words = "<p>The café in Kelso Bay closed on Friday, said Nora Finch, its owner, and nobody else was there.</p>"
    page = f'<html><head><meta charset="{declared}"></head><body><article>{words}</article></body></html>'
    assert "café" in only(write(tmp_path, "x.html", page.encode("cp1252"))).text


def test_whatever_a_reader_raises_is_one_sentence(tmp_path, monkeypatch):
    from helpers.inputs import files

    def raising(*_):
        raise ZeroDivisionError("by\nnothing")

    monkeypatch.setattr(files, "read_page", raising)
    texts, errors = found(write(tmp_path, "x.html", "<p>"), write(tmp_path, "y.txt", MILL))
    assert (texts, errors) == ([MILL], [f"{tmp_path}/x.html cannot be read: by nothing (ZeroDivisionError)."])


# ---- further columns -----------------------------------------------------------------------------------------------


def meta(article) -> dict:
    return json.loads(article.meta)


def test_further_columns_of_a_table_are_kept_as_they_are(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("url,outlet,body,desk,empty\nhttps://x.example/1,Harbour Post,The ferry is late.,city,\n")
    (found,) = articles.read(path)
    assert meta(found) == {"url": "https://x.example/1", "desk": "city"}
    assert found.outlet == "Harbour Post"


def test_further_keys_of_objects_are_kept_nested_ones_as_json(tmp_path):
    path = tmp_path / "answer.jsonl"
    path.write_text(json.dumps({"text": "The ferry is late.", "tags": ["sea", "city"], "geo": {"lat": 1}, "page": 4}))
    (found,) = articles.read(path)
    assert meta(found) == {"tags": "sea, city", "geo": '{"lat": 1}', "page": "4"}


def test_further_columns_of_parquet_are_kept_where_they_are_plain(tmp_path):
    path = tmp_path / "table.parquet"
    rows = [{"text": "The ferry is late.", "desk": "city", "page": 4, "raw": b"\0" * 9, "vector": [0.5]}]
    pq.write_table(pa.Table.from_pylist(rows), path)
    (found,) = articles.read(path)
    assert meta(found) == {"desk": "city", "page": "4"}


def test_a_cell_that_is_a_text_of_its_own_is_left_out_with_a_note(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"text": "The ferry is late.", "html": "<p>" * 1000}))
    (found,) = articles.read(path)
    assert found.meta == ""
    assert [note for note in found.notes if "`html` is longer than 2,000 characters" in note]
