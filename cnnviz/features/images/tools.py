"""The sheet's controls: which part, what to look for, how large, and the column at the side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QSizePolicy, QWidget

from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.layouts import vbox
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments

SIDE = 300  # pixels of the column at the side, its scroll bar included
LEAST, FIELD = 120, 190  # the field's width


def button(parent: QWidget, name: str, text: str, tip: str) -> Button:
    """A button that says what it does."""
    made = Button(name, "raised", "", parent, text)
    tell(made, text.rstrip("."), tip)
    return made


def parts(parent: QWidget) -> Segments:
    """Which images: those to train on, or those to test with."""
    words = (
        (
            "images_train",
            translate("Images", "Training"),
            translate("Images", "The images that the network learns from."),
        ),
        (
            "images_test",
            translate("Images", "Test"),
            translate("Images", "The images that it is tested with, and never learns from."),
        ),
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
    made.setMaximumWidth(FIELD)
    made.setPlaceholderText(translate("Images", "label 3, #247, 100-200"))
    tell(
        made,
        translate("Images", "Find"),
        translate("Images", "A label, an image's number, or a range: label 3, #247, 12000-12100 (Ctrl+F)."),
    )
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
    for number, name in enumerate(
        (translate("Images", "Small"), translate("Images", "Medium"), translate("Images", "Large"))
    ):
        made.group.button(number).setAccessibleName(name)
    return made


def note(parent: QWidget) -> QLabel:
    """A line of small text that takes the room there is."""
    made = PlainLabel(parent, size=theme.SECONDARY, role="dim")
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made


def cards(parent: QWidget) -> Segments:
    """Which card is at the side, where there is room for one."""
    words = (
        (
            "images_this",
            translate("Images", "This image"),
            translate("Images", "The selected image, its pixels and what it is read as."),
        ),
        (
            "images_all",
            translate("Images", "All together"),
            translate("Images", "Mean, spread and greys of the chosen classes, or of all."),
        ),
    )
    return Segments("images_cards", words, parent)


def side(parent: QWidget, switch: Segments, *cards: QWidget) -> QScrollArea:
    """The column at the side; it scrolls where it is low."""
    area = QScrollArea(parent)
    area.setObjectName("images_side")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFixedWidth(SIDE)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget(area)
    inside.setObjectName("images_side_body")
    column = vbox(inside, 10, (0, 0, 12, 0))
    column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area
