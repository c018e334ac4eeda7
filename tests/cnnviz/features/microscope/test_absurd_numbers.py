"""Every page of every quantity is built, painted and copied for numbers that are out of all bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from cnnviz.features.microscope.blocks.block import PageBlock
from cnnviz.features.microscope.pages.choose import page
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


def show(blocks: list[PageBlock], image: QImage) -> None:
    """Whatever a page's view does with its blocks."""
    for block in blocks:
        painter = QPainter(image)
        try:
            assert np.isfinite(block.height(WIDTH))
            block.paint(painter, WIDTH)
        finally:
            painter.end()
        for spot in block.spots(WIDTH):
            assert isinstance(spot.hint, str)
        for number in block.numbers():
            assert str(number)
            assert number.hint
        block.text()


def check(trace: Trace, chosen: Iterator[Cell], image: QImage) -> None:
    failed = {}
    for cell in chosen:
        try:
            show(page(trace, cell), image)
        except Exception as error:
            failed[f"{cell.layer} {cell.quantity}"] = repr(error)
    assert failed == {}


@pytest.fixture
def image(qtbot: QtBot) -> QImage:
    made = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    return made


@pytest.mark.slow
@pytest.mark.fault(37)
@pytest.mark.parametrize(("name", "part"), [("any", 0.4), ("nan", 1.0), ("inf", 1.0)])
@pytest.mark.parametrize("which", ["trace", "other"])
def test_fault_37_a_page_of_every_quantity_shows_any_number(
    which: str, name: str, part: float, cells: Cells, image: QImage, request: pytest.FixtureRequest
) -> None:
    trace = request.getfixturevalue(which)
    check(spoilt(trace, VALUES[name], part), cells(trace), image)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", [0.05, 0.5, 1.0])
@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("which", ["trace", "other"])
def test_fault_37_every_page_shows_any_number_in_any_place(
    which: str, name: str, part: float, cells: Cells, image: QImage, request: pytest.FixtureRequest
) -> None:
    trace = request.getfixturevalue(which)
    check(spoilt(trace, VALUES[name], part), cells(trace, 5, seed=1), image)
