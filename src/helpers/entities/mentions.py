"""Mentions: where the text names somebody or something, as the tagger found it and after a second look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from helpers.entities.labels import (
    BODY_NOUNS,
    LABEL_OF,
    cut_edges,
    is_body_noun,
    is_people,
    noun_after_comma,
    our_label,
    told_label,
)
from helpers.entities.mention import Mention
from helpers.lexicons import listed, words
from helpers.names import relations, votes
from helpers.names.paragraphs import datelines, heard, in_title_case, offsets_heard
from helpers.names.titles import is_role, is_title, title_before, title_end, title_size, title_start, without_letters
from helpers.names.wholes import brands
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.verbatim import span_at, verbatim

FINE_LABELS = frozenset({"GPE", "NORP", "FAC"})
PLACE_WORDS = listed("before places")
ARTICLES = listed("articles")
UNION_NOUNS = listed("unions")
"""Small nouns right behind a name that say it is a union's: the Dock and Yard union."""
SEATS = listed("seats")
NAME_DEPS = frozenset({"flat", "compound", "amod", "nmod", "nmod:desc", "appos", "nn"})
NAME_INITIALS = re.compile(r"\(([A-Z][A-Z.]{1,8})\)")
WORK = re.compile(r"[“‘\"«]([A-Z][^“”‘\"«»\n]{2,60}?)[,.!?]?[”’\"»]")
WORD_BEFORE = re.compile(r"[\w'.&-]+(?= *$)")


def read_mentions(doc: Doc) -> list[Mention]:
    """What the tagger found, cut to the names, in the order of the text; headlines in title case left out."""
    told = [span for span in (*bodies(doc), *datelines(doc)) if heard(doc, span)]
    covered_ = {token.i for span in told for token in span}
    ents = [ent for ent in doc.ents if ent.label_ in LABEL_OF and covered_.isdisjoint(range(ent.start, ent.end))]
    parts = [one for ent in ents if heard(doc, ent) for part in without_office(ent) for one in without_employer(part)]
    named = [part for one in parts for part in without_place(one)]
    fine = any(ent.label_ in FINE_LABELS for ent in doc.ents)
    spans = [(extend(cut_edges(ent)), ent.label_) for ent in named] + [(span, span.label_) for span in told]
    found = [mention(span, label, fine) for span, label in spans if span is not None]
    titles = works(doc)
    return without_overlaps(m for m in found if m is not None and not is_in_work(m, titles))


def without_office(ent: Span) -> list[Span]:
    """What is named in a body that is none: the Labour MP for Lowen; Lowen Police, of Lowen Police Chief Ana Ruiz."""
    doc, end = ent.doc, ent.end
    seat = next((t.i for t in ent[:-2] if t.lower_ in SEATS and t.nbor().lower_ == "for"), None)
    if seat is not None and ent.label_ not in ("PERSON", "PER"):
        before = doc[ent.start : seat]
        party = [Span(doc, before.start, before.end, label="NORP")] if is_people(before.text) else []
        return [*party, Span(doc, seat + 2, ent.end, label="GPE")]
    named = end < len(doc) and doc[end].ent_type_ in ("PERSON", "PER")
    while named and end > ent.start + 1 and ent.label_ not in ("PERSON", "PER") and is_title(doc[end - 1].text):
        end -= 1
    return [ent if end == ent.end else Span(doc, ent.start, end, label=ent.label_)]


def without_employer(ent: Span) -> list[Span]:
    """A person and a firm that were taken for one body: Ana Ruiz of Holt & Stead, who is Ms Ruiz elsewhere."""
    doc, at = ent.doc, next((token.i for token in ent[1:-1] if token.lower_ in ("of", "at")), None)
    if at is None or at - ent.start < 2 or ent.label_ in ("PERSON", "PER"):
        return [ent]
    addressed = (doc[t.i - 1].lower_.rstrip(".") for t in doc if t.i and t.text == doc[at - 1].text)
    if not words("titles", kind="honorific").intersection(addressed):
        return [ent]
    return [Span(doc, ent.start, at, label="PERSON"), Span(doc, at + 1, ent.end, label="ORG")]


