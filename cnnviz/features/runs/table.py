"""The runs as a table: which are shown, what they were made with, what they found and what it took."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cnnviz.plots.overlay import Overlay, Series
from cnnviz.session.run_names import network_name, run_name, told_apart
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.system.wording import SEMICOLON, listed
from cnnviz.widgets.numbers import brief, epochs_so_far
from cnnviz.widgets.plain import tip_text
from cnnviz.widgets.recipe_choices import NAMES, schedules
from core.experiments import RunRecord
from core.experiments.run import HISTORY
from core.training import ConfigError, TrainConfig

QUANTITIES = ("accuracy", "error", "loss")
HEADS = {"accuracy": "test accuracy", "error": "test error", "loss": "training loss"}  # in files
USUAL, FEWEST, MOST = 200, 20, 2000  # points of the longest line of a loss, of the shortest, of any

Run = tuple[Path, RunRecord]
Points = tuple[np.ndarray, np.ndarray]  # epochs, values


def names_of(runs: Sequence[Run]) -> dict[Path, str]:
    """What each run is called, by its folder: no two alike."""
    records = [record for _, record in runs]
    names = [record.title or _name(record) for record in records]
    found = told_apart(
        names,
        lambda place: translate("Runs", "{0}, seed {1}").format(names[place], records[place].config.seed),
        lambda place: records[place].name,
    )
    return {place: name for (place, _), name in zip(runs, found, strict=True)}


def _name(record: RunRecord) -> str:
    """What a run is called by itself: those of a group begin together, and go by their seeds."""
    network = network_name(record.config)
    if record.begun and not record.planned:
        return run_name(network, record.begun)
    return run_name(network or record.name, 0)


def _depth(place: Path, records: Mapping[Path, RunRecord]) -> int:
    """How many of these runs one went on from, one after another."""
    passed = [place]
    while (name := records[place].branch_of) and (place := place.with_name(name)) in records:
        if place in passed:
            break  # a circle
        passed.append(place)
    return len(passed) - 1


def as_tree(runs: list[Run]) -> list[Run]:
    """The same runs in their order, each with the branches that went on from it right beneath it."""
    by_name = {place.name: (place, run) for place, run in runs}
    beneath: dict[str, list[Run]] = {}
    for place, run in runs:
        parent = run.branch_of if run.branch_of in by_name and run.branch_of != place.name else ""
        beneath.setdefault(parent, []).append((place, run))
    found: list[Run] = []

    def add(parent: str) -> None:
        for place, run in beneath.pop(parent, []):
            found.append((place, run))
            add(place.name)

    add("")
    return found + [run for left in beneath.values() for run in left]  # a circle, which no window writes


def overlay(
    runs: Sequence[Run],
    quantity: str = "error",
    log: bool = True,
    selected: str = "",
    live: Mapping[Path, Points] | None = None,
    names: Mapping[Path, str] | None = None,
) -> Overlay:
    """The runs' lines, the better the brighter; `live` has the losses of those that have no file yet, `names`
    what they are called among others.
    """
    titles = {
        "accuracy": translate("Runs", "Test accuracy"),
        "error": translate("Runs", "Test error"),
        "loss": translate("Runs", "Training loss"),
    }
    records = [record for _, record in runs]
    note = translate("Runs", "after each epoch, all test images")
    if quantity == "loss":
        points, window = _losses([folder for folder, _ in runs], live or {})
        words = translate("Runs", "mean of {0} steps")
        note = words.format(window) if window > 1 else translate("Runs", "each step")
    else:
        points = [_tests(record, quantity) for record in records]
    names = names or names_of(runs)
    lines = [(str(folder), names[folder], x, y) for (folder, _), (x, y) in zip(runs, points, strict=True)]
    order = {key: rank for rank, key in enumerate(_worst_first(lines, quantity))}
    last = max(1, len(lines) - 1)
    series = [Series(key, name, x, y, order[key] / last) for key, name, x, y in lines]
    if len(series) == 1:
        series = [Series(*lines[0], 1.0)]
    percent, head = quantity != "loss", HEADS[quantity]
    return Overlay(
        titles[quantity], series, percent, log and quantity != "accuracy", note, selected=selected, head=head
    )


def _tests(record: RunRecord, quantity: str) -> Points:
    x = np.array([test.epoch for test in record.evaluations])
    y = np.array([test.accuracy for test in record.evaluations])
    return x, y if quantity == "accuracy" else 1.0 - y


def _losses(folders: Sequence[Path], live: Mapping[Path, Points]) -> tuple[list[Points], int]:
    """The training losses in stretches of equally many steps, each by its mean; how many steps that are."""
    histories = [live.get(folder) or read_history(folder / HISTORY) for folder in folders]
    lengths = [len(losses) for _, losses in histories if len(losses)] or [1]
    usual, fine, least = max(lengths) / USUAL, min(lengths) / FEWEST, max(lengths) / MOST
    window = max(1, math.ceil(max(least, min(usual, fine))))
    means = []
    for epochs, losses in histories:
        whole = len(losses) // window * window
        # (steps,) -> (stretches, window) -> (stretches,)
        ends = epochs[:whole].reshape(-1, window)[:, -1]
        means.append((ends, losses[:whole].reshape(-1, window).mean(axis=1)))
    return means, window


def read_history(path: Path) -> Points:
    """The columns "epoch" and "loss" of a history.csv; empty where there is none that can be read."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return np.empty(0), np.empty(0)


