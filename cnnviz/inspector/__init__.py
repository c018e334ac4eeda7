"""The microscope's pages: what is shown about one number of a recorded batch.

Each file knows how one kind of page is built from an explanation of the core, as a list of blocks; `pages.py`
chooses between them, `panel.py` is the widget. The blocks themselves are in cnnviz.views.inspector.
"""
