"""The view from above: who has done what the circular asks, and why not."""
