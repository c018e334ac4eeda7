"""What a developer runs, by one word each: `uv run python tasks.py WORD`.

check                  lint, format, types and import contracts
test [AREA] [ARGS]     the ordinary tests, or those whose path holds AREA ("evaluate", "core/plan")
slow [AREA] [ARGS]     the slow tests, likewise
shots FOLDER [ARGS]    a picture of every screen, offscreen; --compare OLD NEW, --accept
bench [NAME] [ARGS]    the benchmarks
translations [CODE]    collect all texts for the translators, and compile what they wrote
size                   files and lines, room by room
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def run(*command: str) -> int:
    """Run one command in the repository, shown first; its exit status."""
    print("$", " ".join(command), flush=True)
    return subprocess.run(command, cwd=ROOT).returncode


def python(*arguments: str) -> int:
    """Run this Python with some arguments."""
    return run(sys.executable, *arguments)


def check(*_: str) -> int:
    """Everything that reads the code without running it; the number of checks that failed."""
    return sum(
        (
            bool(python("-m", "ruff", "check", ".")),
            bool(python("-m", "ruff", "format", "--check", ".")),
            bool(python("-m", "mypy")),
            bool(run(str(Path(sys.executable).with_name("lint-imports")))),
        )
    )


def area(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The test paths that a first word without a dash names, and the other arguments for pytest."""
    if not words or words[0].startswith("-"):
        return [], list(words)
    name, rest = words[0].strip("/"), list(words[1:])
    if name.startswith("tests") and (ROOT / name).exists():
        return [name], rest
    folders = [
        p for p in (ROOT / "tests").rglob("*") if p.is_dir() and f"/{p.as_posix()}/".endswith(f"/{name}/")
    ]
    files = [p for p in (ROOT / "tests").rglob("test_*.py") if name in p.stem]
    found = [str(p.relative_to(ROOT)) for p in folders or files]
    if not found:
        sys.exit(f"no tests for {name!r}: name a folder or a file under tests/")
    return found, rest


def test(*words: str) -> int:
    """The ordinary tests, all of them or those of an area."""
    paths, rest = area(words)
    return python("-m", "pytest", *paths, *rest)


def slow(*words: str) -> int:
    """The slow tests, all of them or those of an area."""
    paths, rest = area(words)
    return python("-m", "pytest", "-m", "slow", "--timeout", "1800", *paths, *rest)


def shots(*words: str) -> int:
    """Pictures of every screen."""
    return python("tests/pictures/replay.py", *words)


def bench(*words: str) -> int:
    """The benchmarks."""
    return python("-m", "benchmarks", *words)


def size(*_: str) -> int:
    """Print the files and the lines of each room."""
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for path in sorted(
        p for top in ("cnnviz", "core", "tests", "benchmarks") for p in (ROOT / top).rglob("*.py")
    ):
        parts = path.relative_to(ROOT).parts
        count = len(path.read_text(encoding="utf-8").splitlines())
        for room in {parts[0], "/".join(parts[:-1][:3] if parts[1:2] == ("features",) else parts[:-1][:2])}:
            files[room] += 1
            lines[room] += count
    for room in sorted(files):
        print(f"{room:32} {files[room]:5} files {lines[room]:7,} lines")
    return 0


def translations(*words: str) -> int:
    """Bring resources/translations up to date, or only say how complete each language is."""
    return python("tests/translations/update.py", *words)


TASKS: dict[str, Callable[..., int]] = {
    "check": check,
    "test": test,
    "slow": slow,
    "shots": shots,
    "bench": bench,
    "size": size,
    "translations": translations,
}


def main() -> int:
    """Run the task that the command line names."""
    word, *rest = sys.argv[1:] or ["help"]
    if word not in TASKS:
        print(__doc__)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return TASKS[word](*rest)


if __name__ == "__main__":
    sys.exit(main())
