"""Whoever keeps what a trainer does, beside it."""

from __future__ import annotations

from typing import Protocol


class Follower(Protocol):
    """Told on the thread that makes the steps."""

    def leave(self) -> None:
        """Another run is about to begin."""

    def before_step(self) -> None: ...

    def after_step(self) -> None: ...

    def look(self, written: str = "") -> None:
        """Something but a step has changed; `written` names what wrote to the weights, if anything did,
        "undone" for taking back all that was edited since the newest step.
        """
