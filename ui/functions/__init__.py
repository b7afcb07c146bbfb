"""Function classes on a page, and networks as classes of functions."""
