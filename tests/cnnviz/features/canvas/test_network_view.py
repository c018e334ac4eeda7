"""The painted network shows what it was given, pixel by pixel, and can be used by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication

from cnnviz.features.canvas import network_picture, outlines
from cnnviz.features.canvas.backdrop import fitting
from cnnviz.features.canvas.geometry import KERNELS, LINK, MAPS, MATRIX, SPINE, VECTOR
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import A, B
from cnnviz.features.canvas.scene_painter import placeholder_box, placeholder_words
from cnnviz.features.canvas.shading import FROZEN, PER_MAP, Shader
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import LEVELS, ZERO, round_up, signed_table
from cnnviz.widgets.tiles import indices

LARGE = 1260, 756


@pytest.fixture
def view(qtbot, lenet, scene_of):
    theme.load_fonts()
    made = NetworkView()
    qtbot.addWidget(made)
    made.resize(*LARGE)
    made.set_network(lenet)
    made.set_scene(scene_of(lenet))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    theme.use("dark")


def middle(view, column, tile, row, col, lane=A) -> QPoint:
    cell = tile.cell_rect(row, col)
    return QPoint(cell.x + cell.w // 2, cell.y + cell.h // 2 + (0 if lane == A else view.layout_.twin))


def test_numbers_under_pixels_are_the_arrays_own(view) -> None:
    rng = np.random.default_rng(1)
    columns = [column for column in view.layout_.columns if column.tiles]
    for _ in range(300):
        column = columns[rng.integers(len(columns))]
        tile = column.tiles[rng.integers(len(column.tiles))]
        row, col = divmod(int(rng.integers(tile.count)), tile.cols)
        lane = (A, B)[rng.integers(2)]
        point = middle(view, column, tile, row, col, lane)
        hit = view.hit_at(point.x(), point.y())
        expected = view.scene.array(lane, column.key)[column.index(tile, row, col)]
        assert view.value_at(hit) == pytest.approx(float(expected), abs=0)


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("ground", [Qt.GlobalColor.black, Qt.GlobalColor.white])
def test_a_window_is_seen_on_a_dark_and_on_a_light_picture(view, name, ground) -> None:
    theme.use(name)
    image = QImage(*LARGE, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    outlines.sources(painter, view.layout_, ((A, "input", 0, 8, 8, 12, 12),))
    painter.end()
    first, last = (view.layout_.of_block(0).locate((0, at, at)) for at in (8, 12))
    across = range(first.x - 6, last.right + 6)
    shades = {image.pixelColor(x, first.bottom).lightness() for x in across}
    assert max(shades) - min(shades) > 90


def test_another_network_is_told_of_once_nothing_of_the_old_one_is_left(view, deep) -> None:
    told = []
    view.zoom(2)
    view.zoom_changed.connect(lambda level: told.append((level, view.scene, view.layout_.columns[-1].block)))
    view.set_network(deep)
    assert told == [(0, None, len(deep) - 1)]


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_colour_of_each_pixel_is_that_of_its_number(view, name) -> None:
    theme.use(name)
    view.setStyleSheet(theme.stylesheet())
    image = view.grab().toImage()
    table = signed_table(theme.current())
    wrong = 0
    for column in view.layout_.columns:
        for lane in (A, B):
            shade = view.shades[lane, column.key]
            if shade is None or column.block == 0:
                continue
            values = view.scene.array(lane, column.key)
            for tile in column.tiles:
                for row, col in {(0, 0), (tile.rows - 1, 0), (tile.rows // 2, tile.cols // 2)}:
                    if row * tile.cols + col >= tile.count:
                        continue
                    point = middle(view, column, tile, row, col, lane)
                    value = values[column.index(tile, row, col)]
                    level = indices(np.array([value]), shade.limits[0])[0]
                    wrong += image.pixel(point) not in table[max(0, level - 1) : level + 2]
    assert wrong == 0


def test_a_relu_is_coloured_at_its_predecessors_limits(view, lenet) -> None:
    view.show_layer(1, "bn1")
    before = view.shades[A, "bn1"].limits[0]
    view.show_layer(1, "relu1")
    assert view.shades[A, "relu1"].limits[0] == before


def test_limits_hold_every_number_of_the_layer(view) -> None:
    for (lane, key), shade in view.shades.items():
        if shade is not None and key not in ("relu1", "relu2", "relu4", "input"):
            largest = float(np.abs(view.scene.array(lane, key)).max())
            assert shade.limits[0] == round_up(largest)


def logit(number: float) -> str:
    return f"{number:+.1f}" if abs(number) >= 0.05 else "0.0"


def test_the_rows_of_the_classes_are_the_scenes_numbers(view) -> None:
    scene = view.scene
    for row in view.rows:
        k = row.number
        assert row.logit_text == logit(scene.logits[k])
        assert row.probability_text == f"{scene.probabilities[k]:.3f}"
        assert row.gradient == pytest.approx(float(scene.logit_gradient[k]))
        assert row.label == (k == 3)
        assert row.wrong == (k == scene.prediction != 3)


def test_the_texts_on_the_pixmap_follow_the_scene(view, lenet, scene_of) -> None:
    view.grab()
    for seed in (1, 2):
        scene = scene_of(lenet, seed)
        view.set_scene(scene)
        view.grab()
        texts = view.texts
        for j in range(10):
            assert texts[j, "logit"] == logit(scene.logits[j])
            assert texts[j, "probability"] == f"{scene.probabilities[j]:.3f}"
        assert texts["loss"].startswith("L ")


def test_what_is_missing_becomes_a_placeholder(view, lenet, scene_of) -> None:
    scene = scene_of(lenet, beneath={}, gradients={}, logit_gradient=None, waiting="not yet: press Train")
    view.set_scene(scene)
    view.grab()
    assert all(shade is None for (lane, _), shade in view.shades.items() if lane == B)
    column = view.layout_.of_block(1)
    point = middle(view, column, column.tiles[0], 3, 3, B)
    assert view.value_at(view.hit_at(point.x(), point.y())) is None


def test_words_on_a_placeholder_leave_a_marked_number_free(view) -> None:
    column = view.layout_.of_block(0)
    tile = column.tiles[0]
    whole = placeholder_box(column, 0)
    assert (whole.width(), whole.height()) == tile.rect[2:]
    for row, upper in ((0, False), (tile.rows - 1, True)):
        marked = tile.cell_rect(row, 3)
        box = placeholder_box(column, 0, marked)
        assert whole.contains(box)
        assert not box.intersects(QRect(*marked))
        assert (box.top() == whole.top()) == upper


@pytest.mark.parametrize(("width", "said"), [(120, "not yet: press Train"), (44, "not yet"), (14, "")])
def test_words_that_a_placeholder_cannot_hold_are_not_cut(view, monkeypatch, width: int, said: str) -> None:
    drawn = []
    painter = QPainter(image := QImage(200, 100, QImage.Format.Format_RGB32))
    monkeypatch.setattr(QPainter, "drawText", lambda *given: drawn.append(given[-1]))
    placeholder_words(painter, QRect(10, 10, width, 40), ("not yet: press Train", "not yet"), "block")
    painter.end()
    assert "".join(drawn) == said
    assert not image.isNull()


@pytest.mark.fault(13)
@pytest.mark.parametrize("fill", [np.nan, np.inf, -np.inf, 0.0, 1e38, 1e-45])
def test_absurd_arrays_paint_without_complaint(view, lenet, scene_of, fill) -> None:
    scene = scene_of(lenet)
    outputs = {name: np.full_like(a, fill) for name, a in scene.outputs.items()}
    gradients = {name: np.full_like(a, fill) for name, a in scene.gradients.items()}
    weights = {name: np.full_like(a, fill) for name, a in scene.weights.items()}
    probabilities = np.full(10, np.nan)
    for mode in ("layer", PER_MAP, FROZEN):
        view.set_scale(mode)
        view.set_scene(
            scene_of(
                lenet,
                outputs=outputs,
                gradients=gradients,
                weights=weights,
                beneath=weights,
                logits=np.full(10, fill),
                probabilities=probabilities,
                logit_gradient=np.full(10, fill),
                loss=float("nan"),
                label=3,
            )
        )
        view.grab()


@pytest.mark.fault(13)
def test_some_nans_leave_the_rest_in_their_colours(view, lenet, scene_of) -> None:
    scene = scene_of(lenet)
    values = scene.outputs["conv2"].copy()
    values[0, 0, 0] = np.nan
    view.show_layer(2, "conv2")
    view.set_scene(scene_of(lenet, outputs={**scene.outputs, "conv2": values}))
    image = view.shades[A, "conv2"].image
    assert image.pixel(0, 0) == signed_table(theme.current())[2 * LEVELS + 1]
    limit = view.shades[A, "conv2"].limits[0]
    level = indices(values[0, 0, 1:2], limit)[0]
    assert image.pixel(1, 0) == signed_table(theme.current())[level]


def test_a_frozen_scale_marks_what_is_clipped(view, lenet, scene_of) -> None:
    view.set_scale(FROZEN)
    scene = scene_of(lenet)
    view.set_scene(scene_of(lenet, weights={name: 100 * a for name, a in scene.weights.items()}))
    assert view.shades[A, "conv1.weight"].clipped > 0
    assert view.shades[B, "conv1.weight"].clipped == 0
    view.grab()


def test_each_map_its_own_limit_on_request(view) -> None:
    view.set_scale(PER_MAP)
    column = view.layout_.of_block(2)
    values = view.scene.outputs["bn2"][:8]  # a ReLU's limits are its predecessor's
    assert view.shades[A, "relu2"].limits.tolist() == [round_up(float(np.abs(v).max())) for v in values]
    assert len(column.tiles) == 8
    view.grab()


def test_a_chip_shows_its_layer_and_arrows_turn_pages(view, qtbot) -> None:
    head = view.layout_.of_block(2).head
    chip = head.chips[0].rect
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(chip.x + 4, chip.y + 4))
    assert view.layout_.of_block(2).layer.name == "conv2"
    forth = view.layout_.of_block(2).head.forth
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(forth.x + 3, forth.y + 5))
    assert view.layout_.of_block(2).page.first > 0


def test_the_wheel_turns_pages_a_notch_at_a_time(view) -> None:
    def turn(delta: int, column) -> None:
        rect = column.rect
        point = QPointF(rect.x + rect.w / 2, rect.y + 200)
        QApplication.sendEvent(
            view,
            QWheelEvent(
                point, point, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip

    turn(-40, view.layout_.of_block(2))
    assert view.layout_.of_block(2).page.first == 0
    turn(-80, view.layout_.of_block(2))
    assert view.layout_.of_block(2).page.first == 8
    turn(120, view.layout_.of_block(2))
    assert view.layout_.of_block(2).page.first == 0
    turn(-120, view.layout_.gutter_of(3))
    assert view.layout_.gutter_of(3).page.first == 6
    turn(-120, view.layout_.gutter_of(3))
    assert view.layout_.gutter_of(3).page == (10, 6, 16)  # the last page is a full one
    turn(120, view.layout_.gutter_of(3))
    assert view.layout_.gutter_of(3).page.first == 6


def test_a_click_on_a_map_shows_its_kernels(view, qtbot) -> None:
    column = view.layout_.of_block(2)
    tile = column.tiles[5]
    with qtbot.waitSignal(view.choice_changed):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, column, tile, 1, 1))
    assert view.selected == (2, 5)
    assert view.layout_.gutter_of(2).fixed == 5


def test_keys_choose_layers_and_pages(view, qtbot) -> None:
    view.select_channel(2, 0)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.layout_.of_block(2).layer.name == "bn2"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.layout_.of_block(2).layer.name == "relu2"
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.layout_.of_block(2).page.first == 8
    qtbot.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert view.layout_.gutter_of(2).page.first == 0
    assert view.up()
    assert view.selected is None


def test_nothing_moves_while_what_is_selected_is_in_sight_already(view) -> None:
    view.resize(990, 570)  # not enough for all weights
    view.select_channel(1, 0)
    before = [column.rect for column in view.layout_.columns]
    assert view.layout_.gutter_of(2).kind == KERNELS
    assert view.layout_.gutter_of(3).kind == LINK
    view.select_channel(2, 0)
    view.select_channel(4, 0)
    assert [column.rect for column in view.layout_.columns] == before
    view.select_channel(3, 0)
    assert view.layout_.gutter_of(3).kind == KERNELS


def test_tab_goes_from_map_to_map_and_out_at_the_end(view) -> None:
    places = view.places()
    assert places[0] == (0, 0)
    assert len(places) == 1 + 6 + 8 + 1 + 1
    for place in places:
        assert view.focusNextPrevChild(True)
        assert view.selected == place
    view.focusNextPrevChild(False)
    assert view.selected == places[-2]


def test_hover_tells_the_cell(view, qtbot) -> None:
    column = view.layout_.of_block(1)
    with qtbot.waitSignal(view.hovered) as heard:
        qtbot.mouseMove(view, middle(view, column, column.tiles[2], 4, 6, B))
    hit = heard.args[0]
    assert (hit.key, hit.lane, hit.index) == ("relu1", B, (2, 4, 6))
    view.grab()


def test_the_track_is_a_scrubber(view, lenet, scene_of, qtbot) -> None:
    names = [layer.name for block in lenet for layer in block.layers[0 if block.weight else 1 :]]
    stops = [("forward", n) for n in names] + [("loss", "loss")] + [("backward", n) for n in names[::-1]]
    stops.append(("update", names[0]))
    view.set_scene(scene_of(lenet, stops=tuple(stops), cursor=4), {2: "conv2"})
    assert view.layout_.stepping
    assert view.layout_.of_block(2).layer.name == "conv2"
    view.grab()
    for i in (0, 7, 13, 20, 27):
        x, y = view.track_.points[i]
        with qtbot.waitSignal(view.stop_chosen) as heard:
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        assert heard.args == [i]


def test_the_track_turns_at_the_loss_and_ends_at_the_update(view, lenet, scene_of) -> None:
    stops = (
        ("forward", "conv1"),
        ("forward", "fc5"),
        ("loss", "loss"),
        ("backward", "fc5"),
        ("update", "conv1"),
    )
    view.set_scene(scene_of(lenet, stops=stops, cursor=0))
    points = view.track_.points
    assert points[0][1] == points[1][1] < points[2][1] < points[3][1] == points[4][1]
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[4][0] < points[0][0]
    assert points[3][0] == points[1][0]


def test_without_a_trace_there_is_no_track(view) -> None:
    assert view.track_ is None
    assert not view.layout_.stepping


def test_a_narrow_canvas_folds_blocks_away_and_a_click_opens_them(qtbot, deep, scene_of) -> None:
    theme.load_fonts()
    view = NetworkView()
    qtbot.addWidget(view)
    view.resize(900, 520)
    view.set_network(deep)
    view.set_scene(scene_of(deep))
    view.grab()
    spine = next(column for column in view.layout_.columns if column.kind == SPINE and column.block > 3)
    rect = spine.rect
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(rect.x + 5 - view.offset, rect.y + 100))
    assert view.layout_.of_block(spine.block).kind == MAPS
    view.grab()


def test_the_labels_row_is_in_sight_where_not_all_classes_have_room(view, lenet, scene_of) -> None:
    view.resize(LARGE[0], 280)
    scene = scene_of(lenet)
    output = len(view.blocks) - 1

    def shown() -> range:
        page = view.layout_.of_block(output).page
        return range(page.first, page.first + page.shown)

    assert len(shown()) < 10
    for label in (9, 0, 7):
        view.set_scene(replace(scene, label=label))
        assert label in shown()
    view.turn(view.layout_.of_block(output), -1)  # stays where it is turned to, for the same image
    there = shown()
    assert 7 not in there
    view.set_scene(replace(scene, label=7))
    assert shown() == there


def test_a_lane_too_low_for_all_its_words_has_its_name(view) -> None:
    font, words = theme.font(theme.FLOOR, theme.SEMIBOLD), ("GRADIENTS  dL / d(above)", "GRADIENTS")
    assert [fitting(words, font, room) for room in (300, 100, 1)] == [*words, "GRADIENTS"]


def test_several_sizes_in_one_go_are_laid_out_once(view, monkeypatch) -> None:
    made, compute = [], view._compute
    monkeypatch.setattr(view, "_compute", lambda measure: made.append(view.room) or compute(measure))
    for width in (900, 1000, 1100):
        view.resize(width, 600)
    view.magnify(0.8)
    view.grab()
    assert made == [(1375, 750)]
    assert view.layout_.height == 750


def test_other_networks_paint(qtbot, networks, scene_of) -> None:
    theme.load_fonts()
    view = NetworkView()
    qtbot.addWidget(view)
    for name, cut in networks.items():
        for size in ((1252, 520), LARGE, (400, 300)):
            view.resize(*size)
            view.set_network(cut)
            view.set_scene(scene_of(cut))
            assert not view.grab().isNull()
            assert any(column.kind in (MAPS, VECTOR) for column in view.layout_.columns), name


def test_zero_is_the_colour_of_an_empty_tile_on_the_screen(view, lenet, scene_of) -> None:
    scene = scene_of(lenet)
    zeros = {name: np.zeros_like(a) for name, a in scene.outputs.items()}
    view.set_scene(scene_of(lenet, outputs=zeros))
    column = view.layout_.of_block(2)
    image = view.grab().toImage()
    point = middle(view, column, column.tiles[0], 0, 0)
    assert image.pixel(point) == signed_table(theme.current())[ZERO]


def test_per_map_a_relu_has_its_predecessors_limits_channel_by_channel(view) -> None:
    view.set_scale(PER_MAP)
    view.show_layer(1, "bn1")
    before = view.shades[A, "bn1"].limits.copy()
    view.show_layer(1, "relu1")
    np.testing.assert_array_equal(view.shades[A, "relu1"].limits, before)
    assert len(set(before)) > 1


def test_per_map_limits_rise_at_once_and_sink_slowly(view, lenet, scene_of) -> None:
    now = [0.0]
    view.shader.limits.clock = lambda: now[0]
    view.set_scale(PER_MAP)
    view.show_layer(2, "conv2")
    first = view.shades[A, "conv2"].limits.copy()
    scene = scene_of(lenet, moving=True)
    outputs = {**scene.outputs, "conv2": scene.outputs["conv2"] / 100}
    now[0] = 0.05
    view.set_scene(scene_of(lenet, outputs=outputs, moving=True))
    assert (view.shades[A, "conv2"].limits > first / 2).all()
    now[0] = 5.0
    view.set_scene(scene_of(lenet, outputs=outputs, moving=True))
    assert (view.shades[A, "conv2"].limits < first / 50).all()
    view.set_scene(scene_of(lenet, moving=True))
    np.testing.assert_array_equal(view.shades[A, "conv2"].limits, first)


def test_of_several_scenes_only_the_one_that_is_painted_is_coloured(
    view, lenet, scene_of, monkeypatch
) -> None:
    view.grab()
    coloured, colour = [], view.shader.shade
    monkeypatch.setattr(view.shader, "shade", lambda *what: (coloured.append("once"), colour(*what))[1])
    last = scene_of(lenet)
    for scene in (scene_of(lenet), scene_of(lenet), last):
        view.set_scene(scene)
    view.zoom(1)
    assert not coloured
    view.grab()
    view.grab()
    assert coloured == ["once"]
    assert view.scene is last


def test_limits_are_another_images_at_once_though_it_moves_before_it_is_painted(
    view, lenet, scene_of
) -> None:
    view.shader.limits.clock = lambda: 0.0
    view.show_layer(2, "conv2")
    before = view.shades[A, "conv2"].limits[0]
    scene = scene_of(lenet)
    outputs = {**scene.outputs, "conv2": scene.outputs["conv2"] / 100}
    view.set_scene(replace(scene, outputs=outputs))
    view.set_scene(replace(scene, outputs=outputs, moving=True))
    assert view.shades[A, "conv2"].limits[0] < before / 50
    view.set_scene(replace(scene, outputs=scene.outputs, moving=True))
    view.set_scene(replace(scene, outputs=outputs, moving=True))
    assert view.shades[A, "conv2"].limits[0] < before / 50  # what wasn't painted leaves nothing behind


def test_a_frozen_limit_is_the_last_scenes(view, lenet, scene_of) -> None:
    scene = scene_of(lenet)
    larger = {**scene.outputs, "conv2": scene.outputs["conv2"] * 100}
    view.show_layer(2, "conv2")
    before = view.shades[A, "conv2"].limits[0]
    view.set_scene(replace(scene, outputs=larger))
    view.set_scale(FROZEN)
    assert view.shades[A, "conv2"].limits[0] > 50 * before


def test_a_larger_network_is_no_larger_than_has_room(view) -> None:
    for block, width in ((None, 800), (1, 880), (2, 880)):
        view.resize(width, 690)
        view.zoom(block)
        for by in (1.0, 1.25, 1.5):
            view.magnify(by)
            assert view.layout_.width <= view.room[0], (block, by)
        assert 1.0 < view.magnified < 1.5
    view.resize(1800, 1200)
    assert view.magnified == 1.5
    view.magnify(1.0)
    assert view.magnified == 1.0


@pytest.mark.parametrize("scale", [1.25, 1.5])
@pytest.mark.parametrize("magnified", [1.0, 1.1])
def test_every_tile_has_all_four_sides_of_its_frame_at_every_scale(view, scale, magnified) -> None:
    view.magnify(magnified)
    view.fineness = scale
    shift = QPoint(1, 1)  # so that the canvas begins in the middle of a pixel
    image = QImage(*(ceil((side + 2) * scale) for side in LARGE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    view.render(image, shift)
    edge, places = theme.colour("edge").rgb(), 0
    for column in view.layout_.columns:
        for down in (0, view.layout_.twin) if column.kind in (MAPS, MATRIX) else ():
            for tile in column.tiles:
                r = tile.rect.down(down)
                left, top, right, bottom = (
                    floor((side * magnified + 1) * scale + 0.5) for side in (r.x, r.y, r.right, r.bottom)
                )
                across, along = range(left - 1, right + 1), range(top - 1, bottom + 1)
                sides = (
                    [image.pixel(x, top - 1) for x in across],
                    [image.pixel(x, bottom) for x in across],
                    [image.pixel(left - 1, y) for y in along],
                    [image.pixel(right, y) for y in along],
                )
                assert all(set(side) == {edge} for side in sides), (column.ident, tile.at, down)
                places += 1
    assert places >= 16


@pytest.mark.parametrize("magnified", [1.0, 1.1])
@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_what_stands_still_is_copied_and_not_scaled(view, monkeypatch, scale, magnified) -> None:
    drawn = []

    class WatchedPainter(QPainter):
        def drawPixmap(self, x: int, y: int, pixmap: QPixmap) -> None:
            drawn.append((self.deviceTransform().type(), pixmap.devicePixelRatio()))
            super().drawPixmap(x, y, pixmap)

    monkeypatch.setattr(network_picture, "QPainter", WatchedPainter)
    view.magnify(magnified)
    view.fineness = scale
    image = QImage(*(ceil(side * scale) for side in LARGE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    view.render(image)
    assert drawn == [(QTransform.TransformationType.TxNone, 1.0)] * 2  # the rail has a pixmap of its own


def test_another_shader_colours_what_is_painted_next(view) -> None:
    view.grab()
    first, view.shader = view.shader, Shader()
    view.set_scale(PER_MAP)
    after = view.grab().toImage()
    for size in ((900, 600), LARGE):
        view.resize(*size)
        again = view.grab().toImage()
    assert after == again
    assert first is not view.shader  # whose images live on


@pytest.mark.parametrize("times", [5e2, 4e3, 6e4, 1e12])
def test_limits_of_large_numbers_stay_within_their_columns_and_off_one_another(
    view, lenet, scene_of, times
) -> None:
    scene = scene_of(lenet)
    large = {name: values * times for name, values in scene.outputs.items()}
    for size in (LARGE, (960, 520), (700, 520)):
        view.resize(*size)
        view.set_scene(replace(scene, outputs=large, gradients=large))
        view.grab()
        labels = view._backdrop.labels
        for column in view.layout_.columns:
            if column.kind not in (MAPS, VECTOR):
                continue
            for lane in (A, B):
                laid = [labels._laid[column.ident, lane, n][:2] for n in (0, 1)]
                covers = [QRectF(where, text.size()) for where, text in laid if text.text()]
                assert all(
                    column.rect.x < box.left() and box.right() < column.rect.right - 1 for box in covers
                ), (column.ident, [labels.texts[column.ident, lane, n] for n in (0, 1)])
                assert len(covers) < 2 or not covers[0].intersects(covers[1])


@pytest.mark.parametrize("scale", [1.25, 1.5])
def test_the_lines_between_the_cells_of_a_vector_go_from_end_to_end_at_every_scale(view, scale) -> None:
    view.fineness = scale
    image = QImage(*(ceil(side * scale) for side in LARGE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    view.render(image)
    ground, lines = theme.colour("block").rgb(), 0
    for column in view.layout_.columns:
        for tile in column.tiles if column.kind == VECTOR else ():
            r, cell = tile.rect, tile.rect.w // tile.cols
            left, top, right, bottom = (floor(side * scale + 0.5) for side in (r.x, r.y, r.right, r.bottom))
            rows = [(r.y + row * cell) * scale for row in range(1, tile.rows)]
            columns = [(r.x + col * cell) * scale for col in range(1, tile.cols)]
            assert {image.pixel(x, floor(y)) for y in rows for x in range(left, right)} == {ground}
            assert {image.pixel(floor(x), y) for x in columns for y in range(top, bottom)} == {ground}
            lines += len(rows) + len(columns)
    assert lines > 20
