"""Which kernel does the work of which layer: the table that `compile` is made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core import layers
from core.layers import Layer
from core.plan import activations, softmax
from core.plan.batchnorm import BatchNorm
from core.plan.conv import Convolution, TiledConvolution
from core.plan.dropout import Dropout
from core.plan.fallback import Fallback
from core.plan.kernel import Kernel, Layout
from core.plan.linear import Flatten, Linear
from core.plan.pooling import AvgPool, MaxPool, Pool

KERNELS: dict[type[Layer], type[Kernel]] = {
    layers.Conv2d: Convolution,
    layers.MaxPool2d: MaxPool,
    layers.AvgPool2d: AvgPool,
    layers.BatchNorm2d: BatchNorm,
    layers.BatchNormPixel: BatchNorm,
    layers.BatchNorm1d: BatchNorm,
    layers.Linear: Linear,
    layers.Flatten: Flatten,
    layers.Dropout: Dropout,
    layers.ReLU: activations.ReLU,
    layers.LeakyReLU: activations.LeakyReLU,
    layers.ELU: activations.ELU,
    layers.Sigmoid: activations.Sigmoid,
    layers.Tanh: activations.Tanh,
    layers.Softmax: softmax.Softmax,
    layers.LogSoftmax: softmax.LogSoftmax,
}


def kernel_type(layer: Layer, takes: Layout) -> type[Kernel]:
    """The kernel for a layer on arrays of the layout `takes`; a layer of any other type does its own work."""
    kind = KERNELS.get(type(layer), Fallback)
    return kind if kind.fits(layer, takes) else Fallback


def build_kernels(network_layers: Sequence[Layer], takes: Layout) -> list[Kernel]:
    """A kernel for each layer; `takes` is the layout of the input. ValueError names a layer it can't fit."""
    kernels: list[Kernel] = []
    for position, layer in enumerate(network_layers):
        kind = kernel_type(layer, takes)
        if kind is Convolution and pooled_next(layer, network_layers[position + 1 :], takes):
            kind = TiledConvolution
        kernels.append(kind(layer, takes))
        takes = kernels[-1].gives
    for kernel, following in pairwise(kernels):
        if kernel.elementwise and following.entry is not None:
            kernel.output = following.entry
    return kernels


def pooled_next(convolution: Layer, following: Sequence[Layer], takes: Layout) -> bool:
    """Whether the output of `convolution` may come in planes: what follows takes them, up to a pooling."""
    if not TiledConvolution.fits_sample(convolution, takes.sample):
        return False
    planes = takes.of(convolution.output_shape(takes.sample), planes=True)
    for layer in following:
        kind = kernel_type(layer, planes)
        if issubclass(kind, Pool):
            return True
        if not kind.takes_planes:
            return False
    return False
