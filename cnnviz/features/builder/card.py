"""One layer as a card: its name and type, a field for each argument, and what it makes of what it gets.

The card paints what is only read; what can be typed is a field. Dragging, and what an edit means, are the
business of the list it stands in.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder.card_face import (
    FIELDS,
    GAP,
    NAME,
    SHORT,
    TALL,
    TROUBLE,
    USUAL,
    WIDTHS,
    CardFace,
    CardText,
    FieldText,
)
from cnnviz.features.builder.fields import HEIGHT, Flag, SmallField
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.plain import set_tip

KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return)


class LayerCard(KeyOwner, CardFace):
    """A card; all its signals carry the layer's key."""

    own_keys = KEYS

    typed = Signal(int, str, str)  # key, argument, text
    flagged = Signal(int, str, bool)
    settled = Signal(int)
    remove_wanted = Signal(int)
    fix_wanted = Signal(int)
    chosen = Signal(int)
    walked = Signal(int, int, bool)  # key, by how many, whether the layer goes too
    dragged = Signal(int, QPointF)
    dropped = Signal(int)
    pointed = Signal(int, bool)

    def __init__(self, text: CardText, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self._typing = ""  # the field that is being typed in, while it tells
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setObjectName(f"layer_{text.key}")
        self.name = SmallField(f"layer_{text.key}_name", self, bold=True)
        self.name.textEdited.connect(lambda words: self._tell("name", words))
        self.name.editingFinished.connect(lambda: self.settled.emit(self.text.key))
        set_tip(self.name, self.tr("The layer's name, as it stands everywhere in the window."))
        for each in text.fields:
            self._add_field(each)
        self.show_text(text, force=True)

    def _add_field(self, each: FieldText) -> None:
        made: SmallField | Flag
        name = f"layer_{self.text.key}_{each.argument}"
        if each.on is None:
            made = SmallField(name, self)
            made.textEdited.connect(lambda words, which=each.argument: self._tell(which, words))
            made.editingFinished.connect(lambda: self.settled.emit(self.text.key))
        else:
            made = Flag(name, self)
            made.clicked.connect(
                lambda on, which=each.argument: self.flagged.emit(self.text.key, which, bool(on))
            )
        set_tip(made, each.tip)
        made.setStatusTip(f"{each.argument}\n{each.tip}")
        self.fields[each.argument] = made

    def _tell(self, argument: str, words: str) -> None:
        # What comes of it is shown while this runs; the field keeps what is typed, "0." on the way to "0.5".
        self._typing = argument
        self.typed.emit(self.text.key, argument, words)
        self._typing = ""

    def show_text(self, text: CardText, force: bool = False) -> None:
        """Says something else; the field that is being typed in keeps its text."""
        if text == self.text and not force:
            return
        if text.key != self.text.key:
            self.make_current(False)
        self.text = text
        self.setObjectName(f"layer_{text.key}")
        for argument, made in (("name", self.name), *self.fields.items()):
            made.setObjectName(f"layer_{text.key}_{argument}")
        if self._typing != "name":
            self.name.show_text(text.name)
        self.name.show_wrong(text.wrong == "name", text.grey)
        self.name.setAccessibleName(self.tr("Name of {0}").format(text.name))
        for each in text.fields:
            made = self.fields[each.argument]
            made.setAccessibleName(self.tr("{0} of {1}").format(each.argument, text.name))
            if isinstance(made, Flag):
                made.setChecked(bool(each.on))
            else:
                made.show_text(made.text() if self._typing == each.argument else each.text, each.follows)
                made.show_wrong(text.wrong == each.argument, text.grey)
        self.setAccessibleName(f"{text.name}, {text.kind}")
        said = text.error or text.note or ", ".join(part for part in text.figures if part)
        self.setAccessibleDescription(said)
        self.setStatusTip(f"{text.name}\n{text.tip}")
        self._show_fix()
        self._place()
        self.update()

    def _show_fix(self) -> None:
        if self.text.fix and self.fix is None:
            self.fix = Button(f"layer_{self.text.key}_fix", "flat", "", self)
            self.fix.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
            self.fix.clicked.connect(lambda: self.fix_wanted.emit(self.text.key))
        if self.fix is not None:
            self.fix.setVisible(bool(self.text.fix))
            self.fix.setText(self.text.fix)
            self.fix.setAccessibleName(self.text.fix)
            set_tip(self.fix, self.tr("Puts it right; undo takes it back"))

    def make_current(self, current: bool) -> None:
        """Outlines the card that edits go to."""
        if current != self.current:
            self.current = current
            self.update()

    @property
    def wanted(self) -> int:
        """The height that it needs."""
        base = TALL if self.text.fields else SHORT
        return base + (TROUBLE if self.text.error or self.text.note else 0)

    # places

    def _place(self) -> None:
        body = self._body()
        self.name.setGeometry(
            NAME, 3 if self.text.fields else (body - HEIGHT) // 2, FIELDS - NAME - 8, HEIGHT
        )
        x = FIELDS
        for argument, made in self.fields.items():
            wide = 30 if isinstance(made, Flag) else WIDTHS.get(argument, USUAL)
            made.setGeometry(x + (6 if isinstance(made, Flag) else 0), 19, wide, HEIGHT)
            x += wide + GAP
        if self.fix is not None and self.text.fix:
            wide = self.fix.sizeHint().width() + 8
            self.fix.setGeometry(self.width() - wide - 8, body - 2, wide, 24)

    # mouse and keys

    def owns(self, event: QKeyEvent) -> bool:
        return self.hasFocus() and super().owns(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and (self.text.error or self.text.note):
            set_tip(self, self.text.error or self.text.note)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, moving = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(self.text.key, -1 if key == Qt.Key.Key_Up else 1, moving)
        elif not self.hasFocus():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(self.text.key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.walked.emit(self.text.key, -(10**6) if key == Qt.Key.Key_Home else 10**6, moving)
        elif key == Qt.Key.Key_Return:
            first = next(iter(self.fields.values()), self.name)
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.text.key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            if self._remove().contains(event.position()):
                self.remove_wanted.emit(self.text.key)
                return
            self._grabbed = event.position()
            self.chosen.emit(self.text.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._remove().contains(event.position())
        if over != self._on_remove:
            self._on_remove = over
            set_tip(self, self.tr("Take this layer out (Delete)") if over else "")
            self.update()
        if self._grabbed is None:
            return
        if not self._dragging and (event.position() - self._grabbed).manhattanLength() > 6:
            self._dragging = True
            self.raise_()
        if self._dragging:
            self.dragged.emit(self.text.key, event.position() - self._grabbed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging, self._grabbed = self._dragging, False, None
        if dragging:
            self.dropped.emit(self.text.key)

    def enterEvent(self, event: QEvent) -> None:
        self.pointed.emit(self.text.key, True)

    def leaveEvent(self, event: QEvent) -> None:
        self._on_remove = False
        self.pointed.emit(self.text.key, False)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
