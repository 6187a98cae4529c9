"""What a person can put right, said in one line; only the standard library, for it also serves the set-up."""

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

ELSEWHERE = "or put the data elsewhere: VAR=/some/dir make demo"
MEGABYTE = 1024 * 1024


class Trouble(Exception):
    """Its text is the one line that is shown: what is wrong, and the way out."""


def told(main: Callable[[], int]) -> int:
    """Run `main`; a trouble becomes one line on standard error and exit code 1."""
    try:
        return main()
    except Trouble as trouble:
        sys.stdout.flush()
        print(f"mitenand: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the file system refuses at `path` into a trouble with a way out."""
    try:
        yield
    except OSError as error:
        raise Trouble(_meaning(error, path)) from error


def _meaning(error: OSError, path: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk that holds {path} is full. Free some space, {ELSEWHERE}"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{path} cannot be written ({error.strerror}). Give yourself the right to, {ELSEWHERE}"
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return f"{path} is not a folder. Move what is there, {ELSEWHERE}"
    return f"{path}: {error.strerror or error}. Put that right, {ELSEWHERE}"


def usable_folder(folder: Path, *, free_megabytes: int) -> Path:
    """`folder`, made when it is missing, writable, on a disk with `free_megabytes` to spare.

    Raises: Trouble.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as probe:  # without a name, so that two who probe at once do not meet
            probe.write(b"probe")
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < free_megabytes:
        raise Trouble(
            f"The disk that holds {folder} has {free} MB free and {free_megabytes} MB are needed. "
            f"Free some space, {ELSEWHERE}"
        )
    return folder
