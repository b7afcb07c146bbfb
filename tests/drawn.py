"""What the browser would be given to draw, read from a page under AppTest."""

import json


def scenes(app):
    """The scenes of the diagrams on the page, from top to bottom."""
    return [json.loads(each.proto.json) for each in app.get("bidi_component")]
