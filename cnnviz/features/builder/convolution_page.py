"""The page of one convolution: an input, a window that slides over it, and the output it makes.

Pointing at an output shows its arithmetic; pointing at an input shows which outputs it goes into, which is
the way its gradient comes back. All numbers are the layer's own.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from cnnviz.features.builder.products import Products
from cnnviz.features.builder.sandbox_form import TYPED, WATCHED, Material, SandboxForm
from cnnviz.features.builder.words import (
    backward_cells,
    backward_sentence,
    forward_cells,
    forward_sentence,
    unread_sentence,
)
from cnnviz.session import Session
from cnnviz.system.translation import Count
from cnnviz.system.wording import sentences
from cnnviz.widgets import theme
from cnnviz.widgets.cell_text import cell_text
from cnnviz.widgets.colormap import peak, round_up
from cnnviz.widgets.controls import restyle, tell
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.number_grid import NumberGrid
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.play_bar import PlayBar
from core.blueprint import parse
from core.blueprint.sandbox import AVG, CONV, MAX, Slide, slide
from core.blueprint.sizes import MisfitError
from core.windows import Pair

SPEEDS = (500, 250, 125, 60)  # milliseconds a place


FIELDS_WIDTH = 460  # pixels beside the formula
CROWDED = 62  # of one place of the window, below which its numbers have two digits


class ConvolutionPage(QWidget):
    """Settings at the top; input, arithmetic and output side by side; the player beneath."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("build_convolution")
        self.setAccessibleName(self.tr("Convolution"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.made: Slide | None = None
        self.place: Pair = (0, 0)  # of the output
        self.cell: Pair | None = None  # of the input, while it is looked at backward
        self.error = self._both = ""
        self.form = SandboxForm(self)
        self.material = Material(session, self.form)
        self.form.changed.connect(self._changed)
        self.formula = self._label("sandbox_formula", theme.BODY, mono=True)
        self._build_middle()
        self.sentence = self._label("sandbox_sentence", theme.BODY)
        self.sentence.setWordWrap(True)
        self.sentence.setMinimumHeight(38)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        widest = self.tr("row 88 column 88, 888 of 888")
        tip = self.tr("The window goes over the input, place by place")
        self.player = player = PlayBar("build", SPEEDS, tip, widest, self)
        player.setFixedHeight(30)
        fill(hbox(player, 8), player.play, player.speed, (player.scrub, 1), player.place)
        self.player.went.connect(self._went)
        self.form.beside.addWidget(self.formula, 1)
        fill(vbox(self, 6), self.form, self.sentence, (self._middle, 1), self.player)
        session.snapshot_changed.connect(self._snapshot_changed)
        self.refresh()

    def _build_middle(self) -> None:
        self.input = NumberGrid("sandbox_input", self)
        tip = self.tr("Point at a cell, or move with the arrows: which outputs read it.")
        tell(self.input, self.tr("Input"), tip)
        self.input.pointed.connect(self._input_pointed)
        self.output = NumberGrid("sandbox_output", self)
        tip = self.tr("Point at a cell, or move with the arrows: what it is made of.")
        tell(self.output, self.tr("Output"), tip)
        self.output.pointed.connect(self._output_pointed)
        self.products = Products(self)
        tip = self.tr("Each place of the window: value times weight. Click a weight to type another.")
        tell(self.products, self.tr("Arithmetic"), tip)
        self.products.weight_typed.connect(self._weight_typed)
        self._middle = hbox(spacing=18)
        self.captions: list[QLabel] = []
        for view, stretch in ((self.input, 5), (self.products, 5), (self.output, 5)):
            column = vbox(spacing=4)
            caption = self._label(f"{view.objectName()}_caption", theme.SECONDARY, weight=theme.SEMIBOLD)
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.captions.append(caption)
            fill(column, caption, (view, 20))
            if view is self.products:
                self.total = self._label("sandbox_total", theme.VALUE, mono=True)
                self.proof = self._label("sandbox_proof", theme.SECONDARY)
                for label in (self.total, self.proof):
                    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
                    label.setWordWrap(label is self.proof)
                    column.addWidget(label)
                column.addStretch(1)
            self._middle.addLayout(column, stretch)

    def _label(
        self, name: str, size: int, mono: bool = False, weight: QFont.Weight = theme.REGULAR
    ) -> QLabel:
        label = PlainLabel(self, size=size, weight=weight, mono=mono, name=name)
        label.setMinimumWidth(40)
        return label

    # what the sheet calls

    def opened(self) -> None:
        """The page has come into sight: what the network has is offered anew."""
        self.player.still = self.session.player.still
        self.follow()
        self.output.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Offer the kernels, and slides over the image, that the run has now."""
        self.material.offer_own()
        self.refresh()

    def closed(self) -> None:
        """The page has gone out of sight."""
        self.player.pause()

    # showing

    @Slot(str)
    def _changed(self, what: str) -> None:
        self.player.pause()
        if what == "kind":
            pool = self.form.kind != CONV
            self.form.put("kernel_size", 2 if pool else self.material.kernel.shape[0])
            self.form.put("stride", 2 if pool else 1)
            if pool:
                self.form.put("padding", 0)
        elif what == "preset":
            self.material.take_preset()
        elif what == "source" and self.form.source.currentData() == WATCHED:
            self.form.put("size", self.material.whole())
        elif what == "source":
            self.form.put("size", 8)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Slide anew with the settings that there are; what makes no sense is said in place."""
        values = [self.form.value(name) for name in ("kernel_size", "stride", "padding")]
        if self.form.kind == CONV:
            self.material.fit()
        try:
            if isinstance(values[0], tuple):
                raise MisfitError(self.tr("the window is square here: type one number"), "kernel_size")
            missing = {"kernel_size": values[0], "stride": values[1], "padding": values[2]}
            for name, value in missing.items():
                if value is None:
                    raise MisfitError(self.tr("{0}: type a number").format(name), name)
            size, stride, padding = values
            kernel = self.material.kernel
            self.made = slide(self.form.kind, self.material.image(), size, stride, padding, kernel)
        except MisfitError as refused:
            self._refuse(refused.text.removeprefix(f"{self.form.kind}: "), refused.argument)
            return
        self._refuse("", "")
        made = self.made
        signed = bool((made.image < 0).any())
        limit = round_up(peak(made.image))
        self.input.pad_text = "-∞" if made.kind == MAX else "0"
        self.input.show_values(made.image, limit, signed, made.window.pads, made.unread)
        signed = signed or made.kind == CONV
        limit = round_up(peak(made.output)) if made.kind == CONV else limit
        self.output.show_values(made.output, limit, signed)
        self.place = (min(self.place[0], made.shape[0] - 1), min(self.place[1], made.shape[1] - 1))
        self.cell = None
        self._both = ", ".join(dict.fromkeys((made.formula(0), made.formula(1))))
        self._show_formula()
        self.captions[0].setText(self.tr("input {0}×{1}").format(*made.image.shape))
        self.captions[2].setText(self.tr("output {0}×{1}").format(*made.shape))
        self._fit()
        self._show_place()

    def _refuse(self, text: str, argument: str) -> None:
        self.error = text
        self.form.refuse(argument)
        for view in (self.input, self.output, self.products):
            view.fade(bool(text))
        restyle(self.formula, "role", "wrong" if text else "")
        if text:
            self.player.pause()
            self.formula.setText(f"✗ {text}")
            self.sentence.setText(self.tr("The picture is the last one that made sense."))

    def _show_formula(self) -> None:
        """The formula with its numbers put in, and without them too where there is room."""
        if self.error:
            return
        plain = self.tr("output = floor((input + 2·padding - kernel) / stride) + 1")
        text = f"{plain} = {self._both}"
        fits = self.formula.fontMetrics().horizontalAdvance(text) <= self.width() - FIELDS_WIDTH
        self.formula.setText(text if fits else f"= {self._both}")
        set_tip(self.formula, text)

    def _fit(self) -> None:
        size = min(self.input.fitting(), self.output.fitting())
        self.input.use_cell(size)
        self.output.use_cell(size)

    def _show_place(self) -> None:
        made = self.made
        if made is None or self.error:
            return
        if self.cell is not None:
            self._show_backward(made, self.cell)
        else:
            self._show_forward(made, self.place)
        row, column = self.place
        place = self.tr("row {0} column {1}").format(row, column)
        self.player.show_place(row * made.shape[1] + column, made.shape[0] * made.shape[1], place)

    def _show_forward(self, made: Slide, place: Pair) -> None:
        terms = made.terms(place)
        editable = made.kind == CONV
        limit = round_up(peak(made.kernel)) if made.kernel is not None else 1.0
        self.products.show_cells(forward_cells(made, place, self._digits(made)), made.kernel, limit, editable)
        self.captions[1].setText({
            CONV: self.tr("window × kernel"),
            AVG: self.tr("window × equal shares"),
            MAX: self.tr("the window"),
        }[made.kind])  # fmt: skip
        self.input.outline(seen=((*made.corner(place), *made.window.kernel),))
        self.output.outline(marked=(self.output.inner(*place),))
        self.output.place = place
        self.total.setText(cell_text(terms.total, 3))
        count = terms.values.size
        what = (
            self.tr("the largest of {0}")
            if made.kind == MAX
            else self.tr("sum of the {0} {0:product|products}")
        )
        own = self.tr("equal to {0}'s own number").format(made.kind)
        mark = "✓" if made.agrees(place) else "✗"
        self.proof.setText(f"{what.format(Count(count))}  {mark} {own}")
        self._say(forward_sentence(made, place))

    def _show_backward(self, made: Slide, cell: Pair) -> None:
        readers = made.readers(cell)
        self.products.show_cells(backward_cells(made, cell, self._digits(made)), None, 1.0, False)
        self.captions[1].setText(self.tr("backward, with every dy = 1"))
        self.input.outline(marked=(self.input.inner(*cell),))
        self.output.outline(seen=tuple(self.output.inner(*reader.output) for reader in readers))
        self.total.setText(cell_text(made.backward(cell), 3))
        what = self.tr("dx, the sum over {0} {0:output|outputs}").format(Count(len(readers)))
        own = self.tr("equal to {0}'s own backward").format(made.kind)
        self.proof.setText(f"{what}  {'✓' if made.agrees_backward(cell) else '✗'} {own}")
        self._say(backward_sentence(made, cell))

    def _digits(self, made: Slide) -> int:
        return 3 if self.products.width() / made.window.kernel[1] >= CROWDED else 2

    def _say(self, sentence: str) -> None:
        assert self.made is not None
        unread = unread_sentence(self.made)
        self.sentence.setText(sentences((sentence, unread)))

    # what is pointed at

    @Slot(int, int)
    def _output_pointed(self, row: int, column: int) -> None:
        if row >= 0:
            self.player.pause()
            self.go((row, column))

    def go(self, place: Pair) -> None:
        """Show the arithmetic of an output."""
        if place != self.place or self.cell is not None:
            self.place, self.cell = place, None
            self._show_place()

    @Slot(int)
    def _went(self, number_: int) -> None:
        if self.made is not None and not self.error:
            rows, columns = self.made.shape
            self.go(divmod(number_ % (rows * columns), columns))

    @Slot(int, int)
    def _input_pointed(self, row: int, column: int) -> None:
        cell = (row, column) if row >= 0 else None
        if cell is not None:
            self.player.pause()
        if cell != self.cell:
            self.cell = cell
            self._show_place()

    @Slot(int, int, str)
    def _weight_typed(self, row: int, column: int, text: str) -> None:
        value = parse(text)
        if row >= self.material.kernel.shape[0] or column >= self.material.kernel.shape[1]:
            return  # the kernel has shrunk under the typing
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e6:
            self.proof.setText(self.tr("✗ a weight is a number such as 0.5, got {0!r}").format(text[:20]))
            return
        self.material.kernel = self.material.kernel.copy()
        self.material.kernel[row, column] = value
        self.form.choose_preset(TYPED)
        self.refresh()

    @Slot()
    def _snapshot_changed(self) -> None:
        shot = self.session.snapshot
        if shot is None or not self.isVisible() or self.form.source.currentData() != WATCHED:
            return
        seen = self.material.seen
        if seen is None or not np.array_equal(shot.probe.outputs["input"][0], seen):
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._show_formula()
        self._show_place()
