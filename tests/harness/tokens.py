"""Access tokens that auth never gave: signed with its own key, or with none at all."""

import base64
import json

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils


def encode(raw):
    return base64.urlsafe_b64encode(raw if isinstance(raw, bytes) else json.dumps(raw).encode()).rstrip(b"=").decode()


def decode(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Signer:
    """Signs what it likes for who has a token, as auth would."""

    def __init__(self, stack, token):
        self.head, self.claims = (json.loads(decode(part)) for part in token.split(".")[:2])
        pem = (stack.var / "secrets/auth" / f"{self.head['kid']}.pem").read_bytes()
        self.key = serialization.load_pem_private_key(pem, None)

    def text(self, head_more=None, without=(), **claims):
        """Head and claims, the token's own but for these."""
        claims = {k: v for k, v in (self.claims | claims).items() if k not in without}
        return f"{encode(self.head | (head_more or {}))}.{encode(claims)}"

    def der(self, text):
        return self.key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))

    def signature(self, text):
        r, s = utils.decode_dss_signature(self.der(text))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def __call__(self, head_more=None, **claims):
        text = self.text(head_more, **claims)
        return f"{text}.{encode(self.signature(text))}"
