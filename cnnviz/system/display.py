"""Whether a window can be opened here, found out before Qt is asked: without a display Qt aborts the process.

Nothing of Qt is imported by asking, so the answer comes even where Qt's own libraries are missing.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

# What a bare Debian or Ubuntu lacks: for rendering at all, and for a real X screen.
RENDERING = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
SCREEN = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"

WITHOUT_SCREEN = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")
PATIENCE = 2.0  # seconds for a display to answer


def why_not() -> str:
    """The reason why no window can be opened, one clause without a full stop; "" if there is none."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if platform in WITHOUT_SCREEN or not sys.platform.startswith("linux"):
        return ""
    wayland, display = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("DISPLAY", "")
    if platform != "xcb" and wayland and _answers(*_wayland_address(wayland)):
        return ""
    if platform.startswith("wayland"):
        return f"no Wayland display answers at {wayland!r}" if wayland else "WAYLAND_DISPLAY is not set"
    if not display:
        return "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
    addresses = _x_addresses(display)
    if not any(_answers(*address) for address in addresses):
        return f"no display answers at {display!r}"
    return ""


def missing_libraries(error: ImportError) -> str:
    """One sentence for an ImportError of Qt: what is missing and what installs it."""
    advice = f"Install them with: apt-get install {RENDERING} {SCREEN}"
    return f"Qt's system libraries are missing ({error}). {advice}"


def missing_screen_libraries() -> str:
    """One sentence naming X libraries that Qt's xcb plugin needs and this machine lacks; "" if none."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "") not in ("", "xcb"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("QT_QPA_PLATFORM"):
        return ""
    import ctypes

    wanted = {
        "libxcb-cursor0": "libxcb-cursor.so.0",
        "libxcb-icccm4": "libxcb-icccm.so.4",
        "libxcb-keysyms1": "libxcb-keysyms.so.1",
        "libxcb-shape0": "libxcb-shape.so.0",
        "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    }
    missing = []
    for package, library in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return f"Qt needs libraries for this screen: apt-get install {' '.join(missing)}" if missing else ""


Address = tuple[int, str | tuple[str, int]]


def _wayland_address(name: str) -> Address:
    path = Path(name)
    if not path.is_absolute():
        path = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/user/0")) / name
    return socket.AF_UNIX, str(path)


def _x_addresses(display: str) -> list[Address]:
    """The sockets of ":0", "unix:0", "host:0.0" or "/path/to/socket:0", best first."""
    match = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", display)
    if match is None:
        return []
    host, number = match["host"], int(match["number"])
    if host.startswith("/"):
        return [(socket.AF_UNIX, display), (socket.AF_UNIX, host)]
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        # X listens on an abstract socket of the same name as well.
        return [(socket.AF_UNIX, "\0" + path), (socket.AF_UNIX, path)]
    return [(socket.AF_INET, (host, 6000 + number)), (socket.AF_INET6, (host, 6000 + number))]


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as link:
            link.settimeout(PATIENCE)
            link.connect(address)
    except (OSError, OverflowError, ValueError, UnicodeError):
        return False
    return True
