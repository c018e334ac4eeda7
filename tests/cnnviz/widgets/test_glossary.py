"""Words are found where they stand: whole, the longer one first, each once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from cnnviz.widgets import glossary
from cnnviz.widgets.plain import PlainLabel


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The learning rate of each batch, and each batch's loss", ["learning rate", "batch", "loss"]),
        ("Weight decay makes weights smaller", ["weight decay", "weight"]),
        ("Batch-norm and feature maps", ["batch norm", "feature map"]),
        ("glossy, normal, biased, stepping", []),
        ("Logits of a ReLU", ["logit", "ReLU"]),
    ],
)
def test_words_are_found_whole(text: str, words: list[str]) -> None:
    found = sorted(glossary.found(text))
    assert [said.split(": ")[0] for _, _, said in found] == words
    for start, end, said in found:
        plain = text[start:end].lower().replace("-", " ")
        assert plain.removesuffix("s") == said.split(": ")[0].lower().removesuffix("s")


def test_every_word_is_explained_once() -> None:
    words = [word for word, _ in glossary.WORDS]
    assert len(set(words)) == len(words)
    for word in words:
        assert any(said.startswith(f"{word}: ") for _, _, said in glossary.found(f"a {word} b")), word


def test_a_label_explains_its_words_where_the_mouse_rests(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, __: told.append(text))
    for text in ("momentum", "nothing to explain"):
        label = PlainLabel(text)
        qtbot.addWidget(label)
        QApplication.sendEvent(label, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(3, 3), QPoint(3, 3)))
    (said,) = told
    assert said.startswith("momentum: ")
