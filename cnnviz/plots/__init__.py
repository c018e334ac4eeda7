"""Plots: axes, lines, names and exact values under the mouse."""
