"""A gRPC server with the health service, which tells over HTTP how it answers itself."""
import json
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

server = grpc.server(ThreadPoolExecutor(max_workers=2))
health_pb2_grpc.add_HealthServicer_to_server(health.HealthServicer(), server)
server.add_insecure_port("0.0.0.0:50051")
server.start()


class Metrics(BaseHTTPRequestHandler):
    def do_GET(self):
        with grpc.insecure_channel("127.0.0.1:50051") as channel:
            status = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5).status
        body = json.dumps({"grpc": health_pb2.HealthCheckResponse.ServingStatus.Name(status)}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


metrics = ThreadingHTTPServer(("0.0.0.0", 8080), Metrics)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=metrics.shutdown).start())
metrics.serve_forever()
server.stop(grace=1).wait()
