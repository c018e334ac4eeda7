"""The workshop: a learner's file is checked at every save, and what is wrong is named and shown."""

from __future__ import annotations

import ast
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cnnviz.features.workshop import WorkshopSheet
from cnnviz.features.workshop.three_grids import ComparedArrays
from cnnviz.system import language, opener
from core.mistakes import child
from core.mistakes.exercises import exercises, solved_file

OPEN_FILE = opener.open_file
LEFT = Qt.MouseButton.LeftButton
NAMES = [exercise.name for exercise in exercises()]
LINEAR = """
import numpy as np

class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dY):
        return dY * (self.x > 0)

class Linear:
    def __init__(self, in_features, out_features):
        self.W = np.zeros((out_features, in_features))
        self.b = np.zeros(out_features)

    def forward(self, x):
        self.x = x
        return x @ self.W.T + self.b

    def backward(self, dY):
        self.dW = dY.T @ self.x
        self.db = dY.sum(axis=0)
        return dY @ self.W
"""
WRONG = LINEAR.replace("self.db = dY.sum(axis=0)", "self.db = dY.mean(axis=0)")


def solved(*names: str) -> str:
    """Of the file with every exercise solved these classes and functions alone: each takes time to check."""
    text = solved_file()
    parts = [part for part in ast.parse(text).body if getattr(part, "name", "") in names]
    return "\n\n".join(["import numpy as np", *(ast.get_source_segment(text, part) or "" for part in parts)])


def checked(panel: WorkshopSheet, text: str) -> bool:
    return panel.file.check is not None and panel.file.text == text and not panel.file.checking


@pytest.fixture(autouse=True)
def in_this_process(checked_here: None, monkeypatch: Any) -> None:
    """The sheet checks beside the window, in a thread, where there is no alarm that could end a loop."""
    monkeypatch.setattr(child, "time_limit", lambda seconds: nullcontext())


def opened(window: Any, qtbot: Any, path: Path) -> WorkshopSheet:
    """The sheet, open on a file whose linear layer has a wrong db."""
    path.write_text(WRONG, encoding="utf-8")
    window.resize(1280, 720)
    if window.stage.sheet is None:
        window.action("workshop").trigger()
    made: WorkshopSheet = window.panels["WorkshopSheet"]
    made.use(path)
    qtbot.waitUntil(lambda: checked(made, WRONG))
    made.choose(NAMES.index("linear"))
    qtbot.waitUntil(lambda: not made.page.background.running)
    return made


@pytest.fixture
def panel(window: Any, qtbot: Any, tmp_path: Path, monkeypatch: Any) -> WorkshopSheet:
    """The sheet in a window of the test's own."""
    monkeypatch.setattr(opener, "open_file", lambda path: True)
    return opened(window, qtbot, tmp_path / "mine.py")


@pytest.fixture
def seen(seen_window: Any, qtbot: Any, qapp: Any, tmp_path: Path, monkeypatch: Any) -> WorkshopSheet:
    """The sheet in the window that lasts, whatever another one spoke last."""
    language.use("en", qapp)
    monkeypatch.setattr(opener, "open_file", lambda path: True)
    return opened(seen_window, qtbot, tmp_path / "mine.py")


def test_two_mistakes_in_one_are_said_to_be_so(seen: WorkshopSheet, qtbot: Any) -> None:
    text = LINEAR.replace("self.x > 0", "self.x <= 0") + "\n"
    assert seen.file.path is not None
    seen.file.path.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(seen, text))
    seen.choose(NAMES.index("relu"))
    seen.page.chips.pick([chip.quantity for chip in seen.page.chips.chips].index("dX"))
    assert seen.page.card.text.lines == (
        "the gradient passes where the input is exactly zero",
        "and the mask is the wrong way round",
    )


@pytest.mark.slow
def test_every_row_is_reached_in_a_low_window(window: Any, panel: WorkshopSheet, qtbot: Any) -> None:
    window.resize(1280, 600)
    window.choose_language("zh_CN")
    made = window.panels["WorkshopSheet"]
    qtbot.waitUntil(lambda: checked(made, WRONG) and made.empty.isHidden() and made.work.height() > 400)
    rows = made.list.parentWidget()
    foot = rows.mapTo(made, rows.rect().bottomLeft()).y()
    assert foot < made.progress_words.mapTo(made, QPoint()).y()
    made.choose(len(NAMES) - 1)
    last = made.list.place(len(NAMES) - 1).toAlignedRect()
    assert rows.rect().contains(last.translated(made.list.pos()).adjusted(2, 2, -2, -2))


