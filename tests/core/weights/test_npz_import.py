"""Weights of other numpy programs come in by their names, all of them or none."""

import numpy as np
import pytest

import core


@pytest.fixture
def network():
    return core.lenet5(batch_norm=False, rng=np.random.default_rng(0))


@pytest.fixture
def theirs(tmp_path):
    rng = np.random.default_rng(1)
    np.savez(
        tmp_path / "w.npz",
        K1=rng.random((5, 5, 1, 6)),
        b1=rng.random(6),
        W4=rng.random((120, 84)),
        bad=np.nan,
    )
    return tmp_path / "w.npz"


NAMES = {
    "conv1.weight": ("K1", lambda kernel: kernel.transpose(3, 2, 0, 1)),  # (kH, kW, I, O) -> (O, I, kH, kW)
    "conv1.bias": "b1",
    "fc4.weight": ("W4", np.transpose),
}


def test_arrays_go_where_the_names_say_in_pytorchs_order(network, theirs):
    before = network.state_dict()
    core.import_npz(theirs, network, NAMES)
    arrays, after = np.load(theirs), network.state_dict()
    assert np.array_equal(after["conv1.weight"][3, 0], arrays["K1"][:, :, 0, 3].astype(np.float32))
    assert np.array_equal(after["conv1.bias"], arrays["b1"].astype(np.float32))
    assert np.array_equal(after["fc4.weight"], arrays["W4"].T.astype(np.float32))
    assert after["fc4.weight"].dtype == np.float32
    for name in before.keys() - NAMES.keys():
        assert np.array_equal(before[name], after[name])


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"fc4.weight": "W4"}, r"W4 has the shape \(120, 84\), fc4.weight needs \(84, 120\)"),
        ({"fc9.weight": "W4"}, "the network has no fc9.weight"),
        ({"conv1.bias": "b9"}, "it holds no array b9"),
        (
            {"conv1.bias": ("bad", lambda value: np.full(6, value))},
            "conv1.bias has values that are not finite",
        ),
    ],
)
def test_what_does_not_fit_changes_nothing(network, theirs, names, reason):
    before = network.state_dict()
    with pytest.raises(core.WeightFileError, match=reason):
        core.import_npz(theirs, network, NAMES | names)
    after = network.state_dict()
    assert all(np.array_equal(before[name], after[name]) for name in before)


def test_pickles_and_other_files_are_refused(network, tmp_path):
    np.savez(tmp_path / "objects.npz", b1=np.array([{}], object))
    (tmp_path / "text").write_text("hello")
    for name, reason in (
        ("objects.npz", "pickled objects"),
        ("text", "not an .npz"),
        ("none", "no such file"),
    ):
        with pytest.raises(core.WeightFileError, match=reason):
            core.import_npz(tmp_path / name, network, {"conv1.bias": "b1"})
