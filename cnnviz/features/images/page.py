"""What the sheet of images is laid out of: finder, classes and wall at the left, the cards at the side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from cnnviz.features.images.chips import ClassChips
from cnnviz.features.images.image_card import ImageCard
from cnnviz.features.images.set_card import SetCard
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import restyle, tell
from cnnviz.widgets.image_grid import ImageGrid
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.segments import Segments

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
    area.setFixedWidth(SIDE)
    fill(vbox(inside, 10, (0, 0, 12, 0)), (switch, 0, Qt.AlignmentFlag.AlignLeft), *cards, STRETCH)
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

    def name_part(self, number: int, count: int) -> None:
        """Say in the switch how many images a part has."""
        names = self.tr("Training {0:,}"), self.tr("Test {0:,}")
        segment = self.part.group.button(number)
        segment.setText(names[number].format(count))
        segment.setAccessibleName(segment.text())
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
