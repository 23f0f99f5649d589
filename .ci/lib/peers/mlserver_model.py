"""A runtime of MLServer: pictures as base64 text, or the model's own tensors."""
import base64
import json

import numpy as np
from classifier import Classifier
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse, ResponseOutput


class Pictures(MLModel):
    async def load(self):
        self.model = Classifier()
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        given = payload.inputs[0]
        if given.datatype == "BYTES":
            best = self.model.best(base64.b64decode(given.data.root[0]))
            output = ResponseOutput(name="best", shape=[1], datatype="BYTES", data=[json.dumps(best)])
        else:
            output = NumpyCodec.encode_output("logits", self.model.run(NumpyCodec.decode_input(given).astype(np.float32)))
        return InferenceResponse(model_name=self.name, outputs=[output])