@lru_cache(maxsize=64)  # drawing again must not read twenty files again
def _read(path: Path, stamp: int) -> Points:
    empty = np.empty(0), np.empty(0)
    try:
        text = path.read_text(encoding="utf-8")
        names = next(csv.reader([text.partition("\n")[0]]))
        wanted = [names.index("epoch"), names.index("loss")]
        columns = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1, usecols=wanted, ndmin=2)
    except (OSError, ValueError, StopIteration):
        return empty
    return (columns[:, 0], columns[:, 1]) if len(columns) else empty


def _worst_first(lines: Sequence[tuple[str, str, np.ndarray, np.ndarray]], quantity: str) -> list[str]:
    worst = -np.inf if quantity == "accuracy" else np.inf

    def last(line: tuple[str, str, np.ndarray, np.ndarray]) -> float:
        return float(line[3][-1]) if len(line[3]) else worst

    ordered = sorted(lines, key=last, reverse=quantity != "accuracy")
    return [key for key, *_ in ordered]


Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
NAME, BEGUN, SETTINGS, ACCURACY, BEST, EPOCHS, TIME, NOTE = range(8)
EM_SPACE = "\u2003"
MOST_LETTERS = 200  # of a name or a note
NUMBERS = (ACCURACY, BEST, EPOCHS, TIME)
TOLD = ("preset", "spec", "seed", "optimizer", "lr", "momentum", "schedule")  # in every row, or its name
SETTING_NAMES = {
    "batch_size": QT_TRANSLATE_NOOP("Runs", "batch size"),
    "epochs": QT_TRANSLATE_NOOP("Runs", "epochs"),
    "weight_decay": QT_TRANSLATE_NOOP("Runs", "weight decay"),
    "step_epochs": QT_TRANSLATE_NOOP("Runs", "step epochs"),
    "step_factor": QT_TRANSLATE_NOOP("Runs", "step factor"),
    "preprocessing": QT_TRANSLATE_NOOP("Runs", "preprocessing"),
    "augmentation": QT_TRANSLATE_NOOP("Runs", "augmentation"),
    "nesterov": QT_TRANSLATE_NOOP("Runs", "Nesterov"),
    "limit": QT_TRANSLATE_NOOP("Runs", "limit"),
}


