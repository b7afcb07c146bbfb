"""What can be computed from a plan: counts, costs, receptive fields. Integers only, no torch."""
