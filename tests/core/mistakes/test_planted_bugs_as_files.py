"""The planted bugs as an independent trial: each is checked as if a learner had written it.

Nothing of the catalogue was used to make them.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from core.mistakes import CATALOGUE
from core.mistakes.check import check_file

ROOT = Path(__file__).parents[3]
BUGS = tomllib.loads((ROOT / "tests" / "mutants" / "planted.toml").read_text(encoding="utf-8"))["bug"]
UNKNOWN = {65, 66}  # bugs of recording and explaining, which no learner's layer has
UNNAMED = {14, 32}  # seen, and not named: forward stops before there is anything to compare
NEEDED = 62

LEARNER = """
import io, struct
import numpy as np
import core
from core import init, schedules
from core.data.dataset import Preprocessing, order
from core.data.idx import parse_idx


def optimizer(kind, *names):
    def make(c, params):
        known = ("momentum", "nesterov", "betas", "eps", "alpha")
        given = {name: c[name] for name in known if name in c and name in names}
        if "decay" in c and "weight_decay" in names:
            given["weight_decay"] = c["decay"]
        return kind(params, lr=float(c.rates[0]), **given)
    return make


class Rate:
    def __init__(self, lr):
        self.lr = lr


def rates(c):
    schedule = schedules.CosineAnnealingLR(Rate(c.lr), c.steps, c.least)
    return [schedule.lr_at(t) for t in range(c.steps + 1)]


def images(c):
    data = struct.pack(">4B3I", 0, 0, 8, 3, *c.images.shape) + c.images.tobytes()
    return parse_idx(io.BytesIO(data), "images")


CHECK = {
    "conv": core.Conv2d, "linear": core.Linear, "relu": core.ReLU, "sigmoid": core.Sigmoid, "tanh": core.Tanh,
    "leaky-relu": core.LeakyReLU, "elu": core.ELU, "softmax": core.Softmax, "log-softmax": core.LogSoftmax,
    "max-pool": core.MaxPool2d, "avg-pool": core.AvgPool2d, "batch-norm": core.BatchNorm2d,
    "BatchNormPixel": core.BatchNormPixel, "BatchNorm1d": core.BatchNorm1d, "dropout": core.Dropout,
    "flatten": core.Flatten, "softmax-cross-entropy": core.CrossEntropyLoss, "nll": core.NLLLoss,
    "mse": core.MSELoss, "sgd": optimizer(core.SGD, "momentum", "nesterov", "weight_decay"),
    "adam": optimizer(core.Adam, "betas", "eps", "weight_decay"),
    "adamw": optimizer(core.AdamW, "betas", "eps", "weight_decay"),
    "rmsprop": optimizer(core.RMSprop, "alpha", "eps"), "adagrad": optimizer(core.Adagrad, "eps"),
    "initial weights": lambda c: init.kaiming(c.shape, np.random.default_rng(0)),
    "fans": lambda c: init.fans(c.shape), "cosine": rates,
    "pixels": lambda c: Preprocessing("own", 1 / 255 / c.std, -c.mean / c.std)(c.images),
    "idx images": images, "order": lambda c: [order(c.n, c.seed, epoch) for epoch in range(3)],
}
"""

ABOUT: dict[str, tuple[str, ...]] = {
    "core/layers/conv.py": ("conv-forward", "conv-backward"),
    "core/windows.py": ("conv-forward", "conv-backward", "max-pool", "avg-pool"),
    "core/layers/pooling.py": ("max-pool", "avg-pool"),
    "core/layers/batchnorm.py": ("batch-norm", "BatchNormPixel", "BatchNorm1d"),
    "core/layers/dropout.py": ("dropout",),
    "core/layers/flatten.py": ("flatten",),
    "core/layers/linear.py": ("linear",),
    "core/layers/activations.py": ("relu", "leaky-relu", "elu", "sigmoid", "tanh"),
    "core/layers/softmax.py": ("softmax", "log-softmax"),
    "core/losses.py": ("softmax-cross-entropy", "nll", "mse"),
    "core/optimizer.py": ("sgd", "adam", "adamw", "rmsprop", "adagrad"),
    "core/optim.py": ("sgd", "adam", "adamw", "rmsprop", "adagrad"),
    "core/init.py": ("initial weights", "fans"),
    "core/schedules.py": ("cosine",),
    "core/data/dataset.py": ("pixels", "order of images"),
    "core/data/idx.py": ("idx images",),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a learner's file over a copy of the core without a bug."""
    folder = tmp_path_factory.mktemp("learner")
    shutil.copytree(ROOT / "core", folder / "core", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "mine.py").write_text(LEARNER, encoding="utf-8")
    return folder


def test_the_catalogue_says_which_planted_bugs_it_has():
    told = {number for mistake in CATALOGUE for number in mistake.planted}
    assert told == set(range(1, len(BUGS) + 1)) - UNKNOWN
    assert len(told - UNNAMED) >= NEEDED


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_without_a_bug_everything_is_right(sound: Path):
    names = sorted({name for names in ABOUT.values() for name in names})
    check = check_file(sound / "mine.py", names, seconds=250)
    assert all(checked.ok for checked in check.exercises), check.as_json()["results"]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("number", sorted(set(range(1, len(BUGS) + 1)) - UNKNOWN))
def test_a_planted_bug_is_named_as_what_it_is(sound: Path, number: int):
    bug, changed = BUGS[number - 1], {}
    try:
        for edit in bug["edit"]:
            path = sound / edit["file"]
            changed.setdefault(path, path.read_text(encoding="utf-8"))
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
        names = ABOUT[bug["edit"][0]["file"]]
        check = check_file(sound / "mine.py", names, seconds=250)
    finally:
        for path, text in changed.items():
            path.write_text(text, encoding="utf-8")
    named = {key for checked in check.exercises for result in checked.results for key in result.mistakes}
    wanted = {mistake.id for mistake in CATALOGUE if number in mistake.planted}
    assert not check.ok
    if number in UNNAMED:
        assert not named
        return
    assert named & wanted, [str(result) for checked in check.exercises for result in checked.results]
    assert named <= wanted | CONSEQUENCES.get(number, set()), named


# What a bug does besides: true of the code that has it, and not misnamed.
CONSEQUENCES: dict[int, set[str]] = {28: {"bn.eval-moves"}}
