"""Score names on PolNeAR dev (silver): the tagger alone, the encoder alone, and both as the pipeline joins them.

usage: python -m training.names.evaluate POLNEAR/dev.jsonl.gz [--articles N]

Exact spans with their label, of persons, bodies, places and other names."""

import argparse
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.scores import Score
from helpers import language
from helpers.encoder.scans import scan
from helpers.encoder.tags import LABELS
from training.attributions.data import read
from training.names.data import Name, silver_names


def names_of(doc: Doc) -> set[Name]:
    """The names among the entities of a Doc."""
    return {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in LABELS}


def score(gold: set[Name], found: set[Name]) -> Score:
    """Names that are exactly the same."""
    return Score(len(gold & found), len(found), len(gold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dev", type=Path)
    parser.add_argument("--articles", type=int, default=None)
    args = parser.parse_args()
    nlp = language.load(steps=("names",))
    totals = dict.fromkeys(("tagger", "encoder", "both"), Score())
    for record in list(read(args.dev))[: args.articles]:
        if not record.get("sents"):
            continue
        gold, doc = set(silver_names(record)), nlp.make_doc(record["text"])
        with nlp.select_pipes(disable=["names"]):
            doc = nlp(doc)
        totals["tagger"] += score(gold, names_of(doc))
        totals["encoder"] += score(gold, {one[:3] for one in scan(doc).names})
        totals["both"] += score(gold, names_of(nlp.get_pipe("names")(doc)))
    for name, one in totals.items():
        print(f"{name:8s} P {one.precision:5.1f}  R {one.recall:5.1f}  F1 {one.f1:5.1f}")


if __name__ == "__main__":
    main()
