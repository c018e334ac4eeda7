"""Checks a file of somebody's own layers, in a process of its own with limits on time and memory.

Nothing of theirs runs here. The process gives back arrays (npz, without pickle) and lines of JSON; what is
right and what is wrong is found here. The file is only read.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.mistakes.case import Case
from core.mistakes.child import SEEN
from core.mistakes.diagnosis import report_of
from core.mistakes.exercises import Exercise, exercise, exercises, others
from core.mistakes.lines import lines_of
from core.mistakes.match import ArgumentWrite, Run
from core.mistakes.report import DiagnosisReport, DiagnosisResult, row
from core.mistakes.where import plainly

VERSION = 2
SECONDS = 20.0  # wall time of a whole check
MEGABYTES = 2048
LINES_KEPT = 300  # of what somebody's file prints
NUMBERS_READ = 20_000_000  # in one file of results; more than any trial has
STOPPED = "and was stopped: is there a loop that never ends?"
CHILD = Path(__file__).with_name("child.py")


@dataclass
class CheckedExercise:
    """One exercise: its results, and the report with the arrays where there is one."""

    exercise: Exercise | None
    results: list[DiagnosisResult]
    report: DiagnosisReport | None = None
    notes: list[str] = field(default_factory=list)
    line: int | None = None  # of the file, where its class or function begins

    @property
    def ok(self) -> bool:
        return bool(self.results) and all(result.ok for result in self.results)

    @property
    def told(self) -> list[str]:
        """The notes, without what wasn't tried."""
        untried = () if self.report is None else self.report.untried
        return [note for note in self.notes if note not in untried]

    @property
    def missing(self) -> bool:
        """Whether it isn't written yet."""
        return all(result.verdict == "missing" for result in self.results)

    @property
    def by_quantity(self) -> dict[str, DiagnosisResult]:
        """What is to be said of each quantity: what is wrong, before what stops, before what is right."""
        order = {"right": 3, "unseen": 2, "wrong": 0, "wrote": 0}
        ranked = sorted(self.results, key=lambda result: -order.get(result.verdict, 1))
        return {result.quantity: result for result in ranked}

    @property
    def begun(self) -> bool:
        """Whether nothing in it is wrong, and something isn't written yet, or wasn't seen to the end."""
        found = {result.verdict for result in self.results}
        return found <= {"right", "missing", "unseen"} and found not in ({"right"}, {"missing"}, set())


@dataclass
class FileCheck:
    """What a check of a file found: an entry an exercise, how long it took, and the last lines it printed."""

    file: str
    exercises: list[CheckedExercise]
    seconds: float
    said: list[str]

    @property
    def ok(self) -> bool:
        """Whether something was there and all of it is right."""
        written = [checked for checked in self.exercises if not checked.missing]
        return bool(written) and all(checked.ok for checked in written)

    def as_json(self) -> dict[str, Any]:
        """The whole check ready for JSON; docs/mistakes.md describes it."""
        rows = [
            {"exercise": checked.exercise.name if checked.exercise else None, **row(result)}
            for checked in self.exercises
            for result in checked.results
        ]
        notes = [
            {"exercise": checked.exercise.name if checked.exercise else None, "note": note}
            for checked in self.exercises
            for note in checked.notes
        ]
        about = {"version": VERSION, "file": self.file, "seconds": round(self.seconds, 3), "ok": self.ok}
        return {**about, "results": rows, "notes": notes, "said": self.said}


