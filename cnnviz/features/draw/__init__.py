"""Drawing a digit that the network answers to: the session's part, the card in the window, pictures."""
