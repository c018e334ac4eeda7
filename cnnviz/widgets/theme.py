"""Colours, the stops of the signed colour map, and fonts: every pixel of the window takes them from here.

A theme is a frozen table of colours. One theme is current at a time; `use()` changes it and `apply()` gives
the application its palette and style sheet. Each widget in sight then gets a StyleChange, the others as they
are shown (`style_sheets`): who keeps colours makes them anew there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from cnnviz.widgets.style_sheets import change_style_sheet

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold

# Sizes in pixels: the five steps of the window's type.
VALUE, READOUT, BODY, SECONDARY, FLOOR = 24, 15, 13, 12, 11

SANS = "Inter"
MONO = "JetBrains Mono"


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as hex strings, and the signed map's stops (distance from zero, colour)."""

    name: str
    dark: bool
    background: str
    panel: str
    canvas: str
    block: str
    raised: str
    line: str
    edge: str
    text: str
    dim: str
    faint: str
    accent: str
    on_accent: str
    right: str
    wrong: str
    cool: tuple[tuple[float, str], ...]  # negative values: position 0 (zero) .. 1 (the limit)
    warm: tuple[tuple[float, str], ...]  # positive values


THEMES: dict[str, Theme] = {
    "dark": Theme(
        name="dark",
        dark=True,
        background="#14171c",
        panel="#1e222a",
        canvas="#171a20",
        block="#1c2027",
        raised="#2a303b",
        line="#323946",
        edge="#333b48",
        text="#e9ebee",
        dim="#b0b7c3",
        faint="#8a93a2",
        accent="#b794ff",
        on_accent="#1a1026",
        right="#6fd08c",
        wrong="#ff7a90",
        cool=(
            (0.0, "#1b1f26"),
            (0.03, "#1d3343"),
            (0.1, "#1e4f70"),
            (0.3, "#1f7fb3"),
            (0.6, "#35b4f0"),
            (1.0, "#8fe1ff"),
        ),
        warm=(
            (0.0, "#1b1f26"),
            (0.03, "#3a2e25"),
            (0.1, "#6b4522"),
            (0.3, "#b06a1f"),
            (0.6, "#f0972f"),
            (1.0, "#ffd591"),
        ),
    ),
    "light": Theme(
        name="light",
        dark=False,
        background="#eef0f3",
        panel="#ffffff",
        canvas="#f7f8fa",
        block="#ffffff",
        raised="#e8ebf0",
        line="#d3d8e0",
        edge="#c9cfd8",
        text="#171a20",
        dim="#434b58",
        faint="#626b7a",
        accent="#6d28d9",
        on_accent="#ffffff",
        right="#15803d",
        wrong="#be123c",
        cool=(
            (0.0, "#f1f2f4"),
            (0.03, "#dde8f1"),
            (0.1, "#bcd8ec"),
            (0.3, "#6fb1dd"),
            (0.6, "#1f78b8"),
            (1.0, "#0a3f75"),
        ),
        warm=(
            (0.0, "#f1f2f4"),
            (0.03, "#f6e6d6"),
            (0.1, "#f8d0a4"),
            (0.3, "#ee9d47"),
            (0.6, "#c4640b"),
            (1.0, "#6f3200"),
        ),
    ),
}

_current: Theme = THEMES["dark"]


def current() -> Theme:
    """The theme in use."""
    return _current


def use(name: str) -> Theme:
    """Make `name` ("dark", "light" or "system") current and return it; `apply` gives the colours out."""
    global _current
    _current = THEMES[system() if name == "system" else name]
    return _current


def system() -> str:
    """The system's own choice, "dark" or "light"; dark where Qt doesn't know."""
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication) and app.styleHints().colorScheme() == Qt.ColorScheme.Light:
        return "light"
    return "dark"


def colour(role: str, alpha: float = 1.0) -> QColor:
    """The current theme's colour for a role such as "dim", with an opacity from 0 to 1."""
    made = QColor(getattr(_current, role))
    if alpha != 1.0:
        made.setAlphaF(alpha)
    return made


def load_fonts() -> None:
    """Hand the shipped fonts to Qt, once; needs a QGuiApplication."""
    _load_fonts()


@cache
def _load_fonts() -> tuple[int, ...]:
    folder = resources.files("resources") / "fonts"
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".ttf"))
    return tuple(QFontDatabase.addApplicationFontFromData((folder / name).read_bytes()) for name in files)


@cache
def _font(size: float, weight: QFont.Weight, mono: bool) -> QFont:
    made = QFont(MONO if mono else SANS)
    made.setPixelSize(round(size))
    made.setWeight(weight)
    made.setStyleHint(QFont.StyleHint.Monospace if mono else QFont.StyleHint.SansSerif)
    if mono:
        made.setFeature(QFont.Tag("calt"), 0)  # no ligatures: code reads as it was typed
    else:
        # Tabular figures: a live number must not shift its neighbours as its digits change.
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def font(size: float = BODY, weight: QFont.Weight = REGULAR, mono: bool = False) -> QFont:
    """A shipped font of `size` pixels: Inter with tabular figures, or JetBrains Mono."""
    return QFont(_font(size, weight, mono))


def palette() -> QPalette:
    """The current theme as a palette for the Fusion style (Qt's own colour scheme does nothing offscreen)."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "background",
        QPalette.ColorRole.AlternateBase: "block",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "faint",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Light: "raised",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "edge",
        QPalette.ColorRole.Shadow: "background",
    }
    for role, name in roles.items():
        made.setColor(role, colour(name))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(disabled, role, colour("faint", 0.6))
    return made


def apply(app: QApplication) -> None:
    """Give all widgets of the application the current theme, those to come as well.

    The sheet is the application's, so that it is read once and a widget is polished when it is first shown.
    """
    sheet = stylesheet()
    if app.styleSheet() != sheet:
        app.setPalette(palette())
        QToolTip.setPalette(palette())
        change_style_sheet(app, sheet)


def apply_again() -> None:
    """Have all that the widgets keep of the theme made again: the screen's pixels are finer, or coarser."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    change_style_sheet(app, app.styleSheet())


def stylesheet() -> str:
    """The current style sheet: `resources/themes/window.qss` with "@role" replaced by colours."""
    text = (resources.files("resources") / "themes" / "window.qss").read_text(encoding="utf-8")
    roles = {field.name: getattr(_current, field.name) for field in fields(_current)}
    for role in sorted(roles, key=len, reverse=True):  # "@on_accent" before "@accent", "@panel" alone
        if isinstance(roles[role], str):
            text = text.replace(f"@{role}", roles[role])
    return text
