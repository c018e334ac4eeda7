"""What mattered for an answer, and an image changed until the answer is another."""

from __future__ import annotations

import numpy as np
import pytest

import core
from core.data.dataset import Preprocessing
from core.evaluation.pixels import PixelAim, PixelAscent, gradient_times_input, occlusion, softmax

SPEC = {
    "layers": [
        {"name": "conv1", "type": "Conv2d", "in_channels": 1, "out_channels": 4, "kernel_size": 3},
        {"name": "relu1", "type": "ReLU"},
        {"name": "drop1", "type": "Dropout", "p": 0.5},
        {"name": "flatten", "type": "Flatten"},
        {"name": "fc2", "type": "Linear", "in_features": 256, "out_features": 3},
    ]
}


def network(seed: int = 0, channels: int = 1) -> core.Sequential:
    spec = {"layers": [{**layer} for layer in SPEC["layers"]]}
    spec["layers"][0]["in_channels"] = channels
    return core.Sequential.from_spec(spec, rng=np.random.default_rng(seed))


def image(seed: int = 1, shape=(10, 10)) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


def reading(made: core.Sequential, preprocessing: Preprocessing, pixels: np.ndarray) -> np.ndarray:
    """Probabilities by the clear layers. Shape: pixels (C, H, W) from 0 to 1."""
    x = (255 * pixels * preprocessing.scale + preprocessing.shift).astype(np.float32)
    return softmax(made.eval().forward(x[None]))[0]


@pytest.mark.parametrize("name", ["unit", "signed", "raw"])
@pytest.mark.parametrize("label", [0, 1, 2])
def test_an_ascent_stays_within_range_and_ball_and_its_loss_falls(name, label):
    preprocessing = Preprocessing.of(name)
    made = network(label)
    for parameter in made.named_parameters().values():
        parameter.data *= 0.01 if name == "raw" else 1.0
    ascent = PixelAscent(made, preprocessing, image(), PixelAim(label=label), rate=0.1, radius=1.0)
    values = [ascent.look().value]
    for number in range(1, 41):
        step = ascent.step()
        assert step.image.min() >= 0
        assert step.image.max() <= 1
        assert step.size <= 1.0 + 1e-9
        assert step.size == pytest.approx(np.linalg.norm(step.image - ascent.start))
        np.testing.assert_allclose(step.probabilities, reading(made, preprocessing, step.image), rtol=1e-3)
        if step.number < number:
            assert step.reached
            break
        values.append(step.value)
    rises = np.diff(values)
    inside = rises[: max(1, int(0.8 / 0.1))]  # before the bound holds it
    assert (inside >= 0).mean() >= 0.95
    assert values[-1] >= values[0]


def test_a_tighter_bound_holds_at_once():
    ascent = PixelAscent(network(), Preprocessing(), image(), PixelAim(label=2), rate=0.5, radius=2.0)
    for _ in range(8):
        ascent.step()
    ascent.radius = 0.3
    assert ascent.look().size <= 0.3 + 1e-9
    assert ascent.look().bounded
    ascent.radius = 0.0
    assert np.array_equal(ascent.look().image, ascent.start)


def test_an_aim_that_is_met_changes_nothing_more():
    made = network()
    made.named_parameters()["fc2.weight"].data *= 10  # sure answers can be had
    read = int(reading(made, Preprocessing(), image()[None] / 255).argmax())
    ascent = PixelAscent(made, Preprocessing(), image(), PixelAim(label=read), rate=1.0, radius=50.0)
    for _ in range(60):
        done = ascent.step()
    assert done.reached
    assert ascent.step().number == done.number
    assert np.array_equal(ascent.step().image, done.image)


def test_until_a_channel_fires():
    made = network()
    aim = PixelAim(layer="relu1", channel=2, goal=2.0)
    ascent = PixelAscent(made, Preprocessing(), image(), aim, rate=0.2, radius=5.0)
    first = ascent.look().value
    last = first
    for _ in range(60):
        step = ascent.step()
        assert step.value >= last - 1e-4
        last = step.value
    assert last > first
    made.eval()
    out = made.layers["conv1"].forward(step.image.astype(np.float32)[None])
    assert step.value == pytest.approx(out[0, 2].max(), rel=1e-4)


