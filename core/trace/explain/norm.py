"""Batch normalisation: the statistics, the output, and the three paths on which the gradient reaches x."""

from __future__ import annotations

from math import prod

import numpy as np

from core.trace.explain.explanation import Explanation
from core.trace.explain.expression import Cells, Function, Node, Part, Product, Sum, divide, minus
from core.trace.explain.place import CellPlace, constant

PER_VALUE = ("output", "x_hat", "grad_input")  # the other quantities have one number per feature


class Feature:
    """The values that share the cell's statistics: where they lie, and how many of them an image has."""

    def __init__(self, place: CellPlace) -> None:
        self.place = place
        x = place.record.input
        per_pixel = place.kind == "BatchNormPixel"
        own = place.index
        if place.quantity in PER_VALUE:
            own = own[1:] if per_pixel else own[1:2]
        shape = x.shape[1:] if per_pixel else x.shape[1:2]
        self.flat = int(np.ravel_multi_index(own, shape))
        numbered = np.arange(x.size).reshape(len(x), prod(shape), -1)
        self.members = numbered[:, self.flat].ravel()  # image by image
        self.count = len(self.members)
        self.each = self.count // len(x)

    def one(self, quantity: str) -> Cells:
        """The feature's number of a statistic or parameter."""
        return self.place.cells(quantity, self.flat)

    def all(self, quantity: str) -> Cells:
        """The feature's values in an array of the input's shape."""
        return self.place.cells(quantity, self.members)

    def by_image(self, node: Node) -> Part:
        images = self.count // self.each
        return Part("image", node, np.arange(images) * self.each, range(images))


def batch_norm(place: CellPlace) -> Explanation:
    """Every quantity of a batch-norm layer."""
    feature, quantity, record = Feature(place), place.quantity, place.record
    rule = f"batchnorm.{quantity}"
    affine = "weight" in record.params
    if quantity == "output":
        if not affine:
            return place.explained(rule, "y = x_hat", place.same("x_hat"))
        parts = (
            Part("scaled", Product(feature.one("weight"), place.same("x_hat"))),
            Part("bias", feature.one("bias")),
        )
        return place.explained(rule, "y = weight · x_hat + bias", Sum(*parts))
    if quantity == "x_hat":
        node = Product(minus(place.same("input"), feature.one("mean")), feature.one("inv_std"))
        return place.explained(rule, "x_hat = (x - mean) · inv_std", node)
    if quantity == "inv_std":
        eps = constant(place.layer.eps, "eps")
        root = Function("1 / sqrt", _inverse_root, feature.one("var"), eps)
        return place.explained(rule, "inv_std = 1 / sqrt(var + eps)", root)
    if quantity in ("mean", "var"):
        return _statistic(place, feature, rule)
    if quantity == "bias.grad":
        g = feature.by_image(feature.all("grad_output"))
        return place.explained(rule, "db = sum of dy", Sum(g))
    if quantity == "weight.grad":
        products = Product(feature.all("grad_output"), feature.all("x_hat"))
        return place.explained(rule, "dw = sum of  dy · x_hat", Sum(feature.by_image(products)))
    if quantity == "grad_input":
        return _grad_input(place, feature, rule)
    if quantity.endswith(".after"):
        return _running(place, feature, rule)
    raise place.unknown()


def _statistic(place: CellPlace, feature: Feature, rule: str) -> Explanation:
    """Mean and variance: of the batch in training, the running ones in use."""
    quantity = place.quantity
    if not place.record.training:
        running = feature.one(f"running_{quantity}")
        return place.explained(rule, f"{quantity} = running_{quantity}   (in use, not in training)", running)
    share = constant(1 / feature.count, "1 / M")
    if quantity == "mean":
        node = Product(share, feature.all("input"))
        return place.explained(rule, "mean = sum of  x / M", Sum(feature.by_image(node)))
    centred = minus(feature.all("input"), feature.one("mean"))
    node = Product(share, Function("square", np.square, centred))
    return place.explained(rule, "var = sum of  (x - mean)^2 / M", Sum(feature.by_image(node)))


def _grad_input(place: CellPlace, feature: Feature, rule: str) -> Explanation:
    """Direct, through the mean, through the variance; in use only the direct path is left."""
    scale: list[Node] = [feature.one("inv_std")]
    affine = "weight" in place.record.params
    if affine:
        scale.insert(0, feature.one("weight"))
    direct = Part("direct", Product(*scale, place.same("grad_output")))
    if not place.record.training:
        return place.explained(rule, "dx = weight · inv_std · dy   (in use)", Sum(direct))
    sum_g: Node = Sum(feature.all("grad_output"))
    sum_gx: Node = Sum(Product(feature.all("grad_output"), feature.all("x_hat")))
    if affine:  # the two sums are gradients in their own right
        sum_g, sum_gx = feature.one("bias.grad"), feature.one("weight.grad")
    share = constant(-1 / feature.count, "-1 / M")
    mean = Part("mean", Product(*scale, share, sum_g))
    variance = Part("variance", Product(*scale, share, place.same("x_hat"), sum_gx))
    formula = "dx = weight · inv_std · (dy  - sum(dy) / M  - x_hat · sum(dy · x_hat) / M)"
    return place.explained(rule, formula, Sum(direct, mean, variance))


def _running(place: CellPlace, feature: Feature, rule: str) -> Explanation:
    """running = (1 - momentum) running + momentum · batch, with the unbiased variance."""
    running = place.quantity.removesuffix(".after")
    batch = running.removeprefix("running_")
    if not place.record.training:
        return place.explained(rule, f"{running} stays as it is in use", feature.one(running))
    momentum, count = place.layer.momentum, feature.count
    kept = Product(constant(1 - momentum, "1 - momentum"), feature.one(running))
    taken = [constant(momentum, "momentum"), feature.one(batch)]
    formula = f"{running} after = (1 - momentum) · {running} + momentum · {batch}"
    if batch == "var":
        unbiased = divide(constant(float(count), "M"), constant(count - 1.0, "M - 1"))
        taken.insert(1, unbiased)
        formula += " · M / (M - 1)"
    return place.explained(rule, formula, Sum(Part("kept", kept), Part("batch", Product(*taken))))


def _inverse_root(var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    return 1 / np.sqrt(var + eps)


EXPLAINERS = dict.fromkeys(("BatchNorm2d", "BatchNormPixel", "BatchNorm1d"), batch_norm)
