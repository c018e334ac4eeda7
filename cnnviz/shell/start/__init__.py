"""The start page: what to do first, in one glance, over a window that is ready already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell
    from cnnviz.shell.start.page import StartPage

PAGE = "StartPage"  # among the window's panels, once it has been made


def open_page(window: Shell) -> StartPage:
    """Lay the start page over the network; made when it is first asked for."""
    if PAGE not in window.panels:
        from cnnviz.shell.start.page import StartPage

        window.panels[PAGE] = StartPage(window)
    page: StartPage = window.panels[PAGE]
    page.open()
    return page


def toggle_page(window: Shell) -> None:
    """Open the start page, or close it."""
    if not close_page(window):
        open_page(window)


def close_page(window: Shell) -> bool:
    """Close the start page; True if it was open."""
    page = window.panels.get(PAGE)
    return page is not None and bool(page.leave())
