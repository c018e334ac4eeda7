"""The sheet of runs: any of them over one another, their settings and figures underneath, and what next.

A run can be made again with one thing changed, a group of runs can be started and watched, and what is in
sight can be taken elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.runs import tools
from cnnviz.features.runs.library import Library
from cnnviz.features.runs.table import NAME, NOTE, Run, RunTable, overlay
from cnnviz.features.runs.tools import GroupProcess
from cnnviz.plots.overlay import OverlayPlot
from cnnviz.session import Session
from cnnviz.system.throttle import Throttle
from cnnviz.widgets import file_dialogs, theme
from cnnviz.widgets.controls import tell
from cnnviz.widgets.keys import MOVE, KeyOwner
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.sheet import Sheet
from core.files.atomic import FileError, one_line

OFTEN = 1.0  # seconds between two looks at a run that grows
AT_FIRST = 8  # runs that are shown when the sheet is opened the first time
Done = TypeVar("Done")


class RunsSheet(KeyOwner, Sheet):
    """Asks, through `again`, for the settings to be opened, filled from a run."""

    own_keys = (*MOVE, *tools.OF_A_ROW)
    library: Library

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("runs", parent)
        self.session = session
        self.entitle(self.tr("Runs"))
        self._told = Throttle()  # when the run under way was shown as it stood
        self._fresh = True  # nobody has chosen yet what is shown
        self._under_way: Path | None = None  # the run that was under way at the last look
        self._watched: Path | None = None  # the folder of a group that is shown as it grows
        self.group = GroupProcess(self)
        self.group.grown.connect(self.look)
        self.group.ended.connect(self._group_ended)
        self._add_tools()
        self.plot = OverlayPlot("runs_plot", self)
        self.plot.setAccessibleName(self.tr("Curves of the ticked runs"))
        words = self.tr("Move the mouse for the exact values of an epoch; click a line to choose its run.")
        self.plot.setStatusTip(self.tr("Runs") + "\n" + words)
        self.plot.chosen.connect(self._choose)
        self.plot.said.connect(session.message)
        self.table = RunTable()
        self.table.setParent(self)
        self.table.awaited = lambda place: self.group.running and place.parent == self.group.out
        self.table.shown_changed.connect(self._draw)
        self.view = tools.table_view(self, self.table)
        self.view.doubleClicked.connect(self.go_on)
        self.view.ticked.connect(self._tick)
        self.view.opened.connect(self.go_on)
        self.view.renamed.connect(lambda: self._do("title"))
        self.view.deleted.connect(self.delete)
        self.view.customContextMenuRequested.connect(self._ask_what)
        self.table.said.connect(self._noted)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.modelReset.connect(self._row_changed)
        fill(self.body, (self.plot, 3), (self.view, 2), self._foot())

    # what others call

    def use_library(self, library: Library) -> None:
        """Take the runs that are kept, and those of opened folders."""
        self.library = library
        self.table.own, self.table.under_way = library.is_own, library.under_way
        library.changed.connect(self.look)
        self.session.history_changed.connect(self._grown)

    def end_work(self) -> None:
        """Stop a group that is running; the window closes."""
        self.group.close()

    @Slot()
    def look(self) -> None:
        """Read what is kept now; a hidden sheet reads nothing."""
        if not self.isVisible():
            return
        chosen = self._chosen()
        self.table.fill(self.library.runs())
        if chosen is not None and self._chosen() is None:
            self._choose(str(chosen[0]))  # new rows came
        if self._fresh and self.table.runs:
            self._fresh = False
            self.table.show_only([place for place, _ in self.table.runs[:AT_FIRST]])
        if self._watched is not None and self._watched in {place.parent for place, _ in self.table.runs}:
            self.table.show_only([place for place, _ in self.table.runs if place.parent == self._watched])
            self._watched = None
        self._tick_present()
        self._draw()

    def _tick_present(self) -> None:
        """Draw the run under way from when it has a row; whoever takes the tick away keeps it away."""
        present = self.library.present()
        place = present[0] if present is not None else None
        if place != self._under_way and (place is None or place in self.table.names):
            self._under_way = place
            if place is not None:
                self.table.tick(place, True)

    @Slot()
    def go_on(self) -> None:
        """Go on, paused, with the chosen run; the one under way is kept."""
        chosen = self._chosen()
        if chosen is None:
            return
        place, _ = chosen
        path = self.library.checkpoint(place)
        if self.library.under_way(place):
            self.session.message.emit(self.tr("It is the run under way."), "info")
            self.session.live.lasts.emit(lambda: self.library.under_way(place))
        elif path is None:
            text = self.tr("Of {0} only the curves are kept. Make it again to have its network.")
            self.session.message.emit(text.format(self.table.names[place]), "error")
        else:
            self.closing.emit()
            self.session.continue_run(path)

    @Slot()
    def delete(self) -> None:
        """Delete the chosen run; undo, or a button, brings it back until the window closes."""
        chosen = self._chosen()
        if chosen is None:
            return
        place, _ = chosen
        if not self._may_change(place):
            return
        if self.library.under_way(place):
            text = self.tr("The run under way can't be deleted. Begin another one first.")
            self.session.message.emit(text, "info")
            self.session.live.lasts.emit(lambda: self.library.under_way(place))
            return
        name = self.table.names[place]
        act = self._done(lambda: self.library.delete(place, name))
        if act is not None:
            text = self.tr("Deleted {0}.").format(name)
            self.session.message.emit(text, "info")
            self.session.offered.emit(self.tr("Bring it back"), lambda: self.library.acts.take_back(act))

    def pin(self) -> None:
        """Pin the chosen run, which is kept whole then, or let it go again."""
        chosen = self._chosen()
        if chosen is not None:
            place, record = chosen
            words = self.tr("letting {0} go") if record.pinned else self.tr("pinning {0}")
            words = words.format(self.table.names[place])
            self._done(lambda: self.library.note(place, words, pinned=not record.pinned))

    def _done(self, do: Callable[[], Done]) -> Done | None:
        """Do something to a run's folder; what the disk refuses becomes a message, and None."""
        try:
            return do()
        except FileError as error:
            self.session.message.emit(str(error), "error")
            return None

    @Slot(object, str, str)
    def _noted(self, place: Path, what: str, text: str) -> None:
        words = self.tr("renaming {0}") if what == "title" else self.tr("the note on {0}")
        words = words.format(self.table.names[place])
        self._done(lambda: self.library.note(place, words, **{what: text}))

    @Slot()
    @Slot(QPoint)
    def _ask_what(self, at: QPoint | None = None) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        menu = tools.run_menu(self, self.library.is_own(chosen[0]), chosen[1].pinned)
        menu.triggered.connect(lambda action: self._do(action.data()))
        if isinstance(at, QPoint):
            menu.popup(self.view.viewport().mapToGlobal(at))
        else:
            tools.open_menu(menu, self.more_button)

    def _may_change(self, place: Path) -> bool:
        """Whether a run is one of the window's own; else it is said that it isn't."""
        if not self.library.is_own(place):
            text = self.tr("{0} is in a folder of yours, which cnnviz leaves as it is.")
            self.session.message.emit(text.format(self.table.names[place]), "info")
        return self.library.is_own(place)

    @Slot()
    def _tick(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.table.tick(chosen[0], chosen[0] not in self.table.shown)

    def _do(self, what: str) -> None:
        chosen = self._chosen()
        if what in ("title", "remark"):
            if chosen is not None and self._may_change(chosen[0]):
                column = NAME if what == "title" else NOTE
                self.view.edit(self.table.index(self.view.currentIndex().row(), column))
        else:
            {"go_on": self.go_on, "pin": self.pin, "delete": self.delete}[what]()

    def open_folder(self, place: Path) -> bool:
        """Show the runs of a folder; False, and a message, when it has none."""
        count = self.library.open(place)
        if not count:
            text = self.tr("No runs were found in {0}").format(one_line(str(place)))
            self.session.message.emit(text, "error")
            return False
        self._fresh = False
        self.look()
        self.table.show_only([run for run, _ in self.table.runs if place in (run, run.parent)])
        return True

    def start_group(self, name: str, *options: str) -> None:
        """Start a group, or go on with it, and show its runs as they grow."""
        if self.group.running:
            return
        out = self.group.start(name, *options)
        if out not in self.library.opened:
            self.library.opened.append(out)
        self._fresh = False
        self._watched = out
        self._show_group()

    # building

    def _add_tools(self) -> None:
        self.quantity, self.scale = tools.quantity(self), tools.scale(self)
        self.quantity.currentIndexChanged.connect(self._draw)
        self.scale.currentIndexChanged.connect(self._draw)
        tip = self.tr("Show runs from another folder, such as those of `cnnviz experiments`.")
        words = self.tr("Open a folder...")
        self.open_button = tools.button(self, "runs_open", words, tip, self._ask_folder)
        self.group_button = tools.button(self, "runs_group", "", "", self._group_clicked)
        tip = self.tr("Take the curves in sight elsewhere: PNG, SVG, CSV or the clipboard.")
        words = self.tr("Export...")
        self.export_button = tools.button(self, "runs_export", words, tip, self._export_clicked)
        for control in (self.quantity, self.scale, self.open_button, self.group_button, self.export_button):
            self.add_tool(control)
        self._show_group()

    def _foot(self) -> QHBoxLayout:
        self.note = PlainLabel(self, size=theme.SECONDARY, role="dim", elastic=True)
        tip = self.tr("Lay the curves of all runs over one another.")
        every = tools.button(self, "runs_all", self.tr("Show all"), tip, self._show_all)
        tip = self.tr("Take every tick away.")
        none = tools.button(self, "runs_none", self.tr("Show none"), tip, self._show_none)
        tip = self.tr("Have the chosen run go on where it stood, paused; the one under way is kept.")
        words = self.tr("Go on with this one")
        self.go_on_button = tools.button(self, "runs_go_on", words, tip, self.go_on)
        tip = self.tr("Rename the chosen run, note something, pin or delete it.")
        self.more_button = tools.button(self, "runs_more", self.tr("More..."), tip, lambda: self._ask_what())
        tip = self.tr("Open the settings, filled from the chosen run and its seed: change one, then reset.")
        words = self.tr("Again with one thing changed")
        self.again_button = tools.button(self, "runs_again", words, tip, self._again)
        for button in (self.go_on_button, self.more_button, self.again_button):
            button.setEnabled(False)
        row = fill(hbox(spacing=8), (self.note, 1), every, none, self.go_on_button, self.more_button)
        return fill(row, self.again_button)

    # drawing

    @Slot()
    def _draw(self) -> None:
        quantity = self.quantity.currentData()
        self.scale.setEnabled(quantity != "accuracy")
        chosen = self._chosen()
        selected = str(chosen[0]) if chosen is not None else ""
        live = self.library.live() if quantity == "loss" else {}
        log, names = bool(self.scale.currentData()), self.table.names
        shown = overlay(self.table.chosen(), quantity, log, selected, live, names)
        if shown.series and quantity == "loss":
            shown.empty = self.tr("The training loss of the ticked runs was not kept.")
        elif shown.series:
            words = self.tr("No ticked run was tested yet; the training loss begins with the first step.")
            shown.empty = words
        elif self.table.runs:
            shown.empty = self.tr("Tick runs in the table to lay their curves over one another.")
        else:
            shown.empty = self.tr("No run is kept yet. Train, open a folder of runs, or run a group.")
        self.plot.show_overlay(shown)
        drawn, ticked = len(shown.ends()), len(self.table.chosen())
        words = self.tr("Runs: {0}, shown: {1}").format(len(self.table.runs), drawn)
        if drawn < ticked:
            without = self.tr("{0}, ticked without a test yet: {1}")
            if quantity == "loss":
                without = self.tr("{0}, ticked without a kept loss: {1}")
            words = without.format(words, ticked - drawn)
        resting = self.session.run_before.resting  # the run in its place is none of these
        if self.library.keep and not resting and self.library.present() is None:
            words = self.tr("{0} · the open run has no row before its first step").format(words)
        if self.group.running:
            words = self.tr("{0} · {1} is running").format(words, self.group.name)
        self.note.setText(words)

    @Slot()
    def _grown(self) -> None:
        """Show how far the run under way has come, now and then: its row, and its loss if that is drawn."""
        if not self.isVisible() or (self.session.training and self._told.left(OFTEN) > 0):
            return
        self._told.restart()
        present = self.library.present()
        if present is not None:
            self.table.renew(*present)
            self._tick_present()
            if self.quantity.currentData() == "loss" and present[0] in self.table.shown:
                self._draw()

    def _chosen(self) -> Run | None:
        index = self.view.currentIndex()
        return self.table.runs[index.row()] if index.isValid() else None

    @Slot(str)
    def _choose(self, key: str) -> None:
        places = [str(place) for place, _ in self.table.runs]
        if key in places:
            self.view.selectRow(places.index(key))
        else:
            self.view.setCurrentIndex(QModelIndex())
            self.view.clearSelection()

    @Slot()
    def _row_changed(self) -> None:
        chosen = self._chosen()
        for button in (self.again_button, self.more_button):
            button.setEnabled(chosen is not None)
        can = chosen is not None and self.library.checkpoint(chosen[0]) is not None
        self.go_on_button.setEnabled(can)
        tip = self.tr("Have the chosen run go on where it stood, paused; the one under way is kept.")
        if chosen is not None and not can:
            tip = self.tr("Its curves are kept, its weights are not: it can't go on.")
            if self.library.under_way(chosen[0]):
                tip = self.tr("It is the run under way.")
        tell(self.go_on_button, self.go_on_button.text(), tip)
        self._draw()

    @Slot()
    def _show_all(self) -> None:
        self.table.show_only([place for place, _ in self.table.runs])

    @Slot()
    def _show_none(self) -> None:
        self.table.show_only([])

    @Slot()
    def _again(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            return
        place, record = self.table.runs[index.row()]
        self.again.emit(record.config)
        text = self.tr("The settings are filled from {0}. Change one, then reset.")
        self.session.message.emit(text.format(self.table.names[place]), "info")
        here = self.session.data_path
        images = self.tr("MNIST") if here is None else here.name
        if images != (record.data or self.tr("MNIST")):
            text = self.tr("That run was on other images; a reset begins on those of {0}.")
            self.session.message.emit(text.format(images), "info")
            self.session.live.lasts.emit(lambda: self.session.data_path == here)
            if not record.data:
                config, words = record.config, self.tr("Begin it on MNIST")
                self.session.offered.emit(words, lambda: self.session.use_mnist(config))

    # folders, groups, files

    @Slot()
    def _ask_folder(self) -> None:
        place = file_dialogs.folder_to_open(self, self.tr("Open a folder of runs"))
        if place:
            self.open_folder(place)

    @Slot()
    def _group_clicked(self) -> None:
        if self.group.running:
            self.group.stop()
            self._show_group()
            return
        menu = tools.group_menu(self)
        menu.triggered.connect(lambda action: self.start_group(action.data()))
        tools.open_menu(menu, self.group_button)

    @Slot(str)
    def _group_ended(self, trouble: str) -> None:
        self._show_group()
        self.look()
        if trouble:
            self.session.message.emit(trouble, "error")

    def _show_group(self) -> None:
        self.group_button.setEnabled(not self.group.stopping)
        if self.group.running:
            self.group_button.setText(self.tr("Stop {0}").format(self.group.name))
            words = self.tr("End its processes. What is finished stays; the same group goes on later.")
        else:
            self.group_button.setText(self.tr("Run a group..."))
            words = self.tr("Make runs that differ in one thing, in processes beside this window.")
        tell(self.group_button, self.group_button.text(), words)

    @Slot()
    def _export_clicked(self) -> None:
        menu = tools.export_menu(self)
        menu.triggered.connect(lambda action: self._export(action.data()))
        tools.open_menu(menu, self.export_button)

    @Slot()
    def copy(self) -> None:
        """Copy the curves in sight, as a picture and as numbers."""
        self.plot.copy()

    def _export(self, kind: str) -> None:
        if kind == "copy":
            self.copy()
        else:
            self.plot.ask_export(kind)

    # Qt's own

    def opened(self) -> None:
        self.look()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # not the rows, whose ticks Space would change

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.owns(event) or self.view.hasFocus():
            super().keyPressEvent(event)
            return
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        QCoreApplication.sendEvent(self.view, event)

    def closed(self) -> None:
        self.plot.point(-1)
