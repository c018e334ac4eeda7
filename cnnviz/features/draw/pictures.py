"""Pictures from the clipboard or from another program's window, onto the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from cnnviz.session.images import ENOUGH, MOST_PIXELS, pixels
from cnnviz.system.translation import translate
from core.data.single import picture_for

if TYPE_CHECKING:
    from cnnviz.session import Session


def put(session: Session, data: Any) -> None:
    """Put a picture, a QImage or QPixmap, onto the pad; one that can't be used becomes a message."""
    image = data.toImage() if isinstance(data, QPixmap) else data
    try:
        session.drawing.put(seen(image, session.drawing.shape))
    except ValueError as error:
        text = translate("pictures", "This picture can't be read: {0}.")
        session.message.emit(text.format(error), "error")


def seen(image: QImage, shape: tuple[int, ...]) -> np.ndarray:
    """A picture as a network of images of a `shape` sees it, uint8. ValueError says why it can't be used."""
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
    return picture_for(pixels(image), shape)
