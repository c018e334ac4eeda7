"""The start page's pictures: small, and true. Digits of MNIST, kernels of the trained network, maps and their
gradients of the network in the window; nothing is drawn by hand but the drawing.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from cnnviz.features.draw.sheet import State, Stroke, digit
from cnnviz.session.picture import INPUT
from cnnviz.shell.tour.strokes import STROKES
from cnnviz.system.paths import trained_network
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up, signed_table
from cnnviz.widgets.picture import packed
from cnnviz.widgets.tiles import image_of, indices
from core.training import Snapshot


class StartPictures:
    """What the four choices show; `snapshot` and `kernels` come when they are there."""

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.kernels: np.ndarray | None = None
        self._drawn: np.ndarray | None = None

    def digits(self, painter: QPainter, box: QRectF) -> None:
        """Nine images of the batch that is trained on next, a screen pixel a pixel."""
        shown = [] if self.snapshot is None else list(self.snapshot.watched.images[:9])
        side = box.width() / 3
        for i in range(9):
            place = QRectF(box.x() + i % 3 * side, box.y() + i // 3 * side, side, side)
            if i < len(shown):
                _image(painter, place, shown[i])
            else:
                _empty(painter, place)

    def kernel(self, painter: QPainter, box: QRectF) -> None:
        """The first kernel of the trained network, 25 weights."""
        if self.kernels is None:
            _empty(painter, box)
        else:
            side = box.width() // 5 * 5
            gap = (box.width() - side) / 2
            _signed(painter, QRectF(box.x() + gap, box.y() + gap, side, side), self.kernels[0, 0])

    def drawing(self, painter: QPainter, box: QRectF) -> None:
        """The digit that the tour draws, as the network sees it."""
        if self._drawn is None:
            self._drawn = digit(State(None, tuple(Stroke(points) for points in STROKES)))
        if self._drawn is not None:
            _image(painter, box, self._drawn)

    def lanes(self, painter: QPainter, box: QRectF) -> None:
        """The watched image, and beneath it the gradient of every pixel of it."""
        half = box.height() / 2
        boxes = [QRectF(box.x() + i % 2 * half, box.y() + i // 2 * half, half, half) for i in range(4)]
        maps = None if self.snapshot is None else _maps(self.snapshot)
        for i, place in enumerate(boxes):
            inner = place.adjusted(1, 1, -1, -1)
            if maps is None:
                _empty(painter, inner)
            else:
                _signed(painter, inner, maps[i])


def kernels() -> np.ndarray:
    """The first kernels of the trained network, read from its file."""
    from core.weights.weight_files import load_weights

    network, _ = load_weights(trained_network())
    return np.asarray(network.named_parameters()["conv1.weight"].data)


def _maps(snapshot: Snapshot) -> list[np.ndarray] | None:
    """Two maps of the first pictures that the network makes, then their gradients."""
    probe = snapshot.probe
    for name, output in probe.outputs.items():
        if name != INPUT and output.ndim == 3 and len(output) > 1:
            strongest = np.argsort(-np.abs(output).sum(axis=(1, 2)), kind="stable")[:2]
            return [*output[strongest], *probe.gradients[name][strongest]]
    return None


def _empty(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box.adjusted(1, 1, -1, -1), theme.colour("raised"))


def _image(painter: QPainter, box: QRectF, image: np.ndarray) -> None:
    _draw(painter, box, packed(image[None])[0])


def _signed(painter: QPainter, box: QRectF, values: np.ndarray) -> None:
    _draw(painter, box, signed_table(theme.current()).take(indices(values, round_up(peak(values)))))


def _draw(painter: QPainter, box: QRectF, pixels: np.ndarray) -> None:
    made: QImage = image_of(np.ascontiguousarray(pixels))
    scale = painter.device().devicePixelRatio()
    size = round(box.width() * scale)
    painter.drawImage(box, made.scaled(size, size, mode=Qt.TransformationMode.FastTransformation))
