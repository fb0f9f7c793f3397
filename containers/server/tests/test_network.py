import socket
import threading
import urllib.request

import pytest

from gallery_inference import network
from gallery_inference.network import NetworkOff


def test_connections_are_refused_inside_and_work_outside() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        with network.off(), pytest.raises(NetworkOff, match="may not reach the network"):
            socket.create_connection(address, timeout=2)
        with socket.socket() as plain, network.off(), pytest.raises(NetworkOff):
            plain.connect(address)
        socket.create_connection(address, timeout=2).close()


def test_names_are_not_looked_up() -> None:
    with network.off(), pytest.raises(NetworkOff):
        socket.getaddrinfo("example.com", 443)


def test_a_download_fails_even_from_another_thread() -> None:
    failures: list[BaseException] = []

    def download() -> None:
        try:
            urllib.request.urlopen("http://127.0.0.1:9/model.pth", timeout=2)
        except BaseException as failure:
            failures.append(failure)

    with network.off():
        thread = threading.Thread(target=download)
        thread.start()
        thread.join()

    assert isinstance(failures[0], NetworkOff)


def test_unix_sockets_work() -> None:
    with network.off():
        left, right = socket.socketpair()
        with left, right, socket.socket(socket.AF_UNIX) as unix:
            left.sendall(b"x")
            assert right.recv(1) == b"x"
            with pytest.raises(FileNotFoundError):
                unix.connect("/nowhere/socket")
