"""Nothing of a run is lost: it is put aside every minute of training, at every pause and on the way out.

One file in the user's state folder holds the newest run; the one before it stays beside it. The training
thread only copies, a thread of this one's own writes. Of several windows one owns the file, by a lock that
ends with its process, whatever ends it.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.system.lock import Lock
from core.files.atomic import FileError, remove_leftovers, why
from core.training import Checkpoint, CheckpointError, Version, read_about
from core.training.checkpoint import MOST_STEPS

if TYPE_CHECKING:
    from cnnviz.session import Session

EVERY = 60.0  # seconds of training between two saves
SOON = 0.5  # seconds after single steps, which nobody would want to make again either
FILE, BEFORE, LOCK = "run.safetensors", "run-before.safetensors", "run.lock"
PATIENCE = 2.0  # seconds to wait for a save under way when the window closes


@dataclass(frozen=True)
class Found:
    """A run that an earlier session left: its step, what is said of it, and what goes on with it."""

    step: int
    text: str
    resume: Callable[[], None]


class Autosave(QObject):
    """Keeps a session's run in `folder`; offers what it found there once the session is ready.

    While `quiet`, somebody else offers it. While a run is set aside (`hold`), that one is kept, and not the
    one in its place.
    """

    run_found = Signal()  # there is one to continue, or there isn't any more
    _failed = Signal(str)

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__(session)
        self.path = folder / FILE
        self._session = session
        self._lock = Lock(folder / LOCK)
        self._writer: threading.Thread | None = None
        self._waiting: Checkpoint | None = None  # came while another was being written
        self._saved: Version | None = None  # of the newest save
        self._offered = self._continued = self._told = False
        self.found: Found | None = None
        self.quiet = False
        self._held: Checkpoint | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(round(EVERY * 1000))
        self._timer.timeout.connect(self.save)
        self._soon = QTimer(self)
        self._soon.setInterval(round(SOON * 1000))
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.save)
        session.state_changed.connect(self._follow)
        session.snapshot_changed.connect(self._stepped)
        session.config_changed.connect(self._begun)
        session.ended.connect(self.finish)
        self._failed.connect(self._say_failed)
        with contextlib.suppress(OSError):  # said when there is something to save
            folder.mkdir(parents=True, exist_ok=True)
        if self._lock.claim():
            remove_leftovers(folder)

    # keeping

    @Slot(str)
    def _follow(self, state: str) -> None:
        if state == "training":
            self._timer.start()
            self._session.offered.emit("", None)  # another run has been begun instead
            self._forget()
        elif self._timer.isActive() or state in ("paused", "recorded", "stale"):
            self._timer.stop()
            self.save()

    @Slot()
    def _stepped(self) -> None:
        """Single steps, and bursts too short to be seen as training, are put aside as well."""
        shot = self._session.snapshot
        if self._session.training or shot is None or not shot.step:
            return
        if shot.version == self._saved:
            return
        self._forget()
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def save(self) -> None:
        """Has the run put aside as it stands now."""
        if self._held is not None:
            return
        if self._lock.claim():
            self._session.ask(self._session.engine.checkpoint, then=self._put_aside)
        elif not self._told and self._session.training:
            self._told = True
            self._session.message.emit(self._why_not(), "info")

    def _why_not(self) -> str:
        folder = self.path.parent
        if folder.is_dir() and os.access(folder, os.W_OK):
            return self.tr("Another window keeps its run by itself; save this one's weights to keep them.")
        return self.tr("The run can't be kept by itself: {0} can't be written to. Save the weights.").format(
            folder
        )

    def _put_aside(self, checkpoint: Checkpoint) -> None:
        version = checkpoint.version
        if not checkpoint.step or version == self._saved or self._held is not None:
            return
        if version.run != self._session.history.run:
            if self._session.snapshot is not None and version.run > self._session.snapshot.run:
                self._soon.start()  # its first picture, and the history with it, is on its way
            return
        self._saved = version
        self._write(self._whole(checkpoint, clean=False))

    def _whole(self, checkpoint: Checkpoint, clean: bool) -> Checkpoint:
        """A checkpoint with its history (a copy: the session's goes on growing) and what is said about it."""
        kept = self._session.history
        data = self._session.data_path
        about = {**checkpoint.about, "clean": clean, "data": None if data is None else str(data)}
        same = kept.run == checkpoint.version.run
        history = kept.continued(kept.run, checkpoint.step, most=MOST_STEPS) if same else None
        return replace(checkpoint, history=history, about=about)

    def hold(self, checkpoint: Checkpoint | None) -> None:
        """Keeps this run as it is now, whatever else is trained meanwhile; None ends that."""
        if checkpoint is None:
            self._held = None
            return
        self._held = self._whole(checkpoint, clean=True)
        if checkpoint.step and self._lock.claim():
            self._write(self._held)

    def _write(self, checkpoint: Checkpoint) -> None:
        if self._writer is not None and self._writer.is_alive():
            self._waiting = checkpoint
            return
        self._writer = threading.Thread(target=self._store, args=(checkpoint,), name="autosave")
        self._writer.start()

    def _store(self, checkpoint: Checkpoint) -> None:
        """Runs in the writing thread."""
        next_one: Checkpoint | None = checkpoint
        while next_one is not None:
            reason = self._stored(next_one)
            if reason:
                with contextlib.suppress(RuntimeError):  # the window has gone
                    self._failed.emit(reason)
            next_one, self._waiting = self._waiting, None

    def _stored(self, checkpoint: Checkpoint) -> str:
        """Puts the run into the file; what stood there of another run moves aside first. Why not, or ""."""
        try:
            if not self._continued and self.path.exists():
                os.replace(self.path, self.path.with_name(BEFORE))
            checkpoint.save(self.path)
            self._continued = True
        except FileError as error:
            return str(error)
        except OSError as error:
            return str(CheckpointError(self.path, *why(error)))
        return ""

    @Slot(str)
    def _say_failed(self, reason: str) -> None:
        if not self._told:
            self._told = True
            self._session.message.emit(
                self.tr("The run can't be kept by itself: {0}").format(reason), "error"
            )

    @Slot()
    def finish(self) -> None:
        """Puts the run aside on the way out, once the training thread has ended; gives the lock back."""
        self._timer.stop()
        self._soon.stop()
        if self._writer is not None:
            self._writer.join(PATIENCE)
        trainer = self._session.engine.trainer
        if self._held is not None:
            if self._lock.held and self._held.step:
                self._stored(self._held)
        elif self._lock.held and trainer is not None and trainer.step_number:
            history = self._session.past.finish()
            if history.run == trainer.run:
                self._stored(self._whole(trainer.checkpoint(), clean=True))
        self._lock.release()

    # offering

    @Slot()
    def _begun(self) -> None:
        """The session is ready for the first time: is there a run to continue?"""
        if self._offered or not self._lock.held:
            return
        self._offered = True
        for name in (FILE, BEFORE):
            found = self.path.with_name(name)
            if found.exists():
                break
        else:
            return
        try:
            about = read_about(found)
        except CheckpointError as error:
            with contextlib.suppress(OSError):
                found.replace(found.with_name(found.name + ".bad"))
            self._session.message.emit(str(error), "error")
            return
        step = f"{about['step']:,}"
        if about.get("clean") is True:
            text = self.tr("The last run is kept, at step {0}. Continue it?").format(step)
        else:
            text = self.tr("The last run ended at step {0} without saying goodbye. Continue it?").format(step)
        resumed = self._keep_on
        self.found = Found(
            about["step"],
            self._of_the_crash(found) + text,
            lambda: self._session.continue_run(found, then=resumed),
        )
        self.run_found.emit()
        if not self.quiet:
            self.offer()

    def offer(self) -> None:
        """Offers the run that was found, in a line with a button; nothing if there is none."""
        if self.found is not None:
            self._session.message.emit(self.found.text, "info")
            self._session.offered.emit(self.tr("Continue"), self.found.resume)

    def _forget(self) -> None:
        """The run that was found is continued, or another one has been begun instead."""
        if self.found is not None:
            self.found = None
            self.run_found.emit()

    def _of_the_crash(self, found: Path) -> str:
        """A sentence on the record of a crash, if there is one that is newer than the run."""
        records = sorted(found.parent.parent.glob("crash-*.txt"))
        if not records or records[-1].stat().st_mtime < found.stat().st_mtime:
            return ""
        return self.tr("cnnviz ended abruptly; what is known of it stands in {0}. ").format(records[-1])

    def _keep_on(self) -> None:
        self._continued = True  # what stands in the file is this very run
        self._forget()
