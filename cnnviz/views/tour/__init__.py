"""What the guided tour is painted with: a light on what is meant, and a card that says it."""
