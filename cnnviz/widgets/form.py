"""The parts of a form: a named field with its error beneath, and a number that says what is wrong with it.

A field lets anything be typed; whether it makes sense is asked when it is used, and the answer stands right
under it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QComboBox, QDialog, QLineEdit, QWidget

from cnnviz.system.translation import translate
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox, restyle
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.numbers import short_power
from cnnviz.widgets.plain import PlainLabel, sentence_of, set_tip
from core.training import ConfigError

CONTROL = 136  # pixels of a control beside its name
MESSAGE = 18  # and of a message of one line, which a dialog has room for before it comes
LONGER, BESIDE = 48, 41  # pixels more for a choice of long words, and of it without its words


class NumberField(QLineEdit):
    """A number that is typed; `value()` reads it in the user's own notation or raises ValueError."""

    settled = Signal()

    def __init__(self, name: str, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(theme.font(theme.BODY, mono=True))
        self.whole = whole
        self._shown: tuple[str, float | None] = "", None  # the text shown, and its number if it is shorter
        self.editingFinished.connect(self.settled)

    def show_value(self, value: float | None) -> None:
        """Show a number as it is written, with a point in every country; nothing for None. One that came out
        of a calculation shows three digits, and stays itself until something else is typed.
        """
        short, number = "", None
        if value is not None:
            short = f"{value:d}" if self.whole else f"{value:.10g}".replace("e-0", "e-")
            if float(short) != value:
                short, number = short_power(f"{value:.3g}"), float(value)  # without a comma: it is typed over
        self._shown = short, number
        self.setText(short)  # `clear` counts as something typed

    @property
    def _plain(self) -> str:
        """What is typed; full-width digits and points, as a Chinese keyboard has them, are plain ones."""
        return unicodedata.normalize("NFKC", self.text()).strip()

    @property
    def _kept(self) -> float | None:
        """The number that was shown shorter than it is, while nothing else is typed."""
        return self._shown[1] if self._plain == self._shown[0] else None

    @property
    def another(self) -> bool:
        """Whether something else is typed than was shown; a space is nothing."""
        return self.isModified() and self._plain != self._shown[0]

    def edit(self) -> str | float:
        """What stands here, whether it makes sense or not, for `show_edit` of another one."""
        return self.text() if self._kept is None else self._kept

    def show_edit(self, edit: str | float) -> None:
        """Show what stood in another one."""
        if isinstance(edit, str):
            self.setText(edit)
        else:
            self.show_value(edit)

    def value(self) -> float | int | None:
        """The number typed, None if nothing is; ValueError says what is expected."""
        if self._kept is not None:
            return self._kept
        text = self._plain
        if not text:
            return None
        point = QLocale().decimalPoint()
        if point != "." and text.count(point) == 1 and "." not in text:
            text = text.replace(point, ".")
        try:
            if "_" in text:  # Python's own notation, nobody else's
                raise ValueError(text)
            return int(text) if self.whole else float(text)
        except ValueError:
            expected = self.tr("a whole number") if self.whole else self.tr("a number such as 0.05")
            raise ValueError(self.tr("must be {0}, got {1!r}").format(expected, self.text())) from None


class Field(QWidget):
    """A name, a control, a tag such as "live", and room for what is wrong."""

    def __init__(
        self, name: str, control: QWidget, tag: str = "", parent: QWidget | None = None, wide: bool = False
    ) -> None:
        super().__init__(parent)
        self._name = PlainLabel(name, self, size=theme.SECONDARY, role="dim", wrap=not wide)
        self._name.setBuddy(control)
        self.tag = PlainLabel(tag, self, size=theme.FLOOR, role="accent", weight=theme.SEMIBOLD)
        self.tag.setVisible(bool(tag))
        row = fill(hbox(spacing=8), (self._name, 1), self.tag)
        column = fill(vbox(self, 2), row)
        fill(column if wide else row, control)  # under its name, or beside it
        if not wide:
            control.setFixedWidth(CONTROL)
        self.control = control
        if isinstance(control, QComboBox) and not wide:
            control.currentTextChanged.connect(self._give_room)
            self._give_room(control.currentText())
        self._error = PlainLabel(self, size=theme.FLOOR, role="wrong", wrap=True)
        self._error.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._error.hide()
        column.addWidget(self._error)
        self.rename(name)

    @Slot(str)
    def _give_room(self, text: str) -> None:
        """A choice of long words is wider than other controls while it is chosen."""
        needed = self.control.fontMetrics().horizontalAdvance(text) + BESIDE
        self.control.setFixedWidth(max(CONTROL, min(needed, CONTROL + LONGER)))

    def rename(self, name: str) -> None:
        """Call the control something else."""
        self._name.setText(name)
        self.control.setAccessibleName(name)
        self.control.setStatusTip(f"{name}\n{sentence_of(self.control)}")

    @property
    def error(self) -> str:
        """What is wrong with the field, "" if nothing is."""
        return self._error.text()

    def show_error(self, text: str) -> None:
        """Say under the field what is wrong with it; "" takes it away."""
        text = worded(text)
        if text == self._error.text():
            return
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        restyle(self.control, "wrong", bool(text))


class Fields(dict[str, Field]):
    """Fields by name, one under another in a column; a control is called "<prefix>_<name>"."""

    def __init__(self, prefix: str, column: QBoxLayout, parent: QWidget) -> None:
        super().__init__()
        self._prefix, self._column, self._parent = prefix, column, parent

    def number(self, name: str, text: str, tip: str, whole: bool = False, tag: str = "") -> NumberField:
        """Add a number."""
        control = NumberField(f"{self._prefix}_{name}", whole, self._parent)
        set_tip(control, tip)
        control.textEdited.connect(lambda _: self.clear_errors())  # what was refused stands there no more
        self.place(name, text, control, tag)
        return control

    def choice(self, name: str, text: str, items: Iterable[tuple[str, Any]], tip: str) -> ComboBox:
        """Add a choice among items, what each is called and its data."""
        control = ComboBox(f"{self._prefix}_{name}", self._parent, items, tip=tip)
        control.activated.connect(lambda _: self.clear_errors())
        self.place(name, text, control)
        return control

    def place(self, name: str, text: str, control: QWidget, tag: str = "", wide: bool = False) -> None:
        """Add a control of another kind."""
        self[name] = Field(text, control, tag, self._parent, wide)
        self._column.addWidget(self[name])

    def show(self, name: str, value: Any) -> None:
        """Type a number, or choose what has that data: nothing where no item has."""
        control = self[name].control
        if isinstance(control, ComboBox):
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, NumberField):
            control.show_value(value)

    def edits(self) -> dict[str, Any]:
        """What stands in the fields, by name, whether it makes sense or not."""
        controls = {name: field.control for name, field in self.items()}
        return {n: c.edit() if isinstance(c, NumberField) else self.value(n) for n, c in controls.items()}

    def edit(self, edits: dict[str, Any]) -> None:
        """Put into the fields what the `edits` of others like them told."""
        for name, field in self.items():
            if isinstance(field.control, NumberField):
                field.control.show_edit(edits[name])
            else:
                self.show(name, edits[name])

    def value(self, name: str) -> Any:
        """What is typed or chosen, None for nothing; ConfigError says what is expected."""
        control = self[name].control
        if isinstance(control, ComboBox):
            return control.currentData()
        assert isinstance(control, NumberField)
        try:
            return control.value()
        except ValueError as error:
            raise ConfigError(name, str(error)) from None

    def needed(self, name: str) -> Any:
        """The same; ConfigError where nothing is typed."""
        value = self.value(name)
        if value is None:
            raise ConfigError(name, translate("Fields", "must be a number"))
        return value

    def clear_errors(self) -> None:
        """Take all refusals away."""
        for field in self.values():
            field.show_error("")

    def refuse(self, error: ConfigError) -> bool:
        """Put a refusal under its field and go there; False if there is no such field."""
        field = self.get(error.field)
        if field is None:
            return False
        field.show_error(error.message)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class FormDialog(QDialog):
    """A dialog of fields, so wide and always as high as its words: its buttons are where they were when one
    message has come, and a longer one has the dialog grow.
    """

    def __init__(self, name: str, title: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self.column = vbox(self, 7, (20, 18, 20, 16))
        self.column.addWidget(PlainLabel(title, self, size=theme.BODY, weight=theme.BOLD))

    def sizeHint(self) -> QSize:
        self.column.activate()
        return QSize(self.width(), self.column.totalHeightForWidth(self.width()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.resize(self.sizeHint() + QSize(0, MESSAGE))
        elif event.type() == QEvent.Type.LayoutRequest:  # Qt makes room for words that need only one line
            self.resize(self.size().expandedTo(self.sizeHint()))
        return super().event(event)
