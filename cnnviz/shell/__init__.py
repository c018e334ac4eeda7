"""The window as a whole: the only place that knows all features."""
