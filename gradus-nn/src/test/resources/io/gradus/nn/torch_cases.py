"""What the scripts share that write PyTorch's numbers."""

import json

import torch


def start(seed):
    torch.manual_seed(seed)
    torch.set_default_dtype(torch.float64)


def numbers(*shape):
    # Representable as float, so that float and double start from the same numbers.
    return torch.randn(*shape).float().double()


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def turned(t):
    return t.t() if t.dim() == 2 else t


def write(cases):
    print("[" + ",\n".join(json.dumps(case) for case in cases) + "]")
