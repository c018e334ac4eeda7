"""A network's kernels for inputs of one size, and the calls that they put on tape."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from core.losses import CrossEntropyLoss, Loss, check_labels
from core.network import Sequential
from core.plan.fallback import FallbackLoss
from core.plan.helper import Helper
from core.plan.layout import Layout, places_first, view
from core.plan.softmax import SMALLEST
from core.plan.table import build_kernels, connect
from core.plan.tape import Call, Split, Tape


class CrossEntropy:
    """Logits (K, N) and integer labels (N,) -> the loss, and dL/dlogits = (p - t) / N."""

    settings = ("label_smoothing", "reduction")

    def __init__(self, loss: CrossEntropyLoss, takes: Layout) -> None:
        self.loss = loss
        self._takes = takes
        self._labels = takes.empty((takes.n,), np.int64)
        self._right, self._all = takes.zeros(()), takes.zeros(())
        self._divisor = takes.n if loss.reduction == "mean" else 1

    def take(self, logits: np.ndarray, target: np.ndarray) -> None:
        """Keep the labels for the calls to come. Raises ValueError for labels that are no classes."""
        _, labels = check_labels(self.loss, logits.T, target)
        np.copyto(self._labels, labels, casting="unsafe")

    def add(self, tape: Tape, logits: np.ndarray) -> np.ndarray:
        """Add the loss's calls; returns where dL/dlogits will lie."""
        classes, n = logits.shape
        smoothing = self.loss.label_smoothing
        z, p, target = (self._takes.empty() for _ in range(3))
        largest, total, log_total, right = self._takes.empty((4, n))
        places = self._takes.empty((n,), np.int64)
        is_class = self._takes.empty((classes, n), bool)
        tape.do(np.maximum.reduce, logits, 0, None, largest)
        tape.do(np.subtract, logits, largest, z)
        # Never below e^-60: smaller numbers would become denormal in the products to come
        tape.do(np.maximum, z, SMALLEST, p)
        tape.do(np.exp, p, p)
        tape.do(np.add.reduce, p, 0, None, total)
        tape.do(np.log, total, log_total)
        # -log p of the right class, z[label, image] being z's flat place label * N + image
        tape.do(np.multiply, self._labels, n, places)
        tape.do(np.add, places, np.arange(n), places)
        tape.do(np.take, view(z, -1), places, None, right, "clip")
        tape.do(np.subtract, log_total, right, right)
        tape.do(np.add.reduce, right, 0, None, self._right)
        if smoothing:
            tape.do(np.subtract, log_total, z, target)
            tape.do(np.add.reduce, view(target, -1), 0, None, self._all)
        # (p - t) / N, with t = 1 - smoothing for the right class and smoothing / K for each
        tape.do(np.divide, p, total, p)
        tape.do(np.equal, self._labels, np.arange(classes)[:, None], is_class)
        tape.do(np.multiply, is_class, 1 - smoothing, target)
        tape.do(np.subtract, p, target, p)
        if smoothing:
            tape.do(np.subtract, p, smoothing / classes, p)
        tape.do(np.multiply, p, 1 / self._divisor, p)
        return p

    @property
    def value(self) -> float:
        """The loss of the latest batch."""
        smoothing, classes = self.loss.label_smoothing, self._takes.sample[0]
        value = (1 - smoothing) * float(self._right)
        if smoothing:
            value += smoothing / classes * float(self._all)
        return value / self._divisor


LossKernel = CrossEntropy | FallbackLoss


def loss_kernel(loss: Loss, takes: Layout) -> LossKernel:
    """The kernel for `loss` on network outputs of the layout `takes`; ValueError for one not reduced."""
    if getattr(loss, "reduction", "mean") == "none":
        raise ValueError(
            f"{type(loss).__name__}: a plan trains on one number, so reduction is 'mean' or 'sum'"
        )
    if type(loss) is CrossEntropyLoss and len(takes.sample) == 1:
        return CrossEntropy(loss, takes)
    return FallbackLoss(loss, takes)


