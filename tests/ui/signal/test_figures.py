"""The charts of the page on the signal."""

from resnet_core.studies.signal.findings import Runs
from tests.studies.signal.test_findings import PLAIN, SAWTOOTH, signal
from ui.signal import figures


def test_charts_begin_after_the_stem_and_leave_out_what_the_axis_cannot_show():
    runs = Runs(PLAIN, (signal([0.0, *SAWTOOTH[1:]]),))
    linear, log = (figures.option([runs], "variance", log=log)["series"][0]["data"] for log in (False, True))
    assert linear[:3] == [[0, 1.0], [1, 0.0], [2, 2.0]]
    assert log[:3] == [[0, 1.0], [1, None], [2, 2.0]]
    assert figures.likeness_option([runs])["series"][0]["data"][0] == [0, 0.4]
