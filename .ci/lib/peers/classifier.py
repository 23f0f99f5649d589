"""What every peer does with a picture: Pillow, numpy, ONNX Runtime; the same steps as the pod's, tuned as far as they go."""
import io
import json
import os

import numpy as np
from PIL import Image


class Classifier:
    """The model of $MODEL, with $THREADS threads a run: ONNX Runtime would take the host's cores by itself."""

    def __init__(self):
        metadata = self.open(os.environ["MODEL"], int(os.environ["THREADS"]))
        self.labels = json.loads(metadata["labels"])
        how = json.loads(metadata["preprocess"])
        self.resize, self.crop = how["resize"], how["crop"]
        mean, std = (np.array(how[name], np.float64) for name in ("mean", "std"))
        # (x / 255 - mean) / std, in one multiplication and one addition.
        self.scale, self.shift = (1 / (255 * std)).astype(np.float32), (-mean / std).astype(np.float32)

    def open(self, path, threads):
        """Loads the model; returns what it says of itself."""
        import onnxruntime  # here, for it is not what every peer stands on

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        settings.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
        return self.session.get_modelmeta().custom_metadata_map

    def tensor(self, picture):
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        width, height = image.size
        short = min(width, height)
        width, height = int(self.resize * width / short), int(self.resize * height / short)
        image = image.resize((width, height), Image.Resampling.BILINEAR)
        left, top = round((width - self.crop) / 2), round((height - self.crop) / 2)
        pixels = np.asarray(image.crop((left, top, left + self.crop, top + self.crop)), np.float32)
        return np.ascontiguousarray((pixels * self.scale + self.shift).transpose(2, 0, 1))[None]

    def run(self, tensor):
        return self.session.run(["logits"], {"input": tensor})[0]

    def best(self, picture):
        logits = self.run(self.tensor(picture))[0]
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        best = np.argpartition(shares, -5)[-5:]
        best = best[np.argsort(-shares[best])]
        return [{"class": self.labels[i], "class_id": int(i), "confidence": round(float(shares[i]), 4)} for i in best]
