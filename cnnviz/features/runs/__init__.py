"""The sheet of runs: every run that was kept, over one another and in a table."""
