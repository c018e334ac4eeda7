"""One block of the builder as a card: its name, its shapes, its fields, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.builder.fields import HEIGHT, Flag, SmallField
from cnnviz.system.wording import listed
from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.painting import RIGHT, frame, ring, smooth, write
from cnnviz.widgets.plain import set_tip

TALL, SHORT, TROUBLE = 46, 32, 26  # pixels: with fields, without, and what a trouble adds
NAME, FIELDS = 18, 124  # left edges of the name and of the fields
REMOVE = 26
COLUMNS = (82, 84, 90)  # output, parameters, multiply-adds, from right to left of the remove button
WIDTHS = {"padding": 56, "eps": 58, "shape": 84, "negative_slope": 56}
USUAL = 44
GAP = 5
ARGUMENTS = 288  # the widest row of fields
NARROWEST, ROOMY = 542, 692  # the width with one column of figures, and with all three


def columns(width: int) -> tuple[int, ...]:
    """The widths of the columns of figures that a card of this width has room for: the last give way."""
    room = width - FIELDS - ARGUMENTS - REMOVE
    shown = len(COLUMNS)
    while shown > 1 and sum(COLUMNS[:shown]) > room:
        shown -= 1
    return COLUMNS[:shown]


@dataclass(frozen=True)
class FieldText:
    """One argument: its caption, the text that was typed, and what it is without ("" if there is nothing)."""

    argument: str
    caption: str
    text: str
    follows: str = ""
    tip: str = ""
    on: bool | None = None  # of a box; None for a field


@dataclass(frozen=True)
class CardText:
    """Everything that a card says. `figures` are output shape, parameters, multiply-adds."""

    key: int
    name: str
    kind: str
    fields: tuple[FieldText, ...] = ()
    figures: tuple[str, str, str] = ("", "", "")
    error: str = ""
    wrong: str = ""  # the argument that the error is about
    fix: str = ""
    note: str = ""
    grey: bool = False
    tip: str = field(default="", compare=False)


class CardFace(QWidget):
    """The painted card; `text` is all that it says."""

    text: CardText
    current = False  # whether edits go to it
    fix: Button | None = None
    _dragging = _on_remove = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, SmallField | Flag] = {}

    # places

    def _body(self) -> int:
        return TALL if self.text.fields else SHORT

    def _remove(self) -> QRectF:
        return QRectF(self.width() - REMOVE, (self._body() - 20) / 2, 20, 20)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        inside = self.hasFocus() or self.current
        edge = "wrong" if self.text.error else "accent" if inside else "edge"
        width = 1.5 if self.current or self.text.error else 1
        frame(painter, box, 6, edge, "panel" if self.current or self._dragging else "block", width)
        body = self._body()
        self._paint_grip(painter, body)
        self._paint_words(painter, body)
        self._paint_figures(painter, body)
        cross = self._remove().adjusted(4, 4, -4, -4)
        icons.paint(painter, "close", cross, theme.colour("text" if self._on_remove else "faint"))
        if self.text.error or self.text.note:
            self._paint_trouble(painter, body)
        if self.hasFocus():
            ring(painter, box.adjusted(2.5, 2.5, -2.5, -2.5), 4)
        painter.end()

    def _paint_grip(self, painter: QPainter, body: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("faint", 0.7))
        for row in range(3):
            for column in range(2):
                painter.drawEllipse(QPointF(7 + 5 * column, body / 2 - 5 + 5 * row), 1.2, 1.2)

    def _paint_words(self, painter: QPainter, body: int) -> None:
        font = theme.font(theme.FLOOR)
        under = QRectF(NAME + 5, 25, FIELDS - NAME - 8, 16)
        box = under if self.text.fields else QRectF(FIELDS, 0, 120, body)
        write(painter, box, self.text.kind, font, "faint")
        for each in self.text.fields:
            place = self.fields[each.argument].geometry()
            x = place.x() - (6 if each.on is not None else 0)
            role = "faint" if self.text.grey else "dim"
            write(painter, QRectF(x + 1, 4, place.right() + 8 - x, 14), each.caption, font, role)

    def _paint_figures(self, painter: QPainter, body: int) -> None:
        right, font = self.width() - REMOVE - 6, theme.font(theme.SECONDARY, mono=True)
        told = zip(columns(self.width()), self.text.figures, ("text", "dim", "dim"), strict=False)
        for wide, text, role in reversed(list(told)):
            box = QRectF(right - wide, 0, wide, body)
            write(painter, box, text, font, "faint" if self.text.grey else role, RIGHT)
            right -= wide

    def _paint_trouble(self, painter: QPainter, body: int) -> None:
        role = "wrong" if self.text.error else "dim"
        mark = "warning" if self.text.error else "info"
        icons.paint(painter, mark, QRectF(NAME + 2, body + 3, 13, 13), theme.colour(role))
        taken = self.fix.width() + 12 if self.fix is not None and self.text.fix else 0
        box = QRectF(NAME + 22, body - 2, self.width() - NAME - 30 - taken, 24)
        write(painter, box, self.text.error or self.text.note, theme.font(theme.SECONDARY), role)


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
        for made in (self.name, *self.fields.values()):
            made.installEventFilter(self)
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
        """Say something else; the field that is being typed in keeps its text."""
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
        self.setAccessibleName(listed((text.name, text.kind)))
        said = text.error or text.note or listed(part for part in text.figures if part)
        self.setAccessibleDescription(said)
        self.setStatusTip(f"{text.name}\n{text.tip}")
        self._show_fix()
        self._place()
        self.update()

    def _show_fix(self) -> None:
        if self.text.fix and self.fix is None:
            self.fix = Button(f"layer_{self.text.key}_fix", "flat", "", self, size=theme.SECONDARY)
            self.fix.clicked.connect(lambda: self.fix_wanted.emit(self.text.key))
        if self.fix is not None:
            self.fix.setVisible(bool(self.text.fix))
            self.fix.setText(self.text.fix)
            self.fix.setAccessibleName(self.text.fix)
            set_tip(self.fix, self.tr("Puts it right; undo takes it back"))

    def make_current(self, current: bool) -> None:
        """Outline the card that edits go to."""
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
        top = 3 if self.text.fields else (body - HEIGHT) // 2
        self.name.setGeometry(NAME, top, FIELDS - NAME - 2, HEIGHT)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A layer whose name or argument is being typed in is the chosen one."""
        if event.type() == QEvent.Type.FocusIn:
            self.chosen.emit(self.text.key)
        return super().eventFilter(watched, event)

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
