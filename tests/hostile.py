"""Values that nobody offered: anything JSON can say, and almost legal configs with something hostile in them."""

from typing import Any

from hypothesis import strategies as st

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(
        [0, -1, 2**31, 2**63, 10**400, 1e308, 5e-324, float("nan"), float("inf"), "9" * 5000, "\u202e\x00"]
    ),
    st.text(st.characters(), max_size=20),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=8,
)


def like(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a JSON schema, most of them legal by its types and bounds, some anything, some entries left out."""
    return _of(schema, schema.get("$defs", {}))


def _of(schema: dict[str, Any], named: dict[str, Any]) -> st.SearchStrategy[Any]:
    legal = _legal(schema, named)
    return st.integers(0, 24).flatmap(lambda chance: ANYTHING if chance == 24 else legal)


def _legal(schema: dict[str, Any], named: dict[str, Any]) -> st.SearchStrategy[Any]:
    match schema:
        case {"$ref": reference}:
            return st.deferred(lambda: _legal(named[reference.rsplit("/", 1)[1]], named))
        case {"anyOf": several} | {"oneOf": several}:
            return st.one_of([_of(one, named) for one in several])
        case {"const": value}:
            return st.just(value)
        case {"enum": offered}:
            return st.sampled_from(offered)
        case {"type": "integer" | "number"}:
            return _number(schema)
        case {"type": "boolean"}:
            return st.booleans()
        case {"type": "string"}:
            return st.text(max_size=12)
        case {"type": "array"}:
            return _array(schema, named)
        case {"type": "object", "properties": parts}:
            return _object(parts, schema.get("required", ()), named)
        case _:
            return ANYTHING


def _number(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    high = schema.get("maximum", schema.get("exclusiveMaximum", low + 300))
    whole = schema["type"] == "integer"
    between = st.integers(low, min(high, low + 300)) if whole else st.floats(low, high)
    return between | st.sampled_from([low, high])


def _array(schema: dict[str, Any], named: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "prefixItems" in schema:
        return st.tuples(*[_of(one, named) for one in schema["prefixItems"]]).map(list)
    least = schema.get("minItems", 0)
    most = min(schema.get("maxItems", least + 4), least + 4)
    return st.lists(_of(schema.get("items", {}), named), min_size=least, max_size=most)


def _object(parts: dict[str, Any], required: Any, named: dict[str, Any]) -> st.SearchStrategy[Any]:
    known = {name: _of(part, named) for name, part in parts.items()}
    needed = {name: each for name, each in known.items() if name in required}
    others = {name: each for name, each in known.items() if name not in required}
    return st.fixed_dictionaries(needed, optional=others)
