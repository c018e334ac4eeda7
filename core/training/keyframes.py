"""Keyframes: a run's whole state at one step as one flat vector, and the store that keeps many of them.

Copying a few vectors costs a hundredth of a training step, so a run can leave a keyframe every few steps and
be made again from any of them. The newest stay in memory; older ones go to a file that has no name, so that
nothing is left behind however the process ends.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from core.training.trainer import Trainer
from core.training.version import Position, Version

CHUNK = 8 << 20  # bytes of memory that are taken from the system at once
LOST = 0  # the number of a keyframe that can't be read any more


@dataclass(frozen=True, eq=False)
class Keyframe:
    """A run between two steps: all that its next step depends on.

    `data` holds the parameters in the order of `named_parameters()`, then the optimiser's arrays by the names
    in `state`, each in the same order, then the buffers. `threads` is the number of BLAS threads, of which
    the last bits of a sum depend. `signed` is the digest of `data` where it is known.

    Shape: data (numbers,) float32
    """

    position: Position
    version: Version
    touched: bool
    threads: int
    state: tuple[str, ...]
    data: np.ndarray
    signed: str = ""

    @property
    def digest(self) -> str:
        """What tells one state from another; worked out when asked for, as it costs ten times the copy."""
        return self.signed or digest_of(self.data)

    @property
    def step(self) -> int:
        """How many steps have been made."""
        return self.position.step

    @property
    def nbytes(self) -> int:
        return self.data.nbytes

    @classmethod
    def of(cls, trainer: Trainer, threads: int = 1, pool: KeyframePool | None = None) -> Keyframe:
        """A copy of a trainer's state, in memory of a `pool` if there is one."""
        kept = trainer.optimizer.state
        names = tuple(sorted({name for arrays in kept.values() for name in arrays}))
        parameters = trainer.network.named_parameters()
        parts = [parameter.data.ravel() for parameter in parameters.values()]
        for name in names:
            for key, parameter in parameters.items():
                array = kept.get(key, {}).get(name)  # missing: it begins at zero
                parts.append(np.zeros_like(parameter.data).ravel() if array is None else array.ravel())
        parts += [array.ravel() for array in trainer.network.named_buffers().values()]
        data = None if pool is None else pool.take(sum(part.size for part in parts))
        data = np.concatenate(parts, out=data)
        return cls(trainer.position, trainer.version, trainer.touched, threads, names, data)

    def put(self, trainer: Trainer) -> None:
        """Put it in place in a trainer of the same run, whose next step is then the one that was made next.

        Its newest numbers, gradients and test are those of another step until then, and are dropped.
        """
        parameters = trainer.network.named_parameters()
        rest = self.data
        for parameter in parameters.values():
            rest = _fill(parameter.data, rest)
        kept = trainer.optimizer.state
        for key, arrays in list(kept.items()):
            kept[key] = {name: array for name, array in arrays.items() if name in self.state}
        if not self.state:
            kept.clear()
        for name in self.state:
            for key, parameter in parameters.items():
                arrays = kept.setdefault(key, {})
                array = arrays.get(name)
                if array is None:
                    array = arrays[name] = np.empty_like(parameter.data)
                rest = _fill(array, rest)
        for array in trainer.network.named_buffers().values():
            rest = _fill(array, rest)
        if rest.size:
            raise ValueError(f"the keyframe has {rest.size} numbers more than the network")
        trainer.seek(self.position)
        trainer.version, trainer.touched = self.version, self.touched
        trainer.last = trainer.tested = None
        trainer.has_gradients = False

    def parameter(self, trainer: Trainer, name: str) -> np.ndarray:
        """One parameter, for a trainer's network. ValueError if there is none of that name."""
        arrays = {key: parameter.data for key, parameter in trainer.network.named_parameters().items()}
        if name not in arrays:
            raise ValueError(f"the network has no parameter {name}")
        return self._parts(arrays, 0)[name].copy()

    def state_dict(self, trainer: Trainer) -> dict[str, np.ndarray]:
        """Weights and buffers by name, as `Sequential.state_dict` gives them, for a trainer's network."""
        arrays = {key: parameter.data for key, parameter in trainer.network.named_parameters().items()}
        buffers = trainer.network.named_buffers()
        at = self.data.size - sum(array.size for array in buffers.values())
        found = self._parts(arrays, 0) | self._parts(buffers, at)
        return {name: found[name].copy() for name in trainer.network.state_dict()}

    def _parts(self, like: Mapping[str, np.ndarray], at: int) -> dict[str, np.ndarray]:
        """The numbers from place `at` on as arrays like these, which share the keyframe's memory."""
        found = {}
        for name, array in like.items():
            found[name] = self.data[at : at + array.size].reshape(array.shape)
            at += array.size
        return found


