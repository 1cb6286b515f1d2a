"""Attributions: who said it (source), how (cue), what (content), as spans and their links."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc

from helpers import extensions, lexicons
from helpers.attributions.addressees import heard_frames
from helpers.attributions.answers import turned_frames
from helpers.attributions.bounds import Bounds, bounded_frames, bounds, sound_frames
from helpers.attributions.contents import negated
from helpers.attributions.cues import Cue, lexicon
from helpers.attributions.empty_contents import stated_frames
from helpers.attributions.frames import Frame, frames
from helpers.attributions.gaps import without_gapped
from helpers.attributions.learned import learned_frames, together
from helpers.attributions.sentences import Run
from helpers.attributions.span_repair import whole_frames
from helpers.attributions.statements import told_apart
from helpers.attributions.transcripts import transcribed
from helpers.lexicons import listed
from helpers.syntax import phrases
from helpers.text.layouts import Paragraph
from helpers.text.lines import Offsets
from helpers.text.quotations import Quotation, quotations
from helpers.text.verbatim import verbatim

FORMS = ("direct", "mixed", "indirect")
KINDS = ("statement", "belief", "intention", "attitude", "decree", "document", "no-comment")
FRAMINGS = ("neutral", "loaded", "")  # "" where there is no cue
STATUSES = (
    "attributed",
    "pronoun-resolved",
    "name-resolved",
    "ambiguous",
    "unattributed",
    "unclosed",
    "corrected",
)  # fmt: skip
CONFIDENCE = {
    "quotation": 0.95,
    "phrase": 0.9,
    "clause": 0.85,
    "aside": 0.85,
    "figure": 0.85,
    "signed": 0.85,
    "turn": 0.85,
    "infinitive": 0.75,
    "label": 0.7,
    "object": 0.6,
    "noun": 0.55,
    "loose": 0.3,
}
"""How far each kind of evidence is trusted before calibration: quoted words with a cue most, an object little."""
FINDERS = ("model", "rules")
SURE = 0.85
"""Confidence from which a finding by rules stands where the model found nothing."""
DISPUTED = 0.5
"""The most confidence where two attributions had a claim to the same words: under what reports list for checking."""
SURFACE_PENALTY = 0.1
NO_SOURCE_PENALTY = 0.25
SILENCE = listed("silence")
"""Verbs that with an infinitive of speech ("declined to comment") are a refusal to speak."""


WILL = listed("will")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: a source span, a cue span and one or more content spans; any role but content may be missing."""

    id: str  # "a1" … in the order of the first character of any part
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    form: str
    kind: str
    framing: str
    status: str
    confidence: float  # 0 to 1
    source_id: str | None = None  # filled in by the component `sources`, as is what follows
    decided_by: str = ""  # the sieve that said whose words they are
    source_confidence: float | None = None  # 0 to 1, that the source is the right one; of the words it is `confidence`


class AttributionsComponent:
    """Sets `doc._.attributions` by the trained model, the tree, the quotation marks and the lexicon of cues, and
    `doc._.unsaid`: what was found and most likely states nothing."""

    def __init__(self, finder: str = "model"):
        """`finder` is one of `FINDERS`."""
        self.finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions in the paragraphs of the Doc, or in the whole of it where it has none."""
        paragraphs = doc._.paragraphs or (Paragraph(0, len(verbatim(doc)), "body"),)
        found = attributions(doc, paragraphs, self.finder)
        if self.finder == "model":
            found, doc._.unsaid = told_apart(doc, found)
        doc._.attributions = tuple(replace(one, id=f"a{number}") for number, one in enumerate(found, start=1))
        return doc


@Language.factory("attributions", default_config={"finder": "model"})
def create_attributions(nlp: Language, name: str, finder: str) -> AttributionsComponent:
    """The step that finds who said what; `finder` is "model" (the trained one, rules where it is silent) or "rules"."""
    if finder not in FINDERS:
        raise ValueError(f"The step 'attributions' has no finder {finder!r}; there are: {', '.join(FINDERS)}.")
    extensions.declare()
    return AttributionsComponent(finder)


def attributions(doc: Doc, paragraphs: tuple[Paragraph, ...], finder: str = "rules") -> tuple[Attribution, ...]:
    """The attributions of a parsed Doc in the order of their first characters; outermost ones only."""
    quotes = quotations(verbatim(doc), paragraphs)
    held = bounds(doc, quotes, paragraphs)
    found = frames(doc, quotes, paragraphs) if doc.has_annotation("DEP") else []
    if finder == "model":
        found = with_rules(doc, held, found, learned_frames(doc, quotes, paragraphs), quotes)
    told = [frame for frame in settled(doc, found, quotes, paragraphs) if not is_withholding(doc, frame)]
    said = sound_frames(held, transcribed(doc, held, told))
    return tuple(attribution(doc, frame, quotes, f"a{number}") for number, frame in enumerate(said, start=1))


def with_rules(
    doc: Doc, held: Bounds, ruled: list[Frame], learned: list[Frame], quotes: tuple[Quotation, ...]
) -> list[Frame]:
    """What the model found, and of the rules' findings beside it those that are sure or whose source it ran into."""
    found, cut = bounded_frames(held, learned)
    beside = [one for one in ruled if one.cue is None or confidence(one) >= SURE or begins_in(one, cut)]
    return together(whole_frames(doc, found, quotes), beside)


def begins_in(frame: Frame, cut: list[Run]) -> bool:
    """Whether a source begins in what was cut off another one."""
    return any(low <= begin < high for begin, _ in frame.source for low, high in cut)


