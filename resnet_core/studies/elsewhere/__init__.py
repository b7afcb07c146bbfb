"""The same plus in networks without convolutions."""
