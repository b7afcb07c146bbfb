"""Several nets from the same start on the same batches."""
