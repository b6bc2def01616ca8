"""Reports what a service sees from inside its image."""
import json
import os
import signal
import ssl
import sys
import threading
import zoneinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# The compiled part of the package: it loads only where version and libc fit.
from markupsafe import _speedups


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"ok" if self.path == "/healthz" else json.dumps(report()).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def report():
    return {
        "uid": os.getuid(),
        "shell": os.path.exists("/bin/sh"),
        "tls": len(ssl.create_default_context().get_ca_certs()) > 0,
        "zone": zoneinfo.ZoneInfo("Europe/Zurich") is not None,
        "extension": _speedups.__file__ is not None,
    }


server = ThreadingHTTPServer(("0.0.0.0", 8080), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
sys.exit(0)
