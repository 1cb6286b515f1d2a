"""How the shipped models were made; see README.md."""

import helpers  # noqa: F401  # before ONNX Runtime: it is told there to send nothing
