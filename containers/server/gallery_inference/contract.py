"""The body of an invocation: which object keys to read and which one to write.

Keys are checked here, before anything is fetched: a caller reaches the prefixes the settings name and nothing else.
"""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from gallery_inference.errors import invalid_request

_UUID = re.compile(r"[A-Za-z0-9-]{1,64}")
# Generated ids need no other character; without a leading dot in a segment, "." and ".." cannot occur.
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_MAX_KEY_BYTES = 1024
_FIELDS = ("uuid", "source", "target", "output")


@dataclass(frozen=True)
class Invocation:
    """One picture to make.

    `source` is the visitor's face for a fusion and the picture to mend for a restoration; `target` is the portrait of a
    fusion and absent otherwise; `output` is where the JPEG goes.
    """

    uuid: str
    source: str
    target: str | None
    output: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def parse(body: bytes, input_prefixes: tuple[str, ...], output_prefixes: tuple[str, ...]) -> Invocation:
    """Raises `InferenceError` with status 400 and one sentence that names the field."""
    try:
        document = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise invalid_request("the body is not JSON in UTF-8") from None
    if not isinstance(document, dict):
        raise invalid_request("the body must be a JSON object")
    unknown = sorted(set(document) - set(_FIELDS))
    if unknown:
        raise invalid_request(f"unknown field {unknown[0][:40]!r}; known are {', '.join(_FIELDS)}")
    uuid = document.get("uuid")
    if not isinstance(uuid, str) or not _UUID.fullmatch(uuid):
        raise invalid_request("uuid must be 1 to 64 letters, digits and hyphens")
    source = _key(document, "source", input_prefixes)
    target = None if document.get("target") is None else _key(document, "target", input_prefixes)
    output = _key(document, "output", output_prefixes)
    if not output.endswith((".jpeg", ".jpg")):
        raise invalid_request("output must end with .jpeg or .jpg, because a JPEG is written")
    if output in (source, target):
        raise invalid_request("output must not be a key that is read")
    return Invocation(uuid, source, target, output)


def _key(document: dict[str, Any], field: str, prefixes: tuple[str, ...]) -> str:
    key = document.get(field)
    if not isinstance(key, str):
        raise invalid_request(f"{field} must be an object key")
    if len(key) > _MAX_KEY_BYTES or not _KEY.fullmatch(key):
        raise invalid_request(f"{field} must be an object key of letters, digits, '.', '_', '-' and single slashes")
    if not key.startswith(prefixes):
        raise invalid_request(f"{field} must begin with {' or '.join(prefixes)}")
    return key
