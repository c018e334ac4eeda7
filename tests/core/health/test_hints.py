from __future__ import annotations

import string
from copy import deepcopy
from dataclasses import replace
from importlib import resources
from typing import Any

import numpy as np
import pytest

from core.health import HINT_KINDS, Hint, hints, words
from core.health.course import Course
from core.health.hint import StepRange
from core.health.units import UnitFigures
from core.models import mlp
from core.training import Evaluation, History, TrainConfig

LAYERS = ("fc1", "fc2", "fc3")
SPEC = mlp((16, 8, 8, 10), activation="relu").spec()
CONFIG = TrainConfig.from_preset("published-mlp", lr=0.1, schedule="constant", spec=SPEC)


def history(
    loss: Any, ratio: Any = 1e-3, grad: Any = (0.01, 0.01, 0.01), lr: float | np.ndarray = 0.1
) -> History:
    """A made-up run: numbers or arrays over its steps."""
    steps = len(loss)
    tables: dict[str, np.ndarray] = {
        "step": np.arange(1, steps + 1),
        "epoch": np.arange(1, steps + 1) / 100,
        "loss": np.asarray(loss),
        "accuracy": np.linspace(0.1, 1, steps),
        "lr": np.broadcast_to(lr, steps),
        "time": np.arange(steps) / 100,
        "grad_norm": np.broadcast_to(np.asarray(grad) * 10, (steps, 3)),
        "grad_rms": np.broadcast_to(grad, (steps, 3)),
        "update_ratio": np.broadcast_to(np.reshape(ratio, (-1, 1)), (steps, 3)),
    }
    return History.of(LAYERS, 1, tables)


def falling(steps: int = 300) -> np.ndarray:
    return 2.5 * np.exp(-np.arange(steps) / 60) + 0.02


def kinds(found: list[Hint]) -> list[str]:
    return [hint.kind for hint in found]


def test_a_loss_that_falls_is_no_reason_for_a_hint_however_large_the_steps() -> None:
    assert hints(history(falling(), ratio=4e-2), CONFIG, SPEC) == []
    assert hints(history(falling(), ratio=1e-5), CONFIG, SPEC) == []
    assert hints(History(LAYERS, 1), CONFIG, SPEC) == []


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0, 1e37])
def test_numbers_that_have_run_away_are_judged_without_a_warning(value: float) -> None:
    steps = np.full(200, value)
    assert isinstance(
        hints(history(steps, ratio=value, grad=(value,) * 3, lr=abs(value)), CONFIG, SPEC), list
    )


def test_large_steps_and_a_loss_that_has_risen_mean_a_rate_too_high() -> None:
    loss = np.concatenate([falling(150), np.full(50, 1.5)])
    [hint] = hints(history(loss, ratio=5e-2), CONFIG, SPEC)
    assert hint.kind == "rate-too-high"
    assert hint.facts["loss"].value == pytest.approx(1.5)
    assert (hint.facts["loss"].first, hint.facts["loss"].last) == (151, 200)
    assert hint.facts["low"].value == pytest.approx(loss[125:150].mean(), rel=1e-6)
    assert (hint.facts["low"].first, hint.facts["low"].last) == (126, 150)
    assert hint.facts["ratio"].value == pytest.approx(5e-2)
    assert hint.fix.live
    assert hint.fix.after == pytest.approx(0.01)  # 5e-3 is a tenth of 5e-2
    assert hints(history(loss, ratio=5e-3), CONFIG, SPEC) == []


def test_a_run_whose_first_layer_gets_no_gradient_is_begun_again_instead() -> None:
    loss = np.concatenate([falling(150), np.full(100, 2.4)])
    [hint] = [h for h in hints(history(loss, ratio=5e-2, grad=(0, 0, 0.1)), CONFIG, SPEC) if "rate" in h.kind]
    assert not hint.fix.live
    assert hint.fix.config == replace(CONFIG, lr=0.01)


def test_after_the_rate_was_changed_only_the_steps_since_count() -> None:
    loss = np.concatenate([falling(150), np.full(50, 1.5), np.full(60, 1.4)])
    lr = np.concatenate([np.full(200, 0.1), np.full(60, 0.01)])
    assert hints(history(loss, ratio=5e-2, lr=lr), CONFIG, SPEC) == []


