"""What can be said about this program and where it runs: for `cnnviz --info`, and for a report of a failure.

The report is plain text that a person can read through before giving it to anybody: versions, folders,
settings, what went wrong, and the last lines of the log.
"""

from __future__ import annotations

import platform
import sys
import traceback
from dataclasses import asdict

from cnnviz.system import journal

PACKAGES = ("cnnviz", "numpy", "PySide6-Essentials", "pyqtgraph", "safetensors", "threadpoolctl", "tqdm")


def about() -> str:
    """Versions, folders and settings, one a line; what can't be found out says so."""
    rows = [(name, version_of(name)) for name in PACKAGES]
    rows.insert(1, ("Python", f"{platform.python_version()} ({sys.executable})"))
    rows += [("matrix products", _of_blas()), ("system", platform.platform())]
    try:
        rows += _of_qt()
    except ImportError as error:
        rows.append(("Qt", f"can't be loaded: {error}"))
    width = max(len(name) for name, _ in rows) + 2
    return "\n".join(f"{name:<{width}}{text}" for name, text in rows)


def of_failure(error: BaseException, where: str) -> str:
    """A whole report of an error that nobody expected."""
    try:
        known = about()
    except Exception as another:  # what is broken may be what tells of it
        known = f"(versions and settings can't be told: {another!r})"
    parts = [
        f"cnnviz: something went wrong in {where}",
        known,
        "".join(traceback.format_exception(error)).rstrip(),
        "\n".join(["last lines of the log:", *(journal.last_lines() or ["(none)"])]),
    ]
    return "\n\n".join(parts) + "\n"


def version_of(package: str) -> str:
    """The version of an installed package."""
    from importlib.metadata import PackageNotFoundError, version  # it takes its time to load

    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _of_blas() -> str:
    """The library of the matrix products and its kernel, which decide the last bits of a sum."""
    try:
        import numpy  # noqa: F401  # what it loads is told
        from threadpoolctl import threadpool_info
    except ImportError as error:
        return f"can't be loaded: {error}"
    found = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    return ", ".join(
        f"{each['internal_api']} {each['version']} ({each.get('architecture')})" for each in found
    )


def _of_qt() -> list[tuple[str, str]]:
    """What only Qt knows: its own version, and the user's folders."""
    from PySide6.QtCore import qVersion

    from cnnviz.system import paths, settings

    rows = [
        ("Qt", qVersion()),
        ("settings file", str(paths.settings_file())),
        ("log", str(paths.state_folder() / journal.FILE)),
        ("data folder", str(paths.data_folder())),
    ]
    return rows + [(f"  {name}", str(value)) for name, value in asdict(settings.load()).items()]
