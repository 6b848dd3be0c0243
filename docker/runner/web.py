"""Sends requests to nginx directly, without the proxies that the environment names."""

import http.client
import json
from urllib.parse import urlsplit

LIMIT = 5.0  # seconds


class Refused(OSError):
    """Raised for an answer with another status."""


def get_json(address, path, statuses=(200,)):
    """Returns the JSON at the path.

    Raises Refused for another status, OSError without a complete answer, ValueError for anything but JSON.
    """
    found, body = _request("GET", address, path)
    if found not in statuses:
        raise Refused(str(found))
    return json.loads(body)


def status(address, path):
    """Returns the status of the answer for the path. Raises OSError without a complete answer."""
    return _request("HEAD", address, path)[0]


def _request(method, address, path):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=LIMIT)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except http.client.HTTPException as fault:
        raise OSError("nginx gave no whole answer (%r)" % fault) from None
    finally:
        connection.close()