def test_a_silent_channel_is_woken_by_the_layer_before_it():
    made = network()
    made.named_parameters()["conv1.bias"].data[2] = -0.1
    aim = PixelAim(layer="relu1", channel=2, goal=0.05)
    dark = np.zeros((10, 10), np.uint8)
    ascent = PixelAscent(made, Preprocessing(), dark, aim, rate=0.3, radius=20.0)
    assert ascent.look().value == 0
    while not (step := ascent.step()).reached and step.number < 100:
        pass
    assert step.reached
    made.named_parameters()["conv1.weight"].data[2] = 0
    stuck = PixelAscent(made, Preprocessing(), dark, aim).step()
    assert stuck.stuck
    assert stuck.number == 0


def test_aims_that_are_not_there_are_refused():
    for aim in (PixelAim(label=3), PixelAim(layer="conv9"), PixelAim(layer="conv1", channel=4), PixelAim(-1)):
        with pytest.raises(ValueError):
            PixelAscent(network(), Preprocessing(), image(), aim)


def test_colour_images_are_changed_in_all_channels():
    ascent = PixelAscent(network(channels=3), Preprocessing(), image(shape=(3, 10, 10)), PixelAim(label=1))
    step = ascent.step()
    assert step.image.shape == (3, 10, 10)
    assert all(step.added[channel].any() for channel in range(3))


def test_occlusion_is_what_covering_by_hand_finds():
    made, x = network(), Preprocessing()(image()[None])
    found = occlusion(made, x, label=1, size=3, stride=2, value=0.5)
    assert found.tops.tolist() == [0, 2, 4, 6, 7]
    made.eval()
    whole = softmax(made.forward(x))[0, 1]
    assert found.probability == pytest.approx(whole, rel=1e-5)
    sums, counts = np.zeros((10, 10)), np.zeros((10, 10))
    for row, top in enumerate(found.tops):
        for column, left in enumerate(found.lefts):
            covered = x.copy()
            covered[0, :, top : top + 3, left : left + 3] = 0.5
            drop = whole - softmax(made.forward(covered))[0, 1]
            assert found.drops[row, column] == pytest.approx(drop, abs=1e-6)
            sums[top : top + 3, left : left + 3] += drop
            counts[top : top + 3, left : left + 3] += 1
    np.testing.assert_allclose(found.map, sums / counts, atol=1e-6)


def test_covering_with_what_is_there_changes_nothing():
    x = np.full((1, 1, 10, 10), 0.25, np.float32)
    found = occlusion(network(), x, value=0.25)
    assert np.abs(found.map).max() < 1e-6
    assert found.label == int(network().eval().forward(x).argmax())


def test_gradient_times_input_adds_up_to_the_logit_without_biases():
    made, x = network(), Preprocessing()(image()[None])
    for name, parameter in made.named_parameters().items():
        if name.endswith("bias"):
            parameter.data[:] = 0
    shares = gradient_times_input(made, x, 2)
    assert shares.shape == (1, 10, 10)
    assert shares.sum() == pytest.approx(made.eval().forward(x)[0, 2], rel=1e-4)
    above = gradient_times_input(made, x, 2, baseline=1.0)
    assert (above <= 0).sum() != (shares <= 0).sum()


def test_windows_and_labels_that_do_not_fit_are_refused():
    x = Preprocessing()(image()[None])
    for arguments in ({"size": 0}, {"size": 11}, {"stride": 0}, {"label": 3}):
        with pytest.raises(ValueError):
            occlusion(network(), x, **arguments)
    with pytest.raises(ValueError, match="floats"):
        occlusion(network(), image()[None])
    with pytest.raises(ValueError, match="class"):
        gradient_times_input(network(), x, 5)


def test_the_network_is_left_as_it_was():
    made = network().train()
    drop = made.layers["drop1"]
    kept = {k: a.tobytes() for k, a in made.state_dict().items()}, repr(drop.rng.bit_generator.state)
    x = Preprocessing()(image()[None])
    occlusion(made, x)
    gradient_times_input(made, x)
    ascent = PixelAscent(made, Preprocessing(), image(), PixelAim(label=0))
    for _ in range(3):
        ascent.step()
    assert all(parameter.grad is None for parameter in made.named_parameters().values())
    assert drop.training
    assert kept == (
        {k: a.tobytes() for k, a in made.state_dict().items()},
        repr(drop.rng.bit_generator.state),
    )
