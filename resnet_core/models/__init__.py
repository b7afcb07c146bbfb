"""Torch modules built from plans, and the chapter's own classes."""
