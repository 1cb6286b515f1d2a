"""Texts: bytes into text."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text import texts

PHRASE = "The café owner said “it’s fine” — and left the quay."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_note(encoding):
    assert texts.decode(PHRASE.encode(encoding)) == (PHRASE, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", PHRASE),
        ("cp1252", "Der Bürgermeister sagte, die Fähre fährt nicht. Größe ist nicht alles."),
        ("cp1251", "Мэр города сказал, что паром не пойдет до вторника. Жители недовольны."),
        ("utf-16-le", "The mayor said “no” to the ferry plan."),
        ("utf-16-be", "The mayor said “no” to the ferry plan."),
    ],
)
def test_a_guess_is_right_and_noted(encoding, text):
    assert texts.decode(text.encode(encoding)) == (text, (f"read as {encoding}: a guess",))


def test_a_declared_encoding_is_used_where_utf8_does_not_fit():
    russian = "Мэр: нет."
    assert texts.decode(russian.encode("koi8-r"), declared="koi8-r") == (russian, ())
    assert texts.decode(PHRASE.encode("cp1252"), declared="ISO-8859-1") == (PHRASE, ())


def test_a_false_declaration_is_noted():
    text, notes = texts.decode(PHRASE.encode("cp1252"), declared="utf-8")
    assert text == PHRASE
    assert notes == ("says it is utf-8 and is not; read as cp1252: a guess",)


def test_a_named_encoding_overrides_and_has_to_fit():
    assert texts.decode("é".encode(), encoding="cp1252")[0] == "Ã©"
    with pytest.raises(texts.TextError, match="do not fit the encoding 'ascii'"):
        texts.decode("é".encode(), encoding="ascii")
    with pytest.raises(texts.TextError, match="'elvish' is no encoding"):
        texts.decode(b"", encoding="elvish")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"PK\x03\x04" + bytes(26) + b"photo.jpg", "ZIP"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "a Word document"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 3 + bytes(300), "binary data"),
    ],
)
def test_binary_data_is_refused_by_its_kind(data, kind):
    with pytest.raises(texts.TextError, match=f"looks like {kind}"):
        texts.decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_clear_error(data):
    try:
        text, notes = texts.decode(data)
    except texts.TextError as error:
        text, notes = str(error), ()
        assert "looks like" in text
    text.encode()
    assert all("guess" in note for note in notes)


def test_what_tools_cannot_bear_is_replaced_one_for_one_and_counted():
    text = "a\0b\ud800c\x1b[31mred\x1b[0m\x0cd\ufffe\te\r\n"
    cleaned, count = texts.clean(text)
    assert cleaned == "a\ufffdb\ufffdc     red     d\ufffd\te\r\n"
    assert count == 13


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_cleaning_keeps_every_offset_and_is_done_once(text):
    cleaned, count = texts.clean(text)
    assert len(cleaned) == len(text)
    assert sum(old != new for old, new in zip(text, cleaned, strict=True)) <= count
    assert texts.clean(cleaned) == (cleaned, 0)
    cleaned.encode()


def test_a_gzip_bomb_is_unpacked_to_its_limit_only(tmp_path):
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(bytes(50_000_000)))
    assert len(texts.inflate(bomb, 1000)) == 1001


def test_a_broken_gzip_file_is_one_sentence(tmp_path):
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(b"words " * 999)[:-20])
    with pytest.raises(texts.TextError, match="a broken gzip file"):
        texts.inflate(broken, 10_000)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The ferry has stopped, and the mayor said that it will be a week. " * 5, True),
        ("Die Fähre fährt nicht mehr, und der Bürgermeister sagte, dass es eine Woche dauert. " * 5, False),
        ("Le ferry ne part plus, et la maire dit qu'il faudra une semaine pour le réparer. " * 5, False),
        ("Мэр города сказал, что паром не пойдет.", False),
        ("Too short to tell", True),
    ],
)
def test_english_is_known_by_its_small_words(text, english):
    assert texts.looks_english(text) is english


NOISE = [random.Random(seed).randbytes(size) for seed in range(10) for size in (300, 5000)]
BINARY = {
    "mp3": b"\xff\xfb\x90\x64" + random.Random(1).randbytes(2000),
    "mp3 with tags": b"ID3\x04\0\0\0\0\x0f" + random.Random(3).randbytes(500),
    "tiff": b"II*\0\x08\0\0\0" + random.Random(4).randbytes(50),
    "tiff, other order": b"MM\0*\0\0\0\x08" + random.Random(5).randbytes(50),
    "wasm": b"\0asm\1\0\0\0\1\7\1`\2\x7f\x7f\1\x7f",
    "pdf behind a newline": b"\n%PDF-1.7\nx",
    "pdf behind a mark": b"\xef\xbb\xbf\r\n %PDF-1.4\nhello",
    "pdf behind a line": b"HTTP junk\n%PDF-1.5\n",
    "png behind a newline": b"\r\n\x89PNG\r\n\x1a\n\0\0",
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0",
    "flac": b"fLaC\0\0\0\x22",
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "font": b"wOF2\0\1\0\0\0",
    "icon": b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0\x68\4\0\0",
    "behind text": b"The ferry stopped on Tuesday. " * 3 + random.Random(9).randbytes(4000),
}


@pytest.mark.parametrize("data", [*NOISE, *BINARY.values()], ids=[*map(str, range(len(NOISE))), *BINARY])
def test_noise_and_binary_formats_are_refused(data):
    with pytest.raises(texts.TextError, match="looks like"):
        texts.decode(data)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Der Bürgermeister sagte – nein. José Núñez. ", "cp1252"),
        ("Мэр сказал, что паром не пойдёт. ", "cp1251"),
        ("Мэр сказал, что паром не пойдёт. ", "koi8_r"),
        ("フェリーは火曜日に止まった。", "shift_jis"),
        ("フェリーは火曜日に止まった。", "euc_jp"),
        ("フェリーは火曜日に止まった。", "iso2022_jp"),
        ("渡轮星期二停了。", "gb18030"),
        ("渡輪星期二停了。", "big5"),
        ("The ferry stopped. ", "utf-16-le"),
        ("\x1b[1mThe \0ferry\x1b[0m stopped.\x07\x0c\n", "utf-8"),
    ],
)
def test_text_in_any_encoding_is_no_binary(text, encoding):
    assert texts.decode((text * 9).encode(encoding))[0]
