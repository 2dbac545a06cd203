"""Lists that follow from all services together: the nouns and verbs of changes, the scopes of keys.

They stand once: a noun in x-changes of schemas/asyncapi.yaml, a scope in x-scopes of its service's contract.
Everywhere else a keyword asks for the list:

    x-nouns: all | scoped       an enum of the nouns; `scoped` leaves out those that no key hears of
    x-verbs: true               an enum of the verbs
    x-scope-properties: true    an object with a property per scope, as ApiKeyScopes
"""

SCOPE = {"type": "array", "maxItems": 2, "uniqueItems": True, "default": [],
         "items": {"type": "string", "enum": ["read", "write"]}}


class Lists:
    def __init__(self, docs, changes):
        """`docs`: the OpenAPI files by name; `changes`: x-changes."""
        said = [scope for doc in docs.values() for scope in doc.get("x-scopes", [])]
        self.scopes = list(dict.fromkeys(said[len(docs["common"].get("x-scopes", [])):] + said))
        self.nouns = {"all": list(changes), "scoped": [name for name, noun in changes.items() if noun.get("scope")]}
        self.verbs = list(dict.fromkeys(verb for noun in changes.values() for verb in noun["verbs"]))

    def fill(self, node):
        """Puts the lists where a document asks for them."""
        if isinstance(node, dict):
            if which := node.pop("x-nouns", None):
                node["enum"] = self.nouns[which]
            if node.pop("x-verbs", False):
                node["enum"] = self.verbs
            if node.pop("x-scope-properties", False):
                node["properties"] = {scope: dict(SCOPE) for scope in self.scopes}
            node = list(node.values())
        for inner in node if isinstance(node, list) else []:
            self.fill(inner)
