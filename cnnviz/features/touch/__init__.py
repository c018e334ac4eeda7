"""Touching the weights: which one is picked, what was done to them, and what came of it."""
