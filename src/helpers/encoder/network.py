"""The encoder: text to word pieces, and those to vectors, tags and links; the one place that knows ONNX Runtime."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

SHIPPED = Path(__file__).parents[1] / "models" / "encoder"
OPENING, CLOSING = "“„«", "”»"
INPUTS = ("ids", "caps", "breaks", "quoted")
SLOW = ["SkipLayerNormFusion"]
"""Rewritings of the graph that ONNX Runtime would make and that cost a sixth of the speed on the CPU."""
EXACT = ("session.x64quantprecision", "1")
"""ONNX Runtime's option for exact sums. Without VNNI two 8-bit products are added in 16 bits and cut there, and the
models answer otherwise; with VNNI the sums are exact, and the option would cost three quarters more time."""
LARGEST = 64 * 255 * 127
SAME_MARK = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"}
"""Marks the model sees as one: typographic and plain quotation marks must give the same attributions."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: ids and offsets, and what the uncased vocabulary loses; one row a piece.

    `caps`: 0 lower, 1 capital first, 2 all capitals. `breaks`: 1 on the first piece of a paragraph. `quoted`: 0 outside
    quotation marks, 1 inside, 2 on a mark. `paragraph`: its number."""

    ids: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    caps: np.ndarray
    breaks: np.ndarray
    quoted: np.ndarray
    paragraph: np.ndarray

    def __len__(self) -> int:
        """The number of pieces."""
        return len(self.ids)


@cache
def tokenizer(folder: Path = SHIPPED) -> Tokenizer:
    """The word-piece tokenizer in `folder`, without padding and truncation."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


@cache
def same_ids(folder: Path = SHIPPED) -> np.ndarray:
    """For each id of the vocabulary the id the model is given for it."""
    made = tokenizer(folder)
    ids = np.arange(made.get_vocab_size())
    for mark, plain in SAME_MARK.items():
        known, same = made.token_to_id(mark), made.token_to_id(plain)
        if known is not None and same is not None:
            ids[known] = same
    return ids


def pieces(text: str, folder: Path = SHIPPED) -> Pieces:
    """Split `text` into word pieces; offsets count its characters."""
    found = tokenizer(folder).encode(text, add_special_tokens=False)
    offsets = np.array(found.offsets, dtype=np.int64).reshape(-1, 2)
    lines = np.cumsum([character == "\n" for character in text] or [False])
    breaks = np.diff(lines[offsets[:, 0]], prepend=-1) > 0
    return Pieces(
        ids=same_ids(folder)[np.array(found.ids, dtype=np.int64)],
        begins=offsets[:, 0],
        ends=offsets[:, 1],
        caps=np.array([capitals(text[begin:end]) for begin, end in found.offsets], dtype=np.int64),
        breaks=breaks.astype(np.int64),
        quoted=quote_states(text)[offsets[:, 0]],
        paragraph=np.cumsum(breaks) - 1,
    )


def capitals(word: str) -> int:
    """0 for a word that does not begin with a capital, 2 for one of capitals only, else 1."""
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def quote_states(text: str) -> np.ndarray:
    """For each character 0 outside double quotation marks, 1 inside, 2 on a mark; an open mark ends with its line."""
    states = np.zeros(len(text), dtype=np.int64)
    inside = False
    for at, character in enumerate(text):
        if character == "\n":
            inside = False
        elif character in OPENING or character in CLOSING or character == '"':
            states[at] = 2
            inside = character in OPENING or (character == '"' and not inside)
        elif inside:
            states[at] = 1
    return states


