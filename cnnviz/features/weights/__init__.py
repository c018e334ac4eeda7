"""The sheet in which weights of another program are looked over before they are used."""

from cnnviz.features.weights.weights_sheet import WeightsSheet

__all__ = ["WeightsSheet"]
