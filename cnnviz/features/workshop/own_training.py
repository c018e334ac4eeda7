"""MNIST trained with the learner's own layers in a process of its own, beside the core's network."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QDateTime, QProcess, QProcessEnvironment, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.workshop.learner_file import LearnerFile
from cnnviz.plots.overlay import Overlay, OverlayPlot, Series
from cnnviz.system.wording import listed, sentences, worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import STRETCH, fill, vbox
from cnnviz.widgets.plain import PlainLabel
from core.mistakes.exercises import exercise
from core.training import beside

TRAINABLE = (*beside.PLACES, "softmax-cross-entropy", "sgd-momentum")
EVERY = 250  # ms between two pictures
PATIENCE = 2000  # ms for the process to end


class OwnTraining(QWidget):
    """Losses of both step by step, tests now and then, and what there is to say about them.

    `file` is what is trained with, None before there is any. `again` asks to begin anew with the newest save.
    """

    again = Signal()

    def __init__(self, learner: LearnerFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("workshop_training")
        self.file: Path | None = None
        self._learner, self._saved, self._saved_at = learner, QDateTime(), ""
        self.uses: list[str] = []
        self.first: list[float] = []
        self.losses: list[list[float]] = []
        self.tests: list[tuple[int, list[float]]] = []
        self.pace: dict[str, Any] = {}
        self.trouble, self.ended = "", False
        self._stopped = False
        self._rest = b""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        words = self.tr("MNIST with your own layers")
        self.title = PlainLabel(words, self, size=theme.READOUT, weight=theme.BOLD)
        words, tip = self.tr("Stop"), self.tr("End the training. The curves stay.")
        self.stop_button = Button("workshop_stop", "raised", "close", self, words, tip, self.stop)
        words, tip = self.tr("Begin again"), self.tr("Train from the first step with your file as it is now.")
        self.again_button = Button("workshop_again", "raised", "reset", self, words, tip, self.again)
        self.words = PlainLabel(self, size=theme.BODY, wrap=True)
        self.plots = (OverlayPlot("workshop_loss", self), OverlayPlot("workshop_accuracy", self))
        head = fill(QHBoxLayout(), self.title, STRETCH, self.again_button, self.stop_button)
        fill(vbox(self, 8), head, self.words, (self.plots[0], 3), (self.plots[1], 2))
        self.look()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def begin(self, file: Path, names: list[str], seconds: float = beside.SECONDS) -> None:
        """Train with the exercises of a file that are right; what was under way is ended."""
        self.forget()
        self.file, self._saved, self._saved_at = file, self._learner.saved, self._learner.saved_at()
        environment = QProcessEnvironment.systemEnvironment()
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            environment.insert(name, "1")
        self._process.setProcessEnvironment(environment)
        self._process.setWorkingDirectory(str(file.parent))
        script = str(Path(beside.__file__))
        self._process.start(
            sys.executable, ["-I", "-B", script, str(file), json.dumps(names), f"{seconds:g}"]
        )
        self._timer.start()
        self.look()

    def forget(self) -> None:
        """End what is under way, and keep nothing of it."""
        self.close_process()
        self.file = None
        self.uses, self.first, self.losses, self.tests, self.pace = [], [], [], [], {}
        self.trouble, self.ended, self._stopped, self._rest = "", False, False, b""

    def offer(self, can: bool) -> None:
        """Offer to begin again, if that can be; the file may be another than what is trained with."""
        self.again_button.setEnabled(can)
        self.words.setText(self.sentence())

    @Slot()
    def stop(self) -> None:
        """End the training; the curves stay."""
        self._stopped = True
        self._process.kill()

    def close_process(self) -> None:
        """End it and wait; the window closes, or another one begins."""
        self._timer.stop()
        if self.running:
            self._stopped = True
            self._process.kill()
            self._process.waitForFinished(PATIENCE)

    # what the process says

    @Slot()
    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                continue
            self._take(said)

    def _take(self, said: dict[str, Any]) -> None:
        kind = said.get("kind")
        if kind == "begin":
            self.uses, self.first = said["uses"], said["first"]
        elif kind == "step":
            self.losses.append(said["losses"])
        elif kind == "test":
            self.tests.append((said["step"], said["accuracies"]))
        elif kind == "pace":
            self.pace = said
        elif kind == "end":
            self.ended = True
        elif kind == "error":
            line = "" if said["line"] is None else self.tr("Line {0}: ").format(said["line"])
            self.trouble = line + str(said["error"])

    @Slot()
    def _finished(self) -> None:
        self._timer.stop()
        self._read()
        if not (self.ended or self.trouble or self._stopped):
            self.trouble = self.tr("The process ended by itself.")
        self.look()

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.trouble = self._process.errorString()
            self.look()

    # looking

    @property
    def _some_missing(self) -> bool:
        """Whether some of the network is the core's."""
        return len(self.uses) < len(TRAINABLE)

    @Slot()
    def look(self) -> None:
        """Show what has been said so far."""
        self.stop_button.setEnabled(self.running)
        self.words.setText(self.sentence())
        losses = np.array(self.losses, float).reshape(len(self.losses), 2)
        steps = np.arange(1, len(losses) + 1, dtype=float)
        tests = np.array([read for _, read in self.tests], float).reshape(len(self.tests), 2)
        at = np.array([step for step, _ in self.tests], float)
        names = (("own", self.tr("yours")), ("core", self.tr("core's")))
        for plot, x, y, title, head in (
            (self.plots[0], steps, losses, self.tr("Loss of each batch"), "loss"),
            (self.plots[1], at, tests, self.tr("Accuracy on 500 test images"), "accuracy"),
        ):
            series = [Series(key, name, x, y[:, i], 1.0 - 0.4 * i) for i, (key, name) in enumerate(names)]
            nothing, shown = self.tr("Nothing yet."), series if len(x) else []
            percent, last = head == "accuracy", max(1, len(losses))
            plot.show_overlay(Overlay(title, shown, percent, not percent, "", nothing, "own", head, last))

    def sentence(self) -> str:
        """What there is to say: of which save it is, and how it goes."""
        parts = [self._told()]
        if self.file is not None and self._learner.saved != self._saved:
            words = self.tr("Your file was saved again at {0}; this is with the save of {1}.")
            parts.append(words.format(self._learner.saved_at(), self._saved_at))
        return sentences(parts)

    def _told(self) -> str:
        """How far it is, whether both begin alike, how both read."""
        if self.trouble:
            return self.tr("It stopped: {0}").format(self.trouble)
        if not self.losses:
            if not self.running:
                return ""
            slow = self.tr("The first steps are under way: with loops over pixels each takes seconds.")
            return slow if self.uses else self.tr("Your layers are being built into LeNet-5.")
        named = listed(self.tr("“{0}”").format(worded(exercise(name).title)) for name in self.uses)
        whole = self.tr("Yours, as saved at {0}: all layers, loss and update.")
        if self._some_missing:
            whole = self.tr("Yours, as saved at {0}: {1}. The rest is the core's.")
        parts = [whole.format(self._saved_at, named)]
        if abs(self.first[0] - self.first[1]) <= 1e-6 * max(abs(self.first[1]), 1e-12):
            parts.append(
                self.tr("From the same weights both begin with the loss {0}.").format(f"{self.first[0]:.6f}")
            )
        else:
            words = self.tr("From the same weights the first loss is {0} with yours and {1} with the core's.")
            parts.append(words.format(f"{self.first[0]:.6f}", f"{self.first[1]:.6f}"))
        if self.pace:
            words = self.tr("A step of both takes {0} ms: {1} images, step {2} of {3}.")
            images, steps = f"{self.pace['images']:,}", f"{self.pace['steps']:,}"
            parts.append(
                words.format(f"{self.pace['milliseconds']:.0f}", images, f"{len(self.losses):,}", steps)
            )
        if self.tests:
            step, (own, core) = self.tests[-1]
            words = self.tr("Test images read right after step {2}: {0} with yours, {1} with the core's.")
            parts.append(words.format(f"{own:.1%}", f"{core:.1%}", f"{step:,}"))
        if self._stopped:
            parts.append(self.tr("Stopped."))
        return sentences(parts)
