"""How long the paths of the gradient are."""
