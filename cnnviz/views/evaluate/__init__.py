"""The pictures of an evaluation: bars, matrix, gallery, reliability. Arrays in, pixels out."""
