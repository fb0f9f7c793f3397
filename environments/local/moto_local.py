"""Serves a local AWS for Terraform: moto's server on 127.0.0.1, mended by moto_patches.py.

    python3 moto_local.py [--port N] [--instance WORD]
    python3 moto_local.py --check

Without --port the kernel picks a free one. Once requests are accepted it prints one line,
"listening on http://127.0.0.1:<port>"; after that only errors are printed. SIGTERM ends it. Nothing is kept on disk.
--check prints the interpreter's path if this Python can serve. A failure is one sentence on stderr.
`gallery-cli local start` runs it in the background and reads that line.
"""

import argparse
import logging
import os
import signal
import socket
import sys
from importlib import metadata, util

MOTO = "5.2."
INSTALL = f"pip install 'moto[server]=={MOTO}*'"

# sysexits.h: EX_UNAVAILABLE, and EX_CANTCREAT for an address that cannot be had.
UNAVAILABLE = 69
PORT_TAKEN = 73


def fail(code, sentence):
    print(sentence, file=sys.stderr)
    sys.exit(code)


def require_moto():
    """The patches replace moto's internals, so another minor version would break in ways nobody could explain."""
    try:
        found = metadata.version("moto")
    except metadata.PackageNotFoundError:
        fail(UNAVAILABLE, f"{sys.executable} has no moto; install it: {INSTALL}")
    if not found.startswith(MOTO):
        fail(UNAVAILABLE, f"{sys.executable} has moto {found}, the local emulator needs {MOTO}x; install it: {INSTALL}")
    if not (util.find_spec("flask") and util.find_spec("flask_cors")):
        fail(UNAVAILABLE, f"{sys.executable} has moto without its server; install it: {INSTALL}")


def listen(port):
    """Binds before moto is loaded: a taken port shows at once, and the port is known before the first request."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=128)
    except OSError as problem:
        fail(PORT_TAKEN, f"port {port} on 127.0.0.1 cannot be used: {os.strerror(problem.errno)}")


def leave_session():
    """Lets the server survive the terminal of the command that started it."""
    try:
        os.setsid()
    except PermissionError:
        # Started by hand from an interactive shell: stay there, so that Ctrl-C works.
        pass


def serve(listener):
    host, port = listener.getsockname()
    # moto calls itself back under this port, and reads it while its modules load.
    os.environ["MOTO_PORT"] = str(port)
    # One line a request would make the log of an apply unreadable; failures are logged above this level.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    import moto_patches
    from moto.core.config import default_user_config
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    moto_patches.install()
    # Without Docker an invocation echoes its payload, which is all a deployment needs.
    default_user_config["lambda"]["use_docker"] = False

    server = make_server(
        host, port, DomainDispatcherApplication(create_backend_app), threaded=True, fd=listener.fileno()
    )
    print(f"listening on http://{host}:{port}", flush=True)
    server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description="moto's server as a local AWS for Terraform")
    parser.add_argument(
        "--port", type=int, default=0, choices=range(65536), metavar="N", help="port on 127.0.0.1 (default: a free one)"
    )
    parser.add_argument("--instance", metavar="WORD", help="unused here: the starter recognises its process by it")
    parser.add_argument("--check", action="store_true", help="say whether this Python can serve, and end")
    arguments = parser.parse_args()

    require_moto()
    if arguments.check:
        print(sys.executable)
        return
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: sys.exit(0))
    leave_session()
    serve(listen(arguments.port))


if __name__ == "__main__":
    main()
