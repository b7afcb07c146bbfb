"""What a net says about the test set."""
