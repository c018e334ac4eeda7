"""Widgets that more than one feature shows, and the theme that they are painted in."""
