"""The pad before the first stroke: the classes are named, and the image on the canvas stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtGui import QFontMetricsF

from cnnviz.session.picture import named
from cnnviz.widgets import theme


def pets(window: Any, qtbot: Any, folder: Path) -> None:
    """A run on images of three classes that have names."""
    images = np.random.default_rng(0).integers(0, 255, (90, 28, 28)).astype(np.uint8)
    labels = np.array(["cat", "dog", "owl"])[np.arange(90) % 3]
    np.savez(folder / "pets.npz", images=images, labels=labels)
    window.session.open_data(folder / "pets.npz")
    qtbot.waitUntil(lambda: window.session.snapshot.classes == ("cat", "dog", "owl"))


def test_its_bars_have_the_names_of_the_classes_before_a_stroke(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    pets(window, qtbot, tmp_path)
    window.action("draw").trigger()
    bars = window.panels.microscope.draw_card.bars
    assert [named(bars.classes, number) for number in range(bars.count())] == ["cat", "dog", "owl"]


def test_there_is_room_for_names_in_the_line_above_the_canvas(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    window.resize(1600, 1000)
    pets(window, qtbot, tmp_path)
    window.action("draw").trigger()
    window.session.drawing.show(np.full((28, 28), 80, np.uint8), None)
    qtbot.waitUntil(lambda: window.session.snapshot.probe.drawn)
    line = window.panels.canvas.toolbar.image
    assert line.text.startswith("your drawing   reads ")
    metrics = QFontMetricsF(theme.font(theme.SECONDARY, theme.SEMIBOLD))
    qtbot.waitUntil(lambda: line.width() >= metrics.horizontalAdvance(line.text))


def test_a_test_image_stays_on_the_canvas_until_the_first_stroke(
    window: Any, qtbot: Any, digits: Any
) -> None:
    session, test = window.session, digits[1]
    session.exhibit.show(test.images[7], int(test.labels[7]), "test image 7")
    window.action("draw").trigger()
    assert session.drawing.open
    assert session.exhibit.shown is not None
    window.action("draw").trigger()
    assert not session.drawing.open
    assert session.exhibit.shown is not None
    window.action("draw").trigger()
    session.drawing.show(np.full((28, 28), 80, np.uint8), None)
    assert session.exhibit.shown is None
    assert session.guests.shown is session.drawing.guest