def is_in_work(found: Mention, titles: list[Offsets]) -> bool:
    """Whether a mention is a part of the title of a work; people are named in titles too."""
    return found.label in ("ORG", "MISC", "GPE", "LOC") and any(begin <= found.begin < end for begin, end in titles)


def works(doc: Doc) -> list[Offsets]:
    """Offsets of titles of works between quotation marks: “The Boat That Waited”; not of names alone."""
    found = WORK.finditer(verbatim(doc))
    return [match.span() for match in found if " " in match[1] and in_title_case(match[1], least=1)]


def bodies(doc: Doc) -> Iterator[Span]:
    """Names of bodies that taggers cut at a small word: Church of the Open Door, Allied Dock and Yard Workers."""
    for token in doc:
        if not token.text[:1].isupper() or token.i == 0:
            continue
        noun = relations.singular(token.text)
        said_so = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in UNION_NOUNS
        if noun in BODY_NOUNS and noun != "party" and not said_so:
            span = body_of(token)
        else:
            span = union_of(token) if noun != token.lower_ and (said_so or noun in words("roles")) else None
        if span is not None:
            yield span


def body_of(noun: Token) -> Span | None:
    """The name of a body around its noun, where it goes on with of or for and further large words."""
    doc, at = noun.doc, noun.i + 1
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for"):
        return None
    at += 1 + (doc[at + 1].lower_ == "the")
    end = large_until(doc, at)
    if end + 1 < len(doc) and end > at and doc[end].lower_ == "and" and doc[end + 1].text[:1].isupper():
        further = large_until(doc, end + 1)
        end = further if doc[further - 1].text.endswith("s") or not doc[end + 1].ent_type_ else end
    return Span(doc, owner_from(doc, large_from(doc, noun.i)), end, label="ORG") if end > at else None


def owner_from(doc: Doc, begin: int) -> int:
    """Where a body's name begins that opens with whose it is, in the plural: the Rowers' Alliance of the North."""
    apostrophe = doc[begin - 1] if begin > 1 else None
    if apostrophe is None or apostrophe.text not in ("'", "’") or apostrophe.whitespace_ == "":
        return begin
    owners = doc[begin - 2]
    return large_from(doc, owners.i) if owners.text.endswith("s") and owners.text[:1].isupper() else begin


def union_of(last: Token) -> Span | None:
    """The name of a union that ends with a trade, with "and" in it and "the" before it."""
    doc, begin = last.doc, large_from(last.doc, last.i)
    if begin > 2 and doc[begin - 1].lower_ in ("and", "&") and doc[begin - 2].text[:1].isupper():
        begin = large_from(doc, begin - 2)
    joined = any(token.lower_ in ("and", "&") for token in doc[begin : last.i])
    return Span(doc, begin, last.i + 1, label="ORG") if joined and doc[begin - 1].lower_ == "the" else None


def large_until(doc: Doc, at: int) -> int:
    """Where a run of capitalised words from the token `at` on ends."""
    while at < len(doc) and doc[at].text[:1].isupper() and not doc[at].is_sent_start:
        at += 1
    return at


def large_from(doc: Doc, at: int) -> int:
    """Where a run of capitalised words up to the token `at` begins; an article is no part of it."""
    while at > 0 and doc[at - 1].text[:1].isupper() and doc[at - 1].lower_ not in ARTICLES:
        if doc[at].is_sent_start or title_size(doc, at - 1, at) or doc[at - 1].is_sent_start:
            break
        at -= 1
    return at


