"""Runs somebody's file on the trials, in a process of its own.

Called by check.py as `python -I child.py FILE FOLDER SECONDS MEGABYTES NAMES AHEAD`. What it says goes to its
first standard output as lines of JSON; whatever the file prints goes to standard error. Results are written
to FOLDER as npz, one file an exercise.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import inspect
import json
import os
import re
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TextIO

SEEN = (
    "w_after",
    "mask",
    "back_mask",
    "eps",
    "slope",
    "alpha",
    "rates",
    "g",
    "momentum",
)  # of a case, besides its results
ROOT = Path(__file__).resolve().parents[2]
HIGHEST = 6  # folders above the file in which what it imports is looked for
MISSING = 20  # libraries that may be missing


class TooSlow(BaseException):
    """Raised in somebody's loop when an exercise has run for too long."""


def main(arguments: list[str]) -> None:
    file, folder = Path(arguments[0]).resolve(), Path(arguments[1])
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    limit_memory(int(arguments[3]))
    end_with_parent()
    sys.path.insert(0, str(ROOT))
    import core.mistakes.finding  # noqa: F401  (before anything of theirs can stand in its way)
    from core.mistakes.old_numpy import put_back

    put_back()

    def tell(exercise: str, stage: str, name: str, trial: str) -> None:
        say(out, kind="call", exercise=exercise, stage=stage, name=name, trial=trial)

    names, ahead = json.loads(arguments[4]), json.loads(arguments[5])
    for line in results(file, folder, float(arguments[2]), names, ahead, tell):
        say(out, **line)


