"""What can go wrong in a way the learner can act on.

The text of every `LabError` is shown to the learner as it stands, so it holds the rule, the value and the way out:
`depth=31: these networks need 6n+2 layers; the nearest are 26 and 32`.
"""


class LabError(Exception):
    """Base of every error a page may show."""


class ConfigError(LabError):
    """A choice outside its bounds, or two choices that contradict each other."""


class ShapeError(LabError):
    """A layer cannot take what reaches it, or the two branches of a block do not fit."""


class DataError(LabError):
    """A data file is absent, truncated or not the one it claims to be."""


class CheckpointError(LabError):
    """A checkpoint is damaged, or belongs to another network or another configuration."""


class StoreError(LabError):
    """The run store cannot be read, or a run is not in the state that was asked for."""
