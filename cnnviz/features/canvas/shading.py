"""From a scene's arrays to coloured atlases, one a column and lane, with the limits that their bars state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from PySide6.QtGui import QImage

from cnnviz.features.canvas.atlases import Atlases, Key
from cnnviz.features.canvas.atlases import Shape as AtlasShape
from cnnviz.features.canvas.blocks import COLOUR, CanvasBlock
from cnnviz.features.canvas.geometry import (
    FOLDED,
    KERNELS,
    LINK,
    MAPS,
    MATRIX,
    OUTPUT,
    SPINE,
    STRIPS,
    VECTOR,
    CanvasColumn,
)
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import NOW, A, B, Scene
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import SMALLEST, Limits, both_tables, measure, peak
from cnnviz.widgets.tiles import clipped, folded

PER_MAP, PER_LAYER, FROZEN = "map", "layer", "frozen"  # what a limit is shared by
SIGNED, WARM, GREY = "signed", "warm", "grey"  # what a colour bar looks like
NEVER_NEGATIVE = ("relu", "sigmoid", "softmax")
BARE = (OUTPUT, LINK, SPINE)  # columns without tiles
PASSING_ON = ("pool", "flatten", "dropout")  # no sign that wasn't there before


class Shade(NamedTuple):
    """The coloured atlas of a column in one lane, until the next scene; one limit for all, or one a tile."""

    image: QImage
    limits: np.ndarray
    clipped: int
    ends: tuple[float, float]  # the smallest and the largest of the limits


def bar_kind(blocks: tuple[CanvasBlock, ...], column: CanvasColumn, lane: str, same: bool = False) -> str:
    """Which colour bar belongs under a column; `same`: beneath lies what is above, of another step."""
    if column.gutter or (lane != A and not same):
        return SIGNED
    layers = blocks[column.block].layers
    here = next((i for i, layer in enumerate(layers) if layer.name == column.layer.name), 0)
    while here and layers[here].kind in PASSING_ON:
        here -= 1
    if column.block == 0 and not here:
        return GREY
    return WARM if layers[here].kind in NEVER_NEGATIVE and not layers[here].doubtful else SIGNED


class Shader:
    """Colours columns; remembers the limits from one scene to the next, so that they move slowly."""

    def __init__(self) -> None:
        self.mode = PER_LAYER
        self.limits = Limits()
        self._layout: CanvasLayout | None = None
        self._atlases = Atlases({})

    def set_mode(self, mode: str) -> None:
        """Shares limits per map, per layer, or leaves those per layer as they are now."""
        self.mode = mode
        self.limits.frozen = mode == FROZEN

    def shade(
        self, blocks: tuple[CanvasBlock, ...], layout: CanvasLayout, scene: Scene, kinds: Mapping[Key, str]
    ) -> dict[Key, Shade | None]:
        """The atlases of all columns in both lanes, by the kinds of their bars; None for nothing (yet)."""
        if layout is not self._layout:
            self._layout, self._atlases = layout, Atlases(shapes(layout))
        shades = {
            (lane, column.ident): self._column(blocks, column, scene, lane, kinds[lane, column.ident])
            for column in layout.columns
            for lane in column.lanes
        }
        self._atlases.colour(both_tables(theme.current()))
        return shades

    def _column(
        self, blocks: tuple[CanvasBlock, ...], column: CanvasColumn, scene: Scene, lane: str, kind: str
    ) -> Shade | None:
        values = scene.array(lane, column.key) if column.kind not in BARE else None
        if values is None:
            return None
        key = lane, column.ident
        image, shown = self._atlases.images[key], shown_part(column, values)
        if kind == GREY and column.key == COLOUR:
            low, high = scene.grey
            self._atlases.write_colour(key, values, low, high)
            return Shade(image, np.array([high]), 0, (high, high))
        if kind == GREY:
            low, high = scene.grey
            self._atlases.write_grey(key, shown, low, high)
            return Shade(image, np.array([high]), 0, (high, high))
        largest, finite = measure(values)
        if self.mode == PER_MAP and column.kind in (MAPS, KERNELS, FOLDED, STRIPS):
            limits = self._each(blocks, column, scene, lane, shown)
            self._atlases.write(key, shown, limits.reshape(-1, 1, 1).astype(shown.dtype))
            return Shade(image, limits, 0, (float(limits.min()), float(limits.max())))
        limit = self._limit(blocks, column, scene, lane, largest)
        self._atlases.write(key, shown, limit, within=finite and SMALLEST < largest <= limit)
        # Only a frozen limit can be too small: the others are at least the peak.
        count = clipped(values, limit) if self.mode == FROZEN else 0
        return Shade(image, np.array([limit]), count, (limit, limit))

    def _limit(
        self, blocks: tuple[CanvasBlock, ...], column: CanvasColumn, scene: Scene, lane: str, largest: float
    ) -> float:
        name, source = self._source(blocks, column, scene, lane)
        largest = largest if source is None else peak(source)
        key = f"{lane} {name}"
        if scene.twin is not None and scene.twin.kind == NOW:  # one limit for both lanes
            name, source = self._source(blocks, column, scene, A)
            both = (scene.array(A, column.key), scene.array(B, column.key), source)
            key, largest = f"{A} {name}", max(peak(array) for array in both if array is not None)
        elif scene.twin is not None and lane == B:
            key = f"{scene.twin.kind} {name}"
        return self.limits.of(key, largest, at_once=not scene.moving)

    def _each(
        self,
        blocks: tuple[CanvasBlock, ...],
        column: CanvasColumn,
        scene: Scene,
        lane: str,
        shown: np.ndarray,
    ) -> np.ndarray:
        """A limit of its own for each tile, by the map that is in it: pages may turn. Shape: (n,)."""
        name, source = self._source(blocks, column, scene, lane)
        parts = shown if source is None else shown_part(column, source)
        if scene.twin is not None and scene.twin.kind == NOW:  # one limit for both lanes
            both = (scene.array(A, column.key), scene.array(B, column.key))
            lane, parts = A, np.maximum(*(np.abs(shown_part(column, a)) for a in both if a is not None))
        at_once = not scene.moving
        return np.array(
            [
                self.limits.of(f"{lane} {name} {tile.at}", peak(part), at_once)
                for tile, part in zip(column.tiles, parts, strict=False)
            ]
        )

    def _source(
        self, blocks: tuple[CanvasBlock, ...], column: CanvasColumn, scene: Scene, lane: str
    ) -> tuple[str, np.ndarray | None]:
        """Whose limits a column has, and the array that they are taken from; None for its own.

        At its predecessor's limits ReLU visibly deletes the blue and leaves the rest as it was.
        """
        if lane == A and not column.gutter and column.layer.kind == "relu":
            layers = blocks[column.block].layers
            before = layers[max(0, layers.index(column.layer) - 1)]
            source = scene.outputs.get(before.name)
            if source is not None and before.kind != "input" and before.shape == column.layer.shape:
                return before.name, source
        return column.key, None


def shapes(layout: CanvasLayout) -> dict[Key, AtlasShape]:
    """The shape of each column's shown part, in both lanes: maps, rows, columns."""
    return {
        (lane, column.ident): (len(column.tiles), column.tiles[0].rows, column.tiles[0].cols)
        for column in layout.columns
        if column.kind not in BARE and column.tiles
        for lane in column.lanes
    }


