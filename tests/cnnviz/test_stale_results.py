"""Whatever changes the network, every sheet and page is of the network there is now, or says that it isn't.

Each sheet tells here what it shows, and of which version; each change is made while the sheet is open.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cnnviz.features.transport.transport_bar import _percent
from cnnviz.shell.main_window import MainWindow
from core.evaluation.answers import answer
from core.evaluation.survey import survey
from core.health.units import figures_of_copy
from core.training import NetworkCopy, Version
from core.training.acts import ResetLayer, Scale
from core.training.touch import accuracy

STALE = (
    "before the weights were edited",
    "the network is at step",
    "before another run began or this one was put back",
    "of a run on other images",
)


class Desk:
    """A window, what can be done to its network, and the truth about it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        self.qtbot, self.window, self.session, self.folder = qtbot, window, window.session, folder

    def ask(self, call: Callable[..., Any], *args: Any) -> Any:
        """The engine's answer, once the window has heard of it too."""
        heard: list[Any] = []
        future = self.session.ask(call, *args, then=heard.append, failed=heard.append)
        assert future is not None
        self.qtbot.waitUntil(lambda: bool(heard))
        return heard[0]

    def settle(self) -> None:
        """Waits until the newest picture is in sight and nothing is trained."""
        now = self.ask(lambda: self.session.engine.trainer.version)
        self.qtbot.waitUntil(lambda: self.session.snapshot.version == now)

    @property
    def truth(self) -> NetworkCopy:
        return self.ask(self.session.engine.copy)

    # the changes

    def steps(self) -> None:
        self.ask(self.session.engine.step)

    def record(self) -> None:
        self.ask(self.session.engine.record)

    def undo(self) -> None:
        self.ask(self.session.engine.undo_step)

    def edit(self) -> None:
        self.ask(self.session.engine.touch, Scale("fc4", -1.0))

    def undo_edit(self) -> None:
        self.ask(self.session.engine.undo_touch)

    def load(self) -> None:
        self.ask(self.session.engine.load, self.folder / "other.safetensors")

    def preset(self) -> None:
        from core.training import TrainConfig

        self.ask(self.session.engine.reset, TrainConfig.from_preset("lenet5"))

    def reset(self) -> None:
        self.ask(self.session.engine.reset)

    def other_images(self) -> None:
        train, test = self.session.engine.trainer.images
        self.ask(self.session.engine.use_data, lambda: (train[:200], test[:50]))

    def other_images_and_back(self) -> None:
        images = self.session.engine.trainer.images
        kept = self.ask(self.session.engine.checkpoint)
        self.other_images()
        self.settle()
        self.ask(self.session.engine.resume, kept, lambda: images)

    def go_back(self) -> None:
        self.ask(self.session.engine.go_back, 0.01)

    def go_on(self) -> None:
        self.ask(lambda: self.session.engine.resume(self.session.engine.checkpoint()))

    def diverge(self) -> None:
        self.ask(self.session.engine.touch, Scale("fc4", 1e30))
        self.ask(self.session.engine.step)


CHANGES = {
    "step": ((), "steps"),
    "record": ((), "record"),
    "undo": (("record",), "undo"),
    "edit": ((), "edit"),
    "undo of an edit": (("edit",), "undo_edit"),
    "load": ((), "load"),
    "preset": ((), "preset"),
    "reset": ((), "reset"),
    "other images": ((), "other_images"),
    "other images, and back": ((), "other_images_and_back"),
    "go back": ((), "go_back"),
    "continue": ((), "go_on"),
    "divergence": ((), "diverge"),
}


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    made = Desk(qtbot, window, tmp_path)
    for _ in range(2):
        made.steps()
    made.ask(window.session.engine.save, tmp_path / "other.safetensors")
    made.steps()
    made.settle()
    return made


# what each sheet shows: its version, its words, and whether its numbers are those of a network


