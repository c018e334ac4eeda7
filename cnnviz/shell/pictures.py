"""Pictures of what is in sight: the sheet, or the network and a number's page, or the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.session.saving import FileSaving
from cnnviz.system.translation import translate
from cnnviz.widgets import taking

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


def menu(window: Shell) -> QMenu:
    """What a picture can be taken of now; the menu goes when it is closed."""
    made = QMenu(window)
    made.setObjectName("pictures_menu")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for subject in _subjects(window):
        copy = translate("pictures", "Copy the picture: {0}").format(subject.name)
        save = translate("pictures", "Save the picture: {0}").format(subject.name)
        taking.add_pictures(made, copy, save, subject)
        made.addSeparator()
    return made


def _subjects(window: Shell) -> list[taking.Subject]:
    panels, sheet = window.panels, window.stage.sheet
    found = []
    if sheet is not None:
        found.append(_of(window, sheet.accessibleName(), sheet))
    else:
        found.append(panels.canvas.menu.subject(translate("pictures", "network")))
        if window.session.selection is not None:
            found.append(panels.microscope.inspector.subject())
    found.append(_of(window, translate("pictures", "whole window"), window))
    return found


def _of(window: Shell, name: str, widget: QWidget) -> taking.Subject:
    def image(fine: float) -> QImage:
        return taking.picture(widget, fine=fine)

    return taking.Subject(name, widget, image, window.session.part(FileSaving).save)
