"""Can blocks learn to do nothing? Plain and residual blocks are trained until they give back what they get."""
