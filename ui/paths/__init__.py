"""The paths of the gradient."""
