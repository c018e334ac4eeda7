"""`cnnviz check FILE`: which layers of somebody's own file are right, and which mistake the others make.

Status 0: all that is written is right. 1: something is wrong, or nothing is written. 2: wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from cnnviz.system.complaint import complain
from cnnviz.system.wording import COLON, SEMICOLON, listed, worded

if TYPE_CHECKING:
    from core.mistakes.check import CheckedExercise, FileCheck
    from core.mistakes.report import DiagnosisResult

LOOK = 0.2  # seconds between two looks at the file
SETTLE = 0.15  # seconds that a saved file is left alone: editors write in several steps
SAID = 12  # lines of what the file prints that are shown
MARKS = {"right": "✓", "missing": "·", "unseen": "·"}


def check(options: argparse.Namespace) -> int:
    """Check a file once, or at every save. Returns the exit status."""
    if options.list:
        print_list()
        return 0
    if options.start is not None:
        return write_start(Path(options.start))
    if options.file is None:
        complain("a FILE is needed (see cnnviz check --help)", "cnnviz check")
        return 2
    from core.mistakes.exercises import exercise

    try:
        names = [exercise(name).name for name in options.exercise or ()]
    except ValueError as error:
        complain(f"--exercise: {error}", "cnnviz check")
        return 2
    if options.seconds <= 0:
        complain(f"--seconds: must be above 0, got {options.seconds:g}", "cnnviz check")
        return 2
    if not Path(options.file).is_file():
        complain(f"{options.file}: there is no such file", "cnnviz check")
        return 2
    if not options.watch:
        return check_once(options, names)
    for _ in saves(Path(options.file)):
        if sys.stdout.isatty():
            print("\033[2J\033[H", end="")
        check_once(options, names)
        sys.stdout.flush()
    return 0


def check_once(options: argparse.Namespace, names: list[str]) -> int:
    """Check a file and say what was found in the form that was asked for."""
    from core.mistakes.check import check_file

    found = check_file(options.file, names, options.seconds)
    if options.junit is not None:
        from core.files.atomic import write_atomically

        write_atomically(Path(options.junit), junit(found))
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print(told(found))
    return 0 if found.ok else 1


def saves(file: Path) -> Iterator[None]:
    """Yield now, and whenever the file was saved: its time or size changed, or another took its place."""
    seen: object = None
    while True:
        now = stamp(file)
        if now is not None and now != seen:
            time.sleep(SETTLE)
            seen = stamp(file)
            yield
        time.sleep(LOOK)


def stamp(file: Path) -> object:
    """What changes when a file is saved; None while there is no file."""
    try:
        about = os.stat(file)
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


# in words


def told(found: FileCheck) -> str:
    """The whole check as text."""
    lines = [worded(f"{found.file}, checked in {found.seconds:.1f} s")]
    for checked in found.exercises:
        lines += ["", *told_exercise(checked)]
    if found.said:
        shown = found.said[-SAID:]
        lines += ["", worded("it printed (the last lines):" if len(found.said) > SAID else "it printed:")]
        lines += [f"  | {line}" for line in shown]
    written = [c for c in found.exercises if not c.missing and c.exercise]
    right = sum(checked.ok for checked in written)
    lines += ["", worded(f"{right} of {len(written)} written exercises are right")]
    return "\n".join(lines)


def told_exercise(checked: CheckedExercise) -> list[str]:
    """One exercise: a line a quantity, and what helps."""
    title = worded(checked.exercise.title if checked.exercise else "the file")
    if checked.missing:
        words = worded(checked.results[0].words if checked.results else "not written yet")
        return [f"· {listed((title, words), COLON)}", *told_notes(checked)]
    lines = [f"{'✓' if checked.ok else '·' if checked.begun else '✗'} {title}"]
    lines += [f"    {told_result(result)}" for result in checked.results]
    return lines + told_notes(checked)


def told_notes(checked: CheckedExercise) -> list[str]:
    """A line a note; what wasn't tried is left out where all is right, and where nothing was."""
    notes = checked.told if checked.ok or checked.missing else checked.notes
    return [f"    {listed((worded('note'), worded(note)), COLON)}" for note in notes]


def told_result(result: DiagnosisResult) -> str:
    """One quantity's line: mark, name, words, and the first wrong number."""
    mark = MARKS.get(result.verdict, "✗")
    name = worded(result.quantity)
    named = [name, worded(result.words)] if name else [worded(result.words)]
    parts = [f"{mark} {listed(named, COLON)}"]
    if result.at is not None and result.yours is not None and result.right is not None:
        place = f"[{', '.join(map(str, result.at))}]" if result.at else ""
        number = f"{name}{place}"
        yours, right = (f"{value + 0.0:.6g}" for value in (result.yours, result.right))  # -0 is 0
        if yours == right:
            yours, right = f"{result.yours:.12g}", f"{result.right:.12g}"
        parts.append(worded(f'first in "{result.trial}": {number} is {yours}, right is {right}'))
    if result.line is not None and not result.ok:
        parts.append(worded(f"line {result.line}"))
    return listed(parts, SEMICOLON)


def junit(found: FileCheck) -> bytes:
    """The check as JUnit's XML: a test case a quantity."""
    suite = ElementTree.Element("testsuite", name="cnnviz check")
    failures = skipped = count = 0
    for checked in found.exercises:
        name = checked.exercise.name if checked.exercise else "file"
        for result in checked.results:
            count += 1
            case = ElementTree.SubElement(suite, "testcase", classname=name, name=result.quantity or "runs")
            if result.verdict == "missing":
                skipped += 1
                ElementTree.SubElement(case, "skipped", message=result.words)
            elif not result.ok:
                failures += 1
                kind = ",".join(result.mistakes) or result.verdict
                failure = ElementTree.SubElement(case, "failure", type=kind, message=result.words)
                failure.text = told_result(result)
    suite.attrib |= {"tests": str(count), "failures": str(failures), "skipped": str(skipped)}
    suite.attrib |= {"errors": "0", "time": f"{found.seconds:.3f}"}
    return bytes(ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True))


def print_list() -> None:
    """The exercises, what else can be checked, and every mistake: id and title."""
    from core.mistakes.catalogue import CATALOGUE
    from core.mistakes.exercises import exercises, others

    print(worded("exercises"))
    for known in exercises():
        print(f"  {known.name:24}{listed((worded(known.title), ', '.join(known.quantities)), COLON)}")
    print("\n" + worded("also checked, where a file has or declares it"))
    print("  " + ", ".join(known.name for known in others()))
    print("\n" + worded(f"{len(CATALOGUE)} mistakes"))
    for mistake in CATALOGUE:
        print(f"  {mistake.id:28}{worded(mistake.title)}")


def write_start(path: Path) -> int:
    """Write the starting file of the exercises, where there is none yet."""
    from core.mistakes.exercises import starting_file

    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(starting_file(path.name))
    except FileExistsError:
        complain(f"{path} is there already, and was left as it is", "cnnviz check")
        return 1
    told = f"{path}: the signatures of thirteen exercises; `cnnviz check {path} --watch` says what is right"
    print(worded(told))
    return 0
