"""Principal components against numpy's singular values, and on data whose components are known."""

from itertools import pairwise

import numpy as np
import pytest

from core.evaluation.pca import layers, maps, nearest_own_middle, principal
from core.models import lenet5


def planted(N, D, seed=0):
    """Data with strengths that fall by half from one hidden direction to the next, and a mean."""
    rng = np.random.default_rng(seed)
    directions = np.linalg.qr(rng.standard_normal((D, 6)))[0].T
    hidden = rng.standard_normal((N, 6)) * 0.5 ** np.arange(6) * 20
    return hidden @ directions + rng.standard_normal((N, D)) * 0.02 + 3 * rng.random(D), hidden, directions


@pytest.mark.parametrize("shape", [(90, 40), (40, 90), (700, 30), (30, 700), (600, 560)])
def test_components_are_numpys_singular_vectors(shape):
    x = planted(*shape)[0]
    made = principal(x, 3)
    X = x - x.mean(axis=0)
    U, S, V = np.linalg.svd(X, full_matrices=False)
    for i in range(3):
        sign = np.sign(made.directions[i] @ V[i])
        assert np.allclose(made.directions[i] * sign, V[i], atol=2e-3)
        assert np.allclose(made.coordinates[:, i] * sign, U[:, i] * S[i], atol=2e-3 * S[0])
    assert np.allclose(made.shares, S[:3] ** 2 / (S**2).sum(), rtol=1e-4)


def test_planted_directions_are_found_with_their_shares():
    x, hidden, directions = planted(2000, 50)
    made = principal(x, 2)
    assert abs(made.directions[0] @ directions[0]) > 0.999
    assert abs(made.directions[1] @ directions[1]) > 0.998
    assert made.shares[0] == pytest.approx(hidden[:, 0].var() / x.var(axis=0).sum(), rel=1e-2)


def test_data_in_which_no_direction_stands_out_is_solved_all_the_same():
    x = np.random.default_rng(0).standard_normal((540, 520))
    S = np.linalg.svd(x - x.mean(axis=0), compute_uv=False)
    assert np.allclose(principal(x, 2).shares, S[:2] ** 2 / (S**2).sum(), rtol=1e-3)


def test_directions_are_at_right_angles_and_coordinates_have_no_mean():
    made = principal(planted(300, 80)[0], 4)
    assert np.allclose(made.directions @ made.directions.T, np.eye(4), atol=1e-4)
    assert np.allclose(made.coordinates.mean(axis=0), 0, atol=1e-3)
    assert (np.diff(made.shares) < 0).all()


def test_an_axis_points_to_where_the_data_reaches_further():
    x = np.zeros((100, 3))
    x[:, 1] = np.random.default_rng(1).exponential(size=100)
    assert principal(x, 1).directions[0, 1] == pytest.approx(1)
    assert principal(-x, 1).directions[0, 1] == pytest.approx(-1)


def test_an_axis_agrees_with_the_one_it_is_to_be_like():
    x = planted(200, 20)[0]
    made = principal(x, 2)
    other = principal(x, 2, like=made.coordinates * [-1, 1])
    assert np.allclose(other.coordinates, made.coordinates * [-1, 1], atol=1e-4)


def test_samples_that_are_all_alike_lie_in_one_place():
    made = principal(np.full((20, 5), 7.0), 2)
    assert not made.coordinates.any()
    assert not made.shares.any()


def test_fewer_numbers_than_axes_leave_the_rest_zero():
    made = principal(np.arange(10.0)[:, None], 2)
    assert made.coordinates.shape == (10, 2)
    assert made.shares.tolist() == [pytest.approx(1), 0]
    assert principal(np.zeros((0, 4)), 2).coordinates.shape == (0, 2)


def test_what_is_not_finite_is_refused():
    x = np.ones((5, 4))
    x[2, 1] = np.nan
    with pytest.raises(ValueError, match="finite"):
        principal(x)


def test_every_layer_is_mapped_from_its_own_outputs():
    network = lenet5(dropout=0.5, rng=np.random.default_rng(0)).eval()
    x = np.random.default_rng(1).random((60, 1, 28, 28), dtype=np.float32)
    made = dict(maps(network, x))
    assert tuple(made) == layers(network.spec())
    assert tuple(made)[:3] == ("input", "conv1", "pool1")
    assert not {"flatten", "dropout4"} & set(made)
    outputs, y = {"input": x}, x
    for name, layer in network.layers.items():
        outputs[name] = y = layer.forward(y)
    for name, found in made.items():
        X = outputs[name].reshape(60, -1).astype(float)
        S = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
        assert np.allclose(found.shares, S[:2] ** 2 / (S**2).sum(), rtol=1e-3)


def test_a_map_has_the_signs_of_the_layer_before():
    network = lenet5(rng=np.random.default_rng(0)).eval()
    x = np.random.default_rng(1).random((60, 1, 28, 28), dtype=np.float32)
    made = list(maps(network, x))
    for (_, before), (_, after) in pairwise(made):
        assert (np.einsum("nk,nk->k", before.coordinates, after.coordinates) >= 0).all()


def test_a_map_has_the_signs_of_an_earlier_one_of_its_layer():
    network = lenet5(rng=np.random.default_rng(0)).eval()
    x = np.random.default_rng(1).random((60, 1, 28, 28), dtype=np.float32)
    earlier = {name: found.coordinates * [-1, 1] for name, found in maps(network, x)}
    for name, found in maps(network, x, like=earlier):
        assert np.allclose(found.coordinates, earlier[name], atol=1e-3 * abs(earlier[name]).max())


def test_progress_rises_and_can_end_the_work():
    network = lenet5(rng=np.random.default_rng(0)).eval()
    x = np.zeros((150, 1, 28, 28), np.float32)
    told = []
    list(maps(network, x, progress=told.append))
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


def test_a_layer_that_ran_away_is_named():
    network = lenet5(rng=np.random.default_rng(0)).eval()
    network.layers["conv2"].bias.data[:] = np.inf
    found = maps(network, np.ones((4, 1, 28, 28), np.float32))
    with pytest.raises(ValueError, match="conv2"):
        list(found)


def test_what_lies_nearest_to_its_own_middle_is_counted_one_by_one():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 4, 50)
    labels[labels == 2] = 3  # a class without images is nobody's nearest
    places = rng.standard_normal((50, 2)) + labels[:, None]
    middles = {label: places[labels == label].mean(axis=0) for label in (0, 1, 3)}
    right = 0
    for place, label in zip(places, labels, strict=True):
        right += min(middles, key=lambda each: float(np.hypot(*(place - middles[each])))) == label
    assert nearest_own_middle(places, labels, 4) == pytest.approx(right / 50)
    assert np.isnan(nearest_own_middle(places[:0], labels[:0], 4))
