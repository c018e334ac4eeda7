"""Every number on the microscope's pages is the trace's own, or what an independent recomputation gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import core
from cnnviz.features.microscope.blocks.block import Number, PageBlock, PagePainter, advance, sans
from cnnviz.features.microscope.blocks.formula import Formula
from cnnviz.features.microscope.blocks.pictures import TURN, ArrayPicture, PictureRow
from cnnviz.features.microscope.blocks.plots import SideBySide, told_apart
from cnnviz.features.microscope.blocks.rows import BarRows, Columns, NumberRows, Paths, TermPage, Total
from cnnviz.features.microscope.blocks.tables import ClassTable, Matrix, short, tight
from cnnviz.features.microscope.blocks.text import Heading, Note, PageHead, SourceCode
from cnnviz.features.microscope.page_content import PageContent
from cnnviz.features.microscope.pages.choose import page
from cnnviz.features.microscope.pages.subject import PageSubject, Pick, never_negative, parts
from cnnviz.system import language
from cnnviz.widgets import theme
from cnnviz.widgets.numbers import exact, probability
from core.trace.explain import explain
from core.trace.prove import Proof, prove
from core.trace.recording import Cell, Trace
from core.training import Guest
from core.training.twins import with_mistake

Cells = Callable[..., Iterator[Cell]]
Numbers = Callable[[object], list[Number]]


def of(blocks: list[PageBlock], kind: type) -> list[PageBlock]:
    return [block for block in blocks if isinstance(block, kind)]


@pytest.mark.parametrize("which", ["trace", "other", "rowwise"])
def test_every_quantity_of_every_layer_has_a_page(
    which: str, cells: Cells, request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    trace = request.getfixturevalue(which)
    for cell in cells(trace):
        blocks = page(trace, cell)
        head = blocks[0]
        assert isinstance(head, PageHead), cell
        assert head.value.value == trace.at(cell)
        assert head.sentence, cell
        assert "{" not in head.sentence, (cell, head.sentence)
        for total in of(blocks, Total):
            assert isinstance(total, Total)
            assert total.holds, cell
            worked = explain(trace, cell).total
            told = str(Number(worked)) != str(Number(trace.at(cell)))  # more digits make a difference
            assert ("16 digits" in total.check) == told, cell
            assert total.number.value == (trace.at(cell) if told else worked), cell


@pytest.mark.parametrize("which", ["trace", "other"])
def test_a_thousand_numbers_that_open_a_page_equal_the_trace(
    which: str, cells: Cells, numbers: Numbers, request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    trace, compared = request.getfixturevalue(which), 0
    for cell in cells(trace, 3):
        blocks = [block for block in page(trace, cell) if not isinstance(block, ClassTable)]
        for number in numbers(blocks):
            if isinstance(number.target, Cell) and not number.name.startswith(DERIVED):
                assert number.value == trace.at(number.target), (cell, number)
                compared += 1
    assert compared > 1000


def test_a_sure_answers_page_ends_in_the_recorded_number(qtbot: QtBot) -> None:
    sure = core.Linear(1, 2, bias=False)
    sure.weight.data = np.array([[13.5], [0.0]], np.float32)
    network = core.Sequential([("flatten", core.Flatten()), ("fc", sure)])
    images, labels = np.ones((1, 1, 1, 1), np.float32), np.zeros(1, np.int64)
    trace = core.record(network, core.CrossEntropyLoss(), images, labels)
    cell = Cell("loss", "log_probabilities", (0, 0))
    worked = explain(trace, cell).total
    assert str(Number(worked)) != str(Number(trace.at(cell)))  # more digits make a difference that is seen
    (total,) = of(page(trace, cell), Total)
    assert isinstance(total, Total)
    assert (total.holds, total.number.value) == (True, trace.at(cell))
    assert f"worked out with 16 digits it is {Number(worked)}, and the trace has 7" in total.check


def test_a_calculator_finds_what_a_softmax_page_prints(trace: Trace, qtbot: QtBot) -> None:
    def printed(text: str) -> float:
        return float(text.replace(",", ""))

    for n, k in np.ndindex(trace["loss"].intermediates["probabilities"].shape):
        (rows,) = of(page(trace, Cell("loss", "grad_input", (n, k))), NumberRows)
        assert isinstance(rows, NumberRows)
        z, largest, raised, total, p, *_, image, _ = (str(row.number) for row in rows.rows)
        assert np.exp(printed(z) - printed(largest)) == pytest.approx(printed(raised), rel=2e-5)
        assert printed(raised) / printed(total) == pytest.approx(printed(p), rel=6e-5)  # of five digits
        if k == trace["loss"].target[n]:
            assert -np.log(printed(p)) == pytest.approx(printed(image), rel=5.1e-3)  # of three digits


DERIVED = ("loss of this image", "target", "largest z", "the step taken", "adds")  # tested on their own


def test_an_output_page_shows_the_padded_window_and_the_kernel(trace: Trace, qtbot: QtBot) -> None:
    x, w = trace["conv1"].input.astype(float), trace["conv1"].params["weight"].astype(float)
    padded = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    for n, o, p, q in ((0, 0, 0, 0), (1, 2, 8, 9), (5, 1, 15, 0)):
        matrix = of(page(trace, Cell("conv1", "output", (n, o, p, q))), Matrix)[0]
        assert isinstance(matrix, Matrix)
        window = padded[n, 0, p : p + 5, q : q + 5]
        assert np.array_equal(matrix.factors[0].values, window)
        assert np.array_equal(matrix.factors[1].values, w[o, 0])
        assert np.array_equal(matrix.products, window * w[o, 0])
        inside = np.pad(np.zeros((16, 16), bool), 2, constant_values=True)[p : p + 5, q : q + 5]
        assert np.array_equal(matrix.holes, inside)


def test_a_copied_total_stands_in_a_line_of_its_own(trace: Trace, qtbot: QtBot) -> None:
    """Behind "bias 0 +0.12" it would read as the bias's."""
    cell = Cell("conv2", "output", (0, 4, 1, 1))
    [foot] = of(page(trace, cell), Total)
    split, total, check = foot.text().split("\n")
    assert "bias" in split
    assert total == f"= {exact(foot.number.value)}"  # type: ignore[attr-defined]
    assert check.startswith("ok: ")


