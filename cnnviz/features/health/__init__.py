"""The sheet of distributions and health: how each layer does, and how its numbers are spread."""

from cnnviz.features.health.health_sheet import HealthPanel

__all__ = ["HealthPanel"]
