"""The exercises on their page: prepared states, what a learner enters, hints, and what is said of the answers."""
