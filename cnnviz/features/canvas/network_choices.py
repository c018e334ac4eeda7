"""What the canvas shows of the network: level, layers, channels, pages, and the number that is outlined."""

from __future__ import annotations

from cnnviz.features.canvas.blocks import CanvasBlock
from cnnviz.features.canvas.columns import gutter_kind
from cnnviz.features.canvas.focus import TermSource
from cnnviz.features.canvas.geometry import FOLDED, GROUP, STRIPS, CanvasColumn
from cnnviz.features.canvas.layer_layout import Operation, operation
from cnnviz.features.canvas.layout import CanvasChoice
from cnnviz.features.canvas.network_picture import BLOCK, LAYER, OVERVIEW, NetworkPicture


class NetworkChoices(NetworkPicture):
    """The painted network, and every way to change what it shows."""

    def look(self, choice: CanvasChoice, level: int) -> None:
        """Look at what was chosen of the same network before."""
        self.choice = choice
        self._set_level(level)

    def zoom(self, block: int | None) -> None:
        """Show one block at full length, or with None the whole network."""
        if block is not None:
            self.choice.focus = max(1, min(block, len(self.blocks) - 1))
        self._set_level(OVERVIEW if block is None else BLOCK)

    def zoom_layer(self, name: str = "") -> None:
        """Show one layer alone; "" is the one of the selected number, or else of the block in focus."""
        layers = [layer.name for block in self.blocks for layer in block.layers][1:]
        if name in layers:
            self.choice.operation = name
        elif layers and self.cell is None and operation(self.blocks, self.choice).block != self.choice.focus:
            self.choice.operation = ""  # looked at long ago, in another block
        if layers:
            self.choice.operation = operation(self.blocks, self.choice).layer.name
        self._set_level(LAYER)

    def go_along(self, name: str) -> None:
        """Where one layer is shown alone, show the one that a stop is at."""
        if self.level == LAYER and name != self.choice.operation:
            self.choice.operation = name
            self.relayout()

    def show_pair(self, taken: int | None, made: int | None) -> None:
        """Look at another input channel, or another output channel, of the layer that is shown alone."""
        old = self.choice.pair
        self.choice.pair = (old[0] if taken is None else taken, old[1] if made is None else made)

    def zoom_out(self) -> None:
        """Up one level: from a layer to its block, from a block to the whole network."""
        if self.level == LAYER and self.blocks:
            self.zoom(operation(self.blocks, self.choice).block)
        else:
            self.zoom(None)

    def up(self) -> bool:
        """Up one level, or let the selected channel go; False if there was nothing to leave."""
        if self.zoomed:
            self.zoom_out()
        elif self.selected is not None:
            self.clear_selection()
        else:
            return False
        return True

    def _set_level(self, level: int) -> None:
        if self.level != level:
            self.level = level
            self.keep_columns(False)
            self.zoom_changed.emit(level)
        self.changed()

    @property
    def operation(self) -> Operation | None:
        """The layer that is shown alone, if one is."""
        return operation(self.blocks, self.choice) if self.level == LAYER and self.blocks else None

    @property
    def focused(self) -> CanvasBlock:
        """The block in focus."""
        return self.blocks[self.focused_at]

    @property
    def focused_at(self) -> int:
        """Which of the blocks that is."""
        return max(0, min(self.choice.focus, len(self.blocks) - 1))

    def show_layer(self, block: int, layer: str) -> None:
        """Show a layer in its block; the current stop's wish gives way to it."""
        self.choice.shown[block] = layer
        self.choice.focus = block
        self.forced.pop(block, None)
        self.changed()

    def select_channel(self, block: int, channel: int) -> None:
        """Focus a block and a channel of it, whose kernels are then shown."""
        self.selected = (block, channel)
        self.choice.channels[block] = channel
        name = self.blocks[block].name
        if (self.blocks[block].weight or (0, 0))[1] == 1:
            self.choice.pages[f"{name}.weight"] = channel  # its kernel comes into sight with it
        if not self.zoomed:
            self.choice.focus = block
        self.changed()
        self.channel_chosen.emit()

    def show_cell(
        self,
        cell: tuple[str, str, tuple[int, ...]] | None,
        sources: tuple[TermSource, ...] = (),
        place: tuple[str, str, tuple[int, ...]] | None = None,
    ) -> None:
        """Outline a number (lane, array, index), having brought it into sight; with None, none.

        `sources` are the maps or numbers that it was made of. `place` is that of a weight whose selected
        number doesn't stand there at this stop, but another one of the same weight: it is dashed.
        """
        if (cell, sources, place) == (self.cell, self.sources, self.place):
            return
        self.sources = sources
        self.cell, self.place = cell, place
        seen = cell or place
        if seen is not None:
            self.selected = None  # the number's own map is outlined with it
            self._bring_into_sight(seen[1], seen[2])
            self._bring_sources(seen[1], sources)
        self.changed()
        if cell is None or self.focus_ is not None:
            self.flow.follow(cell)

    def _bring_sources(self, key: str, sources: tuple[TermSource, ...]) -> None:
        """Show the layers that the number was made from; zoomed in, the block that made it is shown."""
        names = {source.key for source in sources} - {key}
        where = {name: i for name in names for i, block in enumerate(self.blocks) if block.layer(name)}
        for name, i in where.items():
            if not self.blocks[i].last and self.blocks[i].layer(key) is None:
                self.choice.shown[i] = name
                self.forced.pop(i, None)
        own = [i for i, block in enumerate(self.blocks) if block.layer(key.removesuffix(".weight"))]
        if self.zoomed and where and own:
            self.choice.focus = max(1, *where.values(), *own)

    def show_more(self) -> None:
        """Turns to the next page that has sources of the selected number."""
        if (more := self.more) is None:
            return
        later = [c for c in more.channels if c >= more.column.page.first + more.column.page.shown]
        self.choice.pages[self.blocks[more.column.block].name] = (later or list(more.channels))[0]
        self.changed()

    def _bring_into_sight(self, key: str, index: tuple[int, ...]) -> None:
        name = key.removesuffix(".weight")
        for i, block in enumerate(self.blocks):
            if block.layer(name) is None:
                continue
            if key != name:
                weight = block.weight or ()
                single = len(weight) == 4 and weight[1] == 1
                self.choice.channels[i] = index[0]
                if len(weight) == 4:
                    self.choice.pages[key] = index[0] if single else index[1]
                    self.choice.channels[i - 1] = index[1]
                    if self.zoomed:
                        self.choice.pages[block.name] = index[0]
                elif i and (kind := gutter_kind(block, self.blocks[i - 1])) in (FOLDED, STRIPS):
                    self.choice.pages[key] = index[0] if kind == FOLDED else index[1]
            elif not block.last:
                self.choice.shown[i] = name
                self.forced.pop(i, None)
                self.choice.pages[block.name] = self.choice.channels[i] = index[0]
            read = i == self.choice.focus - 1 and name == block.result.name
            if not (self.zoomed and (read or i == self.choice.focus)):
                self.choice.focus = i
            return

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selected = None
        self.changed()

    def turn(self, column: CanvasColumn, pages: int) -> None:
        """Show the next (or an earlier) page of a column's channels."""
        page = column.page
        if self.level == LAYER:
            self._turn_alone(column, pages)
            return
        own = column.gutter and not column.by_output
        name = f"{column.layer.name}.weight" if own else self.blocks[column.block].name
        first = page.first - 1 if pages < 0 else page.first + page.shown  # the page that holds this one
        if not 0 <= first < page.total:
            return
        self.choice.pages[name] = first
        if not own and self.selected is not None and self.selected[0] == column.block:
            self.select_channel(column.block, first)  # the one that was isn't in sight
        else:
            self.changed()

    def _turn_alone(self, column: CanvasColumn, pages: int) -> None:
        """Another layer, or another channel of the pair that is looked at."""
        op = self.operation
        first = column.page.first + pages * column.page.shown
        if op is None or not 0 <= first < column.page.total:
            return
        if column.kind == GROUP:
            layers = [layer.name for block in self.blocks for layer in block.layers]
            self.choice.operation = layers[op.number + pages]
        elif column.part == "out":
            self.show_pair(None, first)
        elif column.part in ("in", "kernel"):
            self.show_pair(first, None) if op.weighted else self.show_pair(None, first)
        else:
            self.choice.pages[op.layer.name + "/inputs"] = first
        self.changed()

    def changed(self) -> None:
        """Show what has been chosen."""
        self.relayout()
        self.shade()
        self.update()
        self.choice_changed.emit()
