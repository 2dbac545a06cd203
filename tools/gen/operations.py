"""The operations of the contract, over HTTP and on the bus."""

from fields import Field, Struct
from marks import List, Map, Place
from openapi import JSON, MERGE_PATCH


class Operation:
    """One operation: with a route over HTTP, or (callers) only on the bus."""

    def __init__(self, service, doc, place, edge=False):
        self.service, self.doc, self.place, self.edge = service, doc, place, edge
        self.name = doc["operationId"]
        if not self.name.startswith(service + "."):
            self.of("operationId").fail(f"operationId {self.name} does not begin with {service}.")
        self.c = self.name.replace(".", "_")
        self.timeout = doc["x-timeout-ms"]
        self.auth = doc.get("x-auth", "service")
        self.any_scope = doc.get("x-scope") == "any"  # a key needs none, and the service is told which it has
        self.scope = None if self.any_scope else doc.get("x-scope")
        self.shown_to = None
        self.limit = doc.get("x-limit")
        self.callers = doc.get("x-callers", [])
        self.asks = doc.get("x-asks", List())
        self.method = self.path = None
        self.path_params, self.query_params = [], []
        self.body = self.output = None
        self.patch = False
        self.body_required = False
        self.one_click = False
        self.success = 200
        self.keeps_key = False
        self.if_match = False

    def of(self, key):
        """The place of one of its keys."""
        return self.place.of(self.doc, key)


def on_the_bus(contract, service, doc, place):
    op = Operation(service, doc, place)
    for key in ("input", "output"):
        own(contract, op, doc.get(key), op.of(key))
    op.body, op.output = doc.get("input"), doc.get("output")
    op.body_required = op.body is not None
    return op


def over_http(contract, service, path, method, item):
    doc = item[method]
    op = Operation(service, doc, item_place(contract, service, path, method), service in contract.edges)
    op.method, op.path = method, path
    if (op.scope or op.any_scope) and op.auth != "key":
        op.of("x-scope").fail("x-scope is asked of keys alone, and x-auth is not key")
    if op.any_scope and op.edge:
        op.of("x-scope").fail("x-scope any is for a service, which is told the key's scopes; the gateway knows them")
    if op.auth == "key" and not op.scope and not op.any_scope and not op.edge:
        op.place.fail("x-auth key without x-scope")
    if "x-keeps-key" in doc and method != "post":
        op.of("x-keeps-key").fail("x-keeps-key belongs to a POST")
    op.keeps_key = method == "post" and doc.get("x-keeps-key", True)
    op.if_match = method in ("put", "patch", "delete")
    read_tags(contract, op)
    for holder in (item, doc):
        read_parameters(contract, op, holder.get("parameters", List()))
    check_path(op)
    read_body(contract, op)
    read_answer(contract, op)
    check_shown(contract, op)
    return op


def item_place(contract, service, path, method):
    item = contract.docs[service]["paths"][path]
    return Place(item.place(method), f"{method.upper()} {path}")


def own(contract, op, name, place):
    """A schema that an operation takes or gives is its own service's."""
    if name and contract.schema(name, place) and contract.schema_service[name] != op.service:
        place.fail(f"{name} belongs to {contract.schema_service[name]}")


def own_reference(contract, op, content):
    """The schema of one media type of an operation."""
    place = op.place.of(content, "schema")
    name = contract.referred(content["schema"]["$ref"], place)
    own(contract, op, name, place)
    if name in contract.private:
        place.fail(f"{name} is of x-schemas, which the reference does not have")
    return name


def read_tags(contract, op):
    if "tags" not in op.doc and "x-socket" not in op.doc:
        op.place.fail("misses tags, under which the reference shows it")
    known = [tag["name"] for tag in contract.docs[op.service].get("tags", ())]
    for i, tag in enumerate(op.doc.get("tags", ())):
        if tag not in known:
            op.place.of(op.doc["tags"], i).unknown(tag, known, "is none of the file's tags", "tag ")


