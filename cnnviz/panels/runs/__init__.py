"""The sheet of runs: every run that was kept, over one another and in a table."""

from cnnviz.panels.runs.panel import RunsPanel

__all__ = ["RunsPanel"]