def without_place(ent: Span) -> list[Span]:
    """A titled person's name cut before "of" and the place behind it; anything else as it is."""
    start = title_end(ent, "PERSON")
    at = next((token.i for token in ent if token.lower_ == "of" and token.i > start), None)
    titled = start > ent.start or title_start(ent.doc, ent.start) < ent.start
    if at is None or not titled or at + 1 >= ent.end or any(is_body_noun(t.lower_) for t in ent.doc[start:at]):
        return [ent]
    return [Span(ent.doc, ent.start, at, label="PERSON"), Span(ent.doc, at + 1, ent.end, label="GPE")]


def extend(span: Span | None) -> Span | None:
    """A name that was cut short, with the capitalised words of the same noun phrase that go on on either side."""
    if span is None:
        return None
    begin, end = span.start, span.end
    while end < len(span.doc) and goes_on(span.doc[begin:end], span.doc[end]):
        end += 1
    while begin > sentence_of(span).start and goes_on(span.doc[begin:end], span.doc[begin - 1]):
        begin -= 1
    end = past_possessive(span.doc, end)
    return span.doc[begin:end]


def past_possessive(doc: Doc, end: int) -> int:
    """The end of a body's name with a possessive inside it: Metro Drivers' Union, cut at the apostrophe by taggers."""
    if end + 1 >= len(doc) or (doc[end].tag_ != "POS" and doc[end].text not in "'’"):
        return end
    after = doc[end + 1]
    following = doc[end + 2] if end + 2 < len(doc) else after
    longer = following.ent_iob_ == "I" and following.text[:1].isupper()  # Lowen's Defense Ministry
    return end + 2 if after.text[:1].isupper() and is_body_noun(after.lower_) and not longer else end


def goes_on(span: Span, token: Token) -> bool:
    """Whether a neighbour of `span` is a further word of the same name."""
    if token.ent_type_ or not token.text[:1].isupper() or not token.tag_.startswith("NN"):
        return False
    named = token.tag_ == "NNP" and token.dep_ in ("flat", "compound")
    if (token.i < span.start and not named) or token.lower_ in words("calendar"):
        return False
    if title_start(token.doc, token.i + 1) <= token.i or is_role(token.text) or not tied(span, token):
        return False
    # "French Foreign Minister": the adjective before a title is no cut name
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or not (is_title(following.text) and following.text[:1].isupper())


def tied(span: Span, token: Token) -> bool:
    """Whether the tree joins `token` to a name: one hangs on the other, or both hang on one word between them."""
    if token.head in span and token.dep_ in NAME_DEPS:
        return True
    return any(t.dep_ in NAME_DEPS and t.head == token for t in span) or (
        token.dep_ in NAME_DEPS and any(t.dep_ in NAME_DEPS and t.head == token.head for t in span)
    )


def mention(span: Span, label: str, fine: bool) -> Mention | None:
    """A mention from a tagger's span, its title cut off and its label one of ours; None where it is no name."""
    start = title_end(span, label)
    if label in ("PERSON", "PER") or start > span.start:
        label = "PERSON"
    rest = span.doc[start : span.end]
    rest = without_letters(rest) if label == "PERSON" else rest
    length = len(rest.text) if rest[-1].i in brands(rest.doc) else visible_length(rest.text)
    begin, end = rest.start_char, rest.start_char + length
    if not is_name(verbatim(rest.doc)[begin:end]):
        return None
    form = relations.clean(verbatim(rest.doc)[begin:end])
    if label != "PERSON" and relations.key(form) in words("calendar"):
        return None
    found = Mention(begin, end, label, form, *surroundings(span.doc, (begin, end)))
    ours = our_label(found, span, fine)
    return replace(found, label=ours, told=bool(told_label(found, span, ours)) and ours != "LOC")


def visible_length(text: str) -> int:
    """Characters of a name up to a lower-case second half (Russian-backed) or a possessive inside its last word."""
    backed = re.match(r"^(\w+)-[a-z]+$", text)
    kept = backed[1] if backed else relations.POSSESSIVE.sub("", text)
    return len(kept)


