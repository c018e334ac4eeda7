"""How well a run does: how its weights and gradients are spread, what its units do, and hints when it is ill.

Nothing in here knows of a window: `hints(history, config, spec, units)` can be asked in a notebook as well.
"""

from core.health.distributions import Spread as Spread
from core.health.distributions import layer_values as layer_values
from core.health.distributions import rms as rms
from core.health.distributions import spread as spread
from core.health.hint import Fact as Fact
from core.health.hint import Hint as Hint
from core.health.hint import HintFix as HintFix
from core.health.hint import HintWords as HintWords
from core.health.hint import words as words
from core.health.hints import HINT_KINDS as HINT_KINDS
from core.health.hints import hints as hints
from core.health.layers import LayerFigures as LayerFigures
from core.health.layers import layer_figures as layer_figures
from core.health.units import UnitFigures as UnitFigures
from core.health.units import unit_figures as unit_figures
