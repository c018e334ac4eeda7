"""The sheet: strokes, and the way back and forth."""

from __future__ import annotations

import numpy as np

from cnnviz.features.draw.sheet import ERASER, PEN, DrawingSheet


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
    assert not sheet.can_undo
    sheet.end()
    assert sheet.can_undo


def test_undo_and_redo_walk_along_the_strokes() -> None:
    sheet = DrawingSheet()
    line(sheet, (0, 0), (9, 9))
    line(sheet, (0, 9), (9, 0), erases=True)
    assert [(s.width, s.erases) for s in sheet.state.strokes] == [(PEN, False), (ERASER, True)]
    sheet.undo()
    sheet.undo()
    assert sheet.state.blank
    sheet.undo()
    assert not sheet.can_undo
    sheet.redo()
    assert len(sheet.state.strokes) == 1
    line(sheet, (5, 5))
    assert not sheet.can_redo


def test_clear_can_be_undone_and_a_clear_sheet_is_not_cleared_again() -> None:
    sheet = DrawingSheet()
    sheet.clear()
    assert not sheet.can_undo
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
