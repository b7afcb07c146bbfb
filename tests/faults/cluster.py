"""A Ray cluster of this machine: a head that does no work and nodes that do, each a tree of processes to be killed.

Ray listens on every address, so whoever may use it is told by a token.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psutil

START_SECONDS = 240.0
HOST = "127.0.0.1"
NODES = 2
_LITTLE = ("--object-store-memory=80000000", "--disable-usage-stats")


def installed() -> bool:
    """Whether this environment has Ray."""
    return find_spec("ray") is not None


class RayCluster:
    """The head is there from the start, the nodes once it is mended."""

    def __init__(self) -> None:
        token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(16)}
        self.environment = {**os.environ, **token, "RAY_USAGE_STATS_ENABLED": "0", "OMP_NUM_THREADS": "1"}
        self._folder = Path(tempfile.mkdtemp(prefix="lab-ray-", dir="/tmp"))  # Ray's sockets need a short path
        self.address = f"{HOST}:{_free_port()}"
        self.nodes: list[subprocess.Popen[bytes]] = []
        self.start_head()

    def start_head(self) -> None:
        """Starts the head, at the same address each time."""
        port = self.address.rsplit(":", 1)[1]
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        self.head = self._start(
            "--head", f"--port={port}", "--num-cpus=0", "--include-dashboard=false", f"--temp-dir={folder}"
        )

    def mend(self) -> None:
        """Puts back what a test has killed: there are two nodes after this."""
        if self.head.poll() is not None:
            self.start_head()
        while len(self.nodes) < NODES:
            self.add_node()

    def add_node(self) -> None:
        """Adds a node for two agents."""
        self.nodes.append(self._start(f"--address={self.address}", "--num-cpus=2"))

    def node_of(self, agent: psutil.Process) -> subprocess.Popen[bytes]:
        """The node that an agent is on."""
        above = {process.pid for process in agent.parents()}
        (node,) = (node for node in self.nodes if node.pid in above)
        return node

    def kill_node(self, node: subprocess.Popen[bytes]) -> None:
        """Ends a node as a power cut does, agents and workers included."""
        kill_tree(node)
        self.nodes.remove(node)

    def close(self) -> None:
        """Leaves nothing behind."""
        for node in (*self.nodes, self.head):
            kill_tree(node)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        path = self._folder / f"{time.monotonic()}.log"
        command = [str(Path(sys.executable).with_name("ray")), "start", "--block", f"--node-ip-address={HOST}"]
        with path.open("wb") as log:
            node = subprocess.Popen(
                [*command, *_LITTLE, *arguments], stdout=log, stderr=log, env=self.environment, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while "Ray runtime started" not in path.read_text():
            assert node.poll() is None, path.read_text()
            assert time.monotonic() < deadline, path.read_text()
            time.sleep(0.2)
        return node


def kill_tree(root: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it has started, before any of them can notice."""
    tree = [psutil.Process(root.pid)] if root.poll() is None else []
    tree += tree[0].children(recursive=True) if tree else []
    for send in (signal.SIGSTOP, signal.SIGKILL):
        for process in tree:
            if process.is_running():
                process.send_signal(send)
    root.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return int(listening.getsockname()[1])
