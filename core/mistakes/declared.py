"""What is declared about somebody's code: how it is made, and what its parts are called."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.mistakes.case import Case
from core.mistakes.naming import NAMES, bare


@dataclass
class Declared:
    """The options of an Adapter, which describes them; `home` is the file.

    `one_hot` is whether a loss takes its labels as rows, `probabilities` whether it takes what a softmax
    gives and not logits, `own_eps` whether eps can't be set, `in_list` whether an optimiser takes its
    parameters in a list, `each_image` whether a loss is a number an image
    (`each_class`: one a class),
    `own_rate` whether an optimiser's rate can't be set once it is made.
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
    in_list: bool = False
    each_image: bool = False
    each_class: bool = False
    own_rate: bool = False

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
