"""Explanations add up: for every kind of number, what the formula comes to is the number in the trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest

import core
from core.trace.explain import Given

Make = Callable[..., core.Trace]
TOLERANCE = {np.dtype(np.float32): 1e-5, np.dtype(np.float64): 1e-12}


def kind_of(trace: core.Trace, layer: str, quantity: str) -> str:
    """What kind of number it is: "Conv2d.weight.grad", "Adam.exp_avg.after", "SGD.after"."""
    record, before = trace[layer], quantity.removesuffix(".after")
    optimizer, after = str((trace.optimizer or {}).get("type")), quantity[len(before) :]
    if before in getattr(record, "state", {}):
        return f"{optimizer}.{before.split('.')[1]}{after}"
    if after and before in record.params:
        return f"{optimizer}{after}"
    return f"{record.kind}.{quantity}"


def kinds(trace: core.Trace) -> dict[str, list[tuple[str, str]]]:
    """The trace's (layer, quantity) pairs, by the kind of number that they are."""
    found = defaultdict(list)
    for name in (*trace.names, "loss"):
        for quantity in trace[name].quantities:
            found[kind_of(trace, name, quantity)].append((name, quantity))
    return found


def random_cell(trace: core.Trace, layer: str, quantity: str, rng: np.random.Generator) -> core.Cell:
    shape = trace[layer][quantity].shape
    return core.Cell(layer, quantity, tuple(int(rng.integers(size)) for size in shape))