def evaluate(desk: Desk, page: str) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    sheet = desk.window.sheet("evaluate")
    if sheet.page_name != page:
        sheet.open_page(page)
    result = sheet.evaluation.result
    if sheet.evaluation.running or result is None:
        return None

    def true(copy: NetworkCopy) -> bool:
        made = answer(copy.network(), copy.preprocessing, copy.test)
        same = len(made) == len(result.answers)
        return same and np.array_equal(made.read, result.answers.read)

    return result.version, sheet.bar.note.text(), true


def health(desk: Desk) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    sheet = desk.window.sheet("health")
    units = sheet.checkup.units
    if not units:
        return None
    rms = {name: found.rms for name, found in units.items()}

    def true(copy: NetworkCopy) -> bool:
        return {name: one.rms for name, one in figures_of_copy(copy, 512).items()} == rms

    return sheet.checkup.units_version, sheet.note.text(), true


def images(desk: Desk) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    sheet = desk.window.sheet("images")
    newest = sheet.reading.newest
    if newest is None or sheet.selected is None:
        return None
    image = sheet.part.data.images[sheet.selected]

    def true(copy: NetworkCopy) -> bool:
        return int(copy.network().forward(copy.preprocessing(image[None]))[0].argmax()) == newest.label

    return newest.version, sheet.image_card.reads.text(), true


def excite(desk: Desk) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    sheet = desk.window.sheet("excite")
    found = sheet.found
    if found is None or sheet.running:
        return None

    def true(copy: NetworkCopy) -> bool:
        made = survey(copy.network(), copy.preprocessing, copy.test)
        same = made.keys() == found.layers.keys()
        return same and all(np.array_equal(made[n].peak, found.layers[n].peak, True) for n in made)

    return found.version, sheet.subtitle.text(), true


def update(desk: Desk) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    sheet = desk.window.sheet("update")
    findings = sheet.findings
    if findings is None or sheet.background.running or findings.line is None:
        if desk.session.trace is None and findings is None:
            desk.session.record()
        return None
    after = findings.trace["conv1"].after["weight"]
    return (
        findings.version,
        sheet.subtitle.text(),
        lambda copy: np.array_equal(after, copy.state["conv1.weight"]),
    )


def touch(desk: Desk) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    card = desk.window.panels["MicroscopePanel"]._touch_card
    now = card.touching.figures.now
    if now is None or card.touching.figures.testing:
        return None
    return now.version, "", lambda copy: accuracy(copy) == now.accuracy


def recorded(desk: Desk) -> tuple[Version, str, Callable[[NetworkCopy], bool]] | None:
    session, trace = desk.session, desk.session.trace
    if trace is None:  # another run has begun: the picture is the live one
        shot = session.snapshot
        return shot.version, "", lambda copy: True
    words = desk.window.panels["TransportPanel"]._state_sentence(session.state)
    assert session.recorded.stale == any(each in words for each in STALE)
    after = trace["conv1"].after["weight"]
    return trace.version, words, lambda copy: np.array_equal(after, copy.state["conv1.weight"])


SHEETS = {
    **{name: ("evaluate", lambda desk, name=name: evaluate(desk, name)) for name in ("classes", "mistakes")},
    **{name: ("evaluate", lambda desk, name=name: evaluate(desk, name)) for name in ("calibration", "map")},
    "unsure": ("evaluate", lambda desk: evaluate(desk, "unsure")),
    "excite": ("excite", excite),
    "update": ("update", update),
    "robustness": ("evaluate", lambda desk: evaluate(desk, "robustness")),
    "health": ("health", health),
    "images": ("images", images),
    "touch": ("touch", touch),
    "recorded": ("record", recorded),
}
ORDINARY = {("classes", "edit"), ("touch", "step"), ("update", "other images, and back")}
CASES = [
    pytest.param(sheet, change, marks=() if (sheet, change) in ORDINARY else pytest.mark.slow)
    for sheet in SHEETS
    for change in CHANGES
]


