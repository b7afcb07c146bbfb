"""The smallest change that changes the name."""