def test_a_wrong_gradient_is_named_and_shown_beside_the_right_one(seen: WorkshopSheet) -> None:
    page = seen.page
    assert page.quantity == "db"
    assert [chip.state for chip in page.chips.chips] == ["right", "right", "right", "wrong", "right"]
    said = page.card.text
    assert said.state == "wrong"
    assert said.before == "Your db is what comes out if"
    assert "mean" in said.lines[0]
    compared = page.grids.compared
    assert compared is not None
    np.testing.assert_allclose(compared.yours * 3, compared.right)  # three images
    assert page.code.code is not None
    assert page.code.code.lines[page.code.code.hot - page.code.code.first].strip().startswith("self.db = ")
    assert seen.progress_words.text().startswith("1 of ")


@pytest.mark.every(2)
@pytest.mark.parametrize("quantity", ["db", "y"])
def test_what_stops_is_marked_at_the_quantity_of_its_line(
    seen: WorkshopSheet, qtbot: Any, quantity: str
) -> None:
    page = seen.page
    page.chips.pick([chip.quantity for chip in page.chips.chips].index(quantity))
    text = LINEAR.replace("self.db = dY.sum", "self.db = dy.sum")
    assert seen.file.path is not None
    seen.file.path.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(seen, text))
    assert [chip.quantity for chip in page.chips.chips if chip.state == "wrong"] == ["db"]
    assert page.quantity == "db"
    assert page.chips.chips[page.chips.current].quantity == "db"
    assert "NameError" in page.card.text.lines[0]


@pytest.mark.slow
def test_the_first_wrong_number_has_its_right_arithmetic(seen: WorkshopSheet) -> None:
    number, compared = seen.page.first.number, seen.page.grids.compared
    assert number is not None
    assert compared is not None
    assert number.right == compared.right[0]
    assert number.yours == compared.yours[0]
    assert number.table is not None
    assert sum(row.product for row in number.table.rows) == pytest.approx(number.right)
    assert [row.factors[0][0] for row in number.table.rows] == ["dY[0,0]", "dY[1,0]", "dY[2,0]"]
    assert "your number" in number.sentence


def test_the_three_paths_are_named_in_chinese(window: Any, panel: WorkshopSheet, qtbot: Any) -> None:
    text = solved("three_paths").replace("through_variance = -x_hat", "through_variance = x_hat")
    panel.file.path.write_text(text, encoding="utf-8")  # type: ignore[union-attr]
    window.choose_language("zh_CN")
    made = window.panels["WorkshopSheet"]
    qtbot.waitUntil(lambda: checked(made, text))
    made.choose(NAMES.index("three-paths"))
    page = made.page
    qtbot.waitUntil(lambda: not page.background.running)
    assert [chip.name for chip in page.chips.chips] == ["直接", "经均值", "经方差"]
    assert page.grids.heading.text() == "经方差"
    assert "经方差" in page.card.text.before
    assert page.first.number is not None
    assert page.first.number.name.startswith("经方差[")


def test_a_factor_comes_to_your_number_too(seen: WorkshopSheet, qtbot: Any) -> None:
    text = LINEAR.replace("dY.T @ self.x", "dY.T @ self.x / len(dY)")
    seen.file.path.write_text(text, encoding="utf-8")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: checked(seen, text) and not seen.page.background.running)
    assert seen.page.card.text.before == "Your dW is what comes out if"
    number = seen.page.first.number
    assert number is not None
    assert number.sentence.endswith(": your number.")


@pytest.mark.slow
def test_backward_that_is_not_written_yet_is_no_fault_beside_a_wrong_forward(
    panel: WorkshopSheet, qtbot: Any
) -> None:
    assert panel.file.path is not None
    text = LINEAR.replace("+ self.b", "- self.b").replace(
        "self.dW = dY.T @ self.x", "raise NotImplementedError"
    )
    panel.file.path.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(panel, text))
    assert [chip.state for chip in panel.page.chips.chips] == ["wrong", "", "", "", ""]
    for number in (1, 4):
        panel.page.chips.pick(number)
        assert panel.page.card.text.lines == ("Not written yet.",)


@pytest.mark.slow
def test_at_every_save_it_is_checked_again(panel: WorkshopSheet, qtbot: Any) -> None:
    assert panel.file.path is not None
    other = panel.file.path.with_suffix(".new")
    other.write_text(LINEAR, encoding="utf-8")
    other.replace(panel.file.path)  # as editors save
    qtbot.waitUntil(lambda: checked(panel, LINEAR))
    assert [entry.state for entry in panel.list.entries[:3]] == ["right", "right", ""]
    assert panel.page.card.text.state == "right"
    assert not panel.page.first.isVisible()
    assert not panel.page.hints.isVisible()


