"""What a tensor file says about itself: texts by name, kept in one item of canonical JSON.

The safetensors library writes several items in a new order each time; one item always gives the same bytes.
"""

import json
from typing import Any

import numpy as np

MARK = "cnnviz"  # the name of the item


def canonical_json(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, ASCII. Raises ValueError or TypeError."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def unwrapped(metadata: Any) -> dict[str, str]:
    """The texts of a file's metadata, out of the one item if cnnviz wrote it. Raises ValueError.

    Files of the first version, and other programs', have an item for each text: these are given as they are.
    """
    texts = _texts(metadata)
    name, text = next(iter(texts.items()), ("", ""))
    if len(texts) != 1 or not ('"sha256":' in text or (name == MARK and text.startswith("{"))):
        return texts
    try:
        inner = _texts(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ValueError("its metadata are not readable JSON") from error
    if name != MARK or canonical_json(inner) != text:
        raise ValueError("its metadata are not as cnnviz writes them")
    return inner


def _texts(found: Any) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(item, str) for item in found.values()):
        raise ValueError("its metadata are not texts")
    return found
