"""Schedules: how the learning rate changes over a training.

As torch.optim.lr_scheduler's: each `step()` sets the optimiser's `lr` for the next step. Here every
schedule is a closed formula, `lr_at(t)`, so it can be drawn ahead, resumed anywhere and changed live.
"""

from __future__ import annotations

import math
from typing import Any


class Schedule:
    """What schedules share: the `optimizer`, steps taken (`last_epoch`, torch's name) and `base_lr`.

    Setting `base_lr` while training scales the rest of the schedule, at once.
    """

    def __init__(self, optimizer: Any, base_lr: float | None = None) -> None:
        self.optimizer = optimizer
        self._base_lr = float(optimizer.lr if base_lr is None else base_lr)
        self.last_epoch = 0

    @property
    def base_lr(self) -> float:
        """The learning rate that the formula scales: the first one (of OneCycleLR: the highest)."""
        return self._base_lr

    @base_lr.setter
    def base_lr(self, value: float) -> None:
        self._base_lr = float(value)
        self._apply()

    def lr_at(self, t: int) -> float:
        """The learning rate after `t` calls of step(), whatever the present position is."""
        return self._base_lr

    def step(self) -> None:
        """Move on by one and set the optimiser's learning rate."""
        self.last_epoch += 1
        self._apply()

    def get_last_lr(self) -> list[float]:
        """The present learning rate, in a list, as torch has it."""
        return [self.optimizer.lr]

    def seek(self, t: int) -> None:
        """Go to the position after `t` calls of step(): for resuming a training."""
        self.last_epoch = int(t)
        self._apply()

    def _apply(self) -> None:
        self.optimizer.lr = self.lr_at(self.last_epoch)


class StepLR(Schedule):
    """Multiplies the rate by gamma every `step_size` calls.  lr = base * gamma^floor(t / step_size)."""

    def __init__(self, optimizer: Any, step_size: int, gamma: float = 0.1) -> None:
        if step_size < 1:
            raise ValueError(f"StepLR: step_size must be at least 1, got {step_size}")
        super().__init__(optimizer)
        self.step_size, self.gamma = int(step_size), float(gamma)

    def lr_at(self, t: int) -> float:
        return float(self.base_lr * self.gamma ** (t // self.step_size))


class CosineAnnealingLR(Schedule):
    """Half a cosine from the first rate down to `eta_min` in T_max calls; it rises again after that.

    lr = eta_min + (base - eta_min) * (1 + cos(pi * t / T_max)) / 2
    """

    def __init__(self, optimizer: Any, T_max: int, eta_min: float = 0.0) -> None:
        if T_max < 1:
            raise ValueError(f"CosineAnnealingLR: T_max must be at least 1, got {T_max}")
        super().__init__(optimizer)
        self.T_max, self.eta_min = int(T_max), float(eta_min)

    def lr_at(self, t: int) -> float:
        return self.eta_min + (self.base_lr - self.eta_min) * (1.0 + math.cos(math.pi * t / self.T_max)) / 2.0


class OneCycleLR(Schedule):
    """Up to `max_lr` and down again to almost nothing within `total_steps` (Smith and Topin, 2019).

    The length may also be given as `epochs` times `steps_per_epoch`.

    From max_lr / div_factor up to max_lr during the first `pct_start` of the steps, then down to
    max_lr / div_factor / final_div_factor; `three_phase` first mirrors the rise. `anneal_strategy` is
    "cos" or "linear". With `cycle_momentum` the momentum (Adam's first beta) moves the other way.
    A step beyond the last raises ValueError; `lr_at` holds the last rate.
    """

    def __init__(
        self,
        optimizer: Any,
        max_lr: float,
        total_steps: int | None = None,
        epochs: int | None = None,
        steps_per_epoch: int | None = None,
        pct_start: float = 0.3,
        anneal_strategy: str = "cos",
        cycle_momentum: bool = True,
        base_momentum: float = 0.85,
        max_momentum: float = 0.95,
        div_factor: float = 25.0,
        final_div_factor: float = 1e4,
        three_phase: bool = False,
    ) -> None:
        if total_steps is None:
            if epochs is None or steps_per_epoch is None:
                raise ValueError("OneCycleLR: give total_steps, or epochs and steps_per_epoch")
            total_steps = epochs * steps_per_epoch
        if total_steps < 1:
            raise ValueError(f"OneCycleLR: total_steps must be at least 1, got {total_steps}")
        if not 0.0 <= pct_start <= 1.0:
            raise ValueError(f"OneCycleLR: pct_start lies in 0..1, got {pct_start}")
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(f"OneCycleLR: anneal_strategy is 'cos' or 'linear', got {anneal_strategy!r}")
        if cycle_momentum and not (hasattr(optimizer, "momentum") or hasattr(optimizer, "betas")):
            raise ValueError(
                f"OneCycleLR: {type(optimizer).__name__} has no momentum to cycle; pass cycle_momentum=False"
            )
        super().__init__(optimizer, max_lr)
        self.total_steps, self.anneal_strategy = int(total_steps), anneal_strategy
        self.cycle_momentum = bool(cycle_momentum)
        self.base_momentum, self.max_momentum = float(base_momentum), float(max_momentum)
        self.div_factor, self.final_div_factor = float(div_factor), float(final_div_factor)
        # Each phase: where it ends, and which of (low, high, last) it goes from and to.
        up = pct_start * total_steps - 1
        down = 2 * pct_start * total_steps - 2
        end = total_steps - 1
        self._phases = [(up, 0, 1), (down, 1, 0), (end, 0, 2)] if three_phase else [(up, 0, 1), (end, 1, 2)]
        self._apply()

    def lr_at(self, t: int) -> float:
        low = self.base_lr / self.div_factor
        return self._along((low, self.base_lr, low / self.final_div_factor), t)

    def momentum_at(self, t: int) -> float:
        """The momentum after `t` calls of step(): lowest where the rate is highest."""
        return self._along((self.max_momentum, self.base_momentum, self.max_momentum), t)

    def step(self) -> None:
        if self.last_epoch + 1 >= self.total_steps + 1:
            raise ValueError(f"OneCycleLR: all {self.total_steps} steps of the schedule are taken")
        super().step()

    def _along(self, stations: tuple[float, float, float], t: int) -> float:
        t = min(t, self.total_steps - 1)
        begin, (end, first, second) = 0.0, self._phases[0]
        for phase in self._phases[1:]:
            if t > end:
                begin, (end, first, second) = end, phase
        done = (min(t, end) - begin) / (end - begin) if end > begin else 1.0
        start, goal = stations[first], stations[second]
        if self.anneal_strategy == "linear":
            return start + (goal - start) * done
        return goal + (start - goal) / 2.0 * (1.0 + math.cos(math.pi * done))

    def _apply(self) -> None:
        super()._apply()
        if not getattr(self, "cycle_momentum", False):
            return
        momentum = self.momentum_at(self.last_epoch)
        if hasattr(self.optimizer, "betas"):
            self.optimizer.betas = (momentum, *self.optimizer.betas[1:])
        else:
            self.optimizer.momentum = momentum
