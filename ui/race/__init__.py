"""Plain against residual: races, and the map of them."""
