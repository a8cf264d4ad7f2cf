"""From cells to exercises: what a lesson asks, where the answers stand, and what is stored about them."""