class Encoder:
    """The shipped model in ONNX Runtime, on one thread: processes are the way to use more cores."""

    def __init__(self, folder: Path = SHIPPED):
        """Load the model in `folder`; takes a fifth of a second."""
        names = ("encoder.onnx", "linker.onnx", "traits.onnx")
        self.tagger, self.linker, self.reducer = (session(folder / name) for name in names)
        config = json.loads((folder / "config.json").read_text(encoding="utf8"))
        self.opening, self.closing = config["opening"], config["closing"]

    @property
    def finds_names(self) -> bool:
        """Whether the model has a head for names."""
        return len(self.tagger.get_outputs()) > 2

    def tag(self, columns: dict[str, np.ndarray]) -> tuple[np.ndarray, ...]:
        """Vectors (t, 384), tag scores (t, 7) and, where the model has them, name scores (t, 9) of one window.

        `columns` are arrays (t,) of ids and features."""
        return tuple(self.tagger.run(None, {name: columns[name] for name in INPUTS}))

    @property
    def width(self) -> int:
        """How many figures `traits` has of a piece."""
        return self.reducer.get_outputs()[0].shape[1]

    def traits(self, vectors: np.ndarray) -> np.ndarray:
        """Of vectors (t, 384) the few figures (t, width) by which it is told whether something is said."""
        return self.reducer.run(None, {"vectors": vectors})[0]

    def link(self, vectors: np.ndarray, positions: dict[str, np.ndarray]) -> np.ndarray:
        """Link scores (n, t, 5) for n cues of a window, `positions` saying where each piece stands to each cue."""
        return self.linker.run(None, {"vectors": vectors} | positions)[0]


def session(path: Path) -> InferenceSession:
    """A model of one thread, with the same sums on every processor."""
    return InferenceSession(path, session_options(), providers=["CPUExecutionProvider"], disabled_optimizers=SLOW)


def session_options() -> SessionOptions:
    """One thread, and exact sums: on a processor that would cut them, those of a slower kind that does not."""
    options = one_thread()
    if saturates():
        options.add_session_config_entry(*EXACT)
    return options


def one_thread() -> SessionOptions:
    """Options of a session that keeps to one thread."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


@cache
def saturates() -> bool:
    """Whether this processor cuts sums of 8-bit products at 16 bits, as those without VNNI do: it is asked for one."""
    return product(one_thread()) != LARGEST


def product(options: SessionOptions) -> int:
    """The largest sum of 64 products of 8-bit numbers, 255 by 127, as a session with `options` makes it."""
    largest = InferenceSession(SHIPPED / "product.onnx", options, providers=["CPUExecutionProvider"])
    return int(largest.run(None, {"numbers": np.full((1, 64), 255, np.uint8)})[0].max())


def finds_names() -> bool:
    """Whether there is a shipped model and it has a head for names."""
    return (SHIPPED / "encoder.onnx").is_file() and shipped().finds_names


@cache
def shipped() -> Encoder:
    """The shipped model, loaded once a process."""
    return Encoder()


EDGES = (101, 102)
"""The pieces that open and close what a model reads, as the vocabulary numbers them."""


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Judge:
    """The model of sides, which reads its word vectors from the encoder's file; on one thread.

    Two graphs with the same weights: one answers of one marked target in a sentence, the other of every phrase of an
    attribution."""

    def __init__(self, folder: Path = SHIPPED):
        """Load the model in `folder`, which must hold the very encoder that it was made for; some 0.3 s."""
        config = json.loads((folder / "sides.json").read_text(encoding="utf8"))
        if fingerprint(folder / "encoder.onnx") != config["encoder"]:
            raise ValueError(f"{folder / 'sides.onnx'} was made for another encoder.onnx; export it anew.")
        self.folder, self.phrases = folder, session(folder / "phrases.onnx")
        self.temperature, self.weights = config["temperature"], np.array(config["weights"])
        self.kinds: dict[str, list[float]] = config[
            "rules"
        ]  # how often kinds of rules are right, doubtful and sure ones

    @cached_property
    def marked(self) -> InferenceSession:
        """The graph that answers of a marked target; no step asks it."""
        return session(self.folder / "sides.onnx")

    def probabilities(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """Probabilities (b, 3) of supports, opposes, none; `columns` are arrays (b, t) of ids, features and marks."""
        return softmax(self.marked.run(None, columns)[0] / self.temperature)

    def outcomes(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """Probabilities (n, 5) of the outcomes for n phrases of a window; `columns` are arrays (1, t) of ids, features
        and roles, `phrases` and `heads` (1, n, t) mark their words and their heads."""
        return softmax(self.phrases.run(None, columns)[0][0])


def softmax(scores: np.ndarray) -> np.ndarray:
    """Scores (..., n) as probabilities that sum to one in each row."""
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


@cache
def judge() -> Judge:
    """The shipped model of sides, loaded once a process."""
    return Judge()
