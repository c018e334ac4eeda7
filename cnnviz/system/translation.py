"""Marks sentences that stand outside a QObject for translation: they are found by this name, and looked up
with QCoreApplication.translate where they are shown.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text as it is; Qt's own has no type that a dict of strings would take."""
    return text