def test_steps_that_the_schedule_has_made_small_again_are_no_reason_any_more() -> None:
    loss = np.concatenate([[2.4], np.full(49, 0.05), np.linspace(30, 0.4, 50), np.full(100, 0.4)])
    lr, ratio = 0.1 * np.exp(-np.arange(200) / 30), np.full(200, 1e-3)
    ratio[50:75] = 5e-2
    assert hints(history(loss, ratio=ratio, lr=0.1), CONFIG, SPEC)[0].kind == "rate-too-high"
    assert hints(history(loss, ratio=ratio, lr=lr), CONFIG, SPEC) == []
    loss[100:] = 2.4  # nothing is left of what was learnt
    [hint] = hints(history(loss, ratio=ratio, lr=lr), CONFIG, SPEC)
    assert hint.kind == "rate-too-high"
    assert not hint.fix.live
    assert hint.fix.config == replace(CONFIG, lr=0.01)


def test_a_loss_that_never_fell_with_large_steps_means_a_rate_too_high() -> None:
    assert kinds(hints(history(np.full(120, 2.4), ratio=3e-2), CONFIG, SPEC)) == ["rate-too-high"]
    assert hints(history(np.full(80, 2.4), ratio=3e-2), CONFIG, SPEC) == []  # too soon to tell


def test_a_network_that_has_learnt_already_is_measured_by_guessing() -> None:
    loss = np.full(300, 0.05)
    loss[0] = 0.001  # the first batch was an easy one
    assert hints(history(loss, ratio=1e-3), CONFIG, SPEC) == []


def test_tiny_steps_and_a_loss_at_a_crawl_mean_a_rate_too_low() -> None:
    loss = np.linspace(2.40, 2.35, 300)
    [hint] = hints(history(loss, ratio=1e-5, lr=1e-4), CONFIG, SPEC)
    assert hint.kind == "rate-too-low"
    assert hint.facts["earlier"].value == pytest.approx(loss[150:200].mean(), rel=1e-6)
    assert hint.fix.live
    assert hint.fix.after == pytest.approx(0.02)  # 2e-3 is 200 times 1e-5
    assert hints(history(loss, ratio=1e-3, lr=1e-4), CONFIG, SPEC) == []
    assert hints(history(loss / 10, ratio=1e-5, lr=1e-4), CONFIG, SPEC) == []  # nearly done


def test_a_rate_that_is_still_to_rise_is_not_called_too_low() -> None:
    config = replace(CONFIG, schedule="onecycle", epochs=100, lr=0.1)
    loss, lr = np.linspace(2.40, 2.39, 300), np.linspace(1e-3, 1.1e-3, 300)
    assert hints(history(loss, ratio=2e-5, lr=lr), config, SPEC) == []
    assert kinds(hints(history(loss, ratio=5e-7, lr=lr), config, SPEC)) == ["rate-too-low"]


def test_a_gradient_that_grew_tenfold_while_the_loss_rose_explodes() -> None:
    loss = np.concatenate([falling(150), np.full(100, 1.0)])
    grad = np.concatenate([np.full((150, 3), 0.01), np.full((100, 3), 0.5)])
    found = hints(history(loss, ratio=1e-3, grad=grad), CONFIG, SPEC)
    assert kinds(found) == ["exploding"]
    assert found[0].facts["grad"].value == pytest.approx(3**0.5 * 5)
    assert found[0].facts["first_grad"].value == pytest.approx(3**0.5 * 0.1)


def test_a_first_layer_that_gets_a_hundredth_for_hundreds_of_steps_means_vanishing() -> None:
    spec = mlp((16, 8, 8, 10)).spec()
    grad = (1e-5, 1e-4, 1e-2)
    [hint] = hints(history(np.full(250, 2.3), grad=grad), CONFIG, spec)
    assert hint.kind == "vanishing"
    assert hint.layer == "fc1"
    assert "1e-5 in fc1, 0.01 in fc3 (median of steps 51 to 250)" in words(hint).evidence
    assert hint.fix.config is not None
    assert hint.fix.config.spec is not None
    assert {item["type"] for item in hint.fix.config.spec["layers"]} == {"Flatten", "Linear", "ReLU"}
    assert hints(history(np.full(150, 2.3), grad=grad), CONFIG, spec) == []
    assert hints(history(np.full(250, 2.3), grad=(2e-3, 1e-3, 1e-2)), CONFIG, spec) == []


def relu(dead: int) -> dict[str, UnitFigures]:
    return {"relu1": UnitFigures("relu1", "ReLU", "fc1", 8, 512, 0.1, 0.2, dead)}


