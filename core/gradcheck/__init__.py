"""Numeric checks of a layer's or a network's gradients."""
