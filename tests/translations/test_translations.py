"""Every translation fits the program: same places, same parts, nothing missing, compiled as it is written."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cnnviz.system import language

sys.path.insert(0, str(Path(__file__).parent))
import update

FILES = sorted(update.FOLDER.glob("cnnviz_*.ts"))
TEXTS = update.ROOT / "resources"
PLACES = re.compile(r"\{[^{}\" |]*\}|%n")  # but for words that agree with a number


def messages(file: Path) -> list[tuple[str, str, bool]]:
    """Source, translation, and whether it is finished."""
    found = []
    for node in ElementTree.parse(file).iter("message"):
        wanted = node.find("translation")
        assert wanted is not None
        found.append((node.findtext("source", ""), wanted.text or "", wanted.get("type") is None))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_translation_has_the_places_of_its_source(file: Path) -> None:
    for source, wanted, finished in messages(file):
        if finished:
            assert wanted.strip(), source
            assert sorted(PLACES.findall(wanted)) == sorted(PLACES.findall(source)), (source, wanted)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
@pytest.mark.parametrize("kind", ["explain", "hints"])
def test_a_text_has_the_parts_and_places_of_the_english_one(file: Path, kind: str) -> None:
    for own in sorted((TEXTS / kind / file.stem.removeprefix("cnnviz_")).glob("*.md")):
        texts = [place.read_text(encoding="utf-8") for place in (TEXTS / kind / own.name, own)]
        for expression in (r"^## .*$", PLACES.pattern):
            here, there = ({*re.findall(expression, text, re.MULTILINE)} for text in texts)
            assert here == there, own.name


def test_the_languages_that_there_are_have_names_of_their_own() -> None:
    assert set(language.codes()) <= set(language.NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_translation_is_complete_and_compiled(file: Path, tmp_path: Path) -> None:
    here = tmp_path / file.name
    shutil.copy(file, here)
    update.update(here)
    assert here.read_bytes() == file.read_bytes(), "run tasks.py translations"
    update.release(here)
    assert here.with_suffix(".qm").read_bytes() == file.with_suffix(".qm").read_bytes()
    assert [source for source, _, finished in messages(here) if not finished] == []
    for kind in ("explain", "hints"):
        own = TEXTS / kind / file.stem.removeprefix("cnnviz_")
        assert {path.name for path in own.glob("*.md")} == {path.name for path in (TEXTS / kind).glob("*.md")}
