"""What the canvas shows and where: the network, the scene, what was chosen, and the layout of it all.

The layout is computed again only when something changed that it depends on; a new scene usually doesn't.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.canvas import class_rows, focus, hits, outlines, scene_painter, track
from cnnviz.features.canvas.backdrop import Backdrop
from cnnviz.features.canvas.block_layout import block_view
from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.columns import gutter_kind
from cnnviz.features.canvas.fitting import RAIL
from cnnviz.features.canvas.flow import EdgeFlow
from cnnviz.features.canvas.geometry import LINK, MATRIX, OUTPUT, SPINE
from cnnviz.features.canvas.heads import Measure
from cnnviz.features.canvas.layer_layout import layer_view
from cnnviz.features.canvas.layout import STEPPING, WATCHING, CanvasChoice, CanvasLayout, overview
from cnnviz.features.canvas.scene import NOW, A, B, Scene
from cnnviz.features.canvas.shading import Shade, Shader, bar_kind
from cnnviz.widgets import theme

OVERVIEW, BLOCK, LAYER = range(3)  # how much of the network is in sight
SMALLEST = 0.9  # that what is to be larger becomes, where it would be cut


class NetworkState(QWidget):
    """All that a frame of the canvas is painted from."""

    choice_changed = Signal()
    channel_chosen = Signal()
    zoom_changed = Signal(int)  # the level
    painted = Signal(float)  # seconds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("network_view")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self.choice = CanvasChoice()
        self.shader = Shader()
        self.blocks: tuple[CanvasBlock, ...] = ()
        self.scene: Scene | None = None
        self._layout: CanvasLayout | None = None
        self._resized = False  # since it was computed
        self._seen = QSize()  # that was painted last, without the middle strip
        self._kept = QSize()  # that it is computed for while the microscope opens over it; empty is its own
        self._coloured = True  # whether what follows is of the scene
        self._rows: tuple[class_rows.CanvasClassRow, ...] = ()
        self._rows_now: tuple[class_rows.CanvasClassRow, ...] = ()
        self._shades: dict[tuple[str, str], Shade | None] = {}
        self.stale = False
        self.broken = ""  # the layer with a mistake that was put in, where it may be seen
        self.empty_text = ""
        self.offset = 0
        self.hit: hits.Hit | None = None
        self.cell: tuple[str, str, tuple[int, ...]] | None = None  # lane, array, index of the selected number
        self.place: tuple[str, str, tuple[int, ...]] | None = None  # of a weight with another number there
        self.level = OVERVIEW
        self.flow = EdgeFlow(self)
        self.fineness = 1.0  # of a picture that is taken, beside the screen's own
        self._magnified = 1.0
        self._asked = 1.0  # and how much it is to be; less where not everything would be in sight
        self.forced: dict[int, str] = {}  # block -> layer that the current stop wants shown
        self._around = 1  # the block that has its room for certain
        self._painted: Backdrop | None = None  # None when it is to be made anew
        self._looked: tuple[object, ...] = ()
        self.sources: tuple[focus.TermSource, ...] = ()  # what the selected number was made of
        self.focus_: focus.Focus | None = None
        self.made: int | None = None  # of the selected number's map only so many cells are shown
        self.kinds: dict[tuple[str, str], str] = {}  # of the colour bars
        self._pieces: dict[tuple[str, str], scene_painter.Pieces] = {}
        self.track_: track.Track | None = None
        self.hovered_stop = -1
        self.ring = False  # the focus came by key, and is shown
        self.selected: tuple[int, int] | None = None  # block, channel

    @property
    def zoomed(self) -> bool:
        """True unless the whole network is in sight."""
        return self.level != OVERVIEW

    # what is shown

    def set_network(self, blocks: tuple[CanvasBlock, ...]) -> None:
        """Show another network; nothing chosen in the old one survives."""
        self.blocks = blocks
        self.choice = CanvasChoice()
        self._around = self.choice.focus
        self.forced = {}
        zoomed, self.level = self.zoomed, OVERVIEW
        self.shader.limits.forget()
        self.scene = None
        self.selected = None
        self.cell = self.place = None
        self.sources = ()
        self.offset = 0
        self.relayout()
        if zoomed:
            self.zoom_changed.emit(OVERVIEW)  # once nothing of the old network is left that might be painted

    def set_scene(
        self, scene: Scene, forced: dict[int, str] | None = None, follow: int | None = None
    ) -> None:
        """Show new numbers; `forced` has the layers that blocks must show at a stop of a recorded batch.

        `follow` is the block that the stop is in: zoomed into one, the canvas goes along with the stops.
        """
        before = self.scene
        if scene.moving and before is not None and not (before.moving or self._coloured):
            scene = replace(scene, moving=False)  # which is the first to be coloured since
        self.scene = scene
        forced = forced or {}
        moved = before is None or before.cursor != scene.cursor
        if moved and scene.stops and not self._kept.isEmpty() and self._layout is not None:
            made = self._layout.of_block(len(self.blocks) - 1 if follow is None else follow)
            if made.rect.x - self.offset >= self.room[0]:
                self.keep_columns(False)  # what the stop makes would be out of sight
        if self.zoomed and follow is not None and moved and max(1, follow) != self.choice.focus:
            self.choice.focus = max(1, follow)
            before = None
            self.choice_changed.emit()
        other = before is not None and _beneath(scene) != _beneath(before)
        other = self._look_for(scene.label) or other
        if forced != self.forced or before is None or other or bool(scene.stops) != bool(before.stops):
            self.forced = forced
            self.relayout()
        else:
            if scene.stops != before.stops:
                self._make_track()
            stands = scene.changed, scene.earlier, scene.turned, scene.classes
            if stands != (before.changed, before.earlier, before.turned, before.classes):
                self._painted = None
        self.shade()
        self.update()

    def _look_for(self, label: int) -> bool:
        """Have a class's row in sight where not all have room; whether another page is needed for it."""
        if not self.blocks or label == self.choice.label:
            return False
        self.choice.label = label
        self.choice.pages.pop(self.blocks[-1].name, None)
        here = self._layout.of_block(len(self.blocks) - 1).page if self._layout is not None else None
        return here is not None and not here.first <= label < here.first + here.shown

    def set_scale(self, mode: str) -> None:
        """Limit per map, per layer, or frozen as they are."""
        self._colour()  # whose limits may be frozen
        self.shader.set_mode(mode)
        self.shade()
        self.update()

    def set_broken(self, layer: str) -> None:
        """Frame the block of a layer that was broken; "" for none."""
        if layer != self.broken:
            self.broken = layer
            self.update()

    def set_stale(self, stale: bool) -> None:
        """Whether the network has moved on since the batch was recorded."""
        if stale != self.stale:
            self.stale = stale
            self.update()

    @property
    def texts(self) -> dict[object, str]:
        """The numbers that stand on the canvas, by place, as they were last painted."""
        return {} if self._backdrop is None else {k: t for k, (t, _) in self._backdrop.labels.texts.items()}

    # geometry

    @property
    def layout_(self) -> CanvasLayout | None:
        """Where everything stands in the size that it has now; None without a network."""
        self._settle()
        return self._layout

    @property
    def magnified(self) -> float:
        """How much larger than usual all of it is painted."""
        self._settle()
        return self._magnified

    def _settle(self) -> None:
        """Lay out anew what was resized or is to be larger."""
        if self._resized:
            self.relayout()
            self.shade()

    def magnify(self, by: float) -> None:
        """Paint everything larger or smaller, type and tiles alike."""
        if by != self._asked:
            self._asked = by
            self._resized = True
            self.update()

    def keep_columns(self, kept: bool) -> None:
        """Leave the columns where they are while the canvas gets another size, or use the size that it has.

        They stay for as long as a number is chosen that is in sight where it stands.
        """
        size = self._seen if kept else QSize()
        if size != self._kept:
            self._kept = size
            self._resized = True
            self.update()

    def _stays(self, layout: CanvasLayout) -> bool:
        """Whether a layout has the chosen number in sight, if columns are kept where they are for it."""
        if self._kept.isEmpty():
            return True
        _, key, index = self.cell or self.place or ("", "", ())
        found = [column.locate(index) for column in layout.columns if column.key == key]
        return any(box is not None and box.right - self.offset <= self.room[0] for box in found)

    @property
    def room(self) -> tuple[int, int]:
        """Width and height in the canvas's own pixels, of which a magnified one has fewer."""
        return ceil(self.width() / self.magnified), ceil(self.height() / self.magnified)

    @property
    def _ground(self) -> tuple[int, int]:
        """What everything is placed in: the room, or what was seen before and the track."""
        (width, height), kept = self.room, self._kept
        if kept.isEmpty():
            return width, height
        kept_width, kept_height = ceil(kept.width() / self.magnified), ceil(kept.height() / self.magnified)
        return max(width, kept_width), min(height, kept_height + (STEPPING if self._stepping else WATCHING))

    @property
    def sharpness(self) -> float:
        """The screen's pixels to one of the canvas's own."""
        return self.devicePixelRatioF() * self.magnified * self.fineness

    def relayout(self) -> None:
        """Compute where everything stands, and repaints what stands still."""
        self._resized = False
        if not self.blocks:
            self.hit = self._layout = None
            self.update()
            return
        before, self._magnified = self._magnified, self._asked
        look = self._look()
        if look == self._looked and self.layout_ is not None and self._stays(self.layout_):
            self._magnified = before
            self._make_focus()  # only another number is selected
            return
        self.hit = None
        layout = self._compute(_measure())
        if not self._stays(layout):
            self._kept = QSize()
            look, layout = self._look(), self._compute(_measure())
        self._looked = look
        if self._magnified > 1 and layout.width > self._ground[0]:  # the loss would be cut
            self._magnified = max(SMALLEST, max(self.width(), self._kept.width()) / layout.width)
            layout = self._compute(_measure())
        self._layout = layout
        same = _beneath(self.scene) == NOW
        self.kinds = {
            (lane, column.ident): bar_kind(self.blocks, column, lane, same)
            for column in layout.columns
            for lane in column.lanes
        }
        self._pieces = {
            (lane, column.ident): scene_painter.pieces(column, down)
            for column in layout.columns
            for lane, down in ((A, 0), (B, layout.twin))
            if lane in column.lanes and column.tiles
        }
        self.scroll_to(self.offset)
        self._make_track()
        self._painted = None
        self._make_focus()

    def _look(self) -> tuple[object, ...]:
        """Everything that the layout and what stands still depend on."""
        choice, scene = self.choice, self.scene
        forced = {} if self.level == LAYER else self.forced
        chosen = [tuple(d.items()) for d in (choice.shown, choice.pages, choice.channels, forced)]
        stand = (scene.stops, scene.changed, scene.turned) if scene is not None else ((), False, "")
        size = *self._ground, self.sharpness, theme.current()
        # The blocks themselves, not their id: another network may get the same one.
        return (
            self.blocks,
            self.level,
            choice.focus,
            choice.operation,
            choice.pair,
            choice.label,
            *chosen,
            stand,
            _beneath(scene),
            size,
        )

    def _make_focus(self) -> None:
        """Compute the edges to the selected number."""
        self.focus_ = None
        if self.cell is not None and self.layout_ is not None:
            self.focus_ = focus.focus(self.layout_, self.cell, self.sources, _measure())

    @property
    def windows(self) -> outlines.Windows:
        """The parts of maps that the selected number was made of."""
        return tuple((s.lane, s.key, s.at[0], *s.window) for s in self.sources if s.window is not None)

    @property
    def more(self) -> focus.More | None:
        """The sources of the selected number that are on another page."""
        return self.focus_.more if self._focused_now() is not None and self.focus_ is not None else None

    def _focused_now(self) -> focus.Focus | None:
        """The focus, if the selected number has been made at this stop."""
        if self.cell is None or self.scene is None or self.scene.array(*self.cell[:2]) is None:
            return None
        return self.focus_

    @property
    def _stepping(self) -> bool:
        return self.scene is not None and bool(self.scene.stops)

    def _compute(self, measure: Measure) -> CanvasLayout:
        stepping, size = self._stepping, self._ground
        if self.level == LAYER:
            return layer_view(self.blocks, *size, self.choice, stepping, measure)
        if self.zoomed:
            return block_view(self.blocks, *size, self.choice, stepping, measure)
        choice = replace(self.choice, shown={**self.choice.shown, **self.forced})
        made = overview(self.blocks, *size, replace(choice, focus=self._around), stepping, measure)
        if not self._in_sight(made, choice.focus):
            self._around = choice.focus
            made = overview(self.blocks, *size, choice, stepping, measure)
        wanted = list(self.forced)[-1:]  # the block where the current stop makes something
        if wanted and made.of_block(wanted[0]).kind == SPINE:
            made = overview(self.blocks, *size, replace(choice, focus=wanted[0]), stepping, measure)
        return made

    def _in_sight(self, made: CanvasLayout, i: int) -> bool:
        """Whether a layout shows a block and the weights in front of it: it may stay as it is then.

        A matrix has no room whatever block is in focus.
        """
        gutter = made.gutter_of(i)
        linked = gutter is not None and gutter.kind == LINK
        if linked and gutter_kind(self.blocks[i], self.blocks[i - 1]) != MATRIX:
            return False
        return made.of_block(i).kind != SPINE

    def _make_track(self) -> None:
        stops = self.scene.stops if self.scene is not None else ()
        self.track_ = track.track(self.layout_, self.blocks, stops) if stops and self.layout_ else None

    @property
    def _backdrop(self) -> Backdrop | None:
        """What stands still, made when it is painted: of several changes before only the last one counts."""
        if self._painted is None and self.layout_ is not None:
            self._painted = Backdrop(
                self.layout_,
                self.kinds,
                self.sharpness,
                self.scene is not None and self.scene.changed,
                self.scene is not None and self.scene.earlier,
                self.scene.turned if self.scene is not None else "",
            )
        return self._painted

    def shade(self) -> None:
        """Have every column coloured anew when it is painted: of several changes only the last counts."""
        self._coloured = False

    @property
    def shades(self) -> dict[tuple[str, str], Shade | None]:
        """The coloured columns of each lane."""
        self._colour()
        return self._shades

    @property
    def rows(self) -> tuple[class_rows.CanvasClassRow, ...]:
        """What the classes' rows say."""
        self._colour()
        return self._rows

    @property
    def rows_now(self) -> tuple[class_rows.CanvasClassRow, ...]:
        """What those beneath a past step say."""
        self._colour()
        return self._rows_now

    def _colour(self) -> None:
        layout = self.layout_
        if self._coloured:
            return
        self._coloured, self._shades = True, {}
        if self.scene is None or layout is None:
            return
        with np.errstate(all="ignore"):  # numbers out of all bounds are shown as they are
            self._shades = self.shader.shade(self.blocks, layout, self.scene, self.kinds)
            for column in layout.columns:
                if column.kind == OUTPUT:
                    page = column.page
                    self._rows = class_rows.class_rows(self.scene, page.first, page.shown)
                    self._rows_now = class_rows.rows_now(self.scene, page.first, page.shown)

    def scroll_to(self, offset: int) -> None:
        """Show the content from `offset` px on."""
        widest = self.layout_.width if self.layout_ is not None else 0
        self.offset = max(0, min(offset, widest - self.room[0]))

    def hit_at(self, x: float, y: float) -> hits.Hit | None:
        """What lies at a point of the widget."""
        if self.layout_ is None or x < RAIL:
            return None
        return hits.find(self.layout_, x + self.offset, y, class_rows.logit_end(self.rows))

    def value_at(self, hit: hits.Hit) -> float | None:
        """The number under a hit; None if there is none, or none yet."""
        if self.scene is None:
            return None
        if hit.kind == hits.CELL:
            values = self.scene.array(hit.lane, hit.key)
            return None if values is None else float(values[hit.index])
        if hit.kind == hits.LOSS:
            return self.scene.loss
        if hit.kind == hits.ROW:
            values = self.scene.logits if hit.lane == A else self.scene.logit_gradient
            if hit.lane == B and _beneath(self.scene) == NOW and self.scene.twin is not None:
                values = self.scene.twin.logits
            return None if values is None else float(values[hit.index])
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resized = True  # a window that is laid out may resize it several times

    def changeEvent(self, event: QEvent) -> None:
        kind = event.type()
        if kind in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painted = None
        if kind == QEvent.Type.StyleChange:  # the colours
            self.shade()
        super().changeEvent(event)


def _beneath(scene: Scene | None) -> str:
    """What lies beneath in place of gradients, "" if they do."""
    return scene.twin.kind if scene is not None and scene.twin is not None else ""


def _measure() -> Measure:
    """The width of a text in the canvas's small font, or in its heavy one."""
    normal = QFontMetrics(theme.font(theme.FLOOR))
    bold = QFontMetrics(theme.font(theme.SECONDARY, theme.SEMIBOLD))
    return lambda text, heavy: (bold if heavy else normal).horizontalAdvance(text)
