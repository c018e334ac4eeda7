"""The English of Chinese terms, as the table of terms for readers has it."""

import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from cnnviz.features.health.health_sheet import HistogramBins, HistogramPlot
from cnnviz.features.transport.readouts import Readout, Readouts, StopLabel
from cnnviz.system import language
from cnnviz.system.terms import english_terms, terms
from cnnviz.system.translation import one
from cnnviz.widgets.form import Field
from cnnviz.widgets.plain import set_tip

GLOSSARY = Path(__file__).resolve().parents[3] / "docs" / "zh-CN" / "glossary.md"


@pytest.fixture
def chinese():
    language.begin("zh_CN")
    yield
    language.begin("en")


def test_a_text_has_its_terms_with_their_english_and_longer_ones_first(chinese):
    assert english_terms("最大池化的卷积核和步幅") == "最大池化 max-pooling · 卷积核 kernel · 步幅 stride"
    assert english_terms("关闭窗口") == ""


def test_what_is_read_aloud_has_the_marks_of_its_language(chinese, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    place, shown, plot = StopLabel(page), Readouts(page), HistogramPlot("plot", page)
    place.show_stop("conv1", "前向 1/13")
    assert place.accessibleName() == "conv1，前向 1/13"
    shown.show_items([Readout("步", "1", "1"), Readout("损失", "2", "2")])
    assert shown.words() == "步，损失"
    bars = HistogramBins(np.arange(3.0), np.array([1, 2]), None, "第 9 步", "现在，第 9 步", "")
    plot.show_bars("conv1，权重", bars)
    assert not re.search(r"[\u4e00-\u9fff] ?[,:;] ", plot.newest())


@pytest.mark.parametrize(
    ("article", "names"),
    [
        ("an", ("airplane", "Ankle boot", "8", "18", "R", "umbrella", "eagle")),
        ("a", ("dog", "one", "7", "1", "118", "B", "unicorn", "Sneaker", "euro", "Trouser")),
    ],
)
def test_a_class_has_the_article_that_is_said_before_it(article, names):
    assert [one(name) for name in names] == [f"{article} {name}" for name in names]


def test_english_needs_none():
    assert english_terms("kernel 卷积核") == ""


def test_the_terms_are_those_of_the_table():
    rows = re.findall(r"^\| ([\w -]+) \| ([^|]+) \|", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    table = {term: english for english, words in rows for term in re.split("[；，]", words.strip())}
    known = terms("zh_CN")
    shared = known.keys() & table.keys()
    assert len(shared) > 35
    assert {term: known[term] for term in shared} == {term: table[term] for term in shared}
    assert list(known) == sorted(known, key=len, reverse=True)


def test_a_control_says_its_sentence_in_the_strip_and_the_terms_in_its_tip_alone(qapp, chinese):
    control = QWidget()
    set_tip(control, "学习率怎样变化。")
    assert control.toolTip() == "学习率怎样变化。\n学习率 learning rate"
    field = Field("学习率", control)
    assert control.statusTip() == "学习率\n学习率怎样变化。"
    field.deleteLater()
