"""The run card: what one training is evidence of, and what it is not."""

from collections.abc import Mapping
from functools import cache
from math import sqrt
from typing import Any

from resnet_core.config import DataConfig, TrainingConfig
from resnet_core.course.exercises.tasks import RIGHT, Choice, Exercise, Number, Ran, Run, Task, Verdict

TEST_IMAGES = DataConfig().test_images
"""All there are."""
SHOWN_IMAGES, SHOWN_BATCH = 60_000, 128
OWN_IMAGES, OWN_BATCH, OWN_EPOCHS = 10_000, 64, 2
ACCURACY, CLOSE = 0.9, 0.903
"""Two test accuracies, each of one run."""


def standard_error(accuracy: float, pictures: int) -> float:
    """Of a share of right answers among so many pictures."""
    return sqrt(accuracy * (1 - accuracy) / pictures)


def comparable(run: Run) -> Verdict:
    """Whether a run's test accuracy stands beside others: finished, on the real pictures, tested on all of them."""
    if run.state != "succeeded" or run.accuracy is None:
        return Verdict("unfinished")
    if run.data != "fashion-mnist":
        return Verdict("sketches")
    tested, trained = run.config.data.test_images, run.config.data.train_images
    if tested < TEST_IMAGES:
        return Verdict("few", {"tested": tested, "error": standard_error(run.accuracy, tested)})
    facts = {"accuracy": run.accuracy, "error": standard_error(run.accuracy, tested), "tested": tested}
    return Verdict(RIGHT, facts | {"seed": run.config.training.seed, "images": trained})


@cache
def _card() -> Mapping[str, Any]:
    shown = TrainingConfig(batch_size=SHOWN_BATCH)
    own = TrainingConfig(batch_size=OWN_BATCH, epochs=OWN_EPOCHS)
    error = standard_error(ACCURACY, TEST_IMAGES)
    return {
        "shown_images": SHOWN_IMAGES,
        "shown_batch": SHOWN_BATCH,
        "shown_whole": SHOWN_IMAGES // SHOWN_BATCH,
        "shown_left": SHOWN_IMAGES % SHOWN_BATCH,
        "shown_steps": shown.steps(SHOWN_IMAGES),
        "images": OWN_IMAGES,
        "batch": OWN_BATCH,
        "epochs": OWN_EPOCHS,
        "steps": own.steps(OWN_IMAGES),
        "accuracy": ACCURACY,
        "close": CLOSE,
        "tested": TEST_IMAGES,
        "points": 100 * error,
        "apart": 100 * sqrt(2) * error,
    }


def _card_tasks() -> tuple[Task, ...]:
    facts = _card()
    one = facts["steps"] // OWN_EPOCHS
    thousand = 100 * standard_error(ACCURACY, 1000)
    variance = 100 * ACCURACY * (1 - ACCURACY) / 100
    return (
        Number("card-steps", facts["steps"], {"whole": OWN_EPOCHS * (one - 1), "once": one, "pictures": OWN_IMAGES}),
        Number("card-error", facts["points"], {"share": facts["points"] / 100, "variance": variance}, 0.02),
        Number("card-fewer", thousand, {"ten": 10 * facts["points"], "same": facts["points"]}, 0.02),
        Choice("card-claim", "nothing", ("better", "seeds", "nothing")),
        Ran("card-run", comparable),
    )


CARD = (Exercise("card", _card_tasks, _card),)
