"""The settings refuse what makes no sense under its own field, and apply what is live at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cnnviz.features.settings import SettingsDrawer
from cnnviz.features.settings.run_form import RunForm
from cnnviz.session import Session
from cnnviz.session.live_settings import LiveSettings
from cnnviz.shell.main_window import MainWindow
from core.blueprint.check import fit
from core.presets import preset
from core.training import ConfigError, TrainConfig


@pytest.fixture
def drawer(window: MainWindow) -> SettingsDrawer:
    window.action("settings").trigger()
    made = window.panels["SettingsDrawer"]
    assert isinstance(made, SettingsDrawer)
    return made


def field(drawer: SettingsDrawer, name: str) -> QLineEdit:
    found = drawer.findChild(QLineEdit, f"setting_{name}")
    assert found is not None
    return found


def type_in(qtbot: QtBot, drawer: SettingsDrawer, name: str, text: str) -> None:
    control = field(drawer, name)
    control.selectAll()
    qtbot.keyClicks(control, text)
    control.editingFinished.emit()


def test_the_fields_show_the_run(window: MainWindow, drawer: SettingsDrawer) -> None:
    assert drawer.wanted() == window.session.config
    summary = drawer.findChild(QLabel, "network_summary").text()
    assert "61,750" in summary


NONSENSE = (
    ("batch_size", "0"),
    ("batch_size", "70000"),
    ("batch_size", "many"),
    ("epochs", "-1"),
    ("epochs", ""),
    ("weight_decay", "-0.1"),
    ("weight_decay", "nan"),
    ("seed", "1.5"),
    ("limit", "0"),
    ("lr", "-1"),
    ("momentum", "1"),
)


@pytest.mark.fault(14)
def test_nonsense_is_refused_under_its_field(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    before = window.session.snapshot.run
    for name, text in NONSENSE:
        control = field(drawer, name)
        sensible = control.text()
        control.selectAll()
        control.del_()
        qtbot.keyClicks(control, text)
        assert not drawer.apply(), name
        with pytest.raises(ConfigError) as refused:
            drawer.wanted()
        assert refused.value.field == name
        assert control.accessibleDescription() == refused.value.message
        control.setText(sensible)
    assert window.session.snapshot.run == before
    assert window.session.state == "paused"


def test_changes_wait_for_the_reset(qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer) -> None:
    type_in(qtbot, drawer, "batch_size", "16")
    type_in(qtbot, drawer, "seed", "7")
    assert window.session.config.batch_size == 32
    with qtbot.waitSignal(window.session.config_changed):
        drawer.findChild(QAbstractButton, "apply_settings").click()
    assert (window.session.config.batch_size, window.session.config.seed) == (16, 7)
    assert window.session.image_count() == 16


def test_the_learning_rate_applies_at_once(qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer) -> None:
    type_in(qtbot, drawer, "lr", "0.005")
    qtbot.waitUntil(lambda: window.session.snapshot.base_lr == 0.005)
    type_in(qtbot, drawer, "momentum", "0.5")
    qtbot.waitUntil(lambda: window.session.snapshot.momentum == 0.5)
    assert window.session.snapshot.run == 1


def leave_a_run(qtbot: QtBot, session: Session) -> None:
    """Begin another run after a step, so that there is one to go back to."""
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 1)
    with qtbot.waitSignal(session.config_changed):
        session.reset()


@pytest.mark.slow
def test_undo_takes_live_settings_back_and_no_run(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    session, undo, redo = window.session, window.action("undo"), window.action("redo")
    leave_a_run(qtbot, session)
    run, before = session.snapshot.run, session.snapshot.base_lr
    type_in(qtbot, drawer, "lr", "0.005")
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 0.005)
    type_in(qtbot, drawer, "momentum", "0.5")
    qtbot.waitUntil(lambda: session.snapshot.momentum == 0.5)
    assert undo.text() == "Undo: setting the momentum"
    said: list[str] = []
    session.message.connect(lambda text, kind: said.append(text))
    undo.trigger()
    qtbot.waitUntil(lambda: session.snapshot.momentum != 0.5)
    words = f"The momentum went from 0.5 to {session.snapshot.momentum:g}."
    qtbot.waitUntil(lambda: words in said)
    undo.trigger()
    qtbot.waitUntil(lambda: session.snapshot.base_lr == before)
    assert session.snapshot.run == run
    redo.trigger()
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 0.005)
    undo.trigger()
    qtbot.waitUntil(lambda: session.snapshot.base_lr == before)
    undo.trigger()  # now the run before is next
    qtbot.waitUntil(lambda: session.snapshot.run > run)
    assert not session.part(LiveSettings).undone


@pytest.mark.slow
def test_undo_takes_waiting_choices_back_before_the_run(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    session, undo, redo = window.session, window.action("undo"), window.action("redo")
    leave_a_run(qtbot, session)
    run, usual = session.snapshot.run, field(drawer, "weight_decay").text()
    said: list[str] = []
    session.message.connect(lambda text, kind: said.append(text))
    type_in(qtbot, drawer, "weight_decay", "0.01")
    type_in(qtbot, drawer, "lr", "0.005")
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 0.005)
    type_in(qtbot, drawer, "batch_size", "many")  # what makes no sense waits as well
    assert undo.text() == "Undo: the choices in the settings"
    said.clear()
    undo.trigger()
    assert said == ["What waited for a reset was taken back: the settings show the run's values."]
    assert drawer.wanted() == replace(session.config, lr=0.005)
    assert drawer._note.text() != "Your changes wait for a reset."
    redo.trigger()
    assert [field(drawer, name).text() for name in ("weight_decay", "batch_size")] == ["0.01", "many"]
    assert drawer._note.text() == "Your changes wait for a reset."
    undo.trigger()
    undo.trigger()
    qtbot.waitUntil(lambda: session.snapshot.base_lr != 0.005)
    assert session.snapshot.run == run
    type_in(qtbot, drawer, "weight_decay", "0.02")
    window.action("settings").trigger()
    assert undo.text() == "Undo: a new run"  # nothing is taken back out of sight
    window.action("settings").trigger()
    undo.trigger()
    assert field(drawer, "weight_decay").text() == usual
    undo.trigger()  # now the run before is next
    qtbot.waitUntil(lambda: session.snapshot.run > run)


def test_a_rate_that_was_filled_in_waits_for_the_reset_and_is_not_called_live(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    session, tag = window.session, drawer._form.fields["lr"].tag
    assert tag.isVisibleTo(drawer)
    window.again(replace(session.config, lr=0.0003))  # as a hint does
    assert drawer._note.text() == "Your changes wait for a reset."
    assert not tag.isVisibleTo(drawer)
    assert session.snapshot.base_lr != 0.0003
    type_in(qtbot, drawer, "lr", "0.005")  # typed over, it is live as ever
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 0.005)
    qtbot.waitUntil(lambda: tag.isVisibleTo(drawer))
    assert drawer._note.text() == "What is marked live applies at once, and so do the choices of the window."


def one_cycle(qtbot: QtBot, window: MainWindow, steps: int = 3) -> None:
    """A run of one cycle, some steps on its way up."""
    session = window.session
    with qtbot.waitSignal(session.config_changed):
        session.reset(replace(session.config, lr=0.03, schedule="onecycle"))
    for _ in range(steps):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == steps)


@pytest.mark.slow
def test_another_highest_rate_scales_the_schedule_under_way(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    one_cycle(qtbot, window)
    session, before = window.session, window.session.snapshot.lr
    assert field(drawer, "lr").accessibleName() == "highest rate"
    type_in(qtbot, drawer, "lr", "0.015")
    qtbot.waitUntil(lambda: session.snapshot.base_lr == 0.015)
    assert session.snapshot.lr == pytest.approx(before / 2)
    assert f"the learning rate went from {before:.3g} to {before / 2:.3g}" in window.stage.message
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == 4)
    assert before / 2 < session.snapshot.lr < 0.015  # it goes on rising
    assert [change[1:] for change in session.history.adjustments] == [("base_lr", 0.015)]


@pytest.mark.slow
def test_the_field_shows_what_the_schedule_is_made_of_now(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    one_cycle(qtbot, window)
    window.session.set_lr(0.001)  # as a hint does
    qtbot.waitUntil(lambda: window.session.snapshot.lr == 0.001)
    assert drawer.wanted().lr == pytest.approx(window.session.snapshot.base_lr)
    type_in(qtbot, drawer, "seed", "7")
    field(drawer, "lr").setText("0.5")  # typed, and not applied yet
    window.session.set_lr(0.002)
    qtbot.waitUntil(lambda: window.session.snapshot.lr == 0.002)
    assert drawer.wanted().lr == 0.5


@pytest.mark.slow
def test_a_number_that_makes_no_sense_is_marked_once_it_is_typed(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    form = drawer.findChild(RunForm)
    for name, text in (("batch_size", "-5"), ("epochs", "0"), ("seed", "x"), ("lr", "-1")):
        type_in(qtbot, drawer, name, text)
        assert form.fields[name].error != ""
        form.fill(window.session.config)
        type_in(qtbot, drawer, name, "1")
        assert form.fields[name].error == ""


@pytest.mark.slow
def test_the_toolbars_reset_takes_what_waits_for_a_reset(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    type_in(qtbot, drawer, "batch_size", "16")
    window.action("settings").trigger()
    with qtbot.waitSignal(window.session.config_changed):
        window.action("reset").trigger()
    assert window.session.config.batch_size == 16
    run = window.session.snapshot.run
    window.action("settings").trigger()
    type_in(qtbot, drawer, "batch_size", "-1")
    window.action("settings").trigger()
    window.action("reset").trigger()
    assert window.stage.drawer_open  # where it says what is wrong
    assert drawer.findChild(RunForm).fields["batch_size"].error
    assert window.session.snapshot.run == run


@pytest.mark.slow
def test_a_refused_number_keeps_the_keyboard_and_its_mark_until_it_is_mended(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    form, seed = drawer.findChild(RunForm), field(drawer, "seed")
    seed.setFocus()
    type_in(qtbot, drawer, "seed", "abc")
    qtbot.keyClick(seed, Qt.Key.Key_Return)
    assert seed.hasFocus()  # what is typed next is no command
    type_in(qtbot, drawer, "batch_size", "-1")
    assert (form.fields["seed"].error != "", form.fields["batch_size"].error != "") == (True, True)
    assert not drawer.apply()
    assert (form.fields["seed"].error != "", form.fields["batch_size"].error != "") == (True, True)
    type_in(qtbot, drawer, "seed", "3")
    qtbot.keyClick(seed, Qt.Key.Key_Return)
    assert not seed.hasFocus()
    assert form.fields["seed"].error == ""


@pytest.mark.slow
def test_the_same_rate_typed_again_changes_nothing_and_is_not_told(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    type_in(qtbot, drawer, "lr", field(drawer, "lr").text())
    assert window.session.part(LiveSettings).done == []


@pytest.mark.slow
def test_a_rate_that_is_held_is_told_the_same_everywhere(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    one_cycle(qtbot, window)
    session, control = window.session, field(drawer, "lr")
    session.record()
    qtbot.waitUntil(lambda: session.trace is not None)
    assert "keeps its shape" in control.toolTip()
    session.step_acts.make_again(0.013208407326181299)
    qtbot.waitUntil(lambda: session.snapshot.held_until > 0)
    until = session.snapshot.held_until
    assert window.stage.message.endswith(f"that rate stays up to step {until}.")
    assert (control.accessibleName(), control.text()) == (f"rate to step {until}", "0.0132")
    assert drawer.wanted().lr == session.snapshot.base_lr != 0.0132
    assert f"this is the rate of each step up to {until}" in control.toolTip()
    assert control.toolTip().partition("\n")[0] in control.statusTip()
    for _ in range(until - session.snapshot.step + 1):
        session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == until + 1)
    *rates, last = session.history.column("lr")[4:]
    assert len(set(rates)) == 1
    assert last < rates[0]
    assert "keeps its shape" in control.toolTip()


def test_a_good_moment_that_is_gone_back_to_with_a_rate_says_how_long_that_stays(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    one_cycle(qtbot, window)
    session = window.session
    with qtbot.waitSignal(session.config_changed):
        session.go_back(0.02)
    qtbot.waitUntil(lambda: session.snapshot.held_until > 0)
    stays = f"The schedule rises no more: that rate stays up to step {session.snapshot.held_until}."
    qtbot.waitUntil(lambda: window.stage.message != "")
    assert window.stage.message == f"Back at step 0, with a learning rate of 0.02. {stays}"
    session.set_base_lr(0.01)
    qtbot.waitUntil(lambda: window.stage.message.startswith("The schedule was scaled to 0.01:"))
    assert session.snapshot.base_lr == 0.01
    assert window.stage.message.endswith(stays)


def test_what_waits_for_a_reset_stays_while_the_run_goes_on(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    session = window.session
    type_in(qtbot, drawer, "weight_decay", "0.01")
    type_in(qtbot, drawer, "batch_size", "many")
    with qtbot.waitSignal(session.config_changed):
        session.go_back(0.02)
    assert [field(drawer, name).text() for name in ("weight_decay", "batch_size")] == ["0.01", "many"]
    assert drawer._note.text() == "Your changes wait for a reset."
    type_in(qtbot, drawer, "batch_size", "16")
    wanted = replace(session.config, weight_decay=0.01, batch_size=16)
    assert replace(drawer.wanted(), lr=wanted.lr) == wanted
    with qtbot.waitSignal(session.config_changed):
        session.reset()
    assert drawer.wanted() == session.config  # another run


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value"), [("schedule", "constant"), ("preset", "lenet5")])
def test_a_rate_typed_for_another_run_leaves_this_one_alone(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer, name: str, value: str
) -> None:
    one_cycle(qtbot, window)
    choice = drawer.findChild(QComboBox, f"setting_{name}")
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())
    with qtbot.assertNotEmitted(drawer.findChild(RunForm).live_changed):
        type_in(qtbot, drawer, "lr", "0.002")
    assert drawer.wanted().lr == 0.002
    assert field(drawer, "lr").accessibleName() == (
        "learning rate" if value == "constant" else "highest rate"
    )


def test_a_preset_fills_in_its_recipe(qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer) -> None:
    presets = drawer.findChild(QComboBox, "setting_preset")
    index = presets.findData("lenet5")
    presets.setCurrentIndex(index)
    presets.activated.emit(index)
    with qtbot.waitSignal(window.session.config_changed):
        assert drawer.apply()
    assert window.session.config.preset == "lenet5"
    assert "bn1" not in window.session.snapshot.layers


@pytest.mark.slow
def test_augmentation_is_part_of_the_next_run(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    choice = drawer.findChild(QComboBox, "setting_augmentation")
    choice.setCurrentIndex(1)
    with qtbot.waitSignal(window.session.config_changed):
        assert drawer.apply()
    assert window.session.config.augmentation is not None


@pytest.mark.slow
def test_a_second_worker_is_chosen_remembered_and_let_go(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    engine = window.session.engine
    choice = drawer.findChild(QComboBox, "window_workers")
    assert choice is not None
    assert choice.currentData() == window.remembered.workers == 1
    for workers in (2, 1):
        choice.setCurrentIndex(choice.findData(workers))
        choice.activated.emit(choice.currentIndex())
        assert window.remembered.workers == workers
        assert engine.post(lambda: engine.trainer.workers).result() == workers
    window.stage.show_choices(replace(window.remembered, workers=2))
    assert choice.currentData() == 2


@pytest.mark.slow
def test_another_optimiser_brings_its_own_rate_and_nothing_is_live_for_it(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    run = window.session.config
    assert run.optimizer == "sgd"
    choice = drawer.findChild(QComboBox, "setting_optimizer")

    def choose(name: str) -> None:
        choice.setCurrentIndex(choice.findData(name))
        choice.activated.emit(choice.currentIndex())

    choose("adam")
    assert drawer.wanted().lr == 0.001
    assert field(drawer, "momentum").accessibleName() == "momentum (beta 1)"
    with qtbot.assertNotEmitted(drawer.findChild(RunForm).live_changed):
        type_in(qtbot, drawer, "lr", "0.002")
    assert drawer.wanted().lr == 0.002
    choose("adagrad")
    assert not field(drawer, "momentum").isEnabled()
    choose("sgd")
    assert drawer.wanted() == run
    assert field(drawer, "momentum").isEnabled()


def test_another_optimiser_brings_its_own_momentum(qtbot: QtBot) -> None:
    form = RunForm()
    qtbot.addWidget(form)
    form.show_run(TrainConfig(optimizer="adagrad", momentum=0.0))
    choice = form.findChild(QComboBox, "setting_optimizer")
    for name, momentum in (("adam", 0.9), ("rmsprop", 0.0), ("adamw", 0.9), ("sgd", 0.9), ("adagrad", 0.0)):
        choice.setCurrentIndex(choice.findData(name))
        choice.activated.emit(choice.currentIndex())
        assert form.fields.value("momentum") == momentum, name


def test_all_of_the_drawer_is_of_what_a_reset_makes(
    qtbot: QtBot, window: MainWindow, drawer: SettingsDrawer
) -> None:
    session = window.session
    spec = preset("lenet5").spec()
    own = {"layers": [{**spec["layers"][0], "out_channels": 4}, *spec["layers"][1:]]}
    for layer in own["layers"]:
        layer.pop("in_channels", None)
    with qtbot.waitSignal(session.config_changed):
        session.reset(replace(session.config, spec=fit(own, (1, 28, 28), 10)))
    choice = drawer.findChild(QComboBox, "setting_preset")
    about = drawer.findChild(QLabel, "preset_about")
    summary = drawer.findChild(QLabel, "network_summary")
    assert (choice.currentIndex(), choice.placeholderText()) == (-1, "a network of your own")
    assert about.isHidden()
    assert "4×1×5×5" in summary.text()
    choice.setCurrentIndex(choice.findData("lenet5-bn"))
    choice.activated.emit(choice.currentIndex())
    assert not about.isHidden()
    assert "99.3 %" in about.text()
    expected = summary.text()
    assert "6×1×5×5" in expected
    assert "61,750" in expected
    with qtbot.waitSignal(session.config_changed):
        assert drawer.apply()
    qtbot.waitUntil(lambda: session.snapshot.run == 3)
    assert summary.text() == expected
    total = sum(a.size for a in session.snapshot.parameters.values())
    assert f"{total:,}" in expected
