"""The matcher: mistakes by their names, pairs too; nothing right is called wrong, nothing unknown named."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from core.mistakes import KINDS, kind_of
from core.mistakes.case import Case, On, Results
from core.mistakes.catalogue import RIGHT, affects, complete, equal, results
from core.mistakes.kinds import Kind
from core.mistakes.match import Run
from core.mistakes.report import DiagnosisReport
from core.mistakes.verdicts import diagnosed

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def runs_of(kind: Kind, on: On) -> list[Run]:
    """What somebody's code with these mistakes would give on all trials."""
    runs = []
    for trial in kind.trials:
        case = complete(kind, trial.case)
        found = results(kind, on, case)
        if case.get("rate") and "dW" in found and any(key.endswith(".dx-moved") for key in on):
            case = Case(case, w_after=case["w"] - case["rate"] * found["dW"])
        run = Run(trial, case, dict(found))
        if "dX" in kind.quantities and "dX" not in found:
            run.error, run.stage = "ValueError: no", "backward"
        runs.append(run)
    return runs


def changed(runs: list[Run], change: object) -> list[Run]:
    """The same runs with every result but the flags passed through a function."""
    return [
        Run(
            run.trial,
            run.case,
            {q: a if q == "arguments" else np.asarray(change(a), float) for q, a in run.results.items()},  # type: ignore[operator]
        )
        for run in runs
    ]


@pytest.mark.slow
@every_kind
def test_each_mistake_alone_is_named_and_shows_in_every_quantity_it_changes(kind: Kind):
    for key, quantities in affects(kind).items():
        if not quantities:
            continue
        report = diagnosed(kind, runs_of(kind, frozenset([key])))
        assert report.mistakes == (key,), f"{key}: {report}"
        assert {r.quantity for r in report if not r.ok} >= quantities - {"arguments"}, f"{key}: {report}"


@pytest.mark.slow
def test_pairs_are_named_as_the_pair_or_its_equal():
    rng = np.random.default_rng(0)
    right = tried = 0
    for kind in KINDS:
        keys = [key for key, quantities in affects(kind).items() if quantities]
        pairs = list(combinations(keys, 2))
        rng.shuffle(pairs)
        for pair in pairs[:40]:
            both = runs_of(kind, frozenset(map(str, pair)))
            alone = [runs_of(kind, on) for on in (RIGHT, *(frozenset([str(key)]) for key in pair))]
            if any(run.error for run in both) or any(same(both, other) for other in alone):
                continue  # one of them hides the other
            tried += 1
            right += set(diagnosed(kind, both).mistakes) == set(map(str, pair))
    assert tried > 300
    assert right >= 0.95 * tried, f"{right} of {tried}"


def same(some: list[Run], others: list[Run]) -> bool:
    return all(
        set(a.results) == set(b.results) and all(equal(a.results[q], b.results[q]) for q in a.results)
        for a, b in zip(some, others, strict=True)
    )


