"""One picture as a network sees it, whatever size and colours that network takes."""

import os

import numpy as np

from core.data.folder import is_drawing
from core.data.images import LUMA, SIZE, Decode, as_bytes, mnist_like, to_colours, to_grey
from core.data.understanding import scaled
from core.files.atomic import DataFileError


def read_picture(path: str | os.PathLike[str], decode: Decode, shape: tuple[int, ...]) -> np.ndarray:
    """The picture in a file for a network of images (H, W) or (C, H, W): uint8 of that shape.

    Raises DataFileError: no picture, or nothing is drawn in it.
    """
    try:
        return picture_for(decode(path), shape)
    except ValueError as error:
        raise DataFileError(path, str(error), "Choose a picture with one digit in it") from error


def picture_for(pixels: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A picture (H, W), (H, W, 3) or (H, W, 4), uint8 or uint16, in the shape of a network's images.

    In grey, ink on plain paper becomes a digit as MNIST's are; anything else is scaled as it is. Raises
    ValueError when nothing is drawn.
    """
    pixels = as_bytes(pixels)
    if len(shape) == 3 and shape[0] == 3:
        return in_shape(np.moveaxis(to_colours(pixels), 2, 0), shape)  # (H, W, 3) -> (3, H, W)
    grey = to_grey(pixels)
    if shape[-2:] == (SIZE, SIZE) or (grey.shape != shape[-2:] and is_drawing(grey)):
        return in_shape(mnist_like(pixels), shape)
    return in_shape(np.rint(grey).astype(np.uint8), shape)


def in_shape(image: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """An image scaled to another size, its channels made grey or repeated.

    Shape: uint8 (H, W) or (C, H, W) -> uint8 `shape`, of either form
    """
    if image.ndim == 3 and len(shape) == 2:
        grey = np.tensordot(np.array(LUMA, np.float32), image, 1) if len(image) == 3 else image[0]
        image = np.rint(grey).astype(np.uint8)  # (C, H, W) -> (H, W)
    if image.shape[-2:] != shape[-2:]:
        image = scaled(image, (shape[-2], shape[-1]))
    if len(shape) == 3 and image.ndim == 2:
        image = np.repeat(image[None], shape[0], axis=0)  # (H, W) -> (C, H, W)
    return image
