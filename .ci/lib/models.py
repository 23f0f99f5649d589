"""Serves the files of a directory over TLS to whoever sends the right Authorization header:
models.py ADDRESS PORT DIRECTORY CERTIFICATE KEY AUTHORIZATION; ends after an hour at the latest."""
import functools
import http.server
import ssl
import sys
import threading

address, port, directory, certificate, key, authorization = sys.argv[1:7]


class Models(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.headers["Authorization"] != authorization:
            self.send_error(401)
            return
        super().do_GET()


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server = http.server.ThreadingHTTPServer((address, int(port)), functools.partial(Models, directory=directory))
server.socket = context.wrap_socket(server.socket, server_side=True)
timer = threading.Timer(3600, server.shutdown)
timer.daemon = True
timer.start()
server.serve_forever()
