"""Runs that were kept: their curves, their pictures, and the folder where the window keeps its own."""
