"""Saliency maps, what they are asked for, and checks of them."""
