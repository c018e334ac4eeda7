"""Which language the window and the terminal speak, and how complete each translation is.

What is asked for counts in this order: `--language`, CNNVIZ_LANGUAGE, the window's setting, the system. A
language is one file, resources/translations/cnnviz_CODE.ts, compiled to .qm beside it. "pseudo" brackets and
lengthens every text: what it leaves plain can't be translated. Nothing here imports Qt before a window does.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator
    from PySide6.QtWidgets import QApplication

VARIABLE = "CNNVIZ_LANGUAGE"
SOURCE = "en"
PSEUDO = "pseudo"
SYSTEM = "system"
NAMES = {"en": "English", "zh_CN": "简体中文"}
# Fonts that hold the signs of a language, for what the shipped ones leave out; the first that is there.
FONTS = {
    "zh_CN": (
        "Noto Sans CJK SC",
        "Noto Sans SC",
        "Source Han Sans SC",
        "PingFang SC",
        "Microsoft YaHei UI",
        "Microsoft YaHei",
        "WenQuanYi Micro Hei",
    )
}
_current = SOURCE
_installed: list[QTranslator] = []  # in the application


class LanguageError(ValueError):
    """There is no such language."""


def folder() -> Path:
    """Where the translations are."""
    return Path(str(resources.files("resources") / "translations"))


@cache
def codes() -> tuple[str, ...]:
    """The languages there are: English, and each that has a file."""
    return SOURCE, *sorted(path.stem.removeprefix("cnnviz_") for path in folder().glob("cnnviz_*.ts"))


def name(code: str) -> str:
    """What a language is called in itself."""
    return NAMES.get(code, code)


def current() -> str:
    """The language in use."""
    return _current


def match(wanted: str) -> str:
    """The language there is for a wanted one: "zh-Hans-SG" is "zh_CN"; "" if there is none."""
    parts = wanted.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    if "_".join(parts) in (*codes(), PSEUDO):
        return "_".join(parts)
    language = parts[0].lower()
    if language in ("c", "posix"):
        return SOURCE
    if language == "zh" and {"hant", "tw", "hk", "mo"} & {part.lower() for part in parts[1:]}:
        return ""  # other signs
    return next((code for code in codes() if code.partition("_")[0] == language), "")


def checked(wanted: str) -> str:
    """The language there is for one that somebody typed; LanguageError if there is none."""
    if wanted == SYSTEM:
        return first(of_system())
    found = match(wanted)
    if not found:
        known = ", ".join(codes())
        raise LanguageError(f"there is no language {wanted!r}: choose one of {known}, or system")
    return found


def first(wanted: Iterable[str]) -> str:
    """The first of some wanted languages that there is, else English."""
    return next(filter(None, map(match, wanted)), SOURCE)


def of_system() -> list[str]:
    """The languages that the system asks for, the dearest first."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QLocale

        return list(QLocale.system().uiLanguages())
    named = [os.environ.get(key, "") for key in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    found = [part for text in named for part in text.split(":") if part]
    if found:
        return found
    spoken = locale.getlocale()[0] or ""
    return ["zh_CN" if spoken.startswith(("Chinese (Simplified)", "Chinese_China")) else spoken]


def choose(setting: str = SYSTEM) -> str:
    """The language to speak, unless an argument says another one."""
    asked = os.environ.get(VARIABLE, "")
    return first([asked] if asked and asked != SYSTEM else of_system() if setting == SYSTEM else [setting])


def take_argument(arguments: list[str]) -> tuple[str, list[str]]:
    """The value of `--language` among some arguments, "" without it, and the others."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2], arguments[:place] + arguments[place + 1 :]
        if argument == "--language":
            if place + 1 == len(arguments):
                raise LanguageError("--language needs the code of a language, such as zh_CN")
            return arguments[place + 1], arguments[:place] + arguments[place + 2 :]
    return "", arguments


def begin(code: str) -> None:
    """Speak a language in a terminal, from the first word on."""
    global _current
    _current = code


def use(code: str, app: QApplication) -> None:
    """Speak a language from now on; what is on the screen already has to be made anew."""
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    begin(code)
    if code == SOURCE:
        return
    if code == PSEUDO:
        from cnnviz.system.translation import Pseudo

        _installed.append(Pseudo())
        app.installTranslator(_installed[0])
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator
    from PySide6.QtGui import QFont

    for family in ("Inter", "JetBrains Mono"):
        QFont.removeSubstitutions(family)
        QFont.insertSubstitutions(family, FONTS.get(code, ()))
    translations = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for path in (f"{translations}/qtbase_{code}.qm", str(folder() / f"cnnviz_{code}.qm")):
        translator = QTranslator()
        if translator.load(path):
            _installed.append(translator)
            app.installTranslator(translator)


def lacks_font(code: str) -> bool:
    """Whether no font of the system holds the signs of a language; looks at all fonts."""
    from PySide6.QtGui import QFontDatabase

    needed = {"zh": QFontDatabase.WritingSystem.SimplifiedChinese}.get(code.partition("_")[0])
    return needed is not None and not QFontDatabase.families(needed)


def completeness(code: str) -> tuple[int, int]:
    """How many texts of a language are translated, and how many there are."""
    from xml.etree import ElementTree

    if code == SOURCE:
        code = next(iter(codes()[1:]), SOURCE)
        total = completeness(code)[1] if code != SOURCE else 0
        return total, total
    found = ElementTree.parse(folder() / f"cnnviz_{code}.ts").iter("translation")
    done = [node.get("type") not in ("unfinished", "vanished", "obsolete") for node in found]
    return sum(done), len(done)
