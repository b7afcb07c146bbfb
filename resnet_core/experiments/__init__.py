"""One file a question. The numpy-only ones answer within a page's rerun; those that need torch run in a worker."""
