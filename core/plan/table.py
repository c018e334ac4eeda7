"""Which kernel does the work of which layer: the table that `compile` is made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core import layers
from core.layers import Layer
from core.plan import activations, pooling, softmax
from core.plan.activations import DropoutKernel
from core.plan.batchnorm import BatchNormKernel
from core.plan.conv import Convolution, WholeImageConvolution
from core.plan.fallback import Fallback
from core.plan.kernel import Kernel
from core.plan.layout import Layout
from core.plan.linear import FlattenKernel, LinearKernel, MatrixProduct

KERNELS: dict[type[Layer], tuple[type[Kernel], ...]] = {
    layers.Conv2d: (WholeImageConvolution, Convolution),
    layers.MaxPool2d: (pooling.MaxPoolKernel, pooling.AnyMaxPool),
    layers.AvgPool2d: (pooling.AvgPoolKernel, pooling.AnyAvgPool),
    layers.BatchNorm2d: (BatchNormKernel,),
    layers.BatchNormPixel: (BatchNormKernel,),
    layers.BatchNorm1d: (BatchNormKernel,),
    layers.Linear: (LinearKernel,),
    layers.Flatten: (FlattenKernel,),
    layers.Dropout: (DropoutKernel,),
    layers.ReLU: (activations.ReLUKernel,),
    layers.LeakyReLU: (activations.LeakyReLUKernel,),
    layers.ELU: (activations.ELUKernel,),
    layers.Sigmoid: (activations.SigmoidKernel,),
    layers.Tanh: (activations.TanhKernel,),
    layers.Softmax: (softmax.SoftmaxKernel,),
    layers.LogSoftmax: (softmax.LogSoftmaxKernel,),
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


def connect(kernels: Sequence[Kernel], rearrange: bool = True) -> None:
    """Let kernels write their results where their neighbours want them, so that nothing is copied twice.

    If what lies between two layers need not be each layer's own output, `rearrange` it: columns as a pooling
    of pairs wants them, and a bias left out whose effect the next layer takes away again, or moved behind the
    pooling.
    """
    for kernel, following in pairwise(kernels):
        if kernel.writes_anywhere and following.entry is not None:
            kernel.output = following.entry
        if kernel.output_is_free:
            following.place_for_grad = kernel.output
        if rearrange and isinstance(kernel, Convolution) and isinstance(following, pooling.PairedPool):
            even = kernel.gives.sample[2] % 2 == 0
            kernel.apart = following.apart = even
            # Going back to an image, columns are read side by side
            kernel.grad_apart = following.grad_apart = even and not kernel.needs_input_gradient
            kernel.bias_moves = kernel.layer.bias is not None
            following.bias = kernel.layer.bias
    for number, kernel in enumerate(kernels):
        bias = getattr(kernel.layer, "bias", None)
        if not rearrange or not isinstance(kernel, Convolution | MatrixProduct) or bias is None:
            continue
        # A pooling of whole windows gives a constant back as it is
        rest = kernels[number + 1 :]
        passed: list[Kernel] = [kernel]
        while rest and isinstance(rest[0], pooling.PairedPool):
            passed.append(rest[0])
            rest = rest[1:]
        if rest and isinstance(rest[0], BatchNormKernel):
            rest[0].vanished_bias = bias.data
            for one in passed:
                one.bias_vanishes = True
