"""Every page of every quantity is built, painted and copied for numbers that are out of all bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cnnviz.features.microscope.blocks.block import Number, PageBlock, PagePainter
from cnnviz.features.microscope.page_content import PageContent
from cnnviz.features.microscope.pages.choose import page
from cnnviz.widgets import theme
from core.trace.recording import Cell, Trace

NAN, INF = float("nan"), float("inf")
VALUES: dict[str, tuple[float, ...]] = {
    "nan": (NAN,),
    "inf": (INF,),
    "-inf": (-INF,),
    "zero": (0.0,),
    "huge": (1e38,),
    "-huge": (-1e38,),
    "denormal": (1e-42,),
    "any": (NAN, INF, -INF, 0.0, -0.0, 1e38, -1e38, 1e-42, -1e-42, 3.4e38, 1.0),
}
WIDTH = 340.0

Cells = Callable[..., Iterator[Cell]]
Numbers = Callable[[object], list[Number]]


def spoilt(trace: Trace, values: tuple[float, ...], part: float) -> Trace:
    """A trace in which a part of all numbers is replaced; counts and places stay as they are."""
    rng = np.random.default_rng(0)

    def change(old: Any) -> Any:
        if isinstance(old, Mapping):
            return {name: change(array) for name, array in old.items()}
        if not isinstance(old, np.ndarray) or old.dtype.kind != "f":
            return old
        new = np.where(rng.random(old.shape) < part, rng.choice(np.array(values), old.shape), old)
        new = new.astype(old.dtype)
        new.flags.writeable = False
        return new

    def of(record: Any) -> Any:
        changed = {f.name: change(getattr(record, f.name)) for f in fields(record) if f.name != "config"}
        return replace(record, **changed)

    records = {name: of(record) for name, record in trace.records.items()}
    return Trace(records, of(trace.loss_record), trace.network, trace.optimizer, trace.step)


def show(blocks: list[PageBlock], numbers: Numbers, image: QImage) -> None:
    """Whatever a page's view does with its blocks."""
    content = PageContent(blocks, [0.0] * len(blocks), 0, WIDTH)
    assert all(isinstance(spot.hint, str) for spot in content.spots)
    for block in blocks:
        painter = PagePainter(image)
        try:
            assert np.isfinite(block.height(WIDTH))
            block.paint(painter, WIDTH)
        finally:
            painter.end()
        block.text()
    for number in numbers(blocks):
        assert str(number)
        assert number.hint


def check(trace: Trace, chosen: Iterator[Cell], numbers: Numbers, image: QImage) -> None:
    failed = {}
    for cell in chosen:
        try:
            show(page(trace, cell), numbers, image)
        except Exception as error:
            failed[f"{cell.layer} {cell.quantity}"] = repr(error)
    assert failed == {}


@pytest.fixture
def image(qtbot: QtBot) -> QImage:
    theme.load_fonts()
    made = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    return made


@pytest.mark.slow
@pytest.mark.fault(37)
@pytest.mark.parametrize(("name", "part"), [("any", 0.4), ("nan", 1.0), ("inf", 1.0)])
@pytest.mark.parametrize("which", ["trace", "other"])
def test_fault_37_a_page_of_every_quantity_shows_any_number(
    which: str,
    name: str,
    part: float,
    cells: Cells,
    numbers: Numbers,
    image: QImage,
    request: pytest.FixtureRequest,
) -> None:
    trace = request.getfixturevalue(which)
    check(spoilt(trace, VALUES[name], part), cells(trace), numbers, image)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", [0.05, 0.5, 1.0])
@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("which", ["trace", "other"])
def test_fault_37_every_page_shows_any_number_in_any_place(
    which: str,
    name: str,
    part: float,
    cells: Cells,
    numbers: Numbers,
    image: QImage,
    request: pytest.FixtureRequest,
) -> None:
    trace = request.getfixturevalue(which)
    check(spoilt(trace, VALUES[name], part), cells(trace, 5, seed=1), numbers, image)
