"""The sheet of images: all that the run learns from and is tested with, one by one and as a whole."""

from cnnviz.features.images.images_sheet import ImagesSheet

__all__ = ["ImagesSheet"]
