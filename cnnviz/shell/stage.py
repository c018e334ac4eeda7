"""The stage between transport and explainer: the network over its curves, the microscope, what slides over.

The microscope is a column, or a rail where there is little room. The settings come from the left, over the
canvas, and beside a sheet; where there isn't room for both, what is opened takes the other's place. Messages
stand in the explainer's line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.microscope import RAIL
from cnnviz.plots.enlarged import put_back
from cnnviz.session import Session
from cnnviz.shell.panels import Panels
from cnnviz.system.settings import Settings
from cnnviz.widgets.banner import Banner
from cnnviz.widgets.divider import THICK, Divider
from cnnviz.widgets.layouts import fill, vbox
from cnnviz.widgets.sheet import Sheet

if TYPE_CHECKING:
    from cnnviz.features.settings import SettingsDrawer

WIDE = 1440  # from here the microscope is a column that is open by itself
BESIDE = 772  # pixels that a sheet must have beside the settings and the microscope
SHORT = 460  # pixels of height below which the curves are a strip
MOTION = 200  # milliseconds
NARROWEST, LEAST = 316, 480  # pixels of the microscope, and of what is beside it


class Stage(QWidget):
    """Places its panels by hand: there are only four, and two of them overlap."""

    room_chosen = Signal(int, int)  # the microscope's width and the curves' height; 0 is the usual
    drawer_changed = Signal()  # the settings open or close
    sheet_changed = Signal(object)  # the Sheet that lies over the network now, or None

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent  # whose foot is the explainer's: messages stand in its line
        self.setObjectName("stage")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._session = session
        self._open_wide, self._open_narrow = True, False
        self._reduced_motion = False
        self.network = QWidget(self)  # the canvas, the time bar and the curves
        self._drawer: SettingsDrawer | None = None
        self._sheet: Sheet | None = None
        self._left: Sheet | None = None  # the sheet that led to the image on the canvas
        self._beneath: bool | None = None  # whether the microscope was folded when a sheet came over it

    def place_panels(self, panels: Panels) -> None:
        """Take the panels, whose parents are the stage and its `network` already."""
        bar, curves = panels.time_bar, panels.curves
        fill(vbox(self.network, 0), (panels.canvas, 1), bar, curves)
        bar.room_wanted.connect(curves.give)
        curves.under_mouse.connect(bar.hover)
        for plot in curves.plots.values():
            plot.passed.connect(bar.see)
        self._curves = curves
        self.setFocusProxy(panels.canvas.view)  # whose keys are those of the window
        self._microscope, self._panels = panels.microscope, panels
        self._microscope.folded_changed.connect(self._folded)
        self._microscope.focus_left.connect(self.setFocus)
        self._divider = Divider("microscope_divider", True, self.tr("Width of the microscope"), self)
        self._divider.moved.connect(self._divided)
        self._divider.reset.connect(self._undivided)
        curves.height_chosen.connect(self._room_chosen)
        self.sheet_changed.connect(curves.cover)
        self.banner = Banner(self._around)
        self.banner.placed.connect(panels.explainer.leave_free)
        self._session.message.connect(self._say)
        self._session.offered.connect(self._offer)
        self._session.live.lasts.connect(self.banner.last)
        before, recorded, time = self._session.run_before, self._session.recorded, self._session.time
        news, shown = self._session.live.news_changed, self._session.snapshot_changed
        others = self._session.drawing.changed, self._session.guests.changed
        gone = recorded.left_changed, recorded.trace_changed, recorded.cursor_changed
        for changed in (news, shown, *gone, before.changed, time.changed, *others):
            changed.connect(self.banner.look_again)

    @cached_property
    def _slide(self) -> QPropertyAnimation:
        """What moves the settings in and out."""
        made = QPropertyAnimation(self._panels.settings, b"pos", self)
        made.setDuration(MOTION)
        made.setEasingCurve(QEasingCurve.Type.OutCubic)
        made.finished.connect(self._slid)
        return made

    @property
    def message(self) -> str:
        """The message in sight, "" if there is none."""
        return self.banner.text

    def follow(self, before: Stage) -> None:
        """Open and fold what was so in the stage that this one takes the place of."""
        self._open_narrow = before._open_narrow
        column = before._microscope
        folded = column.folded if before._beneath is None else before._beneath
        self._microscope.fold(folded or column.for_card)  # the card opens it again
        self._microscope.open_again(column)
        if folded:
            self._microscope.fold(True)
        self._panels.time_bar.pin(before._panels.time_bar.pinned)

    @property
    def microscope_wanted(self) -> bool:
        """Whether the microscope is to be open where there is room for it."""
        return self._open_wide

    @property
    def drawer_open(self) -> bool:
        """True while the settings are open."""
        drawer = self._drawer
        if drawer is None or drawer.isHidden():
            return False
        return bool(self._slide.endValue() != QPoint(-drawer.width(), 0))

    def show_choices(self, remembered: Settings) -> None:
        """Take over what the window remembers."""
        self._reduced_motion = remembered.reduced_motion
        still = self._session.player.still = remembered.reduced_motion
        self._panels.canvas.view.flow.still = still
        self._open_wide = remembered.microscope
        if "SettingsDrawer" in self._panels:
            self._panels.settings.show_choices(remembered)

    def uncover(self) -> bool:
        """Put a plot back that covers the whole window; True if one did."""
        return put_back(self.window())

    def show_network(self) -> bool:
        """Have what covers the network give way, a sheet or a plot; True if something did."""
        covered = self.uncover()
        return self.close_sheet() or covered

    def toggle_microscope(self) -> None:
        """Fold the microscope if it is open and in sight, open it if it is folded."""
        covered = self.uncover()
        self._microscope.fold(not (covered or self._microscope.folded))

    def toggle_drawer(self) -> None:
        """Open the settings, or close them if they are in sight."""
        covered = self.uncover()
        if self.drawer_open and not covered:
            self.close_drawer()
        else:
            self._open_drawer()

    def open_languages(self) -> None:
        """Open the settings where the language is chosen."""
        self.uncover()
        if not self.drawer_open:
            self._open_drawer()
        self._panels.settings.go_to_language()

    def close_drawer(self) -> bool:
        """Close the settings; True if they were open."""
        if self._drawer is None or not self.drawer_open:
            return False
        if self._drawer.isAncestorOf(self.focusWidget() or self):
            self.setFocus()
        self._move_drawer(QPoint(-self._drawer.width(), 0))
        self.place()
        return True

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that lies over the network, None if none does."""
        return self._sheet

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet over the network, in place of another one."""
        if self._sheet is not sheet:
            self._put_away()
        self._sheet, self._left = sheet, None
        if self._beneath is None:
            self._beneath = self._microscope.folded
        self._microscope.fold(True)
        sheet.setParent(self)
        sheet.closing.connect(self._leave_sheet, Qt.ConnectionType.UniqueConnection)
        self.banner.end_news()
        self.place()
        sheet.show()
        self.sheet_changed.emit(sheet)
        if self.covers(self.window().focusWidget()):
            sheet.setFocus()  # which has no control to begin with

    @Slot()
    def close_sheet(self) -> bool:
        """Put the sheet away; True if there was one."""
        if not self._put_away():
            return False
        folded, self._beneath = self._beneath, None
        if folded is False:
            self._microscope.fold(False)
        self.place()
        self.sheet_changed.emit(None)
        return True

    def _put_away(self) -> bool:
        """Hide the sheet and leave what is beneath as it is; True if there was one."""
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return False
        if sheet.isAncestorOf(self.focusWidget() or self):
            self.setFocus()
        sheet.hide()
        return True

    @Slot()
    def _leave_sheet(self) -> None:
        """The sheet wants to be closed: what it shows on the canvas is left for it again."""
        sheet = self._sheet
        self.close_sheet()
        if self._session.exhibit.shown is not None:
            self._left = sheet

    def covers(self, widget: QWidget | None) -> bool:
        """Whether a widget lies under the sheet."""
        return self._sheet is not None and widget is not None and self.network.isAncestorOf(widget)

    def reopen_sheet(self) -> bool:
        """Go back to the sheet that led to the image on the canvas; True if one did."""
        sheet, self._left = self._left, None
        if sheet is None or self._sheet is not None or self._session.exhibit.shown is None:
            return False
        self.open_sheet(sheet)
        return True

    def close_message(self) -> bool:
        """Close the message; True if there was one."""
        shown = not self.banner.isHidden()
        self.banner.hide()
        return shown

    def _open_drawer(self) -> None:
        self._session.live.stand_still()
        self._drawer = drawer = self._panels.settings
        if self._sheet is not None and not self._fits(self._taken() + drawer.width()):
            self.close_sheet()
        drawer.resize(drawer.width(), self.height())
        if drawer.isHidden():
            drawer.move(-drawer.width(), 0)
        drawer.show()
        drawer.raise_()
        self.banner.raise_()
        self._move_drawer(QPoint(0, 0))
        self.place()
        focus = self.window().focusWidget()
        if focus is None or self.network.isAncestorOf(focus):
            drawer.setFocus()  # which has no control to begin with; Tab goes to its first one

    def _move_drawer(self, place: QPoint) -> None:
        self._slide.stop()
        self._slide.setEndValue(place)
        if self._reduced_motion:
            self._panels.settings.move(place)
            self._slid()
        else:
            self._slide.start()
        self.drawer_changed.emit()

    @Slot()
    def _slid(self) -> None:
        if not self.drawer_open:
            self._panels.settings.hide()

    @Slot(str, str)
    def _say(self, text: str, kind: str) -> None:
        self.banner.say(text, kind)
        self._place_banner()

    @Slot(str, object)
    def _offer(self, words: str, do: Callable[[], None]) -> None:
        self.banner.offer(words, do)
        self._place_banner()

    @Slot(bool)
    def _folded(self, folded: bool) -> None:
        if self._sheet is not None and not (folded or self._fits(self._taken())):
            self.close_sheet()  # what is opened takes its place
        if self._beneath is not None:  # a sheet is over the network: what it is without counts
            pass
        elif self.width() >= WIDE:
            self._open_wide = not folded
        else:
            self._open_narrow = not folded
        chosen = self._session.selection is not None  # which opens the column, and stays under the mouse
        self._panels.canvas.view.keep_columns(chosen and not folded)
        self.place()

    def use_room(self, width: int, height: int) -> None:
        """Take over the microscope's width and the curves' height that were chosen before; 0 is the usual."""
        self._microscope.own_width = width
        self._curves.take_height(height)
        self.place()

    @Slot(int)
    def _divided(self, right: int) -> None:
        most = max(NARROWEST, self.width() - LEAST)
        self._take_width(max(NARROWEST, min(self._microscope.width() - right, most)))

    @Slot()
    def _undivided(self) -> None:
        self._take_width(0)

    def _take_width(self, width: int) -> None:
        self._microscope.own_width = width
        self.place()
        self._room_chosen()

    @Slot()
    @Slot(int)
    def _room_chosen(self, _: int = 0) -> None:
        self.room_chosen.emit(self._microscope.own_width, self._curves.own_height)

    def _taken(self) -> int:
        """The width at the right that the network doesn't have."""
        return RAIL if self._microscope.folded else self._microscope.width()

    def _fits(self, beside: int) -> bool:
        """Whether a sheet has room beside what takes so many pixels."""
        return self.width() - beside >= BESIDE

    def _place_banner(self) -> None:
        self.banner.place(self._panels.explainer.height())

    def place(self) -> None:
        """Put everything where it belongs, in the size that it has now."""
        width, height = self.width(), self.height()
        self._microscope.use_width(width < WIDE)
        room = QRect(0, 0, width - self._taken(), height)
        if self._sheet is None or not self.network.isVisible():  # out of sight it stays as it is
            self._curves.crowd(height < SHORT or (width < WIDE and not self._microscope.folded))
            self.network.setGeometry(room)
        if self._sheet is not None:
            if not (self._microscope.folded or self._fits(self._taken())):
                self._microscope.fold(True)  # which places everything anew
                return
            if self.drawer_open and not self._fits(self._taken() + self._panels.settings.width()):
                self.close_drawer()
            left = self._panels.settings.width() if self.drawer_open else 0
            self._sheet.setGeometry(room.adjusted(left, 0, 0, 0))
            self._sheet.raise_()
        own = self._microscope.minimumWidth()
        self._microscope.setGeometry(width - own, 0, own, height)
        self._divider.setVisible(not self._microscope.folded)
        self._divider.setGeometry(width - own - THICK // 2, 0, THICK, height)
        self._divider.raise_()
        if self._drawer is not None:
            self._drawer.resize(self._drawer.width(), height)
            self._drawer.raise_()
        if not self.banner.isHidden():
            self._place_banner()
            self.banner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panels.canvas.view.keep_columns(False)
        if self._beneath is not None:
            self.place()
            return
        wide = self.width() >= WIDE
        column = self._microscope
        used = self._session.selection is not None or column.lab_open or column.touch_open
        used = used and not column.folded  # what was closed by hand stays so
        column.fold(not (self._open_wide if wide else self._open_narrow or used))
        self.place()
