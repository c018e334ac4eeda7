"""What the name of an array in a file of weights says: the layer it belongs to, and its role there."""

import re
from collections.abc import Collection

PREFIXES = ("module.", "model.", "_orig_mod.")  # DataParallel's, Lightning's, torch.compile's
COUNTER = "num_batches_tracked"  # PyTorch's batch-norm counts batches; nothing here needs it
ROLES = {
    "weight": ("weight", "weights", "w", "kernel", "gamma", "scale"),
    "bias": ("bias", "biases", "b", "beta"),
    "running_mean": ("running_mean", "moving_mean", "mean"),
    "running_var": ("running_var", "moving_variance", "moving_var", "var"),
}
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


def name_weights(names: Collection[str]) -> bool:
    """Whether names of arrays are those of a network's weights, each with its role."""
    own = [name for name in names if not name.endswith(COUNTER)]
    roles = [layer_and_role(name)[1] for name in own]
    return "weight" in roles and all(roles)
