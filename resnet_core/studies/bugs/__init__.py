"""Learners' bugs, each put into one small net that is then trained."""
