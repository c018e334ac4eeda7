"""`cnnviz experiments GROUP`: many runs side by side, their table, and a picture of their curves.

Can be stopped and started again: what is finished stays, what was under way goes on from its last epoch.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tqdm import tqdm

from cnnviz.system.complaint import complain
from cnnviz.system.wording import worded
from cnnviz.terminal.train import REFRESH, prepare, progress, signals
from core.experiments import GROUPS, RunRecord, group, table
from core.experiments import prepare as prepare_run
from core.experiments.parallel import RunFailedError, cores, make_all
from core.files.atomic import write_atomically
from core.training import ConfigError

FOLDER = "experiments"
SIZE = (960, 540)  # of the picture of the curves


def experiments(options: argparse.Namespace) -> int:
    """Make the runs of a group that aren't made yet; print the table. Returns the exit status."""
    if options.group is None:
        print_groups()
        return 0
    try:
        asked = group(options.group)
    except ValueError as error:
        raise ConfigError("group", str(error)) from None
    names = ("epochs", "limit")
    changes = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    configs = list(asked.configs(options.seeds or (), **changes))
    out = prepare(Path(options.out) if options.out else Path(FOLDER) / asked.name)
    folders = [out / name for name, _ in configs]
    for folder, (name, config) in zip(folders, configs, strict=True):
        prepare_run(folder, name, config)
    jobs = min(options.jobs or cores(), cores(), len(folders))
    with signals() as caught:
        try:
            run_all(folders, jobs, caught)
        except RunFailedError as error:
            complain(str(error))
            return 1
    runs = [RunRecord.load(folder) for folder in folders]
    write_results(out, asked.name, runs, folders)
    print("\n".join(map(told_row, table.markdown(runs).splitlines())))
    if caught:
        done = sum(run.finished for run in runs)
        complain(f"Stopped with {done} of {len(runs)} runs finished; the same command goes on from here.")
        return 128 + caught[0]
    print(worded(f"table, picture, weights and histories: {out}"))
    return 0


def print_groups() -> None:
    """The groups, a line each."""
    width = max(len(each.name) for each in GROUPS)
    for each in GROUPS:
        runs = len(each.presets) * len(each.seeds)
        told = worded(f"{runs:2} runs: {each.about}")
        print(f"{each.name:{width}}  {told}")


def told_row(row: str) -> str:
    """A row of the table of results in the language that is spoken."""
    title, mark, rest = row.removeprefix("| ").partition(" | ")
    return worded(row) if not mark or worded(row) != row else f"| {worded(title)}{mark}{rest}"


def run_all(folders: list[Path], jobs: int, caught: list[int]) -> None:
    """All runs, with one progress bar that counts their images."""
    before = {folder: RunRecord.load(folder) for folder in folders}
    epochs = {folder: run.config.epochs for folder, run in before.items()}
    images = {folder: run.config.limit or 60_000 for folder, run in before.items()}
    done = {folder: _part(run) * epochs[folder] * images[folder] for folder, run in before.items()}
    waiting = [folder for folder, run in before.items() if not run.finished]
    with progress(sum(epochs[folder] * images[folder] for folder in folders)) as bar:
        bar.set_description_str(_standing(len(folders) - len(waiting), len(folders)))
        bar.update(round(sum(done.values())))
        bar.initial, finished = bar.n, set(folders) - set(waiting)

        def heard(folder: Path, step: int, steps: int, loss: float) -> None:
            done[folder] = step / steps * epochs[folder] * images[folder]
            bar.set_postfix_str(worded(f"{folder.name}: loss {loss:.3g}"), refresh=False)
            if step == steps:
                finished.add(folder)
                bar.set_description_str(_standing(len(finished), len(folders)), refresh=False)
            _move(bar, round(sum(done.values())))

        make_all(waiting, jobs, heard, lambda: bool(caught))


def _part(run: RunRecord) -> float:
    return 1.0 if run.finished else run.step / run.steps if run.steps else 0.0


def _standing(finished: int, runs: int) -> str:
    return worded(f"{finished} of {runs} runs")


def _move(bar: tqdm, to: int) -> None:
    bar.mininterval = REFRESH
    bar.update(to - bar.n)


def write_results(out: Path, name: str, runs: list[RunRecord], folders: list[Path]) -> None:
    """table.md, table.csv, and the curves as a picture where Qt's libraries are there to paint it."""
    write_atomically(out / "table.md", f"# {name}\n\n{table.markdown(runs)}".encode())
    write_atomically(out / "table.csv", table.comma_separated(runs).encode())
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        import cnnviz.features.runs.pictures as pictures
    except ImportError as error:
        if error.name and error.name.startswith(("cnnviz", "core", "resources")):
            raise
        complain(f"the table is written, the picture isn't: Qt's libraries are missing ({error})")
        return
    pictures.save(out, name, folders, SIZE)
