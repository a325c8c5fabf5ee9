"""Looks for texts that break a reader, for so many seconds: python scripts/fuzz.py LANGUAGE [SECONDS] [--atheris].

Prints each new kind of failure with the seed and the text, and every text that takes longer than SLOW. With `--atheris` the bytes are
chosen by coverage (pip install atheris); without, by random edits of the tests' cases.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.frontends.cases import TARGETS
from tests.frontends.fuzz import broken, seeds, try_text

SLOW = 5.0
"""CPU seconds that no text of 20,000 characters may take."""


def search(language: str, seconds: float) -> int:
    """How many different failures random edits bring about."""
    found: set[str] = set()
    end = time.monotonic() + seconds
    tried = 0
    seed = random.SystemRandom().randrange(2**32)
    while time.monotonic() < end:
        seed += 1
        tried += 1
        text = broken(random.Random(seed), language)
        started = time.process_time()
        try:
            try_text(text, language)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"
            if kind not in found:
                found.add(kind)
                print(f"{kind}: {str(error)[:200]}\nseed {seed}: {text!r}\n", flush=True)
        if time.process_time() - started > SLOW:
            print(f"slow ({time.process_time() - started:.1f} s), seed {seed}: {text[:2000]!r}\n", flush=True)
            found.add(f"slow {seed}")
    print(f"{language}: {tried:,} texts, {len(found)} kinds of failure")
    return len(found)


def search_by_coverage(language: str, seconds: float) -> None:
    """Let atheris choose the texts; it stops at the first failure."""
    import atheris

    atheris.instrument_all()
    folder = Path(f"/tmp/fuzz-{language}")
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(seeds(language)):
        (folder / str(number)).write_text(text, encoding="utf-8")

    def one(data: bytes) -> None:
        try_text(data.decode("utf-8", "replace"), language)

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={int(seconds)}", "-timeout=20", "-max_len=4000", str(folder)], one
    )
    atheris.Fuzz()


def main() -> None:
    """Run the search that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("language", choices=tuple(TARGETS))
    parser.add_argument("seconds", nargs="?", type=float, default=600.0)
    parser.add_argument("--atheris", action="store_true")
    given = parser.parse_args()
    if given.atheris:
        search_by_coverage(given.language, given.seconds)
    elif search(given.language, given.seconds):
        sys.exit(1)


if __name__ == "__main__":
    main()
