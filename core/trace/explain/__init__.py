"""What one number is made of: `explain(trace, cell)` gives its formula, its terms, and where they come from.

Every term is a number of the same trace, so it can be explained in turn: backward as far as the loss and the
labels, forward as far as pixels and parameters. Each file here knows the formulas of one family of layers.
"""

from core.trace.explain.explainer import explain
from core.trace.explain.explanation import Explanation, TermGroup
from core.trace.explain.expression import Cells, Constants, Function, Given, Leaves, Node, Part, Product, Sum

__all__ = [
    "Cells",
    "Constants",
    "Explanation",
    "Function",
    "Given",
    "Leaves",
    "Node",
    "Part",
    "Product",
    "Sum",
    "TermGroup",
    "explain",
]
