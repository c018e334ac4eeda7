"""Many steps: one row of numbers each, kept whole for as long as a run lasts.

Rows live in one array that doubles when it is full; beyond a million steps it goes on in a memory-mapped
file, so that a run of days costs no more memory than one of an hour. The file's blocks are reserved before it
is mapped: a disk that fills later can't end the process. Where there is no room for it, rows stay in memory.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from core.training.identity import RunIdentity
from core.training.metrics import StepRecord
from core.training.version import UNKNOWN, Version

MAPPED_FROM = 1 << 20  # rows beyond which they live in a file
_ZEROS = bytes(1 << 20)  # what a file's blocks are reserved with
COLUMNS = ("epoch", "loss", "accuracy", "lr", "time")
LAYER_COLUMNS = ("grad_norm", "grad_rms", "update_ratio")


class _Figures(NamedTuple):
    step: int
    epoch: float
    accuracy: float
    loss: float


class Evaluation(_Figures):
    """One pass over the test images: after which step and epoch, and what it found; four figures.

    `version` is that of the network that was tested; it is no figure, and doesn't count in comparing.
    """

    version = UNKNOWN

    def __new__(
        cls, step: int, epoch: float, accuracy: float, loss: float, version: Version | None = None
    ) -> Evaluation:
        made = super().__new__(cls, step, epoch, accuracy, loss)
        if version is not None:
            made.version = version
        return made


class Adjustment(NamedTuple):
    """A setting that was changed by hand while a run was going on: after which step, and to what."""

    step: int
    setting: str  # "lr", the next step's rate; "base_lr", which its schedule scales; "momentum"
    value: float


class History:
    """The rows of one run, readable as columns; a column is a read-only view that later rows don't change.

    `layers` names the layers with parameters; `run` is the number of the run that the rows belong to,
    `identity` which one that is. `weights_of` is the file whose weights it began with. Of `time`, seconds of
    training since the first row are kept. `trouble` says in a sentence what the disk or the memory refused,
    "" if nothing.
    """

    def __init__(self, layers: Iterable[str] = (), run: int = 0, identity: RunIdentity | None = None) -> None:
        self.layers = tuple(layers)
        self.run, self.identity = run, identity or RunIdentity()
        self.weights_of = ""
        self.evaluations: list[Evaluation] = []
        self.adjustments: list[Adjustment] = []
        self.trouble = ""
        width = len(self.layers)
        self._row = np.dtype(
            [("step", np.int64)]
            + [(name, np.float32) for name in COLUMNS]
            + [(name, np.float32, (width,)) for name in LAYER_COLUMNS]
        )
        self._rows = np.empty(1024, self._row)
        self._length = 0
        self._start: float | None = None  # the clock's reading at time 0, once there is a step

    def __len__(self) -> int:
        return self._length

    @property
    def steps(self) -> np.ndarray:
        """The step numbers, int64."""
        return self.column("step")

    def column(self, name: str) -> np.ndarray:
        """A column over all steps, float32: "loss", "accuracy", "lr", "epoch" or "time" (seconds); of every
        layer "grad_rms", "grad_norm" or "update_ratio". Shape: (steps,) or (steps, L)
        """
        view = self._rows[name][: self._length]
        view.flags.writeable = False
        return view

    def layer_column(self, name: str, layer: str) -> np.ndarray:
        """ "grad_rms", "grad_norm" or "update_ratio" of one layer over all steps, float32."""
        return self.column(name)[:, self.layers.index(layer)]

    def append(self, record: StepRecord) -> None:
        """Add one step."""
        self.append_all([record])

    def append_all(self, records: list[StepRecord]) -> None:
        """Add many steps at once; those of another run are left out."""
        records = [record for record in records if record.run == self.run]
        if not records:
            return
        if self._start is None:
            done = float(self._rows["time"][self._length - 1]) if self._length else 0.0
            self._start = records[0].time - done
        records = records[-self._room_for(len(records)) :]
        start, self._length = self._length, self._length + len(records)
        rows = self._rows[start : self._length]
        columns = dict(zip(StepRecord._fields, zip(*records, strict=True), strict=True))
        for name in ("step", *COLUMNS, *LAYER_COLUMNS):
            rows[name] = columns[name]
        rows["time"] = [record.time - self._start for record in records]

    def withdraw_tests(self, weights: int) -> None:
        """Take out the tests of versions with this number of the weights or a higher one."""
        self.evaluations = [found for found in self.evaluations if found.version.weights < weights]

    def holds(self, run: RunIdentity, step: int) -> bool:
        """Whether the steps of a run up to number `step` are these."""
        return self.identity.marks(step) == run.marks(step)

    def shared_with(self, other: History) -> int:
        """The newest step that is one of both runs; 0 if there is none."""
        newest = min(int(each.steps[-1]) if len(each) else 0 for each in (self, other))
        return max(0, self.identity.shared(other.identity, newest))

    def continued(
        self,
        run: int,
        until: int,
        weights: int | None = None,
        most: int | None = None,
        adjusted: int | None = None,
        identity: RunIdentity | None = None,
    ) -> History:
        """A copy of it up to step `until`, as the beginning of the history of a run of an `identity`.

        `weights` is the number of the weights that are gone on with: later tests of that step are left out.
        At most the newest `most` steps are copied. `adjusted` is how many settings had been changed by then:
        those that were changed after the same step and taken back are left out.
        """
        made = History.of(self.layers, run, self.tables(until, most))
        made.weights_of, made.identity = self.weights_of, identity or self.identity
        made.evaluations = [
            found
            for found in self.evaluations
            if found.step < until
            or (found.step == until and (weights is None or found.version.weights <= weights))
        ]
        made.adjustments = [change for change in self.adjustments[:adjusted] if change.step <= until]
        return made

    def last(self) -> StepRecord:
        """The numbers of the newest step."""
        return self._record(self._rows[self._length - 1])

    def at(self, step: int) -> StepRecord | None:
        """The numbers of a step; None if it isn't here."""
        place = int(np.searchsorted(self.steps, step))
        return self._record(self._rows[place]) if step in self.steps[place : place + 1] else None

    def _record(self, row: Any) -> StepRecord:
        epoch, loss, accuracy, lr, time = (float(row[name]) for name in COLUMNS)
        norm, rms, ratio = (row[name].copy() for name in LAYER_COLUMNS)
        return StepRecord(int(row["step"]), epoch, loss, accuracy, lr, time, norm, rms, ratio, self.run)

    def tables(self, until: int | None = None, most: int | None = None) -> dict[str, np.ndarray]:
        """A copy of every column: of the steps up to number `until`, and of those the newest `most`."""
        rows = self._rows[: self._length]
        if until is not None:
            rows = rows[: int(np.searchsorted(rows["step"], until, side="right"))]
        if most is not None:
            rows = rows[max(0, len(rows) - most) :]
        return {name: rows[name].copy() for name in ("step", *COLUMNS, *LAYER_COLUMNS)}

    @classmethod
    def of(
        cls,
        layers: Iterable[str],
        run: int,
        tables: Mapping[str, np.ndarray],
        evaluations: Iterable[Evaluation] = (),
    ) -> History:
        """The history that `tables` was called on; it goes on where that one ended."""
        made = cls(layers, run)
        count = len(tables["step"])
        made._length = room = made._room_for(count)
        for name, column in tables.items():
            made._rows[name][:room] = column[count - room :]
        made.evaluations = list(evaluations)
        return made

    def save_csv(self, path: str | Path) -> None:
        """Write all steps as CSV, one row a step; test figures stand in the row of the step before them."""
        from core.files.atomic import write_atomically

        tested = {evaluation.step: evaluation for evaluation in self.evaluations}
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(
            ["step", *COLUMNS]
            + [f"{name}.{layer}" for name in LAYER_COLUMNS for layer in self.layers]
            + ["test_accuracy", "test_loss"]
        )
        for row in self._rows[: self._length]:
            numbers = [_text(row[name]) for name in COLUMNS]
            numbers += [_text(value) for name in LAYER_COLUMNS for value in row[name]]
            found = tested.get(int(row["step"]))
            last = ["", ""] if found is None else [_text(found.accuracy), _text(found.loss)]
            writer.writerow([int(row["step"]), *numbers, *last])
        write_atomically(path, text.getvalue().encode("utf-8"))

    def _room_for(self, count: int) -> int:
        """Make room for `count` more rows; returns how many of them, the newest, there is room for.

        When neither disk nor memory gives more, the older half of the rows is dropped.
        """
        wanted = self._length + count
        if wanted <= len(self._rows):
            return count
        capacity = len(self._rows)
        while capacity < wanted:
            capacity *= 2
        try:
            rows = self._reserved(capacity)
        except MemoryError:
            self.trouble = "There is no memory for more of the history: its older half was dropped."
            return self._drop_older(count)
        rows[: self._length] = self._rows[: self._length]
        self._rows = rows
        return count

    def _reserved(self, capacity: int) -> np.ndarray:
        if capacity > MAPPED_FROM:
            try:
                return _mapped(self._row, capacity)
            except OSError as error:
                place = error.filename or tempfile.gettempdir()
                self.trouble = (
                    f"The history stays in memory: {place} has no room for its file "
                    f"({error.strerror or error}). Free some space there before a long run."
                )
        return np.empty(capacity, self._row)

    def _drop_older(self, count: int) -> int:
        """Keep the newer half of the rows; returns for how many of `count` there is room then."""
        kept = self._length // 2
        self._rows[:kept] = self._rows[self._length - kept : self._length]
        self._length = kept
        return min(count, len(self._rows) - kept)


def _mapped(row: np.dtype[np.void], capacity: int) -> np.ndarray:
    """Rows in a file without a name, its blocks reserved: writing to a map of a sparse file on a full disk
    would be a bus error. Raises OSError.
    """
    with tempfile.TemporaryFile(prefix="cnnviz-history-") as file:
        size = capacity * row.itemsize
        try:
            os.posix_fallocate(file.fileno(), 0, size)
        except (AttributeError, OSError) as error:
            if isinstance(error, OSError) and error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise
            for start in range(0, size, len(_ZEROS)):  # the system, or this disk, can't reserve by itself
                file.write(_ZEROS[: size - start])
            file.flush()
        return np.memmap(file, row, "r+", shape=(capacity,))


def _text(value: float) -> str:
    return format(float(value), ".7g")