def check(trace: core.Trace, cell: core.Cell) -> core.Explanation:
    """The total equals the value, the groups add up to it, and every leaf is the number of its cell."""
    explanation = core.explain(trace, cell)
    assert explanation.value == trace.at(cell)
    tolerance = TOLERANCE[trace.images.dtype] * explanation.scale + np.finfo(np.float32).tiny
    assert abs(explanation.total - explanation.value) <= tolerance, f"{explanation}\n{explanation.scale}"
    subtotals = sum(group.subtotal for group in explanation.groups)
    assert abs(subtotals - explanation.total) <= 1e-12 * explanation.scale
    leaves = explanation.leaves
    picks = range(len(leaves)) if len(leaves) <= 12 else range(0, len(leaves), max(1, len(leaves) // 12))
    for i in picks:
        source, value = leaves[i]
        if source is not None:
            assert value == trace.at(source)
            assert source != cell
    return explanation


def sweep(make: Make, seeds: range, cells: int, dtype: type, enough: int = 10**9) -> dict[str, int]:
    """Check random cells of every kind in random networks, until there are enough; how many of each."""
    counts: dict[str, int] = defaultdict(int)
    for seed in seeds:
        trace, rng = make(seed, dtype), np.random.default_rng(seed)
        for kind, places in kinds(trace).items():
            for _ in range(cells if counts[kind] < enough else 0):
                layer, quantity = places[int(rng.integers(len(places)))]
                check(trace, random_cell(trace, layer, quantity, rng))
                counts[kind] += 1
    return counts


EVERY_LAYER = {layer.__name__ for layer in core.LAYERS}
EVERY_RULE = {
    *(f"{layer}.{q}" for layer in EVERY_LAYER for q in ("input", "output", "grad_output", "grad_input")),
    *(f"{layer}.{q}" for layer in ("Conv2d", "Linear", "BatchNorm2d") for q in ("weight.grad", "bias.grad")),
    *(
        f"BatchNorm2d.{q}"
        for q in ("x_hat", "mean", "var", "inv_std", "running_mean.after", "running_var.after")
    ),
    *("MaxPool2d.argmax", "Dropout.mask", "ReLU.slope", "Tanh.slope", "Sigmoid.slope", "ELU.slope"),
    *("SGD.after", "SGD.momentum_buffer.after", "Adagrad.sum.after", "Adagrad.after", "AdamW.after"),
    *("RMSprop.after", "RMSprop.square_avg.after", "RMSprop.grad_avg.after", "RMSprop.momentum_buffer.after"),
    *("Adam.after", "Adam.exp_avg.after", "Adam.exp_avg_sq.after", "Adam.max_exp_avg_sq.after"),
    *(
        f"CrossEntropyLoss.{q}"
        for q in ("logits", "log_probabilities", "probabilities", "value", "grad_input")
    ),
    *("NLLLoss.value", "NLLLoss.grad_input", "MSELoss.value", "MSELoss.grad_input", "MSELoss.target"),
}


@pytest.mark.slow
def test_every_kind_of_number_adds_up_in_random_networks(make_trace: Make):
    counts = sweep(make_trace, range(60), 1, np.float64)
    assert not EVERY_RULE - set(counts)
    sweep(make_trace, range(60, 80), 1, np.float32)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_thousand_numbers_of_every_kind_add_up(make_trace: Make):
    counts: dict[str, int] = defaultdict(int)
    for dtype in (np.float64, np.float32):
        for kind, count in sweep(make_trace, range(1000, 1250), 60, dtype, enough=600).items():
            counts[kind] += count
    assert {kind: count for kind, count in counts.items() if count < 1000} == {}


def ends(trace: core.Trace, cell: core.Cell, rng: np.random.Generator) -> str:
    """Follow one random leaf after another until there is none; the rule of the last cell."""
    for _ in range(200):
        explanation = core.explain(trace, cell)
        sources = [source for source, _ in explanation.leaves[:400] if source is not None]
        if not sources:
            return explanation.rule
        cell = sources[int(rng.integers(len(sources)))]
    raise AssertionError(f"no end in sight at {cell}")


@pytest.mark.parametrize("seed", range(5))
def test_every_path_ends_at_pixels_parameters_labels_or_what_was_kept(make_trace: Make, seed: int):
    trace, rng = make_trace(seed), np.random.default_rng(seed)
    allowed = {
        "pixel",
        "parameter",
        "buffer",
        "state",
        "loss.labels",
        "loss.target",
        "dropout.mask",
        "unused",
    }
    for name in (*trace.names, "loss"):
        for quantity in trace[name].quantities:
            end = ends(trace, random_cell(trace, name, quantity, rng), rng)
            assert end in allowed, f"{name}.{quantity} ends at {end}"


def recorded(*layers: core.Layer, x: np.ndarray, loss: object = None, labels: object = None) -> core.Trace:
    named = [(f"{type(layer).__name__.lower()}", layer.astype(np.float64)) for layer in layers]
    network = core.Sequential(named)
    loss = core.MSELoss("sum") if loss is None else loss
    if labels is None:
        labels = np.zeros(network.forward(x).shape)
    return core.record(network, loss, x, labels)


def test_a_convolution_shows_its_window_channel_by_channel_with_padding_and_bias():
    x = np.random.default_rng(0).normal(size=(1, 2, 4, 4))
    trace = recorded(core.Conv2d(2, 3, 3, padding=1), x=x)
    explanation = core.explain(trace, ("conv2d", "output", (0, 1, 0, 2)))
    labels = [(group.label, len(group)) for group in explanation.groups]
    assert labels == [("input channel 0", 6), ("input channel 1", 6), ("padding", 6), ("bias", 1)]
    assert explanation.groups[2].subtotal == 0.0
    weights, pixels = explanation.groups[1].factors
    assert [weights.cell(i).index for i in range(6)] == [(1, 1, i, j) for i in (1, 2) for j in (0, 1, 2)]
    assert [pixels.cell(i).index for i in range(6)] == [(0, 1, i, j) for i in (0, 1) for j in (1, 2, 3)]


def test_the_gradient_of_an_input_meets_the_kernel_turned_by_180_degrees():
    x = np.random.default_rng(0).normal(size=(1, 1, 5, 5))
    trace = recorded(core.Conv2d(1, 1, 3), x=x)
    explanation = core.explain(trace, ("conv2d", "grad_input", (0, 0, 2, 2)))
    weights, gradients = explanation.groups[0].factors
    pairs = [(weights.cell(i).index[2:], gradients.cell(i).index[2:]) for i in range(9)]
    assert pairs == [((2 - i, 2 - j), (i, j)) for i in range(3) for j in range(3)]


def test_a_stride_leaves_out_outputs_that_never_saw_the_input():
    x = np.random.default_rng(0).normal(size=(1, 1, 5, 5))
    trace = recorded(core.Conv2d(1, 2, 2, stride=2), x=x)
    assert len(core.explain(trace, ("conv2d", "grad_input", (0, 0, 0, 1))).leaves) == 4
    unseen = core.explain(trace, ("conv2d", "grad_input", (0, 0, 4, 4)))
    assert (unseen.total, unseen.value, len(unseen.leaves)) == (0.0, 0.0, 0)


def test_a_weights_gradient_has_one_group_for_each_image_and_shows_its_padding():
    x = np.random.default_rng(0).normal(size=(3, 1, 4, 4))
    trace = recorded(core.Conv2d(1, 2, 3, padding=1), x=x)
    explanation = core.explain(trace, ("conv2d", "weight.grad", (1, 0, 0, 0)))
    assert [group.label for group in explanation.groups] == ["image 0", "image 1", "image 2", "padding"]
    assert [len(group) for group in explanation.groups] == [9, 9, 9, 21]
    assert len(explanation.leaves) == 2 * 3 * 16


def test_max_pool_names_the_winner_and_the_losers():
    x = np.array([[[[1.0, 5.0], [5.0, 2.0]]]])
    trace = recorded(core.MaxPool2d(2), x=x)
    (group,) = core.explain(trace, ("maxpool2d", "output", (0, 0, 0, 0))).groups
    assert group.factors[0].values.tolist() == [0.0, 1.0, 0.0, 0.0]
    assert group.factors[1].values.tolist() == [1.0, 5.0, 5.0, 2.0]
    grads = [
        core.explain(trace, ("maxpool2d", "grad_input", (0, 0, i, j))).total for i in (0, 1) for j in (0, 1)
    ]
    assert grads == [0.0, 10.0, 0.0, 0.0]


def test_batch_norm_spells_out_its_three_paths():
    x = np.random.default_rng(0).normal(size=(4, 2, 3, 3))
    trace = recorded(core.BatchNorm2d(2), core.Tanh(), x=x)
    explanation = core.explain(trace, ("batchnorm2d", "grad_input", (1, 0, 2, 2)))
    assert [group.name for group in explanation.groups] == ["direct", "mean", "variance"]
    quantities = [[f.quantity for f in g.factors if hasattr(f, "quantity")] for g in explanation.groups]
    assert quantities == [
        ["weight", "inv_std", "grad_output"],
        ["weight", "inv_std", "bias.grad"],
        ["weight", "inv_std", "x_hat", "weight.grad"],
    ]


def test_dropout_shows_mask_and_scale():
    x = np.ones((2, 3))
    trace = recorded(core.Dropout(0.5, rng=np.random.default_rng(0)), x=x)
    explanation = core.explain(trace, ("dropout", "output", (0, 0)))
    assert [leaf[1] for leaf in explanation.leaves] in ([0.0, 2.0, 1.0], [1.0, 2.0, 1.0])
    assert explanation.groups[0].factors[1].meaning == "1 / (1 - p)"


def test_the_gradient_of_a_logit_is_probability_minus_label():
    x = np.array([[1.0, 2.0, 3.0]])
    trace = recorded(core.Flatten(), x=x, loss=core.CrossEntropyLoss(), labels=np.array([2]))
    groups = core.explain(trace, ("loss", "grad_input", (0, 2))).groups
    assert [group.name for group in groups] == ["probability", "label"]
    assert groups[1].subtotal == -1.0
    assert (core.Cell("loss", "labels", (0,)), 2.0) in list(
        core.explain(trace, ("loss", "grad_input", (0, 2))).leaves
    )


def test_the_loss_is_the_mean_of_minus_ln_p_of_the_labels():
    x = np.random.default_rng(0).normal(size=(3, 4))
    trace = recorded(core.Flatten(), x=x, loss=core.CrossEntropyLoss(), labels=np.array([2, 0, 3]))
    explanation = core.explain(trace, ("loss", "value", ()))
    assert [group.label for group in explanation.groups] == ["image 0", "image 1", "image 2"]
    sources = [cell for cell, _ in explanation.leaves if cell and cell.quantity == "log_probabilities"]
    assert [cell.index for cell in sources] == [(0, 2), (1, 0), (2, 3)]


@pytest.mark.parametrize(("factor", "name"), [(1 + 1e-5, "rounding"), (0.5, "difference")])
def test_a_step_made_by_somebody_else_names_the_rounding_and_no_more(factor: float, name: str):
    rng = np.random.default_rng(0)
    network = core.Sequential([("fc", core.Linear(3, 2, rng=rng))])
    optimizer = core.SGD(network.named_parameters(), 0.1, momentum=0.9, weight_decay=0.01)

    def step() -> None:
        loss = core.CrossEntropyLoss()
        loss.forward(network.forward(x), labels)
        network.backward(loss.backward())
        for parameter in network.named_parameters().values():
            parameter.grad = parameter.grad * np.float32(factor)
        optimizer.step()

    x, labels = rng.random((2, 3), dtype=np.float32), np.array([0, 1])
    trace = core.record(network, core.CrossEntropyLoss(), x, labels, optimizer, step=step)
    explanation = check(trace, core.Cell("fc", "weight.momentum_buffer.after", (1, 2)))
    assert [group.name for group in explanation.groups] == [
        "momentum",
        "gradient",
        name,
        "weight decay",
    ]
    check(trace, core.Cell("fc", "weight.after", (1, 2)))


def test_a_gradient_that_a_plan_takes_for_zero_is_told_as_rounding():
    rng = np.random.default_rng(0)
    layers = [core.Conv2d(1, 3, 3, rng=rng), core.BatchNorm2d(3), core.Flatten(), core.Linear(48, 2, rng=rng)]
    network = core.Sequential([(type(layer).__name__.lower(), layer) for layer in layers])
    optimizer, loss = core.Adam(network.named_parameters(), 0.01), core.CrossEntropyLoss()
    plan = core.compile(network, 4, loss)
    x, labels = rng.random((4, 1, 6, 6), dtype=np.float32), np.array([0, 1, 0, 1])
    trace = core.record(network, loss, x, labels, optimizer, step=lambda: plan.step(x, labels, optimizer))
    assert trace["conv2d"].grads["bias"].any()
    for i in np.flatnonzero(trace["conv2d"].grads["bias"]):
        explanation = check(trace, core.Cell("conv2d", "bias.exp_avg.after", (int(i),)))
        assert [group.name for group in explanation.groups] == ["kept", "gradient", "rounding"]
        assert "in the plan that made the step it is 0" in explanation.groups[2].factors[1].meaning


@pytest.mark.parametrize(
    ("make", "state", "formula"),
    [
        (core.SGD, "", "w after = w - lr · g"),
        (core.RMSprop, "square_avg", "v after = alpha · v + (1 - alpha) · g^2"),
        (core.Adagrad, "", "w after = w - lr · g / (sqrt(s after) + eps)"),
        (core.Adam, "exp_avg", "m after = beta1 · m + (1 - beta1) · g"),
        (core.AdamW, "exp_avg", "m after = beta1 · m + (1 - beta1) · g"),
    ],
)
@pytest.mark.parametrize("decay", [0.0, 0.01])
def test_a_weight_that_decays_into_its_gradient_has_that_in_the_formula(make, state, formula, decay):
    rng = np.random.default_rng(0)
    network = core.Sequential([("fc", core.Linear(3, 2, rng=rng))])
    optimizer = make(network.named_parameters(), 0.1, weight_decay=decay)
    x = rng.random((2, 3), dtype=np.float32)
    trace = core.record(network, core.CrossEntropyLoss(), x, np.array([0, 1]), optimizer)
    quantity = f"weight.{state}.after" if state else "weight.after"
    found = core.explain(trace, core.Cell("fc", quantity, (1, 2))).formula
    if decay and make is not core.AdamW:
        formula = formula.replace("g^2", "g'^2") if "g^2" in formula else formula.replace("· g", "· g'")
        formula += ",   g' = g + weight decay · w"
    assert found == formula


def test_a_parameter_outside_the_optimiser_stays():
    network = core.Sequential([("fc", core.Linear(3, 2)), ("out", core.Linear(2, 2))])
    params = {name: p for name, p in network.named_parameters().items() if name.startswith("out")}
    x = np.random.default_rng(0).random((2, 3), dtype=np.float32)
    trace = core.record(network, core.CrossEntropyLoss(), x, np.array([0, 1]), core.SGD(params, 0.1))
    explanation = check(trace, core.Cell("fc", "weight.after", (0, 0)))
    assert explanation.rule == "update.untouched"


def test_pixels_parameters_and_labels_have_no_leaves(make_trace: Make):
    trace = make_trace(1)
    first = trace.names[0]
    for cell in [(first, "input", (0, 0, 0, 0)), (first, "weight", (0, 0, 0, 0))]:
        explanation = core.explain(trace, cell)
        assert len(explanation.leaves) == 0
        assert isinstance(explanation.expression, Given)
        assert explanation.total == explanation.value


def test_leaves_are_a_lazy_sequence():
    x = np.random.default_rng(0).normal(size=(2, 1, 4, 4))
    trace = recorded(core.Conv2d(1, 2, 3), x=x)
    leaves = core.explain(trace, ("conv2d", "weight.grad", (0, 0, 1, 1))).leaves
    assert list(leaves) == [leaves[i] for i in range(len(leaves))]
    assert leaves[-1] == leaves[len(leaves) - 1]
    assert leaves[2:4] == [leaves[2], leaves[3]]
    with pytest.raises(IndexError):
        leaves[len(leaves)]


def test_large_groups_can_be_folded_without_losing_a_term():
    x = np.random.default_rng(0).normal(size=(2, 1, 6, 6))
    trace = recorded(core.Conv2d(1, 1, 3), x=x)
    group = core.explain(trace, ("conv2d", "weight.grad", (0, 0, 0, 0))).groups[0]
    places, rest = group.largest(3)
    assert abs(group.terms[places].sum() + rest - group.subtotal) < 1e-12
    assert np.abs(group.terms[places]).min() >= np.abs(np.delete(group.terms, places)).max()


def test_an_explanation_reads_as_text():
    x = np.random.default_rng(0).normal(size=(1, 2, 4, 4))
    text = str(core.explain(recorded(core.Conv2d(2, 3, 3), x=x), ("conv2d", "output", (0, 1, 0, 1))))
    assert "conv2d.output[0, 1, 0, 1] = " in text
    assert "input channel 1" in text
    assert "computed from its terms" in text


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (("conv7", "output", (0,)), KeyError),
        (("flatten", "nothing", (0,)), ValueError),
        (("flatten", "output", (0, 99)), ValueError),
    ],
)
def test_a_cell_that_is_not_there_is_refused(cell, error):
    trace = recorded(core.Flatten(), x=np.zeros((1, 1, 2, 2)))
    with pytest.raises(error):
        core.explain(trace, cell)


