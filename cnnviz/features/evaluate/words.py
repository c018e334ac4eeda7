"""The sheet's sentences in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return QCoreApplication.translate("Evaluate", text)
