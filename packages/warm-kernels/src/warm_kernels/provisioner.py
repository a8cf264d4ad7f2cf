"""A kernel provisioner for ``jupyter_client`` that asks the warm process for a fork where others start a process."""

import asyncio
import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from warm_kernels.fork import Child
from warm_kernels.ports import hold, release
from warm_kernels.sameness import reason_against
from warm_kernels.session import ADDRESS_VARIABLE, variables

POLL_SECONDS = 0.004
KILL_SECONDS = 2.0


class WarmProvisioner(LocalProvisioner):
    """Forked kernels, and ordinary ones wherever a fork would not be the same as a fresh process."""

    _child: Child | None = None

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self._held: list = []

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """What `launch_kernel` is called with; from here on the kernel's ports are kept for it."""
        kwargs = await super().pre_launch(**kwargs)
        self._held = self._held or hold(self.connection_info)  # a restarted kernel has the same ports
        return kwargs

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """The connection information of the kernel just started."""
        address = os.environ.get(ADDRESS_VARIABLE, "")
        reason = reason_against(cmd, kwargs, address.partition("-")[0])
        if address and not reason:
            try:
                self._child = await fork_kernel(address, cmd, kwargs, self.connection_file)
            except ConnectionError as error:
                reason = f"the warm process is gone: {error}"
        if not address or reason:
            if address:
                self.log.warning("Kernels: an ordinary one, since %s.", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid = self._child, self._child.pid
        # No process group: signals go through the warm process, which knows when a number is free for others again.
        self.pgid = None
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    @property
    def connection_file(self) -> str:
        """The path of the file that tells the kernel its ports; empty without a manager."""
        return self.parent.connection_file if self.parent else ""

    async def kill(self, restart: bool = False) -> None:
        """Nothing; the kernel has been killed, and usually seen to be gone: the manager looks only each 0.1 s."""
        await super().kill(restart)
        if isinstance(self.process, Child):
            end = asyncio.get_running_loop().time() + KILL_SECONDS
            while self.process.poll() is None and asyncio.get_running_loop().time() < end:
                await asyncio.sleep(POLL_SECONDS)

    async def cleanup(self, restart: bool = False) -> None:
        """Nothing; the manager has removed the connection file by now, or keeps it for a restart."""
        if self._child is not None:
            self._child.close()
            self._child = None
        if not restart:
            release(self._held)
        await super().cleanup(restart)


async def fork_kernel(address: str, command: list[str], options: dict[str, Any], connection_file: str) -> Child:
    """The child of the warm process at ``address`` that is becoming the kernel ``command`` asks for.

    Raises:
        ConnectionError: the warm process has ended, perhaps while importing.
    """
    environment = {name: value for name, value in options["env"].items() if name not in variables(address)}
    reading, writing = os.pipe()
    os.close(writing)  # as jupyter_client has it: a kernel that reads its standard input sees the end
    defaults = {"stdin": reading, "stdout": 1, "stderr": 2}
    try:
        child = Child(
            address,
            "warm_kernels.become_kernel:prepare",
            {"command": command},
            environment=environment,
            folder=str(Path(options.get("cwd") or ".").absolute()),
            descriptors=[descriptor_of(options.get(name), default) for name, default in defaults.items()],
            remove=[connection_file],
        )
    finally:
        os.close(reading)
    while child.pid is None:
        if child.poll() is not None:
            child.close()
            raise ConnectionResetError("it ended before it forked")
        await asyncio.sleep(POLL_SECONDS)
    return child


def descriptor_of(stream: Any, default: int) -> int:
    """The descriptor that an argument of ``Popen`` stands for."""
    if stream is None:
        return default
    return stream if isinstance(stream, int) else stream.fileno()
