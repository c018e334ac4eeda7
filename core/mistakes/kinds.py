"""The kinds of layers that can be told, each with its telling and its trials: KINDS is the one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial

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
from core.mistakes.case import Backward, Case, Forward, On, Results, bare, told
from core.mistakes.trials import Trial as Trial

Passes = tuple[Forward, Backward]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of layer: how it is told, its trials, and what is told of it.

    `telling` is its forward and its backward pass, or a function of the case's arguments. `style` says how
    such a thing is used: "layer" (forward and backward), "loss", "optimizer" or "function". `parameters` maps
    the case's arrays to the quantities of their gradients. `layer` is the layer that its mistakes are listed
    under; `only` lists them where they belong to other layers.
    """

    name: str
    telling: Passes | Callable[..., Results]
    make_trials: Callable[[], list[Trial]]
    quantities: tuple[str, ...] = ("y", "dX", "arguments")
    words: tuple[str, ...] = ()
    layer: str = ""
    style: str = "layer"
    parameters: dict[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()

    @property
    def passes(self) -> Passes | None:
        """Its forward and its backward pass, where they are told apart."""
        return self.telling if isinstance(self.telling, tuple) else None

    @property
    def trials(self) -> tuple[Trial, ...]:
        return _trials(self)

    def tell(self, on: On, case: Case) -> Results:
        """What comes of a case where the mistakes of `on` are made."""
        return told(*self.telling, on, case) if isinstance(self.telling, tuple) else self.telling(on, **case)


@cache
def _trials(kind: Kind) -> tuple[Trial, ...]:
    return tuple(kind.make_trials())


def _elementwise(extremes: bool, **settings: float) -> Callable[[], list[Trial]]:
    return lambda: trials.elementwise_trials(extremes, **settings)


_weighted = partial(Kind, parameters={"w": "dW", "b": "db"})
_norm = partial(
    Kind,
    telling=(batchnorm.forward, batchnorm.backward),
    quantities=batchnorm.QUANTITIES,
    parameters={"gamma": "dgamma", "beta": "dbeta"},
)
_loss = partial(Kind, style="loss")
_optimizer = partial(Kind, style="optimizer", quantities=optimizer.QUANTITIES)
_function = partial(Kind, style="function")

# What people call these kinds, besides their names
CONV_WORDS = ("conv", "convolution", "conv-backward", "conv-forward")
LINEAR_WORDS = ("fc", "dense", "affine", "fully-connected")
MAX_WORDS = ("maxpool", "max-pool", "pool", "maxpooling")
MEAN_WORDS = ("avgpool", "avg-pool", "meanpool", "averagepool")
LOSS_WORDS = ("cross-entropy", "ce", "softmax-cross-entropy", "softmax-loss")

KINDS: tuple[Kind, ...] = (
    _weighted(
        "Conv2d", (conv.forward, conv.backward), trials.convolution_trials, conv.QUANTITIES, CONV_WORDS
    ),
    _weighted(
        "Linear", (linear.forward, linear.backward), trials.linear_trials, linear.QUANTITIES, LINEAR_WORDS
    ),
    Kind("ReLU", (activations.relu, activations.relu_backward), _elementwise(False)),
    Kind(
        "LeakyReLU",
        (activations.leaky, activations.leaky_backward),
        _elementwise(False, slope=0.15),
        words=("leaky", "lrelu"),
    ),
    Kind("ELU", (activations.elu, activations.elu_backward), _elementwise(False, alpha=1.4)),
    Kind("Sigmoid", (activations.sigmoid, activations.sigmoid_backward), _elementwise(True)),
    Kind("Tanh", (activations.tanh, activations.tanh_backward), _elementwise(True)),
    Kind("Softmax", (activations.softmax, activations.softmax_backward), trials.row_trials),
    Kind("LogSoftmax", (activations.log_softmax, activations.log_softmax_backward), trials.log_row_trials),
    Kind("MaxPool2d", (pooling.largest, pooling.largest_backward), trials.pool_trials, words=MAX_WORDS),
    Kind("AvgPool2d", (pooling.mean, pooling.mean_backward), trials.mean_pool_trials, words=MEAN_WORDS),
    _norm("BatchNorm2d", make_trials=trials.channel_norm_trials, words=("batchnorm", "batch-norm", "bn")),
    _norm("BatchNormPixel", make_trials=trials.pixel_norm_trials, layer="BatchNorm2d"),
    _norm("BatchNorm1d", make_trials=trials.feature_norm_trials, layer="BatchNorm2d"),
    Kind("Dropout", (dropout.forward, dropout.backward), trials.dropout_trials, dropout.QUANTITIES),
    Kind("Flatten", (flatten.forward, flatten.backward), trials.flatten_trials),
    _loss("CrossEntropyLoss", loss.tell_cross_entropy, trials.cross_entropy_trials, words=LOSS_WORDS),
    _loss("NLLLoss", loss.tell_nll, trials.nll_trials, words=("nll",)),
    _loss("MSELoss", loss.tell_squared_error, trials.squared_error_trials, words=("mse",)),
    _optimizer("SGD", optimizer.tell_sgd, trials.sgd_trials, words=("momentum", "sgd-momentum")),
    _optimizer("Adam", optimizer.tell_adam, lambda: trials.adam_trials(False)),
    _optimizer("AdamW", optimizer.tell_adam, lambda: trials.adam_trials(True), layer="Adam"),
    _optimizer("RMSprop", optimizer.tell_rmsprop, trials.rmsprop_trials),
    _optimizer("Adagrad", optimizer.tell_adagrad, trials.adagrad_trials),
    Kind(
        "LeNet5",
        lenet.tell,
        trials.lenet_trials,
        lenet.QUANTITIES,
        words=("lenet",),
        parameters=lenet.PARAMETERS,
    ),
    _function(
        "three paths",
        derivations.tell_paths,
        trials.path_trials,
        derivations.PATHS,
        only=derivations.PATH_MISTAKES,
    ),
    _function(
        "turned kernel",
        derivations.tell_kernel,
        trials.turned_trials,
        derivations.KERNEL,
        only=derivations.KERNEL_MISTAKES,
    ),
    _function(
        "softmax steps",
        derivations.tell_softmax,
        trials.softmax_trials,
        derivations.SOFTMAX,
        only=derivations.SOFTMAX_MISTAKES,
    ),
    _function("initial weights", data.tell_initial, trials.shapes, ("spread",), ("kaiming", "init", "he")),
    _function("fans", data.tell_fans, trials.shapes, ("fans",)),
    _function("CosineAnnealingLR", data.tell_cosine, trials.rates, ("rates",), ("cosine",)),
    _function("pixels", data.tell_pixels, trials.pixel_trials, ("x",), ("normalise", "preprocessing")),
    _function("idx images", data.tell_images, trials.image_trials, ("images",), ("idx",)),
    _function(
        "order of images",
        data.tell_order,
        trials.function_trials(Case(n=50, seed=3)),
        ("each once", "epochs differ"),
        ("order", "shuffle"),
    ),
)


def kind_of(name: str) -> Kind:
    """The kind called `name`, by its class's name or a common word; ValueError lists the names."""
    wanted = bare(name)
    for kind in KINDS:
        if wanted in {bare(word) for word in (kind.name, *kind.words)}:
            return kind
    raise ValueError(f"there is no kind {name!r}; there are {', '.join(kind.name for kind in KINDS)}")
