"""`cnnviz inspect`, `train --data` and `evaluate --data --as --map`: somebody's own images and weights in a
terminal.
"""

import json

import numpy as np
import pytest
import safetensors.numpy

import core
from cnnviz.system.paths import trained_network
from cnnviz.terminal import cli

KEYS = (
    "kind",
    "images",
    "classes",
    "size",
    "channels",
    "range",
    "polarity",
    "turned",
    "left_out",
    "train",
    "test",
)


@pytest.fixture
def inverted(tmp_path):
    test = core.mnist()[1][:200]
    path = tmp_path / "mine.npz"
    np.savez(path, images=255 - test.images, labels=test.labels)
    return str(path)


@pytest.fixture
def bars(tmp_path, digits):
    train, test = digits
    path = tmp_path / "bars.npz"
    colours = [np.repeat(each.images[..., None], 3, axis=3) for each in (train, test)]
    for each in colours:
        each[..., 2] //= 2
    np.savez(path, x_train=colours[0], y_train=train.labels, x_test=colours[1], y_test=test.labels)
    return str(path)


def run(capsys, *arguments):
    status = cli.run(list(arguments))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_inspect_says_it_in_five_lines_or_as_json(capsys, inverted):
    status, out, _ = run(capsys, "inspect", inverted)
    assert (status, len(out.splitlines())) == (0, 5)
    assert "200 images of 28x28 pixels, grey" in out
    assert "dark on light, inverted" in out
    status, out, _ = run(capsys, "inspect", inverted, "--json")
    found = json.loads(out)
    assert set(KEYS) | {"notes"} <= set(found)
    assert (found["images"], found["train"], found["test"]) == (200, 172, 28)
    assert found["polarity"]["inverted"] is True
    assert sum(found["classes"].values()) == 200
    status, out, _ = run(
        capsys, "inspect", inverted, "--json", "--no-invert", "--turn", "90", "--classes", "4,7"
    )
    found = json.loads(out)
    assert found["polarity"] == {"inverted": False, "sure": 1.0}
    assert found["turned"] == "90"
    assert set(found["classes"]) == {"4", "7"}


@pytest.mark.parametrize(
    ("arguments", "status", "text"),
    [
        (("inspect", "{none}"), 1, "no such file"),
        (("inspect", "{file}", "--size", "200"), 2, "--size"),
        (("inspect", "{file}", "--pair", "other"), 1, "other"),
        (("inspect", "{file}", "--turn", "45"), 2, "--turn"),
        (("evaluate", "{weights}", "--as", "nope"), 2, "--as: no preset is called"),
        (("evaluate", "{weights}", "--size", "28"), 2, "--size"),
        (("train", "--invert"), 2, "--invert"),
        (("train", "--data", "{none}"), 1, "no such file"),
        (("evaluate", "{file}"), 1, "the file holds"),
    ],
)
def test_wrong_usage_is_one_line(capsys, tmp_path, inverted, arguments, status, text):
    places = {"none": str(tmp_path / "none"), "file": inverted, "weights": str(trained_network())}
    given = [argument.format(**places) for argument in arguments]
    try:
        found, _, err = run(capsys, *given)
    except SystemExit as error:
        found, err = error.code, capsys.readouterr().err
    assert found == status
    assert len(err.splitlines()) == 1
    assert text in err or given[0] == "evaluate"


def test_the_trained_network_reads_ones_own_images(capsys, inverted, tmp_path):
    status, out, _ = run(capsys, "evaluate", str(trained_network()), "--data", inverted)
    assert status == 0
    last = out.splitlines()[-1]
    assert last.startswith("test accuracy: ")
    assert last.endswith("(200 images)")
    assert float(last.split()[2]) > 0.97
    test = core.mnist()[1]
    some = np.isin(test.labels, (4, 7)) & (np.arange(len(test)) < 500)
    wide = np.pad(255 - test.images[some], ((0, 0), (3, 3), (3, 3)), constant_values=255)
    np.savez(tmp_path / "two.npz", images=wide, labels=test.labels[some])
    _, out, _ = run(capsys, "evaluate", str(trained_network()), "--data", str(tmp_path / "two.npz"))
    assert float(out.splitlines()[-1].split()[2]) > 0.97


def test_weights_under_other_names_are_tested_and_the_names_are_said(capsys, inverted, tmp_path):
    state = core.load_weights(trained_network())[0].state_dict()
    names = {name: f"t{n}" for n, name in enumerate(state)}
    path, table = tmp_path / "theirs.safetensors", tmp_path / "map.txt"
    safetensors.numpy.save_file({names[name]: array for name, array in state.items()}, path)
    table.write_text("".join(f"{theirs} -> {ours}\n" for ours, theirs in names.items()))
    status, out, _ = run(
        capsys, "evaluate", str(path), "--as", "lenet5-bn", "--map", str(table), "--data", inverted
    )
    assert status == 0
    assert "t0 -> conv1.weight" in out
    assert float(out.splitlines()[-1].split()[2]) > 0.97
    table.write_text(json.dumps({theirs: ours for ours, theirs in names.items()}))
    assert run(capsys, "evaluate", str(path), "--map", str(table), "--data", inverted)[0] == 0
    table.write_text("nonsense without an arrow at all\n")
    assert run(capsys, "evaluate", str(path), "--map", str(table))[0] == 1


def test_training_on_colour_images_and_testing_the_result(capsys, bars, tmp_path):
    out_dir = str(tmp_path / "out")
    arguments = ("train", "--data", bars, "--epochs", "2", "--lr", "0.05", "--out", out_dir)
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    assert "10 classes" in out
    last = out.splitlines()[-1]
    assert last.endswith("(128 images)")
    assert float(last.split()[2]) > 0.9
    status, again, _ = run(capsys, "evaluate", f"{out_dir}/weights.safetensors", "--data", bars)
    assert (status, again.splitlines()[-1]) == (0, last)
    status, _, err = run(capsys, "evaluate", f"{out_dir}/weights.safetensors")
    assert status == 1
    assert "--data" in err


def test_a_run_on_ones_own_images_is_resumed_on_them(capsys, bars, tmp_path):
    from cnnviz.terminal.train import CHECKPOINT, keep
    from core.training import History, TrainConfig, Trainer

    opened = core.open_data(bars)
    trainer = Trainer(TrainConfig(batch_size=64, epochs=1, lr=0.05), opened.train, opened.test)
    history = History(trainer.layers, trainer.run)
    history.append(trainer.step())
    keep(trainer, history, tmp_path, {"data": bars, "data_choices": {}})
    for extra in ((), ("--data", bars)):
        status, out, _ = run(capsys, "train", "--resume", str(tmp_path / CHECKPOINT), *extra)
        assert status == 0
        assert out.splitlines()[-1].endswith("(128 images)")
