"""The card "Break it": a mistake in a layer beside its right twin, or a hidden one to be found."""
