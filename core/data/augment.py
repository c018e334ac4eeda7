"""Small changes that leave a digit the digit it is: shifted, sheared, turned, with noise.

All of it is made of one cheap move. A shear slides each row by an amount of its own; a shift slides all
rows alike; a rotation is three shears (rows, columns, rows: A. Paeth, "A fast algorithm for general raster
rotation", 1986). So a whole batch is changed by copying rows from displaced places, with linear
interpolation between pixels.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.data.dataset import AUGMENT, generator

MOST = {"shift": 28, "shear": 1.0, "rotation": 45.0, "noise": 1.0}


@dataclass(frozen=True)
class Augmentation:
    """How far images may be changed; each image draws its own amounts, evenly from - to +.

    shift: whole pixels, in both directions. shear: pixels sideways per pixel of height. rotation: degrees.
    noise: standard deviation of the noise, as a part of the range of the batch's values.
    Raises ValueError naming the field that makes no sense.
    """

    shift: int = 2
    shear: float = 0.2
    rotation: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        for name, most in MOST.items():
            value = getattr(self, name)
            kinds = (int, np.integer) if name == "shift" else (int, float, np.integer, np.floating)
            if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value <= most:
                kind = "a whole number" if name == "shift" else "a number"
                raise ValueError(f"{name}: expected {kind} from 0 to {most}, got {value!r}")

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, items: dict[str, Any]) -> "Augmentation":
        """The inverse of `as_dict`; raises ValueError when an item is unknown or makes no sense."""
        try:
            return cls(**items)
        except TypeError as error:
            raise ValueError(f"augmentation: expected {', '.join(MOST)}, got {items!r}") from error

    def apply(self, x: np.ndarray, seed: int, epoch: int, batch: int) -> np.ndarray:
        """A changed copy of the images of one batch of one epoch; the same arguments give the same images.

        Shape: (N, C, H, W) -> the same, in the same dtype. What comes in from outside has the smallest value.
        """
        N, _, H, W = x.shape
        rng = generator(seed, AUGMENT, epoch, batch)
        # All four are drawn, used or not: changing one setting leaves what the others draw as it was.
        right, down = rng.integers(-self.shift, self.shift, size=(2, N), endpoint=True)
        shear, angle = rng.uniform(-1, 1, size=(2, N)) * [[self.shear], [math.radians(self.rotation)]]
        height, width = np.arange(H) - (H - 1) / 2, np.arange(W) - (W - 1) / 2  # from the centre
        half = np.tan(angle / 2)
        y = slide_rows(x, np.outer(shear + half, height) - right[:, None], down)
        if self.rotation:
            columns = slide_rows(y.swapaxes(2, 3), np.outer(-np.sin(angle), width))  # (N, C, W, H)
            y = slide_rows(columns.swapaxes(2, 3), np.outer(half, height))
        if self.noise:
            noise = rng.standard_normal(x.shape, dtype=np.float32)
            y += noise * x.dtype.type(self.noise * (x.max() - x.min()))
        return y


def slide_rows(x: np.ndarray, offsets: np.ndarray, down: np.ndarray | None = None) -> np.ndarray:
    """Slide each row of each image sideways, and the image as a whole by `down` rows.

    y[n, c, r, i] = x[n, c, r - down[n], i + offsets[n, r]], with linear interpolation between two pixels.
    Shape: x (N, C, H, W), offsets (N, H) in pixels, down (N,) in whole rows -> (N, C, H, W).
    """
    N, C, H, W = x.shape
    whole = np.floor(offsets)
    part = (offsets - whole).astype(x.dtype)[:, None, :, None]  # (N, H) -> (N, 1, H, 1)
    across = int(max(1, -whole.min(), whole.max() + 1))
    along = 0 if down is None else int(abs(down).max())
    padded = np.full((N, C, H + 2 * along, W + 2 * across), x.min(), x.dtype)
    padded[:, :, along : along + H, across : across + W] = x
    # Every run of W + 1 pixels of a padded row, by its start: (N, C, rows, starts, W + 1), without a copy.
    runs = np.lib.stride_tricks.sliding_window_view(padded, W + 1, axis=3)
    rows = np.arange(along, along + H)[None] - (0 if down is None else down[:, None])  # (N, H)
    starts = whole.astype(np.intp) + across
    n, c = np.arange(N)[:, None, None], np.arange(C)[None, :, None]
    run = runs[n, c, rows[:, None], starts[:, None]]  # (N, C, H, W + 1)
    left, right = run[..., :-1], run[..., 1:]
    y = right - left  # then left + part * (right - left), in one array: others would fall out of the cache
    y *= part
    y += left
    return y
