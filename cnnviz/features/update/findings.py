"""What is found out about one recorded update, piece by piece, on a thread of its own."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from core.data.dataset import Dataset, Preprocessing
from core.evaluation.along import NOISE, UpdateLine, fixed_images, reach, sampled
from core.trace.recording import Trace
from core.training import Version

TEST_POINTS = 21
FIRST = 5  # points of a curve that are worth showing
AT_ONCE = 512  # test images between two words of progress

Report = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class JudgingImages:
    """The images that a step is judged by, and how pixels become inputs."""

    data: Dataset
    preprocessing: Preprocessing


@dataclass(frozen=True, eq=False)
class BatchMoment:
    """The batch's images before the step and at t: their losses, and what they are read as; each layer alone.

    Shape: before, now, read_now (N,); layers: what the loss changes by if one alone moves
    """

    t: float
    before: np.ndarray
    now: np.ndarray
    read_now: np.ndarray
    layers: dict[str, float]
    together: float

    @property
    def noise(self) -> float:
        """An image whose loss changes by less than this is as before: 1e-4 of the mean loss."""
        return NOISE * float(np.mean(self.before))

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many images are better, worse, as before."""
        gain = self.before - self.now
        better, worse = int((gain > self.noise).sum()), int((gain < -self.noise).sum())
        return better, worse, len(gain) - better - worse


@dataclass(frozen=True, eq=False)
class ChangedAnswers:
    """The test images that are read otherwise at t than before: those now right, now wrong, the rest.

    Shape: images, before, now, labels (M,), in that order; counts: of the three kinds
    """

    t: float
    images: np.ndarray
    before: np.ndarray
    now: np.ndarray
    labels: np.ndarray
    counts: tuple[int, int, int]
    total: int


