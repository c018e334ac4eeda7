import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent

from cnnviz.plots.curve_lines import Line, MeasuredPoints
from cnnviz.plots.curve_model import Curves
from cnnviz.plots.curves import CurvePlot
from cnnviz.widgets import theme


@pytest.fixture
def plot(qtbot):
    theme.load_fonts()
    made = CurvePlot(Curves("Loss", lines=[Line("train", noisy=True)]))
    qtbot.addWidget(made)
    made.resize(310, 134)
    made.show()
    return made


def give(plot: CurvePlot, *columns: np.ndarray) -> CurvePlot:
    for line, column in zip(plot.curves.lines, columns, strict=True):
        line.pyramid.extend(np.asarray(column, np.float32))
    plot.refresh()
    return plot


def pixels(plot: CurvePlot) -> np.ndarray:
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return raw.copy()


ODD_COLUMNS = {
    "nothing": [],
    "one": [2.3],
    "all NaN": [np.nan] * 500,
    "all zero": np.zeros(700),
    "constant": np.full(3000, 0.25),
    "infinite": [1.0, np.inf, -np.inf, 2.0] * 50,
    "huge and tiny": [1e38, 1e-38] * 300,
    "negative": -np.ones(300),
    "gap": [1.0] * 100 + [np.nan] * 100 + [0.5] * 100,
}


@pytest.mark.fault(13)
@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("column", ODD_COLUMNS.values(), ids=ODD_COLUMNS.keys())
def test_any_column_is_painted_without_a_warning(qtbot, column, names, log):
    plot = CurvePlot(Curves("Any", log=log, names=names, lines=[Line("conv1", noisy=not names)]))
    qtbot.addWidget(plot)
    plot.resize(250, 90)
    give(plot, column)
    plot.curves.points = MeasuredPoints("test", np.array([1.0, 5.0]), np.array([np.nan, 0.5]))
    plot.grab()
    plot.point_at(QPointF(120, 45))
    plot.zoom(0.5)
    plot.grab()
    plot.resize(30, 20)
    plot.grab()


@pytest.mark.fault(13)
def test_a_gap_in_the_numbers_is_a_gap_in_the_picture(plot):
    column = np.full(1000, 0.5, np.float32)
    column[400:600] = np.nan
    background = int(theme.colour("panel").rgb())
    give(plot, column)
    seen = pixels(plot)
    area = plot._area
    row = round(float(area.y(0.5)))
    assert (seen[row - 1 : row + 2, round(float(area.x(300)))] != background).any()
    assert (seen[row - 1 : row + 2, round(float(area.x(500)))] == background).all()


@pytest.mark.fault(13)
def test_a_zero_on_a_log_axis_is_marked_at_the_floor(plot):
    column = np.full(1000, 0.5, np.float32)
    plain = pixels(give(plot, column))
    column = column.copy()
    column[500:700] = 0.0
    marked = pixels(give(plot, column))
    bottom = round(plot._area.rect.bottom())
    left, right = round(float(plot._area.x(560))), round(float(plot._area.x(690)))
    band = (slice(bottom - 6, bottom), slice(left, right))
    assert (plain[band] != marked[band]).any()


def test_the_exact_value_under_the_cursor_is_told(plot):
    column = np.random.default_rng(0).lognormal(size=5000).astype(np.float32)
    give(plot, column).grab()
    told = []
    plot.pointed.connect(told.append)
    x = float(plot._area.x(1234))
    plot.point_at(QPointF(x, 60))
    assert abs(told[-1] - 1234) <= 20
    assert plot.curves.value_at("train", told[-1]) == float(column[told[-1] - 1])
    plot.leaveEvent(None)
    assert told[-1] == 0


def test_the_nearest_line_is_the_one_spoken_of(plot):
    plot.curves.names = True
    plot.curves.lines = [Line("conv1", 0.0), Line("fc5", 1.0)]
    give(plot, np.full(500, 0.1), np.full(500, 0.001)).grab()
    x = float(plot._area.x(250))
    plot.point_at(QPointF(x, float(plot._area.y(0.08))))
    assert plot.curves.chosen == "conv1"
    plot.point_at(QPointF(x, float(plot._area.y(0.0012))))
    assert plot.curves.chosen == "fc5"


