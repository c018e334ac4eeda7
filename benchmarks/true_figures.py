"""Figures on the screen after any order of changes, each computed once more by other code.

python -m benchmarks.true_figures SEED [--figures N]

The window is really there: sheets are opened, the network is changed, and random cells and figures of what
is in sight are held against `benchmarks.independent` in float64, fed with the weights that the trainer had at
the step and version that the figure says it is of. A figure of an older network must say so. The last line on
stdout is the report as JSON: `wrong` is empty when all was true.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure, NotReadyError
from benchmarks.independent import IndependentNetwork
from benchmarks.rooms import ROOMS

HARMLESS = ("This plugin does not support",)  # what the offscreen platform says of itself
PATIENCE = 120.0  # seconds, after which something hangs
TIE = 1e-5  # of a layer's largest number: what decides by less may go either way in float32
TRIES = 3  # looks at a figure that differs: what is on its way comes


def spec(*layers: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    return {"layers": [{"name": name, "type": kind, **items} for name, kind, items in layers]}


NORMED = spec(
    ("conv1", "Conv2d", {"in_channels": 1, "out_channels": 4, "kernel_size": 5, "padding": "same"}),
    ("bn1", "BatchNorm2d", {"num_features": 4}),
    ("pool1", "MaxPool2d", {"kernel_size": 2}),
    ("relu1", "ReLU", {}),
    ("conv2", "Conv2d", {"in_channels": 4, "out_channels": 6, "kernel_size": 5}),
    ("pool2", "MaxPool2d", {"kernel_size": 2}),
    ("relu2", "ReLU", {}),
    ("flatten", "Flatten", {}),
    ("fc3", "Linear", {"in_features": 150, "out_features": 20}),
    ("relu3", "ReLU", {}),
    ("fc4", "Linear", {"in_features": 20, "out_features": 10}),
)
SMOOTH = spec(
    ("conv1", "Conv2d", {"in_channels": 1, "out_channels": 3, "kernel_size": 3, "stride": 2}),
    ("tanh1", "Tanh", {}),
    ("pool1", "AvgPool2d", {"kernel_size": 2}),
    ("flatten", "Flatten", {}),
    ("fc2", "Linear", {"in_features": 108, "out_features": 10}),
)


@dataclass
class Report:
    """What came of one seed: figures by the room that they stood in, how many were stale, what was wrong."""

    seed: int
    figures: dict[str, int] = field(default_factory=dict)
    stale: int = 0
    ties: int = 0
    changes: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Moment:
    """The network at one moment, and what a step was made of, if a step has made it.

    `before` and `momentum` are the weights and the optimiser's averages that the step began with.
    """

    spec: dict[str, Any]
    state: dict[str, np.ndarray]
    scale: float
    shift: float
    train: Any
    test: Any
    step: int
    run: int
    before: dict[str, np.ndarray] = field(default_factory=dict)
    momentum: dict[str, np.ndarray] = field(default_factory=dict)
    batch: tuple[np.ndarray, np.ndarray] | None = None  # uint8 images, labels
    lr: float = 0.0
    decay: float = 0.0
    factor: float = 0.0  # of the momentum

    def inputs(self, images: np.ndarray) -> np.ndarray:
        """What the network reads of uint8 images."""
        x = images.astype(np.float64) * self.scale + self.shift
        return x[:, None] if x.ndim == 3 else x

    def read(self, images: np.ndarray) -> IndependentNetwork:
        """This network after it has read images, as in use."""
        made = IndependentNetwork(self.spec, self.state)
        made.forward(self.inputs(images))
        return made

    def learnt(self) -> IndependentNetwork:
        """The network from before the step after its forward and backward half."""
        assert self.batch is not None
        made = IndependentNetwork(self.spec, self.before)
        made.forward(self.inputs(self.batch[0]), training=True)
        made.backward(self.batch[1])
        return made


class Witness:
    """Stands beside the trainer and keeps every network that there was, by version and by step."""

    def __init__(self) -> None:
        self.moments: dict[Any, Moment] = {}
        self.line: dict[int, Moment] = {}  # of the present run, right after each step
        self._lines: dict[tuple[Any, ...], dict[int, Moment]] = {}
        self._trainer: Any = None
        self._before: dict[str, np.ndarray] = {}
        self._momentum: dict[str, np.ndarray] = {}

    def attach(self, trainer: Any) -> None:
        """Watch this trainer from now on."""
        self._trainer = trainer
        if self not in trainer.followers:
            trainer.followers.append(self)
        if trainer.version not in self.moments:
            self.look()

    def leave(self) -> None:
        """Another run is about to begin."""

    def before_step(self) -> None:
        trainer = self._trainer
        self._before = trainer.network.state_dict()
        self._momentum = {
            name: arrays["momentum_buffer"].copy()
            for name, arrays in trainer.optimizer.state.items()
            if "momentum_buffer" in arrays
        }

    def after_step(self) -> None:
        trainer, step = self._trainer, self._trainer.step_number
        epoch, place = divmod(step - 1, trainer.steps_per_epoch)
        order = np.random.default_rng([trainer.config.seed, 1, epoch, 0]).permutation(len(trainer.train))
        indices = order[place * trainer.batch_size : (place + 1) * trainer.batch_size]
        made = replace(
            self._now(),
            before=self._before,
            momentum=self._momentum,
            batch=(trainer.train.images[indices], trainer.train.labels[indices]),
            lr=float(trainer.last.lr),
            decay=trainer.config.weight_decay,
            factor=trainer.momentum,
        )
        self.moments[trainer.version] = self.line[step] = made
        self._keep()

    def look(self, written: str = "") -> None:
        """Something but a step: the same run with other weights, or another run."""
        trainer, now = self._trainer, self._now()
        made = self.moments.get(trainer.version)
        if made is None:
            self.moments[trainer.version] = now
        if written == "edit":
            self._keep()
            return
        kept = self._lines.get(self._key(now))
        if kept is None and trainer.step_number:
            kept = {trainer.step_number: now}  # from a file: its steps are not known
        self.line = dict(kept or {0: now})
        self._keep()

    def _now(self) -> Moment:
        trainer = self._trainer
        made = trainer.preprocessing
        state, number, run = trainer.network.state_dict(), trainer.step_number, trainer.run
        spec, images = trainer.network.spec(), (trainer.train, trainer.test)
        return Moment(spec, state, made.scale, made.shift, *images, number, run)

    def _keep(self) -> None:
        self._lines[self._key(self._now())] = dict(self.line)

    def _key(self, now: Moment) -> tuple[Any, ...]:
        return now.step, hash(b"".join(array.tobytes() for array in now.state.values()))


class Desk:
    """A window, what can be done to its network, and what is known of it."""

    def __init__(self, seed: int, folder: Path) -> None:
        from PySide6.QtCore import qInstallMessageHandler

        import core
        from cnnviz import app as application
        from core.training import TrainConfig

        self.rng, self.folder = np.random.default_rng(seed), folder
        train, test = core.mnist()
        self.sets = ((train[:640], test[:200]), (train[640:1000], test[200:330]))
        self.config = TrainConfig(
            spec=NORMED, batch_size=32, epochs=3, lr=0.05, momentum=0.9, weight_decay=1e-3, seed=seed
        )
        self.other = replace(self.config, spec=SMOOTH, momentum=0.0, seed=seed + 1)
        self.app, self.window = application.create(
            ["cnnviz", "--language", "en"], self.config, lambda: self.sets[0]
        )
        self.session = self.window.session
        self.qt: list[str] = []  # what Qt has complained of, with the lines that led there
        qInstallMessageHandler(self._complained)
        self.said: list[str] = []
        self.session.message.connect(lambda text, kind: self.said.append(f"{kind}: {text}"))
        self.witness = Witness()
        self.window.resize(1920, 1080)
        self.window.show()
        self.wait(lambda: self.session.ready)
        self.ask(lambda: self.witness.attach(self.session.engine.trainer))
        self.session.set_speed(100)
        self.ask(self.session.engine.save, folder / "weights.safetensors")

    def _complained(self, kind: Any, _: object, text: str) -> None:
        if not text.startswith(HARMLESS):
            lines = [f"{Path(line.filename).name}:{line.lineno}" for line in traceback.extract_stack()[-8:-1]]
            self.qt.append(f"{text} ({', '.join(lines)})")

    # waiting

    def wait(self, true: Callable[[], object], patience: float = PATIENCE) -> None:
        from PySide6.QtCore import QCoreApplication, QEventLoop

        end = time.monotonic() + patience
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(f"hangs in state {self.session.state}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    def rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end, seconds + PATIENCE)

    def ask(self, call: Callable[..., Any], *args: Any) -> Any:
        """The engine's answer, once the window has heard of it; None if it refused."""
        heard: list[Any] = []
        self.session.ask(call, *args, then=heard.append, failed=lambda error: heard.append(None))
        self.wait(lambda: heard)
        return heard[0]

    def settle(self) -> None:
        """Wait until nothing is trained and the newest picture is in sight."""
        session = self.session
        session.pause()
        self.ask(lambda: self.witness.attach(session.engine.trainer))
        self.wait(
            lambda: (
                session.state not in ("training", "testing")
                and session.engine.state in ("paused", "diverged")
            )
        )
        session.live.take()
        self.wait(lambda: session.snapshot.version == session.engine.trainer.version)

    def recorded(self) -> None:
        """Have the next batch recorded; the live picture is there before it, and the newest one after."""
        self.session.time.live()
        self.settle()
        self.session.record()
        self.settle()
        if self.session.trace is None:  # refused, or the network has run away
            raise NotReadyError

    # the changes

    def steps(self) -> None:
        for _ in range(int(self.rng.integers(1, 5))):
            self.session.step_batch()

    def train(self) -> None:
        self.session.train()
        self.rest(float(self.rng.uniform(0.1, 0.5)))

    def epoch(self) -> None:
        self.session.step_epoch()
        self.rest(0.3)

    def record(self) -> None:
        self.session.record()

    def undo(self) -> None:
        self.session.undo_step()

    def edit(self) -> None:
        from core.training.acts import AddNoise, Scale, SwitchOff

        shot = self.session.snapshot
        weighted = [name for name in shot.layers if not name.startswith("bn")]
        layer, number = str(self.rng.choice(weighted)), int(self.rng.integers(100))
        acts = (Scale(layer, -1.0), Scale(layer, 1.5), AddNoise(layer, 0.3, seed=number), SwitchOff(layer, 0))
        self.ask(self.session.engine.touch, acts[int(self.rng.integers(len(acts)))])

    def undo_edit(self) -> None:
        self.ask(self.session.engine.undo_touch)

    def put_back(self) -> None:
        self.ask(self.session.engine.put_back)

    def load(self) -> None:
        self.session.load_weights(self.folder / "weights.safetensors")

    def reset(self) -> None:
        self.session.reset(self.config)

    def preset(self) -> None:
        self.session.reset(self.other)

    def other_images(self) -> None:
        self.ask(self.session.engine.use_data, lambda: self.sets[int(self.rng.integers(2))])

    def go_back(self) -> None:
        self.session.go_back(0.02)

    def go_on(self) -> None:
        """Keep the run as it stands, go on with it a little, then continue what was kept."""
        kept = self.ask(self.session.engine.checkpoint)
        path = self.folder / "run.safetensors"
        replace(kept, history=self.session.history).save(path)
        self.steps()
        self.session.continue_run(path)

    def bring_back(self) -> None:
        self.session.bring_back()

    def diverge(self) -> None:
        from core.training.acts import Scale

        layer = self.session.snapshot.layers[-1]
        self.ask(self.session.engine.touch, Scale(layer, 1e30))
        self.session.step_batch()

    def branch(self) -> None:
        steps = self.session.time.steps
        if len(steps) > 3:
            self.session.time.branch(int(self.rng.integers(steps.start + 1, steps.stop)), lr=0.03)

    def take_up(self) -> None:
        others = [each for each in self.session.time.branches if not each.present]
        if others:
            self.session.time.take_up(others[int(self.rng.integers(len(others)))].number)


