"""Where the names at the ends of curves stand: in the curves' order, close to them, without overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def spread(wanted: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Centre for labels of `height` as near to the wanted ones as no overlap allows, inside top..bottom.

    Keeps the order of `wanted`. Neighbours that collide form a group that stands around its own mean, so a
    label is pushed no further than its neighbours make it. If they don't fit at all, they are spaced
    evenly.
    """
    count = len(wanted)
    if not count:
        return []
    first, last = top + height / 2, bottom - height / 2
    if (count - 1) * height >= last - first:
        even = np.linspace(first, max(first, last), count) if count > 1 else [(first + last) / 2]
        order = np.argsort(np.asarray(wanted), kind="stable")
        placed = np.empty(count)
        placed[order] = even
        return [float(place) for place in placed]
    order = np.argsort(np.asarray(wanted), kind="stable")
    groups: list[tuple[list[int], float]] = []  # members, centre of the first
    for index in order:
        members, start = [int(index)], min(max(float(wanted[index]), first), last)
        while groups and groups[-1][1] + len(groups[-1][0]) * height > start:
            members = groups.pop()[0] + members
            mean = sum(float(wanted[m]) - k * height for k, m in enumerate(members)) / len(members)
            start = min(max(mean, first), last - (len(members) - 1) * height)
        groups.append((members, start))
    result = [0.0] * count
    for members, start in groups:
        for k, member in enumerate(members):
            result[member] = start + k * height
    return result


def fitting(priorities: Sequence[float], height: float, room: float) -> list[int]:
    """Which labels are shown where there is room for fewer: those of highest priority, in their order."""
    count = max(1, int(room // height))
    best = sorted(range(len(priorities)), key=lambda index: -priorities[index])[:count]
    return sorted(best)
