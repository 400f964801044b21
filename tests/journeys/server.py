"""The web server of a journey: production's stack of middleware, in threads of this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler

HOST = "localhost"


@contextmanager
def serving() -> Iterator[str]:
    """Serve the portal as the settings now are; yields its address."""
    with ThreadedWSGIServer((HOST, 0), QuietWSGIRequestHandler) as server:
        server.set_app(WSGIHandler())
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
