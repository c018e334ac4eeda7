"""Figures of `benchmarks.true_figures`: what a look at a room compares, and those of the live network."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from benchmarks.true_figures import Desk, Moment

EACH = 6  # random cells of a room at a time
CLOSE, COARSE, EXACT = (
    2e-4,
    5e-3,
    1e-7,
)  # relative to the larger of a number and the root mean square beside it
TEXT = 6e-3  # three digits
STALE = (
    "before the weights were edited",
    "the network is at step",
    "before another run began or this one was put back",
    "of a run on other images",
    ", then",
)
NUMBER = re.compile(r"[+−-]?\d[\d,]*\.?\d*(?:e[−-]?\d+)?")
Figures = Iterator["Figure"]


class NotReadyError(Exception):
    """A room has nothing to show now."""


@dataclass(frozen=True)
class Figure:
    """What is shown somewhere, and what should be: right within `tolerance` of `size` or of itself."""

    where: str
    shown: float
    true: float
    tolerance: float = CLOSE
    size: float = 0.0
    margin: float = math.inf  # how far the nearest decision is from falling otherwise
    stale: bool = False

    def right(self) -> bool:
        if math.isnan(self.true) or math.isinf(self.true):
            return str(self.shown) == str(self.true) or not math.isfinite(self.shown)
        return abs(self.shown - self.true) <= self.tolerance * max(abs(self.true), self.size) + 1e-9

    def told(self) -> str:
        return f"{self.where}: shown {self.shown!r}, true {self.true!r}"


def numbers(text: str) -> list[float]:
    """All numbers of a text."""
    return [float(one.replace("−", "-").replace(",", "")) for one in NUMBER.findall(text)]


@np.errstate(over="ignore")  # of a network that ran away
def rms(array: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(array)))) if array.size else 0.0


class Look:
    """One look at a room: what it says its figures are of, and random cells of arrays."""

    def __init__(self, desk: Desk, version: Any, words: str) -> None:
        self.rng, now = desk.rng, desk.session.snapshot.version
        said = any(each in words for each in STALE)
        if version == now and said:
            raise AssertionError(f"it is of the network there is, and says: {words}")
        if version != now and not said:
            raise AssertionError(f"of {version}, while the network is {now}; it says: {words!r}")
        if version not in desk.witness.moments:
            raise AssertionError(f"there never was a network of {version}")
        self.stale = version != now
        self.moment: Moment = desk.witness.moments[version]

    def figure(self, where: str, shown: Any, true: Any, tolerance: float = CLOSE, **more: Any) -> Figure:
        return Figure(where, float(shown), float(true), tolerance, stale=self.stale, **more)

    def cells(self, what: str, shown: Any, true: Any, tolerance: float = CLOSE, **more: Any) -> Figures:
        """One random cell of each array in both mappings, of at most EACH of them."""
        names = [name for name in shown if name in true]
        for name in self.rng.permutation(names)[:EACH].tolist():
            yield self.cell(f"{what} {name}", np.asarray(shown[name]), true[name], tolerance, **more)

    def cell(self, what: str, shown: Any, true: Any, tolerance: float = CLOSE, **more: Any) -> Figure:
        index = tuple(int(self.rng.integers(n)) for n in np.shape(true))
        if np.shape(shown) != np.shape(true):
            raise AssertionError(f"{what} has shape {np.shape(shown)}, which should be {np.shape(true)}")
        size = rms(np.asarray(true))
        return self.figure(f"{what}{list(index)}", shown[index], true[index], tolerance, size=size, **more)


def watched_image(look: Look, probe: Any, what: str) -> Figures:
    """The picture of one image through the network."""
    read = look.moment.read(probe.image[None])
    read.backward(np.array([probe.label]))
    yield from look.cells(f"{what} output", probe.outputs, {n: a[0] for n, a in read.out.items()})
    gradients = {name: array[0] for name, array in read.gradient_out.items()}
    yield from look.cells(f"{what} gradient", probe.gradients, gradients, COARSE, margin=read.margin)
    yield look.figure(f"{what} loss", probe.loss, read.losses(np.array([probe.label]))[0], CLOSE, size=0.01)
    yield look.cell(f"{what} probability", probe.probabilities, read.probabilities[0])


# the rooms: each yields what stands in it


def canvas(desk: Desk) -> Figures:
    """The live picture, and what lies under random points of it."""
    shot, view = desk.session.snapshot, desk.window.panels["CanvasPanel"].view
    if desk.session.trace is not None or desk.session.time.step is not None or view.scene is None:
        raise NotReadyError
    look = Look(desk, shot.version, "")
    yield from watched_image(look, shot.probe, "probe")
    yield from look.cells("weight", shot.parameters, look.moment.state, EXACT)
    read = look.moment.read(shot.probe.image[None])
    read.backward(np.array([shot.probe.label]))
    found = 0
    for _ in range(60):
        x, y = int(look.rng.integers(view.width())), int(look.rng.integers(view.height()))
        hit = view.hit_at(x, y)
        if hit is None or hit.kind != "cell" or found >= EACH:
            continue
        shown = view.scene.array(hit.lane, hit.key)
        own: Any = read.out if hit.lane == "a" else read.gradient_out
        if hit.key.endswith(".weight"):
            own = look.moment.state if hit.lane == "a" else {}
        if hit.key not in own or shown is None:
            continue
        true = own[hit.key] if hit.key.endswith(".weight") else own[hit.key][0]
        found += 1
        where = f"canvas {hit.lane} {hit.key}{list(hit.index)}"
        size = rms(true)
        yield look.figure(where, shown[hit.index], true[hit.index], COARSE, size=size, margin=read.margin)


def grid(desk: Desk) -> Figures:
    """What the images of the grid are read as."""
    watched = desk.session.snapshot.watched
    if desk.session.time.step is not None:
        raise NotReadyError
    look = Look(desk, watched.version, "")
    read = look.moment.read(watched.images)
    best = np.sort(read.out[read.layers[-1]["name"]], axis=1)
    for place in look.rng.choice(len(watched.labels), EACH, replace=False).tolist():
        true = int(read.probabilities[place].argmax())
        gap = float(best[place, -1] - best[place, -2])
        yield look.figure(f"image {place} read as", watched.predictions[place], true, 0, margin=gap)


def newest_step(desk: Desk) -> Figures:
    """Readouts and history of the newest step, its gradients and its update."""
    session = desk.session
    shot, history = session.snapshot, session.history
    made = desk.witness.line.get(shot.step)
    if session.time.step is not None or made is None or made.batch is None or not len(history):
        raise NotReadyError
    look = Look(desk, shot.version, "")
    learnt, labels = made.learnt(), made.batch[1]
    read = learnt.out[learnt.layers[-1]["name"]].argmax(axis=1)
    loss, right = learnt.losses(labels).mean(), (read == labels).mean()
    shown = {item.name: item.text for item in desk.window.panels["TransportPanel"].readouts._items}
    yield look.figure(
        "readout step", numbers(shown["step, edited" if shot.touched else "step"])[0], shot.step, 0
    )
    if session.recorded.withheld("loss", shot.step):
        if numbers(shown["loss"]) or numbers(shown["train acc"]):
            raise AssertionError("a loss is told that the walk has yet to come to")
    else:
        yield look.figure("readout loss", numbers(shown["loss"])[0], loss, TEXT)
        accuracy, more = numbers(shown["train acc"])[0], {"size": 100, "margin": learnt.margin}
        yield look.figure("readout train acc", accuracy, 100 * right, 5.1e-4, **more)  # one decimal
    if history.steps[-1] != shot.step:
        raise AssertionError(f"history ends at {history.steps[-1]}, the picture is of {shot.step}")
    yield look.figure("history loss", history.column("loss")[-1], loss)
    for layer in history.layers:
        own = [a for name, a in learnt.grad.items() if name.rpartition(".")[0] == layer]
        flat = np.concatenate([a.ravel() for a in own])
        more = {"margin": learnt.margin, "size": 1e-6}
        norm = history.layer_column("grad_norm", layer)[-1]
        yield look.figure(f"gradient norm {layer}", norm, np.linalg.norm(flat), COARSE, **more)
        names = [name for name in made.before if name in learnt.grad and name.rpartition(".")[0] == layer]
        step = np.concatenate([(made.state[n].astype(float) - made.before[n]).ravel() for n in names])
        size = math.sqrt(sum(float(np.square(made.before[n], dtype=float).sum()) for n in names))
        ratio = history.layer_column("update_ratio", layer)[-1]
        yield look.figure(f"update ratio {layer}", ratio, np.linalg.norm(step) / size, 1e-3, size=1e-5)
    if made.state is look.moment.state or not shot.gradients:
        yield from look.cells("gradient", shot.gradients, learnt.grad, COARSE, margin=learnt.margin)
    own = {}
    for name, gradient in learnt.grad.items():
        change = gradient + made.decay * made.before[name]
        if made.factor:
            change = change + made.factor * made.momentum.get(name, 0.0)
        own[name] = made.before[name] - made.lr * change
    yield from look.cells("after the update", made.state, own, 1e-4, margin=learnt.margin)


def past_rows(desk: Desk) -> Figures:
    """Random steps of the history, and its tests."""
    history, line = desk.session.history, desk.witness.line
    known = [
        n for n, step in enumerate(history.steps.tolist()) if step in line and line[step].batch is not None
    ]
    if not known:
        raise NotReadyError
    look = Look(desk, desk.session.snapshot.version, "")
    for row in look.rng.choice(known, min(3, len(known)), replace=False).tolist():
        made = line[int(history.steps[row])]
        assert made.batch is not None
        learnt = made.learnt()
        true = learnt.losses(made.batch[1]).mean()
        yield look.figure(f"loss of step {made.step}", history.column("loss")[row], true)
    for test in history.evaluations[-2:]:
        moment = desk.witness.moments.get(test.version)
        if moment is not None:
            read = moment.read(moment.test.images)
            right = read.log_probabilities.argmax(axis=1) == moment.test.labels
            yield look.figure(
                f"test at step {test.step}", test.accuracy, right.mean(), EXACT, margin=read.margin
            )
            true = read.losses(moment.test.labels).mean()
            yield look.figure(f"test loss at step {test.step}", test.loss, true, CLOSE, size=0.01)


def recorded(desk: Desk) -> Figures:
    """The recorded batch, and the pages of random numbers of it."""
    session = desk.session
    if session.trace is None or session.recorded.guest is not None:
        desk.recorded()
    trace = session.trace
    words = desk.window.panels["TransportPanel"]._state_sentence(session.state)
    look = Look(desk, trace.version, words)
    made = look.moment
    if made.batch is None:
        raise NotReadyError
    learnt = made.learnt()
    names = [layer["name"] for layer in learnt.layers]
    panel = desk.window.panels["MicroscopePanel"].inspector
    from core import Cell

    for name in look.rng.choice(names, min(4, len(names)), replace=False).tolist():
        kinds = {"output": learnt.out[name], "grad_output": learnt.gradient_out[name]}
        if name + ".weight" in learnt.grad:
            kinds["weight.grad"] = learnt.grad[name + ".weight"]
        quantity = str(look.rng.choice(list(kinds)))
        true = kinds[quantity]
        index = tuple(int(look.rng.integers(n)) for n in true.shape)
        cell = Cell(name, quantity, index)
        value = float(trace.at(cell))
        more = {"size": rms(true), "margin": learnt.margin}
        yield look.figure(f"trace {cell}", value, true[index], COARSE, **more)
        session.select(cell)
        desk.rest(0.05)
        page = numbers(panel.view.text())
        nearest = min(page, key=lambda one: abs(one - value), default=math.nan)
        yield look.figure(f"page of {cell}", nearest, value, TEXT)


def drawing(desk: Desk) -> Figures:
    """A drawing's answer."""
    session = desk.session
    desk.window.stage.close_sheet()
    if not session.drawing.open:
        desk.window.action("draw").trigger()
    picture = np.zeros((28, 28), np.uint8)
    row, column = (int(one) for one in desk.rng.integers(3, 18, 2))
    picture[row : row + 8, column : column + 4] = 255
    session.drawing.put(picture)
    desk.rest(0.3)
    desk.settle()
    guest, past = session.drawing.guest, session.time.step
    if past is not None:  # it is the network of that step that answers, once it is made again
        desk.wait(lambda: session.in_sight.probe.guest is guest and not session.time.busy)
    shot = session.in_sight
    if guest is None or shot.probe.guest is not guest:
        raise NotReadyError
    look = Look(desk, session.snapshot.version, "")
    if past is not None:
        if past not in desk.witness.line:
            raise NotReadyError
        look.moment = desk.witness.line[past]
    card = desk.window.panels["MicroscopePanel"].draw_card
    yield look.figure("step of the drawing's answer", numbers(card._step.text())[0], look.moment.step, 0)
    yield from watched_image(look, shot.probe, "drawing")
    bars = card.bars
    read = look.moment.read(guest.image[None])
    yield look.cell("bar", bars._probabilities, read.probabilities[0])
    number = int(look.rng.integers(10))
    said = numbers(bars.describe(number))[-1]
    yield look.figure(bars.describe(number), said, 100 * read.probabilities[0, number], TEXT)
    session.drawing.stop()
