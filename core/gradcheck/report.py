"""What a gradient check found, and how it says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Index = tuple[int, ...]
HOW = ' (name both: params={"weight": ("W", "dW")})'
NOTHING = "backward() returned no gradient, and no parameter with a gradient was found"


@dataclass(frozen=True)
class Kink:
    """A number at which the function has a corner, so its slope differs to the left and to the right.

    ReLU at 0 and equal values in a pooling window are such places. Any slope between the two is right there.
    """

    index: Index
    left: float
    right: float
    analytic: float
    slack: float

    @property
    def ok(self) -> bool:
        """Whether the analytic gradient lies between the two slopes."""
        low, high = sorted((self.left, self.right))
        slack = max(self.slack, 1e-6 * max(abs(low), abs(high)))
        return low - slack <= self.analytic <= high + slack

    def __str__(self) -> str:
        verdict = "lies between them" if self.ok else "lies outside them"
        return (
            f"at {self.index} a kink (ReLU at 0, or equal values in a pooling window): slope "
            f"{self.left:+.6g} to the left, {self.right:+.6g} to the right; "
            f"the analytic gradient {self.analytic:+.6g} {verdict}"
        )


@dataclass(frozen=True)
class ArrayCheck:
    """One array's gradient: numbers nudged, and the worst: (index, analytic, numeric, error)."""

    name: str
    checked: int
    size: int
    worst: tuple[Index, float, float, float] | None
    kinks: tuple[Kink, ...]
    tolerance: float
    wrong_shape: str = ""

    @classmethod
    def of_wrong_shape(cls, name: str, expected: Index, got: Index) -> ArrayCheck:
        return cls(name, 0, 0, None, (), 0.0, f"expected the shape {expected}, got {got}")

    @property
    def index(self) -> Index | None:
        """Where the worst number is; None when nothing smooth was checked."""
        return None if self.worst is None else self.worst[0]

    @property
    def analytic(self) -> float:
        return float("nan") if self.worst is None else self.worst[1]

    @property
    def numeric(self) -> float:
        return float("nan") if self.worst is None else self.worst[2]

    @property
    def error(self) -> float:
        """The worst relative error: |numeric - analytic| less rounding, over the larger of the two."""
        return 0.0 if self.worst is None else self.worst[3]

    @property
    def ok(self) -> bool:
        return not self.wrong_shape and self.error <= self.tolerance and all(k.ok for k in self.kinks)

    def __str__(self) -> str:
        lines = [f"{'ok ' if self.ok else 'BAD'} {self.name}: "]
        if self.wrong_shape:
            return lines[0] + self.wrong_shape
        amount = f"{self.checked:,} of {self.size:,}" if self.checked < self.size else f"all {self.size:,}"
        lines[0] += f"{amount} checked"
        if self.worst is not None:
            lines[0] += (
                f", worst at {self.index}: analytic {self.analytic:+.9g}, numeric {self.numeric:+.9g}, "
                f"relative error {self.error:.1e}"
            )
        lines += [f"      {kink}" for kink in sorted(self.kinks, key=lambda kink: kink.ok)[:3]]
        if len(self.kinks) > 3:
            lines.append(f"      and {len(self.kinks) - 3} more kinks")
        return "\n".join(lines)


@dataclass(frozen=True)
class Difference:
    """Where an array first differs from ours, and whether one factor explains all of it."""

    name: str
    text: str

    @classmethod
    def between(cls, name: str, mine: np.ndarray, ours: np.ndarray) -> Difference | None:
        """None when the two are equal to 1e-9 of the largest."""
        if mine.shape != ours.shape:
            return cls(name, f"the shape is {mine.shape}, ours is {ours.shape}")
        scale = float(np.abs(ours).max(initial=0.0)) or 1.0
        off = ~(np.abs(mine - ours) <= 1e-9 * scale)
        if not off.any():
            return None
        first = tuple(int(i) for i in np.argwhere(off)[0])
        text = f"first at {first}: {mine[first]:+.6g}, ours {ours[first]:+.6g}"
        text += f"; {off.sum():,} of {off.size:,} differ"
        big = np.abs(ours) > 1e-6 * scale
        ratios = mine[big] / ours[big]
        if ratios.size and np.ptp(ratios) <= 1e-6 * abs(ratios.mean()):
            text += f"; everywhere {ratios.mean():.6g} times ours"
        return cls(name, text)

    def __str__(self) -> str:
        return f"{self.name} differs {self.text}"


@dataclass(frozen=True)
class Report:
    """What `gradcheck` found: `.ok`, `.worst` (the worst array's check), `.checks`, `.differences`.

    `unchecked` are the parameters without a gradient that was found, `note` says why less was checked.
    `named` says which known mistakes of the catalogue the gradients equal.
    """

    subject: str
    tolerance: float
    checks: list[ArrayCheck]
    differences: list[Difference]
    unchecked: tuple[str, ...] = ()
    note: str = ""
    named: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether something was checked, all of it is right, and nothing was left out."""
        right = all(check.ok for check in self.checks) and not self.differences
        return right and any(check.checked for check in self.checks) and not self.unchecked

    @property
    def worst(self) -> ArrayCheck:
        """The check of the array with the largest relative error; one of a wrong shape or kink goes first."""
        if not self.checks:
            raise ValueError(f"{self.subject}: nothing was checked")
        return max(self.checks, key=lambda c: (c.wrong_shape != "", not all(k.ok for k in c.kinks), c.error))

    @property
    def error(self) -> float:
        """The largest relative error of all arrays."""
        return max((check.error for check in self.checks), default=0.0)

    @property
    def kinks(self) -> list[Kink]:
        return [kink for check in self.checks for kink in check.kinks]

    def __bool__(self) -> bool:
        return self.ok

    def __getitem__(self, name: str) -> ArrayCheck:
        for check in self.checks:
            if check.name == name:
                return check
        raise KeyError(f"{name!r} was not checked; there are {', '.join(c.name for c in self.checks)}")

    def __str__(self) -> str:
        verdict = "gradients are right" if self.ok else "gradients are WRONG"
        if not self.checks:
            verdict = "nothing was checked"
        elif self.unchecked and all(check.ok for check in self.checks) and not self.differences:
            verdict = "what was checked is right, but not all could be checked"
        if self.checks and all(check.ok for check in self.checks) and self.differences:
            verdict = "gradients fit the forward pass, but it is not what ours computes"
        lines = [f"{self.subject}: {verdict} (tolerance {self.tolerance:g})"]
        lines += [f"  {check}" for check in self.checks]
        lines += [f"  not checked: {name}, no gradient of it was found{HOW}" for name in self.unchecked[:8]]
        if self.note or not self.checks:
            lines.append(f"  {self.note or NOTHING}")
        lines += [f"  {difference}" for difference in self.differences]
        lines += [f"  {sentence}" for sentence in self.named]
        return "\n".join(lines)
