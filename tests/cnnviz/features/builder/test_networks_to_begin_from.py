"""Build offers the network of every preset that is no experiment's."""

from __future__ import annotations

from cnnviz.features.builder.network_page import networks
from core.presets import PRESETS, preset


def test_every_network_of_a_preset_can_be_begun_from() -> None:
    offered = [preset(name).spec()["layers"] for name, _ in networks()]
    assert all(each.spec()["layers"] in offered for each in PRESETS if not each.group)
