"""Reads somebody's file in as a module, wherever it lies: alone, in a package, beside what it imports."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

HIGHEST = 6  # folders above the file in which what it imports is looked for
MISSING = 20  # libraries that may be missing


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
        near = (f for f in self.folders if _has(f, name))
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
        return (MissingBase,)

    def __array__(self, *arguments: Any, **options: Any) -> Any:
        raise ModuleNotFoundError(f"{self.__name__.partition('.')[0]} isn't installed here")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and isinstance(arguments[0], FunctionType):
            return arguments[0]  # what it decorates
        return MissingModule(f"{self.__name__}()")


def imported(
    file: Path, given: dict[str, Any], name: str = ""
) -> tuple[ModuleType, list[ModuleNotFoundError]]:
    """The file as a module in which the names of `given` are known, and an error a library that it lacks.

    Raises whatever the file raises.
    """
    others = [finder for finder in sys.meta_path if not isinstance(finder, FolderFinder)]
    sys.meta_path[:] = [*others, FolderFinder(file)]
    missing: list[ModuleNotFoundError] = []
    needed = set(re.findall(r"^\s*import\s+([\w.]+)\s+as\s+np\b", _text(file), re.MULTILINE))
    while True:
        try:
            return _executed(file, given, name or _package(file) + file.stem), missing
        except ModuleNotFoundError as error:
            lacks = str(error.name).split(".")
            again = error.name in {known.name for known in missing}
            if error.name is None or again or error.name in needed or len(missing) == MISSING:
                raise
            if (known := sys.modules.get(lacks[0])) is not None and not isinstance(known, MissingModule):
                raise  # a part of a library that is here
            sys.modules[error.name] = MissingModule(error.name)
            missing.append(error)


def _has(folder: Path, name: str) -> bool:
    return (folder / name).is_dir() or (folder / f"{name}.py").is_file()


def _executed(file: Path, given: dict[str, Any], name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    sys.modules.setdefault(file.stem, module)  # so that the file beside it imports the same module
    vars(module).update(given)
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
