"""Pictures from the clipboard or from another program's window, onto the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from cnnviz.session.images import ENOUGH, MOST_PIXELS, pixels
from cnnviz.system.translation import translate
from core.data.images import as_digit, to_grey

if TYPE_CHECKING:
    from cnnviz.session import Session

SIZE = 28


def put(session: Session, data: Any) -> None:
    """Put a picture, a QImage or QPixmap, onto the pad; one that can't be used becomes a message."""
    image = data.toImage() if isinstance(data, QPixmap) else data
    try:
        session.drawing.put(seen(image))
    except ValueError as error:
        text = translate("pictures", "This picture can't be read: {0}.")
        session.message.emit(text.format(error), "error")


def seen(image: QImage) -> np.ndarray:
    """A picture as the network sees it: uint8 (28, 28). ValueError says why it can't be used."""
    if not isinstance(image, QImage) or image.isNull():
        raise ValueError(translate("pictures", "it has no pixels"))
    width, height = image.width(), image.height()
    if width * height > MOST_PIXELS:
        text = translate("pictures", "it has {0} x {1} pixels; make it smaller")
        raise ValueError(text.format(width, height))
    if max(width, height) > ENOUGH:
        image = image.scaled(
            ENOUGH,
            ENOUGH,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    found = pixels(image)
    if found.shape[:2] == (SIZE, SIZE):  # as an image of MNIST's own
        return np.rint(to_grey(found)).astype(np.uint8)
    return as_digit(found)
