"""Where cnnviz keeps its own files: the platform's folders, asked of Qt.

Qt reads XDG_CONFIG_HOME, %LOCALAPPDATA% and ~/Library for us; nothing is created until something is written.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QStandardPaths

NAME = "cnnviz"


def config_folder() -> Path:
    """The folder of the settings file."""
    return _folder(QStandardPaths.StandardLocation.GenericConfigLocation)


def data_folder() -> Path:
    """The folder of what cnnviz keeps by itself, such as weights saved on the way out."""
    return _folder(QStandardPaths.StandardLocation.GenericDataLocation)


def state_folder() -> Path:
    """The folder of the log and of what is known about a crash."""
    return _folder(QStandardPaths.StandardLocation.GenericStateLocation)


def settings_file() -> Path:
    """The file that settings.py reads and writes."""
    return config_folder() / "settings.json"


def trained_network() -> Path:
    """The trained network that comes with cnnviz (resources/networks/README.md says how it was made)."""
    return Path(str(resources.files("resources") / "networks" / "lenet5-mnist.safetensors"))


def documents_folder() -> Path:
    """Where a file dialog opens the first time: the user's documents, else the home folder."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def _folder(location: QStandardPaths.StandardLocation) -> Path:
    ensure_home()
    return Path(QStandardPaths.writableLocation(location)) / NAME


def ensure_home() -> None:
    """Set HOME where it isn't: Qt would take the root of the disk for it.

    It becomes the user's home folder as the system knows it, or else a folder for this process alone.
    """
    if sys.platform == "win32" or os.environ.get("HOME"):
        return
    import pwd

    home = ""
    with contextlib.suppress(KeyError):  # a user whom the system doesn't know
        home = pwd.getpwuid(os.getuid()).pw_dir
    if home in ("", "/") or not os.access(home, os.W_OK):
        home = tempfile.mkdtemp(prefix="cnnviz-")
    os.environ["HOME"] = home
