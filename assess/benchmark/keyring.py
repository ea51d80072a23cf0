"""The keys of an instance and those it trusts, in files that only its owner can read.

The signing key and the group key are made when they are first needed, whole or not at all; neither is ever changed, nor made
a second time. `<data>/keys/` holds them, and belongs to the back-up: with another group key a group would get a second vote,
and editions could not be compared with those before. Beside that folder stands which key of a kind is the one
(`<data>/keys.group.key.id`), so that a lost one is missed, and never replaced in silence.
"""

from __future__ import annotations

import os
import re
import secrets
import uuid
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ..errors import AssessError, Conflict, NotFound
from ..learnt import learnt
from .signature import check_public, public_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIGNING, GROUP, TRUSTED = "signing.key", "group.key", "trusted.json"
SECRET = re.compile(r"[0-9a-f]{64}")
PLACE = "trusted keys"


class Trusted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An instance whose contributions and editions are taken: a name of our choice, and its public key."""

    name: str
    key: str


class LostKey(AssessError):
    """A key that this instance had is not here, or another one is in its place; a new one would do harm in silence."""

    status = 503
    code = "lost-key"


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key that this instance signs with (PEM, PKCS 8, no passphrase)."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    def make() -> bytes:
        return Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    path = folder / SIGNING
    content = _obtain(path, make)
    try:
        key = serialization.load_pem_private_key(content, password=None)
    except ValueError as error:
        raise unreadable(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise unreadable(path)
    _hold(path, content)
    return key


def own_key(folder: Path) -> str:
    """The public half of the signing key; "" if there is none yet."""
    return public_of(signing_key(folder)) if (folder / SIGNING).exists() else ""


def group_key(folder: Path) -> bytes:
    """The 32 bytes that groups are marked with (`assess.benchmark.mark`)."""
    path = folder / GROUP
    content = _obtain(path, lambda: f"{secrets.token_hex(32)}\n".encode())
    text = content.decode(errors="replace").strip()
    if not SECRET.fullmatch(text):
        raise unreadable(path)
    _hold(path, content)
    return bytes.fromhex(text)


def noise_key(folder: Path) -> bytes:
    """The 32 bytes that noise is made from (`assess.benchmark.privacy`), derived from the signing key (HKDF, RFC 5869).

    Not from the group key, which a federation has in common: its members could take the noise out again.
    """
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    secret = signing_key(folder).private_bytes_raw()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"assess noise").derive(secret)


def group_key_id(folder: Path) -> str:
    """What tells one group key from another and may be known to anybody; "" if there is none yet."""
    return identify(group_key(folder)) if (folder / GROUP).exists() else ""


def identify(key: bytes) -> str:
    """The id of a group key: 16 digits of a hash, which 256 random bits cannot be guessed from."""
    return sha256(b"assess group key\n" + key).hexdigest()[:16]


def check_keys(folder: Path) -> None:
    """Raise `LostKey` if a key that was made once is not here, or another one is in its place."""
    for name in (SIGNING, GROUP):
        path = folder / name
        noted = _noted(path)
        if noted and (not path.exists() or _digest(path.read_bytes()) != noted):
            raise _lost(path)


def is_new(folder: Path) -> bool:
    """Whether this instance has not made a key of its own yet."""
    return not any((folder / name).exists() or _noted(folder / name) for name in (SIGNING, GROUP))


def adopt(folder: Path, text: str) -> str:
    """Take the group key that a federation has in common; its id.

    Raises `Conflict` if there is another one already, as groups may be marked with it, and `AssessError` for what is
    no group key.
    """
    given = text.strip().lower()
    if not SECRET.fullmatch(given):
        raise AssessError(
            "This is no group key.",
            where="group key",
            remedy="Take what `assess contribute key show --reveal` prints on another instance.",
        )
    wanted = bytes.fromhex(given)
    if _obtain(folder / GROUP, lambda: f"{given}\n".encode()) and group_key(folder) != wanted:
        raise Conflict(
            "This instance has another group key, and groups may be marked with it already.",
            where=str(folder / GROUP),
            remedy="A federation needs a new instance here: with another data folder adopt the common key first, then "
            "import the contributions again. Marks cannot be changed afterwards, as nobody knows whose they are.",
        )
    return identify(wanted)


def trusted(folder: Path) -> tuple[Trusted, ...]:
    """The trust list, by name; empty where there is none."""
    path = folder / TRUSTED
    if not path.is_file():
        return ()
    try:
        return tuple(msgspec.json.decode(path.read_bytes(), type=learnt(list[Trusted])))
    except msgspec.MsgspecError as error:
        raise unreadable(path) from error


def trust(folder: Path, name: str, key: str) -> Trusted:
    """Put an instance's public key on the trust list; `Conflict` if the name or the key is on it."""
    added = Trusted(name=name.strip(), key=check_public(key))
    known = trusted(folder)
    if not added.name:
        raise AssessError("An instance needs a name.", where=PLACE)
    for each in known:
        if added.name == each.name or added.key == each.key:
            raise Conflict(
                f"{each.name} is on the list already, with the key {each.key}.",
                where=PLACE,
                remedy=f"Take it off first: assess contribute trust remove {each.name}",
            )
    _replace(folder / TRUSTED, sorted((*known, added), key=lambda each: each.name))
    return added