def settings_text(config: TrainConfig) -> str:
    """What a run sets differently from its preset, then what every run tells: seed and recipe."""
    items, words = config.as_dict(), []
    try:
        usual = TrainConfig.from_preset(config.preset).as_dict()
    except ConfigError:
        usual = {}
    for name, value in items.items():
        if name not in TOLD and value != usual.get(name):
            shown = value if value is not None else translate("Runs", "none")
            told = translate("Runs", SETTING_NAMES.get(name, name))
            words.append(f"{told} {shown}")
    main = [NAMES[config.optimizer], translate("Runs", "rate {0}").format(brief(config.lr))]
    if config.optimizer in ("sgd", "rmsprop") and config.momentum:
        main.append(translate("Runs", "momentum {0}").format(brief(config.momentum)))
    main += [words for words, schedule in schedules() if schedule == config.schedule]
    return listed([*words, translate("Runs", "seed {0}").format(config.seed), listed(main)], SEMICOLON)


def changes_text(run: RunRecord) -> list[str]:
    """What a run isn't told by its settings: weights that it began with, and what was changed by hand."""
    words = (
        [translate("Runs", "began with the weights of {0}").format(run.weights_of)] if run.weights_of else []
    )
    names = {
        "lr": translate("Runs", "rate"),
        "base_lr": translate("Runs", "schedule's rate"),
        "momentum": translate("Runs", "momentum"),
    }
    told: list[tuple[int, str]] = []
    for setting, name in names.items():
        found = [change for change in run.changes if change.setting == setting]
        if found:
            text = translate("Runs", "{0} changed to {1} at step {2}")
            if len(found) > 1:
                text = translate("Runs", "{0} changed {3} times, the last time to {1} at step {2}")
            last = found[-1]
            told.append((last.step, text.format(name, brief(last.value), f"{last.step:,}", len(found))))
    words += [text for _, text in sorted(told, key=itemgetter(0))]
    return [*words, *([translate("Runs", "weights edited by hand")] if run.edited else [])]


def epochs_come(run: RunRecord) -> float:
    """How many epochs of a run there have been."""
    tests = run.evaluations
    return epochs_so_far(max(run.epoch, tests[-1].epoch if tests else 0.0))