def test_dead_units_name_the_cause_that_the_numbers_show() -> None:
    shown = history(falling())
    [leaky] = hints(shown, CONFIG, SPEC, relu(4), 300)
    assert leaky.kind == "dead-units"
    assert leaky.facts["share"].text == "50\u00a0%"
    assert leaky.fix.key == "leaky"
    assert leaky.fix.config is not None
    assert leaky.fix.config.spec is not None
    assert "LeakyReLU" in {item["type"] for item in leaky.fix.config.spec["layers"]}
    assert SPEC["layers"][2]["type"] == "ReLU"  # the run's own is untouched
    assert hints(shown, CONFIG, SPEC, relu(4), 300, relu(5))[0].fix.key == "start"
    assert hints(history(falling(), ratio=4e-2), CONFIG, SPEC, relu(4), 300)[0].fix.key == "rate"
    assert hints(shown, CONFIG, SPEC, relu(3), 300) == []


def with_mistake(layer: str) -> dict[str, Any]:
    made = deepcopy(SPEC)
    next(item for item in made["layers"] if item["name"] == layer)["mistake"] = "relu.dx-sign-of-g"
    return made


def test_units_that_get_a_gradient_all_the_same_are_not_called_dead() -> None:
    shown, still = history(falling()), history(falling(), grad=(0, 0.01, 0.01))
    assert hints(shown, CONFIG, SPEC, relu(8), 300) == []  # a whole layer at 0, and yet a gradient
    assert kinds(hints(still, CONFIG, SPEC, relu(8), 300)) == ["dead-units"]
    for layer in ("fc1", "relu1"):  # what it lets through is not told by what it puts out
        assert "dead-units" not in kinds(hints(still, CONFIG, with_mistake(layer), relu(8), 300))
        assert hints(shown, CONFIG, with_mistake(layer), relu(4), 300) == []
    [leaky] = hints(shown, CONFIG, with_mistake("relu2"), relu(4), 300)
    assert leaky.fix.config is not None
    assert not any("mistake" in item for item in leaky.fix.config.spec["layers"])  # a new run is right


def tanh(saturated: float, stuck: int) -> dict[str, UnitFigures]:
    return {"tanh1": UnitFigures("tanh1", "Tanh", "fc1", 8, 512, 0.1, 0.2, None, saturated, stuck)}


def test_outputs_at_both_ends_are_fine_but_units_stuck_at_one_are_not() -> None:
    shown = history(falling())
    assert hints(shown, CONFIG, SPEC, tanh(0.75, 0), 300) == []
    assert kinds(hints(shown, CONFIG, SPEC, tanh(0.6, 4), 300)) == ["saturated"]
    assert kinds(hints(shown, CONFIG, SPEC, tanh(0.95, 0), 300)) == ["saturated"]


def test_a_handful_of_images_says_of_no_unit_that_it_is_dead_or_stuck() -> None:
    shown = history(falling())
    for units, kind in ((relu(7), "dead-units"), (tanh(1.0, 8), "saturated")):
        [found] = hints(shown, CONFIG, SPEC, units, 300)
        assert found.kind == kind
        assert "512 images" in words(found).evidence
        [name] = units
        few = {name: replace(units[name], images=1)}
        assert hints(shown, CONFIG, SPEC, few, 300) == []


def judged(losses: list[float], accuracy: float = 0.9) -> History:
    made = history(falling(100 * len(losses)))
    for epoch, loss in enumerate(losses, 1):
        made.evaluations.append(Evaluation(100 * epoch, epoch, accuracy, loss))
    return made


def test_a_test_loss_that_rises_while_training_goes_on_well_means_overfitting() -> None:
    run = judged([0.5, 0.3, 0.35, 0.36, 0.37, 0.38, 0.4], accuracy=0.5)
    [hint] = hints(run, CONFIG, SPEC)
    assert hint.kind == "overfitting"
    accuracy = run.column("accuracy")
    assert hint.facts["train"].value == pytest.approx(float(accuracy[600:].mean(dtype=float)))
    assert hint.facts["gap"].value == pytest.approx(float(accuracy[600:].mean(dtype=float)) - 0.5)
    assert (hint.facts["low"].value, hint.facts["low"].last) == (0.3, 200)
    assert hint.fix.config is not None
    assert hint.fix.config.augmentation is not None
    assert hints(judged([0.5, 0.3, 0.35, 0.29, 0.37, 0.38, 0.4], accuracy=0.5), CONFIG, SPEC) == []
    assert hints(judged([0.5, 0.3, 0.45, 0.36, 0.6, 0.38, 0.35], accuracy=0.5), CONFIG, SPEC) == []
    assert hints(judged([0.5, 0.3, 0.31, 0.31, 0.32, 0.31, 0.32], accuracy=0.5), CONFIG, SPEC) == []


