"""What the sheet of images is painted with: the wall, one image enlarged, the classes, the greys."""
