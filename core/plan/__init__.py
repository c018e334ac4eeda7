"""The network compiled for speed: the same numbers as the clear layers, in half the time or less.

One small kernel a layer, each stating the layout of the arrays it takes and gives; `table.py` says which
kernel does which layer's work, and `docs/plan.md` shows the tricks in pictures.
"""

from core.plan.plan import Plan, compile

__all__ = ["Plan", "compile"]
