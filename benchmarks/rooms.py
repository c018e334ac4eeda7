"""The rooms of the window for `benchmarks.true_figures`: its sheets and cards, and what stands in them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.figures import (
    CLOSE,
    COARSE,
    EACH,
    EXACT,
    TEXT,
    Figure,
    Figures,
    Look,
    NotReadyError,
    canvas,
    drawing,
    grid,
    newest_step,
    numbers,
    past_rows,
    recorded,
    rms,
    watched_image,
)  # fmt: skip
from benchmarks.independent import IndependentNetwork
from core.evaluation.along import fixed_images

if TYPE_CHECKING:
    from benchmarks.true_figures import Desk


def health(desk: Desk) -> Figures:
    sheet = desk.window.sheet("health")
    units = sheet.checkup.units
    if desk.window.stage.sheet is not sheet:
        desk.window.action("health").trigger()
        desk.rest(0.3)
    if not units or desk.session.time.step is not None:
        raise NotReadyError
    look = Look(desk, sheet.checkup.units_version, sheet.note.text().split("·")[-1])
    read = look.moment.read(look.moment.test.images[:512])
    for name in look.rng.choice(list(units), min(EACH, len(units)), replace=False).tolist():
        out = read.out[name]
        yield look.figure(f"output RMS {name}", units[name].rms, rms(out), 1e-3)
        if units[name].dead is not None:
            dead = (out == 0).all(axis=tuple(n for n in range(out.ndim) if n != 1)).sum()
            yield look.figure(f"dead {name}", units[name].dead, dead, 0, margin=read.margin)
    now = desk.witness.moments[desk.session.snapshot.version]
    for row in sheet.table.rows:
        own = [a for n, a in now.state.items() if n.rpartition(".")[0] == row.name and "running" not in n]
        flat = np.concatenate([a.ravel() for a in own]).astype(float)
        yield look.figure(f"parameters {row.name}", numbers(row.cells[0].text)[0], flat.size, 0)
        yield look.figure(f"weight RMS {row.name}", numbers(row.cells[1].text)[0], rms(flat), TEXT)


def evaluate(desk: Desk) -> Figures:
    sheet = desk.window.sheet("evaluate")
    if desk.window.stage.sheet is not sheet:
        desk.window.action("evaluate").trigger()
    desk.wait(lambda: not sheet.evaluation.running)
    page = str(desk.rng.choice(["classes", "mistakes", "calibration"]))
    if sheet.page_name != page:
        sheet.open_page(page)
    desk.rest(0.1)
    result = sheet.evaluation.result
    if result is None or sheet.evaluation.running:
        raise NotReadyError
    look = Look(desk, result.version, sheet.bar.note.text())
    images = look.moment.test if result.which == "test" else look.moment.train
    read = look.moment.read(images.images)
    best, labels, count = read.log_probabilities.argmax(axis=1), images.labels.astype(int), len(images)
    answers, right = result.answers, best == labels
    ties = {"margin": read.margin}
    yield look.figure("loss", answers.loss, read.losses(labels).mean(), CLOSE, size=0.01)
    yield look.figure("right", answers.right.sum(), right.sum(), 0, **ties)
    shown = numbers(sheet.bar.found.text())
    if not any(abs(one - 100 * right.mean()) <= 0.06 for one in shown):
        yield look.figure(
            f"{sheet.bar.found.text()!r} has the accuracy", shown[0], 100 * right.mean(), 0, **ties
        )
    yield look.cell("probabilities", answers.probabilities, read.probabilities)
    for label in look.rng.choice(10, 3, replace=False).tolist():
        yield look.figure(
            f"class {label} right",
            answers.right[labels == label].sum(),
            right[labels == label].sum(),
            0,
            **ties,
        )
    if page == "classes":
        counts = sheet.page("classes").counts
        true, as_ = (int(one) for one in look.rng.integers(10, size=2))
        yield look.figure(
            f"{true} read as {as_}", counts[true, as_], ((labels == true) & (best == as_)).sum(), 0, **ties
        )
    yield look.figure("images", len(answers), count, 0)


def channels(desk: Desk) -> Figures:
    sheet = desk.window.sheet("excite")
    if desk.window.stage.sheet is not sheet:
        desk.window.action("excite").trigger()
    desk.wait(lambda: not sheet.running)
    found = sheet.found
    if found is None:
        raise NotReadyError
    look = Look(desk, found.version, sheet.subtitle.text())
    test = look.moment.test
    read = look.moment.read(test.images)
    for name in look.rng.choice(list(found.layers), 3, replace=False).tolist():
        each, out = found.layers[name], read.out[name]
        values = out.reshape(*out.shape[:2], -1)
        peaks, least = values.max(axis=2), values.min(axis=2)  # (N, C)
        channel, size = int(look.rng.integers(peaks.shape[1])), rms(out)
        yield look.figure(f"peak {name} {channel}", each.peak[channel], peaks[:, channel].max(), size=size)
        active = (peaks[:, channel] > 0).mean()
        yield look.figure(f"active {name} {channel}", each.active[channel], active, EXACT, margin=read.margin)
        label = int(look.rng.integers(10))
        mean = peaks[test.labels == label, channel].mean()
        yield look.figure(f"class {label} {name} {channel}", each.by_class[channel, label], mean, size=size)
        place = int(look.rng.integers(4))
        highest, lowest = np.sort(peaks[:, channel])[::-1], np.sort(least[:, channel])
        yield look.figure(
            f"highest {name} {channel}", each.highest.values[channel, place], highest[place], size=size
        )
        yield look.figure(
            f"lowest {name} {channel}", each.lowest.values[channel, place], lowest[place], size=size
        )


def update(desk: Desk) -> Figures:
    sheet = desk.window.sheet("update")
    if sheet.findings is None or desk.rng.random() < 0.5:
        desk.recorded()
    if desk.window.stage.sheet is not sheet:
        desk.window.action("update").trigger()
    desk.rest(0.1)
    desk.wait(lambda: not sheet.background.running)
    found = sheet.findings
    if found is None or found.line is None or found.moment is None:
        raise NotReadyError
    look = Look(desk, found.version, sheet.subtitle.text())
    made = look.moment
    if made.batch is None:
        raise NotReadyError
    x, labels = made.inputs(made.batch[0]), made.batch[1]

    def at(t: float, layer: str = "") -> IndependentNetwork:
        state = dict(made.before)
        for name, after in made.state.items():
            if "running" not in name and layer in ("", name.rpartition(".")[0]):
                state[name] = made.before[name] + t * (after.astype(float) - made.before[name])
        network = IndependentNetwork(made.spec, state)
        network.forward(x, training=True)
        return network

    start = at(0.0).losses(labels)
    for t in look.rng.choice(sorted(found.batch[""]), 3).tolist():
        yield look.figure(f"loss at t = {t:.3g}", found.batch[""][t], at(t).losses(labels).mean(), COARSE)
    now, moment = at(found.moment.t).losses(labels), found.moment
    image = int(look.rng.integers(len(labels)))
    yield look.figure(f"image {image} before", moment.before[image], start[image], COARSE, size=1e-3)
    yield look.figure(f"image {image} now", moment.now[image], now[image], COARSE, size=1e-3)
    for layer in look.rng.choice(list(moment.layers), 2, replace=False).tolist():
        part = at(moment.t, layer).losses(labels).mean() - start.mean()
        yield look.figure(f"{layer} alone", moment.layers[layer], part, 1e-2, size=1e-2 * abs(start.mean()))
    if found.changed is not None and found.changed.t == 1.0:
        before = IndependentNetwork(made.spec, made.before)
        before.forward(made.inputs(made.test.images))
        after = made.read(made.test.images)
        moved = (before.log_probabilities.argmax(1) != after.log_probabilities.argmax(1)).sum()
        margin = min(before.margin, after.margin)
        yield look.figure("changed answers", len(found.changed.images), moved, 0, margin=margin)
    if 1.0 in found.fixed:
        chosen = fixed_images(len(made.test))
        after = made.read(made.test.images[chosen])
        true = after.losses(made.test.labels[chosen]).mean()
        yield look.figure("loss of fixed test images", found.fixed[1.0], true, CLOSE, size=0.01)


def time_travel(desk: Desk) -> Figures:
    """A past step: its picture, the bar's words, the branches, and a weight's life."""
    session, time = desk.session, desk.session.time
    steps = [step for step in time.steps if step in desk.witness.line]
    if len(time.steps) < 3 or not steps:
        raise NotReadyError
    step = int(desk.rng.choice(steps))
    time.go(step)
    desk.wait(lambda: time.step is None or bool(time.verdict) or not time.busy)
    desk.rest(0.1)
    if time.step != step or time.shown is None:
        raise NotReadyError
    line = desk.witness.line
    look = Look(desk, session.snapshot.version, "")
    look.moment, shot = line[step], session.in_sight
    bar = desk.window.panels.time_bar
    yield look.figure("step in sight", shot.step, step, 0)
    yield look.figure("the bar's step", numbers(bar.number.text())[0], step, 0)
    yield look.figure("the bar's newest step", numbers(bar.number.text())[1], session.snapshot.step, 0)
    yield look.figure("exactly that", time.exact or not time.differs, True, 0)
    yield from look.cells(f"weight at step {step}", shot.parameters, line[step].state, EXACT)
    yield from watched_image(look, shot.probe, f"step {step}")
    picture = session.picture()
    yield look.figure("picture's step", picture.step, step, 0)
    if line[step].batch is not None and shot.gradients:
        learnt = line[step].learnt()
        yield from look.cells("gradient then", shot.gradients, learnt.grad, COARSE, margin=learnt.margin)
        yield look.figure("loss then", shot.train_loss, learnt.losses(line[step].batch[1]).mean())
    name = str(look.rng.choice(list(shot.parameters)))
    index = tuple(int(look.rng.integers(n)) for n in shot.parameters[name].shape)
    time.point_at_weight(name, index)
    card = desk.window.panels["MicroscopePanel"]._past_card
    if card is None or not card.isVisible():
        return
    desk.rest(0.4)
    desk.wait(lambda: not card.life._background.running)
    desk.rest(0.1)
    life = card.life.life()
    if life is None:
        raise NotReadyError
    for at, value in zip(*life, strict=True):
        if int(at) in line:
            where = f"life of {name}{list(index)} at step {at}"
            yield look.figure(where, value, line[int(at)].state[name][index], EXACT, size=1e-7)
    yield look.figure(
        "value in sight", numbers(card.life.value.text())[0], shot.parameters[name][index], TEXT
    )
    present = [each for each in time.branches if each.present]
    yield look.figure("the branch's end", present[0].end, session.snapshot.step, 0)


def images(desk: Desk) -> Figures:
    """The wall of images: counts, mean and spread, and what one image is read as."""
    sheet = desk.window.sheet("images")
    if desk.window.stage.sheet is not sheet:
        desk.window.action("images").trigger()
        desk.rest(0.2)
    part = sheet.part
    if part is None:
        raise NotReadyError
    sheet.look_for(f"#{int(desk.rng.integers(min(len(part), 100)))}")
    desk.rest(0.3)
    newest, summary = sheet.reading.newest, sheet.set_card.summary
    if newest is None or sheet.selected is None or summary is None:
        raise NotReadyError
    look = Look(desk, newest.version, sheet.image_card.reads.text())
    data = look.moment.train if part.training else look.moment.test
    read = look.moment.read(data.images[sheet.selected][None]).probabilities[0]
    yield look.figure("read as", newest.label, read.argmax(), 0, margin=float(np.diff(np.sort(read)[-2:])[0]))
    yield look.figure("how sure", newest.probability, read.max())
    yield look.figure("mean", summary.mean, (data.images / 255.0).mean(), EXACT)
    yield look.figure("spread", summary.std, (data.images / 255.0).std(), EXACT)
    label = int(look.rng.integers(10))
    yield look.figure(f"images of {label}", part.counts()[label], (data.labels == label).sum(), 0)


def data(desk: Desk) -> Figures:
    """The sheet of data: what each class has."""
    sheet = desk.window.sheet("data")
    if desk.window.stage.sheet is not sheet:
        desk.window.action("data").trigger()
        desk.rest(0.3)
    opened = sheet._used
    if opened is None or desk.session.own_images.looking:
        raise NotReadyError
    look = Look(desk, desk.session.snapshot.version, "")
    made = look.moment
    for number, name in enumerate(sheet.examples.classes):
        label = made.train.classes.index(name)
        count = (made.train.labels == label).sum() + (made.test.labels == label).sum()
        yield look.figure(f"images of class {name}", numbers(sheet.examples.tip(number))[-1], count, 0)
    text = numbers(sheet.facts.text())
    for count in (len(made.train), len(made.test)):
        nearest = min(text, key=lambda one: abs(one - count), default=math.nan)
        yield look.figure(f"{sheet.facts.text()!r} has {count}", nearest, count, 0)


def touch(desk: Desk) -> Figures:
    """The card for editing: how many test images are read right, before and now."""
    panel = desk.window.panels["MicroscopePanel"]
    desk.window.stage.close_sheet()
    if not panel.touch_open:
        desk.window.action("touch").trigger()
    if not panel.touch_open or not panel._touch_card.isVisible():  # in a folded column it measures nothing
        raise NotReadyError
    figures = panel._touch_card.touching.figures
    desk.rest(0.3)
    desk.wait(lambda: not figures.testing)
    if figures.now is None:
        raise NotReadyError
    look = Look(desk, figures.now.version, "")
    read = look.moment.read(look.moment.test.images)
    right = (read.log_probabilities.argmax(axis=1) == look.moment.test.labels).mean()
    yield look.figure("accuracy now", figures.now.accuracy, right, EXACT, margin=read.margin)
    if figures.before is not None:
        then = desk.witness.moments[figures.before.version]
        read = then.read(then.test.images)
        right = (read.log_probabilities.argmax(axis=1) == then.test.labels).mean()
        yield look.figure("accuracy before", figures.before.accuracy, right, EXACT, margin=read.margin)


def runs(desk: Desk) -> Figures:
    """The table of runs: the accuracy in the row of the run under way."""
    from cnnviz.features.runs.table import ACCURACY

    sheet = desk.window.sheet("runs")
    if desk.window.stage.sheet is not sheet:
        desk.window.action("runs").trigger()
        desk.rest(0.2)
    if not desk.session.history.evaluations:
        desk.ask(desk.session.engine.evaluate)
        desk.settle()
    tests, model = desk.session.history.evaluations, sheet.view.model()
    rows = [n for n, (place, _) in enumerate(model.runs) if desk.window.library.under_way(place)]
    if not tests or not rows or tests[-1].version not in desk.witness.moments:
        raise NotReadyError
    look = Look(desk, desk.session.snapshot.version, "")
    moment = desk.witness.moments[tests[-1].version]
    read = moment.read(moment.test.images)
    right = (read.log_probabilities.argmax(axis=1) == moment.test.labels).mean()
    shown = numbers(model.data(model.index(rows[0], ACCURACY)))[0]
    half = 5.1e-5  # of a hundred: the second decimal is the last one
    yield look.figure("accuracy of the run", shown, 100 * right, half, size=100, margin=read.margin)


LEARNT = """import numpy as np

