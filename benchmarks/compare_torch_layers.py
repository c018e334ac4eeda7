"""Compares every layer with the PyTorch module of its name, over thousands of random shapes and settings.

Runs where torch is installed (it is no dependency of this project):

    python benchmarks/compare_torch_layers.py --rounds 2000

Everything is float64. Printed are the worst absolute errors of outputs, gradients and running statistics; the
exit status is 1 if one is above 1e-9. Arguments that one side refuses must be refused by the other as well.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import core
from core import models

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("PyTorch is not installed here: pip install torch, then run this again")

LIMIT = 1e-9
COLUMNS = ("output", "grad_input", "weight", "bias", "statistics", "winners")
warnings.filterwarnings("ignore", message="Using padding='same'")  # torch on even kernels


class FlattenedBatchNorm(nn.BatchNorm1d):
    """What torch has of batch-norm per pixel: BatchNorm1d on flattened images."""

    def forward(self, x: Any) -> Any:
        return super().forward(x.flatten(1)).reshape(x.shape)


class Comparison:
    """Draws cases from one generator, runs both sides and keeps the worst error of each kind."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.worst: dict[str, dict[str, float]] = {}
        self.cases: dict[str, int] = {}
        self.refused: dict[str, int] = {}

    # -- drawing -----------------------------------------------------------------------------------------

    def whole(self, low: int, high: int) -> int:
        """A whole number of low..high."""
        return int(self.rng.integers(low, high + 1))

    def pair(self, low: int, high: int) -> Any:
        """An int or a pair of low..high."""
        both = (self.whole(low, high), self.whole(low, high))
        return both if self.rng.random() < 0.5 else both[0]

    def yes(self, chance: float = 0.5) -> bool:
        return bool(self.rng.random() < chance)

    def numbers(self, *shape: int, ties: bool = False) -> np.ndarray:
        """Read-only normal numbers; with ties rounded to wholes, so that windows hold equal values."""
        x = self.rng.standard_normal(shape)
        x = np.round(x) if ties else x * self.rng.choice([0.1, 1.0, 10.0])
        x.flags.writeable = False
        return x

    # -- comparing ---------------------------------------------------------------------------------------

    def note(self, kind: str, what: str, ours: np.ndarray | None, theirs: Any) -> None:
        """Keep the largest |ours - theirs|; a difference in shape is infinite."""
        ours, theirs = np.asarray(ours), theirs.detach().numpy()
        error = np.inf if ours.shape != theirs.shape else float(np.abs(ours - theirs).max(initial=0.0))
        row = self.worst.setdefault(kind, {})
        row[what] = max(row.get(what, 0.0), np.inf if np.isnan(error) else error)

    def fits(self, kind: str, make: Callable[[], tuple[Any, Any]], shape: tuple[int, ...]) -> Any:
        """Both sides made and able to take a batch of `shape`, or None when both refuse it."""
        refusals = []
        sides: list[Any] = [None, None]
        for i, zeros in enumerate((np.zeros(shape), torch.zeros(shape, dtype=torch.float64))):
            try:
                sides[i] = make()[i]
                (sides[i].eval().forward(zeros) if i == 0 else sides[i].double().eval()(zeros))
                refusals.append(False)
            except (ValueError, RuntimeError):
                refusals.append(True)
        if refusals[0] != refusals[1]:
            raise SystemExit(
                f"{kind}: ours refuses: {refusals[0]}, torch refuses: {refusals[1]}; {make} {shape}"
            )
        if refusals[0]:
            self.refused[kind] = self.refused.get(kind, 0) + 1
            return None
        return sides[0].train().astype(np.float64), sides[1].train()

    def share_parameters(self, ours: core.Layer, theirs: Any) -> None:
        """The same random weights for both."""
        for name, parameter in ours.parameters().items():
            parameter.data = self.rng.standard_normal(parameter.shape)
            getattr(theirs, name).data = torch.tensor(parameter.data).reshape(getattr(theirs, name).shape)

    def run(self, kind: str, ours: core.Layer, theirs: Any, x: np.ndarray) -> None:
        """Forward and backward on both sides, everything compared."""
        self.cases[kind] = self.cases.get(kind, 0) + 1
        tx = torch.tensor(x.copy(), requires_grad=True)
        y, ty = ours.forward(x), theirs(tx)
        self.note(kind, "output", y, ty)
        g = self.numbers(*y.shape)
        grad_input = ours.backward(g)
        ty.backward(torch.tensor(g.copy()))
        self.note(kind, "grad_input", grad_input, tx.grad)
        for name, parameter in ours.parameters().items():
            gradient = getattr(theirs, name).grad
            self.note(kind, name, parameter.grad, gradient.reshape(parameter.shape))
            getattr(theirs, name).grad = None
        for name, buffer in ours.buffers().items():
            self.note(kind, "statistics", buffer, getattr(theirs, name).reshape(buffer.shape))

    # -- the layers --------------------------------------------------------------------------------------

    def conv(self) -> None:
        kernel, stride, bias = self.pair(1, 6), self.pair(1, 4), self.yes(0.7)
        padding: Any = self.pair(0, 4) if self.yes(0.6) else str(self.rng.choice(["same", "valid"]))
        stride = 1 if padding == "same" else stride
        N, C, outputs = self.whole(1, 4), self.whole(1, 4), self.whole(1, 4)
        shape = (N, C, self.whole(1, 12), self.whole(1, 12))
        arguments = (C, outputs, kernel, stride, padding)
        both = self.fits(
            "Conv2d", lambda: (core.Conv2d(*arguments, bias), nn.Conv2d(*arguments, bias=bias)), shape
        )
        if both:
            self.share_parameters(*both)
            self.run("Conv2d", *both, self.numbers(*shape))

    def pooling(self) -> None:
        kernel, stride, count = self.pair(1, 5), self.pair(1, 4), self.yes()
        stride = None if self.yes(0.3) else stride
        padding = self.pair(0, 2)
        shape = (self.whole(1, 4), self.whole(1, 3), self.whole(1, 12), self.whole(1, 12))
        x = self.numbers(*shape, ties=self.yes())
        arguments = (kernel, stride, padding)
        both = self.fits("MaxPool2d", lambda: (core.MaxPool2d(*arguments), nn.MaxPool2d(*arguments)), shape)
        if both:
            self.run("MaxPool2d", *both, x)
            _, theirs = nn.MaxPool2d(*arguments, return_indices=True)(torch.tensor(x.copy()))
            # our winner is a place in its window; links turn it into a pixel, as torch numbers them
            argmax = both[0].intermediates()["argmax"].reshape(len(x), -1)
            pixels = np.take_along_axis(both[0].links(shape[1:])[None], argmax[..., None], axis=2)
            self.note("MaxPool2d", "winners", pixels.reshape(theirs.shape) % (shape[2] * shape[3]), theirs)
        both = self.fits(
            "AvgPool2d",
            lambda: (
                core.AvgPool2d(*arguments, count_include_pad=count),
                nn.AvgPool2d(*arguments, count_include_pad=count),
            ),
            shape,
        )
        if both:
            self.run("AvgPool2d", *both, x)

    def batch_norm(self) -> None:
        C, H, W = self.whole(1, 4), self.whole(1, 5), self.whole(1, 5)
        options = {
            "eps": float(10 ** self.rng.uniform(-6, -1)),
            "momentum": float(self.rng.random()),
            "affine": self.yes(0.8),
        }
        flat = FlattenedBatchNorm(C * H * W, **options)
        for kind, ours, theirs, sample in (
            ("BatchNorm2d", core.BatchNorm2d(C, **options), nn.BatchNorm2d(C, **options), (C, H, W)),
            ("BatchNorm1d", core.BatchNorm1d(C, **options), nn.BatchNorm1d(C, **options), (C,)),
            ("BatchNorm1d, length", core.BatchNorm1d(C, **options), nn.BatchNorm1d(C, **options), (C, H)),
            ("BatchNormPixel", core.BatchNormPixel((C, H, W), **options), flat, (C, H, W)),
        ):
            ours.astype(np.float64)
            self.share_parameters(ours, theirs.double())
            for _ in range(3):
                self.run(kind, ours, theirs, self.numbers(self.whole(2, 5), *sample))
            # a batch of one, with the statistics gathered above
            self.run(f"{kind}, in use", ours.eval(), theirs.eval(), self.numbers(self.whole(1, 3), *sample))

    def linear(self) -> None:
        inputs, outputs, bias = self.whole(1, 9), self.whole(1, 9), self.yes(0.7)
        ours = core.Linear(inputs, outputs, bias).astype(np.float64)
        theirs = nn.Linear(inputs, outputs, bias).double()
        self.share_parameters(ours, theirs)
        self.run("Linear", ours, theirs, self.numbers(self.whole(1, 5), inputs))

    def elementwise(self) -> None:
        shape = tuple(self.whole(1, 5) for _ in range(self.whole(2, 4)))
        slope, alpha = float(self.rng.random()), float(self.rng.uniform(0.1, 3))
        for ours, theirs in (
            (core.ReLU(), nn.ReLU()),
            (core.LeakyReLU(slope), nn.LeakyReLU(slope)),
            (core.ELU(alpha), nn.ELU(alpha)),
            (core.Sigmoid(), nn.Sigmoid()),
            (core.Tanh(), nn.Tanh()),
            (core.Softmax(), nn.Softmax(dim=1)),
            (core.LogSoftmax(), nn.LogSoftmax(dim=1)),
            (core.Flatten(), nn.Flatten()),
        ):
            self.run(type(ours).__name__, ours, theirs, self.numbers(*shape, ties=self.yes(0.3)))
        extremes = np.array([[-1e4, -1e3, -40.0, 0.0, 40.0, 1e3, 1e4]])
        for ours, theirs in (
            (core.Sigmoid(), nn.Sigmoid()),
            (core.Tanh(), nn.Tanh()),
            (core.ELU(alpha), nn.ELU(alpha)),
            (core.Softmax(), nn.Softmax(dim=1)),
            (core.LogSoftmax(), nn.LogSoftmax(dim=1)),
        ):
            self.run(f"{type(ours).__name__}, extremes", ours, theirs, self.rng.permuted(extremes, axis=1))

    def dropout(self) -> None:
        """torch draws other numbers, so it is given our mask; scale and gradient are its own."""
        ours = core.Dropout(float(self.rng.random()), rng=self.rng)

        def theirs(tx: Any) -> Any:
            return tx * torch.tensor(ours.intermediates()["mask"]) / (1 - ours.p)

        self.run("Dropout", ours, theirs, self.numbers(self.whole(1, 5), self.whole(1, 9)))

    def lenet5(self) -> None:
        """The whole network: two training steps' gradients and statistics, then a batch of one in use."""
        activation = str(self.rng.choice(["relu", "tanh", "sigmoid", "elu", "leaky_relu"]))
        pooling = str(self.rng.choice(["max", "avg"]))
        network = models.lenet5(self.yes(0.7), activation, pooling, rng=self.rng).astype(np.float64)
        theirs = nn.Sequential()
        for name, layer in network.layers.items():
            theirs.add_module(name, getattr(nn, type(layer).__name__)(**layer.config()))
        theirs.double().load_state_dict(
            {k: torch.tensor(a) for k, a in network.state_dict().items()}, strict=False
        )
        loss, torch_loss = core.CrossEntropyLoss(), nn.CrossEntropyLoss()
        for n, training in ((8, True), (8, True), (1, False)):
            kind = "LeNet-5" if training else "LeNet-5, in use"
            self.cases[kind] = self.cases.get(kind, 0) + 1
            (network.train(), theirs.train()) if training else (network.eval(), theirs.eval())
            x, labels = self.numbers(n, 1, 28, 28), self.rng.integers(0, 10, n)
            tx = torch.tensor(x.copy(), requires_grad=True)
            y, ty = network.forward(x), theirs(tx)
            self.note(kind, "output", y, ty)
            loss.forward(y, labels)
            theirs.zero_grad()
            torch_loss(ty, torch.tensor(labels)).backward()
            self.note(kind, "grad_input", network.backward(loss.backward()), tx.grad)
            parameters = dict(theirs.named_parameters())
            for name, parameter in network.named_parameters().items():
                self.note(kind, name.rpartition(".")[2], parameter.grad, parameters[name].grad)
            buffers = dict(theirs.named_buffers())
            for name, buffer in network.named_buffers().items():
                self.note(kind, "statistics", buffer, buffers[name])

    # -- the table ---------------------------------------------------------------------------------------

    def table(self) -> str:
        width = max(map(len, self.worst))
        lines = [f"{'':<{width}} {'cases':>6} {'refused':>8}" + "".join(f"{c:>12}" for c in COLUMNS)]
        for kind, row in self.worst.items():
            figures = "".join(f"{row[c]:>12.1e}" if c in row else f"{'':>12}" for c in COLUMNS)
            lines.append(f"{kind:<{width}} {self.cases[kind]:>6} {self.refused.get(kind, 0):>8}{figures}")
        return "\n".join(lines)

    @property
    def largest(self) -> float:
        return max(error for row in self.worst.values() for error in row.values())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=2000, help="cases of each kind of layer (default 2000)")
    parser.add_argument("--seed", type=int, default=0, help="the seed that all cases are drawn from")
    options = parser.parse_args()
    torch.set_num_threads(1)
    comparison = Comparison(options.seed)
    each = (
        comparison.conv,
        comparison.pooling,
        comparison.linear,
        comparison.elementwise,
        comparison.dropout,
    )
    for number in range(options.rounds):
        for compare in each:
            compare()
        if number % 4 == 0:
            comparison.batch_norm()
        if number % 50 == 0:
            comparison.lenet5()
    print(comparison.table())
    worst = f"{comparison.largest:.1e} (limit {LIMIT:.0e})"
    print(f"worst of all: {worst}, torch {torch.__version__}, seed {options.seed}")
    return int(comparison.largest > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
