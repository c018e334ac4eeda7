"""What is declared about somebody's code: how it is made, and what its parts are called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.mistakes.case import Case
from core.mistakes.naming import NAMES, bare


@dataclass
class Declared:
    """The options of an Adapter, which describes them; `home` is the file.

    `one_hot` is whether a loss takes its labels as rows, `probabilities` whether it takes what a softmax
    gives and not logits, `own_eps` whether eps can't be set, `held` the form in which an optimiser takes its
    parameters, `each_image` whether a loss is a number an image
    (`each_class`: one a class),
    `own_rate` whether an optimiser's rate can't be set once it is made.

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
    home: Path | None = None
    one_hot: bool = False
    own_eps: bool = False
    probabilities: bool = False
    held: str = ""
    each_image: bool = False
    each_class: bool = False
    own_rate: bool = False

    ahead: bool = False
    call: tuple[str, str, str] = field(default=("", "", ""), compare=False)
    calling: Callable[[str, str, str], None] | None = field(default=None, compare=False)

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
            name.endswith("param")
            for function in functions
            for name in inspect.signature(function).parameters
        )
        self.own_eps = not (names or asks or "eps" in case.read)
