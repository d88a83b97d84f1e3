#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A network said so that OpenCV runs it quicker answers what it answered before, at any size."""
import sys
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deploy/models"))
from quicker import quicker  # noqa: E402

CHANNELS = 6


def network():
    """A 5 x 5 depthwise convolution, a gate of one value a channel, and a convolution of which one channel is asked for."""
    random = np.random.default_rng(5)

    def constant(name, *shape):
        return numpy_helper.from_array(random.normal(size=shape).astype(np.float32), name)

    def convolution(given, name, groups, side):
        return helper.make_node("Conv", [given, f"{name}/kernel", f"{name}/bias"], [name], name=name, group=groups,
                                kernel_shape=[side, side], strides=[1, 1], dilations=[1, 1], auto_pad="SAME_UPPER")

    nodes = [convolution("images", "wide", 1, 1), convolution("wide", "deep", CHANNELS, 5),
             helper.make_node("GlobalAveragePool", ["deep"], ["mean"], name="mean"),
             helper.make_node("Sigmoid", ["mean"], ["gate"], name="gate"),
             helper.make_node("Mul", ["gate", "deep"], ["gated"], name="gated"),
             convolution("gated", "classes", 1, 1), helper.make_node("Sigmoid", ["classes"], ["heat"], name="heat")]
    constants = [constant("wide/kernel", CHANNELS, 3, 1, 1), constant("wide/bias", CHANNELS),
                 constant("deep/kernel", CHANNELS, 1, 5, 5), constant("deep/bias", CHANNELS),
                 constant("classes/kernel", 9, CHANNELS, 1, 1), constant("classes/bias", 9)]

    def tensor(name, channels):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, "height", "width"])

    graph = helper.make_graph(nodes, "test", [tensor("images", 3)], [tensor("heat", "channels")], constants)
    return helper.make_model(graph, opset_imports=[helper.make_operatorsetid("", 11)], ir_version=6)


def answer(model, picture):
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        onnx.save(model, file.name)
        net = cv2.dnn.readNetFromONNX(file.name)
    net.setInput(cv2.dnn.blobFromImage(picture, 1 / 255))
    return net.forward()


class Quicker(unittest.TestCase):
    def test_answers_what_it_answered_before(self):
        changed = quicker(network(), {"classes": 1})
        for height, width in ((256, 320), (224, 384), (640, 128), (32, 32)):
            picture = np.random.default_rng(height).integers(0, 255, (height, width, 3)).astype(np.uint8)
            before, after = answer(network(), picture), answer(changed, picture)
            self.assertEqual(after.shape, (1, 1, height, width))
            np.testing.assert_allclose(after[:, :1], before[:, :1], atol=1e-5)

    def test_has_no_slow_convolution_left_and_no_channel_that_nobody_asks_for(self):
        graph = quicker(network(), {"classes": 1}).graph
        kernels = {constant.name: tuple(constant.dims) for constant in graph.initializer}
        self.assertEqual(sum(dims[2:] == (3, 3) for dims in kernels.values()), 4)
        self.assertFalse([name for name, dims in kernels.items() if dims[2:] == (5, 5)])
        self.assertEqual(kernels["classes/kernel"], (1, CHANNELS, 1, 1))

    def test_refuses_a_name_that_is_none(self):
        with self.assertRaisesRegex(ValueError, "clases"):
            quicker(network(), {"clases": 1})


if __name__ == "__main__":
    unittest.main()
