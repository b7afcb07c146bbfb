"""Fashion-MNIST as checked files, drawn sketches for when it cannot be had, and batches made on the training device."""
