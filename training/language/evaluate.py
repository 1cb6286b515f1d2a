"""Score a pipeline on the development parts that `prepare.py` wrote.

usage: python training/language/evaluate.py FOLDER [--pipeline NAME]

Raw text in: the pipeline tokenizes for itself and spaCy's scorer aligns its tokens with the gold ones."""

import argparse
import json
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training import Example

from helpers.language import SHIPPED, widened

MEASURES = {
    "ewt_dev": ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f"),
    "names_dev": ("ents_p", "ents_r", "ents_f"),
}
MEASURES["gum_dev"] = MEASURES["ewt_dev"]


def scores(nlp: spacy.Language, path: Path) -> dict:
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    return nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold], batch_size=8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pipeline", default=str(SHIPPED))
    args = parser.parse_args()
    nlp = widened(spacy.load(args.pipeline))
    for name, measures in MEASURES.items():
        found = scores(nlp, args.folder / f"{name}.spacy")
        print(name, json.dumps({measure: round(100 * found[measure], 1) for measure in measures}))
        if name == "names_dev":
            print("   by label", {label: round(100 * s["f"], 1) for label, s in sorted(found["ents_per_type"].items())})


if __name__ == "__main__":
    main()
