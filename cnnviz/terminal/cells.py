"""How wide text is in a terminal, where a Chinese letter takes two cells."""

from __future__ import annotations

import re
import unicodedata

# No line is broken within a piece: a Chinese letter with the marks behind it, or a word.
PIECE = re.compile(r" ?[\u3400-\u9fff\u201c（][，。、；：？！）\u201d]*| ?[^ \u3400-\u9fff]+")


def cells(text: str) -> int:
    """How many cells a text takes."""
    return len(text) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells, broken between words and between Chinese letters."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and cells(lines[-1] + piece) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines
