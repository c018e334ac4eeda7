"""The window's figures as rows of the table; each is measured in a file of its own, window_*.py."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import (
    window_dragging,
    window_frames,
    window_heartbeat,
    window_making,
    window_memory,
    window_redraw,
    window_sheets,
    window_snapshots,
    window_start,
    window_throughput,
)
from benchmarks.table import Row, Settings, above, below

MS = "{:.2f} ms"


def snapshots(settings: Settings) -> Iterator[Row]:
    """What a look at the network costs the training thread."""
    probe, rest, part = window_snapshots.measure()
    yield below("a whole snapshot, without the probe", 1e3 * rest, 0.25, form=MS)
    yield below("the probe", 1e3 * probe, 1, form=MS)
    yield below("both, 20 times a second, of training", part, 0.03, form="{:.1%}")


def throughput(settings: Settings) -> Iterator[Row]:
    """Training with the window open against training without it."""
    ratio, _, _ = window_throughput.measure()
    yield above("training throughput, window open, against headless", ratio.median, 0.85, 0.95)


def frames(settings: Settings) -> Iterator[Row]:
    """What the window pays for a new snapshot."""
    times = window_frames.measure()
    for what, reach, aim in (("maps", 3, 1.5), ("curves", 8, 4)):
        middle, worst = times[what]
        yield below(f"one frame at 1600x1000, {what}: median", 1e3 * middle, reach, aim, MS)
        yield below(f"one frame at 1600x1000, {what}: p99", 1e3 * worst, 20, form=MS)


def redraw(settings: Settings) -> Iterator[Row]:
    """What a plot of a very long run costs."""
    growing, whole = window_redraw.measure()
    yield below("ten million steps drawn as they grow", 1e3 * growing, 16, form=MS)
    yield below("ten million steps drawn from nothing", 1e3 * whole, 16, form=MS)


def heartbeat(settings: Settings) -> Iterator[Row]:
    """How long the window is ever deaf."""
    _, p99, largest = window_heartbeat.measure()
    yield below("a 10 ms heartbeat while training: late by p99", 1e3 * p99, 20, 5, MS)
    yield below("a 10 ms heartbeat while training: late by at most", 1e3 * largest, 100, form=MS)


def dragging(settings: Settings) -> Iterator[Row]:
    """What it costs to go through the past."""
    found = window_dragging.measure()
    yield below("a picture while the time bar is dragged: window", 1e3 * found["window"], 20, form=MS)
    yield below("a picture while the time bar is dragged: worker", 1e3 * found["worker"], 20, form=MS)
    yield below("a 10 ms heartbeat while dragging: late by p99", 1e3 * found["late"], 20, form=MS)
    figure = f"an exact step, {found['spacing']:.0f} steps between keyframes: median of the processor's time"
    yield below(figure, 1e3 * found["exact_cpu"], 150, form=MS)


def sheets(settings: Settings) -> Iterator[Row]:
    """What the sheets about an update and about a channel cost."""
    found = window_sheets.measure()
    yield below("what an update bought: first curve, processor's time", 1e3 * found["curve_cpu"], 50, form=MS)
    yield below("what an update bought: the whole page", found["page"], 2, form="{:.2f} s")
    yield below("what excites each channel: 10,000 images", found["survey_itself"], 1.5, form="{:.2f} s")
    yield above("changing an image: steps a second", found["changes"], 28, 30)
    yield below("a 10 ms heartbeat while changing an image: late by p99", 1e3 * found["late"], 20, form=MS)


def start(settings: Settings) -> Iterator[Row]:
    """From the command to a painted window."""
    yield below("command to first painted window", window_start.measure(), 1.5, 0.8, "{:.2f} s")


def making(settings: Settings) -> Iterator[Row]:
    """What a window costs beside what its process does once, and another language."""
    window, language = window_making.measure()
    yield below("a window made, processor time of its thread", 1e3 * window, 100, 50, "{:.0f} ms")
    yield below("another language, an evaluation on show: the same", 1e3 * language, 300, 150, "{:.0f} ms")


def memory(settings: Settings) -> Iterator[Row]:
    """What the window holds in memory."""
    yield below("resident memory, 20 epochs of history", window_memory.measure(), 450, 300, "{:.0f} MB")
