"""The sheet of one update: its numbers computed again, the line dragged, and the step made again."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.exceptions import capture_exceptions

from cnnviz.features.update import UpdateSheet, loss_plot
from cnnviz.features.update.grids import LayerParts
from cnnviz.features.update.loss_plot import LossPicture, LossPlot, _crosses, places
from cnnviz.widgets.numbers import significant
from core.evaluation.along import NOISE, UpdateLine, losses

LEFT = Qt.MouseButton.LeftButton


def settled(panel: UpdateSheet) -> bool:
    found = panel.findings
    return found is not None and found.complete(panel.t, panel.layer) and not panel.background.running


@pytest.fixture
def panel(window: Any, qtbot: Any) -> UpdateSheet:
    """The sheet, open on the fourth step."""
    window.resize(1280, 720)
    for _ in range(3):
        window.session.step_batch()
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.action("update").trigger()
    made = window.panels["UpdateSheet"]
    qtbot.waitUntil(lambda: settled(made))
    return made


@pytest.mark.slow
def test_without_a_recording_it_offers_one(window: Any, qtbot: Any) -> None:
    window.action("update").trigger()
    panel = window.panels["UpdateSheet"]
    assert panel.empty.isVisible()
    assert "Record one batch" in panel.empty.words.text()
    QTest.mouseClick(panel.empty.button, LEFT)
    qtbot.waitUntil(lambda: settled(panel))
    assert panel.scroller.isVisible()
    assert not panel.empty.isVisible()


@pytest.mark.slow
def test_after_one_image_alone_it_offers_the_next_batch(window: Any, qtbot: Any, digits: Any) -> None:
    session = window.session
    session.exhibit.show(digits[1].images[0], int(digits[1].labels[0]), "test image 0")
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    window.action("update").trigger()
    panel = window.panels["UpdateSheet"]
    assert "made no update" in panel.empty.words.text()
    assert "Record next batch" in panel.empty.button.text()
    QTest.mouseClick(panel.empty.button, LEFT)
    qtbot.waitUntil(lambda: settled(panel))
    assert session.recorded.guest is None


@pytest.mark.parametrize(
    ("parts", "together", "words"),
    [
        ((-0.2, -0.1), -0.3, "about as much as one by one"),
        ((-0.2, -0.1), -0.2, "they overlap"),
        ((-0.2, -0.1), -0.4, "help one another"),
        ((-0.2, -0.1), 0.3, "together they raise it"),
        ((0.2, 0.1), 0.3, "Added up or together, they raise"),
        ((-0.2, 0.5), 0.3, "Added up or together, they raise"),  # though one alone lowers it
    ],
)
def test_layers_that_raise_the_loss_together_are_not_said_to_buy(
    qtbot: Any, parts: tuple[float, ...], together: float, words: str
) -> None:
    grid = LayerParts("parts")
    qtbot.addWidget(grid)
    grid.moment = SimpleNamespace(layers=dict(zip("ab", parts, strict=True)), together=together)
    grid.names = ("a", "b")
    assert words in grid.sentence()


def test_what_rose_grows_from_zero_to_the_other_side(qtbot: Any) -> None:
    grid = LayerParts("parts")
    qtbot.addWidget(grid)
    bar = QRectF(100, 0, 400, 10)
    parts = {"a": -0.03, "b": 0.01, "c": 0.0}
    grid.moment = SimpleNamespace(layers=parts, together=-0.02)
    fell, rose, still = (grid.filled(bar, value) for value in parts.values())
    assert (fell.left(), fell.right()) == pytest.approx((100, 400))
    assert (rose.left(), rose.right()) == pytest.approx((400, 500))
    assert still.width() == 0
    grid.moment = SimpleNamespace(layers={"a": -0.03}, together=-0.03)
    assert grid.filled(bar, -0.03).right() == pytest.approx(bar.right())


def test_every_number_is_that_of_the_recorded_step(window: Any, panel: UpdateSheet, digits: Any) -> None:
    session, found = window.session, panel.findings
    trace, test = session.trace, digits[1]
    line, trainer = UpdateLine(trace), session.engine.trainer
    assert found.loss(0.0) == line.batch_loss(0.0) == trainer.last.loss
    assert found.loss(1.0) == line.batch_loss(1.0)
    before, now = line.image_losses(0.0)[0], line.image_losses(1.0)[0]
    gain, noise = before - now, NOISE * before.mean()
    assert found.moment.counts == ((gain > noise).sum(), (gain < -noise).sum(), (abs(gain) <= noise).sum())
    for name in line.layers:
        assert found.moment.layers[name] == line.alone(name)
    x, labels = trainer.preprocessing(test.images), test.labels.astype(int)
    was = line.test_logits(0.0, x, after=False).argmax(axis=1)
    read = trainer.plan.forward(x).argmax(axis=1)
    moved = np.flatnonzero(was != read)
    assert sorted(found.changed.images.tolist()) == moved.tolist()
    right = int(((was != labels) & (read == labels)).sum())
    wrong = int(((was == labels) & (read != labels)).sum())
    assert found.changed.counts == (right, wrong, len(moved) - right - wrong)
    assert found.fixed[0.0] == pytest.approx(losses(line.test_logits(0.0, x), labels).mean())
    assert found.fixed_count == len(test) == 128
    assert panel.subtitle.text().startswith(f"step 4, learning rate {line.lr:.3g}")
    assert f"{right} now right" in panel.answers.now_right.text()
    at = int(np.argmin(now - before))
    assert panel.images.image_of(0) == at
    there = significant(float(panel.images.moment.now[at]), signed=False)
    assert f"; at the line {there}, read as " in panel.images.tip(0)


@pytest.mark.slow
def test_a_past_step_is_looked_at_as_it_was(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    session, then = window.session, panel.findings
    for _ in range(3):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 7)
    session.time.go(4)
    qtbot.waitUntil(lambda: session.time.exact)
    assert panel.subtitle.text().endswith(", then")
    session.time.record()
    qtbot.waitUntil(lambda: session.trace is not None and settled(panel))
    assert panel.findings.trace is session.trace is not then.trace
    assert panel.findings.batch[""] == then.batch[""]
    assert panel.findings.fixed == then.fixed
    assert panel.findings.changed.images.tolist() == then.changed.images.tolist()
    panel.move_line(2.0)
    assert not panel.again_button.isEnabled()
    session.time.live()
    assert panel.subtitle.text().endswith("the network is at step 7 now")


@pytest.mark.slow
def test_the_network_in_training_is_untouched(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    trainer = window.session.engine.trainer
    kept = {name: array.tobytes() for name, array in trainer.network.state_dict().items()}
    panel.move_line(2.5)
    qtbot.waitUntil(lambda: settled(panel))
    assert kept == {name: array.tobytes() for name, array in trainer.network.state_dict().items()}


@pytest.mark.slow
def test_the_line_is_dragged_and_everything_follows(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    plot = panel.plot
    area, view = plot.area.shown(), plot.built().viewport()
    QTest.mouseClick(view, LEFT, pos=QPoint(round(float(area.x(2.0))), round(area.rect.center().y())))
    assert panel.t == pytest.approx(2.0, abs=0.05)
    qtbot.waitUntil(lambda: settled(panel))
    assert panel.findings.moment.t == panel.findings.changed.t == panel.t
    expected = UpdateLine(window.session.trace).batch_loss(panel.t)
    assert plot.loss == expected
    assert plot.newest().startswith(f"{panel.t:.3g} times this step")
    plot.setFocus()
    for key, t in (("1", 1.0), ("Home", 0.0), ("End", panel.findings.end)):
        QTest.keyClick(plot, getattr(Qt.Key, f"Key_{key}"))
        assert panel.t == t
    QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert panel.t == pytest.approx(panel.findings.end - 1)
    assert window.session.cursor == 0


@pytest.mark.slow
def test_the_step_is_made_again_with_the_rate_at_the_line_and_put_back(
    window: Any, panel: UpdateSheet, qtbot: Any
) -> None:
    session, first = window.session, window.session.trace
    assert not panel.again_button.isEnabled()
    panel.move_line(2.0)
    qtbot.waitUntil(lambda: settled(panel))
    promised = panel.findings.loss(2.0)
    assert panel.again_button.isEnabled()
    QTest.mouseClick(panel.again_button, LEFT)
    qtbot.waitUntil(lambda: session.trace is not None and session.trace is not first and settled(panel))
    assert session.trace.optimizer["lr"] == pytest.approx(2 * first.optimizer["lr"])
    assert session.trace.step == first.step == session.snapshot.step
    assert panel.findings.trace is session.trace
    assert panel.findings.loss(1.0) == pytest.approx(promised, rel=2e-5)
    assert "made again" in window.stage.message
    again = session.trace
    session.step_acts.undo()
    qtbot.waitUntil(lambda: session.trace is not None and session.trace is not again)
    assert session.trace.optimizer["lr"] == first.optimizer["lr"]
    after = session.engine.trainer.network.named_parameters()
    for name, record in first.records.items():
        for key, array in record.after.items():
            assert after[f"{name}.{key}"].data.tobytes() == array.tobytes()


@pytest.mark.slow
def test_a_layers_own_line(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    name = panel.parts.names[0]
    QTest.mouseClick(panel.parts, LEFT, pos=panel.parts.place(0).center().toPoint())
    qtbot.waitUntil(lambda: settled(panel))
    assert panel.layer == name
    line = UpdateLine(window.session.trace)
    assert panel.plot.picture.slope == pytest.approx(line.slopes[name])
    assert panel.plot.picture.batch[1.0] == line.batch_loss(1.0, name)
    assert name in panel.parts.tip(0)
    panel.parts.setFocus()
    QTest.keyClick(panel.parts, Qt.Key.Key_Return)
    assert panel.layer == ""


@pytest.mark.slow
def test_a_layer_that_was_pointed_at_is_outlined_on_the_canvas(window: Any, panel: UpdateSheet) -> None:
    view = window.panels.canvas.view
    panel.parts.pointed.emit(panel.parts.names.index("conv1"))
    panel.closing.emit()
    assert view.scene.current == {("a", "conv1.weight"), ("b", "conv1.weight")}
    window.session.set_cursor(1)
    assert view.scene.current == {("a", window.session.trace.names[1])}


@pytest.mark.slow
def test_images_open_on_the_canvas(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    QTest.mouseClick(panel.images, LEFT, pos=panel.images.place(3).center().toPoint())
    assert window.session.watched == panel.images.image_of(3)
    assert window.stage.sheet is None
    window.action("update").trigger()
    assert panel.changed.count() > 0
    index = int(panel.findings.changed.images[panel.changed.place_of(0)])
    panel.changed.setFocus()
    QTest.keyClick(panel.changed, Qt.Key.Key_Return)
    assert window.session.exhibit.shown.name == f"test image {index}"
    assert window.stage.sheet is None
    window.action("update").trigger()  # what was found of the step stays in sight
    assert panel.findings is not None
    assert panel.scroller.isVisible()
    assert not panel.again_button.isEnabled()


@pytest.mark.slow
def test_what_is_stale_says_so(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    panel.move_line(2.0)
    window.session.step_batch()
    qtbot.waitUntil(lambda: window.session.snapshot.step == 5)
    assert "the network is at step 5 now" in panel.subtitle.text()
    panel.look()
    assert not panel.again_button.isEnabled()


@pytest.mark.slow
def test_a_recording_without_an_update_says_so(window: Any, qtbot: Any, digits: Any) -> None:
    window.session.exhibit.show(digits[1].images[0], int(digits[1].labels[0]), "a test image")
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.action("update").trigger()
    assert "made no update" in window.panels["UpdateSheet"].empty.words.text()


@pytest.mark.slow
def test_a_trace_of_a_file_is_not_compared_with_other_images(
    window: Any, panel: UpdateSheet, qtbot: Any, tmp_path: Any
) -> None:
    window.session.trace.save(tmp_path / "a.trace")
    window.session.leave()
    window.session.open_trace(tmp_path / "a.trace")
    qtbot.waitUntil(lambda: window.session.lesson != "" and settled(panel))
    assert panel.findings.changed is None
    assert "not compared" in panel.answers.hint.text()
    assert panel.findings.loss(1.0) == UpdateLine(window.session.trace).batch_loss(1.0)
    panel.move_line(2.0)
    assert not panel.again_button.isEnabled()
    head = panel.subtitle.text()
    assert head.endswith("from a file")
    window.session.leave()  # the sheet goes on showing the update of the file
    panel.look()
    assert panel.subtitle.text() == head


@pytest.mark.slow
def test_it_can_be_stopped_and_gone_on_with(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    panel.move_line(3.0)
    panel._work()
    panel._stop()
    if not panel.findings.complete(3.0, ""):
        assert panel.go_on.isVisible()
        panel._work()
    qtbot.waitUntil(lambda: settled(panel))
    assert not panel.go_on.isVisible()


@pytest.mark.slow
def test_narrow_and_wide(window: Any, panel: UpdateSheet, qtbot: Any) -> None:
    window.resize(900, 600)
    qtbot.waitUntil(lambda: panel.width() < 1000)
    qtbot.waitUntil(lambda: panel.right.pos().y() > panel.plot.pos().y())
    assert panel.right.pos().x() == 0


@pytest.fixture
def plot(qtbot: Any) -> LossPlot:
    made = LossPlot("plot")
    qtbot.addWidget(made)
    made.resize(716, 380)
    made.built()
    made.show()
    return made


def test_a_runaway_is_drawn_to_its_last_number(plot: LossPlot) -> None:
    batch = {t: t * t + 1 if t <= 3 else math.nan for t in np.linspace(-1, 16, 41).tolist()}
    plot.show_picture(LossPicture({0.0: 1.0, 1.0: 2.0, **batch}, {}, 0, 2.0, 0.1, 16.0))
    assert not plot.grab().isNull()
    assert math.isfinite(sum(plot.picture.span()[:2]))
    plot.show_line(8.0, math.nan)
    assert plot.bought()[1] == "…"
    plot.picture.batch[8.0] = math.nan
    assert plot.bought()[1] == "no number"


def test_losses_that_differ_by_much_have_a_logarithmic_axis(plot: LossPlot) -> None:
    plot.show_picture(LossPicture({0.0: 0.01, 1.0: 0.009}, {0.0: 0.5, 16.0: 40.0}, 9, -1e-3, 0.1, 16.0))
    low, high, log = plot.picture.span()
    assert log
    assert low < 0.009 < 40 < high
    area = plot.area.shown()
    assert area.y(40.0) < area.y(0.5) < area.y(0.01)
    assert not plot.grab().isNull()


def test_a_promise_below_all_that_came_is_not_named(plot: LossPlot) -> None:
    with capture_exceptions() as failures:
        plot.show_picture(LossPicture({0.0: 1e-3, 1.0: 1e7}, {}, 0, -1e3, 2.56, 16.0))
        assert not plot.grab().isNull()
    assert failures == []


def test_the_promise_and_what_came(plot: LossPlot) -> None:
    plot.show_picture(LossPicture({0.0: 1.0, 1.0: 0.91}, {}, 0, -0.1, 0.5, 4.0))
    plot.show_line(1.0, 0.91)
    assert plot.bought() == ("-0.100", "-0.0900", "90 % of it")
    moved: list[float] = []
    plot.moved.connect(moved.append)
    for x in (plot.area.shown().x(2.5), plot.area.shown().x(1.0) + 2, -100, 1e5):
        plot.drag_to(QPointF(float(x), 100))
    assert moved == pytest.approx([2.5, 1.0, -1.0, 4.0])
    assert plot.accessibleDescription().endswith("90 % of it")
    assert list(plot.table()["batch"]) == [1.0, 0.91]


def test_words_end_before_the_tag(plot: LossPlot, monkeypatch: Any) -> None:
    boxes: dict[str, QRectF] = {}
    monkeypatch.setattr(loss_plot, "frame", lambda _, box, *__: boxes.update(tag=QRectF(box)))
    monkeypatch.setattr(loss_plot, "write", lambda _, box, text, *__: boxes.update({text: QRectF(box)}))
    t = np.linspace(-1, 16, 35)
    batch, fixed = 0.113 + (t - 8.2) ** 2 * 2.7e-4, 0.087 + (t - 4.3) ** 2 * 2.1e-4
    curves = (dict(zip(t.tolist(), losses.tolist(), strict=True)) for losses in (batch, fixed))
    plot.show_picture(LossPicture(*curves, 512, -0.00472, 0.0056, 16.0))
    plot.show_line(1.0, float(batch[4]))
    assert not plot.grab().isNull()
    assert boxes["what the gradient promised"].right() < boxes["tag"].left() - 4


def test_the_axis_is_marked_at_round_places() -> None:
    assert places(4.0) == [0, 1, 2, 3, 4]
    assert places(64.0)[-1] == 64


def test_a_curve_that_still_falls_at_its_last_point_has_no_best_yet() -> None:
    falling = {t: 4.0 - t for t in (0.0, 1.0, 2.0, 3.0, 3.5)}
    assert LossPicture(falling, end=16.0).best(falling) is None
    risen = {**falling, 16.0: 5.0}
    assert LossPicture(risen, end=16.0).best(risen) == (3.5, 0.5)
    assert LossPicture(falling, end=3.5).best(falling) == (3.5, 0.5)


@pytest.mark.parametrize(("left", "crossed"), [(90.0, True), (103.0, True), (110.0, False), (20.0, False)])
def test_a_steep_line_beside_words_touches_them(left: float, crossed: bool) -> None:
    steep = np.array([0.0, 99.0, 101.0, 200.0]), np.array([0.0, 0.0, 300.0, 300.0])
    assert _crosses(steep, QRectF(left, 150, 60, 14)) is crossed


@pytest.mark.slow
def test_a_large_batch_leaves_plot_and_layers_in_sight(window: Any, qtbot: Any) -> None:
    window.resize(1280, 720)
    window.session.reset(replace(window.session.config, batch_size=256))
    qtbot.waitUntil(lambda: window.session.snapshot.config.batch_size == 256)
    window.session.record()
    qtbot.waitUntil(lambda: window.session.trace is not None)
    window.action("update").trigger()
    panel = window.panels["UpdateSheet"]
    qtbot.waitUntil(lambda: settled(panel))
    assert panel.scroller.verticalScrollBar().maximum() > 0
    below = panel.overlap.mapTo(panel, panel.overlap.rect().bottomLeft())
    assert panel.rect().contains(below)
