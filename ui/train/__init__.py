"""A training run on a page: before, during and after."""
