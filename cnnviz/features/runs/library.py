"""Where the window's runs are kept: each in a folder of its own, from its first step on, or from the moment
when another run takes its place.

A run is written down then and after its tests, every few seconds at most; when it gives way to another, all
of it is: its history, and the checkpoint that it goes on from. Checkpoints stay within a budget of disk, the
oldest that isn't pinned going first; the rows and curves stay.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.features.runs.acts import DELETED, Deleted, RunAct, RunActs
from cnnviz.features.runs.kept_files import (
    CHECKPOINT,
    files_of,
    folder,
    is_of,
    newest,
    prune,
    row_of,
    taken_elsewhere,
    written,
)
from cnnviz.features.runs.table import Run, as_tree
from cnnviz.session import Session
from cnnviz.session.run_before import goes_on, lasting
from cnnviz.session.run_names import begun_of
from cnnviz.system.throttle import Throttle
from cnnviz.system.writer import Writer
from core.experiments import RunRecord, read_runs
from core.experiments.record import RunFileError
from core.experiments.run import HISTORY
from core.files.atomic import FileError, why
from core.training import (
    Checkpoint,
    CheckpointError,
    History,
    RunBegan,
    TrainConfig,
    load_checkpoint,
)
from core.training.identity import RunIdentity

BUDGET = 512 << 20  # bytes of all checkpoints
SELDOM = 5.0  # seconds between two records of a run that differ by tests alone
PATIENCE = 2.0  # seconds to wait for what is being written


class Library(QObject):
    """The runs that are kept, and the folders that were opened beside them; keeps the session's own."""

    changed = Signal()
    _written = Signal()
    _ended = Signal(str)  # a run was to be kept whole: why it wasn't, "" if it was
    _pruned = Signal(int)

    def __init__(self, session: Session, keep: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.keep, self.own = session, keep, folder()
        self.opened: list[Path] = []
        self.budget = BUDGET
        self.acts = RunActs(self, lambda reason: session.message.emit(reason, "error"))
        self._deleted = Deleted(self.own)
        self._writer = Writer("runs")
        self._apart = History()  # of the run that waits
        self._known: tuple[object, ...] = ()  # what was written down of the run under way
        self._marking = threading.Lock()  # what is said of a run is read and written with its record
        self._wrote = Throttle()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._look)
        self._told = False
        session.history_changed.connect(self._look)
        session.live.run_began.connect(self._set_apart)
        session.run_before.row_for = self._row_for
        session.run_before.kept_in = self._kept_in
        session.run_before.title_of = self._title_of
        session.run_before.replaced.connect(self._keep_replaced)
        session.ended.connect(self._end)
        self._written.connect(self.changed)
        self._ended.connect(self._see_end)
        self._pruned.connect(self._say_pruned)

    def runs(self) -> list[Run]:
        """Every run there is: the one under way, then the newest first, then those of opened folders."""
        found = as_tree(sorted(map(self._as_now, read_runs(self.own)), key=lambda run: run[0], reverse=True))
        for place in self.opened:
            found += [run for run in read_runs(place) if run not in found]
        return found

    def present(self) -> Run | None:
        """The run under way as it stands, if it is one of the kept ones."""
        row = self.session.run_before.about.get("row")
        return self._as_now((self.own / row, RunRecord(row, self.session.config, "running"))) if row else None

    def open(self, place: Path) -> int:
        """Add a folder's runs; how many it has."""
        count = len(read_runs(place))
        if count and place not in self.opened:
            self.opened.append(place)
        return count

    # what can be done with a run

    def under_way(self, place: Path) -> bool:
        """Whether the run in this folder is the one in the session."""
        return place.parent == self.own and place.name == self.session.run_before.about.get("row")

    def checkpoint(self, place: Path) -> Path | None:
        """The newest file that the run in a folder goes on from: its own, or one that was kept by itself."""
        return newest(files_of(place))

    def is_own(self, place: Path) -> bool:
        """Whether a run is one of the window's, which may be renamed and deleted."""
        return place.parent == self.own

    def note(self, place: Path, words: str, **changes: object) -> None:
        """Change what is said of a run: `title`, `remark`, `pinned`; `words` name it. Raises FileError."""
        record = RunRecord.load(place)
        before = {key: getattr(record, key) for key in changes}
        if before != changes:
            note = partial(self._note, place)
            self.acts.add(RunAct(words, partial(note, changes), partial(note, before)))

    def _note(self, place: Path, changes: dict[str, Any]) -> None:
        with self._marking:
            replace(RunRecord.load(place), **changes).save(place)
        self.changed.emit()
        if "title" in changes:
            self.session.run_before.renamed.emit()

    def delete(self, place: Path, name: str) -> RunAct:
        """Take a run away, until the window closes it can be undone; the act. Raises FileError."""

        def do() -> None:
            self._writer.join(PATIENCE)  # what is being written may be this run
            self._deleted.put(place)
            self.changed.emit()

        def take_back() -> None:
            self._deleted.take(place)
            self.changed.emit()
            self.session.message.emit(self.tr("{0} is back in Runs.").format(name), "info")

        act = RunAct(self.tr("deleting {0}").format(name), do, take_back)
        self.acts.add(act)
        return act

    # keeping

    @Slot()
    def _look(self) -> None:
        """Write the run under way down when there is news of it."""
        before, history = self.session.run_before, self.session.history
        learnt = len(history) and history.steps[-1] > _branch(before.about)[1]
        row = before.about.get("row")
        if before.resting or not (row or learnt):
            return  # it is written down once it has made a step, or when another takes its place
        if row and not len(history) and self._is_row_alone(self.own / row):
            self._take_out(before.about.pop("row"))
            return
        edits = before.about["id"], tuple(history.adjustments), self._edited(history)
        known = edits, history.evaluations[-1:], len(history.evaluations)
        if known == self._known:
            return
        wait = self._wrote.left(SELDOM)
        if self._known[:1] == (edits,) and wait > 0:  # no more than another test
            self._later.start(round(1000 * wait) + 1)
            return
        self._known = known
        self._wrote.restart()
        self._write("running")

    def _is_row_alone(self, place: Path) -> bool:
        """Whether nothing of a run is kept but its row, of which nobody has said anything."""
        with contextlib.suppress(RunFileError):
            record = RunRecord.load(place)
            if record.title or record.remark or record.pinned:
                return False
        return not any((place / name).exists() for name in (CHECKPOINT, HISTORY))

    def _take_out(self, row: str) -> None:
        """Every step of the run under way was taken back: it is no run, and its row goes."""

        def remove() -> None:
            shutil.rmtree(self.own / row, ignore_errors=True)
            with contextlib.suppress(RuntimeError):  # the window has gone
                self._written.emit()

        self._known = ()
        self._writer.put(remove, str(self.own / row))

    @Slot(object, object)
    def _set_apart(self, began: RunBegan, history: History) -> None:
        """The run under way waits while another one is in its place: its row tells how it stood."""
        waiting = self.session.run_before.waiting
        if not began.apart or waiting is None or history.identity.id != waiting["id"]:
            return
        self._apart, row = history, waiting.get("row")
        if row:
            place = self.own / row
            with contextlib.suppress(RunFileError):
                images = RunRecord.load(place).data  # those in use are the other one's by now
                self._save(place, replace(self._present(place, "running", history, waiting), data=images))
                self.changed.emit()

    def _edited(self, history: History) -> bool:
        """Whether the weights of the run in sight, whose history it is, were changed by hand."""
        shot = self.session.snapshot
        return shot is not None and shot.run == history.run and shot.touched

    def live(self) -> dict[Path, tuple[np.ndarray, np.ndarray]]:
        """Epochs and losses of the run under way, and of one that waits, by their folders: their files are
        written when they end.
        """
        before = self.session.run_before
        found = [(before.about.get("row"), self.session.history)]
        if before.waiting is not None and before.waiting["id"] == self._apart.identity.id:
            found.append((before.waiting.get("row"), self._apart))
        return {self.own / row: (each.column("epoch"), each.column("loss")) for row, each in found if row}

    @Slot(object)
    def _keep_replaced(self, whole: Checkpoint) -> None:
        """Another run has begun: writes all of the one before down, on a thread of its own."""
        assert whole.history is not None
        if not self.keep or not whole.about.get("row"):
            return
        self._writer.put(lambda: self._store(whole))

    def _row_for(self, whole: Checkpoint) -> str | None:
        """The folder's name of a run that gives way to another one; None if it isn't kept here."""
        known = whole.about.get("row")
        if not self.keep or whole.history is None or not len(whole.history):
            return known
        about = whole.said
        place = self._place(about, whole.config)
        whole.about.update(lasting(about))
        return known if place is None else place.name

    def _title_of(self, row: str) -> str:
        """The title that somebody has given the run in a folder; "" if nobody has."""
        with contextlib.suppress(RunFileError):
            return RunRecord.load(self.own / row).title
        return ""

    def shelve(self, path: Path) -> None:
        """Keep the run in a file that is about to give way; on the writing thread of whoever calls."""
        if not self.keep:
            return
        try:
            whole = load_checkpoint(path)
            about, name = whole.said, whole.identity.id
            row = about.get("row")
            if not row or not is_of(self.own / row, name):
                about["row"] = row = row_of(self.own, name) or row
            place = self.own / (row or "") / CHECKPOINT
            kept = files_of(place.parent).get(place, {}) if row else {}
            if kept.get("id") == name and written(place) >= written(path) and goes_on(about, kept):
                return
        except CheckpointError:
            return  # it is said when it is offered
        if whole.history is not None and len(whole.history):
            self._store(replace(whole, about=about), path.stat().st_mtime)

    def _kept_in(self, name: str) -> Path | None:
        """The file of the run with this id, if it is kept; it is looked for on the training thread."""
        row = row_of(self.own, name)
        return None if row is None else self.own / row / CHECKPOINT

    def _store(self, whole: Checkpoint, when: float | None = None) -> None:
        """On a writing thread: a row with its curves and the checkpoint that it goes on from."""
        about, history = whole.said, whole.history
        assert history is not None
        place = self._place(about, whole.config, when)
        if place is None:
            return
        whole, reason = replace(whole, about={**about, "row": place.name}), ""
        try:
            place.mkdir(parents=True, exist_ok=True)
            with self._marking:
                marked(self._record(place, whole), place).save(place)
            whole.save(place / CHECKPOINT)
            history.save_csv(place / HISTORY)
            removed = prune(self.own, self.budget, place)
        except FileError as error:
            reason = str(error)
        except OSError as error:
            reason = str(FileError(place, *why(error)))
        with contextlib.suppress(RuntimeError):  # the window has gone
            self._ended.emit(reason)
            if not reason:
                self._written.emit()
                if removed:
                    self._pruned.emit(removed)

    def _place(self, about: dict[str, Any], config: TrainConfig, when: float | None = None) -> Path | None:
        """The folder of a run of which a file would say this now: the one that it has already, or a new one,
        named by when it was begun; where that isn't known, by `when`. Where another window has gone on with
        it otherwise, `about` is made to say that it is a branch of that; None if that has all of it.
        """
        row = about.get("row")
        if isinstance(row, str) and row and Path(row).name == row:
            place = self.own / row
            self._deleted.revive(place)
            if is_of(place, about.get("id")):
                other = taken_elsewhere(place, about)
                if other is None:
                    return place
                if RunIdentity.within(about, other):
                    return None
                about |= {"branch_of": row, "branch_step": RunIdentity.last_shared(about, other)}
        begun = begun_of(about) or when
        network = config.preset if config.spec is None else "own-network"  # which is no preset's
        name = time.strftime("%Y-%m-%d %H%M%S ", time.localtime(begun)) + f"{network}-seed{config.seed}"
        place, number = self.own / name, 1
        while place.exists():
            number += 1
            place = self.own / f"{name} ({number})"
        with contextlib.suppress(OSError):  # said when it is written to
            place.mkdir(parents=True)
        return place

    def _record(self, place: Path, whole: Checkpoint) -> RunRecord:
        """What is known of a run from its checkpoint."""
        data = whole.about.get("data")
        return self._row(
            place,
            whole.config,
            History() if whole.history is None else whole.history,
            "done",
            edited=bool(whole.about.get("touched")),
            data=Path(data).name if isinstance(data, str) else "",
            weights_of=str(whole.about.get("weights", "")),
            about=whole.about,
        )

    def _row(
        self,
        place: Path,
        config: TrainConfig,
        history: History,
        state: str,
        edited: bool,
        data: str,
        weights_of: str,
        about: dict[str, Any],
    ) -> RunRecord:
        branch = _branch(about)
        step = int(history.steps[-1]) if len(history) else 0
        return RunRecord(
            place.name,
            config,
            state,
            step,
            step,
            evaluations=tuple(history.evaluations),
            epoch=float(history.column("epoch")[-1]) if len(history) else 0.0,
            wall=float(history.column("time")[-1]) if len(history) else 0.0,
            note=self.tr("Its weights were changed by hand.") if edited else "",
            adjustments=tuple(history.adjustments),
            data=data,
            weights_of=weights_of,
            edited=edited,
            id=str(about.get("id", "")),
            begun=begun_of(about),
            branch_of=branch[0],
            branch_step=branch[1],
        )

    def _present(self, place: Path, state: str, history: History, about: dict[str, Any]) -> RunRecord:
        """What is known of the run in sight, of its history and its name."""
        images = self.session.data_path
        return self._row(
            place,
            self.session.config,
            history,
            state,
            self._edited(history),
            data="" if images is None else images.name,
            weights_of=history.weights_of,
            about=about,
        )

    def _as_now(self, run: Run) -> Run:
        """A run as it stands: of the one under way more is known than what was written down last."""
        place, record = run
        if not self.under_way(place):
            return run
        session = self.session
        now = self._present(place, record.state, session.history, session.run_before.about)
        return place, now.described_as(record)

    def _write(self, state: str) -> Path | None:
        """Keep what is known of the run, and where; a disk that refuses costs the record, not the run."""
        if not self.keep:
            return None
        about = self.session.run_before.about
        history, row = self.session.history, about.get("row")
        now = self.session.run_before.said_of(about, history, self._edited(history))
        place = self._place(now, self.session.config)
        if place is None:
            return None
        about.update(lasting(now), row=place.name)
        if row and row == now.get("branch_of"):
            self.session.message.emit(
                self.tr("Another window has taken this run further: this one is kept beside it in Runs."),
                "info",
            )
        record = self._present(place, state, self.session.history, about)
        if state == "running":  # a run of many short epochs has long records
            self._writer.put(lambda: self._save_and_tell(place, record), str(place))
        else:
            self._save(place, record)
        return place

    def _save_and_tell(self, place: Path, record: RunRecord) -> None:
        self._save(place, record)
        with contextlib.suppress(RuntimeError):  # the window has gone
            self._written.emit()

    def _save(self, place: Path, record: RunRecord) -> None:
        if not self.keep:
            return
        with contextlib.suppress(OSError, FileError), self._marking:
            place.mkdir(parents=True, exist_ok=True)
            marked(record, place).save(place)

    @Slot()
    def _end(self) -> None:
        """Write down how the run under way ended, when the window closes; what was deleted goes."""
        self._later.stop()
        self._writer.join(PATIENCE)
        if not self.keep:
            return
        before = self.session.run_before
        if (len(self.session.history) or before.about.get("row")) and not before.resting:
            place = self._write("done")
            if place is not None:
                with contextlib.suppress(FileError):
                    self.session.history.save_csv(place / HISTORY)
        shutil.rmtree(self.own / DELETED, ignore_errors=True)

    @Slot(str)
    def _see_end(self, reason: str) -> None:
        """Say once that a run couldn't be kept; what is said goes when one is."""
        told, self._told = self._told, bool(reason)
        if told and not reason:
            self.session.live.news_changed.emit()
        elif reason and not told:
            self.session.message.emit(self.tr("The run can't be kept in Runs: {0}").format(reason), "error")
            self.session.live.lasts.emit(lambda: self._told)

    @Slot(int)
    def _say_pruned(self, count: int) -> None:
        words = self.tr(
            "The kept runs have reached {0} MiB: {1} of the oldest can't be gone on with any more. "
            "Their curves stay. Pin a run in Runs to keep it whole."
        )
        self.session.message.emit(words.format(self.budget >> 20, count), "info")


def _branch(about: dict[str, Any]) -> tuple[str, int]:
    """Which run a run went on from, and after which step."""
    parent, step = about.get("branch_of"), about.get("branch_step")
    return (parent, step) if isinstance(parent, str) and isinstance(step, int) else ("", 0)


def marked(record: RunRecord, place: Path) -> RunRecord:
    """The record with what somebody has said of the run: its title, the remark, whether it is pinned."""
    try:
        return record.described_as(RunRecord.load(place))
    except RunFileError:
        return record
