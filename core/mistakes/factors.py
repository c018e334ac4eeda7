"""The known factors by which a result is off, and what is right beside another convention."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.mistakes.case import Case
from core.mistakes.report import DiagnosisResult

Factor = Callable[[Case, str], float | None]


def _batch(case: Case, quantity: str) -> float | None:
    return float(len(case["x"])) if "x" in case else None


def _places(case: Case, quantity: str) -> float | None:
    """Places of the output's maps."""
    x = case.get("x")
    if x is None or x.ndim != 4 or quantity in ("y", "dX"):
        return None
    if "w" in case:
        H, W = ((s + sum(p) - k) // step + 1 for s, p, k, step in zip(
            x.shape[2:], case["pads"], case["w"].shape[2:], case["steps"], strict=True))  # fmt: skip
        return float(H * W)
    return float(x.shape[2] * x.shape[3])


def _over(factor: Factor) -> Factor:
    def inverse(case: Case, quantity: str) -> float | None:
        value = factor(case, quantity)
        return None if value is None else 1 / value

    return inverse


def _product(one: Factor, other: Factor) -> Factor:
    def both(case: Case, quantity: str) -> float | None:
        values = one(case, quantity), other(case, quantity)
        return None if None in values else float(values[0] * values[1])  # type: ignore[operator]

    return both


FACTORS: dict[str, Factor] = {
    "its sign is wrong": lambda case, quantity: -1.0,
    "it is multiplied by the batch": _batch,
    "it is divided by the batch": _over(_batch),
    "it is twice as large": lambda case, quantity: 2.0,
    "it is half as large": lambda case, quantity: 0.5,
    "it is divided by the number of places": _over(_places),
    "it is divided by images times places": _over(_product(_batch, _places)),
}


def conventions(results: Sequence[DiagnosisResult]) -> list[str]:
    """What is right beside another convention, though each by itself isn't ours."""
    keys = {key for result in results for key in result.mistakes}
    notes = []
    if {"drop.y-unscaled", "drop.eval-scaled"} <= keys:
        notes.append("scaling in use instead of in training is right as well, if both do it so")
    if keys & {"ce.dx-noN", "nll.dx-noN"}:
        notes.append("together with layers that divide their gradients by the batch, this is right")
    if "softmax.dx-through" in keys:
        notes.append("together with a loss whose gradient is p - y already, this is right")
    if any(result.factor == "it is divided by the batch" for result in results) or keys & BATCH_MEANS:
        notes.append("together with a loss whose gradient isn't divided by the batch, this is right")
    if any(key.endswith("-piles") for key in keys):
        notes.append("gradients may pile up where something sets them to 0 before every batch")
    if "drop.p-keeps" in keys:
        notes.append(
            "if the number that your dropout is given is meant as the share that is kept, this is right"
        )
    return notes


BATCH_MEANS = {"linear.db-mean"}


def factor_words(factor: str) -> str:
    more = {
        "it is multiplied by the batch": " (a sum over the batch where a mean is meant)",
        "it is divided by the batch": " (a mean over the batch where a sum is meant)",
    }
    return factor + more.get(factor, "")
