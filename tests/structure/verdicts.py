"""What the tests of this folder share: the tree's files, and how they count and report."""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked():
    """Paths under the root, as git knows them; in a tree without git, all but build folders and dot-folders."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listing.returncode == 0 and listing.stdout:
        paths = [Path(os.fsdecode(name)) for name in listing.stdout.split(b"\0") if name]
        return sorted({path for path in paths if (ROOT / path).is_file()})
    paths = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders if f != ".git" and not f.startswith("build") and f != "__pycache__"]
        paths += [(Path(folder) / f).relative_to(ROOT) for f in files]
    return sorted(paths)


class Verdicts:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, claim, problems):
        """One test case: passed when `problems` is empty."""
        problems = list(problems)
        if not problems:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED: {claim}")
        for problem in problems[:25]:
            print(f"  {problem}")
        if len(problems) > 25:
            print(f"  … and {len(problems) - 25} more")

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)
