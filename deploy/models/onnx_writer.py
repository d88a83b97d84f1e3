# SPDX-License-Identifier: Apache-2.0
"""Writes a TF.js graph as ONNX that OpenCV 4.6 reads: channels first, any size that is a multiple of 32."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from quicker import quicker

# Resize came with opset 11. Clip keeps its older form with attributes, the only one OpenCV 4.6 knows.
OPSET = 11
IR_VERSION = 6


class OnnxWriter:
    """Collects ONNX nodes and constants for the nodes it is handed in order."""

    def __init__(self, model, given):
        self.model = model
        self.given = given
        self.nodes = []
        self.constants = {}
        self.writers = {
            "Conv2D": self.convolution, "_FusedConv2D": self.convolution,
            "DepthwiseConv2dNative": self.convolution, "FusedDepthwiseConv2dNative": self.convolution,
            "Add": self.plain("Add"), "AddV2": self.plain("Add"), "Mul": self.plain("Mul"),
            "Sub": self.plain("Sub"), "Relu": self.plain("Relu"), "Sigmoid": self.plain("Sigmoid"),
            "Identity": self.plain("Identity"), "Relu6": self.relu6, "Mean": self.mean,
            "ConcatV2": self.concatenation, "ResizeBilinear": self.doubling,
        }

    def write(self, node):
        if node.op == "Const":
            return
        if node.op not in self.writers:
            raise ValueError(f"{node.name}: no way to write {node.op}")
        self.writers[node.op](node)

    # -- one method for each kind of node --------------------------------------------------------

    def plain(self, op):
        return lambda node: self.emit(op, [self.operand(name) for name in node.inputs], node.name)

    def relu6(self, node):
        self.emit("Clip", [self.operand(node.inputs[0])], node.name, min=0.0, max=6.0)

    def mean(self, node):
        axes = sorted(self.model.weights[node.inputs[1]].ravel().tolist())
        if axes != [1, 2]:
            raise ValueError(f"{node.name}: mean over {axes}")
        self.emit("GlobalAveragePool", [self.operand(node.inputs[0])], node.name)

    def concatenation(self, node):
        axis = int(self.model.weights[node.inputs[-1]].ravel()[0])
        if axis not in (3, -1):
            raise ValueError(f"{node.name}: joined along {axis}")
        self.emit("Concat", [self.operand(name) for name in node.inputs[:-1]], node.name, axis=1)

    def doubling(self, node):
        """Written with scale factors, so that the network runs at any size."""
        mode = "half_pixel" if node.flag("half_pixel_centers") else "asymmetric"
        self.emit("Resize", [self.operand(node.inputs[0]),
                             self.constant("no_region", np.zeros(0, np.float32)),
                             self.constant("twice", np.array([1, 1, 2, 2], np.float32))],
                  node.name, mode="linear", coordinate_transformation_mode=mode)

    def convolution(self, node):
        kernel, groups = self.kernel(node)
        fused = node.texts("fused_ops")
        inputs = [self.operand(node.inputs[0]), self.constant(f"{node.name}/kernel", kernel)]
        if "BiasAdd" in fused:
            inputs.append(self.constant(f"{node.name}/bias", self.model.weights[node.inputs[2]].ravel()))
        activation = [name for name in fused if name != "BiasAdd"]
        result = f"{node.name}/linear" if activation else node.name
        self.emit("Conv", inputs, result, kernel_shape=list(kernel.shape[2:]), group=groups,
                  strides=node.numbers("strides")[1:3], dilations=node.numbers("dilations", [1, 1, 1, 1])[1:3],
                  auto_pad={"SAME": "SAME_UPPER", "VALID": "VALID"}[node.text("padding")])
        if activation == ["Relu6"]:
            self.emit("Clip", [result], node.name, min=0.0, max=6.0)
        elif activation == ["Relu"]:
            self.emit("Relu", [result], node.name)
        elif activation:
            raise ValueError(f"{node.name}: fused {activation}")

    def kernel(self, node):
        """Height, width, in, out becomes out, in, height, width; depthwise has one group a channel."""
        weights = self.model.weights[node.inputs[1]]
        if "Depthwise" not in node.op:
            return weights.transpose(3, 2, 0, 1), 1
        height, width, channels, multiplier = weights.shape
        return weights.transpose(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width), channels

    # -- operands and output ---------------------------------------------------------------------

    def operand(self, name):
        """A tensor as it is; a constant laid out so that it broadcasts with channels first."""
        if name == self.given or self.model.nodes[name].op != "Const":
            return name
        values = self.model.weights[name].astype(np.float32)
        if values.ndim == 4:
            values = values.transpose(0, 3, 1, 2)
        elif values.ndim == 1:
            values = values.reshape(1, -1, 1, 1)
        elif values.ndim == 0:
            values = values.reshape(1)
        else:
            raise ValueError(f"{name}: a constant of {values.ndim} dimensions")
        return self.constant(f"{name}/channels_first", values)

    def constant(self, name, values):
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def emit(self, op, inputs, output, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))

    def save(self, file, outputs, only_channels):
        def tensor(name, channels):
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, "height", "width"])

        graph = helper.make_graph(self.nodes, "mingjing", [tensor(self.given, 3)],
                                  [tensor(name, "channels") for name in outputs],
                                  list(self.constants.values()))
        opset = helper.make_operatorsetid("", OPSET)
        made = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION, producer_name="mingjing")
        onnx.save(quicker(made, only_channels), file)


def convert(model, file, given, outputs, only_channels):
    writer = OnnxWriter(model, given)
    for node in model.needed_for(outputs, given):
        writer.write(node)
    writer.save(file, outputs, only_channels)
