"""The transport's smaller parts: where we are in a recorded batch, how fast, and which preset."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cnnviz.session import Session
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox, Slider, tell
from cnnviz.widgets.plain import PlainLabel
from core.presets import PRESETS

HEIGHT = 48
SPEEDS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 0)  # steps a second; 0 is as fast as it goes


class StopLabel(QWidget):
    """Two lines: the layer in bold, and which operation of the recorded batch this is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stop_name")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 4, 6)
        column.setSpacing(0)
        self._layer, self._phrase = PlainLabel(self), PlainLabel(self)
        self._layer.setFont(theme.font(theme.BODY, theme.BOLD))
        self._phrase.setFont(theme.font(theme.SECONDARY))
        self._phrase.setProperty("role", "dim")
        column.addWidget(self._layer)
        column.addWidget(self._phrase)

    def show_stop(self, layer: str, phrase: str) -> None:
        self._layer.setText(layer)
        self._phrase.setText(phrase)
        self.setAccessibleName(f"{layer}, {phrase}")

    def sizeHint(self) -> QSize:
        # Wide enough for any stop, so that walking through doesn't move what stands to the right of it.
        metrics = self._phrase.fontMetrics()
        return QSize(metrics.horizontalAdvance("backward 13 of 13") + 10, HEIGHT)


class Speed(QWidget):
    """How many steps a second: a name, the number beneath, and a slider with full speed at its end."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 6, 4, 6)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        name, self._value = PlainLabel(self.tr("speed"), self), PlainLabel(self)
        name.setFont(theme.font(theme.SECONDARY))
        name.setProperty("role", "dim")
        self._value.setFont(theme.font(theme.BODY, mono=True))
        self._value.setFixedWidth(self._value.fontMetrics().horizontalAdvance("100 / s"))
        words.addWidget(name)
        words.addWidget(self._value)
        self.slider = Slider("speed", self)
        self.slider.setRange(0, len(SPEEDS) - 1)
        self.slider.setPageStep(1)
        self.slider.setFixedWidth(62)
        self.slider.setValue(len(SPEEDS) - 1)
        sentence = self.tr(
            "How many steps a second: slow to watch single updates, full to learn as fast as it goes."
        )
        tell(self.slider, self.tr("Speed"), sentence)
        self.slider.valueChanged.connect(self._moved)
        row.addLayout(words)
        row.addWidget(self.slider)
        self._show()

    @Slot(int)
    def _moved(self, index: int) -> None:
        self.session.set_speed(SPEEDS[index] or None)
        self._show()

    def _show(self) -> None:
        speed = SPEEDS[self.slider.value()]
        self._value.setText(self.tr("{0} / s").format(speed) if speed else self.tr("full"))


def preset_choice(parent: QWidget) -> ComboBox:
    choice = ComboBox("preset", parent)
    for preset in PRESETS:
        choice.addItem(preset.title, preset.name)
        choice.setItemData(choice.count() - 1, preset.about, Qt.ItemDataRole.ToolTipRole)
    choice.setPlaceholderText(translate("TransportPanel", "a network of your own"))
    choice.setMinimumWidth(136)
    sentence = translate(
        "TransportPanel", "A network with its recipe. Choosing another one starts training from nothing."
    )
    tell(choice, translate("TransportPanel", "Preset"), sentence)
    return choice
