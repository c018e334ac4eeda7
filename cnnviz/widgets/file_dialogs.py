"""Ask for a file or a folder: every dialog opens in the folder that the last one was used in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cnnviz.system import paths


class LastFolder(QObject):
    """The folder of the last dialog; `used` tells it to whoever remembers it for the next start."""

    used = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.path = ""

    def __str__(self) -> str:
        there = self.path and Path(self.path).is_dir()
        return self.path if there else str(paths.documents_folder())

    def take(self, path: str | Path) -> None:
        """Open the next dialog in a folder."""
        self.path = str(path)
        self.used.emit(self.path)


last = LastFolder()


def to_save(parent: QWidget, title: str, name: str, kinds: str, folder: Path | None = None) -> Path | None:
    """Ask where to save; the ending of the proposed `name` is added to a name without it, before the dialog
    asks whether a file of that name is to be replaced. None when cancelled.
    """
    dialog = QFileDialog(parent, title, str(folder or last), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    ending = Path(name).suffix
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(name)
    try:
        while dialog.exec():
            path = Path(dialog.selectedFiles()[0])
            if path.suffix.lower() != ending:  # of another kind
                path = path.with_name(path.name + ending)
                if path.exists():  # which hasn't been asked about
                    dialog.selectFile(path.name)
                    continue
            last.take(path.parent)
            return path
        return None
    finally:
        dialog.deleteLater()


def to_open(parent: QWidget, title: str, kinds: str = "", folder: Path | None = None) -> Path | None:
    """Ask for a file; None when cancelled."""
    return _used(QFileDialog.getOpenFileName(parent, title, str(folder or last), kinds)[0])


def folder_to_open(parent: QWidget, title: str, folder: Path | None = None) -> Path | None:
    """Ask for a folder; None when cancelled."""
    return _used(QFileDialog.getExistingDirectory(parent, title, str(folder or last)))


def _used(chosen: str) -> Path | None:
    if not chosen:
        return None
    last.take(Path(chosen).parent)
    return Path(chosen)
