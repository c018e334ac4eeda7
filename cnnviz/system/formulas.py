"""The core's formulas as a person reads them: the sign for sums, and words in the language that is spoken."""

from __future__ import annotations

import re

from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate

PHRASES = (  # words within formulas, longer ones first
    QT_TRANSLATE_NOOP("formula", "1 with the probability 1 - p, else 0: drawn at random"),
    QT_TRANSLATE_NOOP("formula", "1 for the winner, 0 for the others"),
    QT_TRANSLATE_NOOP("formula", "the first place with the largest x"),
    QT_TRANSLATE_NOOP("formula", "the larger of u and v after"),
    QT_TRANSLATE_NOOP("formula", "window that saw x"),
    QT_TRANSLATE_NOOP("formula", "output that used x"),
    QT_TRANSLATE_NOOP("formula", "1 if x won there, else 0"),
    QT_TRANSLATE_NOOP("formula", "in use nothing is dropped"),
    QT_TRANSLATE_NOOP("formula", "in use, not in training"),
    QT_TRANSLATE_NOOP("formula", "stays as it is in use"),
    QT_TRANSLATE_NOOP("formula", "1 where x > 0, else 0"),
    QT_TRANSLATE_NOOP("formula", "1 where x > 0, else"),
    QT_TRANSLATE_NOOP("formula", "where x > 0, else"),
    QT_TRANSLATE_NOOP("formula", "1 for the label, else 0"),
    QT_TRANSLATE_NOOP("formula", "for the label, else 0"),
    QT_TRANSLATE_NOOP("formula", "places in the window"),
    QT_TRANSLATE_NOOP("formula", "places on the map"),
    QT_TRANSLATE_NOOP("formula", "images, classes"),
    QT_TRANSLATE_NOOP("formula", "images, places"),
    QT_TRANSLATE_NOOP("formula", "running_mean"),
    QT_TRANSLATE_NOOP("formula", "running_var"),
    QT_TRANSLATE_NOOP("formula", "weight decay"),
    QT_TRANSLATE_NOOP("formula", "the window"),
    QT_TRANSLATE_NOOP("formula", "momentum"),
    QT_TRANSLATE_NOOP("formula", "in use"),
    QT_TRANSLATE_NOOP("formula", "images"),
    QT_TRANSLATE_NOOP("formula", "label"),
    QT_TRANSLATE_NOOP("formula", "target"),
    QT_TRANSLATE_NOOP("formula", "count"),
    QT_TRANSLATE_NOOP("formula", "slope"),
    QT_TRANSLATE_NOOP("formula", "mask"),
    QT_TRANSLATE_NOOP("formula", "pad"),
)
PHRASE = re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in PHRASES))


def typeset(formula: str) -> str:
    """A formula of the core's with the sign for sums, words of this language, and no blanks in indices."""
    formula = formula.replace("(the kernel turned by 180 degrees)", "")  # the page shows that
    formula = re.sub(r"sum over (.+?) of ", lambda m: f"Σ({_over(m[1])}) ", formula)
    formula = re.sub(r"\bsum of ", "Σ ", formula)
    formula = re.sub(r"\[[^\]]*\]", lambda m: m[0].replace(" ", ""), formula)
    return re.sub(r" {2,}", " ", in_words(formula)).strip()


def in_words(formula: str) -> str:
    """A formula with its words in the language that is spoken."""
    return PHRASE.sub(lambda found: translate("formula", found[0]), formula)


def _over(words: str) -> str:
    letters = all(len(word) == 1 for word in words.split(", "))
    return words.replace(", ", ",") if letters else words.replace(" and ", ", ").replace("every ", "")
