"""The layers, each in a file a learner can read beside a textbook. LAYERS is the one list of them.

A new layer is its file and one line here; one that looks at each number on its own stands in ACTIVATIONS.
"""

from core.layers.activations import ELU, Activation, LeakyReLU, ReLU, Sigmoid, Tanh
from core.layers.base import Layer, Parameter
from core.layers.batchnorm import BatchNorm, BatchNorm1d, BatchNorm2d, BatchNormPixel
from core.layers.conv import Conv2d
from core.layers.dropout import Dropout
from core.layers.flatten import Flatten
from core.layers.linear import Linear
from core.layers.pooling import AvgPool2d, MaxPool2d
from core.layers.softmax import LogSoftmax, Softmax

ACTIVATIONS: tuple[type[Activation], ...] = (ReLU, LeakyReLU, ELU, Sigmoid, Tanh)
LAYERS: tuple[type[Layer], ...] = (
    Conv2d,
    MaxPool2d,
    AvgPool2d,
    BatchNorm2d,
    BatchNormPixel,
    BatchNorm1d,
    Linear,
    Flatten,
    Dropout,
    *ACTIVATIONS,
    Softmax,
    LogSoftmax,
)

__all__ = [
    "ACTIVATIONS",
    "ELU",
    "LAYERS",
    "Activation",
    "AvgPool2d",
    "BatchNorm",
    "BatchNorm1d",
    "BatchNorm2d",
    "BatchNormPixel",
    "Conv2d",
    "Dropout",
    "Flatten",
    "Layer",
    "LeakyReLU",
    "Linear",
    "LogSoftmax",
    "MaxPool2d",
    "Parameter",
    "ReLU",
    "Sigmoid",
    "Softmax",
    "Tanh",
]
