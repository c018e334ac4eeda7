"""When the memory runs out all the same: one clear error in place of what Python and the system say."""

from __future__ import annotations

import errno


class MemoryShortageError(RuntimeError):
    """There was not enough memory for what was asked; what was there before is still there."""


def clear(error: BaseException) -> BaseException:
    """The error itself, or a MemoryShortageError in the place of one that means that the memory ran out."""
    system = isinstance(error, OSError) and error.errno == errno.ENOMEM  # the plan's blocks come from there
    if not (isinstance(error, MemoryError) or system):
        return error
    shortage = MemoryShortageError(
        "There is not enough memory for this, and nothing was changed: close other programs, "
        "or take a smaller batch or network"
    )
    shortage.__cause__ = error
    return shortage
