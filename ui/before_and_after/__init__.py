"""Before and after: the plus through time, and the same plus in networks without convolutions."""
