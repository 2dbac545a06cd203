"""The smallest case that still fails: whatever can be left out is left out."""

import copy


def smaller(case):
    for i in reversed(range(len(case["edits"]))):
        yield without(case, ("edits",), i)
    for i, edit in enumerate(case["edits"]):
        for name in ("rdates", "exdates", "rule", "zone", "start", "length"):
            if name in edit:
                yield without(case, ("edits", i), name)
                for at in range(len(edit[name]) if isinstance(edit[name], list) else 0):
                    yield without(case, ("edits", i, name), at)
    for i in range(len(case["series"]["rdates"])):
        yield without(case, ("series", "rdates"), i)
        if "length" in case["series"]["rdates"][i]:
            yield without(case, ("series", "rdates", i), "length")
    if case["series"].get("rule"):
        yield without(case, ("series",), "rule")
        for part in case["series"]["rule"].split(";")[1:]:
            less = copy.deepcopy(case)
            less["series"]["rule"] = case["series"]["rule"].replace(";" + part, "")
            yield less


def without(case, path, name):
    less = copy.deepcopy(case)
    at = less
    for step in path:
        at = at[step]
    del at[name]
    return less


def shrink(case, fails):
    """`fails` is asked of each smaller case; one that the model cannot run does not."""
    again = True
    while again:
        again = False
        for less in smaller(case):
            if fails(less):
                case, again = less, True
                break
    return case
