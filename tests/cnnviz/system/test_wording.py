"""Sentences of the core, found again by their patterns and told in another language."""

from __future__ import annotations

import pytest

from cnnviz.system.wording import Catalogue

TEXTS = {
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
    ],
)
def test_a_sentence_is_told_with_its_values(text: str, told: str) -> None:
    assert Catalogue(TEXTS).find(text) == told