def test_a_layer_of_an_unknown_type_is_named():
    class Own(core.ReLU):
        pass

    trace = core.record(core.Sequential([("own", Own())]), core.MSELoss(), np.ones((1, 2)), np.ones((1, 2)))
    with pytest.raises(ValueError, match="own: no formulas are known for layers of the type 'Own'"):
        core.explain(trace, ("own", "output", (0, 0)))


def test_loop_twins_are_explained_as_the_layers_that_they_are_twins_of():
    x = np.random.default_rng(0).normal(size=(2, 2, 5, 5))
    layers = [core.ConvLoop2d(2, 3, 2), core.MaxPoolLoop2d(2), core.AvgPoolLoop2d(2), core.Flatten()]
    trace = recorded(*layers, core.LinearLoop(3, 2), x=x)
    rng = np.random.default_rng(0)
    for name in trace.names:
        for quantity in trace[name].quantities:
            check(trace, random_cell(trace, name, quantity, rng))


@pytest.mark.parametrize("centered", [True, False])
def test_what_a_centred_rmsprop_takes_the_root_of_stands_in_the_formula(centered: bool) -> None:
    rng = np.random.default_rng(0)
    network = core.Sequential([("fc1", core.Linear(4, 3, rng=rng))])
    optimizer = core.RMSprop(network.named_parameters(), 0.01, centered=centered)
    x = rng.normal(0, 1, (5, 4)).astype(np.float32)
    trace = core.record(network, core.CrossEntropyLoss(), x, np.arange(5) % 3, optimizer)
    found = core.explain(trace, core.Cell("fc1", "weight.after", (0, 0)))
    assert ("sqrt(v after - a after^2)" in found.formula) == centered
