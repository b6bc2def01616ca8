"""Reports what the settings of its Dockerfile have given to it."""
import json
import os
import signal
import ssl
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def writes(folder):
    try:
        (Path(folder) / "tried").write_text("here")
        return True
    except OSError:
        return False


def trusts():
    """Whether a certificate that the company’s CA has signed is trusted as any other."""
    try:
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain("tls/server.txt")
        listener = socket.create_server(("127.0.0.1", 0))

        def answer():
            try:
                with server.wrap_socket(listener.accept()[0], server_side=True) as connection:
                    connection.recv(1)
            except OSError:
                pass

        threading.Thread(target=answer, daemon=True).start()
        with ssl.create_default_context().wrap_socket(socket.create_connection(listener.getsockname()), server_hostname="shop.internal") as connection:
            connection.send(b"x")
        return True
    except (OSError, ssl.SSLError):
        return False


def read(path):
    try:
        return Path(path).read_text().strip()
    except OSError:
        return None


def report():
    return {
        "uid": os.getuid(),
        "wrote": [folder for folder in ("/cache", "/data", "/tmp") if writes(folder)],
        "refused": not writes("/app"),
        "greeting": os.environ.get("GREETING"),
        "arguments": sys.argv[1:],
        "made": read("made.txt"),
        "beside": read("templates/page.txt"),
        "trusts": trusts(),
    }


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"ok" if self.path == "/healthz" else json.dumps(report()).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("0.0.0.0", int(os.environ.get("PORT", "8080"))), Handler)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever()
