"""The sheet "Workshop": layers a learner writes, checked at every save and trained beside the core's."""

from cnnviz.features.workshop.workshop_sheet import WorkshopSheet

__all__ = ["WorkshopSheet"]
