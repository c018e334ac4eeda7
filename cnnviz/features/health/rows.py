"""The table's words: its columns and what they tell, and a row of text for each layer's figures."""

from __future__ import annotations

import math

import numpy as np

from cnnviz.features.health.cells import TableCell, TableColumn, TableRow
from cnnviz.system.translation import translate
from core.health import LayerFigures
from core.health.hint import number_text

LOWEST, HIGHEST = 1e-6, 1e-1  # update / weight: the ends of its bar, on a log scale
USUAL = 1e-3
NONE = TableCell("–", dim=True)


def columns() -> tuple[TableColumn, ...]:
    """The columns, with a sentence each."""
    return (
        TableColumn(
            translate("Health", "layer"),
            1.15,
            translate("Health", "The layers that learn, from the image to the loss."),
        ),
        TableColumn(
            translate("Health", "numbers"),
            0.85,
            translate("Health", "How many numbers the layer learns: its weight and its bias."),
        ),
        TableColumn(
            translate("Health", "weight RMS"),
            0.95,
            translate("Health", "Root mean square of these numbers now: their usual size."),
        ),
        TableColumn(
            translate("Health", "at the start"),
            0.95,
            translate("Health", "The same before the first step, or when first seen."),
        ),
        TableColumn(
            translate("Health", "gradient RMS"),
            1.75,
            translate("Health", "The usual size of the layer's gradient: median of 50 steps."),
            True,
        ),
        TableColumn(
            translate("Health", "update / weight"),
            1.75,
            translate(
                "Health", "How far a step moves the weights, by their size; about 0.001 is usual: the tick."
            ),
            True,
        ),
        TableColumn(
            translate("Health", "output RMS"),
            0.95,
            translate("Health", "The usual size of what the layer puts out for 512 test images."),
        ),
        TableColumn(
            translate("Health", "dead"),
            1.1,
            translate("Health", "Units after this layer whose ReLU is 0 for every one of the images."),
            True,
        ),
        TableColumn(
            translate("Health", "saturated"),
            1.2,
            translate("Health", "Outputs of the sigmoid or tanh after this layer beyond 95 % of its range."),
            True,
        ),
    )


def row(figures: LayerFigures) -> TableRow:
    """A layer's figures as text, bars and curves."""
    concerns = figures.concerns
    cells = (
        TableCell(f"{figures.parameters:,}", dim=True),
        TableCell(_text(figures.weight_rms)),
        TableCell(_text(figures.start_rms), dim=True),
        TableCell(_text(figures.grad_rms), trail=figures.grad_trail, amiss="gradient" in concerns),
        TableCell(
            _text(figures.ratio),
            part=_ratio_part(figures.ratio),
            usual=_ratio_part(USUAL),
            amiss="ratio" in concerns,
        ),
        TableCell(_text(figures.output_rms)),
        _share(figures.dead, "dead" in concerns),
        _share(figures.saturated, "saturated" in concerns),
    )
    return TableRow(figures.layer, cells, sentence(figures), bool(concerns))


def sentence(figures: LayerFigures) -> str:
    """All that a row says, in words."""
    said = [
        translate("Health", "weight RMS {0}, {1} at the start").format(
            _text(figures.weight_rms), _text(figures.start_rms)
        ),
        translate("Health", "gradient RMS {0}").format(_text(figures.grad_rms)),
        translate("Health", "update / weight {0}").format(_text(figures.ratio)),
    ]
    if figures.dead is not None:
        said.append(
            translate("Health", "{0} of the units of {1} dead").format(
                _percent(figures.dead), figures.activation
            )
        )
    if figures.saturated is not None and figures.stuck is not None:
        words = translate("Health", "{0} of the outputs of {1} saturated, {2} of its units stuck at one end")
        said.append(words.format(_percent(figures.saturated), figures.activation, _percent(figures.stuck)))
    return "; ".join(said)


def _share(share: float | None, amiss: bool) -> TableCell:
    return NONE if share is None else TableCell(_percent(share), part=share, amiss=amiss)


def _ratio_part(ratio: float) -> float | None:
    if not math.isfinite(ratio) or ratio <= 0:
        return 0.0
    low, high = np.log10((LOWEST, HIGHEST))
    return float((math.log10(ratio) - low) / (high - low))


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _text(value: float) -> str:
    return number_text(value) if math.isfinite(value) else "–"
