"""What the browser would be given to draw, read from a page under AppTest."""

import json


def scenes(app):
    """The scenes of the diagrams on the page, from top to bottom."""
    return [scene for scene in _components(app) if not {"parts", "visit", "cookie", "locale", "told"} & scene.keys()]


def sketches(app):
    """What the figures that answer in the browser were given, from top to bottom."""
    return [given for given in _components(app) if {"locale", "alt"} <= given.keys()]


def going_on(app, part):
    """What moves by events, of one kind: `bar`, `tiles`, `curve` or `follow`."""
    return [given for given in sketches(app) if given.get("part") == part]


def steps_told(app):
    """Of everything under way on the page: the step it is at, and how many there are."""
    return [(bar["state"]["step"], bar["state"]["steps"]) for bar in going_on(app, "bar")]


def sources(app):
    """The source code on the page, block by block."""
    return ["".join(text for _, text in each["parts"]) for each in _components(app) if "parts" in each]


def charts(app):
    """Every chart's option and data, as they are sent, by key."""
    return {each.proto.id.rsplit("-", 1)[-1]: each.proto.SerializeToString() for each in app.get("echarts_chart")}


def _components(app):
    return [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
