"""Score the shipped position model on the articles it was not trained on, and fit its temperature on others.

usage: python -m training.positions.evaluate NEWSMTSC [--tenth N]"""

import argparse
from pathlib import Path

import numpy as np

from benchmarks import sides
from helpers.stances.model import judgements


def fitted(probabilities: np.ndarray, wanted: np.ndarray) -> float:
    """The factor on the temperature that makes the given answers likeliest."""
    logs = np.log(np.clip(probabilities, 1e-9, 1))

    def surprise(factor: float) -> float:
        scores = logs / factor
        whole = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        return -whole[np.arange(len(wanted)), wanted].mean()

    return min(np.linspace(0.5, 2.5, 81), key=surprise)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("newsmtsc", type=Path)
    parser.add_argument("--tenth", type=int, default=sides.HELD_OUT)
    args = parser.parse_args()
    _, kept = sides.split(sides.rows(args.newsmtsc), [args.tenth])
    found = judgements((row.text, (row.begin, row.end)) for row in kept)
    wanted = np.array([row.side for row in kept])
    print(sides.table(found, wanted).to_string(index=False))
    print(f"temperature that would fit these: times {fitted(found, wanted):.2f}")


if __name__ == "__main__":
    main()
