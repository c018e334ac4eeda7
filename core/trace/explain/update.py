"""The update: what the optimiser made of a gradient, term by term, each optimiser in its own formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from core.trace.explain.explanation import Explanation
from core.trace.explain.expression import Function, Node, Part, Product, Sum, divide
from core.trace.explain.place import CellPlace, constant
from core.trace.recording import Trace
from core.trace.records import Cell

# No other order of adding makes more of a difference: of a parameter's largest gradient, and of all that is
# added up to one gradient, which may cancel.
ROUNDING, CANCELLED = 1e-3, 1e-5

Explain = Callable[[Trace, Cell], Explanation]


class Update:
    """One parameter's update: its name, the settings at that step, and the nodes of the formulas."""

    def __init__(self, place: CellPlace, parameter: str, explain: Explain) -> None:
        self.place, self.parameter, self.explain = place, parameter, explain
        self.settings: dict[str, Any] = dict(place.trace.optimizer or {})

    def __getitem__(self, setting: str) -> Any:
        return self.settings[setting]

    @property
    def weight(self) -> Node:
        return self.place.same(self.parameter)

    def state(self, name: str) -> Node:
        """The optimiser's number for this weight, before the step."""
        return self.place.same(f"{self.parameter}.{name}")

    def state_after(self, name: str) -> Node:
        return self.place.same(f"{self.parameter}.{name}.after")

    @property
    def decays(self) -> bool:
        """Whether the optimiser adds the weight's decay to the gradient; AdamW takes it off the weight."""
        return bool(self.settings.get("weight_decay")) and self["type"] != "AdamW"

    def formula(self, formula: str) -> str:
        """A formula of the gradient g, which is g' where the weight decays."""
        decayed = re.sub(r"\bg\b", "g'", formula) if self.decays else formula
        return formula if decayed == formula else f"{decayed},   g' = g + weight decay · w"

    def gradient(self) -> list[Part]:
        """What the optimiser takes as gradient: the gradient, a plan's rounding, and the decay.

        What rounding can't explain is called a difference.
        """
        parts = [Part("gradient", self.place.same(f"{self.parameter}.grad"))]
        record = self.place.record
        if self.parameter in record.applied:
            used = float(record.applied[self.parameter].reshape(-1)[self.place.flat])
            seen = float(record.grads[self.parameter].reshape(-1)[self.place.flat])
            name, why = "difference", "difference: the step was made with another gradient"
            if abs(used - seen) <= self._rounding():
                name, why = "rounding", "rounding: the plan that made the step adds in another order"
                if not used:  # as of a bias that a batch-norm takes out again
                    why = "rounding: this gradient is nothing else; in the plan that made the step it is 0"
            parts.append(Part(name, constant(used - seen, why)))
        if self.decays:
            decay = constant(self["weight_decay"], "weight decay")
            parts.append(Part("weight decay", Product(decay, self.weight)))
        return parts

    def _rounding(self) -> float:
        """How far from each other two ways of adding up the gradient may come."""
        largest = float(np.abs(self.place.record.grads[self.parameter]).max(initial=0.0))
        gradient = Cell(self.place.cell.layer, f"{self.parameter}.grad", self.place.index)
        return max(ROUNDING * largest, CANCELLED * self.explain(self.place.trace, gradient).scale)

    def scaled(self, number: float, meaning: str, parts: list[Part]) -> list[Part]:
        """The parts of a sum, each multiplied by one number."""
        return [Part(part.name, Product(constant(number, meaning), part.node)) for part in parts]

    def average(self, name: str, keep: float, letter: str, new: list[Part]) -> Sum:
        """keep · state + (1 - keep) · new."""
        kept = Product(constant(keep, letter), self.state(name))
        return Sum(Part("kept", kept), *self.scaled(1 - keep, f"1 - {letter}", new))

    def squared_gradient(self) -> list[Part]:
        return [Part("squared gradient", Function("square", np.square, Sum(*self.gradient())))]


Formula = tuple[str, Node]


def sgd(update: Update, state: str) -> Formula:
    lr, momentum = update["lr"], update["momentum"]
    if state:
        kept = Part("momentum", Product(constant(momentum, "momentum"), update.state(state)))
        return "v after = momentum · v + g", Sum(kept, *update.gradient())
    before = Part("weight", update.weight)
    if not momentum:
        parts = update.scaled(-lr, "-lr", update.gradient())
        return "w after = w - lr · g", Sum(before, *parts)
    velocity = update.state_after("momentum_buffer")
    if not update["nesterov"]:
        step = Part("step", Product(constant(-lr, "-lr"), velocity))
        return "w after = w - lr · v after", Sum(before, step)
    ahead = Product(constant(-lr, "-lr"), constant(momentum, "momentum"), velocity)
    parts = update.scaled(-lr, "-lr", update.gradient())
    formula = "w after = w - lr · (g + momentum · v after)"
    return formula, Sum(before, *parts, Part("momentum", ahead))


