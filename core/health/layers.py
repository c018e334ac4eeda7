"""One row of figures for each layer with parameters: what the table of the health sheet shows.

Sizes are of all of a layer's numbers, its weight and its bias together, as the history counts them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.health.course import WEIGHTED
from core.health.distributions import layer_values, rms
from core.health.hints import DEAD, FLAT, STUCK, VANISHED
from core.health.units import UnitFigures
from core.training.history import History

RECENT = 50  # steps whose median is the "now" of a noisy number
TRAIL = 2000  # steps that a sparkline shows
RATIO_HIGH = 3e-2  # update / weight: a layer that moves farther in every step loses what it learnt


@dataclass(frozen=True, eq=False)
class LayerFigures:
    """A layer's numbers now; NaN or None where there is nothing to say.

    `activation` is the layer whose `dead`, `saturated` and `stuck` shares these are, "" for none; `judged`
    tells whether they are of enough images and units to be called too many;
    `concerns` names the columns that are out of the ordinary.

    Shape: grad_trail (steps,)
    """

    layer: str
    parameters: int
    weight_rms: float
    start_rms: float
    grad_rms: float
    ratio: float
    grad_trail: np.ndarray
    output_rms: float = float("nan")
    activation: str = ""
    dead: float | None = None
    saturated: float | None = None
    stuck: float | None = None
    concerns: tuple[str, ...] = ()
    judged: bool = False


def layer_figures(
    parameters: Mapping[str, np.ndarray],
    start: Mapping[str, np.ndarray],
    history: History,
    units: Mapping[str, UnitFigures],
    spec: Mapping[str, Any],
) -> list[LayerFigures]:
    """A row for each layer of the history, in the network's order; `start` are the first parameters."""
    kinds = {item["name"]: item["type"] for item in spec["layers"]}
    by_source = {figures.source: figures for figures in units.values() if _speaks(figures)}
    rows = []
    for layer in history.layers:
        values, first = layer_values(parameters, layer), layer_values(start, layer)
        grads = history.layer_column("grad_rms", layer)[-TRAIL:]
        ratios = history.layer_column("update_ratio", layer)[-TRAIL:]
        found = by_source.get(layer)
        ratio = float(np.median(ratios[-RECENT:])) if len(ratios) else float("nan")
        row = LayerFigures(
            layer,
            values.size,
            rms(values),
            rms(first),
            float(np.median(grads[-RECENT:])) if len(grads) else float("nan"),
            ratio,
            grads,
            units[layer].rms if layer in units else float("nan"),
            found.layer if found else "",
            found.dead_share if found else None,
            found.saturated if found else None,
            found.stuck / found.units if found and found.stuck is not None else None,
            judged=bool(found and found.judged),
        )
        rows.append(row)
    weighted = [row for row in rows if kinds.get(row.layer) in WEIGHTED]
    last = weighted[-1].grad_rms if weighted else 0.0
    return [_judged(row, last) if row in weighted else _judged(row, None) for row in rows]


def _speaks(figures: UnitFigures) -> bool:
    return bool(figures.source) and (figures.dead is not None or figures.stuck is not None)


def _judged(row: LayerFigures, last: float | None) -> LayerFigures:
    """The row with what is out of the ordinary named.

    `last` is the gradient RMS of the last layer with a kernel or a matrix, None for a layer that has neither:
    its few numbers are scaled otherwise.
    """
    concerns = []
    if last is not None and row.ratio > RATIO_HIGH:
        concerns.append("ratio")
    if last is not None and (row.grad_rms == 0.0 or row.grad_rms < VANISHED * last):
        concerns.append("gradient")
    if row.judged and (row.dead or 0.0) >= DEAD:
        concerns.append("dead")
    if row.judged and ((row.stuck or 0.0) >= STUCK or (row.saturated or 0.0) >= FLAT):
        concerns.append("saturated")
    return replace(row, concerns=tuple(concerns))
