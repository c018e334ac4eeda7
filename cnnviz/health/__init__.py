"""How the run does, watched over in the background: hints with a remedy, and what they are shown with."""
