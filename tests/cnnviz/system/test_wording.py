"""Sentences of the core, found again by their patterns and told in another language."""

from __future__ import annotations

import pytest

from cnnviz.system.wording import Catalogue, catalogue, filled, sentences
from core.mistakes.kinds import KINDS, Kind

TEXTS = {
    ". ": "。",
    ": ": "：",
    "; ": "；",
    ", ": "，",
    "it holds no images": "没有图像",
    "Choose another file": "请另选文件",
    "it is {0}": "它是{0}",
    "a table of text": "文本表格",
    "a {0}×{1} window is too large for {2}×{3}{4}: take {5}": "{0}×{1} 的窗口放不进 {2}×{3}{4}：取 {5}",
    "Training stopped at step {0}: {1}{2}. {3}": "训练在第 {0} 步停止：{1}{2}。{3}",
    "the loss is no longer a number": "损失不再是数",
    ", and {0} was the first layer": "，{0} 是第一层",
    'spec: expected {"layers": [...]}': '应为 {"layers": [...]}',
    "{0} number{1}": "{0} 个数{1}",
    "{0} must be {1}, got {2}": "{0} 必须{1}，得到的是 {2}",
    "{0}: must be a whole number, got {1}": "{0}：必须是整数，得到的是 {1}",
    "the loss grew to {0}": "损失增大到 {0}",
    "try less than {0}.": "请试试低于 {0} 的。",
    "Save the pixels as numbers": "请把像素存为数字",
    "{0} stops in {1}{2}: {3}": "{0} 在 {1}{2} 处停止：{3}",
    "wrong in {0} of {1} numbers{2}; see there": "{1} 个数中有 {0} 个错误{2}；看那里",
    "equal values": "相等的值",
    "{0} has no argument {1}": "{0} 没有参数 {1}",
    "Linear": "线性层",
    "values {0} to {1}; {2}": "数值 {0} 到 {1}；{2}",
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("it holds no images", "没有图像"),
        ("/a b/c.npz: it holds no images. Choose another file.", "/a b/c.npz：没有图像。请另选文件。"),
        ("c.csv: it is a table of text", "c.csv：它是文本表格"),
        ("pool1: a 5×5 window is too large for 2×2: take 2", "pool1：5×5 的窗口放不进 2×2：取 2"),
        (
            "Training stopped at step 12: the loss is no longer a number, and conv1 was the first layer. Go",
            "训练在第 12 步停止：损失不再是数，conv1 是第一层。Go",
        ),
        ('spec: expected {"layers": [...]}', '应为 {"layers": [...]}'),
        ("show program's version number and exit", "show program's version number and exit"),
        ("nobody knows this: at all", "nobody knows this: at all"),
        # a value that is two sentences, and one that has lost its full stop
        (
            "Training stopped at step 3: the loss grew to 4, and conv2 was the first layer. try less than 5.",
            "训练在第 3 步停止：损失增大到 4，conv2 是第一层。请试试低于 5 的。",
        ),
        # of the sentences that match, the one that leaves the fewest words; never half of an unknown one
        ("--batch: must be a whole number, got 0", "--batch：必须是整数，得到的是 0"),
        ("a.npz: it was odd. Save the pixels as numbers.", "a.npz: it was odd。请把像素存为数字。"),
        ('forward stops in "2x2", "equal values": no', "forward 在“2x2”、“相等的值”处停止：no"),
        ("fc2: Linear has no argument 'x'", "fc2：Linear 没有参数 'x'"),
        ("3 numbers", "3 个数"),
        ("1 number", "1 个数"),
        ("wrong in 2 of 3 numbers; see there", "3 个数中有 2 个错误；看那里"),
        ("Values 0 to 255; dark", "数值 0 到 255；dark"),
        ("a.png: 这不是图片. Choose another file.", "a.png：这不是图片。请另选文件。"),
    ],
)
def test_a_sentence_is_told_with_its_values(text: str, told: str) -> None:
    assert Catalogue(TEXTS).find(text) == told


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_trial_is_told_whole_in_chinese(kind: Kind) -> None:
    for trial in kind.trials:
        told, left = catalogue("zh_CN").best(trial.name)
        assert left < 0.5
        assert ", " not in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "wrong in 20 of 20 numbers; no mistake of the catalogue gives these",
            "20 个数中有 20 个错误；目录中没有哪个错误给出这样的结果",
        ),
        (
            'wrong in 7 of 20 numbers (only in the trial "2x2"; only in channels 1, 2); no mistake of the'
            " catalogue gives these",
            "20 个数中有 7 个错误（只在试验“2×2”；只在通道 1, 2）；目录中没有哪个错误给出这样的结果",
        ),
        ("right: 1 number in 1 trial", "正确：1 个数，在 1 次试验中"),
    ],
)
def test_where_it_is_wrong_is_told_whole_in_chinese(text: str, told: str) -> None:
    assert catalogue("zh_CN").find(text) == told


def test_a_language_with_marks_of_its_own_gets_no_chinese_ones() -> None:
    german = Catalogue(
        {"it holds no images": "es hat keine Bilder", "Choose another file": "Nimm eine andere"}
    )
    told = german.find("a.npz: it holds no images. Choose another file.")
    assert told == "a.npz: es hat keine Bilder. Nimm eine andere."


def test_no_blank_stands_behind_a_full_stop_that_has_its_own() -> None:
    assert sentences(("第一句。", "", "第 2 句。")) == "第一句。第 2 句。"
    assert sentences(("One.", "Two.")) == "One. Two."


def test_a_number_before_an_empty_place_keeps_its_blank() -> None:
    assert filled("从 {0} 到 {1}{2} 的数", {"0": "0", "1": "1e+09", "2": ""}) == "从 0 到 1e+09 的数"
    assert filled("从 {0} 到 {1}{2} 的数", {"0": "0", "1": "无穷", "2": ""}) == "从 0 到无穷的数"
