"""Holds everything that is installed against the known advisories; fails for one that is not in `IGNORED`.

Where the advisories are out of reach (no internet, a mirror that has none), one sentence says so and nothing fails.
"""

import json
import subprocess
import sys
import tempfile
import urllib.request
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

IGNORED: dict[str, str] = {}
"""Advisories that do not reach the lab: their id, and why not. Each goes when the pin moves past it."""

INDEX = "https://pypi.org/pypi/{name}/{version}/json"
"""What pip-audit asks for each package. A mirror often serves the packages and not this."""
PATIENCE = 5
"""Seconds for one answer."""
LONGEST = 180
"""Seconds for all of them."""


def main() -> int:
    """1 where an advisory holds for what is installed, else 0."""
    if not _at_hand():
        return _skipped("pypi.org tells no advisories from here")
    try:
        told = _audit()
    except subprocess.TimeoutExpired:
        return _skipped(f"they took more than {LONGEST} s")
    if told is None:
        return _skipped("pip-audit could not ask for all packages")
    found = [(package, advisory) for package in told for advisory in package.get("vulns", ())]
    for package, advisory in found:
        fixed = ", ".join(advisory["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {advisory['id']}; mended in {fixed}.")
    if found:
        print("Move the pin in requirements*.txt, or add the id to IGNORED in .ci/audit.py with the reason.")
    asked = sum("skip_reason" not in package for package in told)
    print(f"Advisories: {asked} of {len(told)} packages checked, {len(found)} found, {len(IGNORED)} ignored.")
    return int(bool(found))


def _at_hand() -> bool:
    address = INDEX.format(name="pip", version=version("pip"))
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return "vulnerabilities" in json.load(answer)
    except (OSError, ValueError):  # no network, a refusal, or a page that is no JSON
        return False


def _audit() -> list[Any] | None:
    """What pip-audit tells of each package; None where it had to give up. Exit 1 alone says nothing: it means both."""
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "installed.txt"
        pins.write_text("\n".join(sorted(_pins())), encoding="utf-8")
        ignored = [part for advisory in IGNORED for part in ("--ignore-vuln", advisory)]
        how = [
            "--no-deps",
            "--disable-pip",
            "--format",
            "json",
            "--progress-spinner",
            "off",
            "--timeout",
            str(PATIENCE),
        ]
        command = [sys.executable, "-m", "pip_audit", "-r", str(pins), *how, *ignored]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    try:
        return list(json.loads(done.stdout)["dependencies"])
    except (ValueError, KeyError):
        return None


def _pins() -> set[str]:
    """`name==version` of all that is installed; a build's own part (`+cpu`) is left out, as no index knows it."""
    return {f"{each.name}=={each.version.split('+')[0]}" for each in distributions()}


def _skipped(why: str) -> int:
    print(f"Advisories not checked: {why}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
