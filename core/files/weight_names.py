"""What the names of arrays in a file of weights say, and which names and shapes a network's weights have."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from core.network import check_layer_names

PREFIXES = ("module.", "model.", "_orig_mod.")  # DataParallel's, Lightning's, torch.compile's
COUNTER = "num_batches_tracked"  # PyTorch's batch-norm counts batches; nothing here needs it
ROLES = {
    "weight": ("weight", "weights", "w", "kernel", "gamma", "scale"),
    "bias": ("bias", "biases", "b", "beta"),
    "running_mean": ("running_mean", "moving_mean", "mean"),
    "running_var": ("running_var", "moving_variance", "moving_var", "var"),
}
BUFFERS = ("running_mean", "running_var")  # what is kept and not learnt
ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
LOOSE = re.compile(rf"^(?:({'|'.join(ROLE_OF)})_?(\w*\d+|\w*)|(\w+?)_({'|'.join(ROLE_OF)}))$", re.IGNORECASE)
PARTS = re.compile(r"(.*?)([./]?)([^./]*)", re.DOTALL)


def layer_and_role(name: str) -> tuple[str, str | None]:
    """The layer that an array's name tells of and its role there, such as "weight"; None where it tells of
    none.
    """
    found = PARTS.fullmatch(name.partition(":")[0])
    assert found is not None  # anything fits
    layer, mark, last = found.groups()
    role = ROLE_OF.get(last.lower())
    loose = LOOSE.match(last) if role is None else None
    if loose is not None:
        first, rest, front, second = loose.groups()
        role = ROLE_OF[(first or second).lower()]
        layer += mark + (rest if first else front)
    return layer, role


def learnt(names: Iterable[str]) -> list[str]:
    """Those of a network's tensors that training changes by gradients, "conv1.weight" for one."""
    return [name for name in names if name.rpartition(".")[2] not in BUFFERS]


def name_weights(names: Collection[str]) -> bool:
    """Whether names of arrays are those of a network's weights, each with its role."""
    own = [name for name in names if not name.endswith(COUNTER)]
    roles = [layer_and_role(name)[1] for name in own]
    return "weight" in roles and all(roles)


Shape = tuple[int, ...]
MOST_LAYERS = 1000


def _pair(value: Any) -> Shape:
    return tuple(value) if isinstance(value, list | tuple) else (value, value)


def _conv(c: dict[str, Any]) -> dict[str, Shape]:
    weight = (c["out_channels"], c["in_channels"], *_pair(c["kernel_size"]))
    return {"weight": weight, **({"bias": weight[:1]} if c.get("bias", True) else {})}


def _linear(c: dict[str, Any]) -> dict[str, Shape]:
    out = (c["out_features"],)
    return {"weight": (*out, c["in_features"]), **({"bias": out} if c.get("bias", True) else {})}


def _norm(c: dict[str, Any]) -> dict[str, Shape]:
    shape = tuple(c["shape"]) if "shape" in c else (c["num_features"],)
    weights = ("weight", "bias") if c.get("affine", True) else ()
    return dict.fromkeys((*weights, *BUFFERS), shape)


SHAPES: dict[str, Callable[[dict[str, Any]], dict[str, Shape]]] = {  # every type of layer that has weights
    "Conv2d": _conv,
    "ConvLoop2d": _conv,
    "Linear": _linear,
    "BatchNorm1d": _norm,
    "BatchNorm2d": _norm,
    "BatchNormPixel": _norm,
}


def state_shapes(spec: dict[str, Any]) -> dict[str, Shape]:
    """The shape of every tensor of the network of a spec, by arithmetic. Raises ValueError for what is none.

    A spec from a file may claim a layer of any size: its tensors are compared with those in the file before
    one byte is set aside for them; the layers themselves are built only when all fits.
    LayerNameError, a ValueError, is raised for a layer's name that may not stand in a file.
    """
    layers = spec.get("layers")
    if not isinstance(layers, list) or not 0 < len(layers) <= MOST_LAYERS:
        raise ValueError(f"a list of at most {MOST_LAYERS} layers is expected")
    shapes: dict[str, Shape] = {}
    for layer in layers:
        if not isinstance(layer, dict) or not isinstance(layer.get("name"), str):
            raise ValueError("a layer without a name")
        check_layer_names([layer["name"]])
        kind = layer.get("type")
        if not isinstance(kind, str):
            raise ValueError(f"{layer['name']}: a layer without a type")
        try:
            tensors = SHAPES[kind](layer) if kind in SHAPES else {}
        except (KeyError, TypeError) as error:
            raise ValueError(f"{layer['name']}: {kind} lacks its sizes") from error
        for name, shape in tensors.items():
            if not all(type(n) is int and n > 0 for n in shape):
                raise ValueError(f"{layer['name']}: {kind} has sizes that are not positive whole numbers")
            shapes[f"{layer['name']}.{name}"] = shape
    return shapes