class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dY):
        return dY * (self.x >= 0.5)


class Linear:
    def __init__(self, in_features, out_features):
        self.W = np.ones((out_features, in_features))
        self.b = np.zeros(out_features)

    def forward(self, x):
        self.x = x
        return x @ self.W.T

    def backward(self, dY):
        self.dW, self.db = dY.T @ self.x, dY.sum(axis=0)
        return dY @ self.W
"""


def workshop(desk: Desk) -> Figures:
    """The three grids: a learner's numbers, the right ones and their difference."""
    from core.mistakes.exercises import exercise

    sheet = desk.window.sheet("workshop")
    path = desk.folder / "my_layers.py"
    if not path.exists():
        path.write_text(LEARNT)
        sheet.file.open(path)
    if desk.window.stage.sheet is not sheet:
        desk.window.action("workshop").trigger()
    desk.wait(lambda: not sheet.file.checking and sheet.file.check is not None)
    page, grids = sheet.page, sheet.page.grids
    page.choose(exercise(str(desk.rng.choice(["relu", "linear"]))))
    page.chips.chosen.emit(int(desk.rng.integers(len(page.exercise.quantities) - 1)))
    desk.rest(0.1)
    compared, checked = grids.compared, sheet.file.exercise(page.exercise.name)
    if compared is None or not grids.isVisible() or checked is None or checked.report is None:
        raise NotReadyError
    look = Look(desk, desk.session.snapshot.version, "")
    case = checked.report.cases[compared.quantity]
    x = case["x"]
    if page.exercise.name == "relu":
        dy = case.gradient(x.shape)
        right = {"y": np.maximum(x, 0), "dX": dy * (x > 0)}
        yours = right | {"dX": dy * (x >= 0.5)}
    else:
        w, b = case["w"], case["b"]
        dy = case.gradient((len(x), len(w)))
        right = {"y": x @ w.T + b, "dX": dy @ w, "dW": dy.T @ x, "db": dy.sum(axis=0)}
        yours = right | {"y": x @ w.T}
    shown_yours, shown_right = grids.values()
    for what, shown, own in (("yours", shown_yours, yours), ("right", shown_right, right)):
        plane = np.atleast_2d(own[compared.quantity][grids.plane])
        yield look.cell(f"{what} {page.exercise.name} {compared.quantity}", shown, plane, 1e-9)


