"""Keeps libraries from reaching the network while a model is loaded or runs.

The container itself must reach S3, so SageMaker's network isolation cannot do this. Libraries that find a file missing
tend to download it; here they fail instead.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Audit events of the standard library (PEP 578) that stand before every name look-up and connection made in Python.
_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})

_off = False
_installed = False


class NetworkOff(Exception):
    """A library tried to reach the network."""


@contextmanager
def off() -> Iterator[None]:
    """Within it, no thread of this process opens an internet connection from Python; Unix sockets work."""
    global _off, _installed
    if not _installed:
        sys.addaudithook(_audit)
        _installed = True
    _off = True
    try:
        yield
    finally:
        _off = False


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not _off or event not in _EVENTS:
        return
    address = arguments[-1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    # The address of a Unix socket is a string or bytes, that of an internet socket a tuple.
    if event in ("socket.connect", "socket.sendto") and not isinstance(address, tuple):
        return
    raise NetworkOff(f"the model may not reach the network, but asked for {address!r}")
