"""What may be measured: questions with their bounds, and the answers to them. No torch."""