def shown_part(column: CanvasColumn, values: np.ndarray) -> np.ndarray:
    """The part of a layer's array that a column's page shows, one map a tile.

    Shape: (n, h, w), n the number of tiles; a vector is one tile.
    """
    first, count = column.page.first, column.page.shown
    if column.kind == VECTOR:
        flat = values.reshape(-1)[first : first + count]
        return folded(flat, column.tiles[0].cols)[None]
    if column.kind == KERNELS and column.part:
        return np.stack([values[tile.at] for tile in column.tiles])
    if column.by_output:
        return values[first : first + count, column.fixed]
    if column.kind == KERNELS:
        return (
            values[first : first + count, 0]
            if values.shape[1] == 1
            else values[column.fixed, first : first + count]
        )
    if column.kind == MATRIX:
        tile = column.tiles[0]
        top, left = tile.at
        return values[None, top : top + tile.rows, left : left + tile.cols]
    if column.kind == STRIPS:
        top, left = column.tiles[0].at
        return values[top : top + len(column.tiles), None, left : left + column.tiles[0].cols]
    if column.kind == FOLDED:
        tile = column.tiles[0]
        # (n, C * H * W) -> (n, C * H, W)
        return values[first : first + count].reshape(count, tile.rows, tile.cols)
    return values[first : first + count]
