"""Blocks put into a trained net."""
