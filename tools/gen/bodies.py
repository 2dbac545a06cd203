"""How much the largest body of an operation holds, from its schema."""

from fields import Struct, TEXT_MOST

JSON_LEVELS = 32  # JSON_DEPTH of shared/codec/json.h: what nests deeper than x-max-depth is named by the service


def bounds(contract, name):
    """(values, levels) that a body of this schema has at most; names of members are no values."""
    values, levels = 1, 1
    for field in Struct(name, contract.schema(name)).fields:
        if field.kind == "OBJECT":
            inner = bounds(contract, field.ref)
        else:
            inner = (field.bytes_max, JSON_LEVELS - 1) if field.kind == "JSON" else (1, 0)
        if field.array:
            inner = (1 + (field.items_max or TEXT_MOST) * inner[0], 1 + inner[1])
        values, levels = values + inner[0], max(levels, 1 + inner[1])
    return values, levels
