"""Acts on a whole layer, or on all of them: noise, pruning, scaling, and going back to how a layer was."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.touch import words
from cnnviz.session import Session
from cnnviz.session.weight_edits import Touching
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Slider, tell
from cnnviz.widgets.layouts import hbox, vbox
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from core.training.acts import Act, AddNoise, Prune, ResetLayer, Scale, SetValue, SwitchOff, SwitchOn

NOISE, PRUNE, SCALE = 0, 1, 2
NOISES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0)
SHARES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1.0)
FACTORS = (-2.0, -1.0, -0.5, 0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
VALUES = (NOISES, SHARES, FACTORS)
BEGIN = (4, 6, 12)


class WholeLayer(QWidget):
    """What to do, how much of it, to which layers, and Apply."""

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        self.setObjectName("whole_layer")
        self._places = list(BEGIN)
        column = vbox(self, 6)
        first = QHBoxLayout()
        self.what = Segments(
            "touch_what",
            (
                (
                    "touch_noise",
                    self.tr("Noise"),
                    self.tr("Add random numbers to the weights, sized against the layer's RMS."),
                ),
                ("touch_prune", self.tr("Prune"), self.tr("Set the smallest weights to zero.")),
                ("touch_scale", self.tr("Scale"), self.tr("Multiply weights and biases by a factor.")),
            ),
            self,
        )
        self.whom = Segments(
            "touch_whom",
            (
                ("touch_this", self.tr("this layer"), self.tr("Only the layer that is picked above.")),
                (
                    "touch_all",
                    self.tr("all"),
                    self.tr("Every convolution and every fully connected layer; pruning takes all together."),
                ),
            ),
            self,
        )
        first.addWidget(self.what)
        first.addStretch(1)
        first.addWidget(self.whom)
        column.addLayout(first)
        second = hbox(spacing=8)
        self.slider = Slider("touch_amount", self)
        self._amount = PlainLabel(self, size=theme.SECONDARY, mono=True, name="touch_amount_text")
        self._amount.setMinimumWidth(70)
        self.apply = Button("touch_apply", "raised", "", self, self.tr("Apply"))
        tell(self.apply, self.tr("Apply"), self.tr("Change the weights so; it can be undone."))
        second.addWidget(self.slider, 1)
        second.addWidget(self._amount)
        second.addWidget(self.apply)
        column.addLayout(second)
        self._error = PlainLabel(self, size=theme.SECONDARY, role="wrong", wrap=True, name="touch_wide_error")
        self._error.hide()
        column.addWidget(self._error)
        self.reset = Button("touch_reset", "flat", "reset", self)
        tell(
            self.reset,
            self.tr("The layer as it was"),
            self.tr("Give this layer the numbers that it had before the first change."),
        )
        self.reset.hide()
        column.addWidget(self.reset)
        self.what.chosen.connect(self._chosen)
        self.slider.valueChanged.connect(self._slid)
        self.apply.clicked.connect(self._apply)
        self.reset.clicked.connect(lambda: touching.do(ResetLayer(touching.layer)))
        touching.refused.connect(self._refused)
        touching.reported.connect(lambda: self._say(""))
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
        """Follows the picked layer, and whether there is anything to go back to."""
        self.reset.setVisible(self.touching.report.since is not None)
        self.reset.say(self.tr("{0} as it was").format(self.touching.layer))

    @Slot(int)
    def _chosen(self, kind: int) -> None:
        self._kind = kind
        name, tip = (
            (self.tr("Size of the noise"), self.tr("Sigma of the noise, as a part of the layer's RMS.")),
            (
                self.tr("Share to prune"),
                self.tr("The share of weights that become zero, the smallest first."),
            ),
            (self.tr("Factor"), self.tr("What weights and biases are multiplied by.")),
        )[kind]
        tell(self.slider, name, tip)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(VALUES[kind]) - 1)
        self.slider.setValue(self._places[kind])
        self.slider.blockSignals(False)
        self._slid(self._places[kind])

    @Slot(int)
    def _slid(self, place: int) -> None:
        self._places[self._kind] = place
        value = VALUES[self._kind][place]
        text = (f"{value:g} RMS", f"{100 * value:g} %", f"× {value:g}")[self._kind]
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

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
