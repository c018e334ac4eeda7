"""The sheet of distributions and health: how each layer does, and how its numbers are spread."""
