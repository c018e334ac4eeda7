"""The results of runs side by side: one row a preset, its seeds together, as Markdown and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from statistics import mean

from core.experiments.record import RunRecord
from core.presets import preset

COLUMNS = ("preset", "seed", "state", "epochs", "batch_size", "optimizer", "lr", "momentum", "weight_decay")


def by_preset(runs: Iterable[RunRecord]) -> dict[str, list[RunRecord]]:
    """The runs of each preset, in the order in which they come."""
    found: dict[str, list[RunRecord]] = {}
    for run in runs:
        found.setdefault(run.config.preset, []).append(run)
    return found


def markdown(runs: Sequence[RunRecord]) -> str:
    """A Markdown table: accuracy as the mean over seeds, then each; the time of one run."""
    lines = [
        "| run | test accuracy | each seed | epochs | time of a run (processor / clock) | command |",
        "|---|---|---|---|---|---|",
    ]
    for name, members in by_preset(runs).items():
        done = [run for run in members if run.finished and run.accuracy is not None]
        accuracies = [run.accuracy for run in done if run.accuracy is not None]
        middle = f"**{mean(accuracies):.2%}**" if accuracies else "none yet"
        each = ", ".join(_figure(run) for run in members)
        time = "-"
        if done:
            time = f"{mean(run.cpu for run in done):.0f} s / {mean(run.wall for run in done):.0f} s"
        seeds = " ".join(str(run.config.seed) for run in members)
        command = f"`cnnviz experiments {name} --seeds {seeds}`"
        title = preset(name).title.replace("|", "/")
        epochs = "/".join(sorted({str(run.config.epochs) for run in members}, key=int))
        lines.append(f"| {title} | {middle} | {each} | {epochs} | {time} | {command} |")
    return "\n".join(lines) + "\n"


def comma_separated(runs: Iterable[RunRecord]) -> str:
    """A CSV table: one row a run, with its settings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "preprocessing", "step", "test_accuracy", "best_accuracy", "cpu_s", "wall_s"])
    for run in runs:
        settings = {**run.config.as_dict(), "state": run.state}
        best = max((test.accuracy for test in run.evaluations), default=None)
        figures = ["" if value is None else f"{value:.4f}" for value in (run.accuracy, best)]
        row = [settings[name] for name in COLUMNS]
        row += [run.config.preprocessing, run.step, *figures, f"{run.cpu:.1f}", f"{run.wall:.1f}"]
        writer.writerow(row)
    return text.getvalue()


def _figure(run: RunRecord) -> str:
    if run.accuracy is None:
        return run.state
    unfinished = "" if run.state == "done" else f" ({run.state})"
    return f"{run.accuracy:.2%}{unfinished}"
