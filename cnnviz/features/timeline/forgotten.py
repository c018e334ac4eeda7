"""Learnt and forgotten: which images the network could read and then couldn't, over the steps of a run.

Of the batch in sight and of the test set it is what the network makes of them at each keyframe; of the
training set, what each step made of its own batch before it learnt from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import Count
from cnnviz.system.wording import sentences
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ProgressBar
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.picture import picture
from cnnviz.widgets.picture_grid import PictureGrid
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from core.training import count_forgotten

ACROSS, SIZE, STRIP, ROW = 8, 28, 6, 42  # images in a row, their size, their strip, and the height of a row


@dataclass(frozen=True, eq=False)
class ForgottenImage:
    """An image by its place or number, its name and how often it was forgotten; `right` at each look.

    Shape: image uint8 (H, W) or (3, H, W), right (looks,) bool
    """

    key: int
    name: str
    image: np.ndarray
    forgotten: int
    right: np.ndarray = field(default_factory=lambda: np.empty(0, bool))


class ForgottenGrid(PictureGrid):
    """Images with a strip right / wrong, or how often each was forgotten: most forgotten first."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._images: list[ForgottenImage] = []
        self._pictures: list[QImage] = []

    def show_images(self, images: list[ForgottenImage]) -> None:
        """Show other images."""
        self._images = images
        self._pictures = [picture(each.image) for each in images]
        self.at = 0
        self.setFixedHeight(ROW * -(-len(images) // ACROSS))
        self.update()

    @property
    def images(self) -> list[ForgottenImage]:
        """The images in sight."""
        return self._images

    def count(self) -> int:
        return len(self._images)

    def columns(self) -> int:
        return ACROSS

    def background(self) -> str:
        return "panel"

    def sizeHint(self) -> QSize:
        return QSize(ACROSS * 37, ROW * -(-len(self._images) // ACROSS))

    def place(self, number: int) -> QRectF:
        across = (self.width() - 4) / ACROSS
        row, column = divmod(number, ACROSS)
        return QRectF(2 + column * across + (across - SIZE) / 2, 2 + row * ROW, SIZE, SIZE + STRIP + 2)

    def tip(self, number: int) -> str:
        each = self._images[number]
        words = {0: self.tr("{0}: never forgotten"), 1: self.tr("{0}: forgotten once")}
        text = words.get(each.forgotten, self.tr("{0}: forgotten {1} times"))
        if len(each.right):
            text = self.tr("{0}: forgotten {1} {1:time|times}, right at {2} of {3} {3:look|looks}")
        return text.format(each.name, Count(each.forgotten), int(each.right.sum()), Count(len(each.right)))

    def image(self, number: int) -> np.ndarray | None:
        return self._images[number].image

    def paint_cell(self, painter: QPainter, number: int, place: QRectF) -> None:
        each = self._images[number]
        painter.drawImage(QRectF(place.x(), place.y(), SIZE, SIZE), self._pictures[number])
        strip = QRectF(place.x() - 2, place.y() + SIZE + 2, SIZE + 4, STRIP)
        if not len(each.right):
            painter.setFont(theme.font(theme.FLOOR))
            painter.setPen(theme.colour("text"))
            box = QRectF(place.x() - 4, place.y() + SIZE, SIZE + 8, 12)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{each.forgotten} ×")
            return
        painter.fillRect(strip, theme.colour("right"))
        edges = np.flatnonzero(np.diff(np.concatenate(([True], each.right, [True])).astype(int)))
        scale = strip.width() / len(each.right)
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):  # of what was wrong
            x = strip.x() + first * scale
            painter.fillRect(
                QRectF(x, strip.y(), max(1.0, (last - first) * scale), STRIP), theme.colour("wrong")
            )


BATCH, TRAINING, TEST = range(3)
SHOWN = 64  # images
LOOKS = 24  # keyframes at which all test images are read


class ForgottenSection(QWidget):
    """The images of one of three sets, most forgotten first, and how many were forgotten in words."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("forgotten")
        title = PlainLabel(self.tr("Learnt and forgotten"), self, size=theme.SECONDARY, weight=theme.BOLD)
        training = self.tr("All training images, each time they were in a batch.")
        test = self.tr("All test images, at up to {0} keyframes.").format(LOOKS)
        words = (
            ("forgotten_batch", self.tr("Batch"), self.tr("The images in sight, at each keyframe.")),
            ("forgotten_training", self.tr("Training set"), training),
            ("forgotten_test", self.tr("Test set"), test),
        )
        self.sets = Segments("forgotten_set", words, self, picked=self._set_chosen)
        self.sentence = PlainLabel(self, size=theme.SECONDARY, wrap=True, name="forgotten_sentence")
        self._bar = ProgressBar("forgotten_progress", self)
        tip = self.tr("Stop reading the images; nothing is kept of it.")
        self._stop = Button("forgotten_stop", "raised", "", self, self.tr("Stop"), tip, self._stopped)
        self.grid = ForgottenGrid("forgotten_grid", self)
        self.grid.save = session.part(FileSaving).save
        self.grid.setAccessibleName(self.tr("Images, most forgotten first"))
        session.explain_pointed(self.grid.pointed, self._about)
        self.grid.entered.connect(self._entered)
        column = vbox(self, 6, (0, 12, 0, 0))
        fill(column, title, self.sets, self.sentence, self._bar, self._stop, self.grid)
        self._chosen = BATCH
        self._known: object = None  # what is shown
        self._background = Background(session, self)
        self._background.progressed.connect(self._bar.show_part)
        self._show_work(False)
        session.time.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Look at the images, unless it is known what became of them."""
        time = self.session.time
        timeline, shot = time.timeline, self.session.snapshot
        if time.step is None:
            self._background.cancel()
            self._known = None
            return
        if timeline is None or shot is None or not self.isVisible():
            return
        shown = shot.watched.indices if self._chosen == BATCH else None
        wanted = (self._chosen, shot.run, time.steps.stop, None if shown is None else shown.tobytes())
        if wanted == self._known:
            return
        self._known = wanted
        self.sentence.setText(self.tr("Looking at the images."))
        self.grid.show_images([])
        self._show_work(self._chosen == TEST)
        if self._chosen == TRAINING:
            train = shot.step
            self._background.start(
                lambda report: timeline.forgetting(train), then=partial(self._take_training, wanted)
            )
            return
        if self._chosen == BATCH:
            images, labels = shot.watched.images, shot.watched.labels
            places = np.arange(len(labels))
        else:
            assert self.session.engine.trainer is not None
            test = self.session.engine.trainer.test
            images, labels, places = test.images, test.labels, np.arange(len(test.labels))
        steps = [step for step in timeline.keyframes if step in time.steps]
        if self._chosen == TEST and len(steps) > LOOKS:
            steps = [steps[round(at)] for at in np.linspace(0, len(steps) - 1, LOOKS)]

        def work(report: Report) -> tuple[np.ndarray, np.ndarray]:
            done = {step: number / len(steps) for number, step in enumerate(steps)}
            _, read = timeline.answers(images, steps, poll=lambda step: report(done.get(step, 0.0)))
            return read == labels, places

        self._background.start(work, then=partial(self._take_looks, wanted, images))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # what was found

    def _take_training(self, wanted: object, found: Any) -> None:
        if wanted != self._known:
            return
        assert self.session.engine.trainer is not None
        images = self.session.engine.trainer.train.images
        first = np.argsort(-found.forgotten, kind="stable")[:SHOWN]
        first = first[found.forgotten[first] > 0]
        name = self.tr("training image {0}")
        self.grid.show_images(
            [
                ForgottenImage(int(n), name.format(f"{int(n):,}"), images[n], int(found.forgotten[n]))
                for n in first
            ]
        )
        visited, learnt = int((found.visits > 0).sum()), int((found.learnt >= 0).sum())
        text = self.tr(
            "Of {0} {0:image that was|images that were} in a batch, {1} {1:was|were} learnt, {2} of them "
            "forgotten again."
        )
        text = text.format(Count(visited), Count(learnt), f"{int((found.forgotten > 0).sum()):,}")
        self._say(text, found.since)

    def _take_looks(self, wanted: object, images: np.ndarray, found: tuple[np.ndarray, np.ndarray]) -> None:
        if wanted != self._known:
            return
        right, places = found
        forgotten = count_forgotten(right)
        first = np.argsort(-forgotten, kind="stable")[:SHOWN]
        words = self.tr("image {0}") if self._chosen == BATCH else self.tr("test image {0}")
        base = 1 if self._chosen == BATCH else 0
        named = [(int(n), int(places[n])) for n in first]
        self.grid.show_images(
            [
                ForgottenImage(at, words.format(f"{at + base:,}"), images[n], int(forgotten[n]), right[:, n])
                for n, at in named
            ]
        )
        again = int((forgotten > 0).sum())
        text = self.tr("{0} of {1} were forgotten again, one of them {2} {2:time|times}.")
        if forgotten.max(initial=0) == 1:
            text = self.tr("{0} of {1} were forgotten again, each of them once.")
        if again < 2:
            text = self.tr("One of {1} was forgotten again, {2} {2:time|times}.")
        if not again:
            text = self.tr("None of {1} was forgotten again.")
        text = text.format(Count(again), f"{len(forgotten):,}", Count(forgotten.max(initial=0)))
        self._say(text, self.session.time.steps.start)

    def _say(self, text: str, since: int) -> None:
        """Say what was found, and from which step on if that isn't the first."""
        if since:
            words = self.tr("Counted from step {0}: what came before was not kept.")
            text = sentences((text, words.format(f"{since:,}")))
        self.sentence.setText(text)
        self._show_work(False)

    # the parts

    @Slot(int)
    def _set_chosen(self, number: int) -> None:
        self._chosen = number
        self.refresh()

    @Slot()
    def _stopped(self) -> None:
        self._background.cancel()
        self._chosen = BATCH
        self.sets.choose(BATCH)
        self.refresh()

    def _show_work(self, working: bool) -> None:
        self._bar.setVisible(working)
        self._bar.setValue(0)
        self._stop.setVisible(working)

    def _about(self, number: int) -> tuple[str, str]:
        return self.grid.tip(number), self.tr("Click to watch it.") if self._chosen != TEST else ""

    @Slot(int)
    def _entered(self, number: int) -> None:
        key = self.grid.images[number].key
        if self._chosen == BATCH:
            self.session.watch(key)
        elif self._chosen == TRAINING:
            self.session.watch_index(key)
