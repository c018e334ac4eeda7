"""The first wrong number: yours, the right one, and the right one's arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from cnnviz.features.workshop.arithmetic import ArithmeticTable
from cnnviz.system.formulas import typeset
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.plain import PlainLabel

ROW = 19.0
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class WrongNumber:
    """A wrong number: name and place, yours, the right one, its arithmetic, and where yours comes from."""

    name: str
    yours: float
    right: float
    trial: str
    table: ArithmeticTable | None = None
    sentence: str = ""


class ArithmeticView(QWidget):
    """Paints the rows of a table; its height follows from them."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.table: ArithmeticTable | None = None

    def show_table(self, table: ArithmeticTable | None) -> None:
        """Show another table; None hides it."""
        self.table = table
        self.setVisible(table is not None)
        if table is not None:
            self.setFixedHeight(round(ROW * (len(table.rows) + (table.rest > 0) + 1)) + 6)
            self.setAccessibleName(self.sentence())
        self.update()

    def sentence(self) -> str:
        """The whole sum in words."""
        if self.table is None:
            return ""
        terms = [
            " × ".join(f"{name} {significant(value, digits=4)}" for name, value in row.factors)
            for row in self.table.rows
        ]
        words = (
            self.tr("{0}; and {1} more, {2} together; sum {3}")
            if self.table.rest
            else self.tr("{0}; sum {3}")
        )
        return words.format(
            "; ".join(terms),
            self.table.rest,
            significant(self.table.others),
            significant(self.table.total, digits=4),
        )

    def sizeHint(self) -> QSize:
        return QSize(340, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        table = self.table
        if table is None:
            return
        painter = QPainter(self)
        small, mono = theme.font(theme.FLOOR), theme.font(theme.SECONDARY, mono=True)
        wide, y = float(self.width()), 0.0
        product = 84.0
        count = max((len(row.factors) for row in table.rows), default=1)
        each = (wide - product - 14) / max(count, 1)
        for row in table.rows:
            for i, (name, value) in enumerate(row.factors):
                box = QRectF(i * each, y, each - 14, ROW)
                text = significant(value, digits=4)
                painter.setFont(mono)
                painter.setPen(theme.colour("text"))
                painter.drawText(box, RIGHT_MIDDLE, text)
                room = box.width() - painter.fontMetrics().horizontalAdvance(text) - 6
                painter.setFont(small)
                painter.setPen(theme.colour("faint"))
                words = QFontMetricsF(small).elidedText(name, Qt.TextElideMode.ElideRight, room)
                painter.drawText(box, LEFT_MIDDLE, words)
                sign = "×" if i + 1 < len(row.factors) else "="
                painter.drawText(QRectF(box.right(), y, 14, ROW), Qt.AlignmentFlag.AlignCenter, sign)
            painter.setFont(mono)
            painter.setPen(theme.colour("text"))
            painter.drawText(
                QRectF(wide - product, y, product, ROW), RIGHT_MIDDLE, significant(row.product, digits=4)
            )
            y += ROW
        if table.rest:
            painter.setFont(small)
            painter.setPen(theme.colour("faint"))
            painter.drawText(
                QRectF(0, y, wide, ROW), LEFT_MIDDLE, self.tr("and {0} more").format(f"{table.rest:,}")
            )
            painter.setFont(mono)
            painter.drawText(
                QRectF(wide - product, y, product, ROW), RIGHT_MIDDLE, significant(table.others, digits=4)
            )
            y += ROW
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, round(y + 2), round(wide), round(y + 2))
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(theme.colour("dim"))
        painter.drawText(QRectF(0, y + 4, wide, ROW), LEFT_MIDDLE, self.tr("sum"))
        painter.setFont(theme.font(theme.SECONDARY, theme.BOLD, mono=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(0, y + 4, wide, ROW), RIGHT_MIDDLE, significant(table.total, digits=4))
        painter.end()


class FirstWrong(QWidget):
    """A card; hidden while nothing is wrong."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.number: WrongNumber | None = None
        column = vbox(self, 5, (14, 12, 14, 12))
        self._title = self._label(theme.BODY, weight=theme.SEMIBOLD)
        self._title.setText(self.tr("The first wrong number"))
        self._place = self._label(theme.SECONDARY, "dim", mono=True)
        column.addWidget(self._title)
        column.addWidget(self._place)
        pair = QGridLayout()
        pair.setHorizontalSpacing(12)
        pair.setVerticalSpacing(0)
        self._numbers = []
        for i, (words, role) in enumerate(((self.tr("yours"), "wrong"), (self.tr("right"), ""))):
            label = self._label(theme.SECONDARY, "dim")
            label.setText(words)
            value = self._label(theme.VALUE, role, mono=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            pair.addWidget(label, 0, i)
            pair.addWidget(value, 1, i)
            pair.setColumnStretch(i, 1)
            self._numbers.append(value)
        column.addLayout(pair)
        self._formula = self._label(theme.SECONDARY, "dim", wrap=True)
        column.addWidget(self._formula)
        self.view = ArithmeticView(f"{name}_terms", self)
        column.addWidget(self.view)
        self._sentence = self._label(theme.SECONDARY, "", wrap=True)
        column.addWidget(self._sentence)

    def _label(
        self,
        size: int,
        role: str = "",
        weight: object = theme.REGULAR,
        mono: bool = False,
        wrap: bool = False,
    ) -> PlainLabel:
        made = PlainLabel(self)
        made.setFont(theme.font(size, weight, mono))  # type: ignore[arg-type]
        made.setProperty("role", role)
        made.setWordWrap(wrap)
        return made

    def show_number(self, number: WrongNumber | None) -> None:
        """Show another number; None hides the card."""
        self.number = number
        self.setVisible(number is not None)
        if number is None:
            return
        self._place.setText(self.tr('{0} in the trial "{1}"').format(number.name, number.trial))
        for label, value in zip(self._numbers, (number.yours, number.right), strict=True):
            label.setText(significant(value, digits=4))
        self._formula.setText(typeset(number.table.formula) if number.table is not None else "")
        self._formula.setVisible(number.table is not None)
        self.view.show_table(number.table)
        self._sentence.setText(number.sentence)
        self._sentence.setVisible(bool(number.sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.end()
