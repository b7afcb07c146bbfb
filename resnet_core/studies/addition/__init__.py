"""What one block adds up."""
