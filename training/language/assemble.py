"""Put the trained parts together into the pipeline that is shipped.

usage: python training/language/assemble.py SYNTAX NAMES OUT

SYNTAX and NAMES are folders that `spacy train` wrote. Between them goes spaCy's rule lemmatizer with the tables of the
package spacy-lookups-data (MIT). Weights are stored in half precision; `helpers.language.widened` turns them back."""

import argparse
import json
import re
from pathlib import Path

import spacy

SHORT = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")


def silent_e(verbs: set[str]) -> list[list[str]]:
    """Rules for verbs such as "hope" beside "hop": a short stem doubles its consonant, so "hoping" is of "hope"."""
    pairs = sorted(verb for verb in verbs if SHORT.fullmatch(verb) and f"{verb}e" in verbs)
    return [[f"{verb}{ending}", f"{verb}e"] for verb in pairs for ending in ("ing", "ed", "es")]


def assemble(syntax: Path, names: Path) -> spacy.Language:
    nlp = spacy.load(syntax)
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()
    for table in ("lemma_rules", "lemma_exc", "lemma_index"):  # the tables know "am" as a verb only, our tags as AUX
        lemmatizer.lookups.get_table(table)["aux"] = lemmatizer.lookups.get_table(table)["verb"]
    lemmatizer.lookups.get_table("lemma_rules")["verb"].extend(
        silent_e(set(lemmatizer.lookups.get_table("lemma_index")["verb"]))
    )
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.meta |= {
        "name": "on_record",
        "version": "0.1.0",
        "description": "Tags, trees, lemmas and names of English news.",
        "author": "The On Record authors",
        "license": "MIT for the weights; see the model card for the data",
    }
    return nlp


def narrow(nlp: spacy.Language) -> None:
    """Round the weights of every step to half precision: half the size on disk, and the same scores to a tenth."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            for name in filter(node.has_param, node.param_names):
                node.set_param(name, node.get_param(name).astype("float16"))


def keep_strings(nlp: spacy.Language, path: Path) -> None:
    """Leave in a saved pipeline, of the strings seen in training, only labels: no list of corpus words is shipped."""
    labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    parts = {part for label in labels for part in (label, *label.replace("-", " ").replace("||", " ").split())}
    kept = sorted(parts | set(spacy.blank("en").vocab.strings))
    path.write_text(json.dumps(kept, indent=1), encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("syntax", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    nlp = assemble(args.syntax, args.names)
    narrow(nlp)
    nlp.to_disk(args.out)
    keep_strings(nlp, args.out / "vocab" / "strings.json")
    size = sum(f.stat().st_size for f in args.out.rglob("*") if f.is_file())
    print(f"{args.out}: {' '.join(nlp.pipe_names)}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