def is_name(text: str) -> bool:
    """Whether a form can be a name: it has a capital letter (where letters have case) and is more than a title."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or "://" in text or "@" in text or all(is_title(word) for word in text.split()):
        return False
    return any(letter.isupper() for letter in letters) or not any(letter.islower() for letter in letters)


def without_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """The mentions in the order of the text; of two that overlap the longer one."""
    kept: list[Mention] = []
    for each in sorted(found, key=lambda m: (m.begin, -m.end)):
        if kept and each.begin < kept[-1].end:
            if each.end - each.begin > kept[-1].end - kept[-1].begin:
                kept[-1] = each
        else:
            kept.append(each)
    return kept


@once
def folded_text(doc: Doc) -> relations.Plain:
    """The text of a Doc as names are looked for in it."""
    return relations.plain(verbatim(doc))


def second_look(doc: Doc, first: list[Mention], extra: list[str]) -> list[Mention]:
    """The mentions and every further occurrence of a known form, a longer known form swallowing what it covers.

    `extra` are forms that stand in the text and that no mention has, such as surnames."""
    labels = {m.form: m.label for m in reversed(first)}
    folded = folded_text(doc)
    again = []
    for offsets in relations.occurrences(folded, [*labels, *extra]):
        given = given_name_before(doc, offsets)
        if given is not None:
            offsets = given, offsets[1]
            again.append(
                Mention(
                    *offsets, "PERSON", relations.clean(verbatim(doc)[slice(*offsets)]), *surroundings(doc, offsets)
                )
            )
        elif offsets_heard(doc, offsets) and stands_alone(doc, offsets):
            form = relations.clean(verbatim(doc)[slice(*offsets)])
            found = Mention(*offsets, labels.get(form, ""), form, *surroundings(doc, offsets))
            told = told_label(found, span_at(doc, *offsets), found.label)
            again.append(replace(found, label=told or found.label, told=told not in ("", "LOC")))
    return merge_looks(first, again)


def given_name_before(doc: Doc, offsets: Offsets) -> int | None:
    """Where a given name begins that no tagger saw before a known surname: Petra, beside Ana Ruiz; None without."""
    span = doc.char_span(*offsets, alignment_mode="expand")
    if span is None or len(span) > 1 or not span.start or not heard(doc, span) or span[0].text.isupper():
        return None
    word = doc[span.start - 1]
    named = (
        word.tag_ == "NNP"
        and word.text.istitle()
        and len(word) > 1
        and not word.ent_type_
        and sentence_of(word) == sentence_of(span)
    )
    ordinary = (
        is_title(word.text) or is_role(word.text) or is_body_noun(word.lower_) or word.lower_ in words("calendar")
    )
    if not named or ordinary or is_people(word.text) or not tied(span, word):
        return None
    return word.idx


def surroundings(doc: Doc, offsets: Offsets) -> tuple[str, bool, str, bool]:
    """The title before a name, whether places and peoples stand so, and the head noun of what follows its comma."""
    span = span_at(doc, *offsets)
    return (
        title_before(doc, span.start),
        is_placed(doc, span.start),
        noun_after_comma(span),
        is_spoken_of_as_people(span),
    )


def is_placed(doc: Doc, at: int) -> bool:
    """Whether the word at `at` stands where places stand: in …, near …, mayor of …, Ana Ruiz of …."""
    before = doc[at - 1].lower_ if at else ""
    if before in PLACE_WORDS or before != "of" or at < 2:
        held = at > 1 and before == "in" and votes.kinds("in").get(relations.singular(doc[at - 2].text)) == "ORG"
        return before in PLACE_WORDS and not held  # "shares in Norwind"
    return is_role(doc[at - 2].text) or doc[at - 2].ent_type_ in ("PERSON", "PER")


def is_spoken_of_as_people(span: Span) -> bool:
    """Whether a single name stands before a small noun it modifies, or behind "the" in the plural."""
    if len(span) > 1 or span.end >= len(span.doc):
        return False
    following = span.doc[span.end]
    if following.tag_[:2] in ("NN", "JJ") and following.text.islower():
        return True
    return span.text.endswith("s") and span.start > 0 and span.doc[span.start - 1].lower_ == "the"


def merge_looks(first: list[Mention], again: list[Mention]) -> list[Mention]:
    """The second look's mentions where they are longer or new, the tagger's otherwise."""
    known = letters(first)
    kept = [m for m in again if not covered(m, known)]
    longer = letters(kept)
    left = [m for m in first if not covered(m, longer)]
    return without_overlaps([*left, *kept])


def letters(found: list[Mention]) -> dict[int, Mention]:
    """The mention that each of their characters belongs to."""
    return {at: mention for mention in found for at in range(mention.begin, mention.end)}


def covered(mention: Mention, by: dict[int, Mention]) -> bool:
    """Whether a mention lies wholly in one of others."""
    holder = by.get(mention.begin)
    return holder is not None and mention.end <= holder.end


def stands_alone(doc: Doc, offsets: Offsets) -> bool:
    """Whether a found form is a name where it stands: tagged as one, or large where nothing else makes it so."""
    span = doc.char_span(*offsets, alignment_mode="expand")
    if span is None:
        return False
    if len(span) == 1 and not may_be_name(span[0]):
        return False
    if not heard(doc, span):
        return True
    return not (part_of_name(span, span.start - 1) or part_of_name(span, span.end))


def may_be_name(token: Token) -> bool:
    """Whether a single capitalised word is a name and no ordinary word at the start of a sentence."""
    if token.tag_.startswith("NNP") or token.pos_ == "PROPN" or token.text.isupper():
        return True
    if token.is_sent_start:
        return token.i + 1 < len(token.doc) and token.nbor().tag_[:2] in ("VB", "MD", "PO")
    return not (token.tag_ and token.tag_[0] in "VMPRDI")


def part_of_name(span: Span, at: int) -> bool:
    """Whether the word at `at`, beside a one-word form, makes another name of it: Jane Dorrian, Dorrian Street."""
    if len(span) > 1 or not 0 <= at < len(span.doc):
        return False
    word = span.doc[at]
    if not (word.text[:1].isupper() and word.tag_.startswith("NNP")) or word.ent_type_:
        return False
    if at > span.start:
        return word.lower_ in words("places", kind="landscape") or relations.singular(word.text) in words("group_nouns")
    ordinary = is_title(word.text) or is_role(word.text) or word.is_sent_start
    return not ordinary and tied(span, word)


def introduced_initials(doc: Doc) -> list[tuple[str, str]]:
    """Pairs of a name and the initials introduced for it in brackets: Harbour Trust (HT), tagged or not."""
    folded = folded_text(doc)
    pairs = []
    for match in NAME_INITIALS.finditer(folded.text):
        name = name_before(folded.text[: match.start()], match[1])
        if name:
            pairs.append((name, match[1]))
    return pairs


def loose_initials(doc: Doc, found: Iterable[Mention]) -> list[tuple[str, str]]:
    """Pairs of a body's name and its initials that the text uses without having introduced them."""
    shorts = {token.text for token in doc if len(token) > 2 and relations.is_acronym(token.text)}
    long = {m.form for m in found if m.label != "PERSON" and m.form.count(" ") > 1} if shorts else ()
    return sorted((name, short) for name in long for short in shorts if relations.fits_initials(short, name))


def name_before(text: str, acronym: str) -> str:
    """The shortest run of words at the end of `text` whose initials are `acronym`; empty where there is none."""
    run = text.rstrip()
    begin = len(run)
    for _ in range(2 * len(acronym)):
        word = WORD_BEFORE.search(run[max(0, begin - 60) : begin])
        if word is None:
            return ""
        begin = max(0, begin - 60) + word.start()
        if relations.fits_initials(acronym, run[begin:]) and run[begin].isupper():
            return run[begin:]
    return ""
