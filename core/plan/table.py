"""Which kernel does the work of which layer: the table that `compile` is made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core import layers
from core.layers import Layer
from core.plan import activations, softmax
from core.plan.batchnorm import BatchNorm
from core.plan.conv import Convolution, WholeImageConvolution
from core.plan.dropout import Dropout
from core.plan.fallback import Fallback
from core.plan.kernel import Kernel, Layout
from core.plan.linear import Flatten, Linear
from core.plan.pooling import AvgPool, MaxPool, Pool

KERNELS: dict[type[Layer], tuple[type[Kernel], ...]] = {
    layers.Conv2d: (WholeImageConvolution, Convolution),
    layers.MaxPool2d: (MaxPool,),
    layers.AvgPool2d: (AvgPool,),
    layers.BatchNorm2d: (BatchNorm,),
    layers.BatchNormPixel: (BatchNorm,),
    layers.BatchNorm1d: (BatchNorm,),
    layers.Linear: (Linear,),
    layers.Flatten: (Flatten,),
    layers.Dropout: (Dropout,),
    layers.ReLU: (activations.ReLU,),
    layers.LeakyReLU: (activations.LeakyReLU,),
    layers.ELU: (activations.ELU,),
    layers.Sigmoid: (activations.Sigmoid,),
    layers.Tanh: (activations.Tanh,),
    layers.Softmax: (softmax.Softmax,),
    layers.LogSoftmax: (softmax.LogSoftmax,),
}


def kernel_type(layer: Layer, takes: Layout) -> type[Kernel]:
    """The first kernel that fits a layer on arrays of the layout `takes`; with none it does its own work."""
    return next((kind for kind in KERNELS.get(type(layer), ()) if kind.fits(layer, takes)), Fallback)


def build_kernels(network_layers: Sequence[Layer], takes: Layout) -> list[Kernel]:
    """A kernel for each layer; `takes` is the layout of the input. ValueError names a layer it can't fit."""
    kernels: list[Kernel] = []
    for layer in network_layers:
        layer.output_shape(takes.sample)
        kernels.append(kernel_type(layer, takes)(layer, takes))
        takes = kernels[-1].gives
    return kernels


def connect(kernels: Sequence[Kernel]) -> None:
    """Let kernels write their results where their neighbours want them, so that nothing is copied twice."""
    for kernel, following in pairwise(kernels):
        if kernel.writes_anywhere and following.entry is not None:
            kernel.output = following.entry
        if isinstance(following, Pool) and kernel.grad_entry is not None:
            following.grad_input = kernel.grad_entry
