"""Focus and context: what the selected number was made of, with an edge from each source; the rest faded.

An edge's width says how large the source's subtotal is, its colour the sign. It runs in the gaps between the
columns, by the kernel that it is weighed by where that is in sight. Sources on another page are added up in
a chip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from cnnviz.features.canvas.backdrop import qrect
from cnnviz.features.canvas.columns import numbers_width
from cnnviz.features.canvas.geometry import KERNELS, LINK, MAPS, OUTPUT, SPINE, VECTOR, CanvasColumn, Rect
from cnnviz.features.canvas.heads import Measure
from cnnviz.features.canvas.layout import CanvasLayout
from cnnviz.features.canvas.scene import A, B
from cnnviz.features.canvas.scene_painter import around as spread
from cnnviz.system.translation import translate
from cnnviz.widgets import numbers, theme
from cnnviz.widgets.painting import CENTRE, write

FADED = 0.45  # how much of what isn't part of it remains
THINNEST, WIDEST = 1.0, 3.0  # pixels
MOST = 24  # edges: the largest, where there are more
CHIP_HEIGHT = 19
LABEL = 15  # pixels above and below the middle of a map that its number may take


@dataclass(frozen=True)
class TermSource:
    """A map or a number that the selected number was made of, and what it added to it.

    `at` is a channel, or a number's whole index; `window` the first row and column and the last ones of the
    part of the map; `kernel` what it was multiplied with: the layer, the output and the input channel.
    """

    lane: str
    key: str
    at: tuple[int, ...]
    subtotal: float
    window: tuple[int, int, int, int] | None = None
    kernel: tuple[str, int, int] | None = None


@dataclass(frozen=True)
class Edge:
    """A line on the canvas from a source to the selected number."""

    source: TermSource
    path: QPainterPath
    width: float


@dataclass(frozen=True)
class More:
    """The sources that are on another page: how many, what they come to, and where the chip stands."""

    count: int
    subtotal: float
    rect: Rect  # with its lane
    column: CanvasColumn
    channels: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Focus:
    """Everything that is painted for a selected number and its sources."""

    edges: tuple[Edge, ...]
    veils: dict[str, QRegion]  # by the colour beneath
    more: More | None


def focus(
    layout: CanvasLayout,
    cell: tuple[str, str, tuple[int, ...]],
    sources: tuple[TermSource, ...],
    measure: Measure,
) -> Focus | None:
    """The edges, the faded parts and the chip for a cell; None where nothing is known of its sources, or it
    isn't in sight.
    """
    if not sources or layout.alone:
        return None  # where one layer is looked at, all that is in sight belongs to it
    lane, key, index = cell
    target = next(
        ((c, r) for c in layout.columns if c.key == key and (r := spot(layout, c, index)) is not None), None
    )
    if target is None:
        return None
    around = _tile(target[0], index) or target[1]
    kept: dict[str, list[Rect]] = {A: [around], B: [around]}
    edges: list[Edge] = []
    hidden: list[TermSource] = []
    largest = max(abs(source.subtotal) for source in sources) or 1.0
    by_key = {column.key: column for column in layout.columns}
    kernels = {kernel for source in sources if (kernel := _kernel(layout, source)) is not None}
    for rects in kept.values():
        rects.extend(kernels)
    for source in sorted(sources, key=lambda s: -abs(s.subtotal)):
        column = by_key.get(source.key)
        rect = spot(layout, column, source.at) if column is not None else None
        if column is None or rect is None:
            hidden.append(source)
            continue
        kept[source.lane].append(rect)
        if len(edges) < MOST and source.subtotal:
            width = THINNEST + (WIDEST - THINNEST) * abs(source.subtotal) / largest
            down = {A: 0, B: layout.twin}
            forward = column.rect.x < target[0].rect.x
            start = _side(column, rect, forward, down[source.lane])
            path = _path(layout, source, start, _side(*target, not forward, down[lane]))
            edges.append(Edge(source, path, width))
    layers = {source.kernel[0] for source in sources if source.kernel is not None}
    return Focus(tuple(edges), _veils(layout, kept, layers), _more(layout, hidden, by_key, layers, measure))


def spot(layout: CanvasLayout, column: CanvasColumn, at: tuple[int, ...]) -> Rect | None:
    """Where a source stands in lane A: its map, or its own cell or row; None if that isn't on this page."""
    if column.kind in (SPINE, LINK):
        return None
    if column.kind == OUTPUT:
        j = at[0] - column.page.first
        return layout.rows[j] if 0 <= j < len(layout.rows) else None
    if column.kind == MAPS and len(at) == 1:
        return next((tile.rect for tile in column.tiles if tile.at == at), None)
    if column.kind == VECTOR and len(at) == 1 and len(column.layer.shape) == 3:
        return column.locate((*at, 0, 0))
    return column.locate(at)


def _tile(column: CanvasColumn, index: tuple[int, ...]) -> Rect | None:
    """The whole map or kernel that a number lies in."""
    if column.kind not in (MAPS, KERNELS):
        return None
    return next((tile.rect for tile in column.tiles if tile.at == index[:-2]), None)


