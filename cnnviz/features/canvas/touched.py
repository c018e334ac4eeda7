"""While weights are touched: a click on one on the live canvas picks it; the picked one is outlined."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cnnviz.features.canvas import pair
from cnnviz.features.canvas.hits import CELL, Hit
from cnnviz.features.canvas.network_view import NetworkView
from cnnviz.features.canvas.scene import A
from cnnviz.session import Session
from cnnviz.session.weight_edits import of
from core.trace.recording import Cell


class Touched(QObject):
    """Between the painted network and the card of touching."""

    def __init__(self, session: Session, view: NetworkView) -> None:
        super().__init__(view)
        self._session, self._view, self._touching = session, view, of(session)
        self._outlined = False
        self._touching.picked.connect(self._outline)
        self._touching.changed.connect(self._outline)

    def take(self, hit: Hit) -> bool:
        """Picks the weight at a hit, in either lane; False where there is none, or the card is closed."""
        if not self._touching.open or hit.kind != CELL:
            return False
        op = self._view.operation
        found = pair.cell_of(hit, op, 0) if op is not None else None
        if found is not None and found.quantity.startswith("weight"):
            layer, index = found.layer, found.index
        elif found is None and hit.column.gutter and "/" not in hit.key:
            layer, index = hit.column.layer.name, hit.index
        else:
            return False
        self._touching.pick(layer, "weight", tuple(int(i) for i in index))
        return True

    @Slot()
    def _outline(self) -> None:
        touching = self._touching
        if self._session.trace is not None:
            return
        array = touching.array
        seen = touching.open and touching.parameter == "weight" and array is not None and array.ndim in (2, 4)
        if seen:
            op = self._view.operation
            if op is not None:
                self._view.show_pair(*pair.pair_of(Cell(touching.layer, "weight", touching.index), op))
            self._view.show_cell((A, f"{touching.layer}.weight", touching.index))
        elif self._outlined:
            self._view.show_cell(None)
        self._outlined = seen
