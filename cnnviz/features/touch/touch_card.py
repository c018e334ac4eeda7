"""The card in the microscope's column to touch the weights: what changed, what came of it, the way back."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.features.touch import words
from cnnviz.features.touch.comparison import Comparison
from cnnviz.features.touch.weight import CHANGE, WeightEditor
from cnnviz.session import Session
from cnnviz.session.weight_edits import Touching, of
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Slider, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.painting import underline
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.undo import KeptChanges
from core.training.acts import Act, AddNoise, Prune, ResetLayer, Scale, SetValue, SwitchOff, SwitchOn

NOISE, PRUNE, SCALE = 0, 1, 2
NOISES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0)
SHARES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1.0)
FACTORS = (-2.0, -1.0, -0.5, 0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
VALUES = (NOISES, SHARES, FACTORS)
BEGIN = (4, 6, 12)
LISTED = 6  # acts in sight


class WholeLayer(QWidget):
    """What to do, how much of it, to which layers, and Apply."""

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        self.setObjectName("whole_layer")
        self._places = list(BEGIN)
        tip = self.tr("Add random numbers to the weights, sized against the layer's RMS.")
        what = (
            ("touch_noise", self.tr("Noise"), tip),
            ("touch_prune", self.tr("Prune"), self.tr("Set the smallest weights to zero.")),
            ("touch_scale", self.tr("Scale"), self.tr("Multiply weights and biases by a factor.")),
        )
        self.what = Segments("touch_what", what, self)
        tip = self.tr("Every convolution and every fully connected layer; pruning takes all together.")
        whom = (
            ("touch_this", self.tr("this layer"), self.tr("Only the layer that is picked above.")),
            ("touch_all", self.tr("all"), tip),
        )
        self.whom = Segments("touch_whom", whom, self)
        first = fill(hbox(spacing=4), self.what, STRETCH, self.whom)
        self.slider = Slider("touch_amount", self)
        self._amount = PlainLabel(self, size=theme.SECONDARY, mono=True, name="touch_amount_text")
        self._amount.setMinimumWidth(70)
        tip = self.tr("Change the weights so; it can be undone.")
        self.apply = Button("touch_apply", "raised", "", self, self.tr("Apply"), tip, self._apply)
        second = fill(hbox(spacing=8), (self.slider, 1), self._amount, self.apply)
        self._error = PlainLabel(self, size=theme.SECONDARY, role="wrong", wrap=True, name="touch_wide_error")
        self._error.hide()
        self.reset = Button("touch_reset", "flat", "reset", self)
        tip = self.tr("Give this layer the numbers that it had before the first change.")
        tell(self.reset, self.tr("The layer as it was"), tip)
        self.reset.hide()
        fill(vbox(self, 6), first, second, self._error, self.reset)
        self.what.chosen.connect(self._chosen)
        self.slider.valueChanged.connect(self._slid)
        self.reset.clicked.connect(lambda: touching.do(ResetLayer(touching.layer)))
        touching.refused.connect(self._refused)
        touching.reported.connect(self._reported)
        self._kind = NOISE
        self._chosen(NOISE)

    @property
    def amount(self) -> float:
        """How much of it: sigma in RMS, a share, or a factor."""
        return VALUES[self._kind][self.slider.value()]

    def act(self) -> Act:
        """What Apply does."""
        layer = None if self.whom.group.checkedId() else self.touching.layer
        if self._kind == NOISE:
            return AddNoise(layer, self.amount, seed=self.touching.report.version.weights)
        return Prune(layer, self.amount) if self._kind == PRUNE else Scale(layer, self.amount)

    def refresh(self) -> None:
        """Follow the picked layer, and whether it has anything to go back to."""
        self.reset.setVisible(self.touching.layer in self.touching.report.moved)
        self.reset.say(self.tr("{0} as it was").format(self.touching.layer))

    @Slot(int)
    def _chosen(self, kind: int) -> None:
        self._kind = kind
        share = self.tr("The share of weights that become zero, the smallest first.")
        name, tip = (
            (self.tr("Size of the noise"), self.tr("Sigma of the noise, as a part of the layer's RMS.")),
            (self.tr("Share to prune"), share),
            (self.tr("Factor"), self.tr("What weights and biases are multiplied by.")),
        )[kind]
        tell(self.slider, name, tip)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(VALUES[kind]) - 1)
            self.slider.setValue(self._places[kind])
        self._slid(self._places[kind])

    @Slot(int)
    def _slid(self, place: int) -> None:
        self._places[self._kind] = place
        value = VALUES[self._kind][place]
        text = (self.tr("{0} RMS").format(f"{value:g}"), f"{100 * value:g} %", f"× {value:g}")[self._kind]
        self._amount.setText(text)
        self.slider.setAccessibleDescription(text)
        self._say("")

    @Slot()
    def _apply(self) -> None:
        self._say("")
        self.touching.do(self.act())

    @Slot(object, object)
    def _refused(self, act: Act, why: ValueError) -> None:
        if not isinstance(act, SetValue | SwitchOff | SwitchOn):
            self._say(words.refusal(why))

    @Slot()
    def _reported(self) -> None:
        self._say("")

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))


class TouchCard(QWidget):
    """Everything for touching the weights, in a column of 296 or 316 px."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session, self.touching = session, of(session)
        touching = self.touching
        self.setObjectName("touch_card")
        self.setAccessibleName(self.tr("Touch the weights"))
        column = vbox(self, 8, (0, 0, 0, 14))
        title = self._title()
        self._past = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="touch_past")
        self.comparison = Comparison(session, touching.figures, self)
        self._lesson = PlainLabel(
            self, size=theme.SECONDARY, role="dim", weight=theme.MEDIUM, wrap=True, name="touch_lesson"
        )
        said = self.tr("“Before” isn't the untouched network: its weights had been changed by hand already.")
        self._earlier = PlainLabel(
            said, self, size=theme.SECONDARY, role="dim", wrap=True, name="touch_earlier"
        )
        self._earlier.hide()
        self.editor = WeightEditor(session, touching, self)
        wide = self._heading("touch_wide_title", self.tr("The whole layer"))
        self.wide = WholeLayer(session, touching, self)
        self._done_title = self._heading("touch_done_title", self.tr("What was done"))
        self._list = PlainLabel(self, size=theme.SECONDARY, weight=theme.MEDIUM, wrap=True, name="touch_list")
        fill(column, title, self._past, self.comparison, 2, self.editor, wide, self.wide)
        # Buttons above the words, whose length would move them.
        fill(column, self._way_back(), self._earlier, self._lesson, self._done_title, self._list)
        touching.reported.connect(self._show)
        touching.settled.connect(self.changes.followed)
        touching.figures.measured.connect(self.comparison.refresh)
        touching.picked.connect(self.wide.refresh)
        session.snapshot_changed.connect(self._refresh)
        session.time.changed.connect(self._show_time)
        self._show_time()
        self._follow()

    def show_open(self) -> None:
        """Follow the card's being opened or closed."""
        self.setVisible(self.touching.open)
        if self.touching.open:
            self._show()
            self._refresh()
            self.editor.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _heading(self, name: str, text: str) -> QLabel:
        label = PlainLabel(text, self, size=theme.SECONDARY, weight=theme.BOLD, name=name)
        label.setContentsMargins(0, 6, 0, 0)
        return label

    def _title(self) -> QHBoxLayout:
        touching = self.touching
        title = PlainLabel(
            self.tr("Touch the weights"), self, size=theme.BODY, weight=theme.BOLD, name="touch_title"
        )
        self.changes = KeptChanges(self, touching.undo, touching.redo, lambda: touching.pending)
        close = Button("touch_close", "flat", "close", self, clicked=touching.stop)
        tell(close, self.tr("Close"), self.tr("What was done stays done (W)"))
        return fill(hbox(spacing=2), title, STRETCH, *self.changes.buttons("touch", self), close)

    def _way_back(self) -> QVBoxLayout:
        self.back = Button("touch_put_back", "raised", "reset", self, clicked=self.touching.put_back)
        tip = self.tr("The network, and the run, as before the first change.")
        tell(self.back, self.tr("Put everything back"), tip)
        self.keep = Button("touch_keep", "flat", "check", self, clicked=self.touching.keep)
        tip = self.tr(
            "Take the network as it is now for the one before; what was done can't be put back then."
        )
        tell(self.keep, self.tr("Compare from here"), tip)
        self.keep.say(self.tr("Compare from here on"))
        return fill(vbox(spacing=6), self.back, self.keep)

    # what is shown

    @Slot()
    def _show_time(self) -> None:
        """A past step can't be changed, and its numbers aren't these."""
        then, shot = self.session.time.step, self.session.snapshot
        for part in (self.editor, self.wide, self.back, self.keep):
            part.setEnabled(then is None)
        self._past.setVisible(then is not None and shot is not None)
        if then is not None and shot is not None:
            words = self.tr(
                "In sight is step {0}, then. All of this is of step {1}, now: Esc goes back to it. To change"
                " step {0}, go on from there."
            )
            self._past.setText(words.format(f"{then:,}", f"{shot.step:,}"))

    @Slot()
    def _refresh(self) -> None:
        if self.touching.open and self.isVisible():
            self.editor.refresh()
            self.comparison.refresh()

    def _follow(self) -> None:
        """What can be undone and redone."""
        acts = self.touching.report.done, self.touching.report.undone[::-1]
        done, undone = (list(map(words.short, each)) for each in acts)
        self.changes.follow(done, undone, acts)

    @Slot()
    def _show(self) -> None:
        """The acts, the lesson of the newest, and what can be taken back."""
        report, shot = self.touching.report, self.session.snapshot
        self._follow()
        self._earlier.setVisible(report.earlier)
        begun = report.since is not None
        changed = begun and (bool(report.done) or report.trained)
        self.back.setVisible(changed)
        self.keep.setVisible(changed)
        whole = self.tr("Go back to step {0}").format(f"{report.since or 0:,}")
        self.back.say(whole if report.whole else self.tr("Put everything back"))
        self._done_title.setVisible(changed)
        self._list.setVisible(changed)
        lines = [words.short(touch) for touch in report.done[-LISTED:]][::-1]
        if len(report.done) > LISTED:
            lines.append(self.tr("and {0} before").format(len(report.done) - LISTED))
        if report.trained:
            lines.append(self.tr("What was done before training went on is part of the run now."))
        self._list.setText("\n".join(lines))
        lesson = self.tr("Pick a weight, here or on the network, and change it: training pauses.")
        if report.done and shot is not None:
            shapes = {name: a.shape for name, a in shot.probe.outputs.items() if name != "input"}
            facts = words.Facts(shot.spec, shot.parameters, shapes)
            lesson = words.lesson(report.done[-1], facts)
        elif report.undone:
            lesson = self.tr("Everything is back, bit for bit: the network is the one from before.")
            if report.earlier:
                lesson = self.tr("These changes are back, bit for bit. Those from before them stay.")
        elif report.trained:
            lesson = self.tr("Training has gone on from the change; see how the network takes it.")
        self._lesson.setText(lesson)
        self.wide.refresh()
        self._refresh()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.touching.figures.watch(True)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.touching.figures.watch(False)  # in a folded column nobody reads them

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CHANGE:
            self.editor.grid.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        underline(self)
