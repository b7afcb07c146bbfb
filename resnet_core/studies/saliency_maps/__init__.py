"""Saliency maps of a few pictures by several methods."""