def right_in_other_digits(kind: Kind, seed: int, single: bool) -> DiagnosisReport:
    rng = np.random.default_rng(seed)

    def other(a: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            if single:
                noisy = a + 2e-6 * np.abs(a).max(initial=0) * rng.standard_normal(a.shape)
                return noisy.astype(np.float32).astype(float)
            return a * (1 + 1e-12 * rng.standard_normal(a.shape))

    return diagnosed(kind, changed(runs_of(kind, RIGHT), other))


@pytest.mark.slow
@every_kind
@pytest.mark.parametrize("single", [False, True], ids=["float64", "float32"])
def test_what_is_right_in_other_last_digits_is_right(kind: Kind, single: bool):
    for seed in range(1 if kind.name == "Conv2d" else 3):
        report = right_in_other_digits(kind, seed, single)
        assert report.ok, report


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_right_result_of_ten_thousand_is_called_wrong():
    judged = seed = 0
    while judged < 10_000:
        kind = KINDS[seed % len(KINDS)]
        report = right_in_other_digits(kind, seed, single=seed % 2 == 1)
        assert report.ok, report
        judged += len(report.results)
        seed += 1


def spoiled(a: np.ndarray, how: int, rng: np.random.Generator) -> np.ndarray:
    """The array, wrong in a way that no catalogue has."""
    a = np.array(a, float)
    a[~np.isfinite(a)] = 0
    size = float(np.abs(a).max(initial=0)) or 1.0
    if how == 0:
        return a + 0.1 * size * rng.standard_normal(a.shape)
    if how == 1:
        return a * rng.uniform(1.1, 1.9)
    if how == 2 and a.size:
        a.flat[rng.integers(a.size)] += size * rng.uniform(0.5, 1.5)
        return a
    if how == 3 and a.ndim:
        return np.roll(a, 1, -1) + 0.01 * size
    return np.tanh(a) + 0.037 * size


def named_by_accident(seed: int) -> DiagnosisReport | None:
    rng = np.random.default_rng(seed)
    kind = KINDS[seed % len(KINDS)]
    report = diagnosed(kind, changed(runs_of(kind, RIGHT), lambda a: spoiled(a, seed % 5, rng)))
    return report if any(r.mistakes or r.factor for r in report) else None


COUNTED = ("Dropout", "order of images")  # quantities that are counts hold little to be unlike


@pytest.mark.every(30)
@pytest.mark.parametrize("how", range(30))
def test_what_is_wrong_in_no_known_way_has_no_name(how: int):
    for step in range(0, 5 * len(KINDS), 30):
        seed = step + how
        if KINDS[seed % len(KINDS)].name not in COUNTED:
            report = named_by_accident(seed)
            assert report is None, report


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_unknown_mistake_of_ten_thousand_is_given_a_name():
    judged = seed = 0
    while judged < 10_000:
        if KINDS[seed % len(KINDS)].name not in COUNTED:
            report = named_by_accident(seed)
            assert report is None, report
            judged += len([q for q in KINDS[seed % len(KINDS)].quantities if q != "arguments"])
        seed += 1


def test_what_is_off_by_a_factor_alone_is_told_no_mistake_of_another_quantity():
    kind = kind_of("batch-norm")
    runs = runs_of(kind, frozenset(["bn.dx-image"]))
    for run in runs:
        run.results["dgamma"] = run.results["dgamma"] / len(run.case["x"])
    report = diagnosed(kind, runs)
    assert report["dX"].mistakes == ("bn.dx-image",)
    assert report["dgamma"].mistakes == ()
    assert report["dgamma"].factor == "it is divided by the batch"


def test_gradients_that_pile_up_are_said_to_be_right_where_they_are_cleared():
    report = diagnosed(kind_of("linear"), runs_of(kind_of("linear"), frozenset(["linear.dw-piles"])))
    assert report["dW"].mistakes == ("linear.dw-piles",)
    assert "gradients may pile up where something sets them to 0 before every batch" in report.notes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda a: np.where(np.arange(a.shape[1])[:, None, None] == 1, 0.3 * a + 1, a), "only in channel 1"),
        (lambda a: np.where(np.arange(len(a))[:, None, None, None] == 0, a * a, a), "only in image 0"),
        (lambda a: 1.37 * a, "everywhere 1.37 times the right number"),
        (lambda a: a.transpose(0, 2, 3, 1), "the channels seem to come last"),
    ],
)
def test_what_has_no_name_is_told_by_where_it_is_wrong(change, words):
    kind = kind_of("conv")
    runs = [runs_of(kind, RIGHT)[0]]
    found: Results = runs[0].results
    found["dX"] = np.ascontiguousarray(change(found["dX"]))
    result = diagnosed(kind, runs)["dX"]
    assert result.verdict == "wrong"
    assert not result.mistakes
    assert words in result.words


def test_wrong_numbers_at_the_border_or_only_at_equal_values_are_told_so():
    kind = kind_of("conv")
    runs = [runs_of(kind, RIGHT)[1]]
    border = np.ones(runs[0].results["dX"].shape, bool)
    border[:, :, 1:-1, 1:-1] = False
    runs[0].results["dX"] = np.where(border, np.sin(runs[0].results["dX"]) + 3, runs[0].results["dX"])
    assert "only at the border" in diagnosed(kind, runs)["dX"].words
    pool = kind_of("max-pool")
    runs = runs_of(pool, RIGHT)
    ties = next(run for run in runs if run.trial.name == "equal values")
    ties.results["dX"] = ties.results["dX"] + 0.01 * (ties.case["x"] == 1.5)
    assert 'only in the trial "equal values"' in diagnosed(pool, runs)["dX"].words


def test_a_factor_is_named_where_no_mistake_is():
    kind = kind_of("conv")
    runs = runs_of(kind, RIGHT)
    for run in runs:
        run.results["dW"] = run.results["dW"] / len(run.case["x"])
    result = diagnosed(kind, runs)["dW"]
    assert result.factor == "it is divided by the batch"
    assert "a mean over the batch where a sum is meant" in result.words
    assert any("together with a loss" in note for note in diagnosed(kind, runs).notes)


def test_dropout_that_scales_in_use_is_said_to_be_a_convention():
    kind = kind_of("dropout")
    keys = ("drop.y-unscaled", "drop.dx-unscaled", "drop.eval-scaled")
    report = diagnosed(kind, runs_of(kind, frozenset(keys)))
    assert set(report.mistakes) == set(keys)
    assert any("scaling in use" in note for note in report.notes)


@pytest.mark.slow
def test_what_goes_wrong_in_a_trial_that_asks_for_more_doesnt_hide_what_is_wrong_in_all():
    kind = kind_of("conv")
    runs = runs_of(kind, frozenset(["conv.dx-unturned"]))
    odd = next(run for run in runs if run.trial.name == "a 3x2 kernel")
    for quantity in ("y", "dX", "dW"):
        odd.results[quantity] = odd.results[quantity][..., :-1]
    report = diagnosed(kind, runs)
    assert report["dX"].mistakes == ("conv.dx-unturned",)
    assert not report["y"].mistakes


