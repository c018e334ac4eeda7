"""A run with its keyframes in one file, so that any of its steps can be had again elsewhere.

The file is in the safetensors format: "keyframes", all of them end to end as float32, and "about", a JSON
text as bytes that says which they are. Every keyframe is signed by its digest, the text by a SHA-256 in the
metadata; all of it is checked before any of it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import prod
from typing import Any, BinaryIO

import numpy as np

from core.blueprint.memory import check_parameters, layers_of
from core.data.dataset import Preprocessing
from core.files.atomic import FileError, opened, write_atomically
from core.files.metadata import canonical_json
from core.files.tensorfile import DAMAGED, read_manifest
from core.files.weight_names import learnt, state_shapes
from core.training.checkpoint_items import STATES, position_of, whole
from core.training.config import TrainConfig
from core.training.keyframes import Keyframe, digest_of
from core.training.version import UNKNOWN, Position

KEYFRAMES = "keyframes.safetensors"  # the usual name of the file in a run's folder
VERSION = 1  # of the text; raised when older programs could misread it
LARGEST_ABOUT = 64 << 20  # bytes of text: more than a hundred thousand keyframes
ACT_KINDS = ("began", "branch", "lr", "momentum", "threads", "edit", "diverged", "failed")


class KeyframesFileError(FileError):
    """A run's keyframes that can't be used: `path`, `reason` and `advice`; `str()` is one line."""


@dataclass(frozen=True, eq=False)
class KeptLine:
    """The steps of one run in a file: its keyframes right after a step, and those that the next step was made
    from; what was set by hand; what it was made of.
    """

    start: int
    end: int
    config: TrainConfig
    spec: dict[str, Any]
    preprocessing: Preprocessing
    source: str
    frames: dict[int, Keyframe]
    pinned: dict[int, Keyframe]
    tip: Keyframe | None
    settings: dict[int, Position]
    acts: list[tuple[int, str, float]]

    @property
    def newest(self) -> Keyframe:
        """Where it stood."""
        return self.tip or max([*self.frames.values(), *self.pinned.values()], key=lambda k: k.step)


def save_lines(path: str | os.PathLike[str], lines: Sequence[KeptLine], data: dict[str, Any]) -> None:
    """Write the lines of a run, the oldest first, whole or not at all. Raises KeyframesFileError."""
    keyframes: list[Keyframe] = []
    described = []
    for line in lines:
        kept = []
        kinds = [("frame", list(line.frames.values())), ("pinned", list(line.pinned.values()))]
        if line.tip is not None:
            kinds.append(("tip", [line.tip]))
        for kind, found in kinds:
            for keyframe in found:
                keyframes.append(keyframe)
                kept.append(
                    {
                        "kind": kind,
                        "position": asdict(keyframe.position),
                        "touched": keyframe.touched,
                        "threads": keyframe.threads,
                        "state": list(keyframe.state),
                        "numbers": keyframe.data.size,
                        "digest": keyframe.digest,
                    }
                )
        described.append(
            {
                "start": line.start,
                "end": line.end,
                "config": line.config.as_dict(),
                "spec": line.spec,
                "preprocessing": line.preprocessing.as_dict(),
                "source": line.source,
                "keyframes": kept,
                "settings": [[step, asdict(position)] for step, position in line.settings.items()],
                "acts": [list(act) for act in line.acts],
            }
        )
    about = canonical_json({"data": data, "lines": described}).encode()
    numbers = sum(keyframe.data.size for keyframe in keyframes)
    header = {
        "__metadata__": {"cnnviz_run": str(VERSION), "sha256": hashlib.sha256(about).hexdigest()},
        "keyframes": {"dtype": "F32", "shape": [numbers], "data_offsets": [0, 4 * numbers]},
        "about": {
            "dtype": "U8",
            "shape": [len(about)],
            "data_offsets": [4 * numbers, 4 * numbers + len(about)],
        },
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)

    def write(file: BinaryIO) -> None:
        file.write(len(text).to_bytes(8, "little") + text)
        for keyframe in keyframes:
            file.write(keyframe.data.astype("<f4", copy=False).data)
        file.write(about)

    write_atomically(path, write, KeyframesFileError)


def load_lines(path: str | os.PathLike[str]) -> tuple[list[KeptLine], dict[str, Any]]:
    """The lines of a run that `save_lines` wrote, and its images. Raises KeyframesFileError."""
    with opened(path, KeyframesFileError) as (file, size):
        manifest = read_manifest(file, size, os.fspath(path), KeyframesFileError)
        version = manifest.metadata.get("cnnviz_run")
        if version is None:
            raise KeyframesFileError(path, "it holds no keyframes of a run", "Choose another file")
        if version != str(VERSION):
            raise KeyframesFileError(
                path, f"it needs a newer cnnviz (version {version[:9]})", "Update cnnviz"
            )
        try:
            frames, about = manifest.entries["keyframes"], manifest.entries["about"]
            if frames.dtype != "F32" or about.dtype != "U8" or len(manifest.entries) != 2:
                raise ValueError("its tensors are of other types")
            if about.stop - about.start > LARGEST_ABOUT:
                raise ValueError("what it says about itself is too long")
            file.seek(manifest.offset + about.start)
            text = file.read(about.stop - about.start)
            if hashlib.sha256(text).hexdigest() != manifest.metadata.get("sha256"):
                raise ValueError("it was changed since it was saved, SHA-256 differs")
            content = json.loads(text)
            file.seek(manifest.offset + frames.start)
            left = (frames.stop - frames.start) // 4
            lines = []
            for item in content["lines"]:
                line, used = _line(item, file, left)
                left -= used
                lines.append(line)
            if not lines or left:
                raise ValueError("its keyframes don't fill the file")
            return lines, dict(content["data"])
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError) as error:
            raise KeyframesFileError(path, f"no run can be made of it ({error})", DAMAGED) from error


def _line(item: dict[str, Any], file: BinaryIO, room: int) -> tuple[KeptLine, int]:
    """One line of the text, and how many numbers of the file are its keyframes'."""
    config = TrainConfig.from_dict(item["config"]).validate()
    layers_of(item["spec"])
    shapes = state_shapes(item["spec"])
    check_parameters(shapes)
    weights = sum(prod(shapes[name]) for name in learnt(shapes))
    buffers = sum(map(prod, shapes.values())) - weights
    start = whole(item["start"], "start", 0, 10**12)
    end = whole(item["end"], "end", start, 10**12)
    used, found = 0, []
    for each in item["keyframes"]:
        state = tuple(map(str, each["state"]))
        size = whole(each["numbers"], "numbers", 1, room - used)
        if not set(state) <= set(STATES[config.optimizer]) or list(state) != sorted(set(state)):
            raise ValueError("the state is not that of its optimiser")
        if size != weights * (1 + len(state)) + buffers:
            raise ValueError("a keyframe is of another network")
        data = np.frombuffer(file.read(4 * size), "<f4").astype(np.float32)
        if data.size != size or digest_of(data) != each["digest"]:
            raise ValueError("a keyframe was changed since it was saved, its digest differs")
        if not np.isfinite(data).all():
            raise ValueError("a keyframe has values that are not finite")
        used += size
        position = position_of(each["position"])
        threads = whole(each["threads"], "threads", 1, 10_000)
        touched = bool(each["touched"])
        keyframe = Keyframe(position, UNKNOWN, touched, threads, state, data, str(each["digest"]))
        if not start <= keyframe.step <= end:
            raise ValueError("a keyframe is of no step of its run")
        found.append((str(each["kind"]), keyframe))
    kinds: dict[str, dict[int, Keyframe]] = {"frame": {}, "pinned": {}, "tip": {}}
    for kind, keyframe in found:
        kinds[kind][keyframe.step] = keyframe
    if start not in kinds["frame"] and start not in kinds["pinned"]:
        raise ValueError("the keyframe that it begins with is missing")
    acts = [(whole(step, "act", 0, end), str(kind), float(value)) for step, kind, value in item["acts"]]
    if any(kind not in ACT_KINDS for _, kind, _ in acts):
        raise ValueError("an act is of no known kind")
    line = KeptLine(
        start,
        end,
        config,
        dict(item["spec"]),
        Preprocessing.from_dict(item["preprocessing"]),
        str(item["source"]),
        kinds["frame"],
        kinds["pinned"],
        next(iter(kinds["tip"].values()), None),
        {whole(step, "setting", 0, end): position_of(position) for step, position in item["settings"]},
        acts,
    )
    return line, used
