"""Where in the core a number was computed: the method, its lines, and the line that did it.

For a reader who wants to see the formula as code. Each rule of an explanation names a method and a piece of
text that stands in its hot line.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core import layers, losses, optim

Place = tuple[Callable[..., Any], str]

SOURCES: dict[str, Place] = {
    "conv.output": (layers.Conv2d.forward, "@ self._columns"),
    "conv.grad_input": (layers.Conv2d.backward, "return col2im("),
    "conv.weight.grad": (layers.Conv2d.backward, "self.weight.grad ="),
    "conv.bias.grad": (layers.Conv2d.backward, "self.bias.grad ="),
    "linear.output": (layers.Linear.forward, "y = x @"),
    "linear.grad_input": (layers.Linear.input_gradient, "return g @"),
    "linear.weight.grad": (layers.Linear.backward, "self.weight.grad ="),
    "linear.bias.grad": (layers.Linear.backward, "self.bias.grad ="),
    "max_pool.output": (layers.MaxPool2d.forward, "np.maximum(y, seen"),
    "max_pool.argmax": (layers.MaxPool2d.forward, "np.maximum(self._argmax"),
    "max_pool.grad_input": (layers.MaxPool2d.backward, "seen += g"),
    "avg_pool.output": (layers.AvgPool2d.forward, "y = sum("),
    "avg_pool.grad_input": (layers.AvgPool2d.backward, "seen += g"),
    "flatten.output": (layers.Flatten.forward, ".reshape("),
    "flatten.grad_input": (layers.Flatten.backward, ".reshape("),
    "dropout.mask": (layers.Dropout.forward, "self.rng.random("),
    "dropout.output": (layers.Dropout.forward, "return x * self._mask"),
    "dropout.grad_input": (layers.Dropout.backward, "g * self._mask"),
    **{
        f"{kind.__name__.lower()}.{quantity}": place
        for kind in layers.ACTIVATIONS
        for quantity, place in {
            "output": (vars(kind)["function"], "return"),
            "slope": (vars(kind)["slope"], "return"),
            "grad_input": (layers.Activation.backward, "return"),
        }.items()
    },
    "softmax.output": (layers.Softmax.forward, "self._p ="),
    "softmax.grad_input": (layers.Softmax.backward, "return"),
    "logsoftmax.output": (layers.LogSoftmax.forward, "self._l ="),
    "logsoftmax.grad_input": (layers.LogSoftmax.backward, "return"),
    "batchnorm.output": (layers.BatchNorm.forward, "return self._x_hat * "),
    "batchnorm.x_hat": (layers.BatchNorm.forward, "self._x_hat = "),
    "batchnorm.mean": (layers.BatchNorm.forward, "mean = x.sum("),
    "batchnorm.var": (layers.BatchNorm.forward, "var = (centred"),
    "batchnorm.inv_std": (layers.BatchNorm.forward, "self._inv_std = "),
    "batchnorm.grad_input": (layers.BatchNorm.backward, "return (g - "),
    "batchnorm.weight.grad": (layers.BatchNorm.backward, "sum_gx = "),
    "batchnorm.bias.grad": (layers.BatchNorm.backward, "sum_g = "),
    "batchnorm.running_mean.after": (layers.BatchNorm._follow, "(1 - self.momentum)"),
    "batchnorm.running_var.after": (layers.BatchNorm._follow, "(1 - self.momentum)"),
    "crossentropy.log_probabilities": (losses.CrossEntropyLoss.forward, "log_p = "),
    "crossentropy.probabilities": (losses.CrossEntropyLoss.forward, "p = np.exp(log_p)"),
    "crossentropy.value": (losses.CrossEntropyLoss.forward, "return"),
    "crossentropy.grad_input": (losses.CrossEntropyLoss.forward, "grad[rows, labels] -="),
    "nll.value": (losses.NLLLoss.forward, "return"),
    "nll.grad_input": (losses.NLLLoss.forward, "self._grad[rows, labels] ="),
    "mse.value": (losses.MSELoss.forward, "return"),
    "mse.grad_input": (losses.MSELoss.forward, "self._grad ="),
    "sgd.weight": (optim.SGD.update, "data -= "),
    "sgd.momentum_buffer": (optim.SGD.update, "change += g"),
    "rmsprop.weight": (optim.RMSprop.update, "data -= "),
    "rmsprop.square_avg": (optim.RMSprop.update, '_average(state["square_avg"]'),
    "rmsprop.grad_avg": (optim.RMSprop.update, '_average(state["grad_avg"]'),
    "rmsprop.momentum_buffer": (optim.RMSprop.update, "buffer += change"),
    "adagrad.weight": (optim.Adagrad.update, "data -= "),
    "adagrad.sum": (optim.Adagrad.update, 'state["sum"] +='),
    **{
        f"{name}.{state}": (optim.Adam.update, hot)
        for name in ("adam", "adamw")
        for state, hot in {
            "weight": "data -= ",
            "exp_avg": '_average(state["exp_avg"]',
            "exp_avg_sq": "_average(square",
            "max_exp_avg_sq": "np.maximum(",
        }.items()
    },
}


@dataclass(frozen=True)
class MethodSource:
    """A method's text: its file and name, the lines, the number of the first one, and which one is hot."""

    file: str
    name: str
    lines: tuple[str, ...]
    first: int
    hot: int

    @property
    def hot_number(self) -> int:
        """The hot line's number in the file."""
        return self.first + self.hot


@lru_cache(maxsize=128)
def source(rule: str) -> MethodSource | None:
    """The code behind an explanation's rule; None where nothing was computed (pixels, labels, neighbours).

    None too where Python was installed without its sources.
    """
    if rule not in SOURCES:
        return None
    method, text = SOURCES[rule]
    try:
        found, first = inspect.getsourcelines(method)
    except OSError:
        return None
    lines = [line.rstrip("\n") for line in found]
    hot = next((i for i, line in enumerate(lines) if text in line), 0)
    indent = min(len(line) - len(line.lstrip()) for line in lines if line)
    file = f"{method.__module__.replace('.', '/')}.py"
    return MethodSource(file, method.__qualname__, tuple(line[indent:] for line in lines), first, hot)
