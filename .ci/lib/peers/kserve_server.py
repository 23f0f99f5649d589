"""KServe's Python server with a custom model, as its documentation has it: kserve_server.py PORT WORKERS."""
import base64
import functools
import sys

from classifier import Classifier
from kserve import InferOutput, InferRequest, InferResponse, Model, ModelServer


class Pictures(Model):
    def __init__(self, name):
        super().__init__(name)
        self.ready = True

    @functools.cached_property
    def model(self):
        """Loaded by each worker: they get this object by pickle, which ONNX Runtime's session does not allow."""
        return Classifier()

    def predict(self, payload, headers=None, response_headers=None):
        if isinstance(payload, InferRequest):
            logits = self.model.run(payload.inputs[0].as_numpy())
            output = InferOutput(name="logits", shape=list(logits.shape), datatype="FP32")
            output.set_data_from_numpy(logits, binary_data=True)
            return InferResponse(response_id=payload.id or "", model_name=self.name, infer_outputs=[output], use_binary_outputs=True)
        return {"predictions": [self.model.best(base64.b64decode(each["b64"])) for each in payload["instances"]]}


if __name__ == "__main__":
    port, workers = map(int, sys.argv[1:])
    ModelServer(http_port=port, workers=workers, enable_grpc=False, enable_docs_url=False, access_log_format=None).start([Pictures("m")])
