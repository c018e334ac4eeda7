import re
import time
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QImage, QMouseEvent, QPainter, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from cnnviz.plots import export, loading
from cnnviz.plots.area import Area, text_width
from cnnviz.plots.columns import GrowingColumns
from cnnviz.plots.curve_model import Curves, Line, MeasuredPoints, OtherRun
from cnnviz.plots.curve_plot import CurvePlot
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button


@pytest.fixture
def plot(qtbot):
    theme.load_fonts()
    made = CurvePlot("loss", Curves("Loss", lines=[Line("train", noisy=True)]))
    qtbot.addWidget(made)
    made.resize(310, 134)
    made.show()
    return made


def area_of(plot: CurvePlot) -> Area:
    return plot.area.shown()


def give(plot: CurvePlot, *columns: np.ndarray) -> CurvePlot:
    plot.curves.columns.extend(np.stack([np.asarray(column, np.float32) for column in columns], 1))
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
    plot = CurvePlot("any", Curves("Any", log=log, names=names, lines=[Line("conv1", noisy=not names)]))
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
    area = area_of(plot)
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
    bottom = round(area_of(plot).rect.bottom())
    left, right = round(float(area_of(plot).x(560))), round(float(area_of(plot).x(690)))
    band = (slice(bottom - 6, bottom), slice(left, right))
    assert (plain[band] != marked[band]).any()


def test_the_exact_value_under_the_cursor_is_told(plot):
    column = np.random.default_rng(0).lognormal(size=5000).astype(np.float32)
    give(plot, column).grab()
    told = []
    plot.pointed.connect(told.append)
    x = float(area_of(plot).x(1234))
    plot.point_at(QPointF(x, 60))
    assert abs(told[-1] - 1234) <= 20
    assert plot.curves.value_at("train", told[-1]) == float(column[told[-1] - 1])
    plot.point_at(None)
    assert told[-1] == 0


def test_the_nearest_line_is_the_one_spoken_of(plot):
    plot.curves.names = True
    plot.curves.lines = [Line("conv1", 0), Line("fc5", 1)]
    give(plot, np.full(500, 0.1), np.full(500, 0.001)).grab()
    x = float(area_of(plot).x(250))
    plot.point_at(QPointF(x, float(area_of(plot).y(0.08))))
    assert plot.curves.chosen == "conv1"
    plot.point_at(QPointF(x, float(area_of(plot).y(0.0012))))
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


def wheel(plot: CurvePlot, where: QPointF, turns: int) -> None:
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase, view = Qt.ScrollPhase.NoScrollPhase, plot.built().viewport()
    event = QWheelEvent(
        where,
        QPointF(view.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, 120 * turns),
        buttons,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_around_the_mouse_and_the_menu_shows_all_again(plot, qtbot):
    give(plot, np.ones(1000)).grab()
    spans = []
    plot.span_changed.connect(lambda first, last: spans.append((first, last)))
    where = QPointF(round(float(area_of(plot).x(800))), 60)
    step = area_of(plot).step(where.x())
    for _ in range(3):
        wheel(plot, where, 1)
        plot.grab()
    first, last = spans[-1]
    assert last - first < 700
    assert area_of(plot).step(where.x()) == pytest.approx(step, abs=1)
    assert plot.curves.span == (first, last)
    action(plot, "View all").trigger()
    assert spans[-1] == (0, 0)
    assert plot.curves.span == (0, 1000)
    wheel(plot, where, -3)
    assert plot.curves.span == (0, 1000)


def test_dragging_moves_along_the_steps_and_not_beyond_them(plot, qtbot):
    give(plot, np.ones(1000)).grab()
    plot.zoom(0.5)
    view = plot.built().viewport()
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(view, left, pos=QPoint(150, 60))
    for x in (170, 190, 210):
        place = QPointF(x, 60)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            QPointF(view.mapToGlobal(place.toPoint())),
            left,
            left,
            Qt.KeyboardModifier.NoModifier,
        )
        qtbot.wait(15)  # pyqtgraph leaves out moves that come faster
        QApplication.sendEvent(view, move)
    qtbot.mouseRelease(view, left, pos=QPoint(210, 60))
    first, last = plot.curves.span
    assert first < 250
    assert last - first == pytest.approx(500)
    assert first >= 0


