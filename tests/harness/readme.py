"""README's shell commands."""

import re

from harness.stack import ROOT


def commands(heading):
    """Those under a heading, line by line as the shell reads them, without those of npm and node."""
    section = (ROOT / "README.md").read_text().split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", section, re.S)).replace("\\\n", "").splitlines()
    return [line for line in lines if line and not line.startswith("npm ") and "node " not in line]