def digest_of(data: np.ndarray) -> str:
    """Sixteen letters that two states share only if they are equal bit for bit."""
    return hashlib.blake2b(np.ascontiguousarray(data).data, digest_size=8).hexdigest()


def bits(data: np.ndarray) -> tuple[int, bytes]:
    """The sum of a vector's bits, in five microseconds for LeNet-5: another one for other numbers."""
    whole = data[: data.size - data.size % 2]
    return int(whole.view(np.uint64).sum()), data[-1:].tobytes()


def _fill(array: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Copy the first numbers into an array, where it is; returns the rest."""
    if numbers.size < array.size:
        raise ValueError("the keyframe is of another network")
    np.copyto(array, numbers[: array.size].reshape(array.shape), casting="same_kind")
    return numbers[array.size :]


class KeyframePool:
    """Memory for keyframes that is used again: touching new memory takes longer than the copy itself.

    It is taken from the system a few megabytes at a time, and given back when no keyframe of its is left.
    """

    def __init__(self) -> None:
        self._size = 0
        self._free: list[np.ndarray] = []
        self._mine: set[int] = set()  # where the arrays of the present size begin

    def take(self, size: int) -> np.ndarray:
        """Room for so many numbers. Shape: (size,) float32"""
        if size != self._size:
            self._size = size
            self._free.clear()
            self._mine.clear()
        if not self._free:
            count = max(1, CHUNK // (4 * size))
            chunk = np.empty(count * size, np.float32)
            self._free = [*chunk.reshape(count, size)[::-1]]
            begin, step = _address(chunk), chunk.itemsize * size
            self._mine.update(range(begin, begin + count * step, step))
        return self._free.pop()

    def holds(self, data: np.ndarray) -> bool:
        """Whether an array's memory is used again once it was given back."""
        return data.base is not None and data.size == self._size and _address(data) in self._mine

    def give_back(self, data: np.ndarray) -> None:
        """Take an array's memory back that nobody reads any more; others are left alone."""
        if self.holds(data):
            self._free.append(data)


def _address(data: np.ndarray) -> int:
    return int(data.__array_interface__["data"][0])


class KeyframeStore:
    """Keyframes by number, in so many bytes of memory and then so many of a file without a name.

    `is_full` says that neither has room for what it holds: the owner has to drop some. `trouble` says in a
    sentence what the disk refused, "" if nothing. Any thread may use it.
    """

    def __init__(self, memory: int, disk: int, folder: Path | None = None) -> None:
        self._memory, self._disk = memory, disk
        self._folder = folder
        self._lock = threading.Lock()
        self._pool = KeyframePool()
        self._here: OrderedDict[int, Keyframe] = OrderedDict()
        # Where in the file, how many numbers, their sum, and all but them
        self._there: dict[int, tuple[int, int, tuple[int, bytes], Keyframe]] = {}
        self._free: dict[int, list[int]] = {}  # places in the file, by their size in bytes
        self._file: BinaryIO | None = None
        self._end = 0
        self._number = 0
        self.in_memory = self.in_file = 0  # bytes
        self.trouble = ""

    def __len__(self) -> int:
        return len(self._here) + len(self._there)

    @property
    def is_full(self) -> bool:
        """Whether more is held in memory than there should be, and the file takes no more."""
        return self.in_memory > self._memory

    def take(self, trainer: Trainer, threads: int) -> int:
        """Keep a trainer's state; returns its number."""
        with self._lock:
            keyframe = Keyframe.of(trainer, threads, self._pool)
        return self.add(keyframe)

    def add(self, keyframe: Keyframe) -> int:
        """Keep one more; returns its number."""
        with self._lock:
            self._number += 1
            self._here[self._number] = keyframe
            self.in_memory += keyframe.nbytes
            while self.in_memory > self._memory and self._spill():
                pass
            return self._number

    def get(self, number: int) -> Keyframe | None:
        """The keyframe of a number; None when the file no longer gives what was written to it."""
        with self._lock:
            if number in self._here:
                found = self._here[number]
                if self._pool.holds(found.data):  # it may be used again while it is read
                    found = replace(found, data=found.data.copy())
                return found
            if number == LOST:
                return None
            at, size, total, light = self._there[number]
            data = np.empty(size, light.data.dtype)
            assert self._file is not None
            try:
                self._file.seek(at)
                view = data.view(np.uint8).data
                while len(view):
                    count = self._file.readinto(view)  # type: ignore[attr-defined]
                    if not count:
                        return None
                    view = view[count:]
            except OSError:
                return None
        return replace(light, data=data) if bits(data) == total else None

    def give(self, number: int, other: KeyframeStore) -> int:
        """Have another store keep a keyframe, too; returns its number there."""
        keyframe = self.get(number)
        return LOST if keyframe is None else other.add(keyframe)

    def drop(self, number: int) -> None:
        """Forget a keyframe; its room is used again."""
        if number == LOST:
            return
        with self._lock:
            keyframe = self._here.pop(number, None)
            if keyframe is not None:
                self.in_memory -= keyframe.nbytes
                self._pool.give_back(keyframe.data)
            else:
                at, size, _, light = self._there.pop(number)
                bytes_ = size * light.data.itemsize
                self._free.setdefault(bytes_, []).append(at)
                self.in_file -= bytes_
            while self.in_memory > self._memory and self._spill():
                pass

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._here.clear()
            self._pool = KeyframePool()
            self._there.clear()
            self._free.clear()
            self.in_memory = self.in_file = self._end = 0
            if self._file is not None:
                with contextlib.suppress(OSError):
                    self._file.close()
                self._file = None

    def _spill(self) -> bool:
        """Move the oldest keyframe in memory to the file; False when the file takes it not."""
        if not self._here:
            return False
        number, keyframe = next(iter(self._here.items()))
        size = keyframe.nbytes
        places = self._free.get(size)
        if not places and self._end + size > self._room():
            return False
        at = places[-1] if places else self._end
        try:
            if self._file is None:
                self._file = self._opened()
                weakref.finalize(self, self._file.close)
            self._file.seek(at)
            view = keyframe.data.view(np.uint8).data
            while len(view):
                view = view[self._file.write(view) :]
        except OSError as error:
            self._disk = self._end  # no further than this
            self.trouble = f"No room for more keyframes on the disk: {(error.strerror or 'error').lower()}"
            return False
        if places:
            places.pop()
        else:
            self._end += size
        del self._here[number]
        light = replace(keyframe, data=np.empty(0, keyframe.data.dtype))
        self._there[number] = (at, keyframe.data.size, bits(keyframe.data), light)
        self.in_memory -= size
        self.in_file += size
        self._pool.give_back(keyframe.data)
        return True

    def _room(self) -> int:
        """How long the file may grow: half of what is free when it begins, and no more than it is given."""
        if self._file is None and self._disk:
            try:
                self._disk = min(self._disk, shutil.disk_usage(self._place()).free // 2)
            except OSError:
                self._disk = 0
        return self._disk

    def _opened(self) -> BinaryIO:
        """A file that has no name, or on Windows one that goes when it is closed, however that happens."""
        place = self._place()
        place.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(prefix="cnnviz-keyframes-", dir=place, buffering=0)

    def _place(self) -> Path:
        """The folder of the file: one for large files where the system has it, for /tmp may be memory."""
        if self._folder is not None:
            return self._folder
        usual = Path("/var/tmp")
        return usual if os.access(usual, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
