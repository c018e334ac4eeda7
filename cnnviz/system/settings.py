"""What the window remembers from one start to the next: a small JSON file in the platform's config folder.

A file that can't be read gives the defaults and is kept aside under another name; a folder that can't be
written to costs the memory, not the session.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from cnnviz.system import paths
from core.files.atomic import FileError, SaveError, read_whole, write_atomically

VERSION = 1
LARGEST = 1 << 20  # bytes
THEMES = ("dark", "light", "system")
WORKERS = (1, 2)


@dataclass(frozen=True)
class Settings:
    """The remembered choices; every field has a default that any value of the wrong type falls back to."""

    theme: str = "dark"
    language: str = "system"  # the code of one, or as the system's
    reduced_motion: bool = False
    workers: int = 1  # processes that make a training step, where that is faster
    width: int = 1600
    height: int = 1000
    maximized: bool = False
    microscope: bool = True  # open where the window is wide enough for the choice
    curves: bool = True
    microscope_width: int = 0  # pixels, chosen by hand; 0 is the usual
    curves_height: int = 0  # pixels, chosen by hand; 0 is the usual
    scale: int = 100  # per cent of the usual size that everything is painted in
    folder: str = ""  # of the last file dialog
    layers_file: str = ""  # of the workshop
    start_page: bool = True  # whether to begin with it
    recent: tuple[str, ...] = ()  # files opened or saved lately, the newest first
    left_out: tuple[str, ...] = ()  # those of them that were used without the pictures that can't be read


def load(path: Path | None = None) -> Settings:
    """The remembered settings, or the defaults; a file that is no settings file is renamed to `*.bad`."""
    path = path or paths.settings_file()
    try:
        text = read_whole(path, LARGEST, FileError)  # a pipe of that name isn't waited for
    except FileError:
        return Settings()
    try:
        items = json.loads(text.decode("utf-8"))
        if not isinstance(items, dict) or items.get("version") != VERSION:
            raise ValueError("not a settings file of this version")
    except (ValueError, RecursionError):
        with contextlib.suppress(OSError):
            path.replace(path.with_name(path.name + ".bad"))
        return Settings()
    return _sane(items)


def save(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings whole or not at all; False if the folder can't be written to."""
    path = path or paths.settings_file()
    text = json.dumps({"version": VERSION, **asdict(settings)}, indent=2, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8"))
    except (OSError, SaveError):
        return False
    return True


def save_changes(now: Settings, before: Settings, path: Path | None = None) -> bool:
    """Write what is another than `before`; the rest another window may have written meanwhile."""
    names = [field.name for field in fields(now) if getattr(now, field.name) != getattr(before, field.name)]
    return save(replace(load(path), **{name: getattr(now, name) for name in names}), path)


def _sane(items: dict[str, Any]) -> Settings:
    """Settings from whatever the file holds; what has the wrong type or makes no sense gets its default."""
    kept = {
        field.name: items[field.name]
        for field in fields(Settings)
        if field.name in items and type(items[field.name]) is type(field.default)
    }
    for name in ("recent", "left_out"):
        files = items.get(name)
        if isinstance(files, list) and all(isinstance(path, str) for path in files):
            kept[name] = tuple(files)  # JSON knows no tuples
    made = Settings(**kept)
    if made.theme not in THEMES:
        made = replace(made, theme=Settings.theme)
    if made.workers not in WORKERS:
        made = replace(made, workers=Settings.workers)
    if not (made.microscope_width == 0 or 280 <= made.microscope_width <= 4000):
        made = replace(made, microscope_width=0)
    if not (made.curves_height == 0 or 48 <= made.curves_height <= 4000):
        made = replace(made, curves_height=0)
    if not 80 <= made.scale <= 200:
        made = replace(made, scale=Settings.scale)
    if not (320 <= made.width <= 20_000 and 240 <= made.height <= 20_000):
        made = replace(made, width=Settings.width, height=Settings.height)
    return made
