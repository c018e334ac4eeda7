"""The sheet of distributions and health: how each layer does, and how its numbers are spread."""

from cnnviz.panels.health.panel import HealthPanel

__all__ = ["HealthPanel"]
