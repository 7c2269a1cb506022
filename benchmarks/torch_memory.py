"""Peak memory of the process after three training steps of ResNet-18 on 64 images of 3x32x32 (SGD with momentum).

Run with PyTorch (CPU): python3 torch_memory.py
"""

import json
import resource

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, inner, outer, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inner, outer, 3, stride, 1, bias=False), nn.BatchNorm2d(outer)
        self.conv2, self.bn2 = nn.Conv2d(outer, outer, 3, 1, 1, bias=False), nn.BatchNorm2d(outer)
        self.down = None
        if stride != 1 or inner != outer:
            self.down = nn.Sequential(nn.Conv2d(inner, outer, 1, stride, bias=False), nn.BatchNorm2d(outer))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)), inplace=True)))
        return F.relu(y + (x if self.down is None else self.down(x)), inplace=True)


def blocks(inner, outer, stride):
    return [Block(inner, outer, stride), Block(outer, outer, 1)]


torch.manual_seed(0)
torch.set_num_threads(2)
stem = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True)]
stages = blocks(64, 64, 1) + blocks(64, 128, 2) + blocks(128, 256, 2) + blocks(256, 512, 2)
model = nn.Sequential(*stem, *stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))
optimizer = torch.optim.SGD(model.parameters(), 1e-2, momentum=0.9, fused=True)
x, y = torch.randn(64, 3, 32, 32), torch.randint(0, 10, (64,))
for _ in range(3):
    optimizer.zero_grad(set_to_none=True)
    F.cross_entropy(model(x), y).backward()
    optimizer.step()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps(dict(peer="pytorch " + torch.__version__, parameters=sum(p.numel() for p in model.parameters()), peak_mb=peak)))
