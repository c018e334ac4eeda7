"""A pixel has one grey wherever it is pictured: black and white are what they are to the run's network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.features.canvas import CanvasPanel
from cnnviz.features.microscope.blocks.text import PageHead
from cnnviz.features.microscope.inspector import Inspector
from cnnviz.session import Session
from cnnviz.session.picture import batch_images
from core import Cell
from core.training import Guest, TrainConfig


@pytest.fixture
def signed(begun: Callable[..., Session]) -> Session:
    return begun(batch_size=4, preprocessing="signed")


def pictured(qtbot: QtBot, session: Session) -> dict[str, tuple[float, float] | None]:
    """What stands for black and for white on the canvas and on the page of a pixel."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1260, 788)
    canvas, page = CanvasPanel(session, host), Inspector(session, host)
    canvas.resize(host.size())
    host.show()
    session.set_cursor(99)
    found: dict[str, tuple[float, float] | None] = {}
    for cell in (Cell("conv1", "input", (0, 0, 4, 4)), Cell("conv1", "output", (0, 0, 4, 4))):
        session.select(cell)
        assert canvas.view.scene is not None
        found["canvas"] = canvas.view.scene.grey
        for number, block in enumerate(page.view.blocks):
            if isinstance(block, PageHead) and block.grey is not None:
                found[f"head of {cell}"] = block.grey
            pictures = [picture for picture in getattr(block, "items", ()) if getattr(picture, "grey", None)]
            found |= {f"picture {number} of {cell}": picture.grey for picture in pictures}
    return found


def test_a_faint_image_is_as_faint_everywhere(qtbot: QtBot, signed: Session) -> None:
    image = np.full((28, 28), 51, np.uint8)
    image[4, 4] = 102  # the lightest of a batch that is dark all over
    signed.record(guest=Guest(image, None, name="a dark square"))
    qtbot.waitUntil(lambda: signed.trace is not None)
    found = pictured(qtbot, signed)
    assert len(found) >= 3
    assert set(found.values()) == {(-1.0, 1.0)}
    assert np.array_equal(signed.batch()[0][0], image)


def test_a_trace_out_of_a_file_has_its_own_black_and_white(
    qtbot: QtBot, signed: Session, tmp_path: Path
) -> None:
    signed.record()
    qtbot.waitUntil(lambda: signed.trace is not None)
    assert signed.trace is not None
    low, high = float(signed.trace.images.min()), float(signed.trace.images.max())
    signed.save_trace(tmp_path / "batch.trace")
    signed.leave()
    signed.reset(TrainConfig(batch_size=4, preprocessing="raw"))  # whose black and white are others
    qtbot.waitUntil(lambda: signed.snapshot is not None and signed.snapshot.pixels == (0.0, 255.0))
    with qtbot.waitSignal(signed.trace_changed):
        signed.open_trace(tmp_path / "batch.trace")
    assert set(pictured(qtbot, signed).values()) == {(round(low, 4), round(high, 4))}
    assert signed.trace is not None
    assert batch_images(signed.trace, (low, high)).max() == 255
