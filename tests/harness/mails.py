"""What stands in mails, made anew from the keys of a stack: ids of addresses, and tokens that stop mails to them."""

import base64
import email
import email.policy
import hashlib
import hmac
import uuid


def _digest(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def key_of(stack):
    """HKDF-SHA256 (RFC 5869) of the service's key, for one purpose."""
    secret = bytes.fromhex((stack.var / "secrets/delivery.key").read_text())
    return _digest(_digest(bytes(32), secret), b"addresses of mails\x01")


def address_id(stack, address):
    local, domain = address.lower().split("@")
    raw = bytearray(_digest(key_of(stack), f"{local.partition('+')[0]}@{domain}".encode())[:16])
    raw[6], raw[8] = raw[6] & 0x0f | 0x80, raw[8] & 0x3f | 0x80
    return uuid.UUID(bytes=bytes(raw))


def stop_token(stack, address):
    name = address_id(stack, address).bytes
    return base64.urlsafe_b64encode(name + _digest(key_of(stack), b"stop\0" + name)[:16]).decode().rstrip("=")


def written(stack, mail_id):
    """The mail that the service wrote as a file; None before."""
    path = stack.var / "mails" / f"{mail_id}.eml"
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default) if path.exists() else None
