"""A room: a lesson that a class walks through together, with votes. No accounts, no names, no words, no torch."""
