"""The same report behind a WSGI server."""
import json

from report import report


def app(environ, start_response):
    body = b"ok" if environ["PATH_INFO"] == "/healthz" else json.dumps(report()).encode()
    start_response("200 OK", [("content-length", str(len(body)))])
    return [body]
