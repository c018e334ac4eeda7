"""A language for tests: every text in brackets, and 40 % longer."""

from __future__ import annotations

from PySide6.QtCore import QTranslator


class Pseudo(QTranslator):
    """Translates every text into itself, bracketed and lengthened."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str:
        return pseudo(text)


def pseudo(text: str) -> str:
    """A text in brackets, and 40 % longer."""
    return f"[{text}{'~' * round(0.4 * len(text))}]" if text.strip() else text
