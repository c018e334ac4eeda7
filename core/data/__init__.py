"""Images with labels: the shipped MNIST, a user's own, and how they become batches."""