class RunTable(QAbstractTableModel):
    """`shown` holds the folders of the runs whose boxes are ticked; `own` says which may be renamed,
    `under_way` which is the one in the window, `awaited` which are being made, or are to be next.
    """

    shown_changed = Signal()
    said = Signal(object, str, str)  # a run's folder, "title" or "remark", what somebody has typed

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self.names: dict[Path, str] = {}
        self._depths: dict[Path, int] = {}  # of each run, below the one that all went on from
        self.shown: set[Path] = set()
        self.own: Callable[[Path], bool] = lambda place: False
        self.under_way: Callable[[Path], bool] = lambda place: False
        self.awaited: Callable[[Path], bool] = lambda place: False

    def fill(self, runs: Sequence[Run]) -> None:
        """Show other runs, or the same ones grown."""
        runs, self.names, records = list(runs), names_of(runs), dict(runs)
        self._depths = {place: _depth(place, records) for place in records}
        if [place for place, _ in runs] == [place for place, _ in self.runs]:
            self.runs = runs
            if runs:
                self.dataChanged.emit(self.index(0, 0), self.index(len(runs) - 1, NOTE))
            return
        self.beginResetModel()
        self.runs = runs
        self.endResetModel()

    def renew(self, place: Path, record: RunRecord) -> None:
        """Show a run as it stands now; nothing if there is no row of it."""
        for row, (at, before) in enumerate(self.runs):
            if at == place:
                self.runs[row] = place, record.described_as(before)
                self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE))

    def chosen(self) -> list[Run]:
        """The runs whose boxes are ticked."""
        return [run for run in self.runs if run[0] in self.shown]

    def tick(self, place: Path, ticked: bool) -> None:
        """Tick a run's box, or take the tick away."""
        self.show_only([*(self.shown - {place}), *([place] if ticked else [])])

    def show_only(self, places: Sequence[Path]) -> None:
        """Tick these and no others."""
        self.shown = set(places)
        if self.runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.runs) - 1, 0))
        self.shown_changed.emit()

    # Qt's own

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: Index = TOP) -> int:
        return 8

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            words = (
                translate("Runs", "run"),
                translate("Runs", "begun"),
                translate("Runs", "settings"),
                translate("Runs", "test"),
                translate("Runs", "best"),
                translate("Runs", "epochs"),
                translate("Runs", "time"),
                translate("Runs", "note"),
            )
            return words[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in (NAME, NOTE) and self.own(self.runs[index.row()][0]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place, run = self.runs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(place, run, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(self._tip(place, run, index.column()))
        if role == Qt.ItemDataRole.EditRole:
            return run.remark if index.column() == NOTE else self.names[place]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            return Qt.CheckState.Checked if place in self.shown else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.runs[index.row()][0]
        if role == Qt.ItemDataRole.EditRole and index.column() in (NAME, NOTE):
            text = " ".join(str(value).split())[:MOST_LETTERS]
            self.said.emit(place, "title" if index.column() == NAME else "remark", text)
            return True
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        self.tick(place, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _text(self, place: Path, run: RunRecord, column: int) -> str:
        tests = run.evaluations
        depth = self._depths[place]
        if column == NAME:
            name = self.names[place]
            if depth:
                name = EM_SPACE * (depth - 1) + translate("Runs", "↳ {0}").format(name)
            if self.under_way(place):
                name = translate("Runs", "{0} (open)").format(name)
            return translate("Runs", "{0} (pinned)").format(name) if run.pinned else name
        if column == NOTE:
            return run.remark
        if column == BEGUN:
            begun = QDateTime.fromSecsSinceEpoch(int(run.begun))
            return begun.toString("yyyy-MM-dd HH:mm") if run.begun else "–"
        if column == SETTINGS:
            own = [translate("Runs", "on {0}").format(run.data)] if run.data else []
            if run.branch_of:
                went_on = translate("Runs", "went on from step {0}")
                if not depth:
                    went_on = translate("Runs", "went on from step {0} of a run that isn't here any more")
                own.append(went_on.format(f"{run.branch_step:,}"))
            return listed([*own, settings_text(run.config), *changes_text(run)], SEMICOLON)
        if column == ACCURACY:
            if run.state == "waiting":
                return translate("Runs", "waiting") if self.awaited(place) else translate("Runs", "not made")
            if run.state == "diverged":
                return translate("Runs", "ran away")
            return f"{100 * tests[-1].accuracy:.2f} %" if tests else "–"
        if column == BEST:
            return f"{100 * max(test.accuracy for test in tests):.2f} %" if tests else "–"
        if column == EPOCHS:
            come = epochs_come(run)
            return f"{come:g}/{run.config.epochs}" if come <= run.config.epochs else f"{come:g}"
        taken = run.cpu or run.wall  # other programs slow the clock's figure down
        return f"{taken:,.0f} s" if taken else "–"

    def _tip(self, place: Path, run: RunRecord, column: int) -> str:
        if column == NAME:
            about = run.note or str(place)
            here = translate("Runs", "It is the run in the window.")
            return f"{about}\n{here}" if self.under_way(place) else about
        if column == ACCURACY and run.evaluations:
            words = translate("Runs", "{0}, tested at step {1}")
            return words.format(self._text(place, run, column), f"{run.evaluations[-1].step:,}")
        if column == TIME and run.cpu:
            words = translate("Runs", "{0} s of the processor, {1} s by the clock")
            return words.format(f"{run.cpu:,.0f}", f"{run.wall:,.0f}")
        if column == TIME and run.wall:
            return translate("Runs", "{0} s of training, without pauses").format(f"{run.wall:,.0f}")
        if column == EPOCHS and epochs_come(run) > run.config.epochs:
            words = translate("Runs", "{0}: the settings are for {1}, and training went on")
            return words.format(self._text(place, run, column), run.config.epochs)
        return self._text(place, run, column)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
