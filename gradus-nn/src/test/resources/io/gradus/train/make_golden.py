"""Writes golden.safetensors (as this library writes) and foreign.safetensors (other types).

The format, https://github.com/huggingface/safetensors: 8 bytes with the header's length, the header
in JSON, padded with spaces to a multiple of 8, the data. Needs nothing but Python 3.
"""

import json
import struct
import zlib


def content_checksum(metadata, tensors):
    """CRC-32 over the header without the checksum and each tensor's CRC-32, big-endian."""
    crc = zlib.crc32(header(metadata, tensors).encode())
    for _, _, _, data in tensors:
        crc = zlib.crc32(struct.pack(">I", zlib.crc32(data)), crc)
    return "crc32:%08x" % crc


def header(metadata, tensors):
    entries, at = {"__metadata__": metadata} if metadata else {}, 0
    for name, dtype, shape, data in tensors:
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + len(data)]}
        at += len(data)
    return json.dumps(entries, separators=(",", ":"), ensure_ascii=False)


def write(path, metadata, tensors):
    text = header(metadata, tensors).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(t[3] for t in tensors))


def pack(code, *values):
    return struct.pack("<%d%s" % (len(values), code), *values)


golden = [
    ("step", "I64", [], pack("q", 1 << 40)),
    ("empty", "F32", [0, 3], b""),
    ("hidden.weight", "F32", [2, 3], pack("f", 1, -2.5, 0.1, float("inf"), -0.0, 1e-45)),
    ("labels", "I32", [2], pack("i", 7, -7)),
]
metadata = {"format": "gradus", "note": 'é "quoted"\n'}
checked = {"gradus.checksum": content_checksum(metadata, golden), **metadata}
checked = {key: checked[key] for key in sorted(checked)}
write("golden.safetensors", checked, golden)

foreign = [
    ("b", "F64", [2], pack("d", 0.1, -1e300)),
    ("a", "F16", [5], pack("H", 0x3C00, 0xC100, 0x0001, 0x7C00, 0x3555)),
    ("c", "BF16", [3], pack("H", 0x3F80, 0xC020, 0x7F80)),
]
write("foreign.safetensors", {}, foreign)
