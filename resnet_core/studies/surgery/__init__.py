"""Edits to a trained net, and what it can still recognise."""