def action(plot: CurvePlot, text: str) -> QAction:
    return next(each for each in plot.menu().actions() if each.text() == text)


def test_a_double_click_enlarges_and_esc_puts_the_plot_back(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # the offscreen screen knows no limits
    plots = [CurvePlot(name, Curves(name, lines=[Line("train", noisy=True)])) for name in "ab"]
    for each in plots:
        row.addWidget(each)
    window.resize(600, 300)
    window.show()
    give(plots[0], np.ones(100))
    small = plots[0].geometry()
    qtbot.mouseDClick(plots[0].built().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.waitUntil(lambda: plots[0].enlarged is not None)
    QApplication.processEvents()
    assert plots[0].width() > 500
    assert plots[0].hasFocus() or not window.isActiveWindow()
    plots[0].set_span(10, 50)
    plots[0].point(20)
    qtbot.keyClick(plots[0], Qt.Key.Key_Escape)  # once, whatever is pointed at and however near it is
    QApplication.processEvents()
    assert plots[0].enlarged is None
    assert plots[0].parentWidget() is window
    assert plots[0].geometry() == small
    qtbot.keyClick(plots[0], Qt.Key.Key_Return)
    out = plots[0].enlarged.findChild(Button, "enlarged_close")
    assert out.geometry().topRight() == plots[0].enlarged.rect().topRight()
    assert not out.geometry().intersects(plots[0].geometry())
    assert "Esc" in out.toolTip()
    qtbot.mouseClick(out, Qt.MouseButton.LeftButton)
    assert plots[0].enlarged is None
    qtbot.keyClick(plots[0], Qt.Key.Key_Return)
    assert plots[0].enlarged is not None
    window.hide()  # what it was taken from goes out of sight
    assert plots[0].parentWidget() is window


def test_the_keyboard_goes_back_to_where_it_was_before_a_plot_was_enlarged(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 300)
    small = CurvePlot("a", Curves("a", lines=[Line("train", noisy=True)]))
    small.setParent(window)
    small.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    other = Button("other", "flat", "close", window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for before, after in ((other, other), (small, small)):
        before.setFocus()
        qtbot.mouseDClick(small.built().viewport(), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(small.hasFocus)
        qtbot.keyClick(small, Qt.Key.Key_Escape)
        assert window.focusWidget() is after


def test_a_logarithmic_axis_becomes_linear_and_back(plot, qtbot):
    give(plot, np.linspace(2.0, 0.1, 500)).grab()
    assert area_of(plot).log
    qtbot.keyClick(plot, Qt.Key.Key_L)
    assert not area_of(plot).log
    assert plot.curves.limits[0] == 0
    action(plot, "Logarithmic (L)").trigger()
    assert area_of(plot).log


def test_every_recorded_step_is_exported(plot, qtbot, tmp_path):
    column = np.random.default_rng(0).lognormal(size=12_345).astype(np.float32)
    column[77] = np.nan
    plot.curves.points = MeasuredPoints("test", np.array([5000.0]), np.array([0.25]))
    give(plot, column)
    with qtbot.waitSignal(plot.said) as said:
        plot.save(tmp_path / "loss.csv")
    assert said.args[1] == "info"
    rows = (tmp_path / "loss.csv").read_text().splitlines()
    assert rows[0] == "step,train,test"
    assert len(rows) == 12_346
    assert rows[5000].endswith(",0.25")
    read = np.array([float(row.split(",")[1]) for row in rows[1:]], np.float32)
    np.testing.assert_array_equal(read, column)
    with qtbot.waitSignal(plot.said) as said:
        plot.save(tmp_path / "no" / "such" / "folder" / "loss.csv")
    assert said.args[1] == "error"


def test_a_picture_is_twice_as_fine_and_an_svg_is_made_of_lines(plot, qtbot, tmp_path):
    give(plot, np.random.default_rng(0).lognormal(size=5000))
    for kind in ("png", "svg"):
        with qtbot.waitSignal(plot.said):
            plot.save(tmp_path / f"loss.{kind}")
    assert QImage(str(tmp_path / "loss.png")).width() == 2 * plot.width()
    root = ElementTree.parse(tmp_path / "loss.svg").getroot()
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names.count("image") == 0
    assert names.count("polyline") + names.count("path") > 100
    assert "Loss" in "".join(root.itertext())


def test_no_text_of_an_svg_is_clipped_away(qtbot):
    theme.load_fonts()
    plot = CurvePlot("gradient", Curves("Gradient", names=True, lines=[Line("conv1"), Line("fc5")]))
    qtbot.addWidget(plot)
    plot.resize(310, 134)
    plot.show()
    give(plot, np.full(500, 0.1), np.full(500, 0.01))
    space = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(export.svg(plot))
    clips = {
        f"url(#{clip.get('id')})": [
            QPointF(*map(float, corner.split(",")))
            for corner in re.findall(r"[-0-9.]+,[-0-9.]+", path.get("d", ""))
        ]
        for clip in root.iter(f"{space}clipPath")
        for path in clip
    }
    seen = []
    for outer in root.iter(f"{space}g"):
        corners = clips.get(outer.get("clip-path", ""), [])
        for group in outer.findall(f"{space}g"):
            for text in group.findall(f"{space}text"):
                seen.append(text.text)
                if not corners:
                    continue
                matrix = [float(each) for each in re.findall(r"[-0-9.]+", group.get("transform", ""))]
                at = QPointF(float(text.get("x", "")) + matrix[4], float(text.get("y", "")) + matrix[5])
                assert QPolygonF(corners).boundingRect().contains(at), text.text
    assert {"Gradient", "conv1", "fc5", "0"} <= set(seen)


def test_values_outside_the_axes_are_marked_and_never_drawn_on_them(qtbot):
    theme.load_fonts()
    plot = CurvePlot("accuracy", Curves("Accuracy", False, True, lines=[Line("train", noisy=True)]))
    qtbot.addWidget(plot)
    plot.resize(310, 134)
    plot.show()
    give(plot, np.concatenate([np.full(120, 0.3), np.full(2880, 0.99)]))
    area, seen = area_of(plot), pixels(plot)
    assert area.y0 > 0.3
    bottom, panel = round(area.rect.bottom()), theme.colour("panel").rgb()
    columns = np.arange(round(float(area.x(10))), round(float(area.x(110))))
    band = seen[bottom - 6 : bottom, columns] != panel
    assert band[:3].any(axis=0).sum() >= 4  # a triangle,
    assert not band[-1].all()  # and not a line along the axis
    assert band[-1].sum() < band[0].sum()


def test_a_plot_is_empty_until_pyqtgraph_is_there_and_says_what_to_do(qtbot, monkeypatch):
    monkeypatch.setattr(loading.loader(), "ready", False)
    monkeypatch.setattr(loading, "begin", lambda: None)
    plot = CurvePlot("loss", Curves("Loss", empty_text="Press Train", lines=[Line("train")]))
    qtbot.addWidget(plot)
    plot.resize(310, 134)
    plot.show()
    give(plot, [1.0, 2.0])
    plot.grab()
    assert plot.view is None
    loading.loader().build_next()
    assert plot.view is not None
    assert plot.area.isVisible()


@pytest.mark.fault(13)
def test_a_plot_that_comes_to_be_under_a_sheet_has_no_axes_until_it_is_drawn(qtbot):
    plot = CurvePlot("loss", Curves("Loss", lines=[Line("train", noisy=True)]))
    qtbot.addWidget(plot)
    plot.resize(310, 134)
    plot.cover(True)
    give(plot, [0.5] * 20)
    plot.built()
    plot.grab()
    assert not plot.area.isVisible()
    plot.show()
    plot.cover(False)
    assert plot.area.isVisible()


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
    give(plot, column[:-10_000]).grab()  # the one pass that building takes
    times = []
    for more in range(9):
        plot.curves.columns.extend(column[: len(column) - 9000 + 1000 * more])
        began = time.perf_counter()
        plot.refresh()
        QApplication.processEvents()
        times.append(time.perf_counter() - began)
    assert np.median(times) < 0.016


@pytest.mark.every(2)
@pytest.mark.parametrize("per_step", [0.4, 3.0, 40.0])
@pytest.mark.parametrize("names", [True, False])
def test_a_curve_that_grows_looks_as_if_drawn_at_once(plot, names, per_step):
    total = int(300 * per_step)
    rng = np.random.default_rng(3)
    columns = [rng.lognormal(size=total).astype(np.float32) * scale for scale in (1.0, 0.1)]
    columns[0][total // 3 : total // 2] = 0.0
    columns[1][total // 4 : total // 3] = np.nan
    plot.curves.names = names
    plot.curves.lines = [Line("conv1", 0, noisy=not names), Line("fc5", 1, noisy=not names)]
    length = total // 8
    while length < total:
        length += int(rng.integers(1, max(2, total // 9)))
        give(plot, *(column[:length] for column in columns))
        grown = pixels(plot)
        plot._strokes._drawn = None  # as if nothing had been drawn before
        plot.built().viewport().update()
        # Qt rounds a line that is cut at the edge of what is drawn a little differently: nobody sees it.
        levels = grown.view(np.uint8).astype(int) - pixels(plot).view(np.uint8)
        assert np.abs(levels).max() <= 8


def test_moving_the_mouse_draws_no_curve_again(plot, monkeypatch):
    give(plot, np.ones(1000)).grab()
    drawn = []
    monkeypatch.setattr(plot._strokes, "_paint_from", lambda *_: drawn.append(1))
    plot.set_cross(500)
    plot.grab()
    plot.set_cross(0)
    plot.grab()
    assert not drawn


def test_what_an_empty_card_says_goes_with_the_first_step(plot):
    plot.curves.empty_text = "Press Train: the loss of each batch appears here."
    plot.refresh()
    plot.grab()
    give(plot, [2.3])
    grown = pixels(plot)
    plot.resize(plot.width() + 1, plot.height())
    plot.grab()
    plot.resize(plot.width() - 1, plot.height())
    np.testing.assert_array_equal(grown, pixels(plot))


def drag(plot: CurvePlot, kind: QEvent.Type, x: float, y: float = 60.0) -> None:
    button = Qt.MouseButton.LeftButton
    place = QPointF(x, y)
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, place, plot.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plot.built().viewport(), event)


def test_a_past_step_is_dragged_to_and_other_branches_are_clicked(qtbot, plot):
    give(plot, np.linspace(2, 1, 100))
    plot.built()
    plot.refresh()
    plot.playhead.wanted = True
    dragged, dropped, chosen = [], [], []
    plot.playhead.dragged.connect(dragged.append)
    plot.playhead.dropped.connect(lambda: dropped.append(True))
    plot.playhead.chosen.connect(chosen.append)
    x = float(area_of(plot).x(40))
    drag(plot, QEvent.Type.MouseButtonPress, x - 20)
    drag(plot, QEvent.Type.MouseMove, x - 19)
    assert dragged == []  # a click is no drag
    drag(plot, QEvent.Type.MouseMove, x)
    assert dragged == [40]
    drag(plot, QEvent.Type.MouseButtonRelease, x)
    assert dropped == [True]
    before = pixels(plot)
    plot.show_then(40)
    assert (pixels(plot) != before).any()
    columns = GrowingColumns()
    columns.extend(np.linspace(2, 0.5, 160).astype(np.float32))
    plot.curves.others = (OtherRun(7, "run 7", 30, 0, columns),)
    plot.refresh()
    pixels(plot)
    assert plot.curves.whole >= 160
    ((box, other),) = plot.branch_names.boxes
    assert other.key == 7
    assert box.bottom() < area_of(plot).rect.bottom()
    plot.curves.others = (OtherRun(7, "run 7, steps of 64 images, all of them", 130, 0, columns),)
    plot.refresh()
    pixels(plot)
    ((box, _),) = plot.branch_names.boxes
    middle = box.center()
    drag(plot, QEvent.Type.MouseButtonPress, middle.x(), middle.y())
    drag(plot, QEvent.Type.MouseButtonRelease, middle.x(), middle.y())
    assert chosen == [7]


def covered(plot: CurvePlot, box: QRectF, steps: np.ndarray, values: np.ndarray) -> bool:
    x, y = area_of(plot).x(steps), area_of(plot).y(values)
    within = (x >= box.left()) & (x <= box.right())
    return bool((within & (y >= box.top()) & (y <= box.bottom())).any())


@pytest.mark.every(3)
@pytest.mark.parametrize("size", [(310, 134), (346, 100), (700, 300)])
@pytest.mark.parametrize("short", [40, 400, 2500])
def test_the_name_of_the_run_before_stands_beside_the_curves(plot, size, short):
    plot.resize(*size)
    plot.built()
    columns = GrowingColumns()
    columns.extend((2 * 0.98 ** np.arange(short) + 2e-4).astype(np.float32))
    plot.curves.others = (OtherRun(7, "own network 11:29:33", 0, 0, columns),)
    values, places = 2 * 0.99 ** np.arange(3000) + 1e-4, set()
    for begin in range(0, 3000, 100):  # as the run goes on, it comes to lie where the name was
        plot.curves.columns.extend(values[: begin + 100].astype(np.float32))
        tests = np.arange(50, begin + 100, 50)
        plot.curves.points = MeasuredPoints("test", tests, 10 * values[tests])
        plot.refresh()
        ((box, _),) = plot.branch_names.boxes
        places.add(box.getRect())
        assert area_of(plot).rect.adjusted(-1, -1, 1, 1).contains(box)
        assert not covered(plot, box, tests, 10 * values[tests])
        assert not covered(plot, box, plot.curves.at, plot.curves.means[0])
    assert len(places) < 20  # it doesn't wander with every step


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_lines_of_the_grid_are_equally_thick_at_every_scale(plot, scale):
    plot.resize(310, 401)
    give(plot, np.geomspace(2.0, 1e-6, 300))
    assert plot.built().areas
    image = QImage(round(310 * scale), round(410 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    plot.area.left.paint(painter, None, None)
    painter.end()
    x = round((area_of(plot).rect.center().x()) * scale)
    drawn = "".join("01"[image.pixel(x, y) == theme.colour("line").rgb()] for y in range(image.height()))
    assert set(drawn.split("0")) - {""} == {"1" * int(scale)}
    assert drawn.count("1") > 4 * int(scale)


def test_a_measured_point_on_the_left_axis_is_whole(plot):
    plot.curves.points = MeasuredPoints("test", np.array([0]), np.array([1.0]))
    give(plot, np.full(200, 0.5))
    x, y = (round(float(at)) for at in (area_of(plot).x(0), area_of(plot).y(1.0)))
    ink = theme.colour("text").rgb()
    assert all(pixels(plot)[y + side, x - 2 : x + 3].tolist() == [ink] * 5 for side in (-2, 2))


def test_a_name_goes_from_the_legend_with_its_line(plot):
    plot.curves.columns.extend(np.linspace(2, 1, 160).astype(np.float32))
    before = plot.title_look()
    columns = GrowingColumns()
    columns.extend(np.linspace(2, 0.5, 160).astype(np.float32))
    plot.curves.others = (OtherRun(-1, "twin, right", 0, 0, columns, "right"),)
    assert plot.title_look() != before  # else it isn't painted again
    plot.curves.others = ()
    assert plot.title_look() == before


def test_the_legend_leaves_the_title_its_room_however_narrow_it_is(plot):
    curves = plot.curves
    give(plot, np.linspace(0, 1, 160))
    curves.title, twin = "Accuracy", GrowingColumns()
    twin.extend(np.linspace(0, 1, 160).astype(np.float32))
    others, points = (
        (OtherRun(-1, "twin, right", 0, 0, twin, "right"),),
        MeasuredPoints("test", np.zeros(0), np.zeros(0)),
    )
    title = text_width("Accuracy", theme.font(theme.SECONDARY, theme.MEDIUM))

    def head(width: int) -> QImage:
        image = QImage(width, 26, QImage.Format.Format_RGB32)
        image.fill(theme.colour("panel"))
        painter = QPainter(image)
        plot.paint_title(painter, QRectF(0, 0, width, 26))
        painter.end()
        return image

    for width in range(70, 320, 5):
        curves.others, curves.points = others, points
        full = head(width)
        curves.others, curves.points = (), None
        plain, room = head(width), round(title) + 8
        assert full.copy(0, 0, room, 26) == plain.copy(0, 0, room, 26)
    curves.others = others
    alone = head(215)
    curves.points = points
    assert head(215) == alone  # squares are known without their name
