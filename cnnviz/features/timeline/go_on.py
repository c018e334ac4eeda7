"""What to change when a run goes on from a past step: a dialog of the settings that can change on its way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox
from cnnviz.widgets.form import Fields, NumberField
from cnnviz.widgets.layouts import STRETCH, fill, vbox
from cnnviz.widgets.numbers import brief
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.recipe_choices import augmentations, optimizers, schedules
from core.data.augment import Augmentation
from core.training import ConfigError, Snapshot

WIDTH = 340


class GoOnDialog(QDialog):
    """Asks with what the run goes on from the past step in sight; accepted, it begins the branch."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        shot, step = session.time.shown or session.snapshot, session.time.step
        assert shot is not None
        assert step is not None
        self._shot, self._step = shot, step
        self.setObjectName("go_on")
        title = self.tr("Go on from step {0}").format(f"{step:,}")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        heading = PlainLabel(title, self, size=theme.BODY, weight=theme.BOLD)
        words = self.tr("A branch begins here. The steps after it stay as they are, in the run beside it.")
        about = PlainLabel(words, self, size=theme.SECONDARY, role="dim", wrap=True)
        self._column = fill(vbox(self, 7, (20, 18, 20, 16)), heading, about, 4)
        self._fields = Fields("go_on", self._column, self)
        self._build(shot)
        fill(self._column, 8, self._buttons())

    def changes(self) -> dict[str, Any]:
        """What is to be another than it was; ConfigError names the field that makes no sense."""
        found: dict[str, Any] = {}
        for name, field in self._fields.items():
            control = field.control
            if isinstance(control, NumberField):
                if control.isModified():
                    found[name] = self._fields.needed(name)
            elif isinstance(control, ComboBox) and control.currentData() != self._was(name):
                found[name] = control.currentData()
        if "augmentation" in found:
            found["augmentation"] = Augmentation().as_dict() if found["augmentation"] else None
        replace(self._shot.config, **found).validate()
        return found

    @Slot()
    def accept(self) -> None:
        """Begin the branch, or say what makes no sense."""
        self._fields.clear_errors()
        try:
            changes = self.changes()
        except ConfigError as error:
            if not self._fields.refuse(error):
                self._fields.refuse(ConfigError("lr", error.message))
            return
        super().accept()
        self.session.time.branch(self._step, **changes)

    # the parts

    def _build(self, shot: Snapshot) -> None:
        config = shot.config
        tip = self.tr(
            "Of the next step; the schedule goes on from it. Empty: what another schedule makes of the run's"
            " {0} at this step."
        ).format(brief(shot.base_lr))
        self._number("lr", self.tr("learning rate"), shot.lr, tip)
        tip = self.tr("How much of the last direction goes on.")
        self._number("momentum", self.tr("momentum"), shot.momentum, tip)
        tip = self.tr("Take the gradient where momentum is about to lead; for SGD with momentum.")
        self._choice("nesterov", "Nesterov", [(self.tr("no"), False), (self.tr("yes"), True)], tip)
        tip = self.tr("How strongly weights are pulled towards zero.")
        self._number("weight_decay", self.tr("weight decay"), config.weight_decay, tip)
        tip = self.tr("Another one begins with nothing remembered; it mostly wants another learning rate.")
        self._choice("optimizer", self.tr("optimiser"), optimizers(), tip).activated.connect(
            self._fit_momentum
        )
        tip = self.tr("How the rate changes over the epochs.")
        self._choice("schedule", self.tr("schedule"), schedules(), tip).activated.connect(self._fit_rate)
        tip = self.tr("How long the schedule is.")
        self._number("epochs", self.tr("epochs"), config.epochs, tip, whole=True).textEdited.connect(
            self._fit_rate
        )
        tip = self.tr("The branch counts its steps anew: the images seen so far by the new size.")
        self._number("batch_size", self.tr("batch size"), config.batch_size, tip, whole=True)
        tip = self.tr("Move and slant each image at random, anew in every epoch.")
        self._choice("augmentation", self.tr("augmentation"), augmentations(), tip)
        tip = self.tr("Another seed brings the images that follow in another order.")
        self._number("seed", self.tr("order of the images"), config.seed, tip, whole=True)

    def _number(self, name: str, text: str, value: float, tip: str, whole: bool = False) -> NumberField:
        control = self._fields.number(name, text, tip, whole)
        control.show_value(value)
        return control

    @Slot()
    def _fit_momentum(self) -> None:
        """Another optimiser begins with the settings' momentum, where it has one."""
        control, chosen = self._fields["momentum"].control, self._fields.value("optimizer")
        assert isinstance(control, NumberField)
        if not control.isModified():
            other = None if chosen == "adagrad" else self._shot.config.momentum
            control.show_value(self._shot.momentum if chosen == self._was("optimizer") else other)

    @Slot()
    def _fit_rate(self) -> None:
        """The rate of now is that of the schedule of now; with another one it is typed, or that one's."""
        control = self._fields["lr"].control
        assert isinstance(control, NumberField)
        if not control.isModified():
            edits = self._fields.edits()
            same = all(str(edits[name]) == str(self._was(name)) for name in ("schedule", "epochs"))
            control.show_value(self._shot.lr if same else None)
            control.setPlaceholderText(self.tr("the schedule's"))

    def _choice(self, name: str, text: str, items: list[tuple[str, Any]], tip: str) -> ComboBox:
        control = self._fields.choice(name, text, items, tip)
        self._fields.show(name, self._was(name))
        return control

    def _was(self, name: str) -> Any:
        value = getattr(self._shot.config, name)
        return value is not None if name == "augmentation" else value

    def _buttons(self) -> QHBoxLayout:
        tip = self.tr("Stay at this step; nothing begins.")
        cancel = Button("go_on_cancel", "raised", "", self, self.tr("Cancel"), tip, self.reject)
        tip = self.tr("Begin the branch, paused.")
        begin = Button("go_on_begin", "primary", "", self, self.tr("Go on"), tip, self.accept)
        begin.setDefault(True)
        return fill(QHBoxLayout(), STRETCH, cancel, begin)
