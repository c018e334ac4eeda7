"""The sheet for building a network, and for seeing what one convolution does."""

from cnnviz.features.builder.builder_sheet import BuildSheet

__all__ = ["BuildSheet"]
