"""What is known of a run: its settings, how far it has come, what it found; kept as run.json in its folder.

The file is small and is written anew after each epoch, so whoever looks at a folder sees runs as they grow.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from core.files.atomic import FileError, read_whole, write_atomically
from core.training import Adjustment, ConfigError, Evaluation, TrainConfig

FILE = "run.json"
LARGEST = 1 << 24  # bytes
STATES = ("waiting", "running", "done", "diverged")


class RunFileError(FileError):
    """A run's folder that can't be used."""


@dataclass(frozen=True)
class RunRecord:
    """One run: `state` is "waiting", "running", "done" or "diverged" (then `note` says why).

    `evaluations` are the tests after each epoch; `cpu` and `wall` are seconds that its training and testing
    took, of the processor and of the clock on the wall.
    """

    name: str
    config: TrainConfig
    state: str = "waiting"
    step: int = 0
    steps: int = 0  # of the whole run
    epoch: float = 0.0  # how far it has come; 0 if only its tests tell
    evaluations: tuple[Evaluation, ...] = ()
    parameters: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    note: str = ""
    data: str = ""  # a user's own images; "" is MNIST
    weights_of: str = ""  # the file whose weights it began with; "" is from the seed
    adjustments: tuple[Adjustment, ...] = ()  # settings that were changed by hand on the way
    edited: bool = False  # whether weights were changed by hand
    branch_of: str = ""  # the name of the run that it went on from, "" if it began by itself
    branch_step: int = 0  # and after which step of that
    id: str = ""  # its identity's; "" if that isn't known
    begun: float = 0.0  # when, in seconds since 1970; 0 if that isn't known
    title: str = ""  # what somebody has called it
    remark: str = ""  # what somebody has noted about it
    pinned: bool = False  # whether it is kept whole, however little room there is
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """True if nothing is left to be done."""
        return self.state in ("done", "diverged")

    @property
    def planned(self) -> bool:
        """Whether it was made of its config alone from beginning to end, as the runs of a group are."""
        return bool(self.versions)

    @property
    def changes(self) -> list[Adjustment]:
        """The adjustments that a step was made with: of several before one step the last, and none that left
        a setting as it was.
        """
        last: dict[tuple[int, str], Adjustment] = {}
        for each in reversed(self.adjustments):
            last.setdefault((each.step, each.setting), each)
        now, found = {"base_lr": self.config.lr, "momentum": self.config.momentum}, []
        for change in reversed(last.values()):
            if now.get(change.setting) != change.value:
                found.append(change)
            if change.setting == "lr":  # its schedule is scaled with it, and goes on from it
                now.pop("base_lr", None)
            else:
                now[change.setting] = change.value
        return found

    @property
    def accuracy(self) -> float | None:
        """The newest test accuracy."""
        return self.evaluations[-1].accuracy if self.evaluations else None

    def described_as(self, other: RunRecord) -> RunRecord:
        """The same with what somebody has said of another record: title, remark, whether it is pinned."""
        return replace(self, title=other.title, remark=other.remark, pinned=other.pinned)

    def save(self, folder: Path) -> None:
        """Write run.json."""
        items = {**asdict(self), "config": self.config.as_dict()}
        items["evaluations"] = [list(evaluation) for evaluation in self.evaluations]
        write_atomically(folder / FILE, (json.dumps(items, indent=1) + "\n").encode())

    @classmethod
    def load(cls, folder: Path) -> RunRecord:
        """Read run.json; RunFileError when there is none that can be read."""
        path = folder / FILE
        text = read_whole(path, LARGEST, RunFileError)
        try:
            return cls._of(json.loads(text))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            advice = "Remove its folder to run it again"
            raise RunFileError(path, f"it doesn't describe a run ({error})", advice) from error

    @classmethod
    def _of(cls, items: dict[str, Any]) -> RunRecord:
        if not isinstance(items, dict):
            raise ValueError("it is a list or a single value")
        known = {each.name for each in fields(cls)}
        record = cls(**{name: value for name, value in items.items() if name in known})
        if not isinstance(record.config, dict) or not isinstance(record.name, str):
            raise ValueError("name or config is missing")
        if not all(
            isinstance(text, str)
            for text in (record.title, record.remark, record.note, record.data, record.branch_of, record.id)
        ):
            raise ValueError("what is said of it is not a text")
        if not isinstance(record.branch_step, int):
            raise ValueError("the step that it went on from is no number")
        if not isinstance(record.pinned, bool):
            raise ValueError("pinned is neither true nor false")
        if record.state not in STATES:
            raise ValueError(f"its state is {record.state!r}")
        tests = record.evaluations
        evaluations = tuple(Evaluation._make((int(step), *map(float, rest))) for step, *rest in tests)
        if not all(math.isfinite(number) for number in (record.cpu, record.wall, record.begun, record.epoch)):
            raise ValueError("its time is not a number")
        adjustments = tuple(Adjustment(int(s), str(what), float(x)) for s, what, x in record.adjustments)
        config = TrainConfig.from_dict(record.config)
        try:
            config.validate()
        except ConfigError as error:
            raise ValueError(str(error)) from error
        return replace(record, config=config, evaluations=evaluations, adjustments=adjustments)


def read_runs(folder: Path) -> list[tuple[Path, RunRecord]]:
    """The runs in a folder, or the one that the folder is, by name; what can't be read is left out."""
    runs = []
    places = [folder] if (folder / FILE).is_file() else sorted(folder.glob(f"*/{FILE}"))
    for place in places:
        inside = place if place is folder else place.parent
        try:
            runs.append((inside, RunRecord.load(inside)))
        except RunFileError:
            continue
    return runs
