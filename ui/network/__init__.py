"""A whole network on a page."""