class Chain:
    """The kernels of a whole network for `n` inputs of one shape, and what they put on tape.

    A tape is made when it is first needed, and stays good while `is_current`.
    """

    def __init__(
        self, network: Sequential, loss: Loss, takes: Layout, workers: int = 1, rearrange: bool = True
    ) -> None:
        self.names = list(network.layers)
        self.kernels = build_kernels(list(network.layers.values()), takes)
        self.takes, self.gives = takes, self.kernels[-1].gives if self.kernels else takes
        self.loss = loss_kernel(loss, self.gives)
        self.workers = workers
        self.helper: Helper | None = None  # who runs the other side of the tape's splits
        first = self.kernels[0].entry if self.kernels else None
        self.input = takes.empty() if first is None else first
        # Nobody asks for the gradient of pixels: going back ends at the first layer that learns
        learning = [bool(kernel.layer.parameters()) for kernel in self.kernels]
        self._first = learning.index(True) if any(learning) else len(learning)
        if any(learning):
            self.kernels[self._first].needs_input_gradient = False
        connect(self.kernels, rearrange)
        self._bound = [(k.layer, name, getattr(k.layer, name)) for k in self.kernels for name in k.settings]
        self._bound += [(self.loss.loss, name, getattr(self.loss.loss, name)) for name in self.loss.settings]

    @property
    def is_current(self) -> bool:
        """Whether the settings that the calls were made with are still those of the layers."""
        return all(getattr(owner, name) is value for owner, name, value in self._bound)

    @cached_property
    def training(self) -> Tape:
        """A training step but for the update: forward, loss, backward."""
        tape, x = Tape(self.workers), self.input
        for name, kernel in zip(self.names, self.kernels, strict=True):
            tape.begin(f"{name} forward")
            x = kernel.forward(tape, x, training=True)
        self.logits = x
        tape.begin("loss")
        grad: np.ndarray | None = self.loss.add(tape, x)
        for name, kernel in reversed([*zip(self.names, self.kernels, strict=True)][self._first :]):
            assert grad is not None
            tape.begin(f"{name} backward")
            grad = kernel.backward(tape, grad, training=True)
        return tape

    @cached_property
    def use(self) -> Tape:
        """Outputs in evaluation mode."""
        tape, x = Tape(), self.input
        self._each: list[np.ndarray] = []
        for name, kernel in zip(self.names, self.kernels, strict=True):
            tape.begin(f"{name} in use")
            x = kernel.infer(tape, x)
            self._each.append(x)
        self.outputs = x
        return tape

    @cached_property
    def _calls(self) -> tuple[list[Call], list[Call]]:
        """Those of a step until the outputs are there, and those from the loss on."""
        numbers = {id(split): number for number, split in enumerate(self.training.splits)}

        def share(split: Split) -> Call:
            assert self.helper is not None
            return self.helper.share(split, numbers[id(split)])

        parts = list(self.training.parts)
        loss = parts.index("loss")
        how = share if self.helper is not None else None
        return self.training.calls(parts[:loss], how), self.training.calls(parts[loss:], how)

    @cached_property
    def _calls_in_use(self) -> list[Call]:
        return self.use.calls()

    @cached_property
    def _loss_calls(self) -> list[Call]:
        return self.training.calls(["loss"])

    @cached_property
    def _calls_by_layer(self) -> list[list[Call]]:
        return [self.use.calls([f"{name} in use"]) for name in self.names]

    def forward(self, images: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Outputs in training, (K, N); the target is kept for `backward`."""
        calls, _ = self._calls
        self.loss.take(self.logits, target)
        self.enter(images)
        for call in calls:
            call()
        return self.logits

    def backward(self) -> float:
        """Set the gradient of every parameter; returns the loss."""
        for call in self._calls[1]:
            call()
        return self.loss.value

    def infer(self, images: np.ndarray) -> np.ndarray:
        """Outputs in use, (K, N)."""
        calls = self._calls_in_use
        self.enter(images)
        for call in calls:
            call()
        return self.outputs

    def loss_alone(self) -> float:
        """The loss of the batch that went forward last, without the way back."""
        for call in self._loss_calls:
            call()
        return self.loss.value

    def each_output(self, images: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """The name and the output in use of each layer, as long as the next one isn't asked for."""
        calls = self._calls_by_layer
        self.enter(images)
        for name, output, own in zip(self.names, self._each, calls, strict=True):
            for call in own:
                call()
            yield name, output

    def enter(self, images: np.ndarray) -> None:
        """(N, C, H, W) -> (H, W, C, N), written where the first kernel wants it."""
        np.copyto(self.input, places_first(images), casting="same_kind")
