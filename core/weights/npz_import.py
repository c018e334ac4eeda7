"""Taking over weights from other numpy programs, which keep them in .npz files under names of their own."""

import os
from collections.abc import Callable, Mapping

import numpy as np

from core.files.npz import read_npz
from core.network import Sequential
from core.weights.weight_files import WeightFileError, check_numbers

Source = str | tuple[str, Callable[[np.ndarray], np.ndarray]]


def import_npz(path: str | os.PathLike[str], network: Sequential, names: Mapping[str, Source]) -> None:
    """Give a network the weights of an .npz file; `names` says where each of ours is found there.

        import_npz("lenet.npz", network, {"fc4.weight": ("W3", np.transpose), "fc4.bias": "b3"})

    A name may come with a function that brings the array into PyTorch's order: `np.transpose` for a (in,
    out) matrix, `lambda w: w.transpose(3, 2, 0, 1)` for (kH, kW, I, O) kernels. What `names` leaves out
    stays as it is. Raises WeightFileError, and then nothing has changed.
    """
    arrays = read_npz(path, WeightFileError)
    state = network.state_dict()
    for name, source in names.items():
        theirs, change = source if isinstance(source, tuple) else (source, np.asarray)
        if name not in state:
            raise WeightFileError(path, f"the network has no {name}", f"Choose from {', '.join(state)}")
        if theirs not in arrays:
            raise WeightFileError(path, f"it holds no array {theirs}", f"Choose from {', '.join(arrays)}")
        array = np.asarray(change(arrays[theirs]))
        if array.shape != state[name].shape:
            reason = f"{theirs} has the shape {array.shape}, {name} needs {state[name].shape}"
            raise WeightFileError(path, reason, "Bring it into that order with a function")
        with np.errstate(over="ignore"):  # looked at in the next line
            state[name] = array.astype(state[name].dtype)
        check_numbers(path, name, state[name], "Use another file")
    network.load_state_dict(state)
