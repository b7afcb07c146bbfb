"""Whose a run is, and who may change it: its owner and a teacher. Everybody may look."""

from dataclasses import dataclass

from resnet_core.errors import RefusedError
from resnet_core.schema import Run


@dataclass(frozen=True)
class Owner:
    """Somebody who asks. The id says nothing of the person: it is drawn by lot, or a hash."""

    id: str
    teacher: bool = False

    def may_change(self, owner: str) -> bool:
        """Whether this visitor stops, resumes, renames and deletes the runs of `owner`."""
        return self.teacher or self.id == owner

    def check(self, run: Run) -> None:
        """Raises RefusedError unless this visitor may change the run."""
        if not self.may_change(run.owner):
            raise RefusedError("not-yours", run=run.name or run.id)


LOCAL = Owner("local", teacher=True)
"""Whoever sits at the machine of an installation without sign-in: everything there is theirs."""
