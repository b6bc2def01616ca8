"""Serves a page that Node.js builds, from a folder beside the program."""
import signal
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/healthz":
            return super().do_GET()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *words):
        pass


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("0.0.0.0", 8080), partial(Handler, directory="static")).serve_forever()
