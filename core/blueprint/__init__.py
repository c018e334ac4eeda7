"""A network while it is being put together: a list of layers that may be wrong, and what is wrong with it.

`Sequential` refuses what doesn't fit; a blueprint holds it, says in plain words where it doesn't fit and what
would, and never builds an array to find out.
"""

from core.blueprint.check import Checked, CheckedLayer, check, fit
from core.blueprint.editing import Blueprint
from core.blueprint.items import AUTOMATIC, GROUPS, Item, defaults, parse, told
from core.blueprint.memory import MEMORY_LIMIT
from core.blueprint.sizes import Edit, MisfitError, MisfitFix

__all__ = [
    "AUTOMATIC",
    "GROUPS",
    "MEMORY_LIMIT",
    "Blueprint",
    "Checked",
    "CheckedLayer",
    "Edit",
    "Item",
    "MisfitError",
    "MisfitFix",
    "check",
    "defaults",
    "fit",
    "parse",
    "told",
]
