"""What is said about grown nets follows from their numbers."""

from resnet_core.probes.growth import DIRAC, NOTHING, ZERO, Grown, Growth
from ui.functions import growth_readings as readings


def net(put_in, *, change=0.0, later=0.8, first=0.5):
    return Grown(
        put_in=put_in,
        loss=0.25 + change,
        accuracy=0.75,
        largest_change=change,
        first_losses=(first, 0.25),
        later_loss=0.5,
        later_accuracy=later,
    )


def growth(*, zero_change=0.0, dirac_later=0.7, seed=0):
    nets = (net(NOTHING), net(ZERO, change=zero_change), net(DIRAC, change=0.002, later=dirac_later, first=1.5))
    return Growth(seed=seed, data="sketches", params_before=1, params_after=2, nets=nets)


def test_only_what_moved_no_output_in_any_run_is_called_identical():
    assert f"Of the 2 ways, 1 left every output of the net as it was, to the last digit: **{ZERO}**" in (
        readings.identity([growth(), growth()])
    )
    assert "None of these" in readings.identity([growth(), growth(zero_change=1e-7)])


def test_the_plain_identity_is_read_in_both_modes():
    said = readings.hidden_identity([growth()])
    assert "moves by 0.002 at most, an effect of the small constant" in said
    assert "the deeper plain net has an accuracy of 75.0%, the small one 75.0%" in said
    assert "costs 1.50, and 0.50 in the small net" in said


def test_only_what_was_behind_in_every_run_is_called_less_accurate():
    assert f"{ZERO}*: *{DIRAC}*." in readings.afterwards([growth(), growth()], further_steps=9)
    assert "no way was behind" in readings.afterwards([growth(), growth(dirac_later=0.9)], further_steps=9)


def test_the_furthest_way_is_named_at_once_and_afterwards():
    said = readings.furthest([growth(zero_change=1.0), growth()], further_steps=9)
    assert said.startswith(f"At once *{ZERO}* has the highest test loss, 0.75 (0.25 to 1.25), the small net 0.25 (0.25")
    assert f"; after 9 more steps *{ZERO}* has the highest test loss, 0.50 (0.50 to 0.50), the small net 0.50" in said


def test_several_runs_show_their_spread_and_one_does_not():
    assert readings.spread([0.25, 0.75], "{:.2f}") == "0.50 (0.25 to 0.75)"
    assert readings.spread([0.25], "{:.2f}") == "0.25"
    assert readings.table([growth()], further_steps=9).loc[DIRAC, "first losses in training"] == "1.50 0.25"
