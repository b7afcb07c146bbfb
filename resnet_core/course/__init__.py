"""The course: what is asked of a learner, and what their answers show. No words, no torch."""
