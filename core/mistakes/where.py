"""Where a result is wrong, when no mistake is known by it: rows, channels, the border, one image, some
trials.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from core.mistakes.case import Case, left_over

Pair = tuple[np.ndarray, np.ndarray]


def axis_names(kind: str, quantity: str, ndim: int) -> tuple[str, ...]:
    """What the axes of a quantity are called."""
    if quantity.startswith("dW"):
        return {4: ("output channel", "input channel", "row", "column"), 2: ("output", "input")}.get(ndim, ())
    if quantity == "kernel":
        return ("input channel", "output channel", "row", "column")
    if quantity in ("y", "dX", "direct", "through mean", "through variance", "p", "dp"):
        return {4: ("image", "channel", "row", "column"), 2: ("image", "number")}.get(ndim, ("number",))
    if quantity == "w":
        return ("step", "row", "column")[:ndim]
    if quantity in ("dgamma", "dbeta", "running_mean", "running_var", "db"):
        return ("channel", "row", "column")[:ndim]
    return ("number",) * ndim


def wrong_places(got: np.ndarray, right: np.ndarray, tolerance: float) -> np.ndarray:
    """A mask of the numbers that are wrong; both of one shape."""
    finite = np.isfinite(right)
    scale = float(np.abs(right[finite]).max(initial=0.0)) or 1.0
    with np.errstate(all="ignore"):
        close = np.abs(got - right) <= tolerance * scale
    return np.asarray(~(close | (got == right) | (np.isnan(got) & np.isnan(right))))


def place_of(got: np.ndarray, right: np.ndarray, tolerance: float) -> tuple[int, ...] | None:
    """The first wrong place; None where the shapes differ or nothing is wrong."""
    if got.shape != right.shape:
        return None
    off = wrong_places(got, right, tolerance)
    return tuple(int(i) for i in np.argwhere(off)[0]) if off.any() else None


def quoted(names: Sequence[str], most: int = 3) -> str:
    """The first names of trials, and how many more there are."""
    listed = ", ".join(f'"{name}"' for name in names[:most])
    return f"{listed} and {len(names) - most} more" if len(names) > most else listed


def where(
    pairs: Sequence[Pair], trials: Sequence[str], names: Sequence[str], tolerance: float, unseen: str = ""
) -> str:
    """One sentence on where results are wrong. `pairs` are (yours, right), a trial each; `unseen` is what is
    to be said of trials that gave none.
    """
    shapes = [i for i, (got, right) in enumerate(pairs) if got.shape != right.shape]
    if shapes:
        got, right = pairs[shapes[0]]
        told = f"yours {got.shape}, right {right.shape}{_axes(got, right)}"
        if len(shapes) == len(pairs):
            return f"the shape is wrong: {told}"
        return f"the shape is wrong in {quoted([trials[i] for i in shapes])}: {told}"
    masks = [wrong_places(got, right, tolerance) for got, right in pairs]
    bad = [i for i, mask in enumerate(masks) if mask.any()]
    if not bad:
        return "wrong in the last digits"
    first = bad[0]
    got, right = pairs[first]
    total, count = sum(mask.size for mask in masks), sum(int(mask.sum()) for mask in masks)
    parts = []
    if len(bad) < len(pairs):
        only = quoted([trials[i] for i in bad])
        parts.append(f"only in the trial {only}" if len(bad) == 1 else f"only in the trials {only}")
    if unseen:
        parts.append(unseen)
    if not any(mine.any() for mine, _ in pairs):
        return f"all {total:,} numbers are 0"
    odd = ~np.isfinite(got) & np.isfinite(right)
    if odd.any():
        count_odd = int(odd.sum())
        parts.append("1 of them isn't finite" if count_odd == 1 else f"{count_odd} of them aren't finite")
    parts += _lines([masks[i] for i in bad], names)
    scale = _factor_along(got, right, names, tolerance)
    if scale:
        parts.append(scale)
    if not parts:
        return f"wrong in {count:,} of {total:,} numbers; no mistake of the catalogue gives these"
    detail = "; ".join(parts)
    return f"wrong in {count:,} of {total:,} numbers ({detail}); no mistake of the catalogue gives these"


def _axes(got: np.ndarray, right: np.ndarray) -> str:
    """What a wrong shape looks like."""
    if got.ndim == right.ndim == 4 and got.shape != right.shape:
        cut = [r - g for g, r in zip(got.shape, right.shape, strict=True)]
        if cut[0] > 0 and cut == [cut[0], min(cut[0], right.shape[1]), -cut[0], -cut[0]]:
            return ": the border seems to be cut from the images and the channels, not from rows and columns"
    if not got.size and 0 not in got.shape[:2]:
        return ": nothing is left (a slice like [p:-p] is empty for p = 0)"
    if right.ndim == 1 and got.ndim != 1:
        return ": it seems to be summed over other axes"
    if got.ndim == right.ndim == 4 and got.shape == tuple(right.shape[i] for i in (0, 2, 3, 1)):
        return ": the channels seem to come last"
    if got.ndim == right.ndim == 2 and got.shape == right.shape[::-1]:
        return ": it seems to be transposed"
    if sorted(got.shape) == sorted(right.shape):
        return ": its axes seem to be in another order"
    if got.ndim == right.ndim == 4 and got.shape[-1] == got.shape[-2] != right.shape[-1]:
        return ": it seems to be made for square images only"
    if got.size == right.size:
        return ": it seems to be the same numbers in another shape"
    return ""


def _lines(masks: Sequence[np.ndarray], names: Sequence[str]) -> list[str]:
    """Along which axes only some lines are wrong, in all of the trials alike."""
    found = []
    ndim = masks[0].ndim
    if any(mask.ndim != ndim for mask in masks) or len(names) != ndim:
        return []
    if ndim == 4 and all(_is_border(mask) for mask in masks):
        return ["only at the border"]
    for axis in range(ndim):
        others = tuple(i for i in range(ndim) if i != axis)
        lines = [np.flatnonzero(mask.any(axis=others)) for mask in masks]
        sizes = [mask.shape[axis] for mask in masks]
        if all(0 < len(line) < size for line, size in zip(lines, sizes, strict=True)):
            listed = lines[0].tolist()
            shown = ", ".join(map(str, listed[:4])) + (", ..." if len(listed) > 4 else "")
            found.append(f"only in {names[axis]}{'s' if len(listed) > 1 else ''} {shown}")
    return found


def _is_border(mask: np.ndarray) -> bool:
    """Whether only the outermost rows and columns are wrong, on more than one side."""
    inner = mask[:, :, 1:-1, 1:-1]
    if not mask.any() or not inner.size or inner.any():
        return False
    sides = mask[:, :, 0], mask[:, :, -1], mask[:, :, :, 0], mask[:, :, :, -1]
    return sum(bool(side[..., 1:-1].any()) for side in sides) > 1


def _factor_along(got: np.ndarray, right: np.ndarray, names: Sequence[str], tolerance: float) -> str:
    """Whether everything is right but for a factor, or one a line of an axis."""
    if not np.isfinite(got).all() or got.size < 3 or len(names) != got.ndim:
        return ""
    limit = 10 * tolerance * max(float(np.abs(right).max()), 1e-30)
    power = float((right * right).sum())
    if power:
        factor = float((got * right).sum()) / power
        if factor and np.abs(got - factor * right).max() <= limit * max(abs(factor), 1):
            return f"everywhere {factor:.6g} times the right number"
    for axis in range(got.ndim):
        if got.shape[axis] < 2 or got.size // got.shape[axis] < 3:
            continue
        mine = np.moveaxis(got, axis, 0).reshape(got.shape[axis], -1)
        ours = np.moveaxis(right, axis, 0).reshape(got.shape[axis], -1)
        power_of = (ours * ours).sum(axis=1)
        if (power_of == 0).any():
            continue
        factors = (mine * ours).sum(axis=1) / power_of
        if np.abs(mine - factors[:, None] * ours).max() <= limit * max(1.0, float(np.abs(factors).max())):
            return f"a factor of its own for each {names[axis]}: {', '.join(f'{f:.4g}' for f in factors[:4])}"
    return ""


MADE_FOR: dict[str, Callable[[Case], bool]] = {
    "strides above 1": lambda case: "w" in case and max(case.get("steps", (1, 1))) > 1,
    "sizes that leave rows or columns over": lambda case: any(_leftover(case)),
    "windows that overlap": lambda case: "kernel_size" in case and _above(case["kernel_size"], case["steps"]),
    "images without a border": lambda case: (
        "w" in case and "pads" in case and not any(map(any, case["pads"]))
    ),
    "a border": lambda case: any(map(any, case.get("pads", ()))),
    "batches of one": lambda case: len(case.get("x", "..")) == 1,
    "batches of several": lambda case: len(case.get("x", ".")) > 1,
    "use, after training": lambda case: not case.get("training", True),
    "momentum": lambda case: bool(case.get("momentum")) and "grads" in case,
}


def not_made_for(cases: Sequence[Case], bad: Sequence[bool]) -> str:
    """What the trials that are bad, and no others, have in common: one thing, or either of two; else ""."""
    if all(bad) or not any(bad):
        return ""
    having = {words: [test(case) for case in cases] for words, test in MADE_FOR.items()}
    for words, has in having.items():
        if has == list(bad):
            return f"it isn't made for {words}"
    for (one, has), (other, also) in combinations(having.items(), 2):
        if [a or b for a, b in zip(has, also, strict=True)] == list(bad) and any(has) and any(also):
            return f"it isn't made for {one}, and not for {other}"
    return ""


def _leftover(case: Case) -> list[int]:
    kernel = case["w"].shape[2:] if "w" in case else case.get("kernel_size")
    if "steps" not in case or kernel is None:
        return []
    return left_over(case["x"].shape[2:], kernel, case["steps"], case["pads"])


def _above(kernel: Sequence[int], steps: Sequence[int]) -> bool:
    return any(k > step for k, step in zip(kernel, steps, strict=True))


OURS = "dict|list|tuple|str|int|float|NoneType|Weight|Case"  # things that a trial hands over
PLAIN = {
    r"SyntaxError:\sMissing\sparentheses\sin\scall\sto\s'print'.*": "it is written for Python 2",
    r"NameError:\sname\s'(\w+)'\sis\snot\sdefined": "{name} is used, and defined nowhere",
    r"AttributeError:\smodule\s'numpy'\shas\sno\sattribute\s'(\w+)'": "numpy has no {name} any more",
    rf"AttributeError:\s'(?!{OURS})\w+'\sobject\shas\sno\sattribute\s'(\w+)'": (
        ".{name} is used before anything is put there"
    ),
    r"ModuleNotFoundError:\sNo\smodule\snamed\s'([\w.]+)'": "{name} isn't installed here",
    r"TypeError:\sonly\s(length-1|0-dim|size-1).*": "an array is used where one number is meant",
    r"TypeError:\s'float'\sobject\scannot\sbe\sinterpreted\sas\san\sinteger": (
        "a size comes out as a fraction: // is meant, not / (which Python 2 took for it)"
    ),
    r"ValueError:\scould\snot\sbroadcast\sinput\sarray\sfrom\sshape\s\(.*\b0,0\b.*": (
        "nothing is left of it: a slice like [p:-p] is empty for p = 0"
    ),
    r"ValueError:\sThe\struth\svalue\sof\san\sarray.*": "it is made for single numbers, not for arrays",
}


def plainly(error: str) -> str:
    """What an error says in plain words, where it is a usual one; else ""."""
    for pattern, words in PLAIN.items():
        if match := re.match(pattern, error):
            return words.format(name=next(iter(match.groups()), ""))
    return ""
