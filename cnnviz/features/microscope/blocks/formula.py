"""Formulas set as formulas: fractions, roots, sums with what they go over, indices and powers.

Each is drawn from a line such as "y[n,o] = Σ(i) w[o,i] · x[n,i] + b[o]", crisp at any size. A symbol has the
colour of what it stands for, and says what that is when it is pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from cnnviz.features.microscope.blocks.block import PageBlock, PagePainter
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets import theme

TOKEN = re.compile(
    r"weight decay|Σ\([^()]*\)|\[[^\]]*\]|\d+(?:\.\d+)?(?:e-?\d+)?|[^\W\d]\w*'?|\S", re.UNICODE
)
SYMBOLS = {  # the letter, the colour of what it stands for, and what that is
    "x": ("x", "text", QT_TRANSLATE_NOOP("formula", "x: what goes into the layer")),
    "y": ("y", "text", QT_TRANSLATE_NOOP("formula", "y: what comes out of the layer")),
    "w": ("w", "accent", QT_TRANSLATE_NOOP("formula", "w: a weight, which the network learns")),
    "weight": ("γ", "accent", QT_TRANSLATE_NOOP("formula", "γ: the learned stretch, called weight")),
    "bias": ("β", "accent", QT_TRANSLATE_NOOP("formula", "β: the learned shift, called bias")),
    "b": ("b", "accent", QT_TRANSLATE_NOOP("formula", "b: a bias, which the network learns")),
    "dx": ("dx", "wrong", QT_TRANSLATE_NOOP("formula", "dx: how the loss changes with what went in")),
    "dy": ("dy", "wrong", QT_TRANSLATE_NOOP("formula", "dy: how the loss changes with what came out")),
    "dw": ("dw", "wrong", QT_TRANSLATE_NOOP("formula", "dw: how the loss changes with the weight")),
    "db": ("db", "wrong", QT_TRANSLATE_NOOP("formula", "db: how the loss changes with the bias")),
    "dz": ("dz", "wrong", QT_TRANSLATE_NOOP("formula", "dz: how the loss changes with the logit")),
    "dp": ("dp", "wrong", QT_TRANSLATE_NOOP("formula", "dp: how the loss changes with the probability")),
    "dl": ("dl", "wrong", QT_TRANSLATE_NOOP("formula", "dl: how the loss changes with l")),
    "l": ("l", "right", QT_TRANSLATE_NOOP("formula", "l: the logarithm of a probability")),
    "g": ("g", "wrong", QT_TRANSLATE_NOOP("formula", "g: the gradient of the weight")),
    "g'": ("g'", "wrong", QT_TRANSLATE_NOOP("formula", "g': the gradient with the weight's decay in it")),
    "z": ("z", "text", QT_TRANSLATE_NOOP("formula", "z: a logit, what the last layer says for a class")),
    "p": ("p", "right", QT_TRANSLATE_NOOP("formula", "p: the probability of a class")),
    "t": ("t", "right", QT_TRANSLATE_NOOP("formula", "t: the target, 1 for the label, else 0")),
    "L": ("L", "wrong", QT_TRANSLATE_NOOP("formula", "L: the loss")),
    "N": ("N", "text", QT_TRANSLATE_NOOP("formula", "N: how many images the batch has")),
    "M": ("M", "text", QT_TRANSLATE_NOOP("formula", "M: how many numbers the mean is over")),
    "x_hat": ("x̂", "text", QT_TRANSLATE_NOOP("formula", "x̂: x less the mean, over the standard deviation")),
    "mean": ("μ", "text", QT_TRANSLATE_NOOP("formula", "μ: the mean")),
    "var": ("σ²", "text", QT_TRANSLATE_NOOP("formula", "σ²: the variance")),
    "inv_std": ("σ⁻¹", "text", QT_TRANSLATE_NOOP("formula", "σ⁻¹: one over the standard deviation")),
    "eps": ("ε", "dim", QT_TRANSLATE_NOOP("formula", "ε: a small number, so that nothing is divided by 0")),
    "lr": ("lr", "text", QT_TRANSLATE_NOOP("formula", "lr: the learning rate")),
    "beta1": ("β₁", "text", QT_TRANSLATE_NOOP("formula", "β₁: how much of the mean gradient goes on")),
    "beta2": ("β₂", "text", QT_TRANSLATE_NOOP("formula", "β₂: how much of the mean square goes on")),
    "alpha": ("α", "text", QT_TRANSLATE_NOOP("formula", "α: how much of the mean square goes on")),
}
INDICES = {
    "n": QT_TRANSLATE_NOOP("formula", "n: which image of the batch"),
    "o": QT_TRANSLATE_NOOP("formula", "o: which output"),
    "c": QT_TRANSLATE_NOOP("formula", "c: which input channel"),
    "i": QT_TRANSLATE_NOOP("formula", "i: which input, or which row of the kernel"),
    "j": QT_TRANSLATE_NOOP("formula", "j: which class, or which column of the kernel"),
    "k": QT_TRANSLATE_NOOP("formula", "k: which class"),
    "p": QT_TRANSLATE_NOOP("formula", "p: which row"),
    "q": QT_TRANSLATE_NOOP("formula", "q: which column"),
    "s": QT_TRANSLATE_NOOP("formula", "s: the stride"),
}
SIGNS = ("=", "+", "-", "·", ",", ">", "<")
PROSE = ("where", "else", "if", "of")  # words between symbols
FUNCTIONS = ("exp", "ln", "tanh", "f'", "f")
SIZE, PROSE_SIZE, SMALL = 15.0, 13.0, 10.5
PAD = 9.0
GAP = 4.0  # around + and =
INDENT = 20.0  # of the lines after the first


@lru_cache(maxsize=16)
def _metrics(size: float) -> tuple[QFont, QFontMetricsF]:
    font = theme.font(size)
    return font, QFontMetricsF(font)


@dataclass
class Box:
    """A piece of a formula: its width, how far it reaches above and below the line, and its parts in it."""

    width: float
    up: float
    down: float
    text: str = ""
    size: float = SIZE
    role: str = "text"
    hint: str = ""
    parts: list[tuple[float, float, Box]] = field(default_factory=list)  # right, down from the line
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    ends: bool = False  # a line may well end here: what follows is said of another symbol
    begins: bool = False  # a line may well begin here
    loose: list[Box] = field(default_factory=list)  # what it is broken into where no line has room for it

    def paint(self, painter: PagePainter, x: float, y: float) -> None:
        """Draw it with its line at `y`; the mouse finds what it says."""
        if self.text:
            painter.setFont(_metrics(self.size)[0])
            painter.setPen(theme.colour(self.role))
            painter.drawText(QPointF(x, y), self.text)
        if self.hint:
            place = QRectF(x - 1, y - self.up - 1, self.width + 2, self.up + self.down + 2)
            painter.spot(place, hint=self.hint, aside=True)
        for right, down, part in self.parts:
            part.paint(painter, x + right, y + down)
        if self.lines:
            painter.stroke("text", 1.1)
            for a, b, c, d in self.lines:
                painter.drawLine(QPointF(x + a, y + b), QPointF(x + c, y + d))


def word(text: str, size: float = SIZE, role: str = "text", hint: str = "") -> Box:
    """A text as it is."""
    metrics = _metrics(size)[1]
    return Box(
        metrics.horizontalAdvance(text), metrics.capHeight() + 2, metrics.descent(), text, size, role, hint
    )


def row(parts: list[Box]) -> Box:
    """Pieces side by side on one line."""
    made = Box(0.0, max((p.up for p in parts), default=0.0), max((p.down for p in parts), default=0.0))
    for part in parts:
        made.parts.append((made.width, 0.0, part))
        made.width += part.width
    return made


def fraction(over: Box, under: Box) -> Box:
    """One thing over another, with a line between."""
    width = max(over.width, under.width) + 6
    axis = 5.0  # above the line that letters stand on
    top, bottom = -axis - 3 - over.down, -axis + 3 + under.up
    placed = [((width - over.width) / 2, top, over), ((width - under.width) / 2, bottom, under)]
    made = Box(width + 4, over.up - top, under.down + bottom, parts=[(x + 2, y, b) for x, y, b in placed])
    made.lines = [(2, -axis, width + 2, -axis)]
    return made


def root(inside: Box) -> Box:
    """The square root of something."""
    up, down = inside.up + 3, inside.down
    made = Box(inside.width + 12, up + 1, down, parts=[(10.0, 0.0, inside)])
    made.lines = [(0, -3, 3, -5), (3, -5, 6, down), (6, down, 9, -up), (9, -up, inside.width + 11, -up)]
    return made


def lowered(base: Box, text: str, up: bool = False) -> Box:
    """A symbol with its indices, or raised with its power."""
    made, small = row([base]), _metrics(SMALL)[1]
    for piece in re.findall(r"\w+|\W", text):
        known = INDICES.get(piece) if not up else None
        part = word(piece, SMALL, "dim", translate("formula", known) if known else "")
        made.parts.append((made.width, -6.0 if up else 4.0, part))
        made.width += part.width
    made.width += 1
    if up:
        made.up = max(made.up, 6 + small.capHeight() + 1)
    else:
        made.down = max(made.down, 4 + small.descent())
    return made


def summed(over: str) -> Box:
    """The sign of a sum, with what it goes over beneath."""
    sign, small = word("Σ", 1.5 * SIZE), lowered(Box(0, 0, 0), over)
    width = max(sign.width, small.width)
    made = Box(width + 3, sign.up, 19.0 if over else sign.down + 2)
    made.parts = [((width - sign.width) / 2, 2.0, sign), ((width - small.width) / 2, 12.0, small)]
    return made


class FormulaSetter:
    """Reads one line and gives the pieces that a line may be broken between."""

    def __init__(self, line: str | list[str], own: Mapping[str, str]) -> None:
        self._tokens = TOKEN.findall(line) if isinstance(line, str) else line
        self._own = own
        self._at = 0

    def pieces(self) -> list[Box]:
        """All of the line."""
        found: list[Box] = []
        while self._at < len(self._tokens):
            found.append(self._product())
        return found

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _product(self) -> Box:
        """An operand, over another one where a stroke follows; a sign with air around it."""
        token = self._next()
        begins = self._at == 0 or self._tokens[self._at - 1] in "(=,"
        if token in SIGNS and not (token == "-" and begins):
            self._at += 1
            shown = {"-": "−"}.get(token, token)
            made = self._spaced(word(shown, role="dim"), token != ",", GAP)
            made.ends, made.begins = token == "," and self._defines(), token in "+-"
            return made
        if token in PROSE:
            self._at += 1
            return self._spaced(word(token, PROSE_SIZE, "dim"), True)
        start = self._at
        made = self._operand()
        while self._next() == "/":
            over = self._bare(start, self._at, made)
            self._at += 1
            start = self._at
            under = self._operand(whole_sum=True)
            made = fraction(over, self._bare(start, self._at, under))
        return made

    def _defines(self) -> bool:
        """Whether what stands up to the next comma says what something equals."""
        rest = self._tokens[self._at :]
        return "=" in rest[: rest.index(",") if "," in rest else len(rest)]

    def _bare(self, first: int, last: int, made: Box) -> Box:
        """What stands over or under a line needs no brackets around all of it."""
        if self._tokens[first : first + 1] != ["("] or self._closes(first) != last - 1:
            return made
        return row(FormulaSetter(self._tokens[first + 1 : last - 1], self._own).pieces())

    def _closes(self, first: int) -> int:
        """Where the bracket that opens at a token is closed."""
        depth = 0
        for at in range(first, len(self._tokens)):
            depth += {"(": 1, ")": -1}.get(self._tokens[at], 0)
            if depth == 0:
                return at
        return -1

    @staticmethod
    def _spaced(box: Box, before: bool, gap: float = GAP) -> Box:
        left = gap if before else 0.0
        return Box(box.width + left + gap, box.up, box.down, parts=[(left, 0.0, box)])

    def _operand(self, whole_sum: bool = False) -> Box:
        """One thing; with `whole_sum` the sign of a sum has what is summed beside it."""
        token = self._next()
        self._at += 1
        if token.startswith("Σ(") or token == "Σ":
            sign = summed(token[2:-1] if len(token) > 1 else "")
            return row([sign, self._operand()]) if whole_sum and self._begins_operand() else sign
        if token == "sum" and self._next() == "(":
            return row([summed(""), self._bracket(bare=True)])
        if token == "-":
            return row([word("−", role="dim"), self._operand()])
        if token == "sqrt" and self._next() == "(":
            return root(self._bracket(bare=True))
        if token == "(":
            self._at -= 1
            made = self._bracket()
        elif token in FUNCTIONS:
            made = word(token)
            if self._next() == "(":
                made = row([made, self._bracket()])
            elif self._begins_operand():
                made = row([made, word(" "), self._operand()])
        else:
            made = self._name(token)
        return self._scripted(made)

    def _begins_operand(self) -> bool:
        return bool(self._next()) and self._next() not in "=+·,/)]><"

    def _scripted(self, made: Box) -> Box:
        while True:
            token = self._next()
            if token.startswith("["):
                self._at += 1
                made = lowered(made, token[1:-1])
            elif token == "after":  # a number after the step
                self._at += 1
                made = lowered(made, translate("formula", "after"))
            elif token == "^":
                self._at += 2
                made = lowered(
                    made, self._tokens[self._at - 1] if self._at <= len(self._tokens) else "", up=True
                )
            else:
                return made

    def _bracket(self, bare: bool = False) -> Box:
        """What stands in brackets, as high as it is."""
        self._at += 1
        inside = []
        while self._at < len(self._tokens) and self._next() != ")":
            inside.append(self._product())
        self._at += 1
        made = row(inside)
        if bare:
            return made
        high = made.up + made.down > 2 * SIZE
        left, right = (word(sign, 1.5 * SIZE if high else SIZE, "dim") for sign in "()")
        whole = row([left, made, right])
        if len(inside) > 1:
            whole.loose = [row([left, inside[0]]), *inside[1:-1], row([inside[-1], right])]
        return whole

    def _name(self, token: str) -> Box:
        if token in self._own:
            return word(token, hint=translate("formula", self._own[token]))
        if token in SYMBOLS:
            shown, role, hint = SYMBOLS[token]
            return word(shown, role=role, hint=translate("formula", hint))
        if re.fullmatch(r"[^\W\d][\w ]+", token):  # a word, with air around it
            return self._spaced(word(token.replace("_", " "), PROSE_SIZE, "dim"), True, GAP / 2)
        return word(token)


def _broken(pieces: list[Box], room: float) -> int:
    """How many pieces a line takes: all, else up to a comma or a sign if there is one, else what fits."""
    wide = [sum(box.width for box in pieces[: count + 1]) for count in range(len(pieces))]
    most = max(1, sum(width <= room for width in wide))
    if most == len(pieces):
        return most
    ends = [at for at in range(1, most + 1) if pieces[at - 1].ends]
    begins = [at for at in range(1, most + 1) if pieces[at].begins]
    return max(ends or begins or [most])


@dataclass(frozen=True)
class Formula(PageBlock):
    """A formula of one or more lines, in a box of its own; a line is broken where it is too long.

    `own` says what letters stand for that mean something else in other formulas.
    """

    lines: str
    own: Mapping[str, str] = field(default_factory=dict)
    space = 8.0

    def _set(self, width: float) -> tuple[list[tuple[float, float, Box]], float]:
        """Each piece with its place, and how high all of it is."""
        room, placed, y = width - 2 * PAD, [], PAD - 2
        for line in self.lines.splitlines():
            pieces, indent = FormulaSetter(line, self.own).pieces(), 0.0
            rest = [part for box in pieces for part in (box.width > room - INDENT and box.loose) or [box]]
            while rest:
                x, taken = indent, list[tuple[float, Box]]()
                for box in rest[: _broken(rest, room - indent)]:
                    taken.append((x, rest.pop(0)))
                    x += box.width
                up, down = max(box.up for _, box in taken), max(box.down for _, box in taken)
                placed += [(PAD + left, y + up, box) for left, box in taken]
                y, indent = y + up + down + 5, INDENT
        return placed, y + PAD - 5

    def height(self, width: float) -> float:
        return self._set(width)[1]

    def paint(self, painter: PagePainter, width: float) -> None:
        placed, high = self._set(width)
        painter.plate(QRectF(0, 0, width, high))
        with painter.smooth():
            for x, y, box in placed:
                box.paint(painter, x, y)

    def text(self) -> str:
        return self.lines
