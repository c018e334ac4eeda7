"""Keeping a window where it can be seen: on small screens, at large scales, and when a monitor goes.

How thick the frame is that a window manager puts around the window is known only once it has: after each
showing the window is looked at a few times, and moved or made smaller if a part of the frame is off the
screen.

A screen that is smaller than the window's least size shows the window through scroll bars, so that every
control stays within reach; anywhere else there is no scroll area at all.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QFrame, QMainWindow, QScrollArea

from cnnviz.system import scaling

FRAME = 30  # pixels of the screen that a window's title takes, about
NARROWEST = 320, 240  # pixels; no screen is smaller
LOOKS, APART = 5, 100  # how often the frame is looked at, and milliseconds between


class Keeper(QObject):
    """Fits a main window to its screen now, and again whenever the screens change."""

    def __init__(self, window: QMainWindow, least: tuple[int, int]) -> None:
        super().__init__(window)
        self._window = window
        self._least = QSize(*least)
        self._scroll: QScrollArea | None = None
        self._virtual = QGuiApplication.platformName() in ("offscreen", "minimal")
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.primaryScreenChanged.connect(self._screens_changed)
            app.screenRemoved.connect(self._screens_changed)
        self._looks = 0
        self._look = QTimer(self, interval=APART)
        self._look.timeout.connect(self._look_at_frame)
        if not self._virtual:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is shown, or as large as before it filled the screen: its frame may be another one."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowStateChange):
            self._looks = LOOKS
            self._look.start()
        return False

    @Slot()
    def _look_at_frame(self) -> None:
        self._looks -= 1
        if not self._looks:
            self._look.stop()
        handle, screen = self._window.windowHandle(), self._window.screen()
        if handle is not None and not self._window.windowState() & scaling.LARGE:
            rounded = int(scaling.begun() % 1 > 0)  # by up to a pixel
            self.keep_inside(screen.availableGeometry(), handle.frameMargins() + rounded)

    def keep_inside(self, room: QRect, frame: QMargins) -> None:
        """Have the window with its frame lie within the room: smaller if it must be, then moved."""
        window, handle = self._window, self._window.windowHandle()
        size = window.size().boundedTo(room.marginsRemoved(frame).size()).expandedTo(window.minimumSize())
        if size != window.size():
            window.resize(size)
        place = QRect(handle.framePosition(), size.grownBy(frame))
        x = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
        y = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
        if (x, y) != (place.x(), place.y()):
            handle.setFramePosition(QPoint(x, y))

    def open_at(self, size: QSize) -> None:
        """Take a remembered size, or less where the screen is smaller."""
        self._window.setMinimumSize(self._least)
        screen = self._window.screen()
        if screen is None or self._virtual:  # a virtual screen has any size
            self._window.resize(size.expandedTo(self._least))
        else:
            self.fit(screen.availableGeometry(), size)

    def fit(self, room: QRect, size: QSize) -> None:
        """As large as `size` if the room allows; scroll bars come where it is less than the least size."""
        title = round(FRAME / scaling.begun())
        free = QSize(room.width(), room.height() - title).expandedTo(QSize(*NARROWEST))
        if free.width() < self._least.width() or free.height() < self._least.height():
            self._let_scroll()
            self._window.setMinimumSize(free.boundedTo(self._least))
            self._window.resize(size.boundedTo(free))
        else:
            self._window.resize(size.boundedTo(free).expandedTo(self._least))

    def _let_scroll(self) -> None:
        central = self._window.takeCentralWidget() if self._scroll is None else None
        if central is None:
            return
        central.setMinimumSize(self._least)
        self._scroll = QScrollArea(self._window)
        self._scroll.setObjectName("small_screen")
        self._scroll.setAccessibleName(self.tr("The window, larger than the screen"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(central)
        self._window.setCentralWidget(self._scroll)

    def relax(self, relaxed: bool) -> None:
        """Have what is scrolled be as narrow as a small screen, or again as wide as its bars need it."""
        central = self._scroll.widget() if self._scroll is not None else None
        if central is not None:
            central.setMinimumSize(QSize(0, 0) if relaxed else self._least)

    @Slot(QScreen)
    def _screens_changed(self, _: QScreen | None) -> None:
        screen = QGuiApplication.primaryScreen()
        if screen is not None and not self._virtual:
            self.bring_back(
                screen.availableGeometry(), [s.availableGeometry() for s in QGuiApplication.screens()]
            )

    def bring_back(self, room: QRect, screens: list[QRect]) -> None:
        """Move the window into `room` if its title can't be reached on any screen."""
        frame = self._window.frameGeometry()
        title = QRect(frame.topLeft(), QSize(frame.width(), FRAME))
        if self._window.isMaximized() or any(title.intersected(s).width() >= 100 for s in screens):
            return
        self.fit(room, self._window.size())
        self._window.move(room.topLeft())
