"""What slides over what: the input that was chosen and the kernel's weights, from the form and the run."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from cnnviz.features.builder.sandbox_form import DIGITS, SQUARE, TYPED, WATCHED, SandboxForm
from cnnviz.session import Session
from core.blueprint import MisfitError
from core.blueprint.sandbox import KERNELS, LARGEST_KERNEL, LARGEST_MAP

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
        return (
            np.random.default_rng(5).integers(0, 10, (LARGEST_MAP, LARGEST_MAP))[:size, :size].astype(float)
        )

    def fit(self) -> None:
        """Has the kernel follow the size that was typed, if that is one."""
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
        """Offers the kernels of the running network's first convolution."""
        shot = self.session.snapshot
        own: list[tuple[str, str, int]] = []
        for key, array in shot.parameters.items() if shot is not None else ():
            square = array.ndim == 4 and array.shape[2] == array.shape[3] <= LARGEST_KERNEL
            if square and key.endswith(".weight"):
                layer = key.removesuffix(".weight")
                own = [
                    (layer, self.tr("{0}, kernel {1}").format(layer, i), i)
                    for i in range(min(OWN, len(array)))
                ]
                break
        self.form.show_presets(tuple(own), shot.step if shot is not None else 0)

    def take_preset(self) -> None:
        """Takes the kernel that was chosen, with the size that it has."""
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
