"""Everything that happened to one batch: recording it, explaining its numbers, proving and tracking them."""
