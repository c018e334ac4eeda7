"""No exception of ours reaches Qt's binding from a method that Qt calls: painting, events, sizes, models.

An exception that leaves an override of a virtual method is the binding's to handle. On Python 3.11 it reads
the arguments of one that isn't an object yet, as an exception from C often is, and the process dies;
elsewhere its traceback keeps a painter alive. So every override is wrapped, once, as its class is made: what
it raises goes to `sys.excepthook` (crash.Guard shows it), and Qt is given the answer that it waits for.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import traceback
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from cnnviz.system.translation import translate

BINDING: Any = QObject.__mro__[1]  # the base of every class of Qt: Shiboken.Object
OURS = "cnnviz"
NOT_HANDLED = ("event", "eventFilter", "viewportEvent")  # Qt asks whether the event is done with
DONE = ("paint", "run", "scrollContentsBy")  # what was begun isn't begun again by Qt's own method
EMPTY: dict[str, Any] = {
    "rowCount": 0,
    "columnCount": 0,
    "boundingRect": QRectF(),
}  # whose bases have no answer
MARGIN = 6  # pixels around the sentence that takes a picture's place
REASON = 200  # letters of an error that are painted

Method = Callable[..., Any]


def guard_overrides() -> None:
    """Wrap the overrides of all classes, of those that are there and of those that will be made.

    A method that is put into a class afterwards is wrapped too. Calling this again changes nothing.
    """
    kind: Any = type(BINDING)
    if kind.__setattr__ is _set_attribute:
        return
    kind.__setattr__ = _set_attribute
    BINDING.__init_subclass__ = classmethod(_guard_new)
    for made in list(_subclasses(BINDING)):
        _guard_class(made)


def guarded(method: Method, name: str) -> Method:
    """The override `method` of the virtual `name`, which raises nothing any more.

    It calls its `__wrapped__`: a test that puts another method there changes what living widgets do.
    """

    @functools.wraps(method)
    def call(self: Any, *arguments: Any, **keywords: Any) -> Any:
        try:
            return call.__wrapped__(self, *arguments, **keywords)
        except BaseException as error:
            tell(error)
            return _answer(self, name, arguments, error)

    call.guards = name  # type: ignore[attr-defined]
    return call


def is_guarded(method: object) -> bool:
    """Whether a method has been wrapped."""
    return getattr(method, "guards", None) is not None


def overrides(kind: type) -> Iterator[str]:
    """The names of a class's own methods that Qt has methods of, those of its mixins included."""
    for part in _own_parts(kind):
        yield from (name for name, value in vars(part).items() if _overrides(kind, name, value))


def tell(error: BaseException) -> None:
    """Give an error to `sys.excepthook`, then drop what its frames hold: among it may be a painter."""
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException as another:
        forget_frames(another)
    forget_frames(error)


def forget_frames(error: BaseException | None) -> None:
    """Clear the variables of the frames that an error, and those that it came from, passed through."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            traceback.clear_frames(one.__traceback__)
            waiting += [one.__cause__, one.__context__]


def _answer(self: Any, name: str, arguments: tuple[Any, ...], error: BaseException) -> Any:
    """What Qt is told instead of what a failed override would have returned."""
    if name == "paintEvent":
        with contextlib.suppress(Exception):
            _paint_error(self, arguments[0], error)
        return None
    if name in NOT_HANDLED:
        return False
    if name.endswith("Event") or name in DONE:
        return None
    with contextlib.suppress(Exception):
        return _of_qt(self, name)(self, *arguments)
    return EMPTY.get(name)


def _paint_error(widget: QWidget, event: QPaintEvent, error: BaseException) -> None:
    """Fill a widget that couldn't be painted with the sentence that says so."""
    surface = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    if surface.paintingActive():  # somebody keeps the painter: a second one would only warn
        return
    said = " ".join(str(error).split())[:REASON]
    reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
    words = translate("overrides", "This part couldn't be drawn: {0}").format(reason)
    painter = QPainter(surface)
    try:
        palette = QApplication.palette()
        painter.fillRect(event.rect(), palette.color(QPalette.ColorRole.Window))
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        inner: QRect = surface.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
    finally:
        painter.end()


def _guard_new(kind: type, **keywords: Any) -> None:
    super(BINDING, kind).__init_subclass__(**keywords)
    _guard_class(kind)


def _guard_class(kind: type) -> None:
    """Wrap a class's own overrides, and those of the plain classes that it mixes in."""
    for part in _own_parts(kind):
        for name, value in list(vars(part).items()):
            if _overrides(kind, name, value) and not is_guarded(value):
                type.__setattr__(part, name, guarded(value, name))


def _own_parts(kind: type) -> Iterator[type]:
    """The class and what it mixes in, up to Qt's, or another library's, class of widgets or items."""
    for part in kind.__mro__:
        theirs = not part.__module__.startswith(OURS) and part is not kind
        if _is_qt(part) or (theirs and issubclass(part, BINDING)):
            break
        yield part


def _set_attribute(kind: type, name: str, value: Any) -> None:
    if not _is_qt(kind) and _overrides(kind, name, value) and not is_guarded(value):
        value = guarded(value, name)
    type.__setattr__(kind, name, value)


def _overrides(kind: type, name: str, value: object) -> bool:
    """Whether a method of a class is one that Qt calls.

    Of other people's classes only events and painting count: some hide a method of Qt's on purpose.
    """
    if not isinstance(value, FunctionType) or name.startswith("_"):
        return False
    if not kind.__module__.startswith(OURS) and not (
        name.endswith("Event") or name in NOT_HANDLED or name == "paint"
    ):
        return False
    return any(name in vars(base) for base in kind.__mro__ if _is_qt(base))


def _of_qt(self: Any, name: str) -> Method:
    """Qt's own method that an object's class overrides."""
    method: Method = next(
        vars(base)[name] for base in type(self).__mro__ if _is_qt(base) and name in vars(base)
    )
    return method


def _is_qt(kind: type) -> bool:
    return kind.__module__.startswith(("PySide6", "Shiboken", "shiboken6", "builtins"))


def _subclasses(kind: type) -> Iterator[type]:
    each: type
    for each in type.__subclasses__(kind):
        yield each
        yield from _subclasses(each)
