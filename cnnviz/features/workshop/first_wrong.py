"""The first wrong number: yours, the right one, and the right one's arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from cnnviz.features.workshop.arithmetic import ArithmeticTable
from cnnviz.system.formulas import typeset
from cnnviz.system.wording import SEMICOLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import CENTRE, RIGHT, frame, smooth, write
from cnnviz.widgets.plain import PlainLabel

ROW = 19.0


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
            lines = len(table.rows) * (3 if self.long else 1) + (table.rest > 0) + 1
            self.setFixedHeight(round(ROW * lines) + 6)
            self.setAccessibleName(self.sentence())
        self.update()

    @property
    def long(self) -> bool:
        """Whether a term has more factors than fit beside their product: then their names stand above them,
        and the product beneath.
        """
        return self.table is not None and any(len(row.factors) > 2 for row in self.table.rows)

    def sentence(self) -> str:
        """The whole sum in words."""
        if self.table is None:
            return ""
        terms = [
            " × ".join(f"{name} {text}" for (name, _), text in zip(row.factors, row.texts, strict=True))
            for row in self.table.rows
        ]
        words = (
            self.tr("{0}; and {1} more, {2} together; sum {3}")
            if self.table.rest
            else self.tr("{0}; sum {3}")
        )
        return words.format(
            listed(terms, SEMICOLON),
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
            end = QRectF(wide - product, y, product, ROW)
            if self.long:
                names = " × ".join(name for name, _ in row.factors)
                write(painter, QRectF(0, y, wide, ROW), names, small, "faint")
                y += ROW
                words = " × ".join(row.texts)
                write(painter, QRectF(0, y, wide, ROW), words, theme.font(theme.FLOOR, mono=True), "dim")
                y += ROW
                end.translate(0, 2 * ROW)
                write(painter, QRectF(0, y, end.x(), ROW), "=", small, "faint", RIGHT)
            named = zip(row.factors, row.texts, strict=True)
            for i, ((name, _), text) in enumerate(() if self.long else named):
                box = QRectF(i * each, y, each - 14, ROW)
                write(painter, box, text, mono, "text", RIGHT)
                room = box.width() - painter.fontMetrics().horizontalAdvance(text) - 6
                words = QFontMetricsF(small).elidedText(name, Qt.TextElideMode.ElideRight, room)
                write(painter, box, words, small, "faint")
                sign = "×" if i + 1 < len(row.factors) else "="
                painter.drawText(QRectF(box.right(), y, 14, ROW), CENTRE, sign)
            write(painter, end, significant(row.product, digits=4), mono, "text", RIGHT)
            y += ROW
        if table.rest:
            whole = QRectF(0, y, wide, ROW)
            write(painter, whole, self.tr("and {0} more").format(f"{table.rest:,}"), small, "faint")
            write(painter, whole, significant(table.others, digits=4), mono, "faint", RIGHT)
            y += ROW
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, round(y + 2), round(wide), round(y + 2))
        last = QRectF(0, y + 4, wide, ROW)
        write(painter, last, self.tr("sum"), theme.font(theme.SECONDARY), "dim")
        bold = theme.font(theme.SECONDARY, theme.BOLD, mono=True)
        write(painter, last, significant(table.total, digits=4), bold, "text", RIGHT)
        painter.end()


class FirstWrong(QWidget):
    """A card; hidden while nothing is wrong."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.number: WrongNumber | None = None
        column = vbox(self, 5, (14, 12, 14, 12))
        title = PlainLabel(self.tr("The first wrong number"), self, size=theme.BODY, weight=theme.SEMIBOLD)
        self._place = PlainLabel(self, size=theme.SECONDARY, role="dim", mono=True)
        fill(column, title, self._place)
        pair = QGridLayout()
        pair.setHorizontalSpacing(12)
        pair.setVerticalSpacing(0)
        self._numbers = []
        for i, (words, role) in enumerate(((self.tr("yours"), "wrong"), (self.tr("right"), ""))):
            label = PlainLabel(words, self, size=theme.SECONDARY, role="dim")
            value = PlainLabel(self, size=theme.VALUE, role=role, mono=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            pair.addWidget(label, 0, i)
            pair.addWidget(value, 1, i)
            pair.setColumnStretch(i, 1)
            self._numbers.append(value)
        self._formula = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        self.view = ArithmeticView(f"{name}_terms", self)
        self._sentence = PlainLabel(self, size=theme.SECONDARY, wrap=True)
        fill(column, pair, self._formula, self.view, self._sentence)

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
        painter = smooth(self)
        frame(painter, self.rect(), 8, fill="panel")
        painter.end()
