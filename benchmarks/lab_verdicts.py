"""Is what the lab says of a mistake true? Every mistake that a layer can be given, 400 steps, five seeds.

`python -m benchmarks.lab_verdicts [PART/PARTS]` prints a line a mistake that is said of untruly, and a count
of each sentence. Small networks on small images: their size isn't the point.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

import core
from benchmarks.table import Row, Settings
from core.data.dataset import Dataset
from core.training import DivergenceError, TrainConfig, Trainer
from core.training.twins import LEAST, SEEN, offered, verdict, with_mistake

SEEDS, STEPS, CLASSES = range(5), 400, 4
Place = tuple[int, str, str]  # network, layer, mistake


def quarters(count: int, seed: int) -> Dataset:
    """Images of 8x8 with a bright quarter: which one is the label; noise on all of it."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, count).astype(np.uint8)
    images = rng.integers(0, 120, (count, 8, 8)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        row, column = divmod(int(label), 2)
        image[4 * row : 4 * row + 4, 4 * column : 4 * column + 4] += 100
    return Dataset(images, labels, "quarters", ("a", "b", "c", "d"))


@cache
def specs() -> tuple[dict[str, Any], ...]:
    """Networks in which every kind of layer has a place."""
    rng = np.random.default_rng(0)
    made = []
    for norm, activation, pool in (
        (core.BatchNorm2d(3), core.ReLU, core.AvgPool2d),
        (core.BatchNormPixel((3, 8, 8)), core.LeakyReLU, core.MaxPool2d),
        (core.BatchNorm2d(3), core.ELU, core.AvgPool2d),
        (core.BatchNorm2d(3), core.Tanh, core.AvgPool2d),
        (core.BatchNorm2d(3), core.Sigmoid, core.AvgPool2d),
    ):
        layers: dict[str, Any] = {
            "conv1": core.Conv2d(1, 3, 3, padding=1, rng=rng),
            "norm1": norm,
            "act1": activation(),
            "pool1": pool(2),
            "conv2": core.Conv2d(3, 4, 3, rng=rng),
            "act2": activation(),
            "flatten": core.Flatten(),
            "fc3": core.Linear(16, CLASSES, rng=rng),
        }
        if activation is core.LeakyReLU:
            layers |= {"norm3": core.BatchNorm1d(CLASSES), "drop3": core.Dropout(0.2)}
            layers |= {"fc4": core.Linear(CLASSES, CLASSES, rng=rng)}
        made.append(core.Sequential(layers).spec())
    return tuple(made)


def places() -> list[Place]:
    """Every mistake in every layer of the first network that has its kind."""
    found, seen = [], set()
    for number, spec in enumerate(specs()):
        kinds = {item["name"]: item["type"] for item in spec["layers"]}
        fresh = {kind for kind in kinds.values() if kind not in seen}
        for layer, fitting in offered(spec).items():
            if kinds[layer] in fresh:
                found += [(number, layer, mistake.id) for mistake in fitting]
        seen |= fresh
    return found


@cache
def losses(number: int, layer: str, key: str, seed: int) -> np.ndarray:
    """The loss of each step of a run, NaN at the end where it isn't finite; without a layer, the twin's."""
    spec = with_mistake(specs()[number], layer, key) if layer else specs()[number]
    config = TrainConfig(spec=spec, batch_size=16, epochs=100, lr=0.02, seed=seed, schedule="constant")
    trainer = Trainer(config, quarters(100, 1), quarters(30, 2))
    found = []
    for _ in range(STEPS):
        try:
            found.append(float(trainer.step().loss))
        except DivergenceError:
            return np.array([*found, np.nan])
    return np.array(found)


def said(place: Place) -> tuple[list[str], str]:
    """What is said of a mistake with each seed, and why that is untrue ("" where it is true)."""
    number, layer, key = place
    twins = [losses(number, "", "", seed) for seed in SEEDS]
    broken = [losses(number, layer, key, seed) for seed in SEEDS]
    words = [
        verdict(mine, ours.tolist(), {}, CLASSES).learning for mine, ours in zip(broken, twins, strict=True)
    ]
    mine, ours = (np.array([run[-SEEN:].mean() for run in runs]) for runs in (broken, twins))
    return words, _untrue(words, mine, ours)


def _untrue(words: Sequence[str], mine: np.ndarray, ours: np.ndarray) -> str:
    """Against what the means of all seeds say, within twice their spread and a tenth of the twins'."""
    finite = np.isfinite(mine)
    apart = float(mine[finite].mean() - ours.mean()) if finite.any() else np.inf
    spread = 0.1 * float(ours.mean())
    if finite.sum() > 1:
        spread += 2 * float(np.hypot(mine[finite].std(ddof=1), ours.std(ddof=1)))
    for word, ends in zip(words, finite, strict=True):
        true = {  # "worse" and "better" are said of one run, and mustn't be what no other seed would give
            "away": not ends or apart > 0,
            "worse": apart > -spread,
            "better": apart < spread,
            "unclear": ends,
            "as well": ends and abs(apart) <= max(spread, LEAST),
            "same": ends and abs(apart) <= max(spread, LEAST),
        }
        if not true.get(word, False):
            return f"“{word}”, but {mine.round(3)} beside {ours.round(3)}"
    return ""


def rows(settings: Settings) -> Iterator[Row]:
    """One row: how many mistakes are said of truly."""
    every = places()
    untrue = [place for place in every if said(place)[1]]
    yield Row(
        f"what the lab says of a mistake is true within five seeds, {STEPS} steps",
        f"{len(every) - len(untrue)} of {len(every)}",
        "all",
        met=not untrue,
    )


def main() -> int:
    """Go through all places, or through one part of them; the status is 1 if anything said is untrue."""
    part, parts = (int(n) for n in (sys.argv[1] if len(sys.argv) > 1 else "1/1").split("/"))
    counts: Counter[str] = Counter()
    chosen, wrong = places()[part - 1 :: parts], 0
    for place in chosen:
        words, untrue = said(place)
        counts.update(words)
        wrong += bool(untrue)
        if untrue:
            print(f"{place[1]} {place[2]}: {untrue}", flush=True)
    print(f"{len(chosen) - wrong} of {len(chosen)} true; {dict(counts)}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
