"""Names: what the encoder and the tagger of the pipeline together take for names."""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from helpers.encoder import network
from helpers.encoder.scans import scan
from helpers.encoder.tags import LABELS, Named
from helpers.extensions import declare
from helpers.lexicons import listed, words
from helpers.names import votes
from helpers.names.common_nouns import without_ordinary
from helpers.names.wholes import wholes
from helpers.text.lines import Offsets
from helpers.text.spans import shared

YOUNGER_OR_ELDER = listed("younger and elder")
"""What tells a son from a father of one name."""
FINDERS = ("both", "tagger")
SAY = 0.5
"""What the tagger's word counts in the vote on a label, where the encoder's counts as much as it is sure (0 to 1)."""
LOUDEST = 3.0
"""What encoder and tagger count together at the most: they see the same form again in each of its mentions."""
OFTEN = 2
"""How often a cue of one weight counts for a form."""
Votes = defaultdict[str, float]
"""What is counted for each label."""
CHOICE = ("ORG", "LOC", "PERSON", "MISC")
"""The labels, the likeliest first where nothing is left but that a name is not a person's."""


class NamesComponent:
    """Writes `doc._.names`, the names that the encoder marks, and with them the names among `doc.ents`."""

    def __init__(self, finder: str = "both"):
        """`finder` is one of `FINDERS`; "tagger" leaves the names as the pipeline's own tagger set them."""
        self.finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Join what both found; dates, amounts and other spans that name nobody stay where no name covers them."""
        if self.finder == "both":
            doc._.names = scan(doc).names
            doc.set_ents(together(doc, doc._.names))
        return doc


@Language.factory("names", default_config={"finder": "both"})
def create_names(nlp: Language, name: str, finder: str) -> NamesComponent:
    """The step behind the tagger of names; without an encoder that marks names it leaves those, with a warning."""
    if finder not in FINDERS:
        raise ValueError(f"The step 'names' has no finder {finder!r}; there are: {', '.join(FINDERS)}.")
    declare()
    if finder == "both" and not network.finds_names():
        warnings.warn(f"No encoder in {network.SHIPPED} marks names: they are the tagger's alone.", stacklevel=2)
        finder = "tagger"
    return NamesComponent(finder)


def together(doc: Doc, marked: Iterable[Named]) -> list[Span]:
    """Spans for `doc.ents`: names where the encoder marks one, in the tagger's borders if it saw one, and the rest."""
    apart = in_paragraphs(marked, [(p.begin, p.end) for p in doc._.paragraphs])
    spans = [(span, one.probability) for one in apart if (span := span_of(doc, one)) is not None]
    named = [suffixed(ent) for ent in doc.ents if ent.label_ in LABELS]
    heard = {token.i for span, _ in spans for token in span}
    seen = [ent for ent in named if not heard.isdisjoint(range(ent.start, ent.end))]
    kept = without_ordinary(doc, [*seen, *without((span for span, _ in spans), seen)])
    votes = counted([*spans, *((ent, SAY) for ent in named)])
    told = heard_of([*kept, *unmarked(doc, kept)])
    pieces = [labelled(one, chosen(votes[key(one)], told.get(key(one), no_votes()))) for one in kept]
    names = list(wholes(sorted(pieces)))
    return sorted([*names, *without((ent for ent in doc.ents if ent.label_ not in LABELS), names)])


def suffixed(ent: Span) -> Span:
    """A name of several words with the Jr. or Sr. behind it, which the tagger leaves out in front of another name."""
    after = ent.doc[ent.end : ent.end + 1].text.casefold().rstrip(".")
    return Span(ent.doc, ent.start, ent.end + 1, label=ent.label) if len(ent) > 1 and after in YOUNGER_OR_ELDER else ent


def in_paragraphs(marked: Iterable[Named], paragraphs: Sequence[Offsets]) -> Iterator[Named]:
    """The marked names, one that runs over the end of a paragraph as a name in each."""
    for one in marked:
        for begin, end in shared((one.begin, one.end), paragraphs) if paragraphs else [(one.begin, one.end)]:
            yield one._replace(begin=begin, end=end)


def unmarked(doc: Doc, kept: list[Span]) -> list[Span]:
    """Where a name of one word stands as well that nobody marked: the words around it tell something all the same."""
    single = {one.text for one in kept if len(one) == 1}
    taken = {token.i for one in kept for token in one}
    nouns = (token for token in doc if token.text in single and token.tag_.startswith("NN"))
    return [doc[token.i : token.i + 1] for token in nouns if token.i not in taken]


def no_votes() -> Votes:
    """Votes for each label, to be counted."""
    return defaultdict(float)


def heard_of(kept: list[Span]) -> dict[str, Votes]:
    """What the words around the names tell of each form, the same thing counted `OFTEN` times at the most."""
    cues = Counter((key(one), *vote) for one in kept for vote in votes.votes(one))
    told: dict[str, Votes] = {}
    for (form, label, weight), often in cues.items():
        told.setdefault(form, no_votes())[label] += weight * min(often, OFTEN)
    share(kept, told)
    return told


def share(kept: list[Span], told: dict[str, Votes]) -> None:
    """Add what is told of a surname to the full name, and of a body's whole name to what it begins with."""
    surnames = {key(one).rpartition(" ")[2] for one in kept if len(one) > 1 and one.label_ == "PERSON"}
    for form in {key(one) for one in kept if len(one) > 1}:
        rest, _, last = form.rpartition(" ")
        person = told.get(last, no_votes())["PERSON"]
        if person > 0:
            told.setdefault(form, no_votes())["PERSON"] += person
        if rest and last in words("company_words"):  # Veltmar, of Veltmar Lines
            told.setdefault(rest, no_votes())["ORG"] += votes.FAIR
            if rest not in surnames:
                told[rest]["PERSON"] -= votes.DOUBTFUL


def labelled(span: Span, label: str) -> Span:
    """The same words with another label."""
    return Span(span.doc, span.start, span.end, label=label)


def chosen(seen: Votes, told: Votes) -> str:
    """The label with most votes: what encoder and tagger saw, up to `LOUDEST`, and what the words around it tell."""
    share = min(1.0, LOUDEST / sum(seen.values()))
    return max(CHOICE, key=lambda label: share * seen[label] + told[label])


def span_of(doc: Doc, one: Named) -> Span | None:
    """A marked name in whole tokens, but for white space at its edges."""
    span = doc.char_span(one.begin, one.end, label=one.label, alignment_mode="expand")
    while span is not None and len(span) > 1 and span[-1].is_space:
        span = Span(doc, span.start, span.end - 1, label=span.label)
    return span


def counted(spans: Iterable[tuple[Span, float]]) -> dict[str, Votes]:
    """Votes for each label of each form, over all of the text: one name has one label."""
    votes: dict[str, Votes] = {}
    for span, weight in spans:
        votes.setdefault(key(span), no_votes())[span.label_] += weight
    return votes


def key(span: Span) -> str:
    """What the occurrences of one form have in common."""
    return span.text.casefold()


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The spans, each once, that share no token with those taken nor with one another; the first of two that do."""
    covered, kept = {token.i for span in taken for token in span}, []
    for span in spans:
        if covered.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            covered |= set(range(span.start, span.end))
    return kept
