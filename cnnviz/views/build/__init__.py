"""What the sheet for building a network is painted with: cards, blocks, grids of numbers."""
