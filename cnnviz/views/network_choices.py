"""What can be chosen on the canvas: the layer of a block, pages, a channel, the block zoomed into."""

from __future__ import annotations

from cnnviz.views.blocks import Block
from cnnviz.views.geometry import Column
from cnnviz.views.network_picture import NetworkPicture


class NetworkChoices(NetworkPicture):
    """The painted network and every way to change what it shows, whoever asks for it."""

    def zoom(self, block: int | None) -> None:
        """Shows one block at full length, or with None the whole network."""
        if block is not None:
            self.choice.focus = max(1, min(block, len(self.blocks) - 1))
        if self.zoomed != (block is not None):
            self.zoomed = block is not None
            self.zoom_changed.emit(self.zoomed)
        self.changed()

    @property
    def focused(self) -> Block:
        """The block in focus."""
        return self.blocks[max(0, min(self.choice.focus, len(self.blocks) - 1))]

    @property
    def channel(self) -> tuple[int, int] | None:
        """The block and channel last selected, if any."""
        return self.selected

    def show_layer(self, block: int, layer: str) -> None:
        """Shows a layer in its block; the current stop's wish gives way to it."""
        self.choice.shown[block] = layer
        self.choice.focus = block
        self.forced.pop(block, None)
        self.changed()

    def select_channel(self, block: int, channel: int) -> None:
        """Focuses a block and a channel of it, whose kernels are then shown."""
        self.selected = (block, channel)
        self.choice.channels[block] = channel
        name = self.blocks[block].name
        if (self.blocks[block].weight or (0, 0))[1] == 1:
            self.choice.pages[f"{name}.weight"] = channel  # its kernel comes into sight with it
        if not self.zoomed:
            self.choice.focus = block
        self.changed()

    def clear_selection(self) -> None:
        """Selects nothing."""
        self.selected = None
        self.changed()

    def turn(self, column: Column, pages: int) -> None:
        """Shows the next (or an earlier) page of a column's channels."""
        page = column.page
        own = column.gutter and not column.by_output
        name = f"{column.layer.name}.weight" if own else self.blocks[column.block].name
        first = page.first + pages * self._page_size(column)
        if 0 <= first < page.total:
            self.choice.pages[name] = first
            self.changed()

    def _page_size(self, column: Column) -> int:
        # A last page may be short; going back from it must go back a whole one.
        page = column.page
        if page.first + page.shown < page.total or page.first == 0:
            return page.shown
        sizes = range(page.shown, page.first + 1)
        return next((n for n in sizes if page.first % n == 0 and page.first + n >= page.total), page.shown)

    def changed(self) -> None:
        """Shows what has been chosen."""
        self.relayout()
        self.shade()
        self.update()
        self.choice_changed.emit()
