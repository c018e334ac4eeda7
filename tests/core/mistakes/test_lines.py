"""The line that makes a quantity is found in code as people write it."""

from __future__ import annotations

import pytest

from core.mistakes.lines import lines_of

CLASS = """
class Conv:
    def forward(self, x):
        y = x
        return y

    def back_propagate(self, g):
        self.grads["W_grad"] = 1
        self.grad_W, self.db = g, g
        if g:
            return g
        return -g
"""
FUNCTION = """
def affine_backward(dout, cache):
    dx = dout
    dw = dout
    return dx, dw
"""
CUT = """
class Pool:
    def backward(self, dout):
        dx = np.zeros(self.shape)
        for i in range(3):
            dx[i] += dout
        self.cache = dx
        if self.pad:
            dx = dx[:, 1:-1]
        return dx
"""


@pytest.mark.parametrize(
    ("text", "quantity", "line"),
    [
        (CLASS, "y", 4),
        (CLASS, "dX", 12),
        (CLASS, "dW", 9),
        (CLASS, "db", 9),
        (FUNCTION, "dX", 3),
        (FUNCTION, "dW", 4),
        (CUT, "dX", 6),
    ],
)
def test_the_line_of_a_quantity(text: str, quantity: str, line: int):
    found = lines_of(text, 2, quantity)
    assert found is not None
    assert found.hot == line
    assert found.first <= line < found.first + len(found.lines)


def test_without_a_definition_there_are_no_lines():
    assert lines_of("x = 1\n", 1, "y") is None
    assert lines_of("def broken(:", 1, "y") is None
