"""The features of the window: each a folder that knows no other feature."""
