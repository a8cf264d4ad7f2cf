"""A kernel provisioner for ``jupyter_client`` that asks the warm process for a fork where others start a process."""

import asyncio
import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from warm_kernels import ADDRESS_VARIABLE, variables
from warm_kernels.fork_or_fresh import reason_against_asking
from warm_kernels.forked_child import Child
from warm_kernels.ports import hold, release

POLL_SECONDS = 0.004
IMPORT_SECONDS = 120
KILL_SECONDS = 2.0


class NotForkedError(Exception):
    """Why this kernel has to be an ordinary one."""


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
        if not address:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            if reason := reason_against_asking(cmd, kwargs):
                raise NotForkedError(reason)
            remove = [self.parent.connection_file] if self.parent else []
            self._child = await fork_kernel(address, cmd, kwargs, remove)
        except NotForkedError as reason:
            self.log.warning("Kernels: an ordinary one, since %s.", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid = self._child, self._child.pid
        # No process group: signals go through the warm process, which knows when a number is free for others again.
        self.pgid = None
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and wait a little until it is seen to be gone: the manager looks only each 0.1 s."""
        await super().kill(restart)
        if isinstance(self.process, Child):
            end = asyncio.get_running_loop().time() + KILL_SECONDS
            while self.process.poll() is None and asyncio.get_running_loop().time() < end:
                await asyncio.sleep(POLL_SECONDS)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the kernel; the manager has removed the connection file by now, or keeps it for a restart."""
        if self._child is not None:
            self._child.close()
            self._child = None
        if not restart:
            release(self._held)
        await super().cleanup(restart)


async def fork_kernel(address: str, command: list[str], options: dict[str, Any], remove: list[str]) -> Child:
    """The child of the warm process at ``address`` that is becoming the kernel ``command`` asks for.

    Args:
        remove: the kernel's files, should this process be killed.

    Raises:
        NotForkedError: a fork would not be the same, or the warm process has ended, or does not answer.
    """
    environment = {name: value for name, value in options["env"].items() if name not in variables(address)}
    reading, writing = os.pipe()
    os.close(writing)  # as jupyter_client has it: a kernel that reads its standard input sees the end
    defaults = {"stdin": reading, "stdout": 1, "stderr": 2}
    try:
        child = Child(
            address,
            "warm_kernels.forked_kernel:become_kernel",
            {"command": command},
            environment=environment,
            folder=str(Path(options.get("cwd") or ".").absolute()),
            descriptors=[descriptor_of(options.get(name), default) for name, default in defaults.items()],
            remove=remove,
        )
    except ConnectionError as error:
        raise NotForkedError(f"the warm process is gone: {error}") from error
    finally:
        os.close(reading)
    if reason := await reason_against_waiting(child):
        child.close()
        raise NotForkedError(reason)
    return child


async def reason_against_waiting(child: Child) -> str:
    """Empty once the child has been forked; otherwise why it will not be."""
    end = asyncio.get_running_loop().time() + IMPORT_SECONDS
    while child.pid is None:
        if child.poll() is not None:
            return "the warm process is gone: it ended before it forked"
        if child.refused:
            return child.refused
        if asyncio.get_running_loop().time() > end:
            return f"the warm process has not finished importing after {IMPORT_SECONDS} seconds"
        await asyncio.sleep(POLL_SECONDS)
    return ""


def descriptor_of(stream: Any, default: int) -> int:
    """The descriptor that an argument of ``Popen`` stands for."""
    if stream is None:
        return default
    return stream if isinstance(stream, int) else stream.fileno()