CHANGES = (
    *("steps", "train", "record", "edit") * 3,
    *(
        "epoch",
        "undo",
        "undo_edit",
        "put_back",
        "load",
        "reset",
        "preset",
        "other_images",
        "go_back",
        "go_on",
    ),
    *("bring_back", "diverge", "branch", "branch", "take_up"),
)


class Comparison:
    """Holds figures against what they should be."""

    def __init__(self, desk: Desk, report: Report) -> None:
        self._desk, self._report = desk, report
        self.figures: Counter[str] = Counter()
        self.tried: Counter[str] = Counter()
        self.after = ""

    def missing(self, names: list[str], wanted: int) -> bool:
        """Whether there are too few figures, or a room has none while there is time left for it."""
        count = self.figures.total()
        return count < wanted or (count < 2 * wanted and not all(self.figures[name] for name in names))

    def look(self, name: str) -> None:
        """Look at a room; what differs is looked at again, for it may be on its way."""
        wrong: list[str] = []
        self.tried[name] += 1
        for _ in range(TRIES):
            try:
                wrong = list(self._amiss(name, ROOMS[name](self._desk)))
            except NotReadyError:
                return
            except (AssertionError, TimeoutError) as error:
                wrong = [str(error)]
            if not wrong:
                return
            self._desk.rest(0.5)
        self._report.wrong += [f"{name}, after {self.after}: {text}" for text in wrong]

    def _amiss(self, name: str, figures: list[Figure]) -> Iterator[str]:
        stale = ties = 0
        for figure in figures:
            stale += figure.stale
            if figure.right():
                continue
            if figure.margin < TIE:
                ties += 1
            else:
                yield figure.told()
        self.figures[name] += len(figures)
        self._report.stale += stale
        self._report.ties += ties


