"""What the browser would be given to draw, read from a page under AppTest."""

import json


def scenes(app):
    """The scenes of the diagrams on the page, from top to bottom."""
    return [json.loads(each.proto.json) for each in app.get("bidi_component")]


def charts(app):
    """Every chart's option and data, as they are sent, by key."""
    return {each.proto.id.rsplit("-", 1)[-1]: each.proto.SerializeToString() for each in app.get("echarts_chart")}
