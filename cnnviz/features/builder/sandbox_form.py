"""The settings of the one window: what slides over what, and how. Wrong ones are framed where they stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.builder.fields import SmallField
from cnnviz.features.builder.words import TIPS
from cnnviz.session import Session
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from core.blueprint import MisfitError, parse
from core.blueprint.sandbox import AVG, CONV, KERNELS, LARGEST_KERNEL, LARGEST_MAP, MAX

OWN = 64  # kernels of the network that are offered at most


class Material(QObject):
    """The kernel as it stands, and where the input comes from."""

    def __init__(self, session: Session, form: SandboxForm) -> None:
        super().__init__(form)
        self.session, self.form = session, form
        self.kernel = KERNELS["upright edges"](3)
        self.seen: np.ndarray | None = None  # the watched image, as it was taken
        form.choose_preset("upright edges")

    def image(self) -> np.ndarray:
        """The input: a part of the watched image, or numbers made for it. MisfitError for a size that isn't.

        Shape: (size, size)
        """
        size = self.form.value("size")
        if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= LARGEST_MAP:
            text = self.tr("the input's size must be a whole number from 1 to {0}").format(LARGEST_MAP)
            raise MisfitError(text, "size")
        source = self.form.source.currentData()
        if source == WATCHED and self.session.snapshot is not None:
            whole = self.session.snapshot.probe.outputs["input"][0]
            self.seen = whole
            if size > min(whole.shape):
                text = self.tr("the watched image is {0}×{1}: take a size of {2} or less")
                raise MisfitError(text.format(*whole.shape, min(whole.shape)), "size")
            top, left = (whole.shape[0] - size) // 2, (whole.shape[1] - size) // 2
            return np.asarray(whole[top : top + size, left : left + size], np.float64)
        if source == SQUARE:
            made = np.zeros((size, size))
            third = size // 3
            made[third : size - third, third : size - third] = 1
            return made
        assert source in (DIGITS, WATCHED)
        digits = np.random.default_rng(5).integers(0, 10, (LARGEST_MAP, LARGEST_MAP))
        return digits[:size, :size].astype(float)

    def fit(self) -> None:
        """Have the kernel follow the size that was typed, if that is one."""
        size, old = self.form.value("kernel_size"), self.kernel
        if not isinstance(size, int) or not 1 <= size <= LARGEST_KERNEL or old.shape == (size, size):
            return
        name = self.form.preset.currentData()
        if name in KERNELS:
            self.kernel = KERNELS[name](size)
            return
        self.kernel = np.zeros((size, size))
        both = min(size, old.shape[0])
        to, at = (size - both) // 2, (old.shape[0] - both) // 2
        self.kernel[to : to + both, to : to + both] = old[at : at + both, at : at + both]
        self.form.choose_preset(TYPED)

    def offer_own(self) -> None:
        """Offer the kernels of the running network's first convolution."""
        shot = self.session.snapshot
        own: list[tuple[str, str, int]] = []
        for key, array in shot.parameters.items() if shot is not None else ():
            square = array.ndim == 4 and array.shape[2] == array.shape[3] <= LARGEST_KERNEL
            if square and key.endswith(".weight"):
                layer = key.removesuffix(".weight")
                words = self.tr("{0}, kernel {1}")
                own = [(layer, words.format(layer, i), i) for i in range(min(OWN, len(array)))]
                break
        self.form.show_presets(tuple(own), shot.step if shot is not None else 0)

    def take_preset(self) -> None:
        """Take the kernel that was chosen, with the size that it has."""
        name = str(self.form.preset.currentData())
        if name in KERNELS:
            size = self.form.value("kernel_size")
            self.kernel = KERNELS[name](size if isinstance(size, int) and 1 <= size <= LARGEST_KERNEL else 3)
        elif "/" in name and self.session.snapshot is not None:
            layer, _, at = name.rpartition("/")
            array = self.session.snapshot.parameters.get(f"{layer}.weight")
            if array is not None and int(at) < len(array):
                self.kernel = array[int(at), 0].astype(np.float64)
        self.form.put("kernel_size", self.kernel.shape[0])

    def whole(self) -> int:
        """The size of the run's images, as far as it can be shown."""
        shot = self.session.snapshot
        return min(LARGEST_MAP, *shot.probe.outputs["input"].shape[1:]) if shot is not None else 28


OPERATIONS = (CONV, MAX, AVG)
WATCHED, DIGITS, SQUARE = "watched", "digits", "square"
TYPED = "typed"
BEGIN = {"size": "8", "kernel_size": "3", "stride": "1", "padding": "0"}


