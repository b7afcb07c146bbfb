"""A class in a room: the band above a learner's pages, the teacher's page, and what the projector shows."""
