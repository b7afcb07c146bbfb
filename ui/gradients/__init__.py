"""The gradients of a net by depth."""
