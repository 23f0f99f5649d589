"""Makes the models of .ci/benchmark that are not in the repository: benchmark_models.py FOLDER.

tiny.onnx      one convolution and ten classes, 64 x 64 pixels: next to no time in the model, so what is seen is the server
resnet50.onnx  the network of He et al. (2015, version 1.5: the stride is in the 3 x 3), its batch normalisation folded into the
               convolutions, with weights drawn at random: as long and as large as the trained one
"""
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PREPROCESS = {"interpolation": "bilinear", "layout": "NCHW", "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}


class Network:
    """A graph that grows by one node at a time."""

    def __init__(self, name, side, seed):
        self.name, self.side, self.random = name, side, np.random.default_rng(seed)
        self.nodes, self.weights = [], []

    def node(self, kind, *inputs, **attributes):
        out = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def weight(self, shape, scale):
        name = f"w{len(self.weights)}"
        values = (self.random.standard_normal(shape) * scale).astype(np.float32)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def convolution(self, x, channels, out, kernel, stride, gain=2.0):
        scale = (gain / (channels * kernel * kernel)) ** 0.5  # keeps the size of the values (He et al., 2015)
        return self.node("Conv", x, self.weight((out, channels, kernel, kernel), scale), self.weight((out,), 0.01),
                         kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[kernel // 2] * 4)

    def head(self, x, channels, classes):
        x = self.node("Flatten", self.node("GlobalAveragePool", x))
        self.nodes.append(helper.make_node("Gemm", [x, self.weight((channels, classes), 3 * channels ** -0.5),
                                                    self.weight((classes,), 0.5)], ["logits"]))
        self.classes = classes

    def save(self, path):
        graph = helper.make_graph(
            self.nodes, self.name,
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 3, self.side, self.side])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", self.classes])], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        helper.set_model_props(model, {
            "name": self.name, "version": "1", "labels": json.dumps([f"class {i}" for i in range(self.classes)]),
            "preprocess": json.dumps(dict(PREPROCESS, resize=self.side * 8 // 7, crop=self.side))})
        onnx.checker.check_model(model)
        onnx.save(model, path)


def tiny(path):
    net = Network("tiny", 64, 1)
    net.head(net.node("Relu", net.convolution("input", 3, 16, 5, 4)), 16, 10)
    net.save(path)


def resnet50(path):
    net = Network("resnet50", 224, 2)
    x = net.node("Relu", net.convolution("input", 3, 64, 7, 2))
    x = net.node("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4)
    channels = 64
    for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for block in range(blocks):
            step = stride if block == 0 else 1
            y = net.node("Relu", net.convolution(x, channels, width, 1, 1))
            y = net.node("Relu", net.convolution(y, width, width, 3, step))
            # Small, or the values would double from block to block.
            y = net.convolution(y, width, 4 * width, 1, 1, gain=0.2)
            if block == 0:
                x = net.convolution(x, channels, 4 * width, 1, step, gain=1.0)
            channels = 4 * width
            x = net.node("Relu", net.node("Add", x, y))
    net.head(x, channels, 1000)
    net.save(path)


folder = pathlib.Path(sys.argv[1])
for make in (tiny, resnet50):
    if not (folder / f"{make.__name__}.onnx").exists():
        # Whole or not at all: another run may look for it.
        make(folder / f"{make.__name__}.part")
        (folder / f"{make.__name__}.part").rename(folder / f"{make.__name__}.onnx")
