"""What the panel does where one layer is looked at alone: which layer and which pair of channels, and how the
numbers there are named.
"""

from __future__ import annotations

from cnnviz.features.canvas import cells, pair, sources
from cnnviz.features.canvas.focus import TermSource
from cnnviz.features.canvas.hits import Hit
from cnnviz.features.canvas.layer_layout import Operation
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import Scene
from cnnviz.session import Session
from cnnviz.session.picture import Picture
from core.trace.recording import Cell, Trace


class SingleLayerView:
    """Follows the selection with the layer and the pair; `shown` is the operation in the scene, if any."""

    def __init__(self, session: Session, view: NetworkView) -> None:
        self.session, self.view = session, view
        self.shown: Operation | None = None

    def select(self, cell: Cell) -> None:
        """Looks at the layer and the channels of a number; out of this view, remembers the layer."""
        layers = {layer.name for block in self.view.blocks for layer in block.layers}
        if cell.layer not in layers:
            return
        other = cell.layer != self.view.choice.operation
        self.view.choice.operation = cell.layer
        self.show_channels(cell, other)

    def show_channels(self, cell: Cell, other: bool = True) -> None:
        """Looks at the number's channel, and in another layer at the one that it owes most to."""
        op, trace = self.view.operation, self.session.trace
        if op is None or trace is None or cell.layer != op.layer.name:
            return
        taken, made = pair.pair_of(cell, op)
        if other and op.kernels and cell.quantity in ("output", "grad_input"):
            found = sources.sources(trace, cell, self.session.watched)
            most = max(found, key=lambda source: abs(source.subtotal), default=None)
            if most is not None and cell.quantity == "output":
                taken = most.at[0]
            elif most is not None:
                made = most.at[0]
        self.view.show_pair(taken, made)

    def cell(self, hit: Hit, trace: Trace, scene: Scene, op: Operation | None) -> Cell:
        """The number at a hit, by the layer `op` that was looked at where one was."""
        image = self.session.watched
        own = pair.cell_of(hit, op, image) if op is not None else None
        return own or cells.cell_of(hit, trace, image, scene)

    def sources(self, trace: Trace, cell: Cell) -> tuple[TermSource, ...]:
        """What a number was made of; of a number that was given, where it goes to."""
        found = sources.sources(trace, cell, self.session.watched)
        if self.shown is not None and not found:
            return pair.scattered(trace, cell, self.shown)
        return found

    def extended(self, scene: Scene, picture: Picture) -> Scene:
        """The scene with what only this view shows."""
        self.shown = op = self.view.operation
        if op is None:
            return scene
        cell = self.session.selection if self.session.trace is not None else None
        return pair.extended(scene, op, pair.settings(picture.spec, op.layer.name), cell)
