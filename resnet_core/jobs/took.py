"""What a run took in the end, to hold against what was foretold, and what may have made the difference."""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from resnet_core.jobs.admission import Needs
from resnet_core.jobs.outcomes import Outcome
from resnet_core.schema import Run, Shown, run_events, runs
from resnet_core.wording import message


class Took(NamedTuple):
    """A finished run beside its forecast."""

    needs: Needs
    seconds: float | None
    """From its first step to its end; None where it was interrupted, for then it waited in between."""
    peak_mb: int | None
    others: int
    """Runs that held the machine at the same time."""

    @property
    def slower(self) -> bool:
        """Whether it took longer than the forecast allowed."""
        foretold = self.needs.seconds
        return foretold is not None and self.seconds is not None and self.seconds > foretold.most

    @property
    def faster(self) -> bool:
        """Whether it took less."""
        foretold = self.needs.seconds
        return foretold is not None and self.seconds is not None and self.seconds < foretold.least


def took(connection: Connection, run: Shown) -> Took | None:
    """What the run took; None unless it has succeeded and something was foretold of it."""
    if run.state != "succeeded" or run.ended is None or run.foretold is None:
        return None
    began = select(run_events.c.at).where(run_events.c.run_id == run.id, run_events.c.kind == "running")
    starts = list(connection.execute(began).scalars())
    meanwhile = (
        select(func.count())
        .where(runs.c.id != run.id, runs.c.started < run.ended)
        .where(or_(runs.c.ended.is_(None), runs.c.ended > run.started))
    )
    return Took(
        Needs.from_json(run.foretold),
        run.ended - starts[0] if len(starts) == 1 else None,
        run.peak_mb,
        connection.execute(meanwhile).scalar_one(),
    )


def with_forecast(outcome: Outcome, run: Run, *, limit_mb: int) -> Outcome:
    """The outcome of a training that ran out of memory, with what was foretold of it; any other as it is.

    `limit_mb` is that of a process; where the memory was the card's, its own stands in for it.
    """
    bounds = {"memory_limit": limit_mb, "gpu_oom": run.card_mb}
    if outcome.error_kind not in bounds or outcome.message is None or run.foretold is None:
        return outcome
    span, limit = Needs.from_json(run.foretold).memory, bounds[outcome.error_kind]
    told = {"reason": outcome.message, "least_mb": span.least, "most_mb": span.most}
    if limit is None:
        return replace(outcome, message=message("outcome-foretold", **told))
    return replace(outcome, message=message("outcome-foretold-limit", **told, limit_mb=limit))
