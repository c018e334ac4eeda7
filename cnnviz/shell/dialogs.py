"""Which file, or with what? Asks in a dialog, then has the window do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from cnnviz.system import paths

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Dialogs(QObject):
    """A question for each kind of file; nothing happens when it is cancelled. A file of another kind than was
    asked for is opened as what it is.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window

    @property
    def folder(self) -> Path:
        """Where a dialog opens: the folder used last if it is still there, else the documents'."""
        remembered = self.window.remembered.folder
        folder = Path(remembered)
        return folder if remembered and folder.is_dir() else paths.documents_folder()

    def save_weights(self) -> None:
        """Ask where to, then save the weights."""
        path = self._where_to(
            self.tr("Save weights"), self.tr("Weights (*.safetensors)"), "weights.safetensors"
        )
        if path:
            self.window.save_weights(path)

    def load_weights(self) -> None:
        """Ask which file, then load."""
        self._open(self.tr("Load weights"), self.tr("Weights (*.safetensors *.npz);;All files (*)"))

    def save_trace(self) -> None:
        """Ask where to, then keep the recorded batch."""
        kinds = self.tr("Recorded batches (*.trace)")
        path = self._where_to(self.tr("Keep this recorded batch"), kinds, "lesson.trace")
        if path:
            self.window.session.save_trace(path)

    def open_trace(self) -> None:
        """Ask which trace, then show it."""
        kinds = self.tr("Recorded batches (*.trace);;All files (*)")
        self._open(self.tr("Open a recorded batch"), kinds)

    def open_data(self) -> None:
        """Ask for a file of images, then have it looked over."""
        kinds = self.tr("Images (*.gz *.npz *.npy *.csv *.tsv *.bin *-ubyte *idx*);;All files (*)")
        self._open(self.tr("Open images"), kinds)

    def open_picture(self) -> None:
        """Ask for one picture, then has the network read it."""
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp);;All files (*)")
        self._open(self.tr("Open a picture"), kinds)

    def open_folder(self) -> None:
        """Ask for a folder of pictures, one folder a class in it, then have it looked over."""
        title = self.tr("Open a folder of images")
        path = QFileDialog.getExistingDirectory(self.window, title, str(self.folder))
        if path:
            self._remember(path)
            self.window.session.own_images.look([path])

    def find_images(self, found: Callable[[str], None], place: str) -> None:
        """Ask where a run's images are now: a folder where they were in one, else a file."""
        title, old = self.tr("Where are the run's images now?"), Path(place)
        start = next((str(folder) for folder in old.parents if place and folder.is_dir()), str(self.folder))
        if place and old.suffix.lower() in (".npz", ".gz"):
            path, _ = QFileDialog.getOpenFileName(self.window, title, start)
        else:
            path = QFileDialog.getExistingDirectory(self.window, title, start)
        if path:
            self._remember(path)
            found(path)

    def go_on(self) -> None:
        """Ask with what to go on from the past step in sight, then begin the branch."""
        from cnnviz.features.timeline.go_on import GoOnDialog

        if self.window.session.time.step is not None:
            GoOnDialog(self.window.session, self.window).open()

    def film(self) -> None:
        """Ask which film of this run is made, then make it."""
        window = self.window
        if len(window.session.time.steps) < 3:
            window.session.message.emit(self.tr("There are no steps to make a film of yet."), "info")
            window.session.live.lasts.emit(lambda: len(window.session.time.steps) < 3)
            return
        targets = {"window": window, "network": window.panels.canvas}
        from cnnviz.features.timeline.film_dialog import FilmDialog

        film = FilmDialog(window.session, targets, window.panels.time_bar.track.film, window)
        film.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        film.show()

    def _where_to(self, title: str, kinds: str, usual: str) -> str:
        """A path to save at, with the usual ending if it was given none; "" when cancelled."""
        path, _ = QFileDialog.getSaveFileName(self.window, title, str(self.folder / usual), kinds)
        if path:
            self._remember(path)
        return path if not path or Path(path).suffix else path + Path(usual).suffix

    def _open(self, title: str, kinds: str) -> None:
        """Ask for a file, and open it as what it is."""
        path, _ = QFileDialog.getOpenFileName(self.window, title, str(self.folder), kinds)
        if path:
            self._remember(path)
            self.window.open_path(path)

    def _remember(self, path: str) -> None:
        self.window.remember(folder=str(Path(path).parent))
