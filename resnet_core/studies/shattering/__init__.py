"""How alike the gradients of neighbouring inputs are."""
