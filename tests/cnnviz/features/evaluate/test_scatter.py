"""The scatter by mouse and by keyboard: pointing, opening, coming closer, moving."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from cnnviz.features.evaluate.image_caption import ImageCaption, percent
from cnnviz.features.evaluate.scatter import NAMED, Scatter, ScatterPoints
from cnnviz.plots.plot import CLOSER
from cnnviz.widgets.picture import picture

CLASSES = ("zero", "one", "two")


def points(count=60, seed=0) -> ScatterPoints:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    read = np.where(rng.random(count) < 0.2, (labels + 1) % 3, labels)
    places = rng.standard_normal((count, 2)).astype(np.float32)
    return ScatterPoints(places, labels, read, CLASSES, np.array([0.3, 0.2]))


def card_of(index: int) -> ImageCaption:
    return ImageCaption(np.full((8, 8), 90, np.uint8), f"test image {index}", "one", "two", 0.8)


@pytest.fixture
def scatter(qtbot):
    made = Scatter("scatter", card_of)
    qtbot.addWidget(made)
    made.still = True
    made.resize(500, 400)
    made.show()
    made.show_points(points())
    return made


def to(scatter, index) -> QPoint:
    return QPoint(*(int(value) for value in (scatter.spot(index).x(), scatter.spot(index).y())))


def wheel(scatter, at: QPoint, turns: int) -> None:
    no = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(at), QPointF(at), QPoint(), QPoint(0, 120 * turns), *no, False)
    QApplication.sendEvent(scatter.built().viewport(), event)


def test_the_mouse_points_at_an_image_and_a_click_opens_it(qtbot, scatter):
    with qtbot.waitSignal(scatter.pointed) as told:
        qtbot.mouseMove(scatter.built().viewport(), to(scatter, 7))
    at = told.args[0]
    x, y = scatter.viewpoint().pixels(scatter.points.places)
    where = to(scatter, 7)
    assert at == int(np.hypot(x - where.x(), y - where.y()).argmin())
    with qtbot.waitSignal(scatter.chosen) as told:
        qtbot.mouseClick(scatter.built().viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [at]
    scatter.grab()


def test_a_drag_moves_the_picture_and_opens_nothing(qtbot, scatter):
    view = scatter.built().viewport()
    with qtbot.assertNotEmitted(scatter.chosen):
        before = scatter.spot(0)
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        for x, y in ((115, 95), (130, 90)):
            qtbot.wait(15)  # pyqtgraph leaves out moves that come faster
            QApplication.sendEvent(view, dragged(QPoint(x, y)))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(130, 90))
    way = scatter.spot(0) - before
    assert (way.x(), way.y()) == pytest.approx((30, -10), abs=1)


def dragged(at: QPoint):
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(at), left, left, Qt.KeyboardModifier.NoModifier
    )


def test_the_wheel_comes_closer_around_the_mouse_and_esc_shows_the_whole(qtbot, scatter):
    place = scatter.viewpoint().place(300, 120)
    wheel(scatter, QPoint(300, 120), 3)
    assert scatter.viewpoint().zoomed > 1.5
    assert scatter.viewpoint().place(300, 120) == pytest.approx(place, abs=0.01)
    scatter.grab()
    scatter.point(-1)
    qtbot.keyClick(scatter, Qt.Key.Key_Escape)
    assert scatter.viewpoint().zoomed == pytest.approx(1)
    wheel(scatter, QPoint(300, 120), -3)
    assert scatter.viewpoint().zoomed == pytest.approx(1, abs=1e-3)


def test_arrows_go_from_image_to_image_and_enter_opens(qtbot, scatter):
    qtbot.keyClick(scatter, Qt.Key.Key_Right)
    first = scatter.at
    assert first >= 0
    qtbot.keyClick(scatter, Qt.Key.Key_Right)
    assert scatter.points.places[scatter.at, 0] > scatter.points.places[first, 0]
    qtbot.keyClick(scatter, Qt.Key.Key_Up)
    with qtbot.waitSignal(scatter.chosen) as told:
        qtbot.keyClick(scatter, Qt.Key.Key_Return)
    assert told.args == [scatter.at]


def test_plus_and_minus_zoom_around_the_image_and_home_shows_the_whole(qtbot, scatter):
    qtbot.keyClick(scatter, Qt.Key.Key_Right)
    before = scatter.spot(scatter.at)
    qtbot.keyClicks(scatter, "+")
    assert scatter.viewpoint().zoomed == pytest.approx(1 / CLOSER)
    assert scatter.spot(scatter.at).x() == pytest.approx(before.x(), abs=0.01)
    qtbot.keyClicks(scatter, "-")
    assert scatter.viewpoint().zoomed == pytest.approx(1)
    qtbot.keyClicks(scatter, "+")
    qtbot.keyClick(scatter, Qt.Key.Key_Home)
    assert scatter.viewpoint().zoomed == pytest.approx(1)


def test_a_hidden_class_is_neither_drawn_nor_pointed_at(qtbot, scatter):
    before = scatter.grab().toImage()
    label = int(scatter.points.labels[7])
    qtbot.mouseMove(scatter.built().viewport(), to(scatter, 7))
    scatter.show_classes(frozenset({label}))
    assert scatter.at == -1
    assert scatter.grab().toImage() != before
    assert not scatter.shown()[scatter.points.labels == label].any()
    scatter.show_classes(frozenset({0, 1, 2}))
    qtbot.keyClick(scatter, Qt.Key.Key_Right)
    assert scatter.at == -1


def test_a_class_that_is_looked_at_is_drawn_by_name_and_others_fade(scatter):
    scatter.show_points(points(NAMED + 200))
    many = scatter.grab().toImage()
    scatter.show_classes(frozenset(), 1)
    assert scatter.grab().toImage() != many


def test_the_same_images_move_to_their_new_places(qtbot, scatter):
    scatter.still = False
    after = points(seed=1)
    after = ScatterPoints(after.places, scatter.points.labels, scatter.points.read, CLASSES, after.shares)
    scatter.show_points(after, same=True)
    under_way = scatter.grab().toImage()
    qtbot.waitUntil(lambda: scatter._from is None)
    assert scatter.grab().toImage() != under_way
    scatter.show_points(points(), same=True)
    scatter.hide()
    assert scatter._from is None  # out of sight nothing moves


def test_without_images_it_says_why(scatter):
    scatter.empty = "The map is being made."
    scatter.show_points(ScatterPoints())
    assert scatter.at == -1
    scatter.grab()


def test_a_card_says_what_an_image_is_and_was_read_as():
    assert card_of(3).sentence == "test image 3 is a one, read as two ✗, 80.0 % sure."
    unread = ImageCaption(np.zeros((8, 8), np.uint8), "test image 3", "one")
    assert unread.sentence == "test image 3 is a one."
    assert percent(0.99991) == "> 99.9 %"
    assert percent(1.0) == "100 %"
    assert percent(0.72) == "72.0 %"
    assert percent(3e-7) == "< 0.01 %"
    assert percent(0.0) == "0 %"
    assert percent(0.0512) == "5.12 %"


def test_images_in_grey_and_in_colour_keep_their_pixels():
    rng = np.random.default_rng(0)
    grey, colour = rng.integers(0, 256, (5, 7), np.uint8), rng.integers(0, 256, (3, 5, 7), np.uint8)
    made = picture(grey)
    assert [made.pixelColor(x, 2).red() for x in range(7)] == grey[2].tolist()
    made = picture(colour)
    assert made.pixelColor(3, 4).getRgb()[:3] == tuple(colour[:, 4, 3].tolist())
