"""A network for .ci/benchmark alone: a loopback on which senders do not pace themselves."""
import ctypes
import fcntl
import os
import pathlib
import socket
import struct

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)
SET_FLAGS, UP = 0x8914, 0x1  # netdevice(7)
CONTROL = pathlib.Path("/proc/sys/net/ipv4/tcp_congestion_control")


def own():
    """Moves this process, and all it starts from now on, onto it; says which network it has.

    Where a machine's connections have BBR, a client waits between the pieces of a request as long as BBR makes it wait: of a
    tensor of 602 KB, on a loopback, up to 25 ms. That is the client's doing and would be counted as the server's."""
    rights = 0 if os.geteuid() == 0 else NEW_USER
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK | rights):
        return f"the machine's, {CONTROL.read_text().strip()}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))
    try:
        CONTROL.write_text("reno")  # the one that every kernel has and allows
    except OSError:
        pass  # /proc/sys may be read-only: what it is is told
    return f"its own, {CONTROL.read_text().strip()}"
