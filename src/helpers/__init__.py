"""On Record: who is mentioned, who is quoted, what they said, and where they stand."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# Set here, though nothing else acts on import: ONNX Runtime reads it once, when its own library is loaded, whichever
# module, notebook or process asks for that first; and this file is run before any of them. Without it, it keeps a
# device id and a queue of events in the user's cache and sends them to its vendor.
