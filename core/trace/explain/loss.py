"""Losses: where forward paths end in one number and backward paths begin, at the labels."""

from __future__ import annotations

import numpy as np

from core.trace.explain.elementwise import log_of_softmax
from core.trace.explain.explanation import Explanation
from core.trace.explain.expression import Cells, Constants, Function, Node, Part, Product, Sum, minus
from core.trace.explain.place import CellPlace, constant


def share(place: CellPlace, factor: float, count: int, letter: str) -> Constants:
    """factor / count for the mean, the factor alone for the sum; `letter` is what the count is called."""
    if place.record.config["reduction"] == "mean":
        return constant(factor / count, f"{factor:g} / {letter}")
    return constant(factor, f"{factor:g}")


def is_label(labels: Cells, classes: np.ndarray) -> Function:
    """1 where the class is the label, else 0."""
    return Function("is the label", np.equal, labels, Constants.of(classes, "class"))


def given_or_output(place: CellPlace) -> Explanation | None:
    """The prediction is the last layer's output; labels and targets are given."""
    if place.quantity in ("labels", "target"):
        return place.given(f"loss.{place.quantity}", "given with the image")
    if place.array is place.record.prediction:
        last = place.trace.names[-1]
        return place.explained(f"loss.{place.quantity}", f"what {last} puts out", place.same("output", last))
    return None


def cross_entropy(place: CellPlace) -> Explanation:
    """Logits, log-probabilities, probabilities, the loss, and p - t."""
    count, classes = place.record.prediction.shape
    rule = f"crossentropy.{place.quantity}"
    if place.quantity == "value":
        return place.explained(rule, *_cross_entropy_value(place, count, classes))
    n, k = place.index
    row = n * classes + np.arange(classes)
    if place.quantity == "log_probabilities":
        formula = "ln p[k] = z[k] - ln(sum over j of exp(z[j]))"
        return place.explained(
            rule, formula, log_of_softmax(place.same("logits"), place.cells("logits", row))
        )
    if place.quantity == "probabilities":
        node = Function("exp", np.exp, place.same("log_probabilities"))
        return place.explained(rule, "p[k] = exp(ln p[k]) = exp(z[k]) / sum over j of exp(z[j])", node)
    smoothing = place.record.config["label_smoothing"]
    labels = place.cells("labels", n)
    parts = [
        Part("probability", Product(share(place, 1.0, count, "N"), place.same("probabilities"))),
        Part(
            "label",
            Product(share(place, -1.0, count, "N"), _target(labels, np.array([k]), smoothing, classes)),
        ),
    ]
    return place.explained(rule, "dz[k] = (p[k] - t[k]) / N,   t[k] = 1 for the label, else 0", Sum(*parts))


def _cross_entropy_value(place: CellPlace, count: int, classes: int) -> tuple[str, Node]:
    smoothing, labels = place.record.config["label_smoothing"], place.record.target.astype(np.intp)
    scale = share(place, -1.0, count, "N")
    images = np.arange(count)
    if not smoothing:
        chosen = place.cells("log_probabilities", images * classes + labels)
        gate = is_label(place.cells("labels", images), labels)
        part = Part("image", Product(scale, gate, chosen), images, range(count))
        return "L = sum over images of  -ln p[label] / N", Sum(part)
    every = np.tile(np.arange(classes), count)
    shares = _target(place.cells("labels", images.repeat(classes)), every, smoothing, classes)
    terms = Product(scale, shares, place.cells("log_probabilities", np.arange(count * classes)))
    part = Part("image", terms, images * classes, range(count))
    return "L = sum over images and classes of  -t[k] ln p[k] / N", Sum(part)


def _target(labels: Cells, classes: np.ndarray, smoothing: float, count: int) -> Node:
    """t[k]: 1 for the label; with smoothing s, 1 - s for the label and s / K for everyone."""
    if not smoothing:
        return is_label(labels, classes)

    def smooth(label: np.ndarray, k: np.ndarray, s: np.ndarray) -> np.ndarray:
        return (1 - s) * (label == k) + s / count

    settings = (Constants.of(classes, "class"), constant(smoothing, "label smoothing"))
    return Function("smoothed label", smooth, labels, *settings)


def nll(place: CellPlace) -> Explanation:
    """Minus the log-probability of the label."""
    count, classes = place.record.prediction.shape
    scale = share(place, -1.0, count, "N")
    if place.quantity == "value":
        images, labels = np.arange(count), place.record.target.astype(np.intp)
        chosen = place.cells("log_probabilities", images * classes + labels)
        gate = is_label(place.cells("labels", images), labels)
        part = Part("image", Product(scale, gate, chosen), images, range(count))
        return place.explained("nll.value", "L = sum over images of  -ln p[label] / N", Sum(part))
    n, k = place.index
    node = Product(scale, is_label(place.cells("labels", n), np.array([k])))
    return place.explained("nll.grad_input", "dl[k] = -1 / N for the label, else 0", node)


def mse(place: CellPlace) -> Explanation:
    """The mean of squared differences."""
    prediction = place.record.prediction
    if place.quantity == "value":
        everything = np.arange(prediction.size)
        difference = minus(place.cells("prediction", everything), place.cells("target", everything))
        terms = Product(
            share(place, 1.0, prediction.size, "count"), Function("square", np.square, difference)
        )
        images = np.arange(len(prediction))
        part = Part("image", terms, images * (prediction.size // len(prediction)), range(len(prediction)))
        return place.explained("mse.value", "L = sum of  (x - target)^2 / count", Sum(part))
    scale = share(place, 2.0, prediction.size, "count")
    node = Product(scale, minus(place.same("prediction"), place.same("target")))
    return place.explained("mse.grad_input", "dx = 2 (x - target) / count", node)


EXPLAINERS = {"CrossEntropyLoss": cross_entropy, "NLLLoss": nll, "MSELoss": mse}
