"""What the sheet of images is laid out of: finder, classes and wall at the left, the cards at the side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSizePolicy, QWidget

from cnnviz.features.images.image_card import ImageCard
from cnnviz.features.images.set_card import SetCard
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.controls import restyle, tell
from cnnviz.widgets.image_grid import ImageGrid
from cnnviz.widgets.keys import MOVE, PRESS, KeyOwner
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.painting import RIGHT, frame, ring, smooth, write
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.segments import Segments

HIGH, GAP = 28, 4  # pixels of a chip, and between two
NARROWEST, WIDEST = 56, 150
PAD = 8
MOST_ROWS = 4  # in sight; the rest is scrolled to
ALL = -1


class ClassChips(CellWidget):
    """A chip for all, then one a class; `changed` tells that others are chosen, `pointed` the cell meant.

    Classes go by their label, ALL for the first chip, whose cell has the number 0. `measured` tells how many
    pixels high the rows are that are to be in sight.
    """

    own_keys = PRESS + MOVE
    lets_go = True

    changed = Signal()
    measured = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.chosen: frozenset[int] = frozenset()
        self.names: Sequence[str] = ()
        self.counts: np.ndarray = np.zeros(0, np.int64)
        self._key = 0  # the chip that the keyboard is on
        self._columns, self._width = 1, NARROWEST

    def show_classes(self, names: Sequence[str], counts: np.ndarray) -> None:
        """Show other classes; those that were chosen stay so if they are still there."""
        self.names, self.counts = names, counts
        self.chosen = frozenset(label for label in self.chosen if label < len(names))
        self._key = min(self._key, len(names))
        self._measure()
        self.update()

    def choose(self, labels: Iterable[int]) -> None:
        """Choose classes, none for all of them; tell nobody."""
        self.chosen = frozenset(labels)
        self.update()

    def toggle(self, label: int) -> None:
        """Choose a class or let it go; ALL lets every one go."""
        self.chosen = frozenset() if label == ALL else self.chosen ^ {label}
        self.update()
        self.changed.emit()

    def text(self, label: int) -> tuple[str, str]:
        """What a chip says: name and count."""
        if label == ALL:
            return self.tr("all"), f"{int(self.counts.sum()):,}"
        return self.names[label], f"{int(self.counts[label]):,}"

    # as a widget of cells

    def count(self) -> int:
        return len(self.names) + 1

    def columns(self) -> int:
        return self._columns

    def place(self, number: int) -> QRectF:
        row, column = divmod(number, self._columns)
        return QRectF(column * (self._width + GAP), row * (HIGH + GAP), self._width, HIGH)

    def here(self) -> int:
        return self._key

    def go(self, number: int) -> None:
        self._key = number
        self.pointed.emit(number)
        self.update()

    def tip(self, number: int) -> str:
        return " ".join(self.text(number - 1))

    def pick(self, number: int) -> None:
        self._key = number
        self.toggle(number - 1)

    def _measure(self) -> None:
        """As many chips in a row as fit, all of one width, that of the longest."""
        room, count = self.width(), self.count()
        bold, plain = theme.font(theme.SECONDARY, theme.SEMIBOLD), theme.font(theme.FLOOR)
        wide = 0.0
        for label in range(ALL, len(self.names)):
            name, number = self.text(label)
            needed = QFontMetricsF(bold).horizontalAdvance(name)
            wide = max(wide, needed + QFontMetricsF(plain).horizontalAdvance(number) + 3 * PAD)
        least = min(WIDEST, max(NARROWEST, round(wide)))
        self._columns = min(count, max(1, (room + GAP) // (least + GAP)))
        rows = -(-count // self._columns)
        if rows > 1:  # as even as can be
            self._columns = -(-count // rows)
        self._width = min(WIDEST, (room + GAP) // self._columns - GAP)
        self.setMinimumHeight(rows * (HIGH + GAP) - GAP)
        self.measured.emit(min(rows, MOST_ROWS) * (HIGH + GAP) - GAP)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(4 * NARROWEST, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        most = max(1, int(self.counts.max(initial=0)))
        for label in range(ALL, len(self.names)):
            share = 1.0 if label == ALL else float(self.counts[label]) / most
            self._paint(painter, label, self.place(label + 1), share)
        painter.end()

    def _paint(self, painter: QPainter, label: int, chip: QRectF, share: float) -> None:
        chosen = label in self.chosen or (label == ALL and not self.chosen)
        box = chip.adjusted(0.75, 0.75, -0.75, -0.75)
        role = "accent" if chosen else "faint" if label + 1 == self.under else "edge"
        frame(painter, box, 6, role, "panel", width=1.5 if chosen else 1.0)
        name, number = self.text(label)
        inside = chip.adjusted(PAD, 0, -PAD, -3)
        small, bold = theme.font(theme.FLOOR), theme.font(theme.SECONDARY, theme.SEMIBOLD)
        right = QFontMetricsF(small).horizontalAdvance(number)
        room = inside.width() - right - 4
        short = QFontMetricsF(bold).elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        write(painter, inside, short, bold, "text" if chosen or not self.chosen else "dim")
        write(painter, inside, number, small, "dim", RIGHT)
        track = QRectF(chip.left() + PAD, chip.bottom() - 5.5, chip.width() - 2 * PAD, 2)
        painter.fillRect(track, theme.colour("raised"))
        track.setWidth(track.width() * share)
        painter.fillRect(track, theme.colour("accent" if chosen else "faint"))
        if self.hasFocus() and self._key == label + 1:
            ring(painter, box.adjusted(2, 2, -2, -2), 4)


SIDE = 300  # pixels of the column at the side, its scroll bar included
LEAST, FIELD = 120, 190  # the field's width


def parts(parent: QWidget) -> Segments:
    """Which images: those to train on, or those to test with."""
    train = translate("Images", "The images that the network learns from.")
    test = translate("Images", "The images that it is tested with, and never learns from.")
    words = (
        ("images_train", translate("Images", "Training"), train),
        ("images_test", translate("Images", "Test"), test),
    )
    return Segments("images_parts", words, parent)


class FindField(KeyOwner, QLineEdit):
    """Esc empties it first; without anything in it, Esc is the sheet's again."""

    own_keys = (Qt.Key.Key_Escape,)

    def owns(self, event: QKeyEvent) -> bool:
        return bool(self.text()) and super().owns(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


def field(parent: QWidget) -> FindField:
    """Where one types what to look for."""
    made = FindField(parent)
    made.setObjectName("images_find")
    made.setFont(theme.font(theme.BODY))
    made.setMinimumWidth(LEAST)
    made.setPlaceholderText(translate("Images", "label 3, #247, 100-200"))
    made.setMaximumWidth(max(FIELD, made.fontMetrics().horizontalAdvance(made.placeholderText()) + 26))
    tip = translate("Images", "A label, an image's number, or a range: label 3, #247, 12000-12100 (Ctrl+F).")
    tell(made, translate("Images", "Find"), tip)
    return made


def sizes(parent: QWidget) -> Segments:
    """How large the images are in the wall."""
    tip = translate(
        "Images",
        "How large the images are: a pixel of theirs is one, two or three wide (+ and -, Ctrl + wheel).",
    )
    words = (
        ("images_small", translate("Images", "S"), tip),
        ("images_medium", translate("Images", "M"), tip),
        ("images_large", translate("Images", "L"), tip),
    )
    made = Segments("images_sizes", words, parent)
    names = translate("Images", "Small"), translate("Images", "Medium"), translate("Images", "Large")
    for number, name in enumerate(names):
        made.group.button(number).setAccessibleName(name)
    return made


def cards(parent: QWidget) -> Segments:
    """Which card is at the side, where there is room for one."""
    this = translate("Images", "The selected image, its pixels and what it is read as.")
    every = translate("Images", "Mean, spread and greys of the chosen classes, or of all.")
    words = (
        ("images_this", translate("Images", "This image"), this),
        ("images_all", translate("Images", "All together"), every),
    )
    return Segments("images_cards", words, parent)


def side(parent: QWidget, switch: Segments, *cards: QWidget) -> QScrollArea:
    """The column at the side; it scrolls where it is low."""
    inside = QWidget(parent)
    inside.setObjectName("images_side_body")
    area = scrolled(inside, parent, "images_side", clear=True)
    fill(vbox(inside, 10, (0, 0, 12, 0)), (switch, 0, Qt.AlignmentFlag.AlignLeft), *cards, STRETCH)
    area.setFixedWidth(max(SIDE, inside.minimumSizeHint().width()))  # of long words
    return area


class Finder(QWidget):
    """Its controls tell what is wanted; `say` answers beside the field."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("images_finder")
        row = hbox(self, 8)
        self.part = parts(self)
        self.field = field(self)
        self.field.textEdited.connect(self.typed)
        self.field.returnPressed.connect(self.entered)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), parent)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._go)
        self.answer = PlainLabel(self, size=theme.SECONDARY, role="dim", name="images_answer", elastic=True)
        self.size_choice = sizes(self)
        self.size_choice.setMinimumWidth(self.size_choice.sizeHint().width())
        fill(row, self.part, (self.field, 2), (self.answer, 1), self.size_choice)

    @Slot()
    def _go(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def name_parts(self, *counts: int) -> None:
        """Say in the switch how many images each part has, where that is known."""
        names = [translate("Images", "Training"), translate("Images", "Test")]
        if counts:
            words = self.tr("Training {0:,}"), self.tr("Test {0:,}")
            names = [each.format(count) for each, count in zip(words, counts, strict=True)]
        for segment, name in zip(self.part.group.buttons(), names, strict=True):
            segment.setText(name)
            segment.setAccessibleName(name)
            segment.updateGeometry()
        self.part.setMinimumWidth(sum(each.sizeHint().width() for each in self.part.group.buttons()))

    def say(self, text: str, wrong: bool = False) -> None:
        """Answer beside the field; what is wrong marks the field as well."""
        self.answer.setText(text)
        set_tip(self.answer, text)
        self.field.setAccessibleDescription(text)
        restyle(self.field, "wrong", wrong)
        restyle(self.answer, "role", "wrong" if wrong else "dim")


BOTH = 780  # pixels of height from which the two cards stand one under the other


class ImagesPage(QWidget):
    """Holds the parts and gives them their places; what they tell goes to the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("images_page")
        self.finder = Finder(self)
        self.chips = ClassChips("images_classes", self)
        self.chips.setAccessibleName(self.tr("Classes"))
        self.wall = ImageGrid("images_wall", self)
        self.wall.setAccessibleName(self.tr("Wall of images"))
        self.wall.sized.connect(self.finder.size_choice.choose)
        self.finder.size_choice.chosen.connect(self.wall.use_size)
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", elastic=True)
        area = scrolled(self.chips, self, "images_chips", clear=True)
        self.chips.measured.connect(area.setFixedHeight)
        left = fill(vbox(spacing=8), self.finder, area, (self.wall, 1), self.note)
        self.card_switch = cards(self)
        self.card_switch.chosen.connect(self._place_cards)
        self.image_card, self.set_card = ImageCard(self), SetCard(self)
        fill(hbox(self, 14), (left, 1), side(self, self.card_switch, self.image_card, self.set_card))
        self._place_cards()

    @Slot()
    def _place_cards(self) -> None:
        """Both cards where there is room for them, else the one that is chosen."""
        both = self.height() >= BOTH
        chosen = self.card_switch.group.checkedId()
        self.card_switch.setVisible(not both)
        self.image_card.setVisible(both or chosen == 0)
        self.set_card.setVisible(both or chosen == 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()
