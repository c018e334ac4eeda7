"""The list of layers under edit: add, remove, move, change one thing; each edit can be undone.

A state is a tuple of frozen items, so undo returns exactly what was there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.blueprint.check import Checked, check
from core.blueprint.items import AUTOMATIC, STARTS, Item, defaults, fresh_name
from core.blueprint.sizes import LayerPosition, MisfitError, MisfitFix, measure
from core.layers.base import Shape

State = tuple[Item, ...]
DEPTH = 500  # edits that can be undone


class Blueprint:
    """Layers in a row, any of them wrong; `items` is the present state.

    Edits that don't exist (another index, an unknown type or argument) raise ValueError and change nothing.
    """

    def __init__(self) -> None:
        self.items: State = ()
        self._before: list[State] = []
        self._after: list[State] = []
        self._key = 0
        self._open: tuple[int, str] | None = None  # the field whose typing is one edit

    # reading

    def check(self, input_shape: Shape, classes: int, batch: int = 64) -> Checked:
        """What fits and what doesn't, for images of `input_shape` and so many classes."""
        return check(self.items, input_shape, classes, batch)

    @property
    def done(self) -> int:
        """How many edits can be taken back."""
        return len(self._before)

    @property
    def undone(self) -> int:
        """How many edits that were taken back can be made again."""
        return len(self._after)

    def index(self, key: int) -> int:
        """Where the layer with this key stands; ValueError if it has gone."""
        for index, item in enumerate(self.items):
            if item.key == key:
                return index
        raise ValueError(f"no layer has the key {key}")

    # editing

    def add(self, kind: str, index: int | None = None, arguments: Mapping[str, Any] | None = None) -> Item:
        """Add a layer of a type in front of the layer at `index`, by default at the end; returns it."""
        index = len(self.items) if index is None else index
        if not 0 <= index <= len(self.items):
            raise ValueError(f"there is no place {index} among {len(self.items)} layers")
        made = self._made(kind, self.items[:index], STARTS.get(kind, {}) if arguments is None else arguments)
        self._to((*self.items[:index], made, *self.items[index:]))
        return made

    def remove(self, index: int) -> None:
        """Take a layer out."""
        self._at(index)
        self._to(self.items[:index] + self.items[index + 1 :])

    def move(self, index: int, to: int) -> None:
        """Put a layer where it is number `to`."""
        item = self._at(index)
        if not 0 <= to < len(self.items):
            raise ValueError(f"there is no place {to} among {len(self.items)} layers")
        others = self.items[:index] + self.items[index + 1 :]
        self._to((*others[:to], item, *others[to:]))

    def set(self, index: int, argument: str, value: Any, typing: bool = False) -> None:
        """Change one argument; None takes it back to its default, or lets it follow from the layer before.

        `typing`: one edit with the change before it, if that was of the same argument.
        """
        item = self._at(index)
        self._put(index, item.with_argument(argument, value), argument, typing)

    def rename(self, index: int, name: str, typing: bool = False) -> None:
        """Give a layer another name."""
        item = self._at(index)
        self._put(index, Item(item.key, name, item.kind, item.arguments), "name", typing)

    def retype(self, index: int, kind: str) -> None:
        """Make a layer another type; arguments that both have are kept."""
        item = self._at(index)
        kept = {name: value for name, value in item.arguments.items() if name in defaults(kind)}
        self._put(index, Item(item.key, item.name, kind, {**STARTS.get(kind, {}), **kept}), "", False)

    def seal(self) -> None:
        """What is typed next is an edit of its own."""
        self._open = None

    def apply(self, fix: MisfitFix) -> None:
        """Make a fix's edits, as one."""
        before, count = self.items, len(self._before)
        for edit in fix.edits:
            name, index, *rest = edit
            if name == "set":
                self.set(index, *rest)
            elif name == "insert":
                self.add(rest[0], index, rest[1])
            elif name == "kind":
                self.retype(index, *rest)
            else:
                self.rename(index, *rest)
        del self._before[count:]
        if self.items != before:
            self._before.append(before)

    def begin(self, spec: Mapping[str, Any], input_shape: Shape) -> None:
        """Take the layers of a spec, as one edit; what follows from the layer before follows again.

        Raises ValueError when it isn't a spec of known layers.
        """
        layers = spec.get("layers") if isinstance(spec, Mapping) else None
        if not isinstance(layers, list):
            raise ValueError('spec: expected {"layers": [...]}')
        items: list[Item] = []
        shape: Shape | None = tuple(input_shape)
        for entry in layers:
            if not isinstance(entry, Mapping) or not {"name", "type"} <= entry.keys():
                raise ValueError(f'spec: each layer needs a "name" and a "type", got {entry!r}')
            defaults(entry["type"])  # ValueError for an unknown one
            item = Item(self._next(), entry["name"], entry["type"])
            for argument, value in entry.items():
                if argument not in ("name", "type", "mistake"):  # what is built has no mistakes on purpose
                    item = item.with_argument(argument, value)
            item, shape = _follow(item, shape)
            items.append(item)
        self._to(tuple(items))

    def undo(self) -> None:
        """Take the last edit back, if there is one."""
        self._swap(self._before, self._after)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._swap(self._after, self._before)

    def forget(self) -> None:
        """Begin here: nothing can be undone."""
        self._before.clear()
        self._after.clear()
        self.seal()

    # inside

    def _swap(self, there: list[State], other: list[State]) -> None:
        if there:
            other.append(self.items)
            self.items = there.pop()
        self.seal()

    def _at(self, index: int) -> Item:
        if not 0 <= index < len(self.items):
            raise ValueError(f"there is no layer {index} among {len(self.items)}")
        return self.items[index]

    def _next(self) -> int:
        self._key += 1
        return self._key

    def _made(self, kind: str, before: State, arguments: Mapping[str, Any]) -> Item:
        defaults(kind)
        name = fresh_name(kind, before, [item.name for item in self.items])
        item = Item(self._next(), name, kind)
        for argument, value in arguments.items():
            item = item.with_argument(argument, value)
        return item

    def _put(self, index: int, item: Item, argument: str, typing: bool) -> None:
        state = (*self.items[:index], item, *self.items[index + 1 :])
        same = typing and self._open == (item.key, argument)
        if same and self._before:
            if state != self.items:
                self.items = state
                self._after.clear()
        else:
            self._to(state)
        self._open = (item.key, argument) if typing else None

    def _to(self, state: State) -> None:
        self.seal()
        if state == self.items:
            return
        self._before.append(self.items)
        del self._before[:-DEPTH]
        self._after.clear()
        self.items = state


def _follow(item: Item, shape: Shape | None) -> tuple[Item, Shape | None]:
    """A layer of a spec that takes what the one before gives, and the shape it makes; None if unknown."""
    if shape is None:
        return item, None
    follows = item.with_argument(AUTOMATIC[item.kind], None) if item.kind in AUTOMATIC else item
    try:
        size = measure(LayerPosition(0, str(item.name), item.kind, follows.arguments, shape))
        if follows is not item:
            own = LayerPosition(0, str(item.name), item.kind, item.arguments, shape)
            follows = follows if measure(own).output == size.output else item
    except MisfitError:
        return item, None
    return follows, size.output
