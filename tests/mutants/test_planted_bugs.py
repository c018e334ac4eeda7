"""The tests are tested: every mistake in planted.toml, planted in a copy of the core, must be caught.

docs/planted-bugs.md lists them, each with the test that catches it; running this file as a script writes
that page anew.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from core.mistakes import CATALOGUE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "planted-bugs.md"
BUGS = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))["bug"]


def run(tests: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run tests of this project against the core that lies in a folder."""
    settings = folder / "pytest.ini"  # as in pyproject.toml, without the plugins that only the window needs
    settings.write_text("[pytest]\naddopts = --import-mode=importlib -m 'not slow'\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-c", str(settings)]
    command += [f"--rootdir={ROOT}", f"--confcutdir={ROOT}"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    paths = [str(ROOT / test) for test in tests]
    return subprocess.run(
        [*command, *paths],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the core, compiled once for all the copies that are made of it."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(ROOT / "core", folder / "core", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder / "core", quiet=1)
    return folder


@pytest.fixture
def planted(sound: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the core to plant a bug in."""
    shutil.copytree(sound / "core", tmp_path / "core")
    return tmp_path


def page() -> str:
    """The list for readers, in Markdown."""
    lines = [
        "# Planted bugs",
        "",
        "A test suite is worth what it catches. Each of these mistakes, most of them found in real networks",
        "written from scratch, is planted in a copy of `core/`, and the test beside it has to fail:",
        "`uv run pytest -m slow tests/mutants`. The changes themselves are in `tests/mutants/planted.toml`.",
        "",
        "Most are mistakes that people make in their own layers, too: the catalogue has them under the names",
        "beside them ([mistakes.md](mistakes.md)), and `cnnviz check` finds them by their numbers.",
        "",
        "| | mistake | in the catalogue | in | caught by |",
        "|---|---|---|---|---|",
    ]
    for number, bug in enumerate(BUGS, 1):
        path, _, test = bug["test"].partition("::")
        files = ", ".join(sorted({f"`{edit['file']}`" for edit in bug["edit"]}))
        known = ", ".join(f"`{mistake.id}`" for mistake in CATALOGUE if number in mistake.planted)
        where = f"{files} | `{path}`: {test.replace('_', ' ')}"
        lines.append(f"| {number} | {bug['mistake']} | {known} | {where} |")
    return "\n".join([*lines, *catalogue_lines()]) + "\n"


def catalogue_lines() -> list[str]:
    """The catalogue for readers: what else can be planted, a section a layer."""
    lines = [
        "",
        "## The whole catalogue",
        "",
        "Each can be switched on in a telling of its layer and, where a layer of a network can make it, in a",
        "network. With any of them in a layer one of the layer's own tests has to fail:",
        "`uv run pytest -m slow tests/mutants/test_catalogue_is_caught.py`.",
    ]
    for layer in dict.fromkeys(mistake.layer for mistake in CATALOGUE):
        lines += ["", f"### {layer}", "", "| | place | the result is what comes out if |", "|---|---|---|"]
        lines += [
            f"| `{mistake.id}` | {mistake.place} | {mistake.says} |"
            for mistake in CATALOGUE
            if mistake.layer == layer
        ]
    return lines


def test_the_page_lists_every_planted_bug():
    assert PAGE.read_text(encoding="utf-8") == page()
    assert len(BUGS) >= 30


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug["mistake"])
def test_every_bug_still_has_its_place(bug):
    for edit in bug["edit"]:
        assert (ROOT / edit["file"]).read_text(encoding="utf-8").count(edit["old"]) == 1, edit["file"]
    path, _, name = bug["test"].partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_copied_core_passes_while_nothing_is_planted(planted: Path):
    probe = planted / "test_where.py"
    probe.write_text(
        f"import core\n\ndef test_where():\n    assert core.__file__.startswith({str(planted)!r})\n"
    )
    found = run([*sorted({bug["test"] for bug in BUGS}), str(probe)], planted)
    assert found.returncode == 0, found.stdout[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug["mistake"])
def test_a_planted_bug_is_caught(planted: Path, bug):
    for edit in bug["edit"]:
        path = planted / edit["file"]
        path.write_text(path.read_text(encoding="utf-8").replace(edit["old"], edit["new"]), encoding="utf-8")
    found = run([bug["test"]], planted)
    assert found.returncode == 1, f"not caught (status {found.returncode}):\n{found.stdout[-2000:]}"
    assert "error" not in found.stdout.splitlines()[-1], found.stdout[-2000:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