def test_the_bars_of_an_output_are_the_input_channels_own_sums(trace: Trace, qtbot: QtBot) -> None:
    record = trace["conv2"]
    padded = np.pad(record.input.astype(float), ((0, 0), (0, 0), (1, 1), (1, 1)))
    n, o, p, q = 2, 7, 1, 3
    window = padded[n, :, 2 * p : 2 * p + 3, 2 * q : 2 * q + 3]
    expected = (window * record.params["weight"][o].astype(float)).sum(axis=(1, 2))
    bars = of(page(trace, Cell("conv2", "output", (n, o, p, q))), BarRows)[0]
    assert isinstance(bars, BarRows)
    found = dict(zip(bars.names, [number.value for number in bars.rows], strict=True))
    assert [found[str(c)] for c in range(3)] == pytest.approx(expected, abs=1e-12)
    assert found["b"] == float(record.params["bias"][o])


def test_the_turned_kernel_of_dx_meets_the_gradients_that_it_sent_out(trace: Trace, qtbot: QtBot) -> None:
    record = trace["conv1"]
    w, g = record.params["weight"].astype(float), record.grad_output.astype(float)
    padded = np.pad(g, ((0, 0), (0, 0), (2, 2), (2, 2)))
    n, o, r, s = 3, 2, 0, 9
    cell = Cell("conv1", "grad_input", (n, 0, r, s))
    matrix = of(page(trace, cell, {"group": o}), Matrix)[0]
    assert isinstance(matrix, Matrix)
    window = padded[n, o, r : r + 5, s : s + 5]
    assert np.array_equal(matrix.factors[0].values, window)
    assert np.array_equal(matrix.factors[1].values, w[o, 0, ::-1, ::-1])
    assert matrix.factors[1].number(0, 0).target == Cell("conv1", "weight", (o, 0, 4, 4))
    assert np.array_equal(matrix.products, window * w[o, 0, ::-1, ::-1])


def test_each_images_column_is_the_gradient_of_that_image_alone(trace: Trace, qtbot: QtBot) -> None:
    record = trace["conv2"]
    layer = core.Conv2d(3, 20, 3, stride=2, padding=1).astype(np.float64)
    layer.weight.data = record.params["weight"].astype(float)
    index = (4, 1, 2, 0)
    columns = of(page(trace, Cell("conv2", "weight.grad", index)), Columns)[0]
    assert isinstance(columns, Columns)
    for n, number in enumerate(columns.rows):
        layer.forward(record.input[n : n + 1].astype(float))
        layer.backward(record.grad_output[n : n + 1].astype(float))
        assert number.value == pytest.approx(layer.weight.grad[index], abs=1e-12)


def test_an_image_whose_gradient_is_zero_pulls_nowhere(qtbot: QtBot) -> None:
    """The head of a weight's columns, for a batch whose images are all black, or all but one."""

    def said(images: np.ndarray) -> str:
        rng = np.random.default_rng(2)
        network = core.Sequential([("flatten", core.Flatten()), ("fc1", core.Linear(4, 2, rng=rng))])
        trace = core.record(network, core.CrossEntropyLoss(), images, np.array([0, 1, 0]))
        blocks = page(trace, Cell("fc1", "weight.grad", (0, 0)))
        return next(b.aside for b in of(blocks, Heading) if isinstance(b, Heading) and "Whose" in b.words)

    images = np.zeros((3, 1, 2, 2), np.float32)
    assert said(images) == "No image pulls anywhere"
    images[0] = 1
    assert said(images) == "0 of 3 pull the other way"


def test_a_long_sum_drops_no_term(trace: Trace, qtbot: QtBot) -> None:
    cell = Cell("fc1", "output", (1, 4))
    expected = trace["fc1"].input[1].astype(float) * trace["fc1"].params["weight"][4].astype(float)
    seen, first = [], 0
    while True:
        terms = of(page(trace, cell, {"term": first}), TermPage)[0]
        assert isinstance(terms, TermPage)
        products = [term.product.value for term in terms.terms]
        seen += products
        assert terms.rest is not None
        assert sum(products) + terms.rest.value == pytest.approx(expected.sum(), abs=1e-12)
        onward = [t.value for _, t in terms.turns if isinstance(t, Pick) and t.value > first]
        if not onward:
            break
        first = onward[0]
    assert sorted(seen) == pytest.approx(sorted(expected.tolist()), abs=0)


