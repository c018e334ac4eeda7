"""Activations: functions of one number, and the two that look at a whole row, softmax and its logarithm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.trace.explain.explanation import Explanation
from core.trace.explain.expression import Function, Node, Part, Product, Sum, minus
from core.trace.explain.place import CellPlace, constant

FORMULAS = {
    "ReLU": ("y = (1 where x > 0, else 0) · x", "slope = 1 where x > 0, else 0"),
    "LeakyReLU": ("y = (1 where x > 0, else a) · x", "slope = 1 where x > 0, else a"),
    "ELU": ("y = x where x > 0, else a (exp(x) - 1)", "slope = 1 where x > 0, else a exp(x)"),
    "Sigmoid": ("y = 1 / (1 + exp(-x))", "slope = y (1 - y)"),
    "Tanh": ("y = tanh(x)", "slope = 1 - y · y"),
}


def activation(place: CellPlace) -> Explanation:
    """y = f(x), and the gradient through it: dx = f'(x) · dy."""
    kind, quantity = place.kind, place.quantity
    rule = f"{kind.lower()}.{quantity}"
    if quantity == "grad_input":
        return place.explained(
            rule, "dx = slope · dy", Product(place.same("slope"), place.same("grad_output"))
        )
    output, slope = FORMULAS[kind]
    if quantity == "slope":
        return place.explained(rule, slope, _slope(place))
    if quantity != "output":
        raise place.unknown()
    if kind in ("ReLU", "LeakyReLU"):
        return place.explained(rule, output, Product(place.same("slope"), place.same("input")))
    return place.explained(rule, output, Function(kind.lower(), place.layer.function, place.same("input")))


def _slope(place: CellPlace) -> Node:
    kind, layer, x, y = place.kind, place.layer, place.same("input"), place.same("output")
    if kind == "Sigmoid":
        return Product(y, minus(constant(1.0, "one"), y))
    if kind == "Tanh":
        return Sum(constant(1.0, "one"), Product(constant(-1.0, "minus one"), y, y))
    slope: Callable[[np.ndarray], np.ndarray] = lambda values: layer.slope(values, layer.function(values))  # noqa: E731
    return Function(f"slope of {kind.lower()}", slope, x)


def _row(place: CellPlace) -> tuple[np.ndarray, int]:
    """Where the numbers of the cell's row lie (along the layer's axis), and which of them the cell is."""
    axis, shape = place.layer.dim, place.array.shape
    index = [np.full(shape[axis], i) for i in place.index]
    index[axis] = np.arange(shape[axis])
    return np.ravel_multi_index(index, shape), place.index[axis]


def softmax(place: CellPlace) -> Explanation:
    """p[k] = exp(z[k]) / sum of exp(z[j]); its gradient subtracts what all probabilities share."""
    row, k = _row(place)
    if place.quantity == "output":
        node = Function("softmax", lambda z: _softmax(z)[k], place.cells("input", row), whole=True)
        return place.explained("softmax.output", "p[k] = exp(z[k]) / sum over j of exp(z[j])", node)
    if place.quantity != "grad_input":
        raise place.unknown()
    p, g = place.same("output"), place.same("grad_output")
    all_p, all_g = place.cells("output", row), place.cells("grad_output", row)
    shared = Product(constant(-1.0, "minus one"), p, all_g, all_p)
    formula = "dz[k] = p[k] dp[k]  - p[k] · sum over j of dp[j] p[j]"
    return place.explained(
        "softmax.grad_input", formula, Sum(Part("direct", Product(p, g)), Part("shared", shared))
    )


def log_softmax(place: CellPlace) -> Explanation:
    """l[k] = z[k] - ln(sum of exp(z[j]))."""
    row, _ = _row(place)
    if place.quantity == "output":
        formula = "l[k] = z[k] - ln(sum over j of exp(z[j]))"
        node = log_of_softmax(place.same("input"), place.cells("input", row))
        return place.explained("logsoftmax.output", formula, node)
    if place.quantity != "grad_input":
        raise place.unknown()
    p = Function("exp", np.exp, place.same("output"))
    shared = Product(constant(-1.0, "minus one"), p, place.cells("grad_output", row))
    formula = "dz[k] = dl[k]  - exp(l[k]) · sum over j of dl[j]"
    parts = (Part("direct", place.same("grad_output")), Part("shared", shared))
    return place.explained("logsoftmax.grad_input", formula, Sum(*parts))


def log_of_softmax(z: Node, row: Node) -> Sum:
    """z[k] - ln(sum over j of exp(z[j])), for a logit and the row that it stands in."""
    normaliser = Function("ln of the sum of exp", log_sum_exp, row, whole=True)
    return Sum(Part("logit", z), Part("ln of the sum", Product(constant(-1.0, "minus one"), normaliser)))


def log_sum_exp(z: np.ndarray) -> np.ndarray:
    """ln(sum of exp(z)), with the largest taken out first so that nothing overflows."""
    return np.asarray(z.max() + np.log(np.exp(z - z.max()).sum()))


def _softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max())
    return np.asarray(e / e.sum())


EXPLAINERS = {
    **dict.fromkeys(FORMULAS, activation),
    "Softmax": softmax,
    "LogSoftmax": log_softmax,
}
