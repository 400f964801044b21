"""Asks a portal on this machine: `python -m imrf_portal.probe` ends with 0 if it is ready."""

import http.client
import os
import sys
from http import HTTPStatus

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to knock, not to listen


def is_ready(bind: str, port: int, host: str) -> bool:
    """`host` is the name that the portal listens to: it refuses requests under any other."""
    connection = http.client.HTTPConnection(EVERY_ADDRESS.get(bind, bind), port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": host})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    host = os.environ["ALLOWED_HOSTS"].split(",")[0]
    bind = os.environ.get("BIND", "127.0.0.1")
    return 0 if is_ready(bind, int(os.environ.get("PORT", "8000")), host) else 1


if __name__ == "__main__":
    sys.exit(main())
