"""The engine ``accurate``: our character encoder, in ONNX."""