def check_file(
    path: str | Path,
    names: Sequence[str] = (),
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    stop: threading.Event | None = None,
) -> FileCheck:
    """Check the exercises in a file, all that it has or the ones named.

    `seconds` bounds the whole check, `megabytes` the memory of its process; `stop` ends it early. Raises
    OSError where the file can't be read, and ValueError for a name that is no exercise.
    """
    file = Path(path).resolve()
    with file.open("rb"):
        pass
    begun = time.monotonic()
    wanted = [exercise(name) for name in names] if names else [*exercises(), *others()]
    found: list[CheckedExercise] = []
    said: deque[str] = deque(maxlen=LINES_KEPT)
    waiting = [known.name for known in wanted]
    ahead: dict[str, DiagnosisResult] = {}
    with tempfile.TemporaryDirectory(prefix="cnnviz-check-") as folder:
        while waiting:
            left = seconds - (time.monotonic() - begun)
            if left <= 0 or (stop is not None and stop.is_set()):
                break
            session = CheckSession(file, Path(folder), waiting, left, seconds, megabytes, ahead)
            found += session.run(said, stop)
            waiting, ahead = session.waiting, session.ahead
    if not names:
        waiting = [name for name in waiting if exercise(name) in exercises()]
    if waiting and not (stop is not None and stop.is_set()):
        words = f"not reached: the check ran for more than {seconds:g} s"
        found += [
            CheckedExercise(known, [ahead[known.name]])
            if known.name in ahead
            else _alone(known, "time", words)
            for known in wanted
            if known.name in waiting
        ]
    asked = set(names)
    shown = [c for c in found if asked or c.exercise is None or c.exercise in exercises() or not c.missing]
    order = {known.name: i for i, known in enumerate(wanted)}
    shown.sort(key=lambda checked: order.get(checked.exercise.name, -1) if checked.exercise else -1)
    return FileCheck(str(path), shown, time.monotonic() - begun, list(said))


