"""The views of the drawing: the sheet with its strokes, the pad they are made on, the answer."""
