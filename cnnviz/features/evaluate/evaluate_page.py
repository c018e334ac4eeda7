"""What the sheet may ask of each of its pages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class EvaluatePage(QWidget):
    """One page of the sheet; those that work in the background, or follow the network, say how."""

    def end_work(self) -> None:
        """Let all work in the background go; the window closes."""

    def network_moved(self) -> None:
        """Say whether what is shown is of the network there is now."""
