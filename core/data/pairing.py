"""Which arrays are images and which are their labels, told from their names and shapes.

Arrays in an .npz, .npy files side by side and idx files are all the same to this: `x_train` and `y_train`,
`train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, `kmnist-test-imgs` and `kmnist-test-labels`. A name
is taken apart into a part (training, test), a role (images, labels) and whatever else it says, its group.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.files.npz import Header as Header

PARTS = {
    "train": "train training trn tr",
    "test": "test testing tst te ts t10k eval evaluation",
    "validation": "val valid validation validate dev devel",
}
ROLES = {
    "images": "x xs images image imgs img data dataset features feature inputs input pixels samples",
    "labels": "y ys labels label lbls lbl lab targets target t classes class categories category output",
}
PART_OF = {word: part for part, words in PARTS.items() for word in words.split()}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split()}
NOISE = {
    "idx",
    "ubyte",
    "uint8",
    "byte",
    "int",
    "float",
    "npy",
    "npz",
    "gz",
    "bin",
    "set",
    "arr",
    "np",
    "array",
    "raw",
}
LABEL_NAMES = {"names", "name"}
GLUED = re.compile(
    rf"^(?:({'|'.join(PART_OF)})_?({'|'.join(ROLE_OF)})|({'|'.join(ROLE_OF)})_?({'|'.join(PART_OF)}))$"
)
NUMBERED = re.compile(r"^arr_?\d+$")


@dataclass(frozen=True)
class NamedPair:
    """Images and labels of one part, by the names of their arrays."""

    part: str
    images: str
    labels: str


class UnpairedError(ValueError):
    """No images with labels were found, or several; the text says which, `choices` are their names."""

    def __init__(self, text: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.choices = choices


def taken_apart(name: str) -> tuple[str | None, str | None, str]:
    """A name's part ("train", "test", "validation"), role ("images", "labels", "names"), group; or None."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Z][a-z])", "_", name).lower()
    part = role = None
    rest = []
    for word in filter(None, re.split(r"[^0-9a-z]+", words)):
        glued = GLUED.match(word)
        if glued is not None:
            first, second, third, fourth = glued.groups()
            part, role = PART_OF[first or fourth], ROLE_OF[second or third]
        elif word in PART_OF and part in (None, PART_OF[word]):
            part = PART_OF[word]
        elif word in LABEL_NAMES:
            role = "names"
        elif word in ROLE_OF and role in (None, ROLE_OF[word]):
            role = ROLE_OF[word]
        elif word not in NOISE and not re.fullmatch(r"idx\d", word):
            rest.append(word)
    return part, role, " ".join(rest)


def pair_arrays(
    headers: Mapping[str, Header], chosen: str | None = None, group: str | None = None
) -> tuple[list[NamedPair], str | None]:
    """The parts of the one set that these arrays hold, and the array of its classes' names, if there is one.

    `chosen` names one of several sets, `group` the only one that is wanted. Raises UnpairedError.
    """
    readable = {name: header for name, header in headers.items() if header.dtype is not None}
    if readable and all(NUMBERED.match(name) for name in readable):
        return _by_shape(readable), None
    roles: dict[str, dict[tuple[str, str], str]] = {"images": {}, "labels": {}}
    for name, header in readable.items():
        part, role, of = taken_apart(name)
        if role in roles and (group is None or of == group):
            key = (of, part or "")
            other = roles[role].get(key)
            if other is None or _better(role, header, readable[other]):
                roles[role][key] = name
    sets = _sets(readable, roles)
    if not sets:
        found = _by_shape(readable) if group is None else []
        if not found:
            raise UnpairedError(_inventory(headers))
        return found, None
    wanted = _choice(sets, chosen)
    used = {each.labels for each in sets[wanted]} | {each.images for each in sets[wanted]}
    return sets[wanted], _names_array(readable, used)


def _better(role: str, header: Header, other: Header) -> bool:
    """Of two arrays with one meaning: images as images rather than in rows, labels one number each."""
    if role == "images":
        return len(header.shape) > len(other.shape)
    return (
        other.dtype is not None
        and other.dtype.kind in "SU"
        and header.dtype is not None
        and header.dtype.kind in "biuf"
    )


def _belong(images: Header, labels: Header) -> bool:
    """Whether there is a label for each image, whichever axis they lie along."""
    if not labels.shape or not images.shape:
        return False
    return bool({max(labels.shape), labels.shape[0], labels.shape[-1]} & {images.shape[0], images.shape[-1]})


