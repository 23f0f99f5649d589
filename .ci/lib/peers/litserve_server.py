"""LitServe with as many workers as cores: litserve_server.py PORT WORKERS."""
import sys

import litserve
from classifier import Classifier


class Pictures(litserve.LitAPI):
    def setup(self, device):
        self.model = Classifier()

    def decode_request(self, request):
        return request["file"].file.read()

    def predict(self, picture):
        return self.model.best(picture)

    def encode_response(self, best):
        return {"predictions": best}


if __name__ == "__main__":
    port, workers = map(int, sys.argv[1:])
    server = litserve.LitServer(Pictures(), accelerator="cpu", workers_per_device=workers, timeout=60)
    server.run(host="127.0.0.1", port=port, generate_client_file=False, log_level="warning")
