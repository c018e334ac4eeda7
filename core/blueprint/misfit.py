"""Why a layer can't be as it is, in plain words, and the one click that puts it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Edit = tuple[Any, ...]  # ("set", index, argument, value) | ("insert", index, kind, arguments) | ("kind", ...)


@dataclass(frozen=True)
class MisfitFix:
    """One click that puts a trouble right: its words, and the edits it makes."""

    words: str
    edits: tuple[Edit, ...]


class MisfitError(ValueError):
    """Why a layer can't be: in plain words, the argument that is to blame ("" for none), and the fix."""

    def __init__(self, text: str, argument: str = "", fix: MisfitFix | None = None) -> None:
        super().__init__(text)
        self.text, self.argument, self.fix = text, argument, fix