@pytest.mark.fault(44)
@pytest.mark.parametrize(("sheet", "change"), CASES)
def test_a_sheet_is_of_the_network_there_is_or_says_so(desk: Desk, sheet: str, change: str) -> None:
    action, look = SHEETS[sheet]
    desk.window.action(action).trigger()
    desk.qtbot.waitUntil(lambda: look(desk) is not None)
    before, name = CHANGES[change]
    for each in before:
        getattr(desk, each)()
    getattr(desk, name)()
    desk.settle()

    def sound() -> None:
        found = look(desk)
        assert found is not None
        version, words, true = found
        now = desk.session.snapshot.version
        said = any(each in words for each in STALE)
        assert said == now.newer_than(version), (words, version, now)
        if not said:
            assert true(desk.truth)

    desk.qtbot.waitUntil(sound)
    if sheet in ("health", "images", "touch"):  # these measure again by themselves

        def measured() -> None:
            found = look(desk)
            assert found is not None
            assert not desk.session.snapshot.version.newer_than(found[0])
            assert found[2](desk.truth)

        desk.qtbot.waitUntil(measured)


def test_the_bar_shows_what_was_found_of_this_very_network(desk: Desk) -> None:
    def shown() -> dict[str, str]:
        return {item.name: item.text for item in desk.window.panels.transport.readouts._items}

    assert shown()["test acc"] == "–"
    desk.window.action("evaluate").trigger()
    desk.qtbot.waitUntil(lambda: evaluate(desk, "classes") is not None)
    right = desk.window.sheet("evaluate").evaluation.result.answers.accuracy
    assert shown()["test acc @3"] == _percent(right)
    desk.edit()
    desk.settle()
    assert "test acc @3" not in shown()
    desk.undo_edit()
    desk.settle()
    assert "test acc @3" in shown()
    desk.steps()
    desk.settle()
    assert shown()["test acc"] == "–"


@pytest.mark.slow
def test_an_edited_evaluation_is_offered_again_and_measured_when_the_sheet_is_opened(desk: Desk) -> None:
    window, sheet = desk.window, desk.window.sheet("evaluate")
    window.action("evaluate").trigger()
    desk.qtbot.waitUntil(lambda: evaluate(desk, "classes") is not None)
    desk.edit()
    assert sheet.evaluation.stale
    assert sheet.again_button.property("kind") == "primary"
    window.action("evaluate").trigger()
    window.action("evaluate").trigger()
    desk.qtbot.waitUntil(lambda: not sheet.evaluation.running and not sheet.evaluation.stale)
    assert sheet.evaluation.result.answers.accuracy == accuracy(desk.truth)


@pytest.mark.slow
def test_gradients_of_before_an_edit_say_so(desk: Desk) -> None:
    desk.window.action("health").trigger()
    sheet = desk.window.sheet("health")
    desk.edit()
    desk.qtbot.waitUntil(lambda: "before the weights were edited" in sheet.note.text())
    assert desk.session.picture().edited
    plot = sheet.spreads.gradients
    assert "before the weights were edited" in plot.accessibleDescription()
    desk.undo_edit()
    desk.qtbot.waitUntil(lambda: "before the weights were edited" not in sheet.note.text())
    assert not desk.session.picture().edited


@pytest.mark.slow
def test_a_test_made_while_edited_leaves_with_the_edit(desk: Desk) -> None:
    session = desk.session
    desk.edit()
    desk.ask(session.engine.evaluate)
    desk.qtbot.waitUntil(lambda: len(session.history.evaluations) == 1)
    desk.undo_edit()
    desk.qtbot.waitUntil(lambda: not session.history.evaluations)
    desk.edit()
    desk.ask(session.engine.evaluate)
    desk.qtbot.waitUntil(lambda: len(session.history.evaluations) == 1)
    desk.ask(session.engine.touch, ResetLayer("fc4"))
    desk.qtbot.waitUntil(lambda: not session.history.evaluations)
