"""Turn the published corpora into spaCy training files.

usage: python training/language/prepare.py CORPORA OUT

CORPORA holds `ud/` (Universal Dependencies: English EWT and GUM, gold) and `polnear/` (PolNeAR with the automatic
layers of Stanford CoreNLP, silver). OUT receives:

    syntax_train.spacy             gold trees, tags and features of EWT and GUM train, in pieces of one to six
                                   sentences, and silver tags (no trees) of some PolNeAR train articles
    ewt_dev.spacy, gum_dev.spacy   gold, whole documents; the first is what training watches
    names_train.spacy              silver names of PolNeAR train, in such pieces
    names_dev.spacy                silver names of PolNeAR dev, whole articles

The silver trees are left out: mixing their heads with the gold ones lowers both.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.util import get_words_and_spaces

NAME_LABELS = {
    "PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC", "DATE": "DATE", "DURATION": "DATE",
    "SET": "DATE", "TIME": "TIME", "MONEY": "MONEY", "PERCENT": "PERCENT", "NUMBER": "CARDINAL", "ORDINAL": "ORDINAL",
}  # fmt: skip
SILVER_TAG_ARTICLES = 120
SENTENCES_A_PIECE = (1, 6)
VOCAB = spacy.blank("en").vocab


def read_jsonl(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def read_conllu(path: Path) -> Iterator[list[dict]]:
    """Documents, each a list of sentences `{"text", "rows"}`; rows are the ten columns of the plain tokens."""
    document, text, rows = [], "", []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc") and document:
                yield document
                document = []
            elif line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif not line and rows:
                document.append({"text": text, "rows": rows})
                rows = []
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
    if rows:
        document.append({"text": text, "rows": rows})
    if document:
        yield document


def curly(words: list[str]) -> list[str]:
    """The same words with typographic quotation marks and apostrophes, as news text has them."""
    out, inside = [], False
    for word in words:
        if word in ('"', "``", "''"):
            word, inside = ("”" if inside else "“"), not inside
        out.append(word.replace("'", "’"))
    return out


def gold_doc(sentences: list[dict], *, quotes: bool, newlines: bool) -> Doc:
    """One spaCy Doc over some sentences of a UD document; `newlines` puts paragraph breaks between them."""
    words, spaces, tags, pos, morphs, heads, deps, lemmas, starts = ([] for _ in range(9))
    for number, sentence in enumerate(sentences):
        rows = sentence["rows"]
        forms, gaps = get_words_and_spaces([row[1].replace(" ", " ") for row in rows], sentence["text"])
        if len(forms) != len(rows):
            forms, gaps = [row[1] for row in rows], [True] * len(rows)
        gaps = [*gaps[:-1], not newlines]
        base = len(words)
        words += curly(forms) if quotes else forms
        spaces += gaps
        tags += [row[4] for row in rows]
        pos += [row[3] for row in rows]
        morphs += ["" if row[5] == "_" else row[5] for row in rows]
        lemmas += [row[2] for row in rows]
        heads += [base + (int(row[6]) - 1 if row[6] != "0" else index) for index, row in enumerate(rows)]
        deps += ["ROOT" if row[7] == "root" else row[7] for row in rows]
        starts += [index == 0 for index in range(len(rows))]
        if newlines and number < len(sentences) - 1:
            filling = ("\n\n", False, "_SP", "SPACE", "", "\n\n", len(heads) - 1, "dep", False)
            columns = (words, spaces, tags, pos, morphs, lemmas, heads, deps, starts)
            for column, value in zip(columns, filling, strict=True):
                column.append(value)
    doc = Doc(
        VOCAB, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, heads=heads, deps=deps, lemmas=lemmas
    )
    for token, start in zip(doc, starts, strict=True):
        assert token.is_sent_start == start or token.dep_ == "dep", (token, start)
    return doc


def silver_pieces(record: dict, rng: random.Random | None) -> Iterator[tuple[str, list]]:
    """Runs of whole sentences of an article: its text from the first to the last of them, and their tokens.

    Without a generator the whole article is one piece."""
    sentences = [s for s in record.get("sents", []) if s["tokens"]]
    while sentences:
        size = rng.randint(*SENTENCES_A_PIECE) if rng else len(sentences)
        run, sentences = sentences[:size], sentences[size:]
        begin, end = run[0]["tokens"][0][1], run[-1]["tokens"][-1][2]
        tokens = [
            (record["text"][b:e], b, tag, name, at == 0)
            for s in run
            for at, (_, b, e, tag, _, name) in enumerate(s["tokens"])
        ]
        yield record["text"][begin:end], tokens


def silver_doc(text: str, tokens: list, *, names: bool) -> Doc | None:
    """A Doc with silver names, or with silver tags and nothing else; None where the tokens do not fit the text."""
    try:
        words, spaces = get_words_and_spaces([token[0] for token in tokens], text)
    except ValueError:
        return None
    rows, left = [], iter(tokens)
    for word in words:
        rows.append(None if word.isspace() else next(left))
    if not names:
        return Doc(VOCAB, words=words, spaces=spaces, tags=[row[2] if row else "_SP" for row in rows])
    ents, before = [], None
    for row in rows:
        label = NAME_LABELS.get(row[3]) if row else None
        inside = label and before == row[3] and not row[4]
        ents.append(f"{'I' if inside else 'B'}-{label}" if label else "O")
        before = row[3] if row else None
    return Doc(VOCAB, words=words, spaces=spaces, ents=ents)


def gold_training(corpora: Path, rng: random.Random) -> Iterator[Doc]:
    for corpus in ("en_ewt_train", "en_gum_train"):
        for document in read_conllu(corpora / "ud" / f"{corpus}.conllu.gz"):
            while document:
                size = rng.randint(*SENTENCES_A_PIECE)
                piece, document = document[:size], document[size:]
                yield gold_doc(piece, quotes=rng.random() < 0.5, newlines=rng.random() < 0.15)


def whole_gold(corpora: Path, corpus: str) -> Iterator[Doc]:
    for document in read_conllu(corpora / "ud" / f"{corpus}.conllu.gz"):
        yield gold_doc(document, quotes=False, newlines=False)


def silver(
    corpora: Path, split: str, rng: random.Random | None, *, names: bool, most: int | None = None
) -> Iterator[Doc]:
    for record in list(read_jsonl(corpora / "polnear" / f"{split}.jsonl.gz"))[:most]:
        for text, tokens in silver_pieces(record, rng):
            if (doc := silver_doc(text, tokens, names=names)) is not None:
                yield doc


def write(docs: Iterator[Doc], path: Path) -> None:
    docs = list(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(docs)} docs, {sum(map(len, docs))} tokens")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(0)
    syntax = [
        *gold_training(args.corpora, rng),
        *silver(args.corpora, "train", rng, names=False, most=SILVER_TAG_ARTICLES),
    ]
    rng.shuffle(syntax)
    write(syntax, args.out / "syntax_train.spacy")
    write(whole_gold(args.corpora, "en_ewt_dev"), args.out / "ewt_dev.spacy")
    write(whole_gold(args.corpora, "en_gum_dev"), args.out / "gum_dev.spacy")
    write(silver(args.corpora, "train", rng, names=True), args.out / "names_train.spacy")
    write(silver(args.corpora, "dev", None, names=True), args.out / "names_dev.spacy")


if __name__ == "__main__":
    main()
