"""One folder a study: what may be asked, how it is measured, and what the answer shows. Only `measure` needs torch."""
