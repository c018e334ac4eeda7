"""Training: what a run is (config), what it says (metrics, history, snapshot), what makes it run (trainer,
engine).

Nothing in here knows of a window: the terminal uses the Trainer as it is, the window posts to an Engine.
"""

from core.training.checkpoint import Checkpoint as Checkpoint
from core.training.checkpoint import CheckpointError as CheckpointError
from core.training.checkpoint import load_checkpoint as load_checkpoint
from core.training.checkpoint import read_about as read_about
from core.training.config import ConfigError as ConfigError
from core.training.config import TrainConfig as TrainConfig
from core.training.diverged import DivergenceError as DivergenceError
from core.training.engine import Engine as Engine
from core.training.history import Adjustment as Adjustment
from core.training.history import Evaluation as Evaluation
from core.training.history import History as History
from core.training.mailbox import EngineStoppedError as EngineStoppedError
from core.training.metrics import StepRecord as StepRecord
from core.training.network_copy import NetworkCopy as NetworkCopy
from core.training.news import Event as Event
from core.training.news import ReplacedRun as ReplacedRun
from core.training.news import RunBegan as RunBegan
from core.training.news import RunHistories as RunHistories
from core.training.news import SnapshotFeed as SnapshotFeed
from core.training.replay import ReplayError as ReplayError
from core.training.run_file import KeyframesFileError as KeyframesFileError
from core.training.run_line import count_forgotten as count_forgotten
from core.training.snapshot import Guest as Guest
from core.training.snapshot import Probe as Probe
from core.training.snapshot import Snapshot as Snapshot
from core.training.snapshot import Watched as Watched
from core.training.timeline import Branch as Branch
from core.training.timeline import LoggedAct as LoggedAct
from core.training.timeline import Timeline as Timeline
from core.training.trainer import Trainer as Trainer
from core.training.version import Version as Version
