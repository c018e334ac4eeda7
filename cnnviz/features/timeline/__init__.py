"""The time bar: every step of the run so far, to go back to."""

from cnnviz.features.timeline.time_bar import TimeBar

__all__ = ["TimeBar"]
