"""Layers in words, in a table and on a card, for blocks and for networks."""
