"""Losses, optimisers and schedules against PyTorch's, by hand: prints the worst errors in float64.

PyTorch is no dependency of this project: run this with a Python that has it,
`PYTHONPATH=. python benchmarks/compare_torch_losses.py`.
"""

from __future__ import annotations

import sys

import numpy as np

import core


class Parameter:
    def __init__(self, data: np.ndarray) -> None:
        self.data, self.grad = data, np.zeros_like(data)


def losses(torch, rng: np.random.Generator) -> float:
    worst, nn = 0.0, torch.nn
    for _ in range(2000):
        n, k = rng.integers(1, 30), rng.integers(1, 15)
        logits = rng.normal(size=(n, k)) * 10.0 ** rng.integers(-2, 5)
        labels = rng.integers(0, k, n)
        reduction = str(rng.choice(["mean", "sum"]))
        smoothing = float(rng.choice([0.0, 0.1, rng.random()]))
        pairs = [
            (
                core.CrossEntropyLoss(smoothing, reduction),
                nn.CrossEntropyLoss(label_smoothing=smoothing, reduction=reduction),
                labels,
            ),
            (core.NLLLoss(reduction), nn.NLLLoss(reduction=reduction), labels),
            (core.MSELoss(reduction), nn.MSELoss(reduction=reduction), rng.normal(size=(n, k))),
        ]
        for ours, theirs, target in pairs:
            z = torch.tensor(logits, requires_grad=True)
            value = theirs(z, torch.tensor(target))
            value.backward()
            mine, grad = ours.forward(logits, target), ours.backward()
            worst = max(worst, abs(mine - value.item()) / (1 + abs(mine)))
            worst = max(worst, float(np.abs(grad - z.grad.numpy()).max() / (1 + np.abs(grad).max())))
    return worst


def optimisers(torch, rng: np.random.Generator) -> dict[str, float]:
    choices = {
        "SGD": [
            {"lr": 0.1, "momentum": m, "nesterov": nesterov, "weight_decay": wd}
            for m in (0.0, 0.9)
            for nesterov in (False, True)
            for wd in (0.0, 0.01)
            if m or not nesterov
        ],
        "RMSprop": [
            {"lr": 0.01, "alpha": 0.9, "momentum": m, "centered": c, "weight_decay": wd}
            for m in (0.0, 0.9)
            for c in (False, True)
            for wd in (0.0, 0.01)
        ],
        "Adagrad": [
            {"lr": 0.1, "lr_decay": d, "initial_accumulator_value": i, "weight_decay": wd}
            for d in (0.0, 0.1)
            for i in (0.0, 0.5)
            for wd in (0.0, 0.01)
        ],
        "Adam": [
            {"lr": 0.01, "betas": (0.8, 0.95), "amsgrad": a, "weight_decay": wd}
            for a in (False, True)
            for wd in (0.0, 0.01)
        ],
        "AdamW": [{"lr": 0.01, "amsgrad": a, "weight_decay": wd} for a in (False, True) for wd in (0.0, 0.1)],
    }
    worst: dict[str, float] = {}
    for name, settings in choices.items():
        for kw in settings:
            start = rng.normal(size=(5, 7))
            ours = {"w": Parameter(start.copy())}
            theirs = torch.nn.Parameter(torch.tensor(start))
            a, b = getattr(core, name)(ours, **kw), getattr(torch.optim, name)([theirs], **kw)
            for _ in range(12):
                grad = rng.normal(size=start.shape)
                ours["w"].grad, theirs.grad = grad, torch.tensor(grad)
                a.step()
                b.step()
                difference = np.abs(ours["w"].data - theirs.detach().numpy()).max()
                worst[name] = max(worst.get(name, 0.0), float(difference))
            for key, array in a.state["w"].items():
                difference = np.abs(array - b.state[theirs][key].numpy()).max()
                worst[name] = max(worst[name], float(difference))
    return worst


def schedules(torch, rng: np.random.Generator) -> dict[str, float]:
    from torch.optim import lr_scheduler as theirs

    choices = [
        ("StepLR", {"step_size": 7, "gamma": 0.3}, 50),
        ("CosineAnnealingLR", {"T_max": 40, "eta_min": 1e-3}, 40),
        ("CosineAnnealingLR", {"T_max": 13}, 50),
        *[
            (
                "OneCycleLR",
                {"max_lr": 0.3, "total_steps": n, "pct_start": p, "anneal_strategy": s, "three_phase": t},
                n - 1,
            )
            for n in (20, 97)
            for p in (0.2, 0.3, 0.45)
            for s in ("cos", "linear")
            for t in (False, True)
        ],
    ]
    worst: dict[str, float] = {}
    for name, kw, length in choices:
        for kind in ("SGD", "Adam"):
            weight = torch.nn.Parameter(torch.zeros(3, dtype=torch.float64))
            a = getattr(core, kind)({"w": Parameter(np.zeros(3))}, lr=0.1)
            b = getattr(torch.optim, kind)([weight], lr=0.1)
            mine, other = getattr(core, name)(a, **kw), getattr(theirs, name)(b, **kw)
            for t in range(length + 1):
                group = b.param_groups[0]
                errors = [abs(a.lr - group["lr"]), abs(mine.lr_at(t) - group["lr"])]
                if name == "OneCycleLR":
                    momentum = (
                        (a.betas[0], group["betas"][0]) if kind == "Adam" else (a.momentum, group["momentum"])
                    )
                    errors.append(abs(momentum[0] - momentum[1]))
                worst[name] = max(worst.get(name, 0.0), *errors)
                if t < length:
                    b.step()
                    mine.step()
                    other.step()
    return worst


def main() -> int:
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed here; nothing was compared.", file=sys.stderr)
        return 1
    rng = np.random.default_rng(0)
    print(f"torch {torch.__version__}, numpy {np.__version__}, float64, worst errors")
    results = {
        "losses (2,000 random cases each)": losses(torch, rng),
        **optimisers(torch, rng),
        **schedules(torch, rng),
    }
    for name, error in results.items():
        print(f"  {name:<34} {error:.1e}")
    return 0 if max(results.values()) <= 1e-9 else 1


if __name__ == "__main__":
    sys.exit(main())
