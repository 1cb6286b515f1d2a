"""What the head for names reads: vectors of several layers of the encoder that is shipped, int8 and all."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from onnxruntime import InferenceSession

from helpers.encoder.decoding import columns, windows
from helpers.encoder.network import INPUTS, SLOW, Pieces, session_options
from training.attributions.model import CLS, SEP
from training.names.model import LAYERS, WIDTH


def layer_outputs(graph: onnx.GraphProto) -> list[str]:
    """The names of the vectors that the encoder's layers give, of those that the head reads."""
    norms = [node.output[0] for node in graph.node if node.op_type == "LayerNormalization"]
    return [norms[2 * layer] for layer in LAYERS]  # the first stands before all layers, two in each


class Reader:
    """The shipped encoder, opened at its layers."""

    def __init__(self, encoder: Path):
        made = onnx.load(encoder)
        self.outputs = layer_outputs(made.graph)
        known = {output.name for output in made.graph.output}
        for name in self.outputs:
            if name not in known:
                made.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
        self.session = InferenceSession(made.SerializeToString(), session_options(), disabled_optimizers=SLOW)

    def read(self, made: Pieces) -> np.ndarray:
        """Vectors (t, layers * 384) of a text's pieces, in half precision, each from the window that answers for it."""
        found = np.zeros((len(made), len(LAYERS) * WIDTH), np.float16)
        for window in windows(made):
            given = columns(made, window, (CLS, SEP))
            layers = self.session.run(self.outputs, {name: given[name] for name in INPUTS})
            own = slice(window.own_begin - window.begin + 1, window.own_end - window.begin + 1)
            found[window.own_begin : window.own_end] = np.concatenate(layers, -1)[own]
        return found