def test_lines_whose_names_find_no_room_give_way_by_rank(plot):
    plot.curves.names = True
    plot.curves.lines = [Line(f"bn{i}", rank=0.5) for i in range(6)] + [Line(f"fc{i}") for i in range(4)]
    give(plot, *np.full((10, 50), 0.1)).grab()
    assert plot.curves.drawn == [6, 7, 8, 9]
    plot.curves.selected = "bn2"
    give(plot, *np.full((10, 50), 0.1)).grab()
    assert plot.curves.drawn == [2, 6, 7, 8, 9]
    plot.resize(310, 180)
    plot.grab()
    assert len(plot.curves.drawn) == 10


def test_the_wheel_zooms_around_the_mouse_and_a_double_click_shows_all(plot, qtbot):
    give(plot, np.ones(1000)).grab()
    spans = []
    plot.span_changed.connect(lambda first, last: spans.append((first, last)))
    where = QPointF(float(plot._area.x(800)), 60)
    for _ in range(3):
        turn = QPoint(0, 120)
        buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        plot.wheelEvent(
            QWheelEvent(where, where, QPoint(), turn, buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)
        )
        plot.grab()
    first, last = spans[-1]
    assert last - first == pytest.approx(1000 * 0.8**3)
    assert plot._area.step(where.x()) == pytest.approx(800, abs=1)
    qtbot.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(150, 60))
    assert spans[-1] == (0, 0)
    assert plot.curves.span == (0, 1000)


def test_keys_walk_along_the_curve(plot, qtbot):
    give(plot, np.arange(1, 201)).grab()
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.curves.cross == 200
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.curves.cross == 199
    qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot.curves.cross < 195
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.curves.cross == 1
    qtbot.keyClicks(plot, "+")
    assert plot.curves.span[1] - plot.curves.span[0] == 160
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.curves.cross == 0
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.curves.zoomed is None


def test_a_history_that_begins_late_keeps_its_step_numbers(plot):
    plot.curves.offset = 500
    give(plot, [1.0, 2.0, 3.0]).grab()
    assert plot.curves.steps == 503
    assert plot.curves.value_at("train", 502) == 2.0
    assert np.isnan(plot.curves.value_at("train", 500))


@pytest.mark.fault(24)
@pytest.mark.slow
@pytest.mark.alone
def test_ten_million_points_are_redrawn_in_a_frame(plot):
    column = np.random.default_rng(0).lognormal(size=10_000_000).astype(np.float32)
    give(plot, column[:-10_000]).picture()  # the one pass that building takes
    times = []
    for more in range(9):
        give(plot, column[: len(column) - 9000 + 1000 * more])
        began = time.perf_counter()
        plot.picture()
        times.append(time.perf_counter() - began)
    assert np.median(times) < 0.016


@pytest.mark.parametrize("per_step", [0.4, 3.0, 40.0])
@pytest.mark.parametrize("names", [True, False])
def test_a_curve_that_grows_looks_as_if_drawn_at_once(plot, names, per_step):
    total = int(300 * per_step)
    rng = np.random.default_rng(3)
    columns = [rng.lognormal(size=total).astype(np.float32) * scale for scale in (1.0, 0.1)]
    columns[0][total // 3 : total // 2] = 0.0
    columns[1][total // 4 : total // 3] = np.nan
    plot.curves.names = names
    plot.curves.lines = [Line("conv1", 0.0, noisy=not names), Line("fc5", noisy=not names)]
    length = total // 8
    while length < total:
        length += int(rng.integers(1, max(2, total // 9)))
        give(plot, *(column[:length] for column in columns))
        grown = pixels(plot)
        plot._picture = None
        plot.refresh()
        # Qt rounds a line that is cut at the edge of what is drawn a little differently: nobody sees it.
        levels = grown.view(np.uint8).astype(int) - pixels(plot).view(np.uint8)
        assert np.abs(levels).max() <= 8


def test_moving_the_mouse_draws_no_curve_again(plot):
    give(plot, np.ones(1000)).grab()
    before = plot.picture()
    plot.set_cross(500)
    plot.grab()
    assert plot.picture() is before


def test_what_an_empty_card_says_goes_with_the_first_step(plot):
    plot.curves.empty = "Press Train: the loss of each batch appears here."
    plot.refresh()
    plot.grab()
    give(plot, [2.3])
    grown = pixels(plot)
    plot.resize(plot.width() + 1, plot.height())
    plot.grab()
    plot.resize(plot.width() - 1, plot.height())
    np.testing.assert_array_equal(grown, pixels(plot))
