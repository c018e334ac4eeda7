"""What is kept in files and comes out of them: weights, traces, whole runs.

Reading and writing happen on the training thread, between two steps. How it went is said in a message; a file
that can't be used changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.session import images as pictures
from cnnviz.session.foreign_weights import ForeignWeights, FoundWeights, matched
from cnnviz.session.run_before import KeptRun, RunBefore
from cnnviz.session.shown import Shown
from cnnviz.session.training import Training
from cnnviz.system.paths import trained_network
from cnnviz.system.wording import sentences
from core.files.atomic import one_line
from core.training import Checkpoint, CheckpointError, ConfigError, TrainConfig, load_checkpoint
from core.training.fitting import takes_digits
from core.training.run_file import KEYFRAMES

if TYPE_CHECKING:
    from cnnviz.session.recorded import LeftTrace
    from core.trace.recording import Trace


class ImagesMovedError(ValueError):
    """A run's own images are not where they were; `place` is where that was."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"The run's images were in {place}, where there is nothing any more. Find them, and it goes on."
        )
        self.place = place


class OtherImagesError(ConfigError):
    """The network of a file doesn't take the images of the run, but those of MNIST."""


class Files(QObject):
    """Save, open and begin runs; the run that gives way is kept."""

    used = Signal(object)  # the path of a file that was opened or saved
    images_wanted = Signal(object, str)  # what to call with their new place, and where they were

    def __init__(self, training: Training, shown: Shown, run_before: RunBefore) -> None:
        super().__init__(training)
        self._training, self._recorded, self._shown = training, shown.recorded, shown
        self._run_before = run_before
        self.foreign = ForeignWeights(training)
        self.foreign.load = self.load_weights
        run_before.wanted.connect(self.bring_back)

    # weights

    def save_weights(self, path: str | Path, elsewhere: Callable[[], None] | None = None) -> None:
        """Save the network between two steps and say where; what fails offers `elsewhere`."""
        path = Path(path)

        def failed(_: BaseException) -> None:
            if elsewhere is not None:
                self._training.offered.emit(self.tr("Save somewhere else"), elsewhere)

        def saved(_: object) -> None:
            self.used.emit(path)
            self._say(self.tr("Saved the weights to {0}").format(path))

        self._training.ask(self._training.engine.save, path, then=saved, failed=failed)

    def load_weights(
        self,
        path: str | Path,
        then: Callable[[], None] | None = None,
        like: str | None = None,
        kinds: Mapping[str, str] | None = None,
        confirmed: bool = False,
        digits: bool = False,
    ) -> None:
        """Load a network between two steps; a bad file becomes a message and changes nothing.

        One with other names than a network's here is looked over first (`foreign`), unless it is `confirmed`;
        `like` is the preset that it is of, `kinds` its activations and poolings where they are others.
        `digits` has the run go on with the images of MNIST.
        """
        path, training = Path(path), self._training

        def load() -> FoundWeights | None:
            assert training.engine.trainer is not None
            found = None if confirmed else matched(training.engine.trainer, path, like)
            if found is not None and not found.plain:
                return found
            try:
                training.engine.load(path, training.shipped if digits else None, like, kinds)
            except ConfigError as error:
                if training.data_path is not None and takes_digits(path, like=like, kinds=kinds):
                    raise OtherImagesError(error.field, error.message) from error
                raise
            return None

        def failed(error: BaseException) -> None:
            if isinstance(error, OtherImagesError):
                again = partial(self.load_weights, path, then, like, kinds, True, digits=True)
                training.offered.emit(self.tr("Load it with the images of MNIST"), again)

        def loaded(found: FoundWeights | None) -> None:
            if found is not None:
                self.foreign.show(path, found, then)
                return
            self.used.emit(path)
            self._recorded.leave()
            self._run_before.say(self.tr("Loaded the weights of {0}").format(path.name))
            if then is not None:
                then()

        training.ask_run(load, then=loaded, late=lambda _: self.used.emit(path), failed=failed)

    def open_trained(self, then: Callable[[], None] | None = None) -> None:
        """Go on with the trained network that comes with cnnviz, on the images of MNIST, and test it."""
        training = self._training

        def loaded(_: object) -> None:
            self._recorded.leave()
            text = self.tr("Opened a trained network: LeNet-5 after {0} epochs of MNIST. D draws a digit.")
            self._run_before.say(text.format(20))
            training.ask(training.engine.evaluate)
            if then is not None:
                then()

        def load() -> None:
            # By its own recipe: not by a rate that a run has just gone wrong with.
            config = TrainConfig.from_preset(TrainConfig.preset, seed=training.config.seed)
            training.engine.load(trained_network(), training.shipped, wanted=config)

        training.ask_run(load, then=loaded)

    # traces

    def save_trace(self, path: str | Path) -> None:
        """Keep the recorded batch in a file, for a lesson, and say where."""
        path, trace = Path(path), self._recorded.trace
        if trace is None:
            self._say(self.tr("There is no recorded batch to keep. Record one first (R)."), "error")
            self._training.lasts.emit(lambda: self._recorded.trace is None)
            return

        def saved(_: object) -> None:
            self.used.emit(path)
            self._say(self.tr("Kept the recorded batch in {0}").format(path))

        self._training.ask(trace.save, path, then=saved)

    def open_trace(self, path: str | Path) -> None:
        """Show the batch that a file keeps; the running network pauses and stays as it is."""
        from core.trace.recording import Trace

        path = Path(path)

        def opened(trace: Trace) -> None:
            if trace.images.ndim != 4 or trace.labels.ndim != 1 or trace.labels.dtype.kind not in "iu":
                words = self.tr("What was recorded in this file is no batch of images with labels.")
                self._say(words, "error")
                return
            self._shown.exhibit.leave()
            self._recorded.show_trace(trace, path.name)
            self.used.emit(path)
            self._say(self.tr("Opened {0}, recorded at step {1:,}").format(path.name, trace.step))

        self._training.pause()
        self._training.ask(Trace.load, path, then=opened)

    @staticmethod
    def reader(path: str | Path, choices: Mapping[str, Any] | None = None) -> Callable[[], tuple[Any, Any]]:
        """What reads the images of a run that is continued, with the `choices` that were made about them, and
        without the pictures that can't be read: whether they are the same images is looked at afterwards.
        """
        said = {"colour": False} if choices is None else choices  # as runs had them that say nothing of it

        def read() -> tuple[Any, Any]:
            from core.data.opening import open_train_test

            return open_train_test(Path(path), pictures.decode, **{**said, "leave_out": True})

        return read

    # runs

    def reset(self, config: TrainConfig | None = None, then: Callable[[], None] | None = None) -> None:
        """Start again from the seed, with other settings if given. The run before is kept."""
        before = self._training.config.lr
        last = self._training.settings.lr if config is None else before

        def begun(_: object) -> None:
            self._recorded.leave()
            if self._run_before.is_news and last != before:
                words = self.tr(
                    "A new run began; the one before was kept. Its rate is {0}, as it was set last."
                )
                self._run_before.say(words.format(f"{last:g}"))
            elif self._run_before.is_news:
                self._run_before.say(self.tr("A new run began; the one before was kept."))
            elif (gone := self._run_before.next(-1)) is not None and gone.about.get("weights"):
                words = self.tr("A new run began; Ctrl+Z goes back to the network of {0}.")
                self._run_before.say(words.format(gone.about["weights"]))
            if then is not None:
                then()

        self._training.ask_run(self._training.engine.reset, config, then=begun)

    @Slot()
    def bring_back(self) -> None:
        """Go back to the run before, paused; the run under way is the one before then."""
        kept = self._run_before.kept
        if kept is None:
            self._say(self.tr("There is no run to go back to."))
            self._training.lasts.emit(lambda: self._run_before.kept is None)
        else:
            self.go_to(kept)

    def turn(self, way: int) -> None:
        """Go back to the run that another one has taken the place of (-1), or forth again (1)."""
        kept = self._run_before.next(way)
        if kept is not None:
            self.go_to(kept)

    def go_to(self, kept: KeptRun) -> None:
        """Go back, or forth, to one of the runs that undo and redo lead to, past those in between."""
        before = self._run_before
        if before.going is not None:
            return
        before.go(kept)
        over = partial(before.go, None)
        if kept.path is None:
            self.continue_kept(kept, over)
        else:
            self.continue_run(kept.path, over=over, name=kept.name)

    def continue_run(
        self,
        path: str | Path,
        then: Callable[[], None] | None = None,
        place: str | Path | None = None,
        over: Callable[[], None] = lambda: None,
        name: str = "",
    ) -> None:
        """Go on, paused, with the run of a checkpoint; one that can't be used changes nothing. With the id
        `name`, of that run alone: once another one is kept in its file, it is looked for among the kept runs.

        Its own images are opened with it, from `place` if they are elsewhere now; where they can't be found,
        `images_wanted` asks for them. `over` hears when it is there, and also when it isn't to be had.
        """
        training = self._training

        def read() -> Checkpoint:
            file, checkpoint = self._find_run(Path(path), name)
            kept = file.parent / KEYFRAMES  # where the run was kept with all of its steps
            keyframes = kept if kept.is_file() else None
            checkpoint = self._run_before.recognised(checkpoint)
            training.engine.resume(checkpoint, self._images_of(checkpoint, place), keyframes)
            return checkpoint

        def failed(error: BaseException) -> None:
            if name and isinstance(error, CheckpointError):
                self._run_before.forget(name)
            over()
            other = isinstance(error, ConfigError) and error.field == "data"
            if (
                other or isinstance(error, ImagesMovedError) or place is not None
            ):  # chosen, and not to be used
                were = error.place if isinstance(error, ImagesMovedError) else str(place or "")
                training.offered.emit(
                    self.tr("Find the images..."),
                    lambda: self.images_wanted.emit(
                        lambda found: self.continue_run(path, then, found, name=name), were
                    ),
                )

        def resumed(checkpoint: Checkpoint) -> None:
            over()
            self._resumed(checkpoint, then)

        training.ask_run(read, then=resumed, late=lambda _: over(), failed=failed)

    def _find_run(self, path: Path, name: str) -> tuple[Path, Checkpoint]:
        """A run and the file that it is in: the one with the id `name`, wherever it is kept by now."""
        checkpoint = load_checkpoint(path)
        if not name or checkpoint.about.get("id") == name:
            return path, checkpoint
        kept = self._run_before.kept_in(name)
        if kept is None:
            reason = self.tr("another run is kept in it by now")
            raise CheckpointError(path, reason, self.tr("Runs (Ctrl+E) shows those that are there"))
        return kept, load_checkpoint(kept)

    def continue_kept(self, kept: KeptRun, over: Callable[[], None] = lambda: None) -> None:
        """Go on, paused, with a run that is still in memory, on its own images; `over` as in continue_run."""
        training, checkpoint, images = self._training, kept.checkpoint, kept.images
        assert checkpoint is not None
        data = None if images is None else lambda: images

        def resumed(_: object) -> None:
            over()
            self._resumed(checkpoint, look=kept.look)

        training.ask_run(
            training.engine.resume,
            checkpoint,
            data,
            then=resumed,
            late=lambda _: over(),
            failed=lambda _: over(),
        )

    def _images_of(
        self, checkpoint: Checkpoint, place: str | Path | None
    ) -> Callable[[], tuple[Any, Any]] | None:
        """On the training thread: what reads a run's images, None if in use. Raises ImagesMovedError."""
        trainer = self._training.engine.trainer
        assert trainer is not None
        if checkpoint.data.get("sha256") == trainer.fingerprint["sha256"]:
            return None
        known = checkpoint.about.get("data")
        where = str(place) if place is not None else known if isinstance(known, str) else None
        if where is None:
            return self._training.shipped
        if not Path(where).exists():
            raise ImagesMovedError(where)
        return self.reader(where, checkpoint.about.get("data_choices"))

    def _resumed(
        self,
        checkpoint: Checkpoint,
        then: Callable[[], None] | None = None,
        look: Callable[[], LeftTrace | None] | None = None,
    ) -> None:
        """Say that a run stands in its place again, and what of it does not."""
        self._recorded.leave()
        if then is not None:
            then()
        text = self.tr("{1} was brought back at step {0}, paused.")
        said = [text.format(f"{checkpoint.step:,}", self._run_before.name)]
        timeline = self._shown.time.timeline
        if timeline is not None and timeline.begin == checkpoint.step > 0:
            said.append(self.tr("The steps before that were not kept."))
        if checkpoint.memory is None and checkpoint.about.get("touched"):
            said.append(self.tr("Its weights were changed by hand; what they were before was not kept."))
        if look is not None and (left := look()) is not None:
            self._recorded.come_back(left)
        elif look is not None:
            said.append(self.tr("The batch that was recorded of it was not kept."))
        self._run_before.say(sentences(said))

    def _say(self, text: str, kind: str = "info") -> None:
        self._training.message.emit(one_line(text), kind)  # names of files may hold anything
