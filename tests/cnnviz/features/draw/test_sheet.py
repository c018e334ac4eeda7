"""The sheet: strokes, and the way back and forth."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from cnnviz.features.draw import pictures
from cnnviz.features.draw.sheet import ERASER, PEN, THICKEST, THIN, DrawingSheet, State, Stroke, digit
from cnnviz.system import paths
from core.data.dataset import Preprocessing
from core.weights.weight_files import load_weights


def line(sheet: DrawingSheet, *points: tuple[float, float], erases: bool = False) -> None:
    sheet.begin(points[0], erases)
    for point in points[1:]:
        sheet.extend(point)
    sheet.end()


def test_a_stroke_is_there_while_it_is_drawn() -> None:
    sheet = DrawingSheet()
    assert sheet.state.blank
    sheet.begin((1.0, 2.0))
    sheet.extend((3.0, 4.0))
    sheet.extend((3.0, 4.0))  # the mouse trembled on the spot
    assert sheet.state.strokes[0].points == ((1.0, 2.0), (3.0, 4.0))
    assert not sheet.state.blank
    assert not sheet.done
    sheet.end()
    assert sheet.done


def test_a_wider_brush_is_seen_wider_and_its_eraser_as_well() -> None:
    inks = []
    for width in (THIN, PEN, THICKEST):
        sheet = DrawingSheet()
        sheet.pen = width
        line(sheet, (140, 40), (140, 240))
        made = digit(sheet.state)
        assert made is not None
        inks.append(int(made.sum()))
        line(sheet, (20, 140), (260, 140), erases=True)
        assert sheet.state.strokes[-1].width == pytest.approx(width * ERASER / PEN)
    assert inks == sorted(set(inks))


def test_undo_and_redo_walk_along_the_strokes() -> None:
    sheet = DrawingSheet()
    line(sheet, (0, 0), (9, 9))
    line(sheet, (0, 9), (9, 0), erases=True)
    assert [(s.width, s.erases) for s in sheet.state.strokes] == [(PEN, False), (ERASER, True)]
    sheet.undo()
    sheet.undo()
    assert sheet.state.blank
    sheet.undo()
    assert not sheet.done
    sheet.redo()
    assert len(sheet.state.strokes) == 1
    line(sheet, (5, 5))
    assert not sheet.undone


def test_clear_can_be_undone_and_a_clear_sheet_is_not_cleared_again() -> None:
    sheet = DrawingSheet()
    sheet.clear()
    assert not sheet.done
    line(sheet, (0, 0), (9, 9))
    sheet.clear()
    assert sheet.state.blank
    sheet.undo()
    assert len(sheet.state.strokes) == 1


def test_a_picture_takes_the_place_of_the_strokes() -> None:
    sheet = DrawingSheet()
    line(sheet, (0, 0), (9, 9))
    picture = np.full((28, 28), 9, np.uint8)
    sheet.put(picture)
    assert sheet.state.picture is picture
    assert sheet.state.strokes == ()
    line(sheet, (0, 0), (9, 9))
    assert sheet.state.picture is picture
    sheet.undo()
    sheet.undo()
    assert sheet.state.picture is None


def test_a_picture_is_amended_as_one_change() -> None:
    sheet = DrawingSheet()
    line(sheet, (1.0, 1.0), (9.0, 9.0))
    for grey in (10, 20, 30):
        picture = np.full((28, 28), grey, np.uint8)
        sheet.put(picture) if grey == 10 else sheet.amend(picture)
    assert sheet.state.picture is not None
    assert sheet.state.picture.max() == 30
    sheet.undo()
    assert sheet.state.picture is None
    assert len(sheet.state.strokes) == 1
    sheet.amend(np.zeros((28, 28), np.uint8))  # over strokes it is a change of its own
    sheet.undo()
    assert len(sheet.state.strokes) == 1


Hands = list[tuple[int, list[list[tuple[float, float]]]]]
PLACES = [(200, 40, 40), (120, 80, 80), (50, 8, 8), (50, 222, 8), (40, 8, 232), (30, 240, 240), (90, 180, 95)]


def placed(strokes: list[list[tuple[float, float]]], size: float, x: float, y: float) -> State:
    """The strokes `size` units high, with their box's corner at (x, y)."""
    return State(None, tuple(Stroke(tuple((x + size * u, y + size * v) for u, v in s)) for s in strokes))


@pytest.fixture(scope="module")
def read() -> object:
    """The trained network's probabilities of drawings."""
    network, about = load_weights(paths.trained_network())
    network.eval()
    prepare = Preprocessing.from_dict(about["preprocessing"])

    def probabilities(states: list[State]) -> np.ndarray:
        logits = network.forward(prepare(np.stack([digit(state) for state in states])))
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)

    return probabilities


@pytest.mark.parametrize(("size", "x", "y"), PLACES)
def test_a_digit_is_read_as_well_small_in_a_corner_as_large_in_the_middle(
    qapp: object, hands: Hands, read: object, size: float, x: float, y: float
) -> None:
    labels = np.array([label for label, _ in hands])
    found = read([placed(strokes, size, x, y) for _, strokes in hands])  # type: ignore[operator]
    np.testing.assert_array_equal(found.argmax(axis=1), labels)
    assert found[np.arange(len(labels)), labels].min() > 0.7


def test_what_is_seen_is_centred_and_twenty_pixels_high(qapp: object, hands: Hands) -> None:
    for _, strokes in hands:
        image = digit(placed(strokes, 60, 200, 10))
        assert image is not None
        assert (image.dtype, image.shape) == (np.uint8, (28, 28))
        rows = np.flatnonzero((image > 25).any(axis=1))
        assert 18 <= rows[-1] - rows[0] + 1 <= 20
        mass = image.astype(float)
        centre = (mass.sum(axis=1) @ np.arange(28), mass.sum(axis=0) @ np.arange(28)) / mass.sum()
        np.testing.assert_allclose(centre, 14, atol=0.8)


def test_nothing_is_seen_of_an_empty_sheet_or_one_erased_again(qapp: object) -> None:
    stroke = ((100.0, 100.0), (150.0, 150.0))
    assert digit(State()) is None
    assert digit(State(None, (Stroke(stroke), Stroke(stroke, 60, erases=True)))) is None
    assert digit(State(None, (Stroke(stroke, 60, erases=True),))) is None


def test_a_dot_and_a_sheet_full_of_ink_are_seen_as_something(qapp: object) -> None:
    for stroke in (Stroke(((3.0, 3.0),)), Stroke(((0.0, 140.0), (280.0, 140.0)), 400)):
        image = digit(State(None, (stroke,)))
        assert image is not None
        assert image.max() == 255


def test_a_picture_of_mnists_size_is_seen_as_it_is(qapp: object) -> None:
    picture = np.arange(784, dtype=np.uint8).reshape(28, 28)
    seen = digit(State(picture))
    assert seen is picture
    changed = digit(State(picture, (Stroke(((0.0, 0.0), (280.0, 280.0)), 40),)))
    assert changed is not None


def test_a_picture_too_large_or_flat_is_refused_in_plain_words(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="9000 x 9000 pixels"):
        pictures.seen(QImage(9000, 9000, QImage.Format.Format_Mono), (28, 28))
    flat = QImage(60, 40, QImage.Format.Format_RGB32)
    flat.fill(QColor("white"))
    with pytest.raises(ValueError, match="nothing is drawn in it"):
        pictures.seen(flat, (28, 28))
    with pytest.raises(ValueError, match="no pixels"):
        pictures.seen(QImage(), (28, 28))
