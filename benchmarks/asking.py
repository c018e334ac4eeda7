"""What asking the network costs: a survey of all test images, the loss along an update, an image changed."""

from __future__ import annotations

from collections.abc import Iterator

import core
from benchmarks.explaining import milliseconds
from benchmarks.networks import images, lenet5
from benchmarks.table import Row, Settings, below
from core.evaluation.along import UpdateLine, sampled
from core.evaluation.pixels import PixelAim, PixelAscent
from core.threads import set_threads


def rows(settings: Settings) -> Iterator[Row]:
    """Medians on one thread: a survey in seconds, the rest in milliseconds."""
    set_threads(1)
    network, loss = lenet5(), core.CrossEntropyLoss()
    optimizer = core.SGD(network.named_parameters(), lr=0.01)
    x, labels = images(64)
    line = UpdateLine(core.record(network, loss, x, labels, optimizer))
    first = milliseconds(lambda: [line.batch_loss(t) for t in (0.0, 1.0, -1.0, 16.0, 8.0)], 20)
    yield below("the first five points of the loss along an update, ms", first, 50, 20, "{:.0f}")
    curve = milliseconds(lambda: list(sampled(line.batch_loss, -1.0, 16.0)), 10)
    yield below("41 points of the loss along an update, ms", curve, 500, 150, "{:.0f}")
    _, test = core.mnist()
    unit = core.Preprocessing.of("unit")
    survey = milliseconds(lambda: core.survey(network, unit, test), 3) / 1e3
    yield below("what excites every channel, over 10,000 images, s", survey, 1.5, 0.8, "{:.2f}")
    ascent = PixelAscent(network, unit, test.images[0], PixelAim(label=3), rate=0.01)
    yield below("one step of changing an image, ms", milliseconds(ascent.step, 100), 33, 3, "{:.1f}")