@pytest.mark.slow
def test_a_wrong_shape_in_one_trial_doesnt_hide_what_is_wrong_in_the_others():
    kind = kind_of("conv")
    runs = runs_of(kind, frozenset(["conv.dx-unturned"]))
    for run in runs:
        if run.case["steps"] != (1, 1):
            run.results["dX"] = run.results["dX"][:, :, :-1]
    result = diagnosed(kind, runs)["dX"]
    assert result.mistakes == ("conv.dx-unturned",)
    assert result.words.endswith('(and in "stride 2" its shape is wrong)')
    assert result.trial == "no border"
    right = runs_of(kind, RIGHT)
    right[2].results["dX"] = right[2].results["dX"][:, :, :-1]
    assert 'the shape is wrong in "stride 2": yours' in diagnosed(kind, right)["dX"].words


def test_what_a_wrong_shape_looks_like_is_said():
    kind = kind_of("conv")
    runs = [runs_of(kind, RIGHT)[0]]
    runs[0].results["dW"] = np.zeros((4, 2, 0, 0))
    runs[0].results["db"] = np.zeros((5, 7))
    report = diagnosed(kind, runs)
    assert "nothing is left (a slice like [p:-p] is empty for p = 0)" in report["dW"].words
    assert report["db"].words.endswith(
        "right (4,): it seems to be summed over other axes; "
        "dY.sum(axis=(0, 2, 3)) leaves one number an output channel"
    )


@pytest.mark.slow
def test_what_is_right_but_stops_in_some_trials_is_not_called_right():
    kind = kind_of("conv")
    runs = runs_of(kind, RIGHT)
    for run in runs:
        if run.case["steps"] == (2, 2):
            run.results = {"y": run.results["y"]}
            run.error, run.stage = "ValueError: no", "backward"
    report = diagnosed(kind, runs)
    assert report["y"].ok
    for quantity in ("dW", "db", "arguments"):
        assert report[quantity].verdict == "unseen"
        assert report[quantity].unseen == ("stride 2", "stride 2, sizes that don't divide")
        assert report[quantity].words.endswith(
            'not seen in "stride 2", "stride 2, sizes that don\'t divide": backward stopped there'
        )
    assert report["dX"].verdict == "raises"
    assert not report.ok


def test_what_comes_in_some_trials_only_is_not_called_right_either():
    runs = runs_of(kind_of("linear"), RIGHT)
    del runs[2].results["dX"]
    result = diagnosed(kind_of("linear"), runs)["dX"]
    assert (result.verdict, result.unseen) == ("unseen", ("one image",))
    assert result.words == 'right in 4 trials, not seen in "one image": nothing came there'


def test_a_name_says_in_which_trials_it_was_not_seen():
    kind = kind_of("conv")
    runs = runs_of(kind, frozenset(["conv.dw-turned"]))
    del runs[2].results["dW"]
    runs[2].error, runs[2].stage = "ValueError: no", "backward"
    result = diagnosed(kind, runs)["dW"]
    assert result.mistakes == ("conv.dw-turned",)
    assert result.unseen == ("stride 2",)
    assert result.words.endswith('not seen in "stride 2": backward stopped there')


@pytest.mark.slow
def test_a_list_of_trials_says_how_many_more_there_are_and_which_were_not_reached():
    kind = kind_of("conv")
    runs = runs_of(kind, RIGHT)
    for run in runs[:5]:
        run.results["dX"] = run.results["dX"] + 0.3 * np.sin(run.results["dX"])
    runs[8].results = {"y": runs[8].results["y"]}
    runs[8].error, runs[8].stage = "ValueError: no", "backward"
    words = next(r for r in diagnosed(kind, runs) if r.verdict == "wrong").words
    assert 'only in the trials "no border", "a border of 1", "stride 2" and 2 more' in words
    assert 'not seen in "a 5x5 kernel, border of 2": backward stopped there' in words


@pytest.mark.parametrize("name", ["ReLU", "LeakyReLU", "ELU", "Sigmoid", "Tanh"])
def test_two_mistakes_in_an_activation_each_make_wrong_what_they_are_said_to(name: str):
    kind = kind_of(name)
    found = affects(kind)

    def told(on: On, quantity: str) -> np.ndarray:
        return np.concatenate([results(kind, on, trial.case)[quantity].ravel() for trial in kind.trials])

    for pair in combinations(found, 2):
        for quantity in (found[pair[0]] & found[pair[1]]) - {"arguments"}:
            right, both, *each = (told(frozenset(on), quantity) for on in ((), pair, pair[:1], pair[1:]))
            if any(equal(both, alone) for alone in (right, *each)):
                continue  # one of them is all that is said
            wrong = ~np.isclose(both, right, 1e-7, 1e-7)
            assert all((wrong & ~np.isclose(alone, right, 1e-7, 1e-7)).any() for alone in each), pair
