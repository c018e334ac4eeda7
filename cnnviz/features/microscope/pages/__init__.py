"""The microscope's pages: what is shown about one number of a recorded batch.

Each file builds one kind of page from an explanation, as a list of blocks; `choose.py` picks between
them. The blocks are in cnnviz.features.microscope.blocks, the widget that shows a page in `inspector.py`.
"""
