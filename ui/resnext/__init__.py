"""The ResNeXt block on a page."""
