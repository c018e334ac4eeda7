"""What is declared about somebody's code: how it is made, and what its parts are called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.mistakes.case import Case
from core.mistakes.naming import NAMES, bare, is_settings


@dataclass
class Declared:
    """The options of an Adapter, which describes them; `home` is the file.

    `columns_too` is whether images may be columns, as they are elsewhere in the file.

    What was seen of a loss: `one_hot` whether it takes labels as rows (1) or as a column (2), `logits` and
    `probabilities` what it takes, `one_by_one` how it takes one image if it does (probabilities or not, which
    form of labels, shape), `loss_at` which of several things is the loss, `given_back` what it gives back
    that is no loss of the batch, `jacobian` whether its gradient is yet to go through the softmax before it.

    Of an optimiser: `held` the form in which it takes its parameters, `own_rate` whether its rate can't be
    set once it is made, `step_sign` how the step is taken that it gives back where it never sees the weight.

    Of a layer: `own_eps` whether eps can't be set, `keeps` whether a dropout is told the share that it keeps,
    `given_labels` whether a backward pass is given labels, `inside` the activation that it has inside, and
    `through` whether its backward pass goes through that too (None: not known yet).

    `ahead` is whether only forward is called; `call` is the call of theirs under way (the stage, its name,
    the trial), which `calling` is told of before it is made.
    """

    make: Any
    forward: str = ""
    backward: str = ""
    forward_extra: Sequence[Any] = ()
    backward_extra: Sequence[Any] = ()
    weight: str = ""
    bias: str = ""
    dweight: str = ""
    dbias: str = ""
    batch: str = ""
    samples: str = ""
    one_image: bool = False
    columns_too: bool = False
    home: Path | None = None
    one_hot: int = 0
    own_eps: bool = False
    logits: bool = False
    probabilities: bool = False
    held: str = ""
    given_back: str = ""
    one_by_one: tuple[int, int, tuple[int, ...]] | None = None
    loss_at: int = -1
    jacobian: bool | None = None
    own_rate: bool = False
    step_sign: int = 0
    keeps: bool = False
    given_labels: bool = False
    inside: str = ""
    through: bool | None = None

    ahead: bool = False
    call: tuple[str, str, str] = field(default=("", "", ""), compare=False)
    calling: Callable[[str, str, str], None] | None = field(default=None, compare=False)

    @property
    def back_only(self) -> bool:
        """Whether there is a backward pass alone, which is given all that it needs."""
        return isinstance(self.make, tuple) and self.make[0] is None

    def calls(self, stage: str) -> None:
        """Note that their code is called now: "make", "forward" or "backward"."""
        make = self.make
        if isinstance(make, tuple):
            name = str(getattr(make[stage == "backward"], "__name__", stage))
        elif isinstance(make, type):
            name = f"{make.__name__}.{'__init__' if stage == 'make' else stage}"
        else:
            name = stage
        self.call = stage, name, self.call[2]
        if self.calling is not None:
            self.calling(*self.call)

    def set_eps(self, obj: Any, case: Case, functions: Sequence[Any] = ()) -> None:
        """Give an object the trial's eps, if it has an attribute for it or was built with it."""
        if "eps" not in case:
            return
        held = vars(obj) if hasattr(obj, "__dict__") and not inspect.isfunction(obj) else {}
        names = [name for name in held if bare(name) in NAMES["eps"]]
        for name in names:
            setattr(obj, name, case["eps"])
        asks = inspect.isfunction(obj) or any(
            is_settings(name) for function in functions for name in inspect.signature(function).parameters
        )
        self.own_eps = not (names or asks or "eps" in case.read)