def settled(
    doc: Doc, found: list[Frame], quotes: tuple[Quotation, ...], paragraphs: tuple[Paragraph, ...]
) -> list[Frame]:
    """The frames with what the words around them settle: whose turn it is, who only listens, what is empty."""
    said = turned_frames(doc, found, quotes, paragraphs)
    if doc.has_annotation("DEP"):
        said = stated_frames(doc, without_gapped(doc, heard_frames(doc, said), quotes))
    return said


def is_withholding(doc: Doc, frame: Frame) -> bool:
    """Whether a frame only says that a name is held back: "who asked not to be named"; that is told of the source."""
    if frame.cue is None:
        return False
    cue, content = doc[frame.cue.begin].idx, min(doc[begin].idx for begin, _ in frame.content)
    near = phrases.withheld(doc)
    first = bisect_right(near, cue, key=lambda span: span[1])
    if first == len(near) or near[first][0] > content:
        return False  # no need to look for one from here on through the rest of the text
    held = phrases.WITHHELD.finditer(verbatim(doc), cue)
    return any(match.start() <= content < match.end() for match in takewhile(lambda m: m.start() <= content, held))


def attribution(doc: Doc, frame: Frame, quotes: tuple[Quotation, ...], name: str) -> Attribution:
    """A frame in characters, with what can be said of it."""
    content = offsets(doc, frame.content)
    return Attribution(
        id=name,
        source=offsets(doc, frame.source),
        cue=offsets(doc, [(frame.cue.begin, frame.cue.end)] if frame.cue else []),
        content=content,
        form=form(doc, frame.content, quotes),
        kind=kind(doc, frame),
        framing=frame.cue.entry.framing if frame.cue else "",
        status=status(frame, content, quotes),
        confidence=confidence(frame),
    )


def offsets(doc: Doc, runs: tuple[Run, ...] | list[Run]) -> tuple[Offsets, ...]:
    """Runs of tokens as characters, in the order of the text."""
    return tuple(sorted((doc[begin].idx, doc[end - 1].idx + len(doc[end - 1])) for begin, end in runs))


def form(doc: Doc, content: tuple[Run, ...], quotes: tuple[Quotation, ...]) -> str:
    """How much of the content is quoted: direct (all of its words), mixed (some) or indirect (none)."""
    words = [token.idx for run in content for token in doc[slice(*run)] if not phrases.is_mark(token)]
    quoted = sum(standing_in(quotes, at) for at in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"


def standing_in(quotes: tuple[Quotation, ...], at: int) -> bool:
    """Whether a character stands in one of the quotations, which are in order and apart."""
    index = bisect_right(quotes, at, key=lambda quote: quote.begin) - 1
    return index >= 0 and any(begin <= at < end for begin, end in quotes[index].pieces)


def kind(doc: Doc, frame: Frame) -> str:
    """What sort of attribution it is: by the cue, but a document that speaks is a document."""
    if frame.cue is None:
        return "statement"
    if refuses_to_speak(doc, frame.cue, frame):
        return "no-comment"
    if any(is_document(doc, run) for run in frame.source):
        return "document"
    if frame.cue.entry.words[0] in SILENCE:
        return "intention"
    if frame.cue.entry.kind == "attitude" and frame.evidence.startswith("infinitive"):
        return "intention"
    return "statement" if frame.cue.entry.kind == "document" else frame.cue.entry.kind


def refuses_to_speak(doc: Doc, cue: Cue, frame: Frame) -> bool:
    """Whether the cue is a refusal to speak: declined to comment, would not say."""
    if cue.entry.words[0] in SILENCE:
        begin = frame.content[0][0]
        return any(speaks(token.lemma_) for token in doc[begin : begin + 4])
    will = any(token.lower_ in WILL for token in doc[cue.begin : cue.head])
    return cue.entry.kind == "no-comment" or (cue.entry.kind == "statement" and will and negated(doc, cue))


def speaks(lemma: str) -> bool:
    """Whether a verb is one of speech by the lexicon."""
    return any(entry.kind == "statement" for entry in lexicon().get(("verb", lemma), ()))


def is_document(doc: Doc, source: Run) -> bool:
    """Whether the source is a report, a poll or a record, or a newspaper that reports."""
    heads = [token for token in doc[slice(*source)] if not source[0] <= token.head.i < source[1] or token.head == token]
    nouns = [token for token in heads if token.lemma_.lower() in lexicons.words("document_nouns")]
    names = doc[source[0] : source[1]].text, doc[source[1] - 1].text
    endings, outlets = lexicons.words("outlets", kind="ending"), lexicons.words("outlets", kind="name")
    return (
        bool(nouns) or names[0].removeprefix("The ") in outlets or (source[1] - source[0] > 1 and names[1] in endings)
    )


def status(frame: Frame, content: tuple[Offsets, ...], quotes: tuple[Quotation, ...]) -> str:
    """Whether the words have a source, and whether their quotation mark is missing."""
    if any(begin < quote.end and quote.begin < end for quote in quotes if not quote.closed for begin, end in content):
        return "unclosed"
    return "attributed" if frame.source else "unattributed"


def confidence(frame: Frame) -> float:
    """How sure the finding is, by its evidence (`CONFIDENCE`); less without a source or against the tree."""
    most = DISPUTED if frame.doubtful else 1.0
    if frame.evidence == "model":
        return round(min(frame.probability, most), 2)
    evidence, _, surface = frame.evidence.partition(" by ")
    value = CONFIDENCE[evidence] - SURFACE_PENALTY * bool(surface)
    return round(min(value - NO_SOURCE_PENALTY * (not frame.source and evidence != "loose"), most), 2)
