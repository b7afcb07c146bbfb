"""What becomes of the signal on its way forward."""
