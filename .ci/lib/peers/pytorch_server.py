"""FastAPI before PyTorch, for the networks that benchmark_models.py makes: the same weights, layer by layer."""
import onnx
import torch
from classifier import Classifier
from fastapi import FastAPI, UploadFile
from onnx import helper, numpy_helper
from torch import nn


def layer(node, weights):
    """The module that does what a node of the graph does."""
    how = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    kernel = {"kernel_size": how.get("kernel_shape"), "stride": how.get("strides"), "padding": how.get("pads", [0])[0]}
    tensors = [torch.from_numpy(weights[name]) for name in node.input if name in weights]
    if node.op_type == "Conv":
        out, into = tensors[0].shape[:2]
        module = nn.Conv2d(into, out, **kernel)
    elif node.op_type == "Gemm":
        tensors[0] = tensors[0].T.contiguous()
        module = nn.Linear(*reversed(tensors[0].shape))
    else:
        return {"Relu": lambda: nn.ReLU(inplace=True), "MaxPool": lambda: nn.MaxPool2d(**kernel), "Flatten": nn.Flatten,
                "GlobalAveragePool": lambda: nn.AdaptiveAvgPool2d(1), "Add": lambda: torch.add}[node.op_type]()
    module.weight, module.bias = map(nn.Parameter, tensors)
    return module.eval()


class TorchClassifier(Classifier):
    def open(self, path, threads):
        torch.set_num_threads(threads)
        model = onnx.load(path)
        weights = {each.name: numpy_helper.to_array(each).copy() for each in model.graph.initializer}
        self.steps = [(layer(node, weights), [name for name in node.input if name not in weights], node.output[0])
                      for node in model.graph.node]
        return {each.key: each.value for each in model.metadata_props}

    @torch.inference_mode()
    def run(self, tensor):
        values = {"input": torch.from_numpy(tensor)}
        for step, names, out in self.steps:
            values[out] = step(*(values[name] for name in names))
        return values["logits"].numpy()


app = FastAPI()
model = TorchClassifier()


@app.post("/predict")
def predict(file: UploadFile):
    return {"predictions": model.best(file.file.read())}
