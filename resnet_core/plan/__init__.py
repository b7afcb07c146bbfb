"""The network as data. Built from a config, read by analysis, diagram, code generation and torch models."""
