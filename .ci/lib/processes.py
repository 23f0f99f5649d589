"""What the measurements ask of a process, and what the image gives it."""
import os
import pathlib
import re

DOCKERFILE = pathlib.Path(__file__).resolve().parents[2] / "inference-pod/Dockerfile"


def cpu(pid):
    """Seconds of CPU a process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    """Bytes a process has in memory."""
    return 1024 * int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


def malloc_of_the_image():
    """Its environment variables that say how glibc allocates."""
    environment = re.search(r"^ENV (.*)", DOCKERFILE.read_text(), re.M)[1]
    return dict(re.findall(r"\b((?:MALLOC|GLIBC)\w*)=(\S+)", environment))
