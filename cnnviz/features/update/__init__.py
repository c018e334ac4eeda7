"""The sheet "What did this update buy?": the loss along the recorded step, and who gained by it."""

from cnnviz.features.update.update_sheet import UpdateSheet

__all__ = ["UpdateSheet"]
