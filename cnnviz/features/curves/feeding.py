"""How the history reaches the plots, every line as a view of its column, without a copy; what a step says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np

from cnnviz.plots.columns import GrowingColumns
from cnnviz.plots.curve_model import Curves, Line, MeasuredPoints, OtherRun
from cnnviz.plots.curve_plot import smoothing_text
from cnnviz.system.translation import translate
from core.training import Branch, History, Snapshot

NORMALISING = "BatchNorm"  # layers whose names give way when there is no room for all
PHASES = {"loss": "loss", "accuracy": "loss", "gradient": "backward", "update": "update"}  # that make them
COLUMNS = {
    "learning_rate": "lr",
    "update": "update_ratio",
    "gradient": "grad_rms",
}  # of a plot, else its name


def start_anew(curves: Curves, name: str, history: History, snapshot: Snapshot | None) -> None:
    """Give the plot of that name the lines of a run that it hasn't shown yet."""
    if not curves.names:
        curves.begin(plain_lines(name))
        return
    types = {} if snapshot is None else {row["name"]: row["type"] for row in snapshot.spec["layers"]}
    curves.begin(
        [
            Line(layer, place, rank=0.5 if types.get(layer, "").startswith(NORMALISING) else 1.0)
            for place, layer in enumerate(history.layers)
        ]
    )


def feed(
    curves: Curves,
    kind: str,
    history: History,
    told: int,
    untold: int = 0,
    early: frozenset[str] = frozenset(),
) -> None:
    """Hand a plot the columns of that kind, "loss" or "grad_rms" for instance, for the first `told` steps.

    The step `untold` is not told of yet, but for the layers `early`: the walk through what it recorded comes
    to the others later.
    """
    curves.offset, curves.untold = int(history.steps[0]) - 1 if len(history) else 0, untold
    row = history.column(kind)[max(0, untold - 1 - curves.offset) :][:1] if early else ()
    curves.early = {
        name: float(value)
        for values in row
        for name, value in zip(history.layers, values, strict=True)
        if name in early
    }
    later = int(history.steps[told]) if told < len(history) else None
    told -= bool(told and history.steps[told - 1] == untold)
    curves.columns.extend(history.column(kind)[:told])
    if curves.names or kind not in ("loss", "accuracy"):
        return
    tests = history.evaluations
    if later is not None:
        tests = tests[: bisect_left(tests, later, key=attrgetter("step"))]
    values = [test.accuracy if kind == "accuracy" else test.loss for test in tests]
    name = translate("CurvesPanel", "test")
    curves.points = MeasuredPoints(
        name, np.array([test.step for test in tests], float), np.array(values, float), "test"
    )


def others(
    name: str, history: History, branches: Sequence[History], names: Mapping[int, str]
) -> tuple[OtherRun, ...]:
    """The lines of other branches behind a plot's, by their runs; none where there is one a layer."""
    made = []
    for branch in branches:
        if name in ("gradient", "update") or not len(branch) or branch.run not in names:
            continue
        columns = GrowingColumns()
        columns.extend(branch.column(COLUMNS.get(name, name)))
        start = history.shared_with(branch)
        made.append(OtherRun(branch.run, names[branch.run], start, int(branch.steps[0]) - 1, columns))
    return tuple(made)


def branch_names(branches: Sequence[Branch], name_of: Callable[[str], str]) -> dict[int, str]:
    """What branches are called, by their runs' numbers; with the size of a step where it is another one."""
    size = next((branch.batch_size for branch in branches if branch.present), 0)
    unknown = translate("CurvesPanel", "run {0}")
    other = translate("CurvesPanel", "{0}, steps of {1} images")
    found = {}
    for branch in branches:
        name = name_of(branch.id) or unknown.format(branch.name)
        found[branch.number] = name if branch.batch_size == size else other.format(name, branch.batch_size)
    return found


def renamed(runs: Sequence[OtherRun], names: Mapping[int, str]) -> tuple[OtherRun, ...]:
    """The same lines, called otherwise."""
    return tuple(replace(run, name=names.get(run.key, run.name)) for run in runs)


def twin(name: str, values: Sequence[float]) -> tuple[OtherRun, ...]:
    """The line of a broken run's right twin behind the run's own; none where it has made no step."""
    if not len(values):
        return ()
    columns = GrowingColumns()
    columns.extend(np.asarray(values, float))
    return (OtherRun(-1, name, 0, 0, columns, "right"),)


def plain_lines(name: str) -> list[Line]:
    """The lines of a plot that shows no layers."""
    if name == "learning_rate":
        return [Line(translate("CurvesPanel", "learning rate"), head="learning rate")]
    return [Line(train_name(), noisy=True, head="train")]


def train_name() -> str:
    """What the line of the training batches is called."""
    return translate("CurvesPanel", "train")


def explanation(kind: str, curves: Curves, step: int) -> tuple[str, str]:
    """Subject and sentence for a step of a plot; `kind` is "loss", "accuracy", "grad_rms", ..."""
    sentences = {
        "loss": translate(
            "CurvesPanel",
            "{0} on this batch, {1} as a {2}. It is -ln of the probability given to the right answer.",
        ),
        "accuracy": translate("CurvesPanel", "{0} of this batch was read right, {1} as a {2}."),
        "update_ratio": translate(
            "CurvesPanel",
            "{0} at this step, {1} as a {2}: how far it moved the weights, as a part of their size.",
        ),
        "lr": translate(
            "CurvesPanel", "{0} at this step, {1} as a {2}: what the optimiser multiplies its steps with."
        ),
        "grad_norm": translate(
            "CurvesPanel", "{0} at this step, {1} as a {2}: the length of the whole gradient of this layer."
        ),
        "grad_rms": translate(
            "CurvesPanel", "{0} at this step, {1} as a {2}: how strongly a typical weight pulls on the loss."
        ),
    }
    name = curves.chosen or curves.selected or curves.lines[-1].name if curves.names else curves.lines[0].name
    value, mean = curves.text_of(curves.value_at(name, step)), curves.text_of(curves.mean_at(name, step))
    title = curves.title.partition(",")[0]
    subject = f"{title} · {name}" if curves.names else title
    sentence = sentences[kind].format(value, mean, smoothing_text(curves.window))
    return translate("CurvesPanel", "{0} at step {1}").format(subject, f"{step:,}"), sentence