def _sets(
    headers: Mapping[str, Header], roles: dict[str, dict[tuple[str, str], str]]
) -> dict[str, list[NamedPair]]:
    """Every set by its name: images and labels of one group, or else of two groups that agree in number."""
    images, labels = roles["images"], roles["labels"]
    of_images, of_labels = ({group for group, _ in role} for role in (images, labels))
    together = [(group, group) for group in sorted(of_images & of_labels)]
    apart = [(a, b) for a in sorted(of_images) for b in sorted(of_labels) if a != b]
    made: dict[str, list[NamedPair]] = {}
    for combos in (together, apart):
        for a, b in combos:
            pairs: list[NamedPair] = []
            for part in ("train", "", "test", "validation"):
                i, j = images.get((a, part)), labels.get((b, part))
                if i is None or j is None or (combos is apart and not _belong(headers[i], headers[j])):
                    continue
                if part == "" and pairs:
                    continue
                pairs.append(NamedPair(part or "train", i, j))
            if pairs:
                name = (
                    a
                    if a == b
                    else b
                    if len(of_images) == 1 and b
                    else a or b
                    if not (a and b)
                    else f"{a} {b}"
                )
                made[name] = pairs
        if made:
            break
    return made


def _choice(sets: dict[str, list[NamedPair]], chosen: str | None) -> str:
    """The name of the one set that is meant."""
    names = tuple(name or "(unnamed)" for name in sets)
    if chosen is not None:
        words = set(taken_apart(chosen)[2].split()) or {chosen.lower()}
        found = [name for name in sets if words == set(name.split())] or [
            name for name in sets if words <= set(name.split())
        ]
        if len(found) == 1:
            return found[0]
        raise UnpairedError(f"{chosen!r} is not one of its sets of images: {', '.join(names)}", names)
    trained = [name for name, pairs in sets.items() if any(pair.part == "train" for pair in pairs)]
    if len(sets) == 1:
        return next(iter(sets))
    if len(trained) == 1:
        return trained[0]
    if "" in sets:  # the plain names mean the set, the others something beside it
        return ""
    raise UnpairedError(f"it holds several sets of images with labels: {', '.join(names)}", names)


def _by_shape(headers: Mapping[str, Header]) -> list[NamedPair]:
    """Pairs of arrays whose names say nothing: one label for each image, in the order in which they stand."""
    labels = [name for name, header in headers.items() if _is_flat(header)]
    images = [
        name
        for name, header in headers.items()
        if name not in labels
        and len(header.shape) > 1
        and header.dtype is not None
        and header.dtype.kind in "biuf"
    ]
    found = []
    for image in images:
        label = next((name for name in labels if _belong(headers[image], headers[name])), None)
        if label is not None:
            labels.remove(label)
            found.append((image, label))
    if len(found) != len(images) or not found or len(found) > 3:
        return []
    parts = (("train",), ("train", "test"), ("train", "validation", "test"))[len(found) - 1]
    return [NamedPair(part, *names) for part, names in zip(parts, found, strict=True)]


def _is_flat(header: Header) -> bool:
    return len(header.shape) == 1 or (len(header.shape) == 2 and 1 in header.shape)


def _names_array(headers: Mapping[str, Header], used: set[str]) -> str | None:
    """The array that names the classes: text, as many as there may be classes."""
    for name, header in headers.items():
        text = header.dtype is not None and header.dtype.kind in "SU" and len(header.shape) == 1
        if any(ROLE_OF.get(word) == "images" for word in re.split(r"[^a-z]+", name.lower())):
            continue  # feature_names names the pixels
        if (
            name not in used
            and text
            and header.shape[0] <= 256
            and taken_apart(name)[1] in ("names", "labels")
        ):
            return name
    return None


def _inventory(headers: Mapping[str, Header]) -> str:
    some = ", ".join([*list(headers)[:6], *(["..."] if len(headers) > 6 else [])])
    return f"it holds {some or 'nothing'}, where images and labels are expected"


def joined_table(header: Header) -> bool:
    """Whether one array holds a label and a square of pixels in each row."""
    if len(header.shape) != 2:
        return False
    pixels = header.shape[1] - 1
    return any(side * side == pixels for side in range(8, 65))
