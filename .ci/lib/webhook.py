"""Takes what Alertmanager sends to a webhook: webhook.py ADDRESS PORT FILE writes one JSON line for each alert of each
message, with the time it came, and ends with the process that started it or after half an hour."""
import http.server
import json
import sys
import threading
import time

address, port, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(path, "a") as out:
            for alert in body["alerts"]:
                out.write(json.dumps({"at": time.time(), "receiver": body["receiver"], **alert}) + "\n")
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer((address, port), Receiver)
timer = threading.Timer(1800, server.shutdown)
timer.daemon = True
timer.start()
server.serve_forever()