@pytest.mark.slow
def test_after_a_save_the_sheet_goes_on_to_what_is_wrong(panel: WorkshopSheet, qtbot: Any) -> None:
    assert panel.file.path is not None
    text = LINEAR.replace("return dY @ self.W", "return 2 * dY @ self.W")
    panel.file.path.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(panel, text))
    assert panel.page.quantity == "dX"  # it was db, which is right by now
    panel.page.chips.chosen.emit(0)
    assert panel.page.quantity == "y"  # what is asked for stays in sight


@pytest.mark.slow
def test_what_stops_the_file_is_one_line_with_its_place(panel: WorkshopSheet, qtbot: Any) -> None:
    assert panel.file.path is not None
    text = LINEAR.replace("self.x = x\n        return x @", "self.x = = x\n        return x @")
    panel.file.path.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(panel, text))
    assert "SyntaxError" in panel.page.card.text.lines[0]
    code = panel.page.code.code
    assert code is not None
    assert "= = x" in code.lines[code.hot - code.first]
    panel.file.path.unlink()
    qtbot.waitUntil(lambda: bool(panel.file.trouble))
    assert "mine.py can't be read" in panel.page.card.text.lines[0]


@pytest.mark.slow
def test_hints_come_one_by_one_and_the_answer_asks_once(panel: WorkshopSheet) -> None:
    hints = panel.page.hints
    assert [label.isVisible() for label in hints.words] == [False, False, False]
    QTest.mouseClick(hints.more, LEFT)
    assert [label.isVisible() for label in hints.words] == [True, False, False]
    QTest.mouseClick(hints.show_answer, LEFT)
    assert not hints.right.isVisible()
    assert "Really" in hints.show_answer.text()
    QTest.mouseClick(hints.show_answer, LEFT)
    assert "sum(axis=0)" in hints.right.text()
    QTest.mouseClick(hints.show_reference, LEFT)
    assert panel.page.code.code is not None
    assert "core/layers/linear.py" in panel.page.place.text()


@pytest.mark.slow
def test_everything_is_reached_by_keys(panel: WorkshopSheet) -> None:
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    assert panel.page.title.text() == "ReLU"
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.page.title.text() == "Linear"
    QTest.keyClick(panel.page.chips, Qt.Key.Key_Home)
    assert panel.page.quantity == "y"
    grid = panel.page.grids.grids[0]
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert "y[0, 1]: yours" in panel.page.grids.caption.text()
    QTest.mouseClick(panel.page.grids.steppers[0].forth, LEFT)  # y has no planes: nothing to step through
    assert panel.page.grids.plane == ()


@pytest.mark.slow
def test_a_new_file_is_begun_and_remembered_and_never_written_over(
    window: Any, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(opener, "open_file", lambda path: opened.append(str(path)) or True)
    window.action("workshop").trigger()
    panel = window.panels["WorkshopSheet"]
    assert panel.empty.isVisible()
    path = tmp_path / "fresh.py"
    panel.begin(path)
    text = path.read_text(encoding="utf-8")
    assert "class BatchNorm2d" in text
    qtbot.waitUntil(lambda: checked(panel, text))
    assert opened == [str(path)]
    assert {entry.state for entry in panel.list.entries} == {""}
    assert panel.page.card.text.lines == ("Not written yet.",)
    assert window.remembered.layers_file == str(path)
    path.write_text(LINEAR, encoding="utf-8")
    panel.begin(path)
    assert path.read_text(encoding="utf-8") == LINEAR


@pytest.mark.slow
def test_a_network_is_said_to_be_made_of_its_own_layers_alone(panel: WorkshopSheet, qtbot: Any) -> None:
    layers = "ReLU", "Linear", "MaxPool2d", "Conv2d", "BatchNorm2d", "Flat", "LeNet5"
    text = solved(*layers).replace("np.maximum(x, 0)", "np.maximum(x, 0) + 1")
    text = text.replace("var + self.eps", "var + 3").replace("return y + self.b[:, None, None]", "return y")
    panel.file.path.write_text(text, encoding="utf-8")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: checked(panel, text))
    panel.choose(NAMES.index("lenet"))
    assert panel.page.card.text.after.startswith(
        "It is made of layers that aren't right themselves: ReLU; Convolution, forward. "
    )


