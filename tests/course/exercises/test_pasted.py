"""Blocks as learners write them, read and never run."""

import pytest

from resnet_core.course.exercises.blocks_in_code import bottleneck, pre_activation, read_block

FULL_PRE = '''
class Residual(nn.Module):
    """A block."""

    def __init__(self, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.bn1 = nn.LazyBatchNorm2d()
        self.conv1 = nn.LazyConv2d(num_channels, kernel_size=3, padding=1, stride=strides)
        self.bn2 = nn.LazyBatchNorm2d()
        self.conv2 = nn.LazyConv2d(num_channels, kernel_size=3, padding=1)
        if use_1x1conv:
            self.conv3 = nn.LazyConv2d(num_channels, kernel_size=1, stride=strides)
        else:
            self.conv3 = None

    def forward(self, X):
        Y = self.conv1(F.relu(self.bn1(X)))
        Y = self.conv2(F.relu(self.bn2(Y)))
        if self.conv3:
            X = self.conv3(X)
        Y += X
        return Y
'''
IN_A_ROW = """
%matplotlib inline
class Block(torch.nn.Module):
    def __init__(self, c):
        super().__init__()
        self.main = torch.nn.Sequential(
            torch.nn.BatchNorm2d(c), torch.nn.ReLU(), torch.nn.Conv2d(c, c, 3, padding=1),
            torch.nn.BatchNorm2d(c), torch.nn.ReLU(), torch.nn.Conv2d(c, c, 3, padding=1),
        )

    def forward(self, x):
        return x + self.main(x)
"""
NARROW = """
class Bottleneck(nn.Module):
    def __init__(self, out, mid):
        super().__init__()
        self.conv1 = nn.LazyConv2d(mid, 1)
        self.conv2 = nn.LazyConv2d(mid, kernel_size=3, padding=1)
        self.conv3 = nn.Conv2d(mid, out, kernel_size=1)
        self.bn1, self.bn2, self.bn3 = nn.LazyBatchNorm2d(), nn.LazyBatchNorm2d(), nn.LazyBatchNorm2d()

    def forward(self, X):
        Y = F.relu(self.bn1(self.conv1(X)))
        Y = F.relu(self.bn2(self.conv2(Y)))
        Y = self.bn3(self.conv3(Y))
        return F.relu(torch.add(Y, X))
"""


@pytest.mark.parametrize("source", [FULL_PRE, IN_A_ROW])
def test_full_pre_activation_is_recognised_in_either_writing(source):
    assert read_block(source, pre_activation).right


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("return Y", "return F.relu(Y)", "after"),
        ("        Y += X\n", "", "no-addition"),
        ("bn2(Y)", "bn7(Y)", "unmade"),
        ("F.relu(self.bn2(Y))", "self.bn2(Y)", "too-few"),
        ("self.conv1(F.relu(self.bn1(X)))", "F.relu(self.bn1(self.conv1(X)))", "conv-first"),
        ("self.conv2(F.relu(self.bn2(Y)))", "self.bn2(self.conv2(F.relu(Y)))", "last"),
        ("self.conv1(F.relu(self.bn1(X)))", "self.conv1(self.bn1(F.relu(X)))", "relu-first"),
        ("return Y", "print(Y)", "no-return"),
        ("def forward", "def fordward", "no-forward"),
        ("class", "clas", "unreadable"),
    ],
)
def test_each_slip_is_named(old, new, code):
    assert read_block(FULL_PRE.replace(old, new), pre_activation).code == code


def test_a_shortcut_that_was_activated_is_no_identity():
    source = FULL_PRE.replace("Y = self.conv1(F.relu(self.bn1(X)))", "X = F.relu(self.bn1(X)); Y = self.conv1(X)")
    source = source.replace("        if self.conv3:\n            X = self.conv3(X)\n", "")
    assert read_block(source, pre_activation).code == "shortcut-activated"


def test_the_line_that_is_no_python_is_told():
    assert read_block("x = 1\ny = = 2\n", pre_activation).facts["line"] == 2


def test_a_bottleneck_is_recognised():
    assert read_block(NARROW, bottleneck).right


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kernel_size=3", "kernel_size=1", "kernels"),
        ("self.bn3(self.conv3(Y))", "F.relu(self.bn3(self.conv3(Y)))", "relu-before"),
        ("self.bn3(self.conv3(Y))", "self.conv3(Y)", "norms"),
        ("return F.relu(torch.add(Y, X))", "return Y + X", "no-relu-after"),
        ("F.relu(self.bn2(self.conv2(Y)))", "self.bn2(self.conv2(Y))", "relus"),
        ("        Y = F.relu(self.bn2(self.conv2(Y)))\n", "", "count"),
    ],
)
def test_each_slip_of_a_bottleneck_is_named(old, new, code):
    assert read_block(NARROW.replace(old, new), bottleneck).code == code


@pytest.mark.parametrize("source", ["\0", "(" * 5000, "x" * 100_000, "class A:\n def forward(self): return 1"])
def test_whatever_is_pasted_gets_a_verdict(source):
    assert not read_block(source, pre_activation).right
