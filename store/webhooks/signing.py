"""Signatures of Standard Webhooks 1.0.0.

Secrets are derived from the installation's own, the endpoint and a counter. So they are in no table and no backup, and
an endpoint has as many as it needs.
"""

import base64
import hashlib
import hmac

from store.secret import Secret


def key(secret: Secret, endpoint_id: str, version: int) -> bytes:
    """32 bytes."""
    return secret.subkey(f"webhooks/{endpoint_id}/{version}")


def shown(secret: Secret, endpoint_id: str, version: int) -> str:
    """The secret as its owner puts it into a verifier: `whsec_` and base64."""
    return f"whsec_{base64.b64encode(key(secret, endpoint_id, version)).decode()}"


def headers(keys: list[bytes], *, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of a message; during a rotation with a signature of each key."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = [f"v1,{base64.b64encode(hmac.digest(one, signed, hashlib.sha256)).decode()}" for one in keys]
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": " ".join(signatures)}
