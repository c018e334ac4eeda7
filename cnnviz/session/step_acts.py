"""What was done with the newest step: it was made to be looked into, or made again with another rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from cnnviz.session.recorded import Recorded
    from core.trace.recording import Trace
    from core.training import Engine, Version


@dataclass(frozen=True, eq=False)
class StepAct:
    """A step was made again with the learning rate `lr`; None: it was made, to look into a number."""

    lr: float | None = None


class StepActs(QObject):
    """`done` can be undone, the newest last; `undone` can be done again, the next last. Both go with the next
    step.
    """

    changed = Signal()

    def __init__(self, recorded: Recorded) -> None:
        super().__init__(recorded)
        self._recorded, self._training = recorded, recorded.training
        self.done: list[StepAct] = []
        self.undone: list[StepAct] = []
        self._version: Version | None = None  # of the step as it was made last
        recorded.made_for.connect(self._made)
        recorded.refused.connect(self._look_again)
        self._training.adopted.connect(self._look_again)

    def make_again(self, lr: float) -> None:
        """Take the recorded step back and record the same batch again with another learning rate.

        A message tells, and offers to undo that.
        """
        if not self._recorded.waiting:
            self._look_again()
            self.done.append(StepAct(lr))
            self.undone.clear()
            self._make(lr)

    @Slot()
    def undo(self) -> None:
        """Take the newest act back: the step is as it was before."""
        if self._recorded.waiting or not self.done:
            return
        act = self.done.pop()
        if act.lr is None:
            self._training.undo_step()
            self.changed.emit()
            return
        self.undone.append(act)
        self._make(self.done[-1].lr if self.done else None)

    def redo(self) -> None:
        """Do the act again that was undone last."""
        act = self.undone.pop()
        self.done.append(act)
        self._make(act.lr)

    def _make(self, lr: float | None) -> None:
        """Have the step made again; None is the rate that it was recorded with first."""
        held: list[int] = []

        def again(engine: Engine) -> Trace:
            trace = engine.record_again(lr)
            if engine.trainer is not None:
                held.append(engine.trainer.rate.held_until(trace.step))
            return trace

        self._recorded.put_in_place(again, lambda trace: self._say(trace, lr, *held))
        self.changed.emit()

    def _say(self, trace: Trace, lr: float | None, held: int = 0) -> None:
        rate = f"{trace.optimizer['lr']:.3g}" if trace.optimizer is not None else ""
        text = self.tr("Step {0} was made again, on the same batch, with the learning rate {1}.")
        if lr is None:
            text = self.tr("Step {0} was put back as it was, with the learning rate {1}.")
        elif held:
            text = self.tr(
                "Step {0} was made again, on the same batch, with the learning rate {1}. The schedule rises"
                " no more: that rate stays up to step {2}."
            )
        self._training.message.emit(text.format(f"{trace.step:,}", rate, f"{held:,}"), "info")
        self._version = trace.version
        if lr is not None:
            self._offer(self.tr("Undo"))
        self.changed.emit()

    @Slot(object)
    def _made(self, trace: Trace) -> None:
        self.done, self.undone, self._version = [StepAct()], [], trace.version
        self._offer(self.tr("Undo the step"))
        self.changed.emit()

    def _offer(self, words: str) -> None:
        """Offer to undo the newest act beside the message in sight, until the next step is made."""
        act, version = self.done[-1], self._version
        self._training.offered.emit(words, self.undo)
        self._training.lasts.emit(lambda: act in self.done[-1:] and not self._training.moved_on(version))

    @Slot()
    def _look_again(self) -> None:
        """Forget all that is of a step which is the newest no more."""
        if not self._recorded.waiting and self._training.moved_on(self._version):
            self.done, self.undone, self._version = [], [], None
            self.changed.emit()
