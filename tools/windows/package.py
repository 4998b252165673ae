"""`dev.py package`: payload, its check, installer, portable folder, update file."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import time
from pathlib import Path

from cusdesk.core.manifest import FILE_NAME, Manifest
from tools.environment import say
from tools.windows import check, installer, payload, portable
from tools.windows.places import BUILD, DIST, PackageError


def package(arguments: list[str]) -> int:
    """Make what an office PC gets, from what was last committed: installer and portable folder."""
    options = _parser().parse_args(arguments)
    try:
        if options.new_key:
            from tools.windows import update

            print(f'[[key]]\nname = "..."\npublic = "{update.new_key(options.new_key)}"')
            return 0
        return _make(options)
    except PackageError as error:
        say(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("dev.py package", description=package.__doc__)
    parser.add_argument("--out", type=Path, default=DIST, metavar="DIR", help="default: dist/")
    parser.add_argument("--payload-only", action="store_true", help="build and check, no installer")
    parser.add_argument("--quick", action="store_true", help="compress lightly, for trials")
    parser.add_argument("--sign", type=Path, metavar="KEY.pem", help="also make the update file")
    parser.add_argument("--notes", type=Path, metavar="FILE", help="its release notes, ten lines")
    parser.add_argument("--new-key", type=Path, metavar="KEY.pem", help="make a key and stop")
    return parser


def _make(options: argparse.Namespace) -> int:
    begun = time.perf_counter()
    program = BUILD / "payload"
    made = payload.build(program)
    _told("payload", program, begun, f"{len(made.files)} files, {made.size / 1e6:.1f} MB")
    found = check.findings(program)
    for line in found:
        say(line)
    if found:
        return 1
    say(f"check: {len(check.CHECKS)} kinds, nothing found")
    if options.payload_only:
        return 0
    results = _outputs(options, program, made)
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in results)
    (options.out / "SHA256SUMS").write_text(sums, encoding="ascii", newline="\n")
    for path in results:
        print(path)
    return 0


def _outputs(options: argparse.Namespace, program: Path, made: Manifest) -> list[Path]:
    """Write everything into the folder asked for; return the files."""
    out, name = options.out, f"cusdesk-{made.version}"
    out.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    quick = ["-DQUICK"] if options.quick else []
    setup = installer.compile_installer(program, made, out / f"{name}-setup.exe", *quick)
    _told("installer", setup, begun)
    begun = time.perf_counter()
    packed = portable.write_portable(program, made, out / f"{name}-przenosny.zip")
    _told("portable", packed, begun)
    listed = out / f"{name}.{FILE_NAME}"
    listed.write_bytes(made.to_bytes())
    results = [setup, packed, listed]
    if options.sign:
        results.append(_signed(options, made, setup))
    return results


def _signed(options: argparse.Namespace, made: Manifest, setup: Path) -> Path:
    """Write the update file with a key that this very program knows.

    Raises:
        PackageError: nobody could use the file.
    """
    from cusdesk.core.release_notes import releases
    from cusdesk.db.migrate import latest_version
    from tools.windows import update

    key = update.load_key(options.sign)
    if update.public_half(key) not in update.known_keys():
        message = f"the public half of {options.sign} does not stand in {update.KEYS.name}"
        raise PackageError(message)
    release = releases()[0]
    if options.notes is None and release.version != made.version:
        message = f"release_notes.toml begins with {release.version}: write its lines, or --notes"
        raise PackageError(message)
    notes = "".join(f"{line}\n" for line in release.lines).encode()
    if options.notes is not None:
        notes = options.notes.read_bytes()
    about = {
        "version": made.version,
        "schema": latest_version(),
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",  # noqa: TID251 (the day of the release)
    }
    contents = {"notes.txt": notes, "setup.exe": setup.read_bytes()}
    target = options.out / f"cusdesk-{made.version}.cusakt"
    return update.write_update(target, contents, about, key)


def _told(what: str, path: Path, begun: float, figures: str = "") -> None:
    """Say what was made, how large it is and how long it took."""
    figures = figures or f"{path.stat().st_size / 1e6:.1f} MB"
    say(f"{what}: {figures}, {time.perf_counter() - begun:.0f} s")
