"""Which file, or with what? Asks in a dialog, then has the window do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from cnnviz.widgets import file_dialogs

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Dialogs(QObject):
    """A question for each kind of file; nothing happens when it is cancelled. A file of another kind than was
    asked for is opened as what it is.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        file_dialogs.last.path = window.remembered.folder
        file_dialogs.last.used.connect(self._remember)

    def save_weights(self) -> None:
        """Ask where to, then save the weights."""
        title, kinds = self.tr("Save weights"), self.tr("Weights (*.safetensors)")
        path = file_dialogs.to_save(self.window, title, "weights.safetensors", kinds)
        if path:
            self.window.save_weights(path)

    def load_weights(self) -> None:
        """Ask which file, then load."""
        self._open(self.tr("Load weights"), self.tr("Weights (*.safetensors *.npz);;All files (*)"))

    def save_trace(self) -> None:
        """Ask where to, then keep the recorded batch."""
        kinds = self.tr("Recorded batches (*.trace)")
        title = self.tr("Keep this recorded batch")
        path = file_dialogs.to_save(self.window, title, "lesson.trace", kinds)
        if path:
            self.window.session.save_trace(path)

    def open_trace(self) -> None:
        """Ask which trace, then show it."""
        kinds = self.tr("Recorded batches (*.trace);;All files (*)")
        self._open(self.tr("Open a recorded batch"), kinds)

    def open_data(self) -> None:
        """Ask for a file of images, then have it looked over; a picture is read by the network."""
        kinds = self.tr(
            "Images (*.gz *.npz *.npy *.csv *.tsv *.bin *-ubyte *idx*"
            " *.png *.jpg *.jpeg *.bmp *.gif *.webp);;All files (*)"
        )
        self._open(self.tr("Open images"), kinds)

    def open_picture(self) -> None:
        """Ask for one picture, then has the network read it."""
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp);;All files (*)")
        self._open(self.tr("Open a picture"), kinds)

    def open_folder(self) -> None:
        """Ask for a folder of pictures, one folder a class in it, then have it looked over."""
        title = self.tr("Open a folder of images")
        path = file_dialogs.folder_to_open(self.window, title)
        if path:
            self.window.session.own_images.look([path])

    def find_images(self, found: Callable[[str], None], place: str) -> None:
        """Ask where a run's images are now: a file where they were in one, else a folder."""
        title, old = self.tr("Where are the run's images now?"), Path(place)
        start = next((folder for folder in old.parents if place and folder.is_dir()), None)
        if place and old.suffix and not old.is_dir():
            path = file_dialogs.to_open(self.window, title, folder=start)
        else:
            path = file_dialogs.folder_to_open(self.window, title, start)
        if path:
            found(str(path))

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

    @Slot(str)
    def _remember(self, folder: str) -> None:
        self.window.remember(folder=folder)

    def _open(self, title: str, kinds: str) -> None:
        """Ask for a file, and open it as what it is."""
        path = file_dialogs.to_open(self.window, title, kinds)
        if path:
            self.window.open_path(path)