class CheckSession:
    """One process that goes through exercises until it ends, is too slow, or dies.

    `ahead` has the exercises of which only forward is run, and why: an earlier process ended in backward.
    """

    def __init__(
        self,
        file: Path,
        folder: Path,
        names: Sequence[str],
        left: float,
        seconds: float,
        megabytes: int,
        ahead: Mapping[str, DiagnosisResult],
    ) -> None:
        self.file, self.folder, self.names = file, folder, list(names)
        self.left, self.seconds, self.megabytes = left, seconds, megabytes
        self.waiting: list[str] = []  # what another process has to go on with
        self.ahead = dict(ahead)

    def run(self, said: deque[str], stop: threading.Event | None) -> list[CheckedExercise]:
        """Start the process, listen until it ends, and judge what it gave back."""
        each = max(0.5, min(self.left * 0.9, self.seconds / 3))
        command = [sys.executable, "-I", "-B", str(CHILD), str(self.file), str(self.folder), str(each)]
        command += [str(self.megabytes), json.dumps(self.names), json.dumps(list(self.ahead))]
        one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **one, "PYTHONIOENCODING": "utf-8"},
            cwd=self.file.parent,
            start_new_session=os.name == "posix",
        )
        listener = threading.Thread(target=_listen, args=(process, said), daemon=True)
        listener.start()
        reader = ChildReader(process)
        reader.start()
        deadline = time.monotonic() + self.left
        while process.poll() is None and not (stop and stop.is_set()):
            now = time.monotonic()
            if now > deadline or now > reader.running_since + 2 * each + 1:  # it catches what should end it
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
        late = process.poll() is None
        end(process)
        reader.join(2)
        listener.join(2)
        return self._judge(reader.lines, late, process.returncode)

    def _judge(self, lines: list[dict[str, Any]], late: bool, status: int) -> list[CheckedExercise]:
        found: list[CheckedExercise] = []
        running: str | None = None
        call: dict[str, Any] = {}
        done: set[str] = set()
        for line in lines:
            kind, name = line.get("kind"), line.get("exercise")
            if kind == "import":
                return [self._unread(str(line["error"]), line.get("line"))]
            if kind == "unknown":
                found.append(_unknown([str(each) for each in line["names"]], [str(w) for w in line["lacks"]]))
            elif kind == "running":
                running, call = name, {}
            elif kind == "call":
                call = line
            elif name in self.names or kind == "ran":
                running = None
                done.add(str(name))
                found.append(self._checked(exercise(str(name)), line))
        ended = any(line.get("kind") == "end" for line in lines)
        if running is not None:
            stopped = self._stopped(late, status, call)
            alike = [n for n in self.names if exercise(n).kind_name == exercise(running).kind_name]
            if call.get("stage") == "backward" and running not in self.ahead:
                self.ahead |= dict.fromkeys(alike, stopped)
            else:  # two exercises of one layer end alike
                ended_too = [n for n in alike if n not in done]
                done |= set(ended_too)
                found += [CheckedExercise(exercise(n), [stopped]) for n in ended_too]
        elif not ended:
            return [*found, CheckedExercise(None, [self._stopped(late, status)])]
        self.waiting = [] if ended else [name for name in self.names if name not in done]
        return found

    def _line(self, result: DiagnosisResult, start: int | None) -> int | None:
        """Where a quantity that is wrong is made, of what begins at the line `start`; that for what stops."""
        if start is None or result.verdict != "wrong":
            return start
        with suppress(OSError):
            code = lines_of(
                self.file.read_text(encoding="utf-8-sig", errors="replace"), start, result.quantity
            )
            return start if code is None else code.hot or code.first
        return start

    def _unread(self, error: str, line: int | None) -> CheckedExercise:
        """Why the file couldn't be read in."""
        if error == "TooSlow":
            words = f"reading it in took more than {self.seconds / 3:g} s: is there a loop that never ends?"
            return _alone(None, "time", words, line)
        words = f"the file can't be read in: {error}"
        if why := plainly(error):
            words += f"; {why}"
        return _alone(None, "raises", words, line)

    def _stopped(self, late: bool, status: int, call: Mapping[str, Any] | None = None) -> DiagnosisResult:
        """Why the process ended on its own, or had to be ended, and in which call of theirs."""
        if late and call:
            return _slow(call)
        if late:
            words = f"it ran for more than {self.seconds:g} s {STOPPED}"
            return DiagnosisResult("", "time", words=words)
        why = f"status {status}"
        if status < 0:
            names = {int(number): number.name for number in signal.Signals}
            why = f"signal {names.get(-status, -status)}"
        if call:
            words = f'the process ended in {call["name"]}, in the trial "{call["trial"]}" ({why})'
            return DiagnosisResult("", "died", words=words, trial=str(call["trial"]))
        return DiagnosisResult("", "died", words=f"the process ended while this ran ({why})")

    def _checked(self, known: Exercise, line: dict[str, Any]) -> CheckedExercise:
        kind = line["kind"]
        if kind == "missing":
            return _alone(known, "missing", str(line.get("why", "not written yet")))
        if kind == "raised":
            return _alone(known, "raises", line["error"], line.get("at"))
        return self._report(known, line)

    def _report(self, known: Exercise, line: dict[str, Any]) -> CheckedExercise:
        stopped = _slow(line["slow"]) if "slow" in line else self.ahead.get(known.name)
        if stopped is not None and all(entry["error"] for entry in line["runs"]):
            return CheckedExercise(known, [stopped], line=line.get("line"))
        errors = [entry["error"] for entry in line["runs"]]
        unwritten = all(errors) and any(error.startswith("NotImplementedError") for error in errors)
        back = [entry["error"] for entry in line["runs"] if entry["stage"] == "backward"]
        ahead = bool(back) and all(errors) and all(e.startswith("NotImplementedError") for e in back)
        if unwritten and not ahead:
            return _alone(known, "missing", "not written yet")
        runs = read_runs(known, self.folder / f"{known.name}.npz", line["runs"])
        if runs is None:
            return _alone(known, "died", "its results can't be read back")
        for run in runs if ahead else ():  # forward is there to be judged, and backward isn't written
            if run.stage == "backward":
                run.error = run.stage = ""
        report = report_of(known.kind, runs, [str(note) for note in line["notes"]])
        results = [r for r in report.results if r.quantity in known.quantities or not r.quantity]
        notes = list(report.notes)
        if "y" not in known.quantities and not (ahead or stopped):  # its own exercise says what stops forward
            results = results or list(report.results)
        bare = known.kind.style == "loss" and {r.quantity for r in results} == {"arguments"}
        if (bare or not results) and not (ahead or stopped):
            results = [DiagnosisResult("", "nothing", words="nothing that could be checked was given back")]
        start = line.get("line")
        placed = [
            r
            if r.line is not None or r.verdict in ("right", "unseen")
            else r._replace(line=self._line(r, start))
            for r in results
        ]
        if stopped is not None:  # in backward, of which nothing was seen
            placed = [r for r in placed if r.quantity in ("y", "")]
            placed += [stopped._replace(quantity="dX")] if "dX" in known.quantities else []
            return CheckedExercise(known, placed, report, notes, start)
        absent = [q for q in known.quantities if q not in {r.quantity for r in report.results}]
        absent = [q for q in absent if q != "y" or not line.get("back_only")]
        whole = any(not run.error and "dX" in run.results for run in runs)
        failed = any(result.verdict in ("raises", "missing") for result in report.results) and not whole
        if (ahead or not failed) and known in exercises():
            say = _unwritten if ahead else _absent
            placed += [say(quantity) for quantity in absent if quantity != "arguments"]
        return CheckedExercise(known, placed, report, notes, start)


