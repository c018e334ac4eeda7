"""The sheet "What excites this channel?": the images that a channel answers to, and one that is changed."""

from cnnviz.features.channels.channels_sheet import ChannelsSheet

__all__ = ["ChannelsSheet"]
