"""The kinds of layers that can be told, each with its telling and its trials: KINDS is the one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from core.mistakes import (
    activations,
    batchnorm,
    conv,
    data,
    derivations,
    dropout,
    flatten,
    lenet,
    linear,
    loss,
    optimizer,
    pooling,
    trials,
)
from core.mistakes.case import Backward, Case, Forward, Results
from core.mistakes.trials import Trial as Trial


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of layer: its telling, its trials, and what is told of it.

    `style` says how such a thing is used: "layer" (forward and backward), "loss", "optimizer" or "function".
    `parameters` maps the case's arrays to the quantities of their gradients. `layer` is the layer that its
    mistakes are listed under; `only` lists them where they belong to other layers.
    """

    name: str
    tell: Callable[..., Results]
    quantities: tuple[str, ...]
    make_trials: Callable[[], list[Trial]]
    layer: str = ""
    style: str = "layer"
    parameters: dict[str, str] = field(default_factory=dict)
    forward: Forward | None = None
    backward: Backward | None = None
    words: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def trials(self) -> tuple[Trial, ...]:
        return _trials(self)


@cache
def _trials(kind: Kind) -> tuple[Trial, ...]:
    return tuple(kind.make_trials())


WEIGHTS = {"w": "dW", "b": "db"}
SCALES = {"gamma": "dgamma", "beta": "dbeta"}
KINDS: tuple[Kind, ...] = (
    Kind(
        "Conv2d",
        conv.tell,
        conv.QUANTITIES,
        trials.convolution_trials,
        parameters=WEIGHTS,
        forward=conv.forward,
        backward=conv.backward,
        words=("conv", "convolution", "conv-backward", "conv-forward"),
    ),
    Kind(
        "Linear",
        linear.tell,
        linear.QUANTITIES,
        trials.linear_trials,
        parameters=WEIGHTS,
        forward=linear.forward,
        backward=linear.backward,
        words=("fc", "dense", "affine", "fully-connected"),
    ),
    Kind(
        "ReLU",
        activations.tell_relu,
        activations.QUANTITIES,
        lambda: trials.elementwise_trials(False),
        forward=activations.relu,
        backward=activations.relu_backward,
    ),
    Kind(
        "LeakyReLU",
        activations.tell_leaky,
        activations.QUANTITIES,
        lambda: trials.elementwise_trials(False, slope=0.15),
        forward=activations.leaky,
        backward=activations.leaky_backward,
        words=("leaky", "lrelu"),
    ),
    Kind(
        "ELU",
        activations.tell_elu,
        activations.QUANTITIES,
        lambda: trials.elementwise_trials(False, alpha=1.4),
        forward=activations.elu,
        backward=activations.elu_backward,
    ),
    Kind(
        "Sigmoid",
        activations.tell_sigmoid,
        activations.QUANTITIES,
        lambda: trials.elementwise_trials(True),
        forward=activations.sigmoid,
        backward=activations.sigmoid_backward,
    ),
    Kind(
        "Tanh",
        activations.tell_tanh,
        activations.QUANTITIES,
        lambda: trials.elementwise_trials(True),
        forward=activations.tanh,
        backward=activations.tanh_backward,
    ),
    Kind(
        "Softmax",
        activations.tell_softmax,
        activations.QUANTITIES,
        trials.row_trials,
        forward=activations.softmax,
        backward=activations.softmax_backward,
    ),
    Kind(
        "LogSoftmax",
        activations.tell_log_softmax,
        activations.QUANTITIES,
        trials.log_row_trials,
        forward=activations.log_softmax,
        backward=activations.log_softmax_backward,
    ),
    Kind(
        "MaxPool2d",
        pooling.tell_max,
        pooling.QUANTITIES,
        trials.pool_trials,
        forward=pooling.largest,
        backward=pooling.largest_backward,
        words=("maxpool", "max-pool", "pool", "maxpooling"),
    ),
    Kind(
        "AvgPool2d",
        pooling.tell_mean,
        pooling.QUANTITIES,
        trials.mean_pool_trials,
        forward=pooling.mean,
        backward=pooling.mean_backward,
        words=("avgpool", "avg-pool", "meanpool", "averagepool"),
    ),
    Kind(
        "BatchNorm2d",
        batchnorm.tell,
        batchnorm.QUANTITIES,
        trials.channel_norm_trials,
        parameters=SCALES,
        forward=batchnorm.forward,
        backward=batchnorm.backward,
        words=("batchnorm", "batch-norm", "bn"),
    ),
    Kind(
        "BatchNormPixel",
        batchnorm.tell,
        batchnorm.QUANTITIES,
        trials.pixel_norm_trials,
        "BatchNorm2d",
        parameters=SCALES,
        forward=batchnorm.forward,
        backward=batchnorm.backward,
    ),
    Kind(
        "BatchNorm1d",
        batchnorm.tell,
        batchnorm.QUANTITIES,
        trials.feature_norm_trials,
        "BatchNorm2d",
        parameters=SCALES,
        forward=batchnorm.forward,
        backward=batchnorm.backward,
    ),
    Kind(
        "Dropout",
        dropout.tell,
        dropout.QUANTITIES,
        trials.dropout_trials,
        forward=dropout.forward,
        backward=dropout.backward,
    ),
    Kind(
        "Flatten",
        flatten.tell,
        flatten.QUANTITIES,
        trials.flatten_trials,
        forward=flatten.forward,
        backward=flatten.backward,
    ),
    Kind(
        "CrossEntropyLoss",
        loss.tell_cross_entropy,
        loss.QUANTITIES,
        trials.cross_entropy_trials,
        style="loss",
        words=("cross-entropy", "ce", "softmax-cross-entropy", "softmax-loss"),
    ),
    Kind("NLLLoss", loss.tell_nll, loss.QUANTITIES, trials.nll_trials, style="loss", words=("nll",)),
    Kind(
        "MSELoss",
        loss.tell_squared_error,
        loss.QUANTITIES,
        trials.squared_error_trials,
        style="loss",
        words=("mse",),
    ),
    Kind(
        "SGD",
        optimizer.tell_sgd,
        optimizer.QUANTITIES,
        trials.sgd_trials,
        style="optimizer",
        words=("momentum", "sgd-momentum"),
    ),
    Kind(
        "Adam",
        optimizer.tell_adam,
        optimizer.QUANTITIES,
        lambda: trials.adam_trials(False),
        style="optimizer",
    ),
    Kind(
        "AdamW",
        optimizer.tell_adam,
        optimizer.QUANTITIES,
        lambda: trials.adam_trials(True),
        "Adam",
        style="optimizer",
    ),
    Kind("RMSprop", optimizer.tell_rmsprop, optimizer.QUANTITIES, trials.rmsprop_trials, style="optimizer"),
    Kind("Adagrad", optimizer.tell_adagrad, optimizer.QUANTITIES, trials.adagrad_trials, style="optimizer"),
    Kind(
        "LeNet5",
        lenet.tell,
        lenet.QUANTITIES,
        trials.lenet_trials,
        parameters=lenet.PARAMETERS,
        words=("lenet",),
    ),
    Kind(
        "three paths",
        derivations.tell_paths,
        derivations.PATHS,
        trials.path_trials,
        style="function",
        only=derivations.PATH_MISTAKES,
    ),
    Kind(
        "turned kernel",
        derivations.tell_kernel,
        derivations.KERNEL,
        trials.turned_trials,
        style="function",
        only=derivations.KERNEL_MISTAKES,
    ),
    Kind(
        "softmax steps",
        derivations.tell_softmax,
        derivations.SOFTMAX,
        trials.softmax_trials,
        style="function",
        only=derivations.SOFTMAX_MISTAKES,
    ),
    Kind(
        "initial weights",
        data.tell_initial,
        ("spread",),
        trials.shapes,
        style="function",
        words=("kaiming", "init", "he"),
    ),
    Kind("fans", data.tell_fans, ("fans",), trials.shapes, style="function"),
    Kind(
        "CosineAnnealingLR", data.tell_cosine, ("rates",), trials.rates, style="function", words=("cosine",)
    ),
    Kind(
        "pixels",
        data.tell_pixels,
        ("x",),
        trials.pixel_trials,
        style="function",
        words=("normalise", "preprocessing"),
    ),
    Kind("idx images", data.tell_images, ("images",), trials.image_trials, style="function", words=("idx",)),
    Kind(
        "order of images",
        data.tell_order,
        ("each once", "epochs differ"),
        trials.function_trials(Case(n=50, seed=3)),
        style="function",
        words=("order", "shuffle"),
    ),
)


def kind_of(name: str) -> Kind:
    """The kind called `name`, by its class's name or a common word; ValueError lists the names."""
    wanted = _bare(name)
    for kind in KINDS:
        if wanted in {_bare(word) for word in (kind.name, *kind.words)}:
            return kind
    raise ValueError(f"there is no kind {name!r}; there are {', '.join(kind.name for kind in KINDS)}")


def _bare(name: str) -> str:
    return "".join(c for c in str(name).lower() if c.isalnum())
