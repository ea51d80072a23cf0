"""What an operator decides, read from the environment once, at the edge. Nothing below the edges reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from .errors import AssessError
from .resource import resource


class Settings(Struct, frozen=True, kw_only=True):
    """Every setting, each read from the variable ASSESS_<NAME>.

    `data` holds the database, editions and caches; `questionnaires` the questionnaire files; `host` and `port` are
    where the server listens; `url` is the address people reach it at (for links in API answers).
    """

    data: Path
    questionnaires: Path
    host: str = "127.0.0.1"
    port: int = 8000
    url: str = ""

    @property
    def database(self) -> Path:
        return self.data / "assess.duckdb"

    @property
    def editions(self) -> Path:
        """What was released; the only editions that a comparison is made with."""
        return self.data / "editions"

    @property
    def candidates(self) -> Path:
        """Editions that were built and not released."""
        return self.data / "candidates"

    @property
    def votes(self) -> Path:
        """What editions were counted from: secret, and needed for the next one."""
        return self.data / "votes"

    @property
    def keys(self) -> Path:
        """The keys of this instance and those it trusts; secret, and as precious as the database."""
        return self.data / "keys"

    @property
    def archive(self) -> Path:
        """Every version of a questionnaire that was served; as precious as the database."""
        return self.data / "questionnaires"

    @property
    def cache(self) -> Path:
        """What can be made again: drawn charts, built sites. Safe to delete."""
        return self.data / "cache"

    @property
    def public_url(self) -> str:
        """The address in links, without a slash at the end."""
        return (self.url or self.local_url).rstrip("/")

    @property
    def local_url(self) -> str:
        """Where this machine reaches the server: a server that listens everywhere also listens on loopback."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force; `AssessError` names a variable that does not fit."""
    port = environment.get("ASSESS_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise AssessError(
            f"`{port}` is no port.", where="ASSESS_PORT", remedy="Use a number from 1 to 65535."
        )
    return Settings(
        data=Path(environment.get("ASSESS_DATA", "assess-data")),
        questionnaires=Path(environment["ASSESS_QUESTIONNAIRES"])
        if "ASSESS_QUESTIONNAIRES" in environment
        else resource("questionnaires"),
        host=environment.get("ASSESS_HOST", "127.0.0.1"),
        port=int(port),
        url=environment.get("ASSESS_URL", ""),
    )