def test_what_is_done_already_is_not_proposed_against_overfitting() -> None:
    run = judged([0.5, 0.3, 0.35, 0.36, 0.37, 0.38, 0.4], accuracy=0.5)
    augmented = replace(CONFIG, augmentation={"shift": 2})
    assert hints(run, augmented, SPEC)[0].fix.field == "weight_decay"
    both = replace(augmented, weight_decay=5e-4)
    [hint] = hints(run, both, SPEC)
    assert (hint.fix.field, hint.fix.after) == ("epochs", 2)


def test_what_only_follows_from_a_cause_is_left_out() -> None:
    found = hints(history(np.full(250, 2.3), grad=(0, 0, 0.1)), CONFIG, SPEC, relu(8), 250)
    assert kinds(found) == ["dead-units"]  # the gradient vanishes because the units are dead


def test_every_kind_has_all_its_words_and_each_place_in_them_is_filled() -> None:
    made = [
        *hints(history(np.concatenate([falling(150), np.full(50, 1.5)]), ratio=5e-2), CONFIG, SPEC),
        *hints(
            history(
                np.concatenate([falling(150), np.full(100, 1.0)]),
                grad=np.concatenate([np.full((150, 3), 0.01), np.full((100, 3), 0.5)]),
            ),
            CONFIG,
            SPEC,
        ),
        *hints(history(falling()), CONFIG, SPEC, relu(4), 300),
        *hints(history(falling()), CONFIG, SPEC, tanh(0.95, 4), 300),
        *hints(history(np.full(250, 2.3), grad=(1e-5, 1e-4, 1e-2)), CONFIG, SPEC),
        *hints(history(np.linspace(2.40, 2.35, 300), ratio=1e-5, lr=1e-4), CONFIG, SPEC),
        *hints(judged([0.5, 0.3, 0.35, 0.36, 0.37, 0.38, 0.4], accuracy=0.5), CONFIG, SPEC),
    ]
    assert kinds(made) == list(HINT_KINDS)
    ways = {
        "rate-too-high": ("live", "new"),
        "exploding": ("live", "new"),
        "dead-units": ("rate", "start", "leaky"),
        "saturated": ("rate", "relu"),
        "vanishing": ("relu", "start"),
        "rate-too-low": ("live",),
        "overfitting": ("augmentation", "decay", "epochs"),
    }
    made += hints(history(np.full(120, 2.4), ratio=3e-2), CONFIG, SPEC)
    assert made[-1].case == "start"
    for hint in made:
        for way in ways[hint.kind]:
            after = {"decay": 5e-4, "epochs": 5}.get(way, hint.fix.after)
            said = words(replace(hint, fix=replace(hint.fix, key=way, after=after)))
            assert all(said)
            assert len(said.fix) <= 34  # it has to fit a button
            assert not set("{}") & set("".join(said))
        fields = set()
        text = (resources.files("resources") / "hints" / f"{hint.kind}.md").read_text(encoding="utf-8")
        for part in text.split("```")[::2]:
            fields |= {name for _, name, _, _ in string.Formatter().parse(part) if name}
        assert fields <= set(hint.filling())


def test_steps_are_told_from_the_first_to_the_last_and_one_as_one() -> None:
    said = "{0:step %|steps % to %}"
    assert said.format(StepRange(207, 207)) == "step 207"
    assert said.format(StepRange(1207, 1256)) == "steps 1,207 to 1,256"


def test_a_gap_between_accuracies_is_in_percentage_points() -> None:
    [hint] = hints(judged([0.5, 0.3, 0.35, 0.36, 0.37, 0.38, 0.4], accuracy=0.5), CONFIG, SPEC)
    hint.facts["gap"] = hint.facts["gap"]._replace(value=0.125)
    assert "12.5 percentage points apart" in words(hint).evidence
    assert "相差 12.5 个百分点" in words(hint, "zh_CN").evidence


def test_a_check_costs_the_same_after_a_hundred_thousand_steps() -> None:
    course = Course.of(history(falling(100_000)), SPEC)
    assert len(course.step) == 2000
    assert course.start is not None
    assert course.start.value == pytest.approx(2.52)
