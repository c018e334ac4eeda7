"""Nothing of a run is lost: it is put aside every minute of training, at every pause, when another run takes
its place, and on the way out.

One file in the user's state folder holds the newest run; the one before it stays beside it, and goes to the
kept runs before a third one takes its place. The training thread only copies, a thread of this one's own
writes. Of several windows one owns the file, by a lock that ends with its process, whatever ends it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from cnnviz.session.run_before import goes_on
from cnnviz.system.writer import Writer
from core.files.atomic import FileError, remove_leftovers, why, write_atomically
from core.training import Checkpoint, CheckpointError, History, RunBegan, Version, read_about
from core.training.version import Position

if TYPE_CHECKING:
    from cnnviz.session import Session
    from cnnviz.session.run_before import KeptRun

EVERY = 60.0  # seconds of training between two saves
SOON = 0.5  # seconds after single steps, which nobody would want to make again either
FILE, BEFORE, LOCK = "run.safetensors", "run-before.safetensors", "running.lock"
LEAST = 16 << 20  # free bytes that the largest run may take
EMPTY_LOCK = 10.0  # seconds after which a lock that names no process is nobody's
PATIENCE = 2.0  # seconds to wait for a save under way when the window closes


@dataclass(frozen=True)
class Found:
    """A run that an earlier session left, what it is called and said of it, and what goes on with it."""

    run: KeptRun
    name: str
    text: str
    resume: Callable[[], None]


class Autosave(QObject):
    """Keeps a session's run in `folder`; offers what it found there once the session is ready.

    While `quiet`, somebody else offers it. While a run is set aside (`hold`), that one is kept, and not the
    one in its place.
    """

    run_found = Signal()  # it is known whether there is one to continue, or there isn't any more
    _ended = Signal(str)  # a save: why it was refused, "" if it wasn't

    def __init__(
        self, session: Session, folder: Path, shelve: Callable[[Path], None] = lambda path: None
    ) -> None:
        """`shelve` puts a run's file among the kept runs, on the writing thread."""
        super().__init__(session)
        self.path = folder / FILE
        self._session = session
        self._shelve = shelve
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)  # by its process, not by its age
        self._writer = Writer("autosave")
        self._saved: tuple[Version, Position] | None = None  # of the newest save
        self._seen: tuple[Any, ...] = ()  # of the newest picture that may be worth a save
        self._in_file: object = None  # the id of the run in the file, once it is known
        self._kept: object = None  # of the run that was written last, or is about to be
        self.looked = False  # for a run to continue
        self._told = False  # that the run can't be kept, as long as that is so
        self._failed = ""  # why the newest save was refused
        self._warned = False  # of what closing would lose, since it was trained last
        self.found: Found | None = None
        self.quiet = False
        self._held: Checkpoint | None = None
        self._timer = QTimer(self, interval=round(EVERY * 1000))
        self._timer.timeout.connect(self.save)
        self._soon = QTimer(self, singleShot=True, interval=round(SOON * 1000))
        self._soon.timeout.connect(self.save)
        session.state_changed.connect(self._follow)
        session.snapshot_changed.connect(self._stepped)
        session.config_changed.connect(self._begun)
        session.ended.connect(self.finish)
        session.run_before.replaced.connect(self._keep_replaced)
        session.live.run_began.connect(self._began)
        self._ended.connect(self._see_end)
        self._refusal = _refusal(folder)
        if not self._refusal and self._claim():
            remove_leftovers(folder)

    def _claim(self) -> bool:
        if self._lock.isLocked() or self._lock.tryLock(0):
            return True
        # A power cut leaves an empty file, which names no process: stale by its age.
        lock = Path(self._lock.fileName())
        try:
            written, empty = lock.stat().st_mtime, not lock.stat().st_size
        except OSError:
            return self._lock.tryLock(0)
        if empty and abs(time.time() - written) > EMPTY_LOCK:  # the clock may have been put back
            lock.unlink(missing_ok=True)
            return self._lock.tryLock(0)
        return False

    # keeping

    @Slot(str)
    def _follow(self, state: str) -> None:
        if self._session.training:
            self._warned = False
            self._timer.start()
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
        news = shot.version, shot.lr, shot.base_lr, shot.momentum
        if news == self._seen:
            return
        self._seen = news
        self._forget()
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def save(self) -> None:
        """Have the run put aside as it stands now."""
        if self._held is not None:
            return
        if self._claim():
            self._session.ask(self._session.engine.checkpoint, then=self._put_aside)
        elif not self._told and self._session.snapshot is not None and self._session.snapshot.step:
            self._tell(self._why_not(), "info")

    def _why_not(self) -> str:
        reason = self._refusal or _refusal(self.path.parent)
        if not reason:
            return self.tr(
                "Another window keeps its run by itself; this one's is put into Runs when it closes."
            )
        return self.tr("The run can't be kept by itself: {0} Save the weights by hand.").format(reason)

    def _put_aside(self, checkpoint: Checkpoint) -> None:
        version, session = checkpoint.version, self._session
        stand = version, checkpoint.position
        if not checkpoint.step or stand == self._saved or self._held is not None:
            return
        if version.run != session.history.run:
            if session.snapshot is not None and version.run > session.snapshot.run:
                self._soon.start()  # its first picture, and the history with it, is on its way
            return  # else it was kept when another run took its place
        self._saved = stand
        self._write(self._whole(checkpoint, clean=False))

    def _whole(self, checkpoint: Checkpoint, clean: bool) -> Checkpoint:
        return self._session.run_before.whole(checkpoint, self._session.history, clean)

    @Slot(object)
    def _keep_replaced(self, whole: Checkpoint) -> None:
        """Another run has begun: this is all of the one before."""
        self._soon.stop()
        if self._claim() and whole.step:
            self._write(whole)

    @Slot(object, object)
    def _began(self, began: RunBegan, history: History) -> None:
        """The run that was found goes on; or every step of one was taken back: what was kept is no run."""
        name = self._session.run_before.about["id"]
        if self.found is not None and name == self.found.run.name:
            self._keep_on()
        if not began.step and name == self._kept:
            self._kept = self._saved = None
            self._writer.put(lambda: self._remove(name), key=str(name))

    def _remove(self, name: object) -> None:
        """Run in the writing thread: take the file away if it is of the run with this id."""
        with contextlib.suppress(CheckpointError, OSError):
            if read_about(self.path).get("id") == name:
                self.path.unlink()
                self._in_file = None

    def hold(self, checkpoint: Checkpoint | None) -> None:
        """Keep this run as it is now, whatever else is trained meanwhile; None ends that."""
        if checkpoint is None:
            self._held = None
            return
        self._held = self._whole(checkpoint, clean=True)
        if checkpoint.step and self._claim():
            self._write(self._held)

    def _write(self, checkpoint: Checkpoint) -> None:
        self._kept = checkpoint.about["id"]
        self._writer.put(lambda: self._store(checkpoint), key=str(checkpoint.about["id"]))

    def _store(self, checkpoint: Checkpoint) -> None:
        """Run in the writing thread."""
        reason = self._stored(checkpoint)
        with contextlib.suppress(RuntimeError):  # the window has gone
            self._ended.emit(reason)

    def _stored(self, checkpoint: Checkpoint) -> str:
        """Put the run into the file; what stood there of another run moves aside first. Why not, or ""."""
        try:
            if checkpoint.about["id"] != self._in_file and self.path.exists():
                self._make_way(checkpoint.said)
            checkpoint.save(self.path)
            self._in_file = checkpoint.about["id"]
        except FileError as error:
            return str(error)
        except OSError as error:
            return str(CheckpointError(self.path, *why(error)))
        return ""

    def _make_way(self, about: Mapping[str, Any]) -> None:
        """The run in the file, unless this one goes on from it, is put among the kept runs and beside it."""
        try:
            there = read_about(self.path)
        except CheckpointError:
            there = {}
        if there.get("id") != about["id"] or not goes_on(there, about):
            self._shelve(self.path)
            os.replace(self.path, self.path.with_name(BEFORE))

    @Slot(str)
    def _see_end(self, reason: str) -> None:
        """Say once that a save was refused, and try again; what is said goes when one is done."""
        self._failed = reason
        if reason:
            self._saved = None
            self._timer.start()
            if not self._told:
                self._tell(self.tr("The run can't be kept by itself: {0}").format(reason), "error")
            return
        if not self._session.training:
            self._timer.stop()
        if self._told:
            self._told = False
            self._session.live.news_changed.emit()

    def _tell(self, text: str, kind: str) -> None:
        self._told = True
        self._session.message.emit(text, kind)
        self._session.live.lasts.emit(lambda: self._told)

    def may_go(self) -> bool:
        """Whether the window may close: before a run is lost by that, it is paused and that is said, once."""
        shot = self._session.snapshot
        kept = shot is None or not shot.step or (self._saved is not None and shot.version == self._saved[0])
        reason = "" if self._warned or kept else self._failed or _refusal(self.path.parent)
        if reason:
            self._warned = True
            self._session.pause()
            words = self.tr("This run can't be kept: {0} Close again to leave without it.")
            self._tell(words.format(reason), "error")
        return not reason

    @Slot()
    def finish(self) -> None:
        """Put the run aside on the way out, once the training thread has ended; gives the lock back."""
        self._timer.stop()
        self._soon.stop()
        self._writer.join(PATIENCE)
        trainer = self._session.engine.trainer
        if self._held is not None:
            name = self._session.run_before.about
            if name["id"] == self._held.about["id"]:
                self._held.about.update(name)  # it has a row by now
            self._keep_last(self._held)
        elif trainer is not None and self._session.history.run == trainer.run:
            self._keep_last(self._whole(trainer.checkpoint(), clean=True))
        self._lock.unlock()

    def _keep_last(self, whole: Checkpoint) -> None:
        """Keep a run on the way out: in the file, or among the kept runs while another window has that."""
        if not whole.step:
            return
        if self._claim():
            self._stored(whole)
            return
        path = self.path.with_name(f"run-{os.getpid()}.safetensors")
        with contextlib.suppress(FileError, OSError):
            whole.save(path)
            self._shelve(path)
            path.unlink()

    # offering

    @Slot()
    def _begun(self) -> None:
        """The session is ready for the first time: is there a run to continue? Can this one be kept?"""
        if self.looked:
            return
        self.looked = True
        if self._refusal:
            self._tell(self._why_not(), "error")
        if self._refusal or self._lock.isLocked():  # what can't be written may be read
            self._look()
        self.run_found.emit()
        if not self.quiet:
            self.offer()

    def _look(self) -> None:
        """Find the run that was kept when the last window closed."""
        for name in (FILE, BEFORE):
            found = self.path.with_name(name)
            if os.path.exists(found):
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
        earlier = about.get("row") and about.get("clean") is not True  # its row tells of an earlier moment
        if earlier and not self._refusal:
            self._writer.put(lambda: self._shelve(found))
        step, name = f"{about['step']:,}", self._session.run_before.called(about)
        if about.get("clean") is True:
            text = self.tr("The last run, {1}, is kept at step {0}. Continue it?")
        else:
            text = self.tr("The last run, {1}, ended at step {0} without saying goodbye. Continue it?")
        runs, files = self._session.run_before, self._session.files
        run = runs.found(found, about)
        text = self._of_the_crash(found) + text.format(step, name)
        self.found = Found(run, name, text, partial(files.go_to, run))
        before = self.path.with_name(BEFORE)
        if found != before and before.exists():
            with contextlib.suppress(CheckpointError):
                runs.found(before, read_about(before))

    def offer(self) -> None:
        """Offer the run that was found, in a line with a button; nothing if there is none."""
        if self.found is not None:
            self._session.message.emit(self.found.text, "info")
            found = self.found
            self._session.offered.emit(self.tr("Continue"), found.resume)
            self._session.live.lasts.emit(lambda: self.found is found)

    def _forget(self) -> None:
        """The run that was found is continued, or another one has been begun instead."""
        if self.found is not None:
            self.found = None
            self.run_found.emit()
            self._session.live.news_changed.emit()

    def _of_the_crash(self, found: Path) -> str:
        """A sentence on the record of a crash, if there is one that is newer than the run."""
        records = sorted(found.parent.parent.glob("crash-*.txt"))
        if not records or records[-1].stat().st_mtime < found.stat().st_mtime:
            return ""
        return self.tr("cnnviz ended abruptly; what is known of it stands in {0}. ").format(records[-1])

    def _keep_on(self) -> None:
        if self._in_file is None:  # what stands in the file is this very run
            self._in_file = self._kept = self._session.run_before.about["id"]
        self._forget()


def _refusal(folder: Path) -> str:
    """Why nothing can be kept in a folder, in a sentence; "" if it can. Makes it if need be."""
    try:
        if folder.exists() and not folder.is_dir():
            return str(FileError(folder, "a file is where this folder should be", "Move it away"))
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".cnnviz-trial"
        write_atomically(trial, bytes(4096))
        trial.unlink(missing_ok=True)
        free = shutil.disk_usage(folder).free
    except FileError as error:
        return f"{folder}: {error.reason}. {error.advice}."
    except OSError as error:
        return str(FileError(folder, *why(error)))
    if free < LEAST:
        return str(FileError(folder, f"its disk has {free / 2**20:.0f} MiB left", "Free some space"))
    return ""
