"""Lists that follow from all services together: the nouns and verbs of changes, the scopes of keys.

They stand once: a noun in x-changes of schemas/asyncapi.yaml, a scope in x-scopes of its service's contract.
Everywhere else a keyword asks for the list, and is replaced by it before a document is looked at:

    x-nouns: all | scoped       an enum of the nouns; `scoped` leaves out those that no key hears of
    x-verbs: true               an enum of the verbs
    x-scope-properties: true    an object with a property per scope, as ApiKeyScopes
"""

import asyncapi
import openapi
from grammar import one_of
from marks import Map, Place, placed

SCOPE = {"type": "array", "maxItems": 2, "uniqueItems": True, "default": [],
         "items": {"type": "string", "enum": ["read", "write"]}}


def said(doc):
    """The scopes that a file of the contract names."""
    if "x-scopes" not in doc:
        return []
    openapi.SCOPES(doc["x-scopes"], Place(doc.place("x-scopes"), key="x-scopes"))
    return doc["x-scopes"]


class Lists:
    def __init__(self, docs, announced):
        """`docs`: the OpenAPI files by name; `announced`: schemas/asyncapi.yaml.  Fills in both."""
        named = [scope for name, doc in docs.items() if name != "common" for scope in said(doc)]
        self.scopes = list(dict.fromkeys(named + list(said(docs["common"]))))
        changes = asyncapi.told(asyncapi.changes(announced))
        nouns = {"all": list(changes), "scoped": [name for name, noun in changes.items() if "scope" in noun]}
        verbs = list(dict.fromkeys(verb for noun in changes.values() for verb in noun["verbs"]))
        self.keywords = {"x-nouns": ("enum", nouns), "x-verbs": ("enum", {True: verbs}),
                         "x-scope-properties": ("properties", {True: {scope: SCOPE for scope in self.scopes}})}
        for doc in (*docs.values(), announced):
            self._fill(doc)

    def _fill(self, node):
        if isinstance(node, Map):
            for keyword in [k for k in self.keywords if k in node]:
                self._put(node, keyword)
            node = list(node.values())
        for inner in node if isinstance(node, list) else []:
            self._fill(inner)

    def _put(self, node, keyword):
        at = node.place(keyword)
        key, lists = self.keywords[keyword]
        one_of(*lists)(node[keyword], Place(at, key=keyword))
        if key in node:
            Place(at).fail(f"{keyword} stands beside {key}")
        node[key] = placed(lists[node.pop(keyword)], at)
        node.lines[key] = at