def run(seed: int, wanted: int, folder: Path) -> Report:
    """Change and look until so many figures were compared, of every room some; twice as many at most."""
    report = Report(seed)
    desk = Desk(seed, folder)
    compare, history = Comparison(desk, report), []
    names = list(ROOMS)
    desk.steps()
    while compare.missing(names, wanted) and len(report.wrong) < 20:
        room = names[report.changes % len(names)]
        if report.changes % 3 == 0:
            ROOMS[room].open(desk)  # open while the network changes
        change = str(desk.rng.choice(CHANGES))
        history.append(change)
        compare.after = " ".join(history[-6:])
        getattr(desk, change)()
        desk.settle()
        report.changes += 1
        rare = min(names, key=lambda name: (compare.figures[name], compare.tried[name]))
        for each in dict.fromkeys((room, rare, *desk.rng.choice(names, 2).tolist())):
            compare.look(each)
        report.wrong += [f"Qt, after {compare.after}: {text}" for text in set(desk.qt)]
        desk.qt.clear()
        desk.session.time.live()
        desk.window.stage.close_sheet()
    report.figures = {name: compare.figures[name] for name in names}
    desk.window.close()
    return report


def main() -> None:
    """One seed, in this process; homes and settings are of a folder of their own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.true_figures")
    parser.add_argument("seed", type=int)
    parser.add_argument("--figures", type=int, default=1000)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cnnviz-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        os.environ["HOME"] = str(folder / "home")
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(folder / "home" / name.lower())
        report = run(options.seed, options.figures, folder)
    print(json.dumps(asdict(report)), flush=True)


if __name__ == "__main__":
    main()