def results(
    file: Path,
    folder: Path,
    seconds: float,
    names: list[str],
    ahead: Sequence[str] = (),
    tell: Callable[[str, str, str, str], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """What is said of a file, line by line; `seconds` bounds the reading of it and every exercise.

    Of the exercises in `ahead` only forward is run. `tell` is told of each call of theirs before it is made:
    the exercise, the stage, the call's name, the trial.
    """
    from core.mistakes import exercises, finding

    exercises.exercises()
    yield {"kind": "begin"}
    try:
        with time_limit(seconds):
            module, beside, missing = load(file)
        said = finding.declared(module, beside)
    except BaseException as error:
        yield {"kind": "import", "error": sentence(error), "line": line_in(error, file)}
        return
    found = {name: finding.find(module, exercises.exercise(name), said, file) for name in names}
    every = (*exercises.exercises(), *exercises.others())
    if not any(finding.find(module, one, said, file) for one in every):
        names_there = finding.unknown(module)[:8]
        if missing and not names_there:
            yield {"kind": "import", "error": sentence(missing[0]), "line": line_in(missing[0], file)}
            return
        if names_there:
            yield {"kind": "unknown", "names": names_there, "lacks": [_note_of(e, file) for e in missing[:1]]}
    settled = {
        name
        for name, adapter in found.items()
        if name not in finding.NORMS and (adapter is None or _is_unwritten(adapter, exercises.exercise(name)))
    }
    for name in settled:  # said before anything of theirs runs, and perhaps never ends
        yield {"kind": "missing", "exercise": name}
    notes = list(dict.fromkeys(_note_of(error, file) for error in missing))
    trials: list[LearnerTrial] = []
    for name in [*found, *(other for other in finding.NORMS if other not in found)]:
        if name in settled or ((adapter := found.get(name)) is None and name not in names):
            continue
        if adapter is None:
            yield {"kind": "missing", "exercise": name}
            continue
        yield {"kind": "running", "exercise": name}
        wanted = exercises.exercise(name)
        if tell is not None:
            adapter.calling = partial(tell, name)
        trial = next((t for t in trials if t.fresh == adapter and t.kind is wanted.kind), None)
        if trial is None:  # forward and backward of one layer are two exercises, and one run
            trial = LearnerTrial(file, adapter, wanted.kind)
            trials.append(trial)
            trial.run(seconds, name in ahead)
        if trial.other is not None:
            other, as_there = trial.other
            found[other] = found.get(other) or as_there
            note = f"each number of an image is normed by itself; it is checked as {other}"
            yield {"kind": "missing", "exercise": name, "why": note}
            continue
        save(folder / f"{name}.npz", trial.runs)
        more = list(notes)
        if trial.runs and all(r.stage in ("not tried", "make") for r in trial.runs if not r.trial.optional):
            more.append(finding.way_out(name, trial.used, trial.runs[0].error))
        place = finding.definition(trial.used)
        told = {"exercise": name, "line": place, **trial.told}
        told["back_only"] = adapter.back_only
        told["kind"] = "missing" if adapter.back_only and wanted.quantities == ("y",) else told["kind"]
        yield told | {"notes": [*trial.used.notes, *more]}
    yield {"kind": "end"}


class LearnerTrial:
    """Somebody's layer on the trials of its kind: `told` is what is said of it, `runs` what it gave.

    Where backward runs for too long, forward is run alone.
    """

    def __init__(self, file: Path, adapter: Any, kind: Any) -> None:
        self.file, self.used, self.kind = file, adapter, kind
        self.fresh = replace(adapter)  # as it was, for another try and to know it by
        self.runs: list[Any] = []
        self.told: dict[str, Any] = {}
        self.other: Any = None

    def run(self, seconds: float, ahead: bool) -> None:
        """Run it, forward alone where `ahead` says so."""
        import numpy as np

        from core.mistakes import finding

        self.used.ahead = ahead
        try:
            with time_limit(seconds):
                np.random.seed(0)  # noqa: NPY002 (theirs draws from it: the same at every check)
                self.runs = self.used.run_all(self.kind)
                self.other = None if ahead else finding.other_norm(self.used, self.kind, self.runs)
        except TooSlow as error:
            stage, name, trial = self.used.call
            slow = {"stage": stage, "name": name, "trial": trial, "line": line_in(error, self.file)}
            if stage == "backward" and not ahead:
                self.used = replace(self.fresh, calling=self.used.calling)
                self.run(seconds, ahead=True)
            self.told = {"kind": "ran", "runs": [], **self.told, "slow": slow}
            return
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.told = {"kind": "raised", "error": sentence(error), "at": line_in(error, self.file)}
            return
        names = ("error", "stage", "line", "cut", "meant", "wrote")
        self.told = {"kind": "ran", "runs": [{name: vars(run)[name] for name in names} for run in self.runs]}


def _is_unwritten(adapter: Any, wanted: Any) -> bool:
    """Whether nothing is written yet of what an exercise asks for."""
    from core.mistakes.lines import is_unwritten

    back_only = wanted.kind.style == "layer" and "y" not in wanted.quantities
    parts = adapter.make if isinstance(adapter.make, tuple) else (adapter.make,)
    try:
        sources = [inspect.getsource(part) for part in parts[int(back_only and len(parts) > 1) :]]
    except (OSError, TypeError):
        return False
    return all(is_unwritten(source, back_only) for source in sources)


def _note_of(error: BaseException, file: Path) -> str:
    """What is said of a library that isn't here, or of what stopped the file below its layers."""
    if isinstance(error, ModuleNotFoundError):
        return f"{str(error.name).partition('.')[0]} isn't installed here"
    why = "it takes too long" if isinstance(error, TooSlow) else sentence(error)
    return f"the file stops in line {line_in(error, file)}; what stands above that line is checked ({why})"


def load(file: Path) -> tuple[Any, Any, list[Any]]:
    """The file as a module, the file of declarations beside it (NAME_check.py) if there is one, and an error
    a library that they lack.
    """
    from core.mistakes.adapter import functions, layer
    from core.mistakes.old_numpy import ONE_NUMBER, OldNumbers, one_number
    from core.mistakes.stand_ins import STAND_INS

    for library, modules in STAND_INS.items():
        if library not in sys.modules and importlib.util.find_spec(library) is None:
            _stand_in(modules)
    given = {"layer": layer, "functions": functions, "loader": OldNumbers, ONE_NUMBER: one_number}
    sys.path.insert(0, str(file.parent))
    beside = file.with_name(f"{file.stem}_check.py")
    with core_of_theirs(file):
        module, missing = imported(file, given)
        if not beside.exists():
            return module, None, missing
        said, more = imported(beside, given, "declared_" + file.stem)
    return module, said, missing + more


@contextlib.contextmanager
def core_of_theirs(file: Path) -> Iterator[None]:
    """Have a `core` of their own stand in the place of this one, while their file is read in."""
    folders = [folder for folder in list(file.parents)[:HIGHEST] if _has(folder, "core")]
    ours = {name: known for name, known in sys.modules.items() if name.partition(".")[0] == "core"}
    if not folders or folders[0] == ROOT:
        yield
        return
    for name in ours:
        del sys.modules[name]
    sys.path.insert(0, str(folders[0]))
    if (package := folders[0] / "core").is_dir() and not (package / "__init__.py").is_file():
        sys.modules["core"] = ModuleType("core")  # else the one of this name that has it is found
        sys.modules["core"].__path__ = [str(package)]
    try:
        yield
    finally:
        sys.path.remove(str(folders[0]))
        for name in [name for name in sys.modules if name.partition(".")[0] == "core"]:
            del sys.modules[name]
        sys.modules.update(ours)


def save(path: Path, runs: list[Any]) -> None:
    """Write the runs' arrays: results, and what was seen besides."""
    import numpy as np

    arrays: dict[str, Any] = {}
    for number, run in enumerate(runs):
        arrays |= {f"{number}/result/{name}": array for name, array in run.results.items()}
        for name in SEEN:
            if name in run.case:
                arrays[f"{number}/seen/{name}"] = run.case[name]
    np.savez(path, **arrays)


def limit_memory(megabytes: int) -> None:
    """Bound the process's memory, where the system can (not on Windows and macOS)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """End this process once the one that started it has gone, however it went: a loop of somebody's that
    catches everything would never end by itself.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def time_limit(seconds: float) -> Any:
    """Raise TooSlow in what runs for longer; where there is no alarm the parent ends the process."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(signum: int, frame: Any) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, ring)  # of its own time: a busy machine is no loop
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def say(out: TextIO, **what: Any) -> None:
    out.write(json.dumps(what) + "\n")
    out.flush()


def sentence(error: BaseException) -> str:
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def line_in(error: BaseException, file: Path) -> int | None:
    """The line of the file in which an exception arose."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return own[-1].lineno if own else None


class FolderFinder:
    """Finds what nothing else does: packages and modules in the folders above somebody's file."""

    def __init__(self, file: Path) -> None:
        self.folders = list(file.parents)[:HIGHEST]
        found = re.findall(r"^\s*(?:from|import)\s+(\w+)\.(\w+)", _text(file), re.MULTILINE)
        self.parts = dict(found)  # a package's name, and something that lies in it

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """The module called `name` in the nearest folder that has it, or that was called so once."""
        if path is not None:
            return None
        packages = [f.parent for f in self.folders if f.name == name]  # a file of this package itself
        near = (*packages, *(f for f in self.folders if _has(f, name)))
        if (found := next((PathFinder.find_spec(name, [str(folder)]) for folder in near), None)) is not None:
            return found
        folder = next((f for f in self.folders if name in self.parts and _has(f, self.parts[name])), None)
        if folder is None:
            return None
        spec = ModuleSpec(
            name, None, is_package=True
        )  # `from cnn.layers import conv` in a folder of another name
        spec.submodule_search_locations = [str(folder)]
        return spec


class MissingBase:
    """Stands for a class of a library that isn't installed: another may be derived from it, and call it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        pass


class MissingModule(ModuleType):
    """Stands for a library that isn't installed here; only what uses it stops."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return MissingModule(f"{self.__name__}.{name}")

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (type(self.__name__, (MissingBase,), {}),)

    def __array__(self, *arguments: Any, **options: Any) -> Any:
        raise ModuleNotFoundError(f"{self.__name__.partition('.')[0]} isn't installed here")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and isinstance(arguments[0], FunctionType):
            return arguments[0]  # what it decorates
        return MissingModule(f"{self.__name__}()")


def imported(
    file: Path, given: dict[str, Any], name: str = ""
) -> tuple[ModuleType, list[ModuleNotFoundError | BaseException]]:
    """The file as a module in which the names of `given` are known, and an error a library that it lacks.

    Raises whatever the file raises; where layers stand above what raises (a script that goes on to train,
    say), the error is the last one of the list.
    """
    others = [finder for finder in sys.meta_path if not isinstance(finder, FolderFinder)]
    sys.meta_path[:] = [*others, FolderFinder(file)]
    missing: list[ModuleNotFoundError | BaseException] = []
    needed = set(re.findall(r"^\s*import\s+([\w.]+)\s+as\s+np\b", _text(file), re.MULTILINE))
    name = name or _package(file) + file.stem
    while True:
        try:
            return _executed(file, given, name), missing
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            begun = sys.modules.get(name)
            if not isinstance(error, ModuleNotFoundError):
                if begun is not None and _has_layers(begun):
                    return begun, [*missing, error]
                raise
            lacks = str(error.name).split(".")
            again = error.name in {known.name for known in missing if isinstance(known, ModuleNotFoundError)}
            if error.name is None or again or error.name in needed or len(missing) == MISSING:
                raise
            if (known := sys.modules.get(lacks[0])) is not None and not isinstance(known, MissingModule):
                raise  # a part of a library that is here
            sys.modules[error.name] = MissingModule(error.name)
            missing.append(error)


def _stand_in(modules: dict[str, dict[str, Any]]) -> None:
    for name, parts in modules.items():
        sys.modules[name] = module = MissingModule(name)
        vars(module).update({key: part for key, part in parts.items() if not key.startswith("__")})
        front, _, last = name.rpartition(".")
        if front:
            setattr(sys.modules[front], last, module)


def _has_layers(module: ModuleType) -> bool:
    """Whether a module that stopped halfway has made anything that may be a layer."""
    own = [value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__]
    return any(isinstance(value, type | FunctionType) for value in own)


def _has(folder: Path, name: str) -> bool:
    return (folder / name).is_dir() or (folder / f"{name}.py").is_file()


def _executed(file: Path, given: dict[str, Any], name: str) -> ModuleType:
    loader = given.get("loader")
    spec = importlib.util.spec_from_file_location(name, file, loader=loader and loader(name, str(file)))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    sys.modules.setdefault(file.stem, module)  # so that the file beside it imports the same module
    vars(module).update({key: value for key, value in given.items() if key != "loader"})
    spec.loader.exec_module(module)
    return module


def _package(file: Path) -> str:
    """The packages that a file lies in, made known: "package.layers." for package/layers/conv.py."""
    dots = re.findall(r"^\s*from\s+(\.+)", _text(file), re.MULTILINE)
    levels = max(map(len, dots), default=0)
    folders = list(file.parents)
    while levels < len(folders) - 1 and (folders[levels] / "__init__.py").is_file():
        levels += 1
    names: list[str] = []
    for folder in reversed(folders[:levels]):
        names.append(folder.name)
        _known(".".join(names), folder)
    return "".join(f"{name}." for name in names) or "checked_"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _known(name: str, folder: Path) -> None:
    """Have a package in sys.modules: imported if it can be, else only as the place of what lies in it."""
    try:
        importlib.import_module(name)
    except Exception:
        bare = ModuleType(name)
        bare.__path__ = [str(folder)]
        sys.modules[name] = bare


if __name__ == "__main__":
    main(sys.argv[1:])