def distrust(folder: Path, name: str) -> None:
    """Take an instance off the trust list; `NotFound` if it is not on it."""
    known = trusted(folder)
    left = [each for each in known if each.name != name]
    if len(left) == len(known):
        raise NotFound(f"{name} is not on the list.", where=PLACE, remedy="See: assess contribute trust list")
    _replace(folder / TRUSTED, left)


def write_secret(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, whole or not at all."""
    _part(path, content).replace(path)


def _obtain(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a secret file; made first if there never was one. Of two who make it, the second reads the first's.

    Raises `LostKey` if there was one that is not here now, unless what is made is the very same.
    """
    if not path.exists():
        part = _part(path, content := make())
        try:
            if _noted(path) not in ("", _digest(content)) and not path.exists():  # noted after it is there
                raise _lost(path)
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    if path.stat().st_mode & 0o077:
        raise AssessError(
            "Others on this machine can read this key.", where=str(path), remedy=f"Run: chmod 600 {path}"
        )
    return path.read_bytes()


def _hold(path: Path, content: bytes) -> None:
    """Note which key it is that an instance has, once it is known to be one; `LostKey` if it had another."""
    if not _noted(path):
        write_secret(_note(path), f"{_digest(content)}\n".encode())
    elif _noted(path) != _digest(content):
        raise _lost(path)


def _note(path: Path) -> Path:
    """Where it stands which key of a kind an instance has: beside the folder of the keys, to outlive it."""
    return path.parent.with_name(f"{path.parent.name}.{path.name}.id")


def _noted(path: Path) -> str:
    """The digest of the key that an instance has, "" if it never had one."""
    note = _note(path)
    return note.read_text(encoding="ascii", errors="replace").strip() if note.is_file() else ""


def _digest(content: bytes) -> str:
    return sha256(b"assess key\n" + content.strip()).hexdigest()[:16]


def _lost(path: Path) -> LostKey:
    what = "The group key" if path.name == GROUP else "The signing key"
    return LostKey(
        f"{what} is missing, or is not the one that this instance has always had.",
        where=str(path),
        remedy="Put it back from a back-up of the data folder. If there is none, see the documentation for operators: a "
        "lost key.",
    )


def _replace(path: Path, known: list[Trusted]) -> None:
    write_secret(path, msgspec.json.format(msgspec.json.encode(known), indent=2) + b"\n")


def _part(path: Path, content: bytes) -> Path:
    """The content in a file beside `path`, synced, for its owner alone."""
    for folder in (
        path.parent.parent,
        path.parent,
    ):  # of the parents that it makes, mkdir would let all others in
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return part


def unreadable(path: Path) -> AssessError:
    """A file of keys that is not what this program wrote."""
    return AssessError(
        "This file of keys cannot be read.", where=str(path), remedy="Put it back from a back-up."
    )
