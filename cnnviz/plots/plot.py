"""A plot as a widget: one set of habits for all of them, over a pyqtgraph view that is built when it can be.

Wheel and drag look closer, a double click enlarges, the keys walk from value to value, the menu exports. What
is shown is up to the plots made from this one: they override `build`, `draw`, and what the keys and the table
go by.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import Shiboken

from cnnviz.plots import axes, export, loading
from cnnviz.plots.area import Area
from cnnviz.plots.enlarged import EnlargedPlot
from cnnviz.plots.plot_card import PlotCard
from cnnviz.system.translation import translate
from cnnviz.widgets import file_dialogs, taking
from cnnviz.widgets.keys import ENTER, WALK
from cnnviz.widgets.painting import smooth

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotArea, PlotView

CLOSER = 0.8  # of the steps stay in sight when + is pressed
BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


_living: weakref.WeakSet[Plot] = weakref.WeakSet()


def _delete_view(plot: Plot) -> None:
    view = plot.__dict__.get("view")
    if view is not None and Shiboken.isValid(view):
        Shiboken.delete(view)


@atexit.register
def _delete_views() -> None:
    """Delete the scenes that are left while Python is still whole: their items call it as they go."""
    for plot in list(_living):
        _delete_view(plot)


class Plot(PlotCard):
    """`pointed` tells the value under the mouse or the keys (-1: none), `span_changed` what was zoomed to (0,
    0: all).

    `said` tells what became of an export, as text and "info" or "error".
    """

    pointed = Signal(int)
    span_changed = Signal(float, float)
    said = Signal(str, str)

    own_keys: ClassVar[tuple[Qt.Key, ...]] = WALK
    margins = (48.0, 32.0, 14.0, 22.0)  # pixels beside the view: left, top, right, bottom
    can_log = False

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.view: PlotView | None = None
        self.area: PlotArea | None = None  # the first, and mostly the only one
        self.log = False
        self.zoomed: tuple[float, float] | None = None
        self.enlarged: EnlargedPlot | None = None
        self._stale = True
        self._covered = False
        self._waiting = False

    def __del__(self) -> None:
        _delete_view(self)  # dropped without being closed: the scene goes first, while its items are whole

    # what plots override

    def build(self, view: PlotView) -> None:
        """Put areas and layers into the view, once."""
        self.area = view.add_area(self.x_ticks, self.y_ticks)

    def draw(self) -> None:
        """Set the ranges, and tell the layers what has changed."""

    def lay_out(self) -> None:
        """Place the areas in the view."""
        if self.area is not None:
            self.area.place(QSizeF(self.size()), *self.margins)
            self.refresh()

    def x_ticks(self, area: Area) -> list[axes.Tick]:
        """The ticks of the lower axis."""
        return axes.step_ticks(area.x0, area.x1, max(2, int(area.rect.width() / 70)))

    def y_ticks(self, area: Area) -> list[axes.Tick]:
        """The ticks of the left axis."""
        return axes.linear_ticks(area.y0, area.y1, max(2, int(area.rect.height() / 44)))

    def nearest(self, area: Area, place: QPointF) -> int:
        """The value that is meant by a place in the view, -1 for none."""
        return -1

    def enter(self) -> None:
        """Do what Enter does."""
        self.enlarge()

    # what others call

    def refresh(self) -> None:
        """Show what has changed; a plot out of sight does so when it comes into sight."""
        if (self._covered or not self.isVisible()) and not self.exporting:
            self._stale = True
            return
        self._stale = False
        if self.at >= self.count():
            self.at = -1
        if self.view is not None:
            for area in self.view.areas:
                area.setVisible(not self.is_empty())
            if not self.is_empty():
                self.draw()
            self.view.refresh_ground()
        else:
            self.update()
        self._describe()

    def cover(self, covered: bool) -> None:
        """Lie under something that nothing is seen through, or come into sight again."""
        self._covered = covered
        if self._stale:
            self.refresh()

    def built(self) -> PlotView:
        """The view, built now if it wasn't yet."""
        if self.view is None:
            loading.load()
            self._build()
        assert self.view is not None
        return self.view

    def paint_all(self, painter: QPainter) -> None:
        view = self.built()
        self.exporting = True  # up to date also where it isn't on a screen
        view.lay_out()
        self.refresh()
        self.exporting = False
        view.paint_all(painter)

    def point(self, at: int) -> None:
        """Point at a value; -1 at none."""
        at = at if 0 <= at < self.count() else -1
        if at != self.at:
            self.at = at
            self.refresh()
            self.pointed.emit(at)

    def point_at(self, place: QPointF | None) -> None:
        """Point at what lies under a place of the plot, as the mouse does."""
        area = None if self.area is None or self.is_empty() else self.area.shown()
        if area is None or place is None or not area.rect.adjusted(-6, -8, 6, 12).contains(place):
            self.point(-1)
        else:
            self.point(self.nearest(area, place))

    def use_log(self, log: bool) -> None:
        """Make the axis of values logarithmic, or linear."""
        if log != self.log:
            self.log = log
            self.refresh()

    # looking closer

    def whole(self) -> tuple[float, float]:
        """The ends of the lower axis that shows everything."""
        return 0.0, 1.0

    def span(self) -> tuple[float, float]:
        """What of the lower axis is in sight."""
        return self.zoomed or self.whole()

    def set_span(self, first: float, last: float) -> None:
        """Show first..last, or everything (0, 0)."""
        span = (first, last) if last > first else None
        if span != self.zoomed:
            self.zoomed = span
            self.refresh()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as much of the lower axis, around a place of it."""
        (x0, x1), (low, high) = self.span(), self.whole()
        around = (x0 + x1) / 2 if around is None else min(max(around, x0), x1)
        wide = min(max((x1 - x0) * factor, self.narrowest or 0.0), high - low)
        first = min(max(around - (around - x0) / (x1 - x0) * wide, low), high - wide)
        self._span_to(first, first + wide)

    @Slot()
    def view_all(self) -> None:
        """Show everything again."""
        self._span_to(*self.whole())

    def range_moved(self, *_: object) -> None:
        """The mouse has moved or zoomed the view."""
        assert self.area is not None
        self._span_to(*self.area.ends()[:2])

    def _span_to(self, first: float, last: float) -> None:
        low, high = self.whole()
        span = (0.0, 0.0) if last - first >= (high - low) * (1 - 1e-9) else (first, last)
        self.set_span(*span)
        self.span_changed.emit(*span)

    @Slot()
    def enlarge(self) -> None:
        """Show this plot over the whole window, or put it back."""
        if self.enlarged is not None:
            self.enlarged.put_back()
        elif self.window() is not self:
            EnlargedPlot(self)

    # the menu

    def menu(self) -> QMenu:
        """Everything that can be done with this plot; what its owner added comes first."""
        made = QMenu(self)
        made.addActions(self.actions())
        everything = made.addAction(translate("Plot", "View all"), self.view_all)
        everything.setEnabled(self.zoomed is not None)
        if self.can_log:
            scale = made.addAction(translate("Plot", "Logarithmic (L)"))
            scale.setCheckable(True)
            scale.setChecked(self.log)
            scale.toggled.connect(self.use_log)
        made.addAction(
            translate("Plot", "Back to its place") if self.enlarged else translate("Plot", "Enlarge"),
            self.enlarge,
        )
        made.addSeparator()
        copy, save = translate("Plot", "Copy picture"), translate("Plot", "Save the picture")
        subject = taking.Subject(
            self.objectName(),
            self,
            lambda fine: export.image(self, fine),
            self._start_writing,
            lambda: export.svg(self),
        )
        taking.add_pictures(made, copy, save, subject)
        made.addAction(translate("Plot", "Export as {0}...").format("CSV")).setData("csv")
        made.triggered.connect(self._export_asked)
        for action in made.actions():
            action.setEnabled(action.isEnabled() and (not self.is_empty() or action in self.actions()))
        return made

    @Slot()
    def copy(self) -> None:
        """Put the picture, and the numbers for a spreadsheet, into the clipboard."""
        export.copy(self)
        self.said.emit(translate("Plot", "Copied the plot as a picture."), "info")

    def save(self, path: Path) -> None:
        """Write a file; what its name ends with says what kind. A table is written on a thread of its own."""
        self._start_writing(path, export.writer(self, path.suffix.removeprefix(".").lower()))

    def _start_writing(self, path: Path, writer: export.Writer) -> None:
        work = threading.Thread(target=self._write, args=(path, writer), name="export of a plot")
        work.start()

    def _write(self, path: Path, writer: export.Writer) -> None:
        text, level = export.write(path, writer)
        self.said.emit(text, level)

    @Slot(QAction)
    def _export_asked(self, action: QAction) -> None:
        if action.data() in export.FORMATS:
            self.ask_export(action.data())

    def ask_export(self, kind: str) -> None:
        """Ask where to, and write the file."""
        title, name = translate("Plot", "Export the plot"), f"{self.objectName()}.{kind}"
        path = file_dialogs.to_save(self, title, name, f"*.{kind}")
        if path:
            self.save(path)

    def _describe(self) -> None:
        said = self.empty if self.is_empty() else self.newest()
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    # Qt's own

    def _build(self) -> None:
        self._waiting = False
        if self.view is not None or not Shiboken.isValid(self):  # its window may be gone by now
            return
        from cnnviz.plots.view import PlotView

        self.view = PlotView(self)
        _living.add(self)
        self.build(self.view)
        self.view.setGeometry(self.rect())
        self.view.lower()  # buttons of the owner lie above it
        self.view.show()
        self.view.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the colours
            self.refresh()

    def owns(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        leaving = event.key() == Qt.Key.Key_Escape and self._can_leave()
        scale = self.can_log and event.key() == Qt.Key.Key_L
        own = event.key() in (*self.own_keys, *ENTER) or event.text() in ("+", "-") or leaving or scale
        return (plain and own) or event.matches(QKeySequence.StandardKey.Copy)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            painter = smooth(self)
            self.paint_card(painter)
            self.paint_head(painter)
            painter.end()
            loading.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.view is not None:
            self.view.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None and loading.is_loaded():
            self._build()
        elif self.view is None and not self._waiting:
            self._waiting = True
            loading.when_loaded(self._build)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.point(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in self.own_keys:
            self.walk(key, shift)
        elif event.text() in ("+", "-"):
            self.zoom_by_key(CLOSER if event.text() == "+" else 1 / CLOSER)
        elif key in ENTER:
            self.enter()
        elif key == Qt.Key.Key_L and self.can_log:
            self.use_log(not self.log)
        elif key == Qt.Key.Key_Escape and self._can_leave():
            self.leave()
        else:
            super().keyPressEvent(event)

    def walk(self, key: Qt.Key, far: bool) -> None:
        """Point at the neighbour on one side, ten farther with `far`, or at one of the ends."""
        last = self.count() - 1
        if last >= 0:
            here = self.at if self.at >= 0 else self.first_stop()
            step = (10 if far else 1) * (self.at >= 0)
            stops = {Qt.Key.Key_Left: here - step, Qt.Key.Key_Right: here + step, Qt.Key.Key_Home: 0}
            self.point(min(max(stops.get(key, last), 0), last))

    def first_stop(self) -> int:
        """Where the keys begin to walk."""
        return 0

    def zoom_by_key(self, factor: float) -> None:
        """Come closer to what is pointed at, or go away from it."""
        self.zoom(factor)

    def _can_leave(self) -> bool:
        return self.at >= 0 or self.zoomed is not None or self.enlarged is not None

    def leave(self) -> None:
        """Put the plot back, else let go of the value that is pointed at, else show everything again."""
        if self.enlarged is not None:
            self.enlarged.put_back()
        elif self.at >= 0:
            self.point(-1)
        elif self.zoomed is not None:
            self.view_all()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in BY_KEY
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.point(-1)
        super().focusOutEvent(event)
        self.refresh()