def rmsprop(update: Update, state: str) -> Formula:
    alpha = update["alpha"]
    if state == "square_avg":
        return "v after = alpha · v + (1 - alpha) · g^2", update.average(
            state, alpha, "alpha", update.squared_gradient()
        )
    if state == "grad_avg":
        return "a after = alpha · a + (1 - alpha) · g", update.average(
            state, alpha, "alpha", update.gradient()
        )
    root, under = _root(update, "square_avg"), "v after"
    if update["centered"]:
        under = "v after - a after^2"
        mean = update.state_after("grad_avg")
        root = Function(
            "sqrt(v - a^2) + eps", _centred_root, update.state_after("square_avg"), mean, _eps(update)
        )
    quotient = divide(Sum(*update.gradient()), root)
    if state == "momentum_buffer":
        kept = Part("momentum", Product(constant(update["momentum"], "momentum"), update.state(state)))
        return f"m after = momentum · m + g / (sqrt({under}) + eps)", Sum(kept, Part("gradient", quotient))
    lr = constant(-update["lr"], "-lr")
    before = Part("weight", update.weight)
    if update["momentum"]:
        step = Product(lr, update.state_after("momentum_buffer"))
        return "w after = w - lr · m after", Sum(before, Part("step", step))
    return f"w after = w - lr · g / (sqrt({under}) + eps)", Sum(before, Part("step", Product(lr, quotient)))


def adagrad(update: Update, state: str) -> Formula:
    if state:
        return "s after = s + g^2", Sum(Part("kept", update.state(state)), *update.squared_gradient())
    lr = update["lr"] / (1 + (update["t"] - 1) * update["lr_decay"])
    quotient = divide(Sum(*update.gradient()), _root(update, "sum"))
    step = Part("step", Product(constant(-lr, "-lr / (1 + (t - 1) lr_decay)"), quotient))
    return "w after = w - lr · g / (sqrt(s after) + eps)", Sum(Part("weight", update.weight), step)


def adam(update: Update, state: str) -> Formula:
    (beta1, beta2), decoupled = update["betas"], update["type"] == "AdamW"
    if state == "exp_avg":
        new = update.gradient()
        return "m after = beta1 · m + (1 - beta1) · g", update.average(state, beta1, "beta1", new)
    if state == "exp_avg_sq":
        squared = update.squared_gradient()
        return "v after = beta2 · v + (1 - beta2) · g^2", update.average(state, beta2, "beta2", squared)
    if state == "max_exp_avg_sq":
        largest = Function("larger of", np.maximum, update.state(state), update.state_after("exp_avg_sq"))
        return "u after = the larger of u and v after", largest
    t, weight = update["t"], Part("weight", update.weight)
    if decoupled:
        decay = constant(1 - update["lr"] * update["weight_decay"], "1 - lr · weight decay")
        weight = Part("weight", Product(decay, update.weight))
    root = _root(update, "max_exp_avg_sq" if update["amsgrad"] else "exp_avg_sq", (1 - beta2**t) ** -0.5)
    rate = constant(-update["lr"] / (1 - beta1**t), "-lr / (1 - beta1^t)")
    step = Part("step", Product(rate, divide(update.state_after("exp_avg"), root)))
    formula = "w after = w - lr / (1 - beta1^t) · m after / (sqrt(v after) / sqrt(1 - beta2^t) + eps)"
    return formula.replace("= w", "= (1 - lr · weight decay) · w") if decoupled else formula, Sum(
        weight, step
    )


def _eps(update: Update) -> Node:
    return constant(update["eps"], "eps")


def _root(update: Update, state: str, correction: float = 1.0) -> Node:
    """sqrt(state after) + eps, or with Adam's correction sqrt(state after) / sqrt(1 - beta2^t) + eps."""
    nodes = [update.state_after(state), _eps(update)]
    if correction != 1.0:
        nodes.append(constant(correction, "1 / sqrt(1 - beta2^t)"))
    return Function("sqrt + eps", _plain_root, *nodes)


def _plain_root(square: np.ndarray, eps: np.ndarray, correction: np.ndarray | float = 1.0) -> np.ndarray:
    return np.asarray(np.sqrt(square) * correction + eps)


def _centred_root(square: np.ndarray, mean: np.ndarray, eps: np.ndarray) -> np.ndarray:
    return np.asarray(np.sqrt(square - mean * mean) + eps)


EXPLAINERS: dict[str, Callable[[Update, str], Formula]] = {
    "SGD": sgd,
    "RMSprop": rmsprop,
    "Adagrad": adagrad,
    "Adam": adam,
    "AdamW": adam,
}


def update(place: CellPlace, explain: Explain) -> Explanation:
    """A parameter or an optimiser's number after the step."""
    parameter, _, state = place.quantity.removesuffix(".after").partition(".")
    about = Update(place, parameter, explain)
    if f"{place.cell.layer}.{parameter}" not in about["parameters"]:
        return place.explained("update.untouched", "not in the optimiser: it stays", about.weight)
    kind = about["type"]
    if kind not in EXPLAINERS:
        raise ValueError(f"no formula is known for the optimiser {kind!r}")
    formula, node = EXPLAINERS[kind](about, state)
    return place.explained(f"{kind.lower()}.{state or 'weight'}", about.formula(formula), node)
