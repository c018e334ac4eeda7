"""Bring the translations up to date: collect all texts of the program, and compile what translators wrote.

uv run python tasks.py translations          # all languages
uv run python tasks.py translations de       # one, which is begun if there is none of that name
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
TOOLS = Path(sys.executable).parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]


def update(file: Path) -> None:
    """Put new texts into a translation, and take away those that are gone."""
    from collect import module

    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder) / "core_texts.py"
        core.write_text(module(ROOT), encoding="utf-8")
        sources = [*sorted((ROOT / "cnnviz").rglob("*.py")), core]
        code = file.stem.removeprefix("cnnviz_")
        run("lupdate", "-locations", "none", "-no-obsolete", "-source-language", "en",
            "-target-language", code, *sources, "-ts", file)  # fmt: skip


def release(file: Path) -> None:
    """Compile a translation for Qt; an open window has the old file mapped, so that stays whole."""
    new = file.with_suffix(".new")
    run("lrelease", "-silent", file, "-qm", new)
    new.replace(file.with_suffix(".qm"))


def run(tool: str, *arguments: str | Path) -> None:
    """Run one of Qt's tools; what it counts isn't of interest."""
    name = TOOLS / f"pyside6-{tool}"
    subprocess.run([name, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main(codes: Sequence[str]) -> int:
    """Update the languages named, else all; print how complete each is."""
    from cnnviz.terminal.cli import run as cnnviz

    for file in [FOLDER / f"cnnviz_{code}.ts" for code in codes] or sorted(FOLDER.glob("cnnviz_*.ts")):
        update(file)
        release(file)
    return cnnviz(["languages"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
