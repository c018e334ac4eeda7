"""What was assumed about a set of images, each with a control that says otherwise.

The form shows an Inspection; what is changed is told, and refused under its field if it makes no sense.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox
from cnnviz.widgets.form import Fields, NumberField
from cnnviz.widgets.layouts import hbox, vbox
from cnnviz.widgets.plain import PlainLabel, caption, set_tip
from core.data.choices import DataChoices
from core.data.inspection import Inspection


class Assumptions(QWidget):
    """`chosen` tells what is said otherwise, by the names of DataChoices; None leaves it to the guess."""

    refused = Signal()  # something under a field says what is wrong with it
    chosen = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = Fields("data", vbox(self, 7), self)  # by the names of the choices that they make
        self._build()

    def _build(self) -> None:
        tip = self.tr("Several sets of images lie there: which one is meant.")
        self._choice("pair", self.tr("which set"), [], tip)
        self._line(
            "label", self.tr("column of labels"), self.tr("The name or the number of the table's column.")
        )
        kinds: list[tuple[str, Any]] = [
            (self.tr("light on dark"), False),
            (self.tr("dark, inverted"), True),
        ]
        tip = self.tr(
            "The network learns from light ink on dark ground, as MNIST is. Dark ink can be inverted."
        )
        self._choice("invert", self.tr("ink"), kinds, tip)
        kinds = [
            (self.tr("upright"), "no"),
            (self.tr("transposed"), "transpose"),
            (self.tr("turned by 90°"), "90"),
            (self.tr("turned by 180°"), "180"),
            (self.tr("turned by 270°"), "270"),
        ]
        tip = self.tr("Images that lie on their side are turned clockwise; EMNIST's are transposed.")
        self._choice("turn", self.tr("orientation"), kinds, tip)
        self._build_range()
        kinds = [(self.tr("grey"), False), (self.tr("in colour"), True)]
        tip = self.tr("One channel of brightness, or three: red, green and blue.")
        self._choice("colour", self.tr("colour"), kinds, tip)
        tip = self.tr("Height and width in pixels, 8 to 64 each, such as 28x28.")
        self._line("size", self.tr("size"), tip)
        kinds = [
            (self.tr("as guessed"), None),
            (self.tr("as MNIST's digits"), "digit"),
            (self.tr("scaled whole"), "scale"),
        ]
        tip = self.tr(
            "How pictures of another size are brought to this one: what is drawn scaled to 20 pixels and put "
            "in the middle by its mass, as MNIST's digits were, or the whole picture scaled."
        )
        self._choice("fit", self.tr("other sizes"), kinds, tip)
        tip = self.tr("Of 100 images so many are kept for testing, and never learnt from.")
        control = self.fields.number("test", self.tr("for testing, %"), tip)
        control.settled.connect(self._share_settled)

    def _build_range(self) -> None:
        control = QWidget(self)
        row = hbox(control, 6)
        self.low, self.high = (NumberField(f"data_{name}", False, control) for name in ("black", "white"))
        self.low.setAccessibleName(self.tr("stored value of black"))
        self.high.setAccessibleName(self.tr("stored value of white"))
        for field in (self.low, self.high):
            set_tip(field, self.tr("The stored values that are black and white; others lie between them."))
            field.settled.connect(self._range_settled)
            row.addWidget(field)
        self.fields.place("range", self.tr("black, white"), control)

    # what is shown

    def show_set(self, found: Inspection | None, choices: DataChoices, sets: tuple[str, ...] = ()) -> None:
        """Show what was found and what was chosen; `sets` are those to choose from, if several."""
        pair = self.fields["pair"].control
        assert isinstance(pair, ComboBox)
        if sets and [pair.itemData(row) for row in range(pair.count())] != list(sets):
            pair.clear()
            for name in sets:
                pair.addItem(caption(name), name)
        if choices.pair is None and sets:
            pair.setCurrentIndex(-1)
        self.fields["pair"].setVisible(bool(sets) or choices.pair is not None)
        table = found is not None and found.of_tables
        self.fields["label"].setVisible(table or choices.label is not None)
        self.fields["fit"].setVisible(
            choices.fit is not None or (found is not None and found.stored_size != found.size)
        )
        self._show_lines(found, choices)
        if found is not None:
            self.fields.show("invert", found.polarity.inverted)
            self.fields.show("turn", found.turned)
            self.fields.show("colour", found.channels == 3)
            self.fields["test"].setEnabled(not found.own_test)
        self.fields.show("fit", choices.fit)
        self.fields.clear_errors()

    def _show_lines(self, found: Inspection | None, choices: DataChoices) -> None:
        low, high = choices.range or (found.range if found is not None else (0.0, 255.0)) or (None, None)
        self.low.show_value(low)
        self.high.show_value(high)
        size = choices.size or (found.size if found is not None else None)
        share = None if choices.test is None else 100 * choices.test
        if share is None and found is not None and found.images:
            share = 100 * found.test / found.images
        texts = {
            "size": "" if size is None else f"{size[0]}x{size[1]}",
            "label": choices.label or "",
            "test": "" if share is None else f"{share:.3g}",
        }
        for name, text in texts.items():
            control = self.fields[name].control
            assert isinstance(control, QLineEdit)
            control.setText(text)
            control.setModified(False)

    def refuse(self, text: str) -> bool:
        """Put what is wrong, "field: why", under its field; False if there is no such field."""
        name, _, why = text.partition(": ")
        if name not in self.fields:
            return False
        self._refuse(name, why)
        return True

    def _refuse(self, name: str, why: str) -> None:
        self.fields[name].show_error(why)
        self.refused.emit()

    # building

    def _choice(self, name: str, text: str, items: list[tuple[str, Any]], tip: str) -> None:
        control = self.fields.choice(name, text, items, tip)
        control.activated.connect(lambda index: self.chosen.emit({name: control.itemData(index)}))

    def _line(self, name: str, text: str, tip: str) -> None:
        control = QLineEdit(self)
        control.setObjectName(f"data_{name}")
        control.setFont(theme.font(theme.BODY))
        set_tip(control, tip)

        def settled() -> None:
            if control.isModified():
                control.setModified(False)
                self.chosen.emit({name: control.text().strip() or None})

        control.editingFinished.connect(settled)
        self.fields.place(name, text, control)

    # what is typed

    @Slot()
    def _range_settled(self) -> None:
        if not (self.low.isModified() or self.high.isModified()):
            return
        try:
            ends = self.low.value(), self.high.value()
        except ValueError as error:
            self._refuse("range", str(error))
            return
        for field in (self.low, self.high):
            field.setModified(False)
        self.chosen.emit({"range": None if None in ends else ends})

    @Slot()
    def _share_settled(self) -> None:
        control = self.fields["test"].control
        assert isinstance(control, NumberField)
        if not control.isModified():
            return
        try:
            share = control.value()
        except ValueError as error:
            self._refuse("test", str(error))
            return
        control.setModified(False)
        self.chosen.emit({"test": None if share is None else share / 100})


def heading(text: str, parent: QWidget) -> PlainLabel:
    """The name of a group of lines."""
    return PlainLabel(text, parent, size=theme.SECONDARY, weight=theme.BOLD, wrap=True)


def paragraph(name: str, parent: QWidget) -> PlainLabel:
    """A text of several lines."""
    return PlainLabel(parent, size=theme.SECONDARY, role="dim", wrap=True, name=name)