def _path(layout: CanvasLayout, source: TermSource, start: QPointF, end: QPointF) -> QPainterPath:
    """From column to column: it bends in the gaps, and passes the weights between at the height of its own,
    or of its end where that isn't in sight.
    """
    forward, path = start.x() < end.x(), QPainterPath()
    kernel = _kernel(layout, source)
    for column in layout.columns if forward else layout.columns[::-1]:
        box = spread(column.tiles) if column.tiles else None
        if box is None or not min(start.x(), end.x()) < box.x + box.w / 2 < max(start.x(), end.x()):
            continue
        y = end.y()
        if kernel is not None and column.rect.x <= kernel.x < column.rect.right:
            y = kernel.y + kernel.h / 2 + (layout.twin if source.lane == B else 0)
        near, far = (box.x, box.right) if forward else (box.right, box.x)
        _curve(path, start, QPointF(near, y))
        start = QPointF(far, y)
    _curve(path, start, end)
    return path


def _kernel(layout: CanvasLayout, source: TermSource) -> Rect | None:
    """Where in lane A the kernel or the weight stands that a source is weighed by, if it is in sight."""
    if source.kernel is None:
        return None
    name, *pair = source.kernel
    for column in layout.columns:
        if column.gutter and column.layer.name == name:
            if column.kind == KERNELS:
                return next((tile.rect for tile in column.tiles if tile.at == tuple(pair)), None)
            return column.locate(tuple(pair))
    return None


def _side(column: CanvasColumn, rect: Rect, right: bool, down: int) -> QPointF:
    """Where an edge begins: at the side of all that the column shows, before a channel's number."""
    box = spread(column.tiles) if column.tiles else rect
    middle = rect.y + rect.h / 2
    left = box.x
    if column.kind == MAPS and column.numbered and column.layer.shape[0] > 1:
        row = [tile for tile in column.tiles if tile.rect.y == box.y]
        beside = any(abs(tile.rect.y + tile.rect.h / 2 - middle) < LABEL for tile in column.tiles)
        left -= numbers_width(column.layer.shape[0], len(row)) if beside else 0
    return QPointF(box.right if right else left, middle + down)


def _curve(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    bend = (end.x() - start.x()) / 2
    path.moveTo(start)
    path.cubicTo(QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end)


def _veils(layout: CanvasLayout, kept: dict[str, list[Rect]], layers: Iterable[str]) -> dict[str, QRegion]:
    """All tiles and rows but those of the focus, in both lanes."""
    veils = {"block": QRegion(), "canvas": QRegion()}
    for column in layout.columns:
        if column.gutter and column.layer.name in layers and column.kind != KERNELS:
            continue
        rects = layout.rows if column.kind == OUTPUT else [tile.rect for tile in column.tiles]
        grow = 5 if column.kind == OUTPUT else 1
        for lane, down in ((A, 0), (B, layout.twin)):
            own = QRegion()
            for rect in rects:
                own += QRegion(qrect(rect.down(down)).adjusted(-grow, -1, grow, 1))
            touched = [r for r in kept[lane] if column.rect.x <= r.x < column.rect.right]
            for rect in touched:
                own -= QRegion(qrect(rect.down(down)).adjusted(-grow, -1, grow, 1))
            if not touched and column.bar.w:
                bar = qrect(column.bar.down(down)).adjusted(-8, 0, 8, 0)
                within = qrect(column.rect)  # a block's has a border
                own += QRegion(bar & (within if column.gutter else within.adjusted(1, 0, -1, -1)))
            veils["canvas" if column.gutter else "block"] += own
    return veils


def _more(
    layout: CanvasLayout,
    hidden: list[TermSource],
    by_key: dict[str, CanvasColumn],
    layers: Iterable[str],
    measure: Measure,
) -> More | None:
    """The chip, under the kernels where there are some, else under the maps themselves."""
    paged = [s for s in hidden if s.key in by_key and by_key[s.key].kind not in (SPINE, LINK)]
    if not paged:
        return None
    column = by_key[paged[0].key]
    stands = next((c for c in layout.columns if c.kind == KERNELS and c.layer.name in layers), column)
    subtotal = sum(source.subtotal for source in paged)
    short = translate("NetworkView", "+{0} more").format(len(paged))
    text = f"{short}  {numbers.significant(subtotal)}"
    if measure(text, True) + 14 > max(stands.rect.w + 12, 90):
        text = short
    width = measure(text, True) + 14
    x = min(stands.rect.x + (stands.rect.w - width) // 2, layout.width - width - 2)
    down = 0 if paged[0].lane == A else layout.twin
    rect = Rect(x, stands.bar.y + down + 1, width, CHIP_HEIGHT)
    return More(len(paged), subtotal, rect, column, tuple(sorted(s.at[0] for s in paged)), text)


def edges(painter: QPainter, made: Focus) -> None:
    """Draw the edges, the thinnest first."""
    warm, cool = QColor(theme.current().warm[4][1]), QColor(theme.current().cool[4][1])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for edge in reversed(made.edges):
        painter.setPen(QPen(warm if edge.source.subtotal > 0 else cool, edge.width))
        painter.drawPath(edge.path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def fade(painter: QPainter, made: Focus) -> None:
    """Lay a veil over all that the number wasn't made of."""
    for ground, veil in made.veils.items():
        colour = theme.colour(ground, 1 - FADED)
        for part in veil:  # type: ignore[attr-defined]  # a QRegion goes through its rectangles
            painter.fillRect(part, colour)


def chip(painter: QPainter, more: More) -> None:
    """Draw the chip of the sources on other pages."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), 1.2))
    painter.setBrush(theme.colour("raised"))
    box = QRectF(qrect(more.rect)).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    write(painter, QRect(box.toRect()), more.text, theme.font(theme.FLOOR, theme.SEMIBOLD), "text", CENTRE)