def test_folded_bars_say_what_the_others_come_to(trace: Trace, numbers: Numbers, qtbot: QtBot) -> None:
    cell = Cell("conv2", "grad_input", (0, 1, 3, 3))
    folded, open_ = (of(page(trace, cell, picks), BarRows)[0] for picks in ({}, {"unfolded": True}))
    assert isinstance(folded, BarRows)
    assert isinstance(open_, BarRows)
    assert folded.rest is not None
    assert folded.rest.target == Pick("unfolded", True)
    assert len(open_.rows) == 20
    assert sum(n.value for n in numbers(folded)) == pytest.approx(sum(n.value for n in open_.rows))


def test_batch_norms_three_paths_sum_to_the_recorded_gradient(trace: Trace, qtbot: QtBot) -> None:
    record, cell = trace["bn1"], Cell("bn1", "grad_input", (2, 1, 3, 4))
    x, g = record.input[:, 1].astype(float), record.grad_output[:, 1].astype(float)
    spread = np.sqrt(x.var() + 1e-5)
    x_hat, gamma = (x - x.mean()) / spread, float(record.params["weight"][1])
    expected = (
        gamma / spread * g[2, 3, 4],
        -gamma / spread * g.mean(),
        -gamma / spread * x_hat[2, 3, 4] * (g * x_hat).mean(),
    )
    paths = of(page(trace, cell), Paths)[0]
    assert isinstance(paths, Paths)
    assert [card[3].value for card in paths.cards] == pytest.approx(expected, rel=1e-4, abs=1e-9)
    assert sum(expected) == pytest.approx(trace.at(cell), rel=1e-4)