def lab(desk: Desk) -> Figures:
    """A run with a mistake beside its right twin: the twin's losses are those of a run made by other code."""
    from cnnviz.session.lab import Lab

    session = desk.session
    room = session.part(Lab)
    session.time.live()
    desk.window.stage.close_sheet()
    if not room.open:
        desk.window.action("lab").trigger()
    layer = session.snapshot.layers[-1]
    room.begin(layer, room.offers[layer][0].id)
    desk.wait(lambda: room.running and not room._asking)
    desk.settle()
    look = Look(desk, session.snapshot.version, "")
    start, trainer = look.moment, session.engine.trainer
    for _ in range(4):
        session.step_batch()
    desk.settle()
    desk.wait(lambda: room.found is not None and room.found.step == 4 and not room.background.running)
    if session.engine.state != "paused":
        raise NotReadyError
    state = {name: array.astype(np.float64) for name, array in start.state.items()}
    kept: dict[str, Any] = {}
    order = np.random.default_rng([trainer.config.seed, 1, 0, 0]).permutation(len(start.train))
    losses = []
    for step in range(4):
        at = order[step * trainer.batch_size : (step + 1) * trainer.batch_size]
        network = IndependentNetwork(start.spec, state)
        network.forward(start.inputs(start.train.images[at]), training=True)
        losses.append(network.losses(start.train.labels[at]).mean())
        network.backward(start.train.labels[at])
        for name, gradient in network.grad.items():
            kept[name] = (
                trainer.momentum * kept.get(name, 0.0) + gradient + trainer.config.weight_decay * state[name]
            )
            state[name] = state[name] - float(session.history.column("lr")[step]) * kept[name]
    for step, (shown, true) in enumerate(zip(room.twin_losses, losses, strict=True), 1):
        yield look.figure(f"the twin's loss of step {step}", shown, true, 2e-3)
    broken, twin = desk.window.panels["MicroscopePanel"]._lab_card._cells[2:]  # beneath the test accuracies
    yield look.figure("the twin's loss", numbers(twin.text())[0], np.mean(losses), TEXT)
    mean = session.history.column("loss").mean()
    yield look.figure("the broken run's loss", numbers(broken.text())[0], mean, TEXT)
    room.stop()
    desk.wait(lambda: not room.running)
    desk.settle()


@dataclass(frozen=True)
class Room:
    """A look at a room, and the command that opens its sheet, if it is one."""

    look: Callable[[Desk], Figures]
    command: str = ""

    def __call__(self, desk: Desk) -> list[Figure]:
        return list(self.look(desk))

    def open(self, desk: Desk) -> None:
        action = desk.window.action(self.command) if self.command else None
        if action is not None and action.isEnabled():
            action.trigger()
            desk.rest(0.2)


ROOMS = {
    "canvas": Room(canvas),
    "grid": Room(grid),
    "newest step": Room(newest_step),
    "history": Room(past_rows),
    "recorded batch": Room(recorded),
    "health": Room(health, "health"),
    "evaluate": Room(evaluate, "evaluate"),
    "channels": Room(channels, "excite"),
    "update": Room(update, "update"),
    "time": Room(time_travel),
    "images": Room(images, "images"),
    "data": Room(data, "data"),
    "touch": Room(touch, "touch"),
    "drawing": Room(drawing),
    "runs": Room(runs, "runs"),
    "workshop": Room(workshop, "workshop"),
    "lab": Room(lab),
}
