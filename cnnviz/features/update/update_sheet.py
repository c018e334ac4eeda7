"""The sheet "What did this update buy?": loss along the recorded step, each layer's part, who gained by it.

A recorded step is a straight line between two sets of weights. The sheet shows what lies on it, lets another
place on it be looked at, and can have the step made again with the learning rate of that place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.update.changed_answers import BeforeAndNow, ChangedTestImages, heading
from cnnviz.features.update.findings import JudgingImages, LiveLoss, UpdateFindings
from cnnviz.features.update.grids import BatchImages, LayerParts
from cnnviz.features.update.loss_plot import LossPicture, LossPlot
from cnnviz.session import Session
from cnnviz.session.background import Background
from cnnviz.session.picture import batch_images
from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import Count
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import brief, significant
from cnnviz.widgets.picture_grid import PictureGrid
from cnnviz.widgets.plain import PlainLabel, sentence_of, set_tip
from cnnviz.widgets.sheet import ColumnsSheet
from core.evaluation.along import ENDS
from core.trace.recording import Trace
from core.training import NetworkCopy, Version

NARROW = 1100  # pixels; below, the right column goes under the left one
RIGHT = 488
AROUND = 150  # pixels of the sheet's height that are neither the plot's nor the layers'
REST = 150  # ms after which what takes longer follows the line


class UpdateSheet(ColumnsSheet):
    """Looks at the trace in sight if it has an update, else at the last one that had."""

    inherited = "findings", "layer", "t"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("update", "record", NARROW, parent)
        self.session = session
        self.entitle(self.tr("What did this update buy?"))
        self.findings: UpdateFindings | None = None
        self.layer = ""  # whose own part of the line is drawn
        self.t = 1.0
        self._wanted: float | None = None  # the place whose loss is waited for
        self._trouble = ""
        self._stopped = False
        self._drawn: tuple[object, ...] = ()  # what the plot was given
        self.background = Background(session, self)
        self.background.progressed.connect(self.look)
        self.background.ended.connect(self.look)
        self.copying = Background(session, self)
        self.live = Background(session, self)
        self._live: LiveLoss | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._work)
        self._build()
        session.trace_changed.connect(self._trace_changed)
        session.snapshot_changed.connect(self._moved_on)
        session.time.changed.connect(self._moved_on)

    # what others call

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """The button of the empty card follows the window's action."""
        self.empty.button.follow(actions["record"], words=self.tr("Record next batch"))
        self.empty.button.pressed.connect(self._let_guest_go)  # of one image there is no update

    def take_over(self, found: dict[str, Any]) -> None:
        """Go on with what was found, if it was known by then which images it is judged by."""
        findings = found["findings"]
        if findings is not None and findings.test is not None:
            super().take_over(found)
            self._live = LiveLoss(findings.trace)
            self._show_batch(findings.trace)
            self.plot.show_line(self.t, findings.loss(self.t, self.layer))

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""
        self._rest.stop()
        self.copying.end()
        self.background.end()
        self.live.end()

    @Slot()
    def _let_guest_go(self) -> None:
        self.session.guests.leave(self.session.recorded.guest or self.session.guests.shown)

    # building

    def _build(self) -> None:
        tip = self.tr("Take the step back and make it again, on the same batch, with the rate at the line.")
        text, again = self.tr("Make it with this rate"), self.make_again
        self.again_button = Button("update_again", "raised", "reset", self, text, tip, again)
        tip = self.tr("Stop computing. What is found stays.")
        self.cancel = Button("update_cancel", "flat", "", self, self.tr("Stop"), tip, self._stop)
        tip = self.tr("Compute what is missing.")
        self.go_on = Button("update_go_on", "raised", "", self, self.tr("Go on"), tip, self._work)
        for control in (self.cancel, self.go_on, self.again_button):
            self.add_tool(control)
        left, self.right = self._left(), self._right()
        fill(self.columns, (left, 1), self.right)

    def _left(self) -> QWidget:
        left = QWidget(self.page)
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = vbox(left, 6)
        self.own, self.others = BeforeAndNow(left), BeforeAndNow(left)
        line = fill(hbox(spacing=24), self.own, self.others, STRETCH)
        self.plot = LossPlot("update_plot", left)
        self.plot.setAccessibleName(self.tr("Loss along this step"))
        words = self.tr(
            "The weights go along a straight line through this update; at each point the loss is computed"
            " anew on the same images. Drag the line, or the arrows; wheel or Up and Down: how far."
        )
        self.plot.setStatusTip(self.tr("Loss along the step") + "\n" + words)
        self.plot.moved.connect(self.move_line)
        self.plot.stretched.connect(self._stretch)
        fill(column, line, (self.plot, 99))
        title = PlainLabel(self.tr("Each layer's part alone"), left, size=theme.BODY, weight=theme.SEMIBOLD)
        words = self.tr("how the loss of this batch changes if only this layer moves")
        about = PlainLabel(words, left, size=theme.SECONDARY, role="dim", wrap=True)
        head = fill(hbox(spacing=20), title, (about, 1))
        self.parts = LayerParts("update_layers", left)
        self.parts.setAccessibleName(self.tr("Each layer's part alone"))
        self.parts.entered.connect(self._choose_layer)
        self.parts.pointed.connect(self._point_at_layer)
        self._explain(self.parts, self.tr("A layer's part"))
        self.overlap = PlainLabel(left, size=theme.SECONDARY, role="dim")
        fill(column, 4, head, self.parts, self.overlap, STRETCH)
        return left

    def _right(self) -> QWidget:
        right = QWidget(self.page)
        right.setFixedWidth(RIGHT)
        column = vbox(right, 6)
        self.images_title, self.images_note = heading(right, column)
        self.images = BatchImages("update_images", right)
        self.images.setAccessibleName(self.tr("The images of the batch, best gain first"))
        self.images.entered.connect(self._watch)
        self._explain(self.images, self.tr("An image of the batch"))
        fill(column, self.images, 14)
        self.answers = ChangedTestImages(right)
        self.changed = self.answers.grid
        self.images.save = self.changed.save = self.session.part(FileSaving).save
        self.changed.entered.connect(self._exhibit)
        self._explain(self.changed, self.tr("A test image"))
        self.answers.more.clicked.connect(self._toggle_more)
        fill(column, self.answers, STRETCH)
        return right

    # which update

    def _update_in_sight(self) -> Trace | None:
        trace = self.session.trace
        return trace if trace is not None and trace.optimizer is not None else None

    @Slot()
    def _trace_changed(self) -> None:
        if self.isVisible():
            self._begin()

    def _begin(self) -> None:
        """Look at the update in sight; the same one as before goes on where it was."""
        trace = self._update_in_sight()
        if trace is None or (self.findings is not None and self.findings.trace is trace):
            if self.findings is not None and trace is not None:
                self._work()
            else:
                self.look()
            return
        self._rest.stop()
        self.background.cancel()
        self.live.cancel()
        self.layer, self.t, self._trouble, self._stopped = "", 1.0, "", False
        self._live = LiveLoss(trace)
        self.findings = findings = UpdateFindings(trace, trace.version, None)
        self.plot.show_line(1.0, math.nan)
        self._show_batch(trace)
        if self.session.lesson:
            findings.from_file = True
            findings.why_no_test = self.tr(
                "Other images: not compared. The file doesn't say on which images this run is tested."
            )
            self.copying.cancel()
        else:
            self.copying.ask(self.session.network_copy, partial(self._copied, findings))
        self._work()

    def _show_batch(self, trace: Trace) -> None:
        """Show an update's images; all else is yet to be found."""
        self._drawn = ()
        self.plot.show_picture(LossPicture())
        self.parts.show_moment(None, "")
        self.images.show_batch(self._batch(trace), trace.labels, self._classes(trace))
        self.changed.show_changed(None, self.changed.images, ())

    def _batch(self, trace: Trace) -> np.ndarray:
        """The batch's images as bytes."""
        if trace is self.session.trace:
            images, labels = self.session.batch()
            if len(images) == len(trace.labels) and np.array_equal(labels, trace.labels):
                return images
        return batch_images(trace, self.session.shown.pixel_ends)

    def _classes(self, trace: Trace) -> tuple[str, ...]:
        findings = self.findings
        if findings is not None and findings.test is not None:
            return findings.test.data.classes
        return tuple(map(str, range(trace.logits.shape[1])))

    def _copied(self, findings: UpdateFindings, copy: NetworkCopy) -> None:
        version, now = findings.version or Version(), copy.version
        if now.data != version.data or (now.run != version.run and now.newer_than(version)):
            findings.why_no_test = self.tr("Other images: not compared. Another run has begun since.")
        elif not len(copy.test):
            findings.why_no_test = self.tr("There are no test images.")
        else:
            findings.test = JudgingImages(copy.test, copy.preprocessing)
            self.images.classes = copy.test.classes
            if not self.background.running:  # else it comes to the test images by itself
                self._work()
        self.look()

    # the work

    @Slot()
    def _work(self) -> None:
        """Find out what is missing at the place of the line; a work under way gives way."""
        findings = self.findings
        if findings is None or not self.isVisible():
            return
        if findings.complete(self.t, self.layer) and findings.chosen_end in (0.0, findings.end):
            self.look()
            return
        self._stopped = False
        work = partial(findings.work, self.t, self.layer)
        self.background.start(work, self._worked, self._failed)
        self.look()

    def _worked(self, _: object) -> None:
        """What was found is shown; what has become wanted meanwhile is looked for."""
        if self.findings is not None and not self.findings.complete(self.t, self.layer):
            self._work()
        self.look()

    def _failed(self, error: Exception) -> None:
        self._trouble = worded(str(error)) or type(error).__name__
        self.look()

    @Slot()
    def _stop(self) -> None:
        self._stopped = True
        self.background.cancel()

    # the line

    @Slot(float)
    def move_line(self, t: float) -> None:
        """Take the line to a place; its loss comes at once, the rest when it has rested there."""
        findings = self.findings
        if findings is None:
            return
        self.t = t
        known = findings.loss(t, self.layer)
        self.plot.show_line(t, known)
        self._show_again()
        if not math.isfinite(known):
            self._wanted = t
            self._ask_live()
        self._rest.start()
        self.session.explain(self.tr("Loss along the step"), self.plot.newest())

    def _ask_live(self) -> None:
        """One point at a time: the newest place is asked for when the one before has come."""
        if self._wanted is None or self.live.running or self._live is None:
            return
        t, self._wanted = self._wanted, None
        work = partial(self._live.work, t, self.layer)
        self.live.start(work, partial(self._point_came, self._live, self.layer), lambda _: None)

    def _point_came(self, of: LiveLoss, layer: str, found: tuple[float, float]) -> None:
        t, loss = found
        if of is self._live and layer == self.layer and self.t == t:
            self.plot.show_line(t, loss)
            self.session.explain(self.tr("Loss along the step"), self.plot.newest())
        self._ask_live()

    @Slot(int)
    def _stretch(self, by: int) -> None:
        findings = self.findings
        if findings is None or not findings.end:
            return
        ends = list(ENDS)
        at = min(max(ends.index(findings.end) + by, 0), len(ends) - 1) if findings.end in ends else 0
        if ends[at] != findings.end:
            findings.chosen_end = ends[at]
            if self.t > ends[at]:
                self.move_line(1.0)
            self._work()

    @Slot(int)
    def _choose_layer(self, number: int) -> None:
        name = self.parts.names[number]
        self.layer = "" if name == self.layer else name
        if self.findings is not None:
            self.plot.show_line(self.t, self.findings.loss(self.t, self.layer))
        self._work()
        self.look()

    @Slot()
    def make_again(self) -> None:
        """Have the step taken back and made again with the rate at the line."""
        findings = self.findings
        if findings is not None and findings.line is not None and self._can_make_again():
            self.session.step_acts.make_again(self.t * findings.line.lr)

    def _can_make_again(self) -> bool:
        session, findings = self.session, self.findings
        if findings is None or findings.line is None or session.lesson or session.recorded.stale:
            return False
        if session.time.step is not None:  # the newest step alone can be taken back
            return False
        return session.trace is findings.trace and self.t > 0 and self.t != 1.0

    # looking

    @Slot()
    def _moved_on(self) -> None:
        if self.isVisible():
            self._show_head()

    @Slot()
    def look(self) -> None:
        """Show what is so now; a hidden sheet does nothing."""
        if not self.isVisible():
            return
        findings = self.findings
        self.show_columns(findings is not None)
        running = self.background.running
        self.cancel.setVisible(running)
        self.go_on.setVisible(
            self._stopped and findings is not None and not findings.complete(self.t, self.layer)
        )
        self._show_head()
        self._show_again()
        if findings is None:
            words = self.tr("Record one batch to see what its update bought.")
            if self.session.trace is not None:
                words = self.tr("This recording made no update. Record the next batch to see what one buys.")
            self.empty.say(words)
            return
        line = findings.line
        if line is not None:
            end = findings.chosen_end or findings.end or 16.0
            picture = LossPicture(
                {t: y for t, y in findings.batch.get(self.layer, {}).items() if t <= end},
                {t: y for t, y in findings.fixed.items() if t <= end},
                findings.fixed_count,
                line.slopes[self.layer] if self.layer else line.slope,
                line.lr,
                end,
                self.layer,
            )
            key = (findings.batch.get(self.layer), findings.fixed, picture.slope, end, self.layer)
            if len(key) != len(self._drawn) or any(
                a is not b and a != b for a, b in zip(key, self._drawn, strict=True)
            ):
                self._drawn = key
                self.plot.show_picture(picture)
        self._show_figures(findings)
        self.parts.show_moment(findings.moment, self.layer)
        self.overlap.setText(self.parts.sentence())
        self._fit_plot()
        if self.images.moment is not findings.moment:
            self.images.show_moment(findings.moment)
        self._show_images(findings)
        self.answers.show_findings(findings, self.t, self.background.running, self._stopped)

    def _show_head(self) -> None:
        findings = self.findings
        if findings is None:
            self.subtitle.setText("")
            return
        lr = findings.trace.optimizer["lr"] if findings.trace.optimizer else math.nan
        words = self.tr("step {0}, learning rate {1}").format(f"{findings.step:,}", brief(lr))
        if findings.from_file:
            words = self.tr("{0}, from a file").format(words)
        else:
            words = self.session.dated(words, findings.version, findings.step)
        if self._trouble:
            words = f"× {self._trouble}"
        self.subtitle.setText(words)

    def _show_again(self) -> None:
        self.again_button.setEnabled(self._can_make_again())

    def _show_figures(self, findings: UpdateFindings) -> None:
        before, now = findings.loss(0.0), self.plot.loss if not self.layer else findings.loss(self.t)
        self.own.show_figures(self.tr("Loss of its own batch"), before, now, 3)
        if findings.changed is None and not findings.fixed:
            self.others.show_figures("", math.nan, math.nan, 4)
            return
        at = findings.fixed.get(self.t, math.nan)
        words = self.tr("{0} test images, weights alone").format(f"{findings.fixed_count:,}")
        self.others.show_figures(words, findings.fixed.get(0.0, math.nan), at, 4)
        if math.isfinite(findings.test_before):
            tip = self.tr(
                "Only the weights move: running statistics are those after the step. With those of before,"
                " the network as it was had {0}."
            )
            set_tip(self.others, tip.format(f"{findings.test_before:.4f}"))
            self.others.setStatusTip(words + "\n" + sentence_of(self.others))

    def _show_images(self, findings: UpdateFindings) -> None:
        self.images_title.setText(
            self.tr("The {0} {0:image|images} of the batch").format(Count(len(findings.trace.labels)))
        )
        moment = findings.moment
        if moment is None:
            self.images_note.setText(self.tr("their losses are being computed"))
            return
        words = self.tr("{0} better   {1} worse   {2} as before").format(*moment.counts)
        self.images_note.setText(words)
        tip = self.tr("As before: its loss changed by less than {0}, 1e-4 of the batch's loss.")
        set_tip(self.images_note, tip.format(significant(moment.noise, signed=False)))

    @Slot(int)
    def _point_at_layer(self, number: int) -> None:
        if number >= 0:
            self.session.recorded.hover(self.parts.names[number])  # seen once the sheet is closed

    def _explain(self, grid: PictureGrid, subject: str) -> None:
        self.session.explain_pointed(grid.pointed, lambda number: (subject, grid.tip(number)))

    # opening what is clicked

    @Slot(int)
    def _watch(self, number: int) -> None:
        findings = self.findings
        if findings is not None and self.session.trace is findings.trace:
            self.session.watch(self.images.image_of(number))
            self.closing.emit()

    @Slot(int)
    def _exhibit(self, number: int) -> None:
        findings = self.findings
        if findings is None or findings.changed is None or findings.test is None:
            return
        at = self.changed.place_of(number)
        index = int(findings.changed.images[at])
        image = findings.test.data.images[index]
        name = self.tr("test image {0}").format(f"{index:,}")
        if self.session.exhibit.show(image, int(findings.changed.labels[at]), name):
            self.closing.emit()

    @Slot()
    def _toggle_more(self) -> None:
        self.changed.use_rows(self.changed.rows, not self.changed.everything)
        self.look()

    # Qt's own

    def opened(self) -> None:
        self._begin()
        if self.findings is not None:
            self.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def closed(self) -> None:
        self._rest.stop()
        self.background.cancel()
        self.live.cancel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.height() >= 700
        self._fit_plot()
        self.images.use_large(roomy)
        self.changed.use_rows(3 if roomy else 2, self.changed.everything)

    def _fit_plot(self) -> None:
        """Keep axis and layers in sight beneath the plot, however many images stand beside it."""
        least = 400 if self.height() >= 700 else 260
        self.plot.setMinimumHeight(least)
        self.plot.setMaximumHeight(max(least, self.height() - self.parts.height() - AROUND))
