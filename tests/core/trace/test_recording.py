"""Traces: everything of one batch, frozen; a network that is only looked at stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import core
from core.files.atomic import SaveError
from core.trace.trace_file import TraceFileError

OPTIMIZERS = [
    (core.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 1e-3}),
    (core.RMSprop, {"momentum": 0.5, "centered": True}),
    (core.Adagrad, {}),
    (core.AdamW, {"amsgrad": True}),
]


def network(seed: int = 0) -> core.Sequential:
    rng = np.random.default_rng(seed)
    return core.Sequential(
        [
            ("conv1", core.Conv2d(1, 3, 3, stride=2, padding=1, rng=rng)),
            ("bn1", core.BatchNorm2d(3)),
            ("pool1", core.MaxPool2d(2)),
            ("relu1", core.ReLU()),
            ("flatten", core.Flatten()),
            ("dropout", core.Dropout(0.4, rng=rng)),
            ("fc", core.Linear(27, 4, rng=rng)),
        ]
    )


def batch(n: int = 5) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(9)
    return rng.random((n, 1, 12, 12), dtype=np.float32), rng.integers(0, 4, n).astype(np.uint8)


def everything(net: core.Sequential) -> dict[str, object]:
    """All that a recording could change in a network."""
    grads = {k: None if p.grad is None else p.grad.tobytes() for k, p in net.named_parameters().items()}
    arrays = {name: a.tobytes() for name, a in net.state_dict().items()}
    return {"grads": grads, "arrays": arrays, "rng": net.layers["dropout"].rng.bit_generator.state}


def test_recording_leaves_the_network_bit_for_bit_as_it_was():
    net, (images, labels), loss = network(), batch(), core.CrossEntropyLoss()
    loss.forward(net.forward(images), labels)
    net.backward(loss.backward())
    before, kept = everything(net), net.layers["bn1"].running_mean
    core.record(net, loss, images, labels)
    assert everything(net) == before
    assert net.layers["bn1"].running_mean is kept


def test_a_backward_pass_in_progress_is_not_disturbed():
    net, (images, labels), loss = network(), batch(), core.CrossEntropyLoss()
    loss.forward(net.forward(images), labels)
    core.record(net, core.CrossEntropyLoss(), images[:2] * 0, labels[:2])
    assert net.backward(loss.backward()).shape == images.shape


def test_a_trace_holds_what_the_layers_compute():
    images, labels = batch()
    trace = core.record(network(), core.CrossEntropyLoss(), images, labels)
    twin, loss = network(), core.CrossEntropyLoss()
    x = images
    for name, layer in twin.layers.items():
        assert np.array_equal(trace[name].input, x)
        x = layer.forward(x)
        assert np.array_equal(trace[name].output, x)
    assert trace.loss == loss.forward(x, labels)
    g = loss.backward()
    assert np.array_equal(trace["loss"].grad_input, g)
    for name, layer in reversed(twin.layers.items()):
        assert np.array_equal(trace[name].grad_output, g)
        g = layer.backward(g)
        assert np.array_equal(trace[name].grad_input, g)
        for key, parameter in layer.parameters().items():
            assert np.array_equal(trace[name].params[key], parameter.data)
            assert np.array_equal(trace[name].grads[key], parameter.grad)
    assert np.array_equal(trace["dropout"].intermediates["mask"], twin.layers["dropout"]._mask)
    assert set(trace["bn1"].intermediates) == {"x_hat", "inv_std", "mean", "var"}
    assert np.array_equal(trace["loss"].probabilities, loss.probabilities)
    assert np.array_equal(trace.labels, labels)


@pytest.mark.parametrize(("kind", "settings"), OPTIMIZERS)
def test_recording_with_an_optimiser_makes_the_very_update_that_training_makes(kind, settings):
    images, labels = batch()
    recorded, trained = network(), network()
    first, second = (
        kind(recorded.named_parameters(), **settings),
        kind(trained.named_parameters(), **settings),
    )
    loss = core.CrossEntropyLoss()
    for number in (1, 2):
        before = recorded.state_dict()
        trace = core.record(recorded, loss, images, labels, first)
        loss.forward(trained.forward(images), labels)
        trained.backward(loss.backward())
        second.step()
        assert trace.step == number
        for name, array in trained.state_dict().items():
            layer, key = name.split(".")
            assert np.array_equal(recorded.state_dict()[name], array)
            assert np.array_equal(trace[layer][f"{key}.after"], array)
            assert np.array_equal(trace[layer][key], before[name])
    for key in second.STATE:
        assert np.array_equal(trace["fc"][f"weight.{key}.after"], second.state["fc.weight"][key])
    assert trace.optimizer == {**second.config(), "t": 2, "parameters": list(second.params)}


def test_optimiser_state_before_the_step_is_kept_too():
    net, (images, labels) = network(), batch()
    optimizer = core.SGD(net.named_parameters(), 0.1, momentum=0.9)
    loss = core.CrossEntropyLoss()
    first = core.record(net, loss, images, labels, optimizer)
    second = core.record(net, loss, images, labels, optimizer)
    assert not first["fc"]["weight.momentum_buffer"].any()
    assert np.array_equal(second["fc"]["weight.momentum_buffer"], first["fc"]["weight.momentum_buffer.after"])


def test_somebody_else_may_make_the_step_while_the_layers_only_observe():
    (images, labels), loss = batch(), core.CrossEntropyLoss()
    net, plain = network(), network()
    optimizer = core.SGD(net.named_parameters(), 0.1, momentum=0.9)

    def step() -> None:
        loss.forward(net.forward(images), labels)
        net.backward(loss.backward())
        for parameter in net.named_parameters().values():
            parameter.grad = parameter.grad * np.float32(1 + 1e-6)  # another order of adding
        optimizer.step()

    trace = core.record(net, loss, images, labels, optimizer, step=step)
    expected = core.record(plain, loss, images, labels)
    for name in trace.names:
        for key, array in expected[name].quantities.items():
            assert np.array_equal(trace[name][key], array), (name, key)
    assert np.array_equal(trace["fc"].after["weight"], net.layers["fc"].weight.data)
    assert np.array_equal(trace["fc"].applied["weight"], net.layers["fc"].weight.grad)
    assert not np.array_equal(trace["fc"].applied["weight"], trace["fc"].grads["weight"])
    assert optimizer.steps == trace.step == 1


def test_a_trace_can_be_completed_in_parts():
    net, (images, labels), loss = network(), batch(), core.CrossEntropyLoss()
    optimizer = core.Adam(net.named_parameters())
    trace = core.record(net, loss, images, labels)
    before = core.OptimizerRecord.of(optimizer)
    loss.forward(net.forward(images), labels)
    net.backward(loss.backward())
    optimizer.step()
    whole = trace.completed(net, optimizer, before)
    assert trace.optimizer is None
    assert whole.optimizer["t"] == 1
    assert np.array_equal(whole["bn1"]["running_mean.after"], net.layers["bn1"].running_mean)
    assert not whole["fc"].applied


def test_every_array_owns_its_memory_and_is_read_only():
    net, (images, labels) = network(), batch()
    trace = core.record(net, core.CrossEntropyLoss(), images, labels, core.Adam(net.named_parameters()))
    for name in (*trace.names, "loss"):
        for key, array in trace[name].quantities.items():
            assert array.flags.owndata, (name, key)
            assert array.flags.c_contiguous, (name, key)
            assert not array.flags.writeable, (name, key)
    images[:] = 0
    assert trace.images.any()


def test_a_trace_is_frozen():
    trace = core.record(network(), core.CrossEntropyLoss(), *batch())
    with pytest.raises(AttributeError):
        trace.step = 3
    with pytest.raises(AttributeError):
        trace["fc"].output = trace["fc"].input


def test_the_stops_go_forward_through_the_loss_and_back():
    net, (images, labels) = network(), batch()
    stops = core.record(net, core.CrossEntropyLoss(), images, labels).stops
    names = list(net.layers)
    assert [stop.layer for stop in stops] == [*names, "loss", *reversed(names)]
    assert stops[0] == ("forward", "conv1", 1, 7)
    assert stops[7] == ("loss", "loss", 1, 1)
    assert stops[8] == ("backward", "fc", 1, 7)
    optimizer = core.SGD(net.named_parameters(), 0.1)
    stops = core.record(net, core.CrossEntropyLoss(), images, labels, optimizer).stops
    assert stops[-1] == ("update", "conv1", 1, 1)


def test_any_cell_can_be_read():
    trace = core.record(network(), core.CrossEntropyLoss(), *batch())
    cell = core.Cell("conv1", "weight.grad", (2, 0, 1, 1))
    assert trace.at(cell) == float(trace["conv1"].grads["weight"][2, 0, 1, 1])
    assert trace.at(core.Cell("loss", "value", ())) == trace.loss
    assert trace.at(("loss", "labels", (3,))) == trace.labels[3]


@pytest.mark.parametrize(
    ("cell", "error", "message"),
    [
        (("conv9", "output", (0,)), KeyError, "no layer 'conv9' in this trace; it has conv1, bn1"),
        (("fc", "mask", (0,)), ValueError, "fc has no 'mask'; it has input, output"),
        (("fc", "output", (0,)), ValueError, r"fc.output has the shape \(5, 4\), no index \(0,\)"),
        (("fc", "output", (0, 4)), ValueError, r"no index \(0, 4\)"),
        (("fc", "output", (-1, 0)), ValueError, r"no index \(-1, 0\)"),
    ],
)
def test_a_cell_that_does_not_exist_is_refused_by_name(cell, error, message):
    trace = core.record(network(), core.CrossEntropyLoss(), *batch())
    with pytest.raises(error, match=message):
        trace.at(cell)


def test_probabilities_are_told_for_every_loss():
    images, labels = batch()
    layers = list(network().layers.items())
    nll = core.record(core.Sequential([*layers, ("log", core.LogSoftmax())]), core.NLLLoss(), images, labels)
    np.testing.assert_allclose(nll.probabilities.sum(axis=1), 1, rtol=1e-6)
    mse = core.record(network(), core.MSELoss(), images, np.zeros((5, 4), np.float32))
    assert mse.probabilities is mse.logits
    assert list(nll["loss"].quantities) == ["log_probabilities", "labels", "value", "grad_input"]
    assert list(mse["loss"].quantities) == ["prediction", "target", "value", "grad_input"]


def test_the_losses_of_the_images_come_to_that_of_the_batch():
    images, labels = batch()
    layers = list(network().layers.items())
    traces = (
        core.record(network(), core.CrossEntropyLoss(), images, labels),
        core.record(network(), core.CrossEntropyLoss(0.1), images, labels),
        core.record(core.Sequential([*layers, ("log", core.LogSoftmax())]), core.NLLLoss(), images, labels),
        core.record(network(), core.MSELoss(), images, np.ones((5, 4), np.float32)),
    )
    for trace in traces:
        assert np.mean([trace.image_loss(n) for n in range(5)]) == pytest.approx(trace.loss, rel=1e-6)


def test_an_image_that_is_read_surely_has_the_loss_that_was_recorded():
    logits = core.Linear(1, 2, bias=False)
    logits.weight.data = np.array([[13.5], [0.0]], np.float32)
    net = core.Sequential([("flatten", core.Flatten()), ("fc", logits)])
    trace = core.record(net, core.CrossEntropyLoss(), np.ones((1, 1, 1, 1), np.float32), np.zeros(1, int))
    assert trace.image_loss(0) == -trace.at(core.Cell("loss", "log_probabilities", (0, 0))) > 0
    assert trace.image_loss(0) != -np.log(float(trace.probabilities[0, 0]))  # which is rounded to 7 digits


def test_evaluation_mode_is_recorded_as_such():
    net = network().eval()
    trace = core.record(net, core.CrossEntropyLoss(), *batch(1))
    assert not trace["bn1"].training
    assert "mask" not in trace["dropout"].intermediates


@pytest.mark.parametrize("loss", [core.CrossEntropyLoss(0.1, "sum"), core.MSELoss()], ids=repr)
def test_a_saved_trace_comes_back_whole(tmp_path: Path, loss):
    net, (images, labels) = network(), batch()
    target = labels if isinstance(loss, core.CrossEntropyLoss) else np.zeros((5, 4), np.float32)
    trace = core.record(net, loss, images, target, core.AdamW(net.named_parameters()))
    trace.save(tmp_path / "lesson.trace")
    back = core.Trace.load(tmp_path / "lesson.trace")
    assert back.network == trace.network
    assert back.optimizer == trace.optimizer
    assert (back.step, back.stops, back.names) == (trace.step, trace.stops, trace.names)
    for name in (*trace.names, "loss"):
        assert (back[name].kind, dict(back[name].config)) == (trace[name].kind, dict(trace[name].config))
        assert set(back[name].quantities) == set(trace[name].quantities)
        for key, array in trace[name].quantities.items():
            again = back[name][key]
            assert np.array_equal(again, array), (name, key)
            assert again.dtype == array.dtype
            assert again.shape == array.shape
            assert again.flags.owndata
            assert not again.flags.writeable
    assert back["fc"].training == trace["fc"].training
    assert back["bn1"].input is back["conv1"].output


def saved(tmp_path: Path) -> tuple[Path, bytes]:
    path = tmp_path / "lesson.trace"
    core.record(network(), core.CrossEntropyLoss(), *batch()).save(path)
    return path, path.read_bytes()


@pytest.mark.parametrize("cut", [0, 4, 100, 2000, -1])
def test_a_cut_off_file_is_refused(tmp_path: Path, cut: int):
    path, data = saved(tmp_path)
    path.write_bytes(data[:cut])
    with pytest.raises(TraceFileError, match="lesson"):
        core.Trace.load(path)


def test_one_flipped_bit_is_noticed(tmp_path: Path):
    path, data = saved(tmp_path)
    for place in np.random.default_rng(0).integers(0, len(data), 40):
        changed = bytearray(data)
        changed[place] ^= 1 << int(place % 8)
        path.write_bytes(changed)
        with pytest.raises(TraceFileError):
            core.Trace.load(path)


def test_other_files_are_refused_with_what_they_are(tmp_path: Path):
    path = tmp_path / "weights.safetensors"
    core.save_weights(path, network())
    with pytest.raises(TraceFileError, match="it holds tensors, but no trace"):
        core.Trace.load(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    with pytest.raises(TraceFileError, match="it is a PNG image"):
        core.Trace.load(path)
    with pytest.raises(TraceFileError, match="there is no such file"):
        core.Trace.load(tmp_path / "missing")


def test_a_trace_with_something_missing_is_refused(tmp_path: Path):
    from core.files.metadata import canonical_json
    from core.files.tensorfile import pack
    from core.weights.weight_files import digest

    path, _ = saved(tmp_path)
    about = {"network": network().spec(), "modes": {}, "loss": {"kind": "MSELoss", "config": {}}}
    metadata = {"cnnviz_trace": "1", "trace": canonical_json(about)}
    tensors = {"images": np.zeros((1, 1, 12, 12))}
    path.write_bytes(pack(tensors, {**metadata, "sha256": digest(metadata, tensors)}))
    with pytest.raises(TraceFileError, match="it is no complete trace"):
        core.Trace.load(path)


def test_saving_where_it_is_not_possible_says_so(tmp_path: Path):
    trace = core.record(network(), core.CrossEntropyLoss(), *batch())
    with pytest.raises(SaveError):
        trace.save(tmp_path)


def test_the_settings_in_a_trace_are_plain_data():
    net, (images, labels) = network(), batch()
    trace = core.record(net, core.CrossEntropyLoss(), images, labels, core.Adam(net.named_parameters()))
    json.dumps(
        [trace.network, trace.optimizer, [dict(trace[name].config) for name in (*trace.names, "loss")]]
    )
