"""The sheet in which the images of a run are chosen and looked over before they are used."""

from cnnviz.features.data.data_sheet import DataSheet

__all__ = ["DataSheet"]
