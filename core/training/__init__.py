"""Training: what a run is (config), what it says (metrics, history, snapshot), and what makes it run (trainer, engine).

Nothing in here knows of a window: the terminal uses the Trainer as it is, the window posts to an Engine.
"""
