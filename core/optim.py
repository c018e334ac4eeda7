"""Optimisers: how a gradient becomes a step.

Arguments, results and the names of the state arrays are torch.optim's. The rule itself is `update()`,
elementwise and in place on arrays of any shape: `step()` calls it for each parameter, and a compiled
plan calls it once on the flat vector of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.optimizer import Optimizer as Optimizer
from core.optimizer import State, Updatable


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum, Nesterov's look-ahead and weight decay.

    g = grad + weight_decay * w;  v = momentum * v + g;  w = w - lr * v
    Nesterov: w = w - lr * (g + momentum * v)

    v is the velocity, torch.optim's momentum_buffer.
    """

    ARGUMENTS = ("lr", "momentum", "nesterov", "weight_decay")

    def __init__(
        self,
        params: Mapping[str, Updatable],
        lr: float,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(params, lr, weight_decay)
        self.momentum = self._check("momentum", momentum)
        self.nesterov = bool(nesterov)
        if nesterov and not momentum:
            raise ValueError("SGD: nesterov needs a momentum above 0")

    @property
    def STATE(self) -> tuple[str, ...]:
        return ("momentum_buffer",) if self.momentum else ()

    def update(self, data: np.ndarray, grad: np.ndarray, state: State, t: int) -> None:
        change = g = self._decayed(data, grad)
        work = self._buffer(1, data)
        if self.momentum:
            change = state["momentum_buffer"]
            change *= self.momentum
            change += g
            if self.nesterov:
                np.multiply(change, self.momentum, out=work)
                work += g
                change = work
        np.multiply(change, self.lr, out=work)
        data -= work


class RMSprop(Optimizer):
    """Steps divided by a running root mean square of the gradient (Tieleman and Hinton, 2012).

    v = alpha * v + (1 - alpha) * g^2;  w = w - lr * g / (sqrt(v) + eps)
    centered: v - (running mean of g)^2 under the root
    momentum: m = momentum * m + g / (sqrt(v) + eps);  w = w - lr * m

    v is torch.optim's square_avg, m its momentum_buffer.
    """

    ARGUMENTS = ("lr", "alpha", "eps", "weight_decay", "momentum", "centered")

    def __init__(
        self,
        params: Mapping[str, Updatable],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
        centered: bool = False,
    ) -> None:
        super().__init__(params, lr, weight_decay)
        self.alpha, self.eps = self._check("alpha", alpha), self._check("eps", eps)
        self.momentum, self.centered = self._check("momentum", momentum), bool(centered)

    @property
    def STATE(self) -> tuple[str, ...]:
        momentum = ("momentum_buffer",) if self.momentum else ()
        return ("square_avg", *momentum, *(("grad_avg",) if self.centered else ()))

    def update(self, data: np.ndarray, grad: np.ndarray, state: State, t: int) -> None:
        g, work, root = self._decayed(data, grad), self._buffer(1, data), self._buffer(2, data)
        _average(state["square_avg"], np.multiply(g, g, out=work), self.alpha, work)
        if self.centered:
            _average(state["grad_avg"], g, self.alpha, work)
            np.multiply(state["grad_avg"], state["grad_avg"], out=work)
            np.sqrt(np.subtract(state["square_avg"], work, out=root), out=root)
        else:
            np.sqrt(state["square_avg"], out=root)
        root += self.eps
        change = np.divide(g, root, out=work)
        if self.momentum:
            buffer = state["momentum_buffer"]
            buffer *= self.momentum
            buffer += change
            change = buffer
        data -= np.multiply(change, self.lr, out=work)


class Adagrad(Optimizer):
    """Steps divided by the root of the sum of all squared gradients so far (Duchi et al., 2011).

    s = s + g^2;  w = w - lr / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps)
    """

    ARGUMENTS = ("lr", "lr_decay", "weight_decay", "initial_accumulator_value", "eps")

    def __init__(
        self,
        params: Mapping[str, Updatable],
        lr: float = 1e-2,
        lr_decay: float = 0.0,
        weight_decay: float = 0.0,
        initial_accumulator_value: float = 0.0,
        eps: float = 1e-10,
    ) -> None:
        super().__init__(params, lr, weight_decay)
        self.lr_decay, self.eps = self._check("lr_decay", lr_decay), self._check("eps", eps)
        self.initial_accumulator_value = self._check("initial_accumulator_value", initial_accumulator_value)

    @property
    def STATE(self) -> tuple[str, ...]:
        return ("sum",)

    def new_state(self, data: np.ndarray) -> State:
        return {"sum": np.full_like(data, self.initial_accumulator_value)}

    def update(self, data: np.ndarray, grad: np.ndarray, state: State, t: int) -> None:
        g, work, root = self._decayed(data, grad), self._buffer(1, data), self._buffer(2, data)
        state["sum"] += np.multiply(g, g, out=work)
        np.sqrt(state["sum"], out=root)
        root += self.eps
        np.divide(g, root, out=work)
        work *= self.lr / (1.0 + (t - 1) * self.lr_decay)
        data -= work


class Adam(Optimizer):
    """Running mean of the gradient over the root of its running square (Kingma and Ba, 2015).

    m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + (1 - beta2) * g^2
    w = w - lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps);  amsgrad: the largest v so far
    """

    ARGUMENTS = ("lr", "betas", "eps", "weight_decay", "amsgrad")

    def __init__(
        self,
        params: Mapping[str, Updatable],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        amsgrad: bool = False,
    ) -> None:
        super().__init__(params, lr, weight_decay)
        first, second = betas
        self.betas = (self._check("betas[0]", first, below=1.0), self._check("betas[1]", second, below=1.0))
        self.eps, self.amsgrad = self._check("eps", eps), bool(amsgrad)

    @property
    def STATE(self) -> tuple[str, ...]:
        return ("exp_avg", "exp_avg_sq", *(("max_exp_avg_sq",) if self.amsgrad else ()))

    def update(self, data: np.ndarray, grad: np.ndarray, state: State, t: int) -> None:
        g = self._decayed(data, grad)
        work, root = self._buffer(1, data), self._buffer(2, data)
        (beta1, beta2), square = self.betas, state["exp_avg_sq"]
        _average(state["exp_avg"], g, beta1, work)
        _average(square, np.multiply(g, g, out=work), beta2, work)
        if self.amsgrad:
            square = np.maximum(state["max_exp_avg_sq"], square, out=state["max_exp_avg_sq"])
        np.sqrt(square, out=root)
        root *= (1.0 - beta2**t) ** -0.5
        root += self.eps
        np.divide(state["exp_avg"], root, out=work)
        work *= self.lr / (1.0 - beta1**t)
        data -= work


class AdamW(Adam):
    """Adam whose weight decay shrinks the weights themselves (Loshchilov and Hutter, 2019).

    w = w * (1 - lr * weight_decay), then Adam's step from the plain gradient.
    """

    def __init__(
        self,
        params: Mapping[str, Updatable],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad)

    def update(self, data: np.ndarray, grad: np.ndarray, state: State, t: int) -> None:
        data *= 1.0 - self.lr * self.weight_decay
        super().update(data, grad, state, t)

    def _decayed(self, data: np.ndarray, grad: np.ndarray) -> np.ndarray:
        return grad


OPTIMIZERS: tuple[type[Optimizer], ...] = (SGD, RMSprop, Adagrad, Adam, AdamW)


def _average(running: np.ndarray, new: np.ndarray, keep: float, work: np.ndarray) -> None:
    """running = keep * running + (1 - keep) * new, in place; `new` may be `work` itself."""
    running *= keep
    running += np.multiply(new, 1.0 - keep, out=work)
