"""What touches the weights: a kernel's cells to edit, a channel's switch, two answers side by side."""
