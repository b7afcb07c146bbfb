"""Three ways to write one ResNeXt block."""
