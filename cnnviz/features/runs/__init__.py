"""The sheet of runs: every run that was kept, over one another and in a table."""

from cnnviz.features.runs.runs_sheet import RunsPanel

__all__ = ["RunsPanel"]
