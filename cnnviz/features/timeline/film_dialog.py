"""The film of a run as a file: which steps, how fast, which kind; made keyframe by keyframe in the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.session import Session
from cnnviz.session.background import Background
from cnnviz.system.film_files import FilmWriter, film_writer, folder_for, missing
from cnnviz.system.translation import Count
from cnnviz.system.wording import worded
from cnnviz.widgets import file_dialogs, theme
from cnnviz.widgets.controls import Button, ProgressBar, tell
from cnnviz.widgets.form import Fields, FormDialog
from cnnviz.widgets.layouts import STRETCH, fill
from cnnviz.widgets.plain import PlainLabel
from core.files.atomic import FileError
from core.training import ConfigError

WIDTH = 320
PICTURES = 300  # at most, unless others are asked for
SPEED = 10  # pictures a second
FASTEST = 60


class FilmDialog(FormDialog):
    """Goes through the keyframes of a range, takes a picture of each once it is exact, and writes the file.

    `targets` are what pictures are taken of, by their names: the whole window, the network.
    """

    def __init__(
        self, session: Session, targets: Mapping[str, QWidget], span: tuple[int, int], parent: QWidget
    ) -> None:
        super().__init__("film", self.tr("Film of this run"), WIDTH, parent)
        self.session, self._targets = session, targets
        self._wanted: list[int] = []  # steps that are yet to be shown
        self._count = 0
        self._writer: FilmWriter | None = None
        self._came_from: int | None = None
        self._out = Path()
        self._target: QWidget = parent
        self._fields = Fields("film", self.column, self)
        self._build(span)
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="film_note")
        self._bar = ProgressBar("film_progress", self, 6)
        fill(self.column, 4, self.note, self._bar, STRETCH, self._buttons())
        self._background = Background(session, self)
        self._soon = QTimer(self, singleShot=True)  # once the step is painted
        self._soon.timeout.connect(self._take_picture)
        session.time.changed.connect(self._time_changed)
        session.live.run_changed.connect(self._plan)
        self._plan()
        self._show_working(False)

    # what is asked for

    def steps(self) -> list[int]:
        """The steps that get a picture: each made from a keyframe, evenly fewer if there are too many."""
        return self._chosen()[0]

    def _chosen(self) -> tuple[list[int], int]:
        """Those steps, and of how many they are chosen."""
        time = self.session.time
        first, last, most = (self._fields.needed(name) for name in ("first", "last", "most"))
        if not time.steps.start <= first < last <= time.steps.stop - 1:
            words = self.tr("from {0} to {1}, the first before the last")
            span = f"{time.steps.start:,}", f"{time.steps.stop - 1:,}"
            inside = time.steps.start <= first < time.steps.stop - 1
            raise ConfigError("last" if inside else "first", words.format(*span))
        if most < 2:
            raise ConfigError("most", self.tr("must be at least 2"))
        keyframes = () if time.timeline is None else time.timeline.keyframes
        found = sorted({first, *(k + 1 for k in keyframes if first <= k + 1 <= last), last})
        count = len(found)
        if count > most:
            found = [found[round(at)] for at in np.linspace(0, count - 1, most)]
        return found, count

    @Slot()
    def begin(self) -> None:
        """Ask where to, then make the film."""
        self._fields.clear_errors()
        try:
            wanted, fps = self.steps(), self._fields.needed("speed")
            if not 1 <= fps <= FASTEST:
                raise ConfigError("speed", self.tr("must be from 1 to {0}").format(FASTEST))
        except ConfigError as error:
            self._fields.refuse(error)
            return
        kind = self._kind()
        if kind:
            out = file_dialogs.to_save(self, self.tr("Write the film"), f"film{kind}", f"*{kind}")
        else:
            words = self.tr("A folder for the pictures: an empty one, or one to get a folder “film” in it")
            out = file_dialogs.folder_to_open(self, words)
        if out:
            self.make(out if kind else folder_for(out), wanted, fps)

    def make(self, out: Path, wanted: list[int], fps: int) -> None:
        """Make the film of some steps."""
        self._target = self._targets[self._fields.value("what")]
        try:
            self._writer = film_writer(out, fps, self._target.grab().toImage())
        except (ConfigError, FileError) as error:
            self.note.setText(str(error))
            return
        self._out, self._wanted, self._count = out, list(wanted), len(wanted)
        self._came_from = self.session.time.step
        self._show_working(True)
        self._next()

    # making it

    def _next(self) -> None:
        self._bar.show_part((self._count - len(self._wanted)) / max(1, self._count))
        if not self._wanted:
            assert self._writer is not None
            self.note.setText(self.tr("Writing the file."))
            writer = self._writer
            self._background.start(lambda report: writer.finish(), then=self._finished, failed=self._failed)
            return
        text = self.tr("Picture {0} of {1}: step {2}")
        done = self._count - len(self._wanted) + 1
        self.note.setText(text.format(done, self._count, f"{self._wanted[0]:,}"))
        self.session.time.go(self._wanted[0])

    @Slot()
    def _time_changed(self) -> None:
        """Take the picture once the step is in sight and was compared."""
        time = self.session.time
        if self._writer is None or not self._wanted or time.step != self._wanted[0]:
            return
        if time.verdict == "failed":
            self._failed(RuntimeError(time.why))
        elif time.verdict:
            self._soon.start()

    @Slot()
    def _take_picture(self) -> None:
        if self._writer is None or not self._wanted:
            return
        picture: QImage = self._target.grab().toImage()
        self._wanted.pop(0)
        writer = self._writer
        self._background.start(lambda report: writer.add(picture), then=self._added, failed=self._failed)

    def _added(self, _: object) -> None:
        if self._writer is not None:
            self._next()

    def _finished(self, count: int) -> None:
        self._end()
        self.session.message.emit(
            self.tr("{0} {0:picture|pictures}: {1}").format(Count(count), self._out), "info"
        )
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._end()
        self.note.setText(str(error) or type(error).__name__)

    @Slot()
    def stop(self) -> None:
        """Stop; pictures in a folder stay, another file is not written."""
        if self._writer is None:
            self.reject()
            return
        self._background.cancel()
        self._end()
        kept = "" if self._kind() else self.tr(" The pictures made so far are in {0}.").format(self._out)
        self.note.setText(self.tr("Stopped.") + kept)

    def _end(self) -> None:
        """Back to what was in sight before."""
        self._writer, self._wanted = None, []
        self._show_working(False)
        if self._came_from is None:
            self.session.time.live()
        else:
            self.session.time.go(self._came_from)

    # the parts

    def _build(self, span: tuple[int, int]) -> None:
        words = {"window": self.tr("the window"), "network": self.tr("the network")}
        items = [(words.get(name, name), name) for name in self._targets]
        tip = self.tr("What every picture of the film shows.")
        self._fields.choice("what", self.tr("picture of"), items, tip)
        fewer = self.tr("Fewer keyframes are shown, evenly, if there are more.")
        for name, text, value, tip in (
            ("first", self.tr("from step"), span[0], self.tr("The first step of the film.")),
            ("last", self.tr("to step"), span[1], self.tr("The last step of the film.")),
            ("most", self.tr("pictures at most"), PICTURES, fewer),
            ("speed", self.tr("pictures a second"), SPEED, self.tr("How fast the film is.")),
        ):
            control = self._fields.number(name, text, tip, whole=True)
            control.show_value(value)
            control.textEdited.connect(self._plan)
        kinds = (
            (self.tr("PNG pictures"), ""),
            ("GIF", ".gif"),
            ("WebP", ".webp"),
            (self.tr("animated PNG"), ".png"),
            ("MP4", ".mp4"),
        )
        tip = self.tr("PNG pictures need no other package.")
        self._fields.choice("kind", self.tr("kind of file"), kinds, tip).activated.connect(self._plan)

    def _kind(self) -> str:
        return str(self._fields.value("kind"))

    @Slot()
    def _plan(self) -> None:
        """Say at once what a kind of file lacks, what makes no sense, or how many pictures there will be."""
        if self._writer is not None:
            return
        words, lacking = "", missing(self._kind())
        self.make_button.setEnabled(not lacking)
        try:
            chosen, count = self._chosen()
        except ConfigError as error:
            self._fields[error.field].show_error(error.message)
        else:
            words = self.tr(
                "{0} {0:picture|pictures}: the first step, the last, and between them one for each step that"
                " was kept."
            )
            if count > len(chosen):
                words = self.tr(
                    "{0} {0:picture|pictures}, evenly chosen of {1}: the first step, the last, and between"
                    " them one for each step that was kept."
                )
            words = words.format(Count(len(chosen)), f"{count:,}")
        self.note.setText(worded(lacking) or words)

    def _buttons(self) -> QHBoxLayout:
        self.stop_button = Button("film_stop", "raised", "", self, clicked=self.stop)
        text = self.tr("Make the film…")
        self.make_button = Button("film_make", "primary", "", self, text, clicked=self.begin)
        tell(self.make_button, self.tr("Make the film"), self.tr("Ask where to, then go through the steps."))
        return fill(QHBoxLayout(), STRETCH, self.stop_button, self.make_button)

    def _show_working(self, working: bool) -> None:
        self._bar.setVisible(working)
        for field in self._fields.values():
            field.setEnabled(not working)
        self.make_button.setVisible(not working)
        self.stop_button.say(self.tr("Stop") if working else self.tr("Close"))
        tip = self.tr("Stop making the film.") if working else self.tr("Close this card.")
        tell(self.stop_button, self.stop_button.text(), tip)

    def reject(self) -> None:
        """Esc stops first, then closes."""
        if self._writer is not None:
            self.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._writer is not None:
            self.stop()
        super().closeEvent(event)
