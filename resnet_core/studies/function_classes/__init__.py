"""Sets of functions, nested and not, and what one more block does to a fitted network."""
