"""What the program needs of the machine: folders, settings, the log, screens, the garbage collector."""
