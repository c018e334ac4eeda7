"""The sheet Evaluate: all test images at once, and what the network makes of them."""

from cnnviz.features.evaluate.evaluate_sheet import EvaluateSheet

__all__ = ["EvaluateSheet"]
