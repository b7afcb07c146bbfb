"""What a layer gives out, and which way the gradient takes."""
