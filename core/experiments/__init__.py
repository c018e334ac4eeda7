"""Experiments: groups of runs that differ in one thing, made side by side and kept with their settings.

`groups` says what is run, `run` makes one run that survives being killed, `parallel` makes many, `table` puts
their results beside each other. Nothing in here knows of a window or a terminal.
"""

from core.experiments.groups import GROUPS as GROUPS
from core.experiments.groups import ExperimentGroup as ExperimentGroup
from core.experiments.groups import group as group
from core.experiments.record import RunFileError as RunFileError
from core.experiments.record import RunRecord as RunRecord
from core.experiments.record import read_runs as read_runs
from core.experiments.run import make as make
from core.experiments.run import prepare as prepare