def test_a_convolution_is_used_where_both_its_passes_are_right(seen: WorkshopSheet, qtbot: Any) -> None:
    both = solved("Conv2d")
    for text, names in (
        (both.replace("return y + self.b[:, None, None]", "return y"), []),
        (both, ["conv-forward", "conv-backward"]),
    ):
        seen.file.path.write_text(text, encoding="utf-8")  # type: ignore[union-attr]
        qtbot.waitUntil(lambda text=text: checked(seen, text))
        assert [name for name in seen.usable() if name.startswith("conv")] == names


@pytest.mark.slow
def test_mnist_is_trained_with_what_is_right_beside_the_core(panel: WorkshopSheet, qtbot: Any) -> None:
    assert panel.usable() == ["relu"]
    training = panel.training
    QTest.mouseClick(panel.train, LEFT)
    assert training.isVisible()
    assert not panel.train.isEnabled()  # nobody is led back to where they are
    qtbot.waitUntil(lambda: len(training.losses) > 1)
    own, core = training.losses[0]
    assert own == pytest.approx(core, rel=1e-9)
    assert "both begin with the loss" in training.sentence()
    training._take({"kind": "test", "step": 85, "accuracies": [0.848, 0.848]})
    assert "after step 85: 84.8% with yours" in training.sentence()
    QTest.mouseClick(training.stop_button, LEFT)
    qtbot.waitUntil(lambda: not training.running)
    assert training.sentence().endswith("Stopped.")
    assert not training.trouble
    panel.list.pick(0)
    assert panel.page.isVisible()
    assert panel.train.isEnabled()
    QTest.mouseClick(panel.train, LEFT)  # back to it, not a new one
    assert training.isVisible()
    assert training.losses
    assert not training.running
    later = WRONG.replace("> 0", ">= 1")
    panel.file.path.write_text(later, encoding="utf-8")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: checked(panel, later))
    assert "Your file was saved again at" in training.words.text()
    assert not training.again_button.isEnabled()  # nothing is right any more


def test_without_a_program_that_opens_the_file_its_place_is_told(
    seen: WorkshopSheet, qtbot: Any, monkeypatch: Any, capfd: Any
) -> None:
    monkeypatch.setattr(opener, "open_file", OPEN_FILE)
    monkeypatch.setenv("PATH", "")
    seen.open_editor()
    assert str(seen.file.path) in seen.unopened.text()
    assert seen.unopened.isVisible()
    assert not capfd.readouterr().err
    seen.choose(seen.current)
    seen.file.check_again()
    qtbot.waitUntil(lambda: checked(seen, WRONG))
    assert seen.unopened.isVisible()
    seen.choose(0)
    assert seen.unopened.isHidden()
    seen.open_editor()
    assert seen.unopened.isVisible()
    seen.file.path.write_text(LINEAR, encoding="utf-8")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: checked(seen, LINEAR))
    assert seen.unopened.isHidden()


def test_what_is_not_written_has_the_line_numbers_of_the_file(seen: WorkshopSheet, qtbot: Any) -> None:
    text = LINEAR.partition("class Linear")[0]
    text += "class Dropout:\n    def __init__(self, p=0.5):\n        self.p = p\n\n"
    text += "    def forward(self, x):\n        raise NotImplementedError\n"
    assert seen.file.path is not None
    seen.file.path.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(seen, text))
    seen.choose(NAMES.index("dropout"))
    code = seen.page.code.code
    assert code is not None
    assert text.splitlines()[code.first - 1] == code.lines[0] == "    def forward(self, x):"


def test_one_number_is_one_number(seen: WorkshopSheet) -> None:
    compared = ComparedArrays("y", np.zeros(()), np.full((), 6667.0))
    seen.page.grids.show_arrays(compared, "", False)
    assert seen.page.grids.amount.text() == "1 number"


POOLED = """import numpy as np


class MaxPool2d:
    def __init__(self, kernel_size, stride=None):
        self.k = kernel_size

    def forward(self, x):
        n, c, h, w = x.shape
        k = self.k
        self.x = x
        return x.reshape(n, c, h // k, k, w // k, k).max(axis=(3, 5))

    def backward(self, dY):
        raise NotImplementedError
"""


def test_what_stops_comes_before_what_is_not_written_yet(seen: WorkshopSheet, qtbot: Any) -> None:
    seen.choose([exercise.title for exercise in exercises()].index("Max-pool"))
    assert seen.file.path is not None
    seen.file.path.write_text(POOLED, encoding="utf-8")
    qtbot.waitUntil(lambda: checked(seen, POOLED))
    page = seen.page
    assert [chip.state for chip in page.chips.chips] == ["wrong", "", ""]
    assert page.quantity == "y"
    assert "cannot reshape" in page.card.text.lines[0]
