"""Changed images: what moves where, and that the same batch is always changed alike."""

import json

import numpy as np
import pytest

import core
from core.data import augment
from core.data.augment import slide_rows


@pytest.fixture
def x():
    return core.Preprocessing()(core.mnist()[0][:32].images)


def fixed(monkeypatch, right=0, down=0, shear=0.0, angle=0.0):
    """Let every image draw these amounts (shear and angle as parts of the most)."""

    class Fixed:
        def integers(self, low, high, size, endpoint):
            return np.repeat([[right], [down]], size[1], axis=1)

        def uniform(self, low, high, size):
            return np.repeat([[shear], [angle]], size[1], axis=1)

    monkeypatch.setattr(augment, "generator", lambda *_: Fixed())


def test_the_same_seed_epoch_and_batch_change_alike_and_others_differ(x):
    change = core.Augmentation(2, 0.2, 10, 0.1)
    once = change.apply(x, 1, 2, 3)
    assert np.array_equal(once, change.apply(x, 1, 2, 3))
    for other in ((0, 2, 3), (1, 0, 3), (1, 2, 0)):
        assert not np.array_equal(once, change.apply(x, *other))


def test_the_argument_is_not_written_to_and_dtype_and_shape_stay(x):
    before = x.copy()
    for dtype in (np.float32, np.float64):
        y = core.Augmentation(2, 0.2, 10, 0.1).apply(x.astype(dtype), 0, 0, 0)
        assert y.dtype == dtype
        assert y.shape == x.shape
    assert np.array_equal(x, before)


def test_nothing_allowed_changes_nothing(x):
    y = core.Augmentation(0, 0, 0, 0).apply(x, 0, 0, 0)
    assert np.array_equal(y, x)
    assert not np.shares_memory(y, x)


@pytest.mark.parametrize(("right", "down"), [(2, 1), (-3, 2), (0, -4), (28, 28)])
def test_a_shift_moves_the_image_right_and_down(x, monkeypatch, right, down):
    fixed(monkeypatch, right, down)
    y = core.Augmentation().apply(x, 0, 0, 0)
    expected = np.zeros_like(x)
    for r in range(28):
        for c in range(28):
            if 0 <= r - down < 28 and 0 <= c - right < 28:
                expected[:, :, r, c] = x[:, :, r - down, c - right]
    assert np.array_equal(y, expected)


def smooth(x, y):
    return np.exp(-((x - 1) ** 2 + (y + 2) ** 2) / 20)


def test_a_shear_and_a_rotation_go_where_the_formula_says(monkeypatch):
    rows, columns = np.mgrid[:28, :28] - 13.5
    image = smooth(columns, rows)[None, None]
    fixed(monkeypatch, shear=0.3)
    sheared = core.Augmentation(0, 1.0).apply(image, 0, 0, 0)
    assert np.allclose(sheared[0, 0], smooth(columns + 0.3 * rows, rows), atol=0.02)
    fixed(monkeypatch, right=2, down=-1, angle=1.0)
    for degrees in (5.0, 25.0, 45.0):
        turned = core.Augmentation(2, 0.0, degrees).apply(image, 0, 0, 0)[0, 0]
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        assert np.allclose(turned, smooth(c * columns + s * rows - 2, c * rows - s * columns + 1), atol=0.05)


def test_sliding_rows_interpolates_between_two_pixels():
    x = np.random.default_rng(0).random((2, 3, 4, 5))
    offsets = np.random.default_rng(1).uniform(-7, 7, (2, 4))
    down = np.array([1, -2])
    y = slide_rows(x, offsets, down)

    def at(n, c, row, column):
        return x[n, c, row, column] if 0 <= row < 4 and 0 <= column < 5 else x.min()

    for n, c, r, i in np.ndindex(x.shape):
        place = i + offsets[n, r]
        left = int(np.floor(place))
        part = place - left
        value = (1 - part) * at(n, c, r - down[n], left) + part * at(n, c, r - down[n], left + 1)
        assert np.isclose(y[n, c, r, i], value, rtol=1e-12)


def test_what_comes_in_from_outside_is_background_whatever_the_preprocessing(x):
    signed = core.Augmentation(4, 0.3).apply(x * 2 - 1, 0, 0, 0)
    unit = core.Augmentation(4, 0.3).apply(x, 0, 0, 0)
    assert signed.min() == -1
    assert np.allclose(signed, unit * 2 - 1, atol=1e-6)


def test_noise_has_the_strength_asked_for(x):
    noise = core.Augmentation(0, 0, 0, 0.1).apply(x * 4, 0, 0, 0) - x * 4
    assert abs(noise.std() - 0.4) < 0.01
    assert abs(noise.mean()) < 0.01


def test_each_setting_leaves_what_the_others_draw(x):
    assert np.array_equal(
        core.Augmentation(2, 0.2).apply(x, 0, 0, 0), core.Augmentation(2, 0.2, noise=0.0).apply(x, 0, 0, 0)
    )
    shifted = core.Augmentation(2, 0.0).apply(x, 0, 0, 0)
    both = core.Augmentation(2, 0.001).apply(x, 0, 0, 0)
    assert np.allclose(shifted, both, atol=0.02)


def test_settings_go_through_json_and_nonsense_is_refused():
    change = core.Augmentation(1, 0.1, 5.0, 0.2)
    assert core.Augmentation.from_dict(json.loads(json.dumps(change.as_dict()))) == change
    for items in ({"shift": -1}, {"shift": 1.5}, {"shear": 2}, {"rotation": float("nan")}, {"noise": "1"},
                  {"shift": True}, {"noise": -0.1}):  # fmt: skip
        with pytest.raises(ValueError, match=next(iter(items))):
            core.Augmentation(**items)
    with pytest.raises(ValueError, match="augmentation"):
        core.Augmentation.from_dict({"zoom": 1})
