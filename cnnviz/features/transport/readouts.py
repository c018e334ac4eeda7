"""The row of live numbers at the right of the transport: a small name above, a number in mono beneath.

One widget paints them all, twenty times a second, and leaves out from the right what has no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.session import Session
from cnnviz.system.translation import translate
from cnnviz.system.wording import listed
from cnnviz.widgets import glossary, icons, theme
from cnnviz.widgets.controls import ComboBox, Slider, tell
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.painting import smooth, write
from cnnviz.widgets.plain import PlainLabel, show_tip
from cnnviz.widgets.preset_choice import PresetChoice

GAP = 16
HEIGHT = 40


class Readout(NamedTuple):
    """One number: its name, its text, and the widest text that it is going to have."""

    name: str
    text: str
    widest: str


class Readouts(QWidget):
    """Named numbers side by side, aligned right; the last ones go first when it is narrow."""

    resized = Signal()  # the numbers take more room, or less

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readouts")
        self.setFixedHeight(HEIGHT)
        # It fills itself: what lies behind it needn't be painted twenty times a second.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._items: tuple[Readout, ...] = ()
        self._widths: tuple[float, ...] = ()
        self._names: dict[str, float] = {}  # the widths of the names
        self._painted = QPixmap()
        self._painted_for: object = None
        self._character = 0.0  # the width of one character of a number

    def show_items(self, items: Sequence[Readout]) -> None:
        """Show these numbers; repaint only if one of them has changed."""
        items = tuple(items)
        if items == self._items:
            return
        widths = tuple(self._width(item) for item in items)
        self._items = items
        if widths != self._widths:
            self._widths = widths
            self.resized.emit()
        self.update()

    def room_for(self, count: int) -> int:
        """The width that the first `count` numbers take."""
        return round(sum(self._widths[:count]) + GAP * max(0, min(count, len(self._widths)) - 1))

    def fitting(self, room: int) -> int:
        """How many of the numbers a width has room for."""
        count = len(self._items)
        while count > 1 and self.room_for(count) > room:
            count -= 1
        return count

    def _width(self, item: Readout) -> float:
        if not self._character:
            self._character = QFontMetricsF(theme.font(theme.READOUT, mono=True)).horizontalAdvance("0")
        if item.name not in self._names:
            names = QFontMetricsF(theme.font(theme.SECONDARY))
            self._names[item.name] = names.horizontalAdvance(item.name)
        # In a mono font a text is as wide as its characters are many.
        return max(self._names[item.name], self._character * max(len(item.widest), len(item.text)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = glossary.explained([self._name_at(event.pos().x())])
            if said:
                show_tip(event.globalPos(), said, self)
                return True
        return super().event(event)

    def words(self) -> str:
        """The names of all numbers."""
        return listed(item.name for item in self._items)

    def _name_at(self, x: float) -> str:
        """The name of the number at a place."""
        count = self.fitting(self.width())
        left = float(self.width() - self.room_for(count))
        for item, width in zip(self._items[:count], self._widths, strict=False):
            if left <= x < left + width + GAP:
                return item.name
            left += width + GAP
        return ""

    def sizeHint(self) -> QSize:
        return QSize(self.room_for(len(self._items)), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = self.fitting(self.width())
        places = [float(self.width() - self.room_for(count))]
        for width in self._widths[:count]:
            places.append(places[-1] + width + GAP)
        painter.drawPixmap(0, 0, self._backdrop(tuple(item.name for item in self._items[:count]), places))
        painter.setFont(theme.font(theme.READOUT, mono=True))
        painter.setPen(theme.colour("text"))
        for item, x in zip(self._items[:count], places, strict=False):
            painter.drawText(QPointF(x, 33), item.text)
        painter.end()

    def _backdrop(self, names: tuple[str, ...], places: list[float]) -> QPixmap:
        """The names, which stay: painted again only when they, their places or the theme change."""
        ratio = self.devicePixelRatioF()
        look = (names, tuple(places), self.width(), ratio, theme.current().name)
        if look != self._painted_for:
            made = QPixmap(ceil(self.width() * ratio), ceil(HEIGHT * ratio))  # its last pixels, too, in part
            made.setDevicePixelRatio(ratio)
            made.fill(theme.colour("panel"))
            painter = QPainter(made)
            painter.setFont(theme.font(theme.SECONDARY))
            painter.setPen(theme.colour("dim"))
            for name, x in zip(names, places, strict=False):
                painter.drawText(QPointF(x, 14), name)
            painter.end()
            self._painted, self._painted_for = made, look
        return self._painted


PILL_HEIGHT = 22


class Pill(QWidget):
    """A rounded outline with an icon and a word, never narrower than for `least`, a word that comes and goes;
    dashed for what is out of date.
    """

    def __init__(self, least: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("state_pill")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._least = least
        self._word, self._icon, self._role, self._dashed = "", "live", "text", False

    def show_state(self, word: str, icon: str, role: str = "text", dashed: bool = False) -> None:
        """Show a state."""
        self._word, self._icon, self._role, self._dashed = word, icon, role, dashed
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    @property
    def word(self) -> str:
        """The word in the pill."""
        return self._word

    def sizeHint(self) -> QSize:
        return QSize(round(max(self._advance(self._least), self._advance(self._word))) + 36, PILL_HEIGHT)

    @staticmethod
    def _advance(word: str) -> float:
        return QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD)).horizontalAdvance(word)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        style = Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour(self._role), 1.3, style))
        painter.setBrush(theme.colour("panel"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = (self.width() - self._advance(self._word) - 36) / 2
        mark = QRectF(left + 8, (PILL_HEIGHT - 12) / 2, 12, 12)
        icons.paint(painter, self._icon, mark, theme.colour(self._role))
        text = QRectF(left + 25, 0, self.width() - left - 25, PILL_HEIGHT)
        write(painter, text, self._word, theme.font(theme.SECONDARY, theme.SEMIBOLD), self._role)
        painter.end()


PART_HEIGHT = 48
SPEEDS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 0)  # steps a second; 0 is as fast as it goes


class StopLabel(QWidget):
    """Two lines: the layer in bold, and which operation of the recorded batch this is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stop_name")
        self._layer = PlainLabel(self, size=theme.BODY, weight=theme.BOLD)
        self._phrase = PlainLabel(self, size=theme.SECONDARY, role="dim")
        fill(vbox(self, 0, (4, 6, 4, 6)), self._layer, self._phrase)

    def show_stop(self, layer: str, phrase: str) -> None:
        self._layer.setText(layer)
        self._phrase.setText(phrase)
        self.setAccessibleName(listed((layer, phrase)))

    def sizeHint(self) -> QSize:
        # Wide enough for any stop, so that walking through doesn't move what stands to the right of it.
        metrics = self._phrase.fontMetrics()
        return QSize(metrics.horizontalAdvance("backward 13 of 13") + 10, PART_HEIGHT)


class Speed(QWidget):
    """How many steps a second: a name, the number beneath, and a slider with full speed at its end."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        name = PlainLabel(self.tr("speed"), self, size=theme.SECONDARY, role="dim")
        self._value = PlainLabel(self, size=theme.BODY, mono=True)
        metrics, values = self._value.fontMetrics(), (self.tr("{0} / s").format(100), self.tr("full"))
        self._value.setFixedWidth(max(metrics.horizontalAdvance(value) for value in values))
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
        fill(hbox(self, 6, (4, 6, 4, 6)), fill(vbox(spacing=0), name, self._value), self.slider)
        self._show()

    @Slot(int)
    def _moved(self, index: int) -> None:
        self.session.set_speed(SPEEDS[index] or None)
        self._show()

    def _show(self) -> None:
        speed = SPEEDS[self.slider.value()]
        self._value.setText(self.tr("{0} / s").format(speed) if speed else self.tr("full"))


def preset_choice(parent: QWidget) -> ComboBox:
    choice = PresetChoice("preset", parent)
    choice.setMinimumWidth(136)
    sentence = translate(
        "TransportPanel", "A network with its recipe. Choosing another one starts training from nothing."
    )
    tell(choice, translate("TransportPanel", "Preset"), sentence)
    return choice
