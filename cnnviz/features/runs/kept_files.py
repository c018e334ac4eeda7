"""The files of kept runs: which a run goes on from, and which must not be replaced."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from cnnviz.session.run_before import goes_on
from cnnviz.system import paths
from core.experiments import RunRecord
from core.experiments.record import RunFileError
from core.training import CheckpointError, read_about
from core.training.identity import RunIdentity

CHECKPOINT = "run.safetensors"


def folder() -> Path:
    """The folder of the window's own runs."""
    return paths.data_folder() / "runs"


def is_of(place: Path, name: object) -> bool:
    """Whether a folder is there, and that of the run with this id: another may have its name by now."""
    with contextlib.suppress(RunFileError):
        return RunRecord.load(place).id in ("", name)
    return place.is_dir()


def row_of(own: Path, name: object) -> str | None:
    """The folder of the run with this id, if it is kept already."""
    for path in own.glob(f"*/{CHECKPOINT}"):
        with contextlib.suppress(CheckpointError):
            if name is not None and read_about(path).get("id") == name:
                return path.parent.name
    return None


def files_of(place: Path) -> dict[Path, dict[str, Any]]:
    """The files that the run in a folder goes on from, its own and those that were kept by themselves, with
    what they say of it; nothing if that can't be read.
    """
    found: dict[Path, dict[str, Any]] = {}
    aside = [paths.state_folder() / "runs" / name for name in (CHECKPOINT, "run-before.safetensors")]
    for path in (place / CHECKPOINT, *aside):
        about: dict[str, Any] = {}
        with contextlib.suppress(CheckpointError):
            about = read_about(path)
        own = place.parent == folder()
        theirs = own and about.get("row") == place.name and is_of(place, about.get("id"))
        if theirs or (path.parent == place and path.is_file()):
            found[path] = about
    return found


def newest(files: dict[Path, dict[str, Any]]) -> Path | None:
    """The newest of a run's files, of those that none of the others goes on from."""
    known = [about for about in files.values() if about]
    tips = [
        path
        for path, about in files.items()
        if not about
        or not any(about["step"] < more["step"] and RunIdentity.within(about, more) for more in known)
    ]
    return max(tips, key=written, default=None)


def taken_elsewhere(place: Path, about: dict[str, Any]) -> dict[str, Any] | None:
    """What is said of the run in a folder by a file in whose place one that says `about` must not be put:
    another window has made more of it. None if there is none.
    """
    apart = [kept for kept in files_of(place).values() if kept and not goes_on(kept, about)]
    whole = [kept for kept in apart if RunIdentity.within(about, kept)]
    return next(iter(whole + apart), None)


def written(path: Path) -> int:
    """When a file was written."""
    return path.stat().st_mtime_ns


def prune(own: Path, budget: int, newest: Path) -> int:
    """Remove the oldest checkpoints that aren't pinned until all are within the budget; how many went."""
    found = []
    for path in own.glob(f"*/{CHECKPOINT}"):
        with contextlib.suppress(OSError):
            state = path.stat()
            found.append((state.st_mtime_ns, state.st_size, path))
    total, removed = sum(size for _, size, _ in found), 0
    for _, size, path in sorted(found):
        if total <= budget:
            break
        with contextlib.suppress(OSError, RunFileError):
            if path.parent != newest and not RunRecord.load(path.parent).pinned:
                path.unlink()
                total, removed = total - size, removed + 1
    return removed
