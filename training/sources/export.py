"""Write the trained scorer of sources as ONNX, with the thresholds that it is used with.

usage: python -m training.sources.export BUILD OUT

BUILD holds `scorer.pt` and `chosen.json`; OUT is src/helpers/models/sources."""

import argparse
import json
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from helpers.sources import evidence
from training.sources.model import load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = load(args.build / "scorer.pt")
    example = torch.randn(5, model.nets[0].columns)
    args.out.mkdir(exist_ok=True)
    whole, path = args.build / "whole.onnx", args.out / "sources.onnx"
    with torch.no_grad():
        torch.onnx.export(
            model, (example,), whole, dynamo=False, input_names=["table"], output_names=["scores"],
            dynamic_axes={"table": {0: "rows"}, "scores": {0: "rows"}}, opset_version=17,
        )  # fmt: skip
    quantize_dynamic(
        whole, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"]
    )
    chosen = json.loads((args.build / "chosen.json").read_text(encoding="utf8"))
    config = chosen | {"columns": evidence.COLUMNS}
    (args.out / "sources.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
