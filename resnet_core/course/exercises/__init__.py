"""The exercises: what is asked, the right answers, the usual wrong ones, and what each of these shows."""
