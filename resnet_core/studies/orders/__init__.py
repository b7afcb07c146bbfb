"""The five orders of norm, ReLU and addition."""
