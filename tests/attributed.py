"""Docs with names and sources of attributions, whose words, tags and trees are given by hand."""

import re

from handmade import doc_of
from spacy.util import filter_spans

from helpers.articles import Paragraph
from helpers.attributions import Attribution
from helpers.entities import find_entities
from helpers.sources import find_sources

TAGS = {
    "he": "PRP", "she": "PRP", "they": "PRP", "it": "PRP", "we": "PRP", "who": "WP", "said": "VBD", "added": "VBD",
    "the": "DT", "a": "DT", "an": "DT", "another": "DT", "two": "CD", "one": "CD", "of": "IN", "for": "IN", "on": "IN",
    "in": "IN", "with": "IN", "because": "IN", "left": "VBD", "met": "VBD", "stayed": "VBD", "spoke": "VBD",
    "is": "VBZ",
    "heads": "VBZ", "and": "CC", "his": "PRP$", "her": "PRP$", "its": "PRP$", "to": "TO", "not": "RB", "were": "VBD",
    "military": "JJ", "senior": "JJ", "new": "JJ", "former": "JJ", "familiar": "JJ", ",": ",", ".": ".",
}  # fmt: skip
VERBS = frozenset({"said", "added", "left", "met", "stayed", "spoke", "is", "were"})


def tag(word):
    low = word.lower()
    if low in TAGS or low.isdigit():
        return TAGS.get(low, "CD")
    if word[0].isupper():
        return "NNP"
    return "NNS" if low.endswith("s") and not low.endswith("ss") else "NN"


def chain(words, begin, verb):
    """The last noun before the verb is its subject; a subject pronoun is one too."""
    for at in range(verb - 1, begin - 1, -1):
        if tag(words[at]) in ("NN", "NNS", "NNP", "PRP"):
            return at
    return None


def parse(words):
    """A flat tree: each sentence hangs on its last verb, whose subject is the first noun or pronoun run before it."""
    heads, deps = list(range(len(words))), ["dep"] * len(words)
    begin = 0
    for end in [i for i, w in enumerate(words) if w == "."]:
        verbs = [i for i in range(begin, end) if words[i].lower() in VERBS]
        root = verbs[0] if verbs else begin
        for at in range(begin, end + 1):
            heads[at] = root
        deps[root] = "ROOT"
        for verb in verbs:
            subject = chain(words, begin, verb)
            if subject is not None and deps[subject] == "dep":
                deps[subject] = "nsubj"
                heads[subject] = verb if verb == root else root
        begin = end + 1
    return heads, deps


def article(text, *sources, ents=()):
    """A Doc of a text of spaced tokens, names as (form, label), and one attribution a source, in order of the text.

    Lines are paragraphs, with # headlines; the content of an attribution is the word STATEMENT next to its source."""
    words, spaces, paragraphs, at = [], [], [], 0
    for line in text.strip().splitlines():
        kind, tokens = ("headline" if line.startswith("# ") else "body"), line.removeprefix("# ").split()
        words += tokens
        spaces += [True] * len(tokens)
        length = len(" ".join(tokens))
        paragraphs.append(Paragraph(at, at + length, kind))
        at += length + 1
    heads, deps = parse(words)
    tags = [tag(word) for word in words]
    doc = doc_of(words, spaces, heads=heads, deps=deps, tags=tags)
    doc.set_ents(filter_spans([span for form, label in ents for span in named(doc, form, label)]))
    doc._.paragraphs = tuple(paragraphs)
    doc._.attributions = tuple(attributions(doc.text, sources))
    doc._.entities = find_entities(doc)
    doc._.sources, doc._.attributions = find_sources(doc)
    return doc


def named(doc, form, label):
    for match in re.finditer(rf"(?<!\S){re.escape(form)}(?!\S)", doc.text):
        yield doc.char_span(*match.span(), label=label)


def attributions(text, sources):
    at = 0
    for number, source in enumerate(sources, 1):
        begin = re.compile(rf"(?<!\w){re.escape(source)}(?!\w)").search(text, at).start()
        at = begin + len(source)
        # the content is the full stop that ends the sentence: these rules do not look into it
        stop = text.index(" .", at) + 1
        yield Attribution(
            f"a{number}", ((begin, at),), (), ((stop, stop + 1),), "indirect", "statement", "neutral", "attributed", 1.0
        )


def linked(doc):
    """The name of the source of each attribution, None where nobody was chosen."""
    names = {source.id: source.name for source in doc._.sources}
    return [names.get(a.source_id) for a in doc._.attributions]


def statuses(doc):
    return [a.status for a in doc._.attributions]


def only(doc):
    (source,) = doc._.sources
    return source


DORRIAN = (("John Dorrian", "PERSON"),)
TWO = (("Ana Ruiz", "PERSON"), ("Lee Park", "PERSON"))
FAMILY = (("Lee Park", "PERSON"), ("Bo Park", "PERSON"))
SAYING = ("indirect", "statement", "neutral", "attributed", 1.0)
RUIZES = (("Ana Ruiz", "PERSON"), ("Leon Ruiz", "PERSON"), ("Ruiz", "PERSON"))


def last_said(doc, source):
    """Whose the last words are where a source, at its last place in the text, says them; by the tree as it is now."""
    begin = doc.text.rindex(source)
    stop = len(doc.text) - 1
    doc._.attributions += (Attribution("a9", ((begin, begin + len(source)),), (), ((stop, stop + 1),), *SAYING),)
    doc._.sources, doc._.attributions = find_sources(doc)
    return linked(doc)[-1]


def told(doc, verb, lemma, dep="nsubj"):
    """A Doc in which the two words before a verb are the name that is its subject, and the verb has a lemma."""
    at = next(token.i for token in doc if token.text == verb)
    doc[at].lemma_ = lemma
    doc[at].head, doc[at].dep_ = doc[at], "ROOT"
    doc[at - 1].head, doc[at - 1].dep_ = doc[at], dep
    doc[at - 2].head, doc[at - 2].dep_ = doc[at - 1], "compound"
    return doc
