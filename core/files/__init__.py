"""Files that are read and written: atomic writes, weights, kinds of files."""
