"""The signal on its way forward."""
