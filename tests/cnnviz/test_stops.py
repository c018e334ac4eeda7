"""Every kind of layer has a sentence for each way through it, short enough to be read at a glance."""

import pytest

from cnnviz import stops
from core.layers import LAYERS

KINDS = [layer.__name__ for layer in LAYERS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("phase", ["forward", "backward"])
def test_every_layer_has_a_sentence_for_both_ways(kind: str, phase: str) -> None:
    text = stops.sentence(phase, kind)
    assert text.endswith(".")
    assert len(text) <= 120


@pytest.mark.parametrize("phase", ["loss", "update"])
def test_loss_and_update_have_one_each(phase: str) -> None:
    assert stops.sentence(phase, "").endswith(".")


def test_an_unknown_layer_is_met_with_silence() -> None:
    assert stops.sentence("forward", "Attention") == ""
