"""The sheet Evaluate: all test images at once, and what the network makes of them."""

from cnnviz.panels.evaluate.panel import EvaluatePanel

__all__ = ["EvaluatePanel"]
