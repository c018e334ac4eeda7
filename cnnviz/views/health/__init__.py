"""The views of the health sheet: the table of layers and the histograms."""
