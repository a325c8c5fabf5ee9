"""What the offline planner knows about words, as data."""