@dataclass(eq=False)
class UpdateFindings:
    """One update and what is known of it so far; filled by the thread that works, read by the window.

    Curves are {t: loss}; `batch` has one for all layers ("") and one for each layer that was looked at. The
    loss on `fixed` test images is taken with the running statistics after the step at every t, so that only
    the weights move; `test_before` is that of the network as it was, statistics included.
    """

    trace: Trace
    version: Version | None
    test: JudgingImages | None
    why_no_test: str = ""  # why other images aren't compared
    from_file: bool = False  # whether the update came out of a file
    line: UpdateLine | None = None
    end: float = 0.0
    chosen_end: float = 0.0  # by the wheel; 0 is by itself
    batch: dict[str, dict[float, float]] = field(default_factory=dict)
    fixed: dict[float, float] = field(default_factory=dict)
    fixed_count: int = 0
    test_before: float = math.nan
    moment: BatchMoment | None = None
    changed: ChangedAnswers | None = None
    stage: str = ""  # "batch" | "images" | "test" | "answers"
    stage_part: float = 0.0
    _answers_before: np.ndarray | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def step(self) -> int:
        """The number of the step."""
        return self.trace.step

    def work(self, t: float, layer: str, report: Report) -> None:
        """Find out whatever isn't known yet of the curves, and of what is so at t."""
        with self._lock:  # one that was called off may still be at its last number
            if self.line is None:
                self.line = UpdateLine(self.trace)
            line = self.line
            self._batch_curve(line, layer, t, report)
            if self.moment is None or self.moment.t != t:
                self._moment(line, t, report)
            if self.test is not None and len(self.test.data):
                self._test_curve(line, self.test, t, report)
                if self.changed is None or self.changed.t != t:
                    self._changed(line, self.test, t, report)
            self._tell("", 0.0)

    def loss(self, t: float, layer: str = "") -> float:
        """The batch's loss at t as far as it is known, else NaN."""
        return self.batch.get(layer, {}).get(t, math.nan)

    def complete(self, t: float, layer: str) -> bool:
        """Whether nothing is left to find out."""
        known = t in self.batch.get(layer, {}) and self.moment is not None and self.moment.t == t
        if self.test is None or not len(self.test.data):
            return known
        return known and self.changed is not None and self.changed.t == t

    def _tell(self, stage: str, part: float) -> None:
        self.stage, self.stage_part = stage, part

    def _batch_curve(self, line: UpdateLine, layer: str, t: float, report: Report) -> None:
        self._tell("batch", 0.0)
        known = dict(self.batch.get(layer, {}))

        def loss(at: float) -> float:
            if at not in known:
                known[at] = line.batch_loss(at, layer or None)
                self.batch[layer] = dict(known)  # never changed under the painter's hands
                if len(known) >= FIRST:
                    report(0.1)
            return known[at]

        self.end = self.chosen_end or self.end or reach(loss)
        for _ in sampled(loss, -1.0, self.end):
            pass
        loss(t)

    def _moment(self, line: UpdateLine, t: float, report: Report) -> None:
        self._tell("images", 0.0)
        report(0.3)
        before, _ = line.image_losses(0.0)
        now, read_now = line.image_losses(t)
        start, layers = line.batch_loss(0.0), {}
        for name in line.layers:
            report(0.35)
            layers[name] = line.batch_loss(t, name) - start
        together = line.batch_loss(t) - start
        self.moment = BatchMoment(t, before, now, read_now, layers, together)

    def _test_curve(self, line: UpdateLine, test: JudgingImages, t: float, report: Report) -> None:
        self._tell("test", 0.0)
        chosen = fixed_images(len(test.data))
        some = test.data[chosen]
        x, labels = test.preprocessing(some.images), some.labels.astype(np.intp)
        self.fixed_count = len(chosen)
        known = dict(self.fixed)

        def loss(at: float) -> float:
            if at not in known:
                report(0.4)
                self._tell("test", len(known) / TEST_POINTS)
                known[at] = line.test_loss(at, x, labels)
                self.fixed = dict(known)
            return known[at]

        if math.isnan(self.test_before):
            self.test_before = line.test_loss(0.0, x, labels, after=False)
        for _ in sampled(loss, -1.0, self.end, TEST_POINTS):
            pass
        loss(t)

    def _changed(self, line: UpdateLine, test: JudgingImages, t: float, report: Report) -> None:
        twice = self._answers_before is None
        if twice:
            self._answers_before = self._logits(line, test, 0.0, False, (0.0, 0.5), report)
        now = self._logits(line, test, t, True, (0.5, 1.0) if twice else (0.0, 1.0), report)
        assert self._answers_before is not None
        labels = test.data.labels.astype(np.intp)
        was, read = self._answers_before.argmax(axis=1), now.argmax(axis=1)
        moved = np.flatnonzero(was != read)
        kind = np.where(read[moved] == labels[moved], 0, np.where(was[moved] == labels[moved], 1, 2))
        moved = moved[np.argsort(kind, kind="stable")]
        self.changed = ChangedAnswers(
            t,
            moved,
            was[moved],
            read[moved],
            labels[moved],
            (int((kind == 0).sum()), int((kind == 1).sum()), int((kind == 2).sum())),
            len(test.data),
        )

    def _logits(
        self,
        line: UpdateLine,
        test: JudgingImages,
        t: float,
        after: bool,
        part: tuple[float, float],
        report: Report,
    ) -> np.ndarray:
        made = []
        for start in range(0, len(test.data), AT_ONCE):
            done = part[0] + (part[1] - part[0]) * start / len(test.data)
            self._tell("answers", done)
            report(0.5 + done / 2)
            x = test.preprocessing(test.data.images[start : start + AT_ONCE])
            made.append(line.test_logits(t, x, after))
        return np.concatenate(made)


class LiveLoss:
    """The loss at one point of the line, in a network of its own, for a line that is dragged."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._line: UpdateLine | None = None
        self._lock = threading.Lock()

    def work(self, t: float, layer: str, report: Report) -> tuple[float, float]:
        """(t, loss)."""
        with self._lock:
            report(0.0)
            if self._line is None:
                self._line = UpdateLine(self._trace)
            return t, self._line.batch_loss(t, layer or None)