class SandboxForm(QWidget):
    """`changed` tells which setting was: "kind", "source", "preset", or the name of a field."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sandbox_form")
        self.setStyleSheet(
            "#sandbox_form QLineEdit { min-height: 22px; padding: 0 5px; border-radius: 4px; }"
            "#sandbox_form QComboBox { min-height: 22px; }"
        )
        self.kinds, self.source, self.preset = self._kinds(), self._sources(), self._presets()
        first = fill(QHBoxLayout(), self.kinds, 8, self.source, STRETCH, self.preset)
        row = hbox(spacing=6)
        fill(vbox(self, 6), first, row)
        self.fields: dict[str, SmallField] = {}
        captions = (
            ("size", self.tr("size"), self.tr("Side of the input, up to {0} cells.").format(LARGEST_MAP)),
            ("kernel_size", self.tr("kernel"), self.tr("Side of the window, up to 7 cells.")),
            ("stride", self.tr("stride"), translate("build", TIPS["stride"])),
            ("padding", self.tr("padding"), translate("build", TIPS["padding"])),
        )
        for name, caption, tip in captions:
            label = PlainLabel(caption, self, size=theme.SECONDARY, role="dim")
            field = SmallField(f"sandbox_{name}", self)
            field.setFixedWidth(60 if name == "padding" else 40)
            field.setText(BEGIN[name])
            tell(field, caption, tip)
            label.setBuddy(field)
            field.textEdited.connect(lambda _, which=name: self.changed.emit(which))
            self.fields[name] = field
            fill(row, label, field, 6)
        self.beside = row  # room for what the numbers make
        self.show_presets((), 0)

    @property
    def kind(self) -> str:
        """The layer that slides."""
        return OPERATIONS[max(0, self.kinds.group.checkedId())]

    def value(self, name: str) -> Any:
        """What was typed into a field; anything, None for nothing."""
        return parse(self.fields[name].text())

    def put(self, name: str, value: object) -> None:
        """Type a value into a field."""
        self.fields[name].setText(str(value))

    def refuse(self, argument: str) -> None:
        """Frame the field that is to blame; "" for none."""
        for name, field in self.fields.items():
            field.show_wrong(name == argument)

    def show_presets(self, own: tuple[tuple[str, str, int], ...], step: int) -> None:
        """Offer kernels: those with names, and the network's own (layer, title, number) at a step."""
        chosen = self.preset.currentData()
        names = {
            "nothing": self.tr("changes nothing"),
            "blur": self.tr("blur"),
            "edges": self.tr("edges"),
            "sharpen": self.tr("sharpen"),
            "upright edges": self.tr("upright edges"),
            "level edges": self.tr("level edges"),
        }
        self.preset.clear()
        self.preset.addItem(self.tr("typed by you"), TYPED)
        for name in KERNELS:
            self.preset.addItem(names.get(name, name), name)
        for layer, title, number in own:
            words = self.tr("{0}, step {1}").format(title, f"{step:,}")
            self.preset.addItem(words, f"{layer}/{number}")
        self.preset.setCurrentIndex(max(self.preset.findData(chosen), 0))

    def choose_preset(self, name: str) -> None:
        """Show which kernel it is, without telling."""
        self.preset.setCurrentIndex(max(0, self.preset.findData(name)))

    def _kinds(self) -> Segments:
        words = (
            ("sandbox_conv", self.tr("Convolution"), self.tr("Multiply what the window sees, and add.")),
            ("sandbox_max", self.tr("Max-pool"), self.tr("Keep the largest that the window sees.")),
            ("sandbox_avg", self.tr("Average-pool"), self.tr("Keep the mean of what the window sees.")),
        )
        made = Segments("sandbox_kind", words, self, picked=self._kind_chosen)
        return made

    def _presets(self) -> ComboBox:
        tip = self.tr("Weights to begin with; click a weight below to type your own.")
        made = ComboBox("sandbox_kernel", self, (), self.tr("Kernel"), tip, size=theme.SECONDARY)
        made.setMinimumWidth(172)
        made.activated.connect(lambda _: self.changed.emit("preset"))
        return made

    @Slot(int)
    def _kind_chosen(self, _: int) -> None:
        self.preset.setVisible(self.kind == CONV)
        self.changed.emit("kind")

    def _sources(self) -> ComboBox:
        items = (
            (self.tr("digits 0 to 9"), DIGITS),
            (self.tr("a bright square"), SQUARE),
            (self.tr("the watched image"), WATCHED),
        )
        tip = self.tr("What the window slides over; the image is cropped to the size.")
        made = ComboBox("sandbox_source", self, items, self.tr("Input"), tip, size=theme.SECONDARY)
        made.activated.connect(lambda _: self.changed.emit("source"))
        return made