@pytest.mark.parametrize("which", ["trace", "other"])
def test_the_rows_of_the_loss_are_softmax_worked_out_anew(
    which: str, request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    trace = request.getfixturevalue(which)
    smoothing = 0.1 if which == "other" else 0.0
    for n in range(len(trace.labels)):
        table = of(page(trace, Cell("loss", "grad_input", (n, 1))), ClassTable)[0]
        assert isinstance(table, ClassTable)
        z = trace.logits[n].astype(float)
        e = np.exp(z - z.max())
        p = e / e.sum()
        target = np.full(4, smoothing / 4)
        target[trace.labels[n]] += 1 - smoothing
        for column, expected in zip(
            table.columns, (z, z - z.max(), e, p, -np.log(p), p - target), strict=True
        ):
            assert [number.value for number in column] == pytest.approx(expected, rel=2e-6, abs=2e-7)
        assert table.label == trace.labels[n]
        assert table.reads == z.argmax()


def test_the_update_stands_side_by_side(trace: Trace, other: Trace, qtbot: QtBot) -> None:
    for each, names in (
        (trace, ["old weight", "gradient", "velocity", "change", "new weight"]),
        (other, ["old weight", "gradient", "m", "v", "change", "new weight"]),
    ):
        record = each["fc1"]
        side = of(page(each, Cell("fc1", "weight.after", (3, 7))), SideBySide)[0]
        assert isinstance(side, SideBySide)
        assert [station.name for station in side.stations] == names
        values = {station.name: station.number.value for station in side.stations}
        assert values["old weight"] == record.params["weight"][3, 7]
        assert values["new weight"] == record.after["weight"][3, 7]
        assert values["change"] == values["new weight"] - values["old weight"]


@pytest.mark.slow
def test_a_weight_that_its_memory_carried_is_not_said_to_go_against_its_gradient(
    other: Trace, qtbot: QtBot
) -> None:
    record, said = other["fc1"], set()
    for place in np.ndindex(record.params["weight"].shape):
        change = record.after["weight"][place] - record.params["weight"][place]
        along = float(np.sign(change * record.grads["weight"][place]))
        sentence = page(other, Cell("fc1", "weight.after", place))[0].sentence  # type: ignore[attr-defined]
        assert ("against its gradient" in sentence) == (along < 0), (place, sentence)
        assert ("moved it the other way" in sentence) == (along > 0), (place, sentence)
        said.add(along)
    assert said >= {1.0, -1.0}


CARRIED = {  # the change, the gradient, the velocity before, the old weight, the decay: what is named
    (+1.0, +0.5, -9.0, +3.0, 5e-4): "memory",
    (+1.0, +0.5, -9.0, -3.0, 5e-4): "memory and decay",
    (+1.0, +0.5, -9.0, -3.0, 0.0): "memory",
    (+1.0, +0.5, +9.0, -3.0, 5e-4): "decay",
    (-1.0, -0.5, -9.0, -3.0, 5e-4): "",
    (-1.0, 0.0, +9.0, -3.0, 5e-4): "memory",
    (-1.0, 0.0, +9.0, +3.0, 5e-4): "memory and decay",
}


@pytest.mark.parametrize(("moved", "causes"), CARRIED.items())
def test_only_what_points_the_same_way_is_said_to_have_carried_a_weight(
    trace: Trace, moved: tuple[float, ...], causes: str, qtbot: QtBot
) -> None:
    change, gradient, velocity, old, decay = moved
    cell, record = Cell("fc1", "weight.after", (3, 7)), trace["fc1"]

    def one(array: np.ndarray, value: float) -> np.ndarray:
        made = array.copy()
        made[3, 7] = value
        return made

    parts: dict[str, Any] = {
        "params": {**record.params, "weight": one(record.params["weight"], old)},
        "after": {**record.after, "weight": one(record.after["weight"], old + change)},
        "grads": {**record.grads, "weight": one(record.grads["weight"], gradient)},
        "state": {"weight.momentum_buffer": one(record.state["weight.momentum_buffer"], velocity)},
    }
    records = {**trace.records, "fc1": replace(record, **parts)}
    settings = {**(trace.optimizer or {}), "weight_decay": decay}
    said = page(replace(trace, records=records, optimizer=settings), cell)[0].sentence  # type: ignore[attr-defined]
    assert "against its gradient" not in said
    assert ("remembers of earlier steps" in said) == ("memory" in causes)
    assert ("decay" in said) == ("decay" in causes)
    assert ("its gradient is zero" in said) == (gradient == 0)
    assert ("the other way" in said) == (gradient != 0)


def test_a_step_finer_than_its_weight_is_said_to_be_rounded(trace: Trace, qtbot: QtBot) -> None:
    cell, record = Cell("fc1", "weight.after", (3, 7)), trace["fc1"]
    old, velocity = record.params["weight"].copy(), record.state_after["weight.momentum_buffer"].copy()
    old[3, 7], velocity[3, 7] = 0.25, -1e-6
    after = (old - np.float32(0.05) * velocity).astype(np.float32)
    assert after[3, 7] != np.float32(0.25)
    parts: dict[str, Any] = {
        "params": {**record.params, "weight": old},
        "after": {**record.after, "weight": after},
        "state_after": {**record.state_after, "weight.momentum_buffer": velocity},
    }
    fine = replace(trace, records={**trace.records, "fc1": replace(record, **parts)})
    said = "Rounded to the weight's own digits (float32), a step of +5.00e-8 is +5.96e-8."
    assert said in [block.text() for block in page(fine, cell)]
    assert not any("Rounded" in block.text() for block in page(trace, cell))


def test_the_settings_of_a_step_are_said_in_words(trace: Trace, qtbot: QtBot) -> None:
    late = replace(trace, optimizer={**(trace.optimizer or {}), "t": 2067})
    said = [block.text() for block in page(late, Cell("fc1", "weight.after", (3, 7)))]
    assert "SGD, step 2,067: learning rate 0.05, momentum 0.9, weight decay 0.001" in said


def test_the_scale_of_what_is_never_negative_begins_at_zero(trace: Trace, other: Trace, qtbot: QtBot) -> None:
    for each, cell, positive in (
        (trace, Cell("relu1", "output", (0, 1, 2, 3)), True),
        (trace, Cell("conv2", "input", (0, 1, 2, 3)), True),
        (trace, Cell("fc1", "input", (0, 9)), True),  # flattened, after a ReLU
        (trace, Cell("loss", "probabilities", (0, 1)), True),
        (trace, Cell("loss", "logits", (0, 1)), False),
        (trace, Cell("relu1", "grad_input", (0, 1, 2, 3)), False),
        (trace, Cell("bn1", "output", (0, 1, 2, 3)), False),
        (other, Cell("sigmoid1", "output", (0, 2)), True),
    ):
        head = page(each, cell)[0]
        assert isinstance(head, PageHead)
        assert head.positive == positive, cell
    relu = trace["relu1"]
    mistaken = replace(trace, records={**trace.records, "relu1": replace(relu, output=relu.output - 1)})
    assert not never_negative(mistaken, Cell("relu1", "output", (0, 1, 2, 3)))


def test_a_gradient_is_called_what_the_canvas_calls_it_too(trace: Trace, qtbot: QtBot) -> None:
    for cell, name in (
        (Cell("relu1", "grad_input", (0, 0, 1, 1)), "grad_input = dL/d bn1"),
        (Cell("conv1", "grad_input", (0, 0, 1, 1)), "grad_input = dL/d input"),
        (Cell("loss", "grad_input", (0, 1)), "grad_input = dL/d fc2"),
        (Cell("fc1", "weight.grad", (3, 7)), "weight.grad = dL/dW"),
        (Cell("fc1", "output", (0, 7)), "output"),
    ):
        head = page(trace, cell)[0]
        assert isinstance(head, PageHead)
        assert head.path == (cell.layer, name)


def test_no_letter_of_an_update_is_another_things(trace: Trace, qtbot: QtBot) -> None:
    for quantity in ("weight.after", "weight.momentum_buffer.after"):
        formula = of(page(trace, Cell("fc1", quantity, (3, 7))), Formula)[0]
        assert isinstance(formula, Formula)
        said = {spot.hint for spot in PageContent([formula], [0.0], 0, 300.0).spots}
        assert "v: the velocity, PyTorch's momentum_buffer" in said
        assert not any("bias" in hint or "stretch" in hint for hint in said)  # weight decay is no weight


def test_an_update_of_a_decaying_weight_comes_out_of_the_numbers_on_its_page(qtbot: QtBot) -> None:
    rng = np.random.default_rng(1)
    network = core.Sequential([("fc", core.Linear(4, 4, rng=rng))])
    optimizer = core.Adagrad(network.named_parameters(), 0.01, weight_decay=0.1)
    images = rng.normal(size=(2, 4)).astype(np.float32)
    trace = core.record(network, core.CrossEntropyLoss(), images, np.array([0, 1]), optimizer)
    blocks = page(trace, Cell("fc", "weight.after", (3, 1)))
    rows = {row.name: row.number.value for b in of(blocks, NumberRows) for row in b.rows if row.number}  # type: ignore[attr-defined]
    assert rows["g'"] == rows["gradient"] + rows["weight decay"] * rows["w"]
    step = -0.01 * rows["g'"] / (np.sqrt(rows["sum of squares"]) + rows["eps"])
    assert rows["w"] + step == pytest.approx(trace.at(Cell("fc", "weight.after", (3, 1))), rel=1e-6)


@pytest.mark.parametrize("layer", ["softmax1", "log_softmax2"])
@pytest.mark.parametrize("quantity", ["output", "grad_input"])
def test_a_softmax_layer_leads_back_to_every_number_of_its_row(
    rowwise: Trace, layer: str, quantity: str, qtbot: QtBot
) -> None:
    cell, taken = Cell(layer, quantity, (2, 3)), {"output": "input", "grad_input": "grad_output"}[quantity]
    seen: list[int] = []
    sums: list[float] = []
    for first in range(0, rowwise[layer].output.shape[1], 12):
        (terms,) = of(page(rowwise, cell, {"term": first}), TermPage)
        assert isinstance(terms, TermPage)
        for term in terms.terms:
            number, j = (*term.factors, term.product)[0], int(term.name.removeprefix("j = "))
            assert number.target == Cell(layer, taken, (2, j))
            assert number.value == rowwise.at(number.target)
            seen.append(j)
            sums.append(term.product.value)
    assert sorted(seen) == list(range(rowwise[layer].output.shape[1]))
    (rows,) = of(page(rowwise, cell), NumberRows)
    found = {row.name: row.number for row in rows.rows if row.number is not None}  # type: ignore[attr-defined]
    summed = next(number for name, number in found.items() if name.startswith("Σ"))
    assert sum(sums) == pytest.approx(summed.value)
    assert [n.target.quantity for n in found.values() if isinstance(n.target, Cell)][-1] == quantity


def test_a_calculator_finds_what_a_softmax_layers_page_prints(rowwise: Trace, qtbot: QtBot) -> None:
    def printed(layer: str, quantity: str, at: tuple[int, int]) -> dict[str, float]:
        (rows,) = of(page(rowwise, Cell(layer, quantity, at)), NumberRows)
        return {row.name: float(str(row.number).replace(",", "")) for row in rows.rows}  # type: ignore[attr-defined]

    for k in range(5):
        one = printed("softmax1", "output", (1, k))
        assert np.exp(one["z"] - one["max"]) / one["Σ exp"] == pytest.approx(one["p"], rel=1e-5)
        assert one["exp"] / one["Σ exp"] == pytest.approx(one["p"], rel=1e-5)
        one = printed("log_softmax2", "output", (1, k))
        assert np.log(one["Σ exp"]) == pytest.approx(one["ln Σ"], rel=1e-5, abs=1e-6)
        assert one["z"] - one["max"] - one["ln Σ"] == pytest.approx(one["l"], rel=1e-5, abs=1e-6)
        one = printed("softmax1", "grad_input", (1, k))
        assert one["p"] * (one["dp"] - one["Σ dp·p"]) == pytest.approx(one["dz"], rel=1e-3)
        one = printed("log_softmax2", "grad_input", (1, k))
        assert one["dl"] - one["exp(l)"] * one["Σ dl"] == pytest.approx(one["dz"], rel=1e-3, abs=1e-7)


@pytest.mark.parametrize("width", [280.0, 300.0, 420.0])
@pytest.mark.parametrize("which", ["trace", "other", "rowwise"])
def test_no_column_of_terms_runs_into_another(
    which: str, width: float, cells: Cells, request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    trace, tables = request.getfixturevalue(which), 0
    for cell in cells(trace, 2):
        for block in of(page(trace, cell), TermPage):
            lines = PageContent([block], [0.0], 0, width).lines
            for line in lines:
                assert line.box.left() >= 0, (cell, line.text)
                assert line.box.right() <= width + 1, (cell, line.text)
            for one, two in pairwise(lines):
                if abs(one.box.center().y() - two.box.center().y()) < 6:
                    assert one.box.right() + 2 < two.box.left(), (cell, one.text, two.text)
            tables += 1
    assert tables


def test_terms_have_room_for_their_names_in_chinese_too(trace: Trace, qapp: QApplication) -> None:
    try:
        for code in ("en", "zh_CN"):
            language.use(code, qapp)
            bars = of(page(trace, Cell("fc1", "weight.momentum_buffer.after", (3, 7))), BarRows)[0]
            assert isinstance(bars, BarRows)
            assert max(advance(name, sans()) for name in bars.names) < bars.label
    finally:
        language.use("en", qapp)


def test_every_kind_of_layer_and_loss_has_its_sentences() -> None:
    kinds = [layer.__name__.lower() for layer in core.LAYERS]
    losses = ["crossentropyloss", "nllloss", "mseloss"]
    for kind in [*kinds, *losses, "passing", "given", "update"]:
        name = "batchnorm" if kind.startswith("batchnorm") else kind
        found = parts(name)
        assert found, kind
        assert all(text.sentence for text in found.values()), kind


def test_a_wrong_cell_is_refused_in_words(trace: Trace) -> None:
    with pytest.raises(ValueError, match="no index"):
        PageSubject(trace, Cell("conv1", "output", (99, 0, 0, 0)))


def test_clicks_alone_lead_from_a_weights_gradient_to_the_label(
    trace: Trace, numbers: Numbers, qtbot: QtBot
) -> None:
    """The largest number of each page is followed, as a reader would, until nothing is left to follow."""
    cell, seen = Cell("conv1", "weight.grad", (0, 0, 2, 2)), []
    while len(seen) < 60:
        seen.append((cell.layer, cell.quantity))
        onward = [n.target for n in numbers(page(trace, cell)) if isinstance(n.target, Cell)]
        gradients = [
            c for c in onward if c.quantity in ("grad_output", "grad_input", "probabilities", "labels")
        ]
        gradients = [c for c in gradients if c != cell and (c.layer, c.quantity) not in seen]
        if cell.quantity == "labels" or not gradients:
            break
        cell = max(gradients, key=lambda c: (c.quantity == "labels", abs(trace.at(c))))
    assert ("loss", "grad_input") in seen
    assert seen[-1] == ("loss", "labels")


def test_a_weight_that_saw_nothing_but_padding_has_a_page(qtbot: QtBot) -> None:
    network = core.Sequential([("conv1", core.Conv2d(1, 2, 3, padding=1)), ("flatten", core.Flatten())])
    trace = core.record(network, core.CrossEntropyLoss(), np.ones((2, 1, 1, 1), np.float32), np.array([0, 1]))
    for cell in (Cell("conv1", "weight.grad", (0, 0, 0, 0)), Cell("conv1", "output", (1, 1, 0, 0))):
        totals = of(page(trace, cell), Total)
        assert isinstance(totals[0], Total)
        assert totals[0].holds


def test_two_weights_on_a_line_are_told_apart() -> None:
    assert told_apart(0.40712, 0.40731) == ("+0.40712", "+0.40731")
    old = float(np.float32(0.811190))
    first, second = told_apart(old, float(np.nextafter(np.float32(old), np.float32(0))))
    assert first != second


@pytest.mark.parametrize("at", [(-4, -4), (-4, 6), (9, 9), (3, 3)])
def test_a_window_in_the_padding_lies_within_the_page(at: tuple[int, int]) -> None:
    small, large = np.zeros((5, 5), np.float32), np.zeros((10, 10), np.float32)
    window = QRect(*at, 5, 5)
    items = (ArrayPicture(large, "dY", 1.0, window=window, large=True), *[ArrayPicture(small, "W", 1.0)] * 3)
    row, width = PictureRow(items), 287.0
    box, *others = row._places(width)
    step = box.width() / 10
    left, top = box.x() + step * window.x(), box.y() + step * window.y()
    assert min(left, top) >= 0
    assert left + 5 * step <= others[0].left()
    assert top + 5 * step <= row.height(width) - 15
    assert others[-1].right() <= width


def test_a_window_larger_than_its_map_leaves_room_for_what_it_meets() -> None:
    map_, kernel = np.zeros((1, 1), np.float32), np.zeros((5, 5), np.float32)
    dy = ArrayPicture(map_, "dY[99]", 1.0, window=QRect(-4, -2, 5, 5), large=True)
    meets = (("W[99,5]", "×"), ("turned", TURN), ("products", "="))
    row = PictureRow((dy, *[ArrayPicture(kernel, words, 1.0, before=sign) for words, sign in meets]))
    first, *others = row._places(300.0)
    assert first.width() + 2 * dy.around(first.width()) < 110
    assert all(box.width() > 40 for box in others)


def test_a_probability_is_written_alike_in_the_table_and_on_the_canvas() -> None:
    for value in (0.001, 0.0042, 0.0098, 0.00996, 0.018, 0.5, 0.98, 0.995, 0.9994, 0.9996):
        assert tight(value, signed=False) == probability(value)
    assert tight(2.04e-4, signed=False) == "2e-4"
    assert (tight(1.0, signed=False), tight(-0.9998, signed=True), tight(1.304, signed=True)) == (
        "1.00",
        "≈-1",
        "+1.30",
    )


@pytest.mark.parametrize(
    ("step", "bend", "words"),
    [
        (1e-5, 0.0, "which rounding may explain"),
        (1e-6, 0.0, "They agree as far as can be told"),
        (1e-5, 1e-9, "no straight line"),
    ],
)
def test_two_slopes_a_hundredth_apart_are_told_so_with_the_reason_that_it_has(
    trace: Trace, step: float, bend: float, words: str, qtbot: QtBot
) -> None:
    cell, loss, slope, recorded = Cell("conv1", "input", (0, 0, 3, 3)), 0.003161275296, 4.91e-8, 4.87e-8
    high, low = loss + slope * step + bend * step, loss - slope * step
    numeric = (high - low) / (2 * step)
    proof = Proof(cell, 0.5, step, loss, high, low, numeric if bend else slope, recorded)
    blocks = page(trace, cell, {"proofs": {step: proof}})
    said = next(block for block in of(blocks, Note) if "iffer" in block.text() or "agree" in block.text())
    assert words in said.text()
    assert f"{proof.error:.2g}" in said.text()
    assert ("ReLU" in said.text()) == bool(bend)
    [rows] = [b.rows for b in of(blocks, NumberRows) if isinstance(b, NumberRows) and "L(" in b.rows[0].name]
    first, second = (float(str(row.number)) for row in rows[:2])
    assert (second - first) / (2 * step) == pytest.approx(numeric, rel=2e-2)
    assert len({len(str(row.number)) for row in rows[:2]}) == 1


def test_a_probabilitys_formula_says_what_softmax_does(trace: Trace, qtbot: QtBot) -> None:
    """That p is exp(ln p) is true of every number; the code works it out so."""
    formula = explain(trace, Cell("loss", "probabilities", (0, 1))).formula
    assert formula == "p[k] = exp(ln p[k]) = exp(z[k]) / sum over j of exp(z[j])"


@pytest.mark.parametrize("k", [0, 1])
def test_a_drawing_that_nobody_named_has_no_right_answer(trace: Trace, k: int, qtbot: QtBot) -> None:
    guest, cell = Guest(np.zeros((16, 16), np.uint8)), Cell("loss", "grad_input", (0, k))
    own, named = (" ".join(b.text() for b in page(trace, cell, guest=g)) for g in (guest, None))
    assert "answer" not in own
    assert "answer" in named
    assert "which asks for" in own
    assert "-ln p of the label" not in own
    [table] = of(page(trace, cell, guest=guest), ClassTable)
    assert isinstance(table, ClassTable)
    assert not table.judged


@pytest.mark.parametrize(
    ("cell", "which", "nudged"),
    [
        (Cell("conv2", "weight", (4, 1, 2, 0)), "the number", ""),
        (Cell("conv2", "weight.after", (4, 1, 2, 0)), "the number from before the step", "weight"),
        (Cell("conv2", "weight.grad", (4, 1, 2, 0)), "the number that this is the gradient of", "weight"),
        (Cell("conv2", "grad_input", (0, 1, 2, 2)), "the number that this is the gradient of", "input"),
        (Cell("loss", "log_probabilities", (0, 1)), "its logit", "output"),
    ],
)
def test_a_page_says_which_number_is_nudged(
    trace: Trace, cell: Cell, which: str, nudged: str, qtbot: QtBot
) -> None:
    said = [block.text() for block in page(trace, cell)]
    assert f"Nudge {which}, run the network again: does the loss move as it should?" in said
    found = prove(trace, cell, 1e-5)
    proved = of(page(trace, cell, {"proofs": {1e-5: found}}), NumberRows)
    x = [row for block in proved if isinstance(block, NumberRows) for row in block.rows if row.name == "x"]
    assert [(row.number.target.quantity, row.number.value, row.words) for row in x if row.number] == (
        [(nudged, trace.at(found.nudged), which)] if nudged else []
    )


def broken(layer: str, key: str) -> Trace:
    """A recorded batch of a network with a mistake in one layer."""
    rng = np.random.default_rng(3)
    layers: list[tuple[str, core.Layer]] = [
        ("conv1", core.Conv2d(1, 3, 5, padding="same", rng=rng)),
        ("pool1", core.MaxPool2d(2)),
        ("bn1", core.BatchNorm2d(3)),
        ("relu1", core.ReLU()),
        ("flatten", core.Flatten()),
        ("fc1", core.Linear(192, 4, rng=rng)),
    ]
    spec = with_mistake(core.Sequential(layers).spec(), layer, key)
    images = rng.normal(size=(6, 1, 16, 16)).astype(np.float32)
    network = core.Sequential.from_spec(spec, rng=rng)
    return core.record(network, core.CrossEntropyLoss(), images, rng.integers(0, 4, 6))


BROKEN = [
    ("conv1", "conv.db-first"),
    ("conv1", "conv.dw-unpadded"),
    ("bn1", "bn.y-all"),
    ("bn1", "bn.dx-nomean"),
    ("fc1", "linear.dx-sign"),
]


@pytest.mark.parametrize(("layer", "key"), BROKEN)
def test_a_page_whose_check_fails_says_that_it_does_not_equal(
    layer: str, key: str, qtbot: QtBot, cells: Cells
) -> None:
    trace, failed = broken(layer, key), 0
    for cell in cells(trace, 3):
        for total in of(page(trace, cell), Total):
            assert isinstance(total, Total)
            assert total.holds == ("does not equal" not in total.check), (cell, total.check)
            assert total.holds == ("equals" in total.check), (cell, total.check)
            failed += not total.holds
    assert failed


def test_a_gradient_that_a_mistake_keeps_from_zero_is_not_said_to_be_zero(qtbot: QtBot) -> None:
    cell = Cell("conv1", "bias.grad", (0,))
    for key, title in (("conv.db-first", "should be zero"), ("conv.dw-unpadded", "is zero")):
        titles = [block.words for block in page(broken("conv1", key), cell) if isinstance(block, Heading)]
        assert any(title in each for each in titles), titles


def test_numbers_that_have_run_away_alike_are_equal(qtbot: QtBot) -> None:
    network = core.Sequential([("fc1", core.Linear(4, 4, rng=np.random.default_rng(0)))])
    images = np.full((2, 4), np.nan, np.float32)
    with np.errstate(all="ignore"):
        trace = core.record(network, core.CrossEntropyLoss(), images, np.array([0, 1]))
    assert np.isnan(trace["fc1"].output).all()
    (total,) = of(page(trace, Cell("fc1", "output", (0, 0))), Total)
    assert isinstance(total, Total)
    assert total.holds


def test_of_equal_numbers_in_a_window_none_is_said_to_be_larger(qtbot: QtBot) -> None:
    rng = np.random.default_rng(0)
    network = core.Sequential(
        [("pool1", core.MaxPool2d(2)), ("flatten", core.Flatten()), ("fc1", core.Linear(4, 3, rng=rng))]
    )
    image = np.zeros((1, 1, 4, 4), np.float32)
    image[0, 0, :2, 2:] = [[1, 3], [3, 2]]  # two are the largest
    image[0, 0, 2:, :2] = [[5, 1], [2, 4]]
    trace = core.record(network, core.CrossEntropyLoss(), image, np.array([1]))
    for row, column, said in (
        (0, 0, "the first of the largest of its 4 numbers"),
        (0, 1, "An equal number stands before it"),
        (0, 2, "Another number of its window was larger"),
        (0, 3, "the first of the largest of its 4 numbers"),
        (1, 2, "An equal number stands before it"),
        (2, 0, "This was the largest of its 4 numbers"),
        (3, 1, "Another number of its window was larger"),
    ):
        cell = Cell("pool1", "grad_input", (0, 0, row, column))
        assert said in "\n".join(block.text() for block in page(trace, cell)), (row, column)


@pytest.mark.parametrize("bias", [True, False])
def test_a_page_speaks_of_a_bias_where_there_is_one(qtbot: QtBot, bias: bool) -> None:
    rng = np.random.default_rng(0)
    layers = [("conv1", core.Conv2d(1, 2, 3, bias=bias, rng=rng)), ("flatten", core.Flatten())]
    layers += [("fc1", core.Linear(8, 3, bias=bias, rng=rng))]
    image = rng.normal(0, 1, (2, 1, 4, 4)).astype(np.float32)
    trace = core.record(core.Sequential(layers), core.CrossEntropyLoss(), image, np.array([0, 1]))
    for cell in (Cell("conv1", "output", (0, 0, 0, 0)), Cell("fc1", "output", (0, 1))):
        said = [block.text() for block in page(trace, cell) if not isinstance(block, SourceCode)]
        assert ("bias" in "\n".join(said)) == bias
        assert ("+ b[o]" in "\n".join(said)) == bias


POOLS = {
    "max": core.MaxPool2d(3, 2, 1),
    "mean": core.AvgPool2d(3, 2, 1),
    "mean on the map": core.AvgPool2d(3, 2, 1, count_include_pad=False),
}


@pytest.mark.parametrize("kind", POOLS)
def test_windows_that_overlap_and_reach_over_the_edge_are_told_as_they_count(qtbot: QtBot, kind: str) -> None:
    rng = np.random.default_rng(0)
    network = core.Sequential(
        [("pool1", POOLS[kind]), ("flatten", core.Flatten()), ("fc1", core.Linear(9, 3, rng=rng))]
    )
    image = rng.normal(0, 1, (1, 1, 5, 5)).astype(np.float32)
    trace = core.record(network, core.CrossEntropyLoss(), image, np.array([1]))
    for row, column in np.ndindex(5, 5):
        blocks = page(trace, Cell("pool1", "grad_input", (0, 0, row, column)))
        tables = [block.rows for block in blocks if isinstance(block, NumberRows)]
        seen = [line for line in tables[-1] if line.name.startswith("dY")] if len(tables) == 2 else []
        if len(seen) > 1:  # the terms of the sum, by the numbers and words that are printed
            signs = [line.words.split(":")[0].split() for line in seen]
            factors = [float(by) if sign == "×" else 1 / float(by) for sign, by in signs]
            added = sum(f * line.number.value for f, line in zip(factors, seen, strict=True))
            value = trace["pool1"].grad_input[0, 0, row, column]
            assert added == pytest.approx(value, rel=1e-5, abs=1e-7), (row, column)
    corner = page(trace, Cell("pool1", "output", (0, 0, 0, 0)))
    count = 9 if kind == "mean" else 4
    assert f"{count} numbers, one" in "\n".join(block.text() for block in corner)
    outside = [line.words for block in corner if isinstance(block, NumberRows) for line in block.rows][:1]
    counts = {"max": "never wins", "mean": "counts as 0", "mean on the map": "doesn't count"}
    assert outside == [f"outside the map: {counts[kind]}"]


@pytest.mark.parametrize("scale", [1.25, 1.5])
def test_a_picture_has_a_frame_of_one_pixel_on_all_sides_at_every_scale(qapp, scale) -> None:
    image = QImage(120, 120, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.colour("panel"))
    painter = PagePainter(image)
    painter.picture(QRectF(11, 13, 45, 45), np.ones((5, 5)), 1.0)
    painter.end()
    line, inside = theme.colour("line").rgb(), image.pixel(40, 40)
    columns = [x for x in range(120) if image.pixel(x, 40) in (line, inside)]
    rows = [y for y in range(120) if image.pixel(40, y) in (line, inside)]
    found = [[image.pixel(x, y) for x in columns] for y in rows]
    edge = [line] * len(columns)
    assert found == [edge, *[[line, *[inside] * (len(columns) - 2), line]] * (len(rows) - 2), edge]
    frame = {(x, y) for x in range(120) for y in range(120) if image.pixel(x, y) == line}
    assert len(frame) == 2 * len(columns) + 2 * len(rows) - 4


def test_a_product_too_small_for_its_cell_is_nearly_zero_and_has_no_sign() -> None:
    assert [short(value, 0) for value in (0.0, -2e-4, 4.9e-4, -0.002, 0.873)] == [
        "0",
        "≈0",
        "≈0",
        "-.002",
        "+.873",
    ]
