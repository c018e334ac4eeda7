"""The time bar: every step of the run so far, to go back to, and to go on from."""

from cnnviz.features.timeline.time_bar import TimeBar

__all__ = ["TimeBar"]