def _slow(call: Mapping[str, Any]) -> DiagnosisResult:
    """That a call of theirs was stopped after too long."""
    trial, line = str(call["trial"]), call.get("line")
    words = f'{call["name"]} ran for too long in the trial "{trial}" {STOPPED}'
    return DiagnosisResult("", "time", words=words, trial=trial, line=line)


def _alone(known: Exercise | None, verdict: str, words: str, line: int | None = None) -> CheckedExercise:
    """An exercise, or a file (None), of which one thing is to be said."""
    return CheckedExercise(known, [DiagnosisResult("", verdict, words=words, line=line)])


def _unknown(names: Sequence[str], lacks: Sequence[str]) -> CheckedExercise:
    """That nothing is known in a file: what it has instead, and what it lacks."""
    words = "no exercise is known by a name in it"
    if names:
        known = next((kind for kind in ("pool", "loss", "norm") if kind in names[0].lower()), "conv")
        called = {"pool": "max-pool", "loss": "softmax-cross-entropy", "norm": "batch-norm"}.get(known, known)
        words += f'; it has {", ".join(names)}: say which is which, CHECK = {{"{called}": layer({names[0]})}}'
    words += "".join(f" ({why})" for why in lacks)
    return _alone(None, "missing", words)


def _unwritten(quantity: str) -> DiagnosisResult:
    return DiagnosisResult(quantity, "missing", words="not written yet")


def _absent(quantity: str) -> DiagnosisResult:
    return DiagnosisResult(
        quantity, "nothing", words=f"no {quantity} was found: return it, or keep it as an attribute"
    )


def read_runs(known: Exercise, path: Path, lines: list[dict[str, Any]]) -> list[Run] | None:
    """The runs that a process wrote; None where the file isn't what it should be."""
    trials = known.kind.trials
    if len(lines) != len(trials) or not path.is_file() or path.stat().st_size > 8 * NUMBERS_READ:
        return None
    runs = [Run(trial, Case(trial.case)) for trial in trials]
    for run, line in zip(runs, lines, strict=True):
        if (how := line.get("cut")) and (cut := run.case.cut(str(how))) is not None:
            run.case, run.cut = cut, str(how)
    try:
        with np.load(path, allow_pickle=False) as file:
            for key in file.files:
                number, part, name = key.split("/", 2)
                array = np.asarray(file[key])
                run = runs[int(number)]
                if part == "result":
                    run.results[name] = array.astype(np.float64)
                elif name in SEEN:
                    run.case[name] = array if array.ndim else float(array)
    except (OSError, ValueError, IndexError, KeyError, EOFError):
        return None
    for run, line in zip(runs, lines, strict=True):
        run.error, run.stage, run.line = str(line["error"]), str(line["stage"]), line["line"]
        run.meant = bool(line.get("meant"))
        run.wrote = [ArgumentWrite(*write) for write in line.get("wrote", ())]
    return runs


class ChildReader(threading.Thread):
    """Collects the lines of JSON that a process says."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.lines: list[dict[str, Any]] = []
        self.running_since = time.monotonic()  # when what runs now began

    def run(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for text in stream:
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                if isinstance(line, dict):
                    self.lines.append(line)
                    if line.get("kind") == "running":
                        self.running_since = time.monotonic()


def _listen(process: subprocess.Popen[bytes], said: deque[str]) -> None:
    """Keep the last lines of what somebody's file prints, however much it is."""
    assert process.stderr is not None
    with process.stderr as stream:
        while text := stream.readline(2000):
            said.append(text.decode("utf-8", "replace").rstrip("\n"))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and whatever it has started."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
