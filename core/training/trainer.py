"""One run, step by step: the same for the terminal, the window and the tests.

A Trainer has no threads and no clock in its decisions, so a config decides every weight: stepped, recorded,
in one go or with pauses, the numbers are bitwise the same. The plan makes every step; a trace observes it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core import plan as plans
from core.blueprint.memory import STATE_ARRAYS, MemoryLimitError, estimate_of, recording_refusal
from core.data.dataset import Dataset, Preprocessing
from core.losses import CrossEntropyLoss
from core.network import Sequential
from core.trace.recording import Trace, record
from core.training import fitting, recipe
from core.training.checkpoint import Checkpoint, gradients_of, put_gradients
from core.training.config import PREPROCESSINGS, ConfigError, TrainConfig
from core.training.diverged import DivergenceError, first_affected
from core.training.fitting import fingerprint
from core.training.follower import Follower
from core.training.history import Evaluation
from core.training.identity import RunIdentity
from core.training.metrics import Meter, StepRecord, Stopwatch
from core.training.recipe import Batches, Rate
from core.training.testing import finished, test_in_parts
from core.training.version import Position, RunOrigin, Version
from core.weights.weight_files import load_weights, save_weights

RUNAWAY = 1000.0  # a loss so many times the run's first one won't come back


class Trainer:
    """The network, its plan, optimiser and schedule, and where in the run it stands.

    `workers` is how many processes make a step, where that is faster; it changes no number, so it is no part
    of the config. Raises ConfigError when the config makes no sense or doesn't fit the data.
    """

    last: StepRecord | None  # the newest step's numbers
    last_but_one: StepRecord | None  # those of the step before it, where that was made here
    tested: Evaluation | None  # the newest evaluation
    identity: RunIdentity  # which run it is
    adjusted: int | None  # how many settings were changed by hand so far, as in Position
    forked_at: int | None  # the step of the run that it went on from, if its own are counted otherwise
    _meter: Meter

    def __init__(self, config: TrainConfig, train: Dataset, test: Dataset, workers: int = 1) -> None:
        self._prepare(train, test, workers)
        self.reset(config)

    @classmethod
    def of(cls, origin: RunOrigin) -> Trainer:
        """A trainer of the same run, at no step of it, with weights drawn anew."""
        made = cls.__new__(cls)
        made._prepare(*origin.images, 1)
        network = Sequential.from_spec(origin.spec, rng=np.random.default_rng(0)).astype(np.float32)
        made._begin(origin.config, recipe.limited(made._all, origin.config), network, origin.preprocessing)
        made.source = origin.source
        return made

    def _prepare(self, train: Dataset, test: Dataset, workers: int) -> None:
        self.version = Version()
        self.workers = workers
        self.clock = Stopwatch()  # of the steps' times; an engine pauses it
        self.followers: list[Follower] = []
        self.source = ""  # the weight file that the run began with, "" if it began from the seed
        self._begun_on: tuple[Dataset, Dataset] | None = None
        self._all, self.test = train, test

    def reset(self, config: TrainConfig | None = None) -> None:
        """Start again from the seed, with the settings of now or others; refused ones change nothing."""
        config = (config or self.config.as_now(self.rate.base, self.momentum)).validate()
        train = recipe.limited(self._all, config)
        network = recipe.build_network(config, train, len(self.test))
        self._begin(config, train, network, Preprocessing.of(config.preprocessing, train))
        self._tell_followers()

    def replace_data(self, train: Dataset, test: Dataset, config: TrainConfig | None = None) -> bool:
        """Start again on other images, with the same config unless another is given; if they don't fit,
        nothing has changed.

        A network that came from a file stays as it is if it takes the images, as do its classes; returns
        whether it does.
        """
        before = self.images
        if self.source and config is None:
            with contextlib.suppress(ConfigError):
                self.images = fitting.counted(self.network, self.train.classes, train, test)
                network, preprocessing, source = self.network, self.preprocessing, self.source
                config = self.config.as_now(self.rate.base, self.momentum)
                self._begin(config, recipe.limited(self._all, config), network, preprocessing)
                self.source = source
                self._tell_followers()
                return True
        self.images = train, test
        try:
            self.reset(config)
        except ValueError:
            self.images = before
            raise
        return False

    def load(
        self,
        path: str | Path,
        data: tuple[Dataset, Dataset] | None = None,
        like: str | None = None,
        kinds: Mapping[str, str] | None = None,
        wanted: TrainConfig | None = None,
    ) -> dict[str, Any]:
        """Begin a new run from a file's network and preprocessing, on other images if given, by the config
        that is `wanted` if another one is; returns what the file says about itself. `like` and `kinds` are
        what was said of a network that the file doesn't name, as `load_weights` takes them.

        Everything is validated before anything changes: WeightFileError for the file, ConfigError if its
        network doesn't fit the images.
        """
        network, about = load_weights(path, like, near=self.network, input_shape=self._all.shape, kinds=kinds)
        network.astype(np.float32)
        images = fitting.counted_for(Path(path).name, network, about.get("classes"), *(data or self.images))
        preprocessing = Preprocessing.of(self.config.preprocessing, images[0])
        if "preprocessing" in about:
            preprocessing = Preprocessing.from_dict(about["preprocessing"])
        known = preprocessing.name in PREPROCESSINGS
        name = preprocessing.name if known else self.config.preprocessing
        now = wanted or self.config.as_now(self.rate.base, self.momentum)
        config = fitting.named(now, network, about.get("preset"), images[0])
        config = replace(config, preprocessing=name)
        train = recipe.limited(images[0], config)
        recipe.check_needs(network.spec(), config, train, len(images[1]))
        self.images = images
        self._begin(config, train, network, preprocessing)
        self.touched, self.source = bool(about.get("touched")), Path(path).name
        self._tell_followers()
        return about

    def save(self, path: str | Path) -> None:
        """Save the weights with all that is needed to use them again."""
        about: dict[str, Any] = {
            "preprocessing": self.preprocessing.as_dict(),
            "preset": self.config.preset,
            "config": self.config.as_dict(),
            "classes": list(self.train.classes),
            "step": self.step_number,
            "data": self.fingerprint,
        }
        if self.tested is not None:
            about |= {"test_accuracy": self.tested.accuracy, "test_step": self.tested.step}
        if self.touched:
            about["touched"] = True
        save_weights(path, self.network, **about)

    # putting a run aside

    @property
    def images(self) -> tuple[Dataset, Dataset]:
        """All images to train on and all to test; set before `resume` when a run was made on others."""
        return self._all, self.test

    @images.setter
    def images(self, both: tuple[Dataset, Dataset]) -> None:
        if both != self.images:
            self._all, self.test = both

    @property
    def fingerprint(self) -> dict[str, Any]:
        """Which images these are: their set's name, their numbers, and a SHA-256 of those to train on."""
        return fingerprint(*self.images)

    @property
    def origin(self) -> RunOrigin:
        """What this run is made of besides its weights."""
        spec = self.network.spec()
        return RunOrigin(self.config, spec, self.preprocessing, self.images, self.source)

    @property
    def position(self) -> Position:
        """Where the run stands, beside its arrays."""
        return Position(
            step=self.step_number,
            optimizer_steps=self.optimizer.steps,
            momentum=self.momentum,
            base_lr=self.rate.base,
            by_hand=self.rate.by_hand,
            earliest=self.rate.earliest,
            limit=self._limit if np.isfinite(self._limit) else None,
            fresh=self._fresh,
            adjusted=self.adjusted,
        )

    def seek(self, position: Position) -> None:
        """Stand where another trainer of this run stood; its arrays are to be put in place besides."""
        if position.momentum != self.momentum:
            recipe.set_momentum(self.optimizer, position.momentum)
        self.optimizer.steps = position.optimizer_steps
        self.rate.stand_at(position)
        self._limit = float("inf") if position.limit is None else position.limit
        self.step_number = position.step
        self._fresh, self.adjusted = position.fresh, position.adjusted

    def checkpoint(self) -> Checkpoint:
        """A copy of all that the next step depends on; `resume` goes on from it bit for bit."""
        if self.step_number:  # a momentum that was set just now begins at zero, with arrays of its own
            for name in self.network.named_parameters():
                self.optimizer.state_of(name)
        state = {name: dict(arrays) for name, arrays in self.optimizer.state.items() if arrays}
        place = {"data": self.train.place, "data_choices": dict(self.train.choices)}
        return Checkpoint(
            self.config,
            self.network.spec(),
            self.preprocessing,
            self.position,
            self.network.state_dict(),
            {name: {key: array.copy() for key, array in arrays.items()} for name, arrays in state.items()},
            self.fingerprint,
            self.tested,
            about=({"touched": True} if self.touched else {})
            | ({"weights": self.source} if self.source else {})
            | (place if self.train.place else {}),
            version=self.version,
            last=self.last,
            gradients=gradients_of(self.network) if self.has_gradients else {},
            before=self._meter.kept() if self.last is not None else {},
            identity=self.identity,
        )

    def resume(self, checkpoint: Checkpoint) -> None:
        """Begin a new run where a checkpoint's stood: it goes on as if it had never been interrupted.

        Raises ConfigError when the images are others or nothing can be made of it; nothing has changed then.
        """
        self.images = fitting.images_of(checkpoint, self.images)
        config, position = checkpoint.config.validate(), checkpoint.position
        train = recipe.limited(self._all, config)
        recipe.check_needs(checkpoint.spec, config, train, len(self.test))
        network = fitting.continued(checkpoint, config, train)
        self._begin(config, train, network, checkpoint.preprocessing)
        for name, arrays in checkpoint.state.items():
            self.optimizer.state[name] = {key: array.copy() for key, array in arrays.items()}
        self.seek(position)
        if checkpoint.before:
            self._meter.take_kept(checkpoint.before)
        self.tested = checkpoint.tested
        self.touched = bool(checkpoint.about.get("touched"))
        self.source = str(checkpoint.about.get("weights", ""))
        self.version = self.version.back(checkpoint.version)
        self._take_last(checkpoint)
        self.identity = checkpoint.identity.gone_on(self.step_number)
        self.forked_at = checkpoint.forked_at
        self._tell_followers()

    def _take_last(self, checkpoint: Checkpoint) -> None:
        """The numbers and gradients of the step that a checkpoint was made after, as this run's own."""
        last = checkpoint.last
        if last is not None and last.step == self.step_number and len(last.grad_norm) == len(self.layers):
            self._adopt(last, checkpoint.version)
            put_gradients(self.network, checkpoint.gradients)
            self.has_gradients = bool(checkpoint.gradients)

    def _adopt(self, last: StepRecord, then: Version) -> None:
        """Take a step's record as this run's own; it is older than weights edited between it and `then`."""
        version = self.version if last.version == then else last.version
        self.last = last._replace(run=self.run, version=version)

    # changing weights by hand

    def touch(self) -> None:
        """After weights were changed by hand: the run says so, and its newest test was another network's."""
        self.touched, self.tested, self._fresh = True, None, True
        self.version = self.version.changed()
        self._tell_followers("edit")

    def untouch(self, before: Checkpoint, tested: Evaluation | None) -> None:
        """After every change by hand was taken back: the run is again what it was before them."""
        self.touched, self.tested, self._fresh = bool(before.about.get("touched")), tested, False
        self.version = self.version.changed(before.version)
        if self.last is not None and before.last is not None and before.last.version == before.version:
            self.last = self.last._replace(version=self.version)
        self._tell_followers("undone")

    def _tell_followers(self, written: str = "") -> None:
        """Weights or settings were changed outside a step, or another run has begun."""
        for follower in self.followers:
            follower.look(written)

    # where the run stands

    @property
    def run(self) -> int:
        """The number of this run; every run of an engine has its own."""
        return self.version.run

    def follow(self, other: Trainer, comes_back: bool = False) -> None:
        """Take a number after another trainer's run, whose place this one takes, or `comes_back` to take."""
        before, begun = self.version, other.version.begun(self.images != other.images)
        self.version = begun.back(before) if comes_back else begun
        self.identity = self.identity.gone_on(self.step_number)
        if self.last is not None:
            self._adopt(self.last, before)
        self._tell_followers()

    @property
    def epoch(self) -> float:
        """Epochs done, with the fraction of the one under way."""
        return self.step_number / self.steps_per_epoch

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers with parameters: what the arrays of a StepRecord run over."""
        return self._meter.layers

    @property
    def lr(self) -> float:
        """The learning rate of the next step."""
        return self.rate.seek(self.step_number)

    @property
    def momentum(self) -> float:
        """The momentum of the next step; 0 where the optimiser has none."""
        return recipe.momentum_of(self.optimizer)

    def set_lr(self, lr: float, rises: bool = False) -> None:
        """Scale the rest of the schedule to the next step's rate `lr`, without warm-up unless `rises`."""
        replace(self.config, lr=lr).validate()
        self.rate.set(lr, self.step_number, rises)
        self._adjust()

    def set_base_lr(self, lr: float) -> None:
        """Make `lr` what the config's is to the schedule under way: its first rate, or its highest."""
        replace(self.config, lr=lr).validate()
        self.rate.scale(lr, self.step_number)
        self._adjust()

    def set_momentum(self, momentum: float) -> None:
        """Change the momentum (Adam's first beta) from the next step on."""
        recipe.set_momentum(self.optimizer, momentum)
        self._adjust()

    def _adjust(self) -> None:
        """After a setting was changed by hand: going back to before that takes it back as well."""
        if self.adjusted is not None:
            self.adjusted += 1
        self._tell_followers()

    def set_workers(self, workers: int) -> None:
        """Let so many processes make the steps from the next one on; ConfigError for a wrong number."""
        try:
            self.plan.set_workers(workers)
        except ValueError as error:
            raise ConfigError("workers", str(error)) from error
        self.workers = workers

    def close(self) -> None:
        """End what helps with the steps; they can be made without."""
        if "plan" in vars(self):
            self.plan.close()

    # steps

    def batch(self, step: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What step number `step` (from 1) trains on: indices, images as the network reads them, labels."""
        return self._batches.at(step)

    def step(self) -> StepRecord:
        """Train on the next batch. Raises DivergenceError, the last good weights in place."""
        _, images, labels = self.batch(self.step_number + 1)
        return self._step(images, labels)

    def check_recording(self) -> None:
        """Raise MemoryLimitError when recording a batch would need more memory than the limit."""
        state = STATE_ARRAYS[self.config.optimizer]
        words = recording_refusal(self.estimate, self.estimate.needs(self.batch_size, state=state), state)
        if words:
            raise MemoryLimitError(words)

    def record(self) -> Trace:
        """Train on the next batch as `step` does, recorded by clear layers; raises as `check_recording`."""
        self.check_recording()
        _, images, labels = self.batch(self.step_number + 1)
        self.rate.seek(self.step_number)
        self._batches.seed_dropout(self.step_number + 1)
        self.network.train()
        with np.errstate(all="ignore"):
            trace = record(
                self.network,
                CrossEntropyLoss(),
                images,
                labels,
                self.optimizer,
                step=lambda: self._step(images, labels),
            )
        return replace(trace, version=self.version)

    def evaluate(self, poll: Callable[[], None] | None = None) -> Evaluation:
        """Accuracy and mean loss over all test images; `poll` is called between batches."""
        return finished(self.evaluation(), poll)

    def evaluation(self) -> Generator[int, None, Evaluation]:
        """`evaluate` in parts: gives the number of images done after each batch, returns the result."""
        accuracy, loss = yield from test_in_parts(self.plan, self.preprocessing, self.test)
        self.tested = Evaluation(self.step_number, self.epoch, accuracy, loss, self.version)
        return self.tested

    def _step(self, images: np.ndarray, labels: np.ndarray) -> StepRecord:
        number = self.step_number + 1
        for follower in self.followers:
            follower.before_step()
        self.rate.seek(number - 1)
        self._batches.seed_dropout(number)
        self._meter.before()
        try:
            with np.errstate(all="ignore"):
                loss = float(self.plan.step(images, labels, self.optimizer))
                grad_norm, grad_rms, update_ratio = self._meter.after()
                sound_buffers = self._meter.sound_buffers
        except Exception:
            self._meter.restore(older=False)  # a step is made whole or not at all
            self.has_gradients = False
            if self.optimizer.steps != number - 1:
                recipe.forget_averages(self.optimizer, number - 1)
            self._tell_followers("failed")
            raise
        bad = "" if np.isfinite(loss) and loss <= self._limit else "loss"
        bad = bad or ("" if np.isfinite(grad_norm).all() else "gradient")
        bad = bad or ("" if sound_buffers else "statistic")
        if bad:
            raise self._diverge(number, loss, images, labels, bad)
        if number == 1:
            self._limit = RUNAWAY * max(loss, 1.0)
        assert self.plan.logits is not None
        self.right = self.plan.logits.argmax(axis=1) == labels
        accuracy = float(self.right.mean())
        self.step_number = number
        self._fresh = False
        self.version = self.version.changed()
        figures = number, self.epoch, loss, accuracy, self.optimizer.lr, self.clock.seconds
        self.last_but_one, self.has_gradients = self.last, True
        self.last = StepRecord(*figures, grad_norm, grad_rms, update_ratio, self.run, self.version)
        for follower in self.followers:
            follower.after_step()
        return self.last

    def _diverge(
        self, number: int, loss: float, images: np.ndarray, labels: np.ndarray, bad: str
    ) -> DivergenceError:
        """Go back to the last good weights; say what happened."""
        self._meter.restore(older=False)
        self._batches.seed_dropout(number)
        layer = first_affected(self.network, images, labels)
        # What the hand has just changed it can put back; the step before had nothing to do with it.
        undone = bad == "loss" and not self._fresh and self._meter.goes_back
        self._meter.restore(older=undone)
        self.version, self.has_gradients = self.version.changed(), False
        if self.last is not None and not self._fresh:
            self.last = self.last._replace(version=self.version)
        recipe.forget_averages(self.optimizer, number - 1)
        self._tell_followers("diverged")
        return DivergenceError(number, loss, layer, self.optimizer.lr, self._fresh, self.touched, bad, undone)

    # the parts of a run

    def _begin(
        self, config: TrainConfig, train: Dataset, network: Sequential, preprocessing: Preprocessing
    ) -> None:
        """Everything that can be refused is made first; from then on nothing fails."""
        if not len(train):
            raise ConfigError("limit", "there are no images to train on")
        recipe.check_tests(train, self.test)
        batches = Batches(config, train, network, preprocessing)
        estimate = estimate_of(network.spec(), train.shape)
        for follower in self.followers:
            follower.leave()
        plan = plans.compile(network, batches.size, CrossEntropyLoss(), workers=self.workers)
        optimizer = recipe.build_optimizer(config, network)
        rate = Rate(config, optimizer, batches.per_epoch)
        self.close()
        self.config, self.train, self.network, self.preprocessing = config, train, network, preprocessing
        self.plan, self.optimizer, self.rate, self._batches = plan, optimizer, rate, batches
        self.batch_size, self.steps_per_epoch, self.dropped = batches.size, batches.per_epoch, batches.dropped
        self.estimate = estimate
        self.version = self.version.begun(other_images=self._begun_on not in (None, self.images))
        self._begun_on = self.images
        self.identity, self.forked_at = RunIdentity(), None
        self.step_number = 0
        self.last = self.last_but_one = self.tested = None
        self.has_gradients = False  # whether the parameters' are those of the newest step
        self.right = np.empty(0, bool)  # whether it read each image of its batch right, before it learnt
        self.touched = False  # whether its weights are no longer those that the config alone decides
        self._fresh = False  # whether they were changed by hand after the newest step
        self.adjusted, self.source = 0, ""
        self._meter = Meter(plan)
        self._limit = float("inf")
