import random, pytest
from helpers.text.texts import TextError, decode
R = [random.Random(s).randbytes(n) for s in range(10) for n in (300, 5000)]
BIN = {
 "mp3": b"\xff\xfb\x90\x64" + random.Random(1).randbytes(2000), "mp3b": b"\xff\xf3\x40\xc4" + random.Random(2).randbytes(2000),
 "id3": b"ID3\x04\0\0\0\0\x0f" + random.Random(3).randbytes(500),
 "tiff": b"II*\0\x08\0\0\0" + random.Random(4).randbytes(50), "tiffm": b"MM\0*\0\0\0\x08" + random.Random(5).randbytes(50),
 "wasm": b"\0asm\1\0\0\0\1\7\1`\2\x7f\x7f\1\x7f", "pdf": b"\n%PDF-1.7\nx", "pdf2": b"\xef\xbb\xbf\r\n %PDF-1.4\nhello", "pdf3": b"HTTP junk\n%PDF-1.5\n",
 "webp": b"RIFF\x10\0\0\0WEBPVP8 ", "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0", "flac": b"fLaC\0\0\0\x22", "class": b"\xca\xfe\xba\xbe\0\0\0\x34", "woff": b"wOF2\0\1\0\0\0",
 "png behind": b"\r\n\x89PNG\r\n\x1a\n\0\0", "ico": b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0\x68\4\0\0", "avif": b"\0\0\0\x1cftypavif\0\0\0\0", "mat": b"MATLAB" + bytes(range(256))*4,
 "tail": b"The ferry stopped on Tuesday. " * 3 + random.Random(9).randbytes(4000),
}
@pytest.mark.parametrize("data", [*R, *BIN.values()], ids=[*map(str, range(len(R))), *BIN])
def test_binary(data):
    with pytest.raises(TextError, match="looks like"):
        decode(data)
T = "Der Bürgermeister sagte – nein. José Núñez. " * 3
OK = [T.encode("cp1252"), "Мэр сказал, что паром не пойдёт. ".encode("cp1251")*3, "Мэр сказал, что паром не пойдёт. ".encode("koi8_r")*3, ("フェリーは火曜日に止まった。"*9).encode("shift_jis"),
 ("フェリーは火曜日に止まった。"*9).encode("euc_jp"), T.encode("utf-16-le"), T.encode("utf-16"), "渡轮星期二停了。".encode("gb18030")*9, "渡輪星期二停了。".encode("big5")*9, "\x1b[1mThe ferry\x1b[0m stopped.\n".encode()*9,
 b"The \0mayor said no.", b"The\x07 mayor\x08\x08 said no to the ferry.\x0c\n", b"", b"\n\n", "페리가 멈췄다".encode("euc_kr")*9, T.encode("mac_roman"), "\x93Yes\x94 said Ann.".encode("latin-1"), ("フェリーは火曜日に止まった。"*9).encode("iso2022_jp")]
@pytest.mark.parametrize("data", OK, ids=range(len(OK)))
def test_text(data):
    decode(data)