def read_parameters(contract, op, given):
    for i, parameter in enumerate(given):
        place = op.place.of(given, i)
        if "$ref" in parameter:
            name = parameter["$ref"].rsplit("/", 1)[1]
            if name not in contract.parameters:
                place.unknown(name, contract.parameters, "is no parameter")
            parameter = contract.parameters[name]
        into = {"path": op.path_params, "query": op.query_params}.get(parameter["in"])
        if into is None:
            place.fail(f"{parameter['name']} is a header: the gateway reads those itself, and bundle.py says of which operations")
        if any(f.name == parameter["name"] for f in op.path_params + op.query_params):
            place.fail(f"parameter {parameter['name']} stands twice")
        into.append(Field(parameter["name"], parameter["schema"], parameter.get("required", False)))


def check_path(op):
    """Its {names} are its parameters."""
    names = [part[1:-1] for part in op.path.split("/") if part.startswith("{")]
    params = [f.name for f in op.path_params]
    for name in names:
        if name not in params:
            op.place.fail(f"the path's {{{name}}} is no parameter")
    for name in params:
        if name not in names:
            op.place.fail(f"the path has no {{{name}}}")


def read_body(contract, op):
    request = op.doc.get("requestBody")
    if request is None:
        if "x-one-click" in op.doc:
            op.of("x-one-click").fail("x-one-click without a body")
        if op.method in ("put", "patch"):
            op.place.fail("misses requestBody")
        return
    place, content = op.of("requestBody"), request["content"]
    if op.method in ("get", "delete"):
        place.fail(f"{op.method.upper()} has no body")
    (media, inner), = content.items()
    if (media == MERGE_PATCH) != (op.method == "patch"):
        place.of(content, media).fail(f"a PATCH has a body of {MERGE_PATCH}, and no other method has" if op.method == "patch" else
                                      f"a body of {MERGE_PATCH} belongs to a PATCH; this one is {JSON}")
    name = own_reference(contract, op, inner)
    of = contract.schema(name).get("x-patch-of")
    if (of is not None) != (op.method == "patch"):
        place.of(inner, "schema").fail(f"{name} is {'a' if of else 'no'} patch: x-patch-of belongs to a PATCH, and a PATCH needs it")
    op.patch = of is not None
    op.body_required = request.get("required", False)
    op.body = of or name
    check_one_click(contract, op)


def check_one_click(contract, op):
    op.one_click = op.doc.get("x-one-click", False)
    if op.one_click and (op.auth != "public" or [f.name for f in Struct(op.body, contract.schema(op.body)).fields] != ["token"]):
        op.of("x-one-click").fail("x-one-click belongs to a public operation whose body is a token")


def read_answer(contract, op):
    responses = op.doc["responses"]
    good = [s for s in responses if s.startswith("2") or (s == "101" and op.edge)]
    with_body = [s for s in good if "content" in responses[s]]
    if len(good) != 1 and (with_body, sorted(good)) != (["200"], ["200", "204"]):
        op.of("responses").fail(f"needs one response of 2xx, and has {len(good)}")
    for status, response in responses.items():
        for inner in response.get("content", Map()).values():
            ref = inner["schema"].get("$ref")
            if status not in good and ref != "#/components/schemas/Error":
                op.place.of(inner, "schema").fail(f"the body of {status} is not Error")
    op.success = int(max(good))
    content = responses[with_body[0] if with_body else good[0]].get("content", Map())
    if JSON in content:
        op.output = own_reference(contract, op, content[JSON])


def check_shown(contract, op):
    """A key that may write and not read is answered id and version alone, or 204; so what it is answered has both."""
    writes = op.output and (op.scope or "").endswith(":write")
    if op.doc.get("x-told-to-writers"):  # there is nothing else in what it answers
        if not writes:
            op.of("x-told-to-writers").fail("x-told-to-writers belongs to what writes and answers")
        return
    if not writes:
        return
    op.shown_to = op.scope.replace(":write", ":read")
    if op.success != 204 and not {"id", "version"} <= set(contract.schema(op.output).get("required", ())):
        op.place.fail(f"{op.output} misses id or version: of what it answers, a key without {op.shown_to} is told these alone")
