"""Qt's forms for a text outside a QObject, under the names that its extraction looks for.

`translate("Context", "text")` where it is shown; QT_TRANSLATE_NOOP in a table, and translate of the entry
where it is shown. In a QObject it is self.tr("text"). The text is one literal with numbered places.
"""

import re

from PySide6.QtCore import QCoreApplication, QTranslator

translate = QCoreApplication.translate
PLACE = re.compile(r"\{[^{}]*\}")


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text as it is; Qt's own has no type that a dict of strings would take."""
    return text


class Count(float):
    """A number that words agree with: "{0} {0:image|images}" of it is "1 image" or "2 images"."""

    def __format__(self, spec: str) -> str:
        one, both, many = spec.partition("|")
        if both:
            return one if self == 1 else many
        return f"{int(self):{spec or ','}}" if self.is_integer() else f"{float(self):{spec or 'g'}}"


AN = re.compile(
    r"[ai]|e(?!u)|o(?!ne)|u(?!n[iu]|s[ae])|8|1[18](?!\d)|(?-i:[FHLMNRSX])$", re.IGNORECASE
)  # as they are said


def one(name: str) -> str:
    """One of a class, by the class's name: "an airplane", "a dog", "an 8"."""
    words = translate("Classes", "an {0}") if AN.match(name) else translate("Classes", "a {0}")
    return words.format(name)


class Pseudo(QTranslator):
    """Translates every text into itself, bracketed and lengthened."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str:
        return pseudo(text)


def pseudo(text: str) -> str:
    """A text in brackets, and 40 % longer; a mark between texts stays."""
    longer = round(0.4 * len(PLACE.sub("", text)))
    tail = (" ~~~~~~" * longer)[:longer] if longer > 6 else "~" * longer  # words that can go to the next line
    return f"[{text}{tail}]" if text.strip(" ,;:") else text
