"""What the command line does without a window: train, evaluate, list the presets."""
