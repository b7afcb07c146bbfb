"""One block on a page: its choices, its panels, and its addition opened."""
