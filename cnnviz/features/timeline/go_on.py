"""What to change when a run goes on from a past step: a dialog of the settings that can change on its way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.session import Session
from cnnviz.system.wording import sentences
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox
from cnnviz.widgets.form import Fields, FormDialog, NumberField
from cnnviz.widgets.layouts import STRETCH, fill
from cnnviz.widgets.numbers import brief
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.recipe_choices import augmentations, optimizers, schedules
from core.data.augment import Augmentation
from core.training import ConfigError, Snapshot

WIDTH = 340


class GoOnDialog(FormDialog):
    """Asks with what the run goes on from the past step in sight; accepted, it begins the branch."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        shot, step = session.time.shown or session.snapshot, session.time.step
        assert shot is not None
        assert step is not None
        super().__init__("go_on", self.tr("Go on from step {0}").format(f"{step:,}"), WIDTH, parent)
        self.session, self._shot, self._step = session, shot, step
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        words = self.tr("A branch begins here. The steps after it stay as they are, in the run beside it.")
        about = PlainLabel(words, self, size=theme.SECONDARY, role="dim", wrap=True)
        fill(self.column, about, 4)
        self._rates = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="go_on_schedule")
        if shot.config.schedule != "constant":
            fill(self.column, self._rates, 4)
        self._fields = Fields("go_on", self.column, self)
        self._build(shot)
        self._say_rates()
        fill(self.column, 8, STRETCH, self._buttons())

    def changes(self) -> dict[str, Any]:
        """What is to be another than it was; ConfigError names the field that makes no sense."""
        found = {name: self._fields.needed(name) for name in self._fields if self._changed(name)}
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
        self._number("lr", self.tr("learning rate"), shot.lr, tip).textEdited.connect(self._say_rates)
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
    def _say_rates(self) -> None:
        """What the schedule makes of the run's rate, and what another number makes that."""
        shot, words = self._shot, [self.tr("Of the run's rate {0} the schedule makes {1} at this step.")]
        try:
            other = any(self._changed(name) for name in ("schedule", "epochs", "batch_size"))
            typed = self._fields.value("lr") if self._changed("lr") and not other else None
        except ConfigError:
            typed = None
        if typed is None:
            words.append(self.tr("Another number here scales all that follow."))
        else:
            words.append(self.tr("All that follow are scaled: the run's rate becomes {2}."))
        made = shot.base_lr * (typed or 0.0) / (shot.lr or 1.0)
        self._rates.setText(sentences(words).format(brief(shot.base_lr), brief(shot.lr), brief(made)))

    @Slot()
    def _fit_momentum(self) -> None:
        """Another optimiser begins with the settings' momentum, where it has one."""
        control, chosen = self._fields["momentum"].control, self._fields.value("optimizer")
        assert isinstance(control, NumberField)
        if not control.another:
            other = None if chosen == "adagrad" else self._shot.config.momentum
            control.show_value(self._shot.momentum if chosen == self._was("optimizer") else other)

    @Slot()
    def _fit_rate(self) -> None:
        """The rate of now is that of the schedule of now; with another one it is typed, or that one's."""
        control = self._fields["lr"].control
        assert isinstance(control, NumberField)
        if not control.another:
            other = any(self._changed(name) for name in ("schedule", "epochs"))
            control.show_value(None if other else self._shot.lr)
            control.setPlaceholderText(self.tr("the schedule's"))
        self._say_rates()

    def _choice(self, name: str, text: str, items: list[tuple[str, Any]], tip: str) -> ComboBox:
        control = self._fields.choice(name, text, items, tip)
        self._fields.show(name, self._was(name))
        return control

    def _changed(self, name: str) -> bool:
        control = self._fields[name].control
        if isinstance(control, NumberField):
            return control.another
        return bool(self._fields.value(name) != self._was(name))

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
