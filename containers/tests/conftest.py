"""What several test files share."""

import threading
from collections.abc import Iterator

import pytest
from memory_server import MemoryServer


@pytest.fixture
def web() -> Iterator[MemoryServer]:
    with MemoryServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
