"""How large the gradient is in every layer."""
