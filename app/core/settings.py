"""Settings: what an operator may say, read once from the environment, checked before anything starts."""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SECRET_KEY_LENGTH = 32
DEVELOPMENT_DATABASE = "sqlite:///data/usher.db"


class Environment(StrEnum):
    """Development is convenient; production refuses to start without its secrets."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Switch(StrEnum):
    """A thing that is on or off."""

    ON = "on"
    OFF = "off"


class WorkerPlace(StrEnum):
    """Where mails are sent from: inside `serve`, or only by `worker` processes."""

    EMBEDDED = "embedded"
    NONE = "none"


class LogFormat(StrEnum):
    """One JSON line an event, or lines for people."""

    JSON = "json"
    CONSOLE = "console"


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it."""


class Settings(BaseSettings):
    """All settings. Every field `x` is the environment variable `USHER_X`."""

    model_config = SettingsConfigDict(env_prefix="USHER_", frozen=True, extra="ignore", env_ignore_empty=True)

    env: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    processes: int = Field(1, ge=1, le=64)
    # Whatever may hold a password stays out of `repr`, and so out of logs.
    database_url: str = Field("", repr=False)
    smtp_url: str = Field("", repr=False)
    mail_from: str = ""
    public_url: str = ""
    link_url: str = ""
    portal_url: str = ""
    secret_key: Annotated[tuple[str, ...], NoDecode] = Field((), repr=False)
    invitation_ttl: timedelta = timedelta(days=7)
    resend_cooldown: timedelta = timedelta(seconds=60)
    reminder_cooldown: timedelta = timedelta(days=1)
    comment_digest: timedelta = timedelta(minutes=10)
    inactive_after: timedelta = timedelta(days=5)
    rate_limits: Switch = Switch.ON
    worker: WorkerPlace = WorkerPlace.EMBEDDED
    open_registration: bool = False
    allow_private_addresses: bool = False
    log_format: LogFormat | None = None
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    mail_budget_recipient_hour: int = Field(5, ge=1)
    mail_budget_inviter_day: int = Field(500, ge=1)
    mail_budget_tenant_day: int = Field(2000, ge=1)
    storage_url: str = ""
    storage_endpoint: str = ""
    upload_limit: int = Field(50 * 1024 * 1024, ge=1, le=2**31 - 1)

    @model_validator(mode="before")
    @classmethod
    def _split(cls, values: dict[str, object]) -> dict[str, object]:
        for name in ("secret_key", "cors_origins"):
            if isinstance(text := values.get(name), str):
                values[name] = tuple(part.strip() for part in text.split(",") if part.strip())
        return values

    @model_validator(mode="after")
    def _complete(self) -> Settings:
        if self.production:
            self._require_production()
        else:
            self._fill_development()
        for name in ("public_url", "link_url", "portal_url"):
            if url := getattr(self, name):
                parts = urlsplit(url)
                if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
                    raise ValueError(f"USHER_{name.upper()} must be an http or https address without query")
                object.__setattr__(self, name, url.rstrip("/"))
        if not self.link_url:
            object.__setattr__(self, "link_url", self.public_url)
        if not self.mail_from:
            host = urlsplit(self.public_url).hostname if self.production else "localhost"
            object.__setattr__(self, "mail_from", f"Usher <usher@{host}>")
        if not self.database_url.startswith(("sqlite:///", "postgres://", "postgresql://")):
            raise ValueError("USHER_DATABASE_URL must begin with sqlite:/// or postgres://")
        if self.smtp_url and urlsplit(self.smtp_url).scheme not in ("smtp", "smtps", "smtp+starttls"):
            raise ValueError("USHER_SMTP_URL must begin with smtp://, smtps:// or smtp+starttls://")
        if self.log_format is None:
            object.__setattr__(self, "log_format", LogFormat.JSON if self.production else LogFormat.CONSOLE)
        return self

    @model_validator(mode="after")
    def _check_processes(self) -> Settings:
        if self.processes > 1 and self.sqlite_path:  # there they would wait for one another, and in the end in vain
            raise ValueError("USHER_PROCESSES above 1 needs PostgreSQL")
        return self

    @model_validator(mode="after")
    def _check_storage(self) -> Settings:
        if not self.storage_url:
            folder = self.sqlite_path.parent if self.sqlite_path else Path(DEVELOPMENT_DATABASE.removeprefix("sqlite:///")).parent
            object.__setattr__(self, "storage_url", f"file://{folder / 'files'}")
        kind, _, place = self.storage_url.partition("://")
        if kind not in ("file", "s3") or not place or (kind == "s3" and place.startswith("/")):
            raise ValueError("USHER_STORAGE_URL must be file:// and a folder, or s3:// and a bucket")
        if self.storage_endpoint and urlsplit(self.storage_endpoint).scheme not in ("http", "https"):
            raise ValueError("USHER_STORAGE_ENDPOINT must be an http or https address")
        return self

    def _require_production(self) -> None:
        needed = ("secret_key", "public_url", "smtp_url", "database_url")
        if missing := [f"USHER_{name.upper()}" for name in needed if not getattr(self, name)]:
            raise ValueError(f"production needs {', '.join(missing)}")
        if any(len(key) < SECRET_KEY_LENGTH for key in self.secret_key):
            raise ValueError(f"USHER_SECRET_KEY must have at least {SECRET_KEY_LENGTH} characters in each key")
        if self.rate_limits is Switch.OFF:
            raise ValueError("USHER_RATE_LIMITS=off is for development only")

    def _fill_development(self) -> None:
        if not self.database_url:
            object.__setattr__(self, "database_url", DEVELOPMENT_DATABASE)
        if not self.public_url:
            object.__setattr__(self, "public_url", f"http://{self.host}:{self.port}")
        if not self.secret_key:
            object.__setattr__(self, "secret_key", (_development_key(self.database_url),))

    @property
    def production(self) -> bool:
        """Whether this is a production installation."""
        return self.env is Environment.PRODUCTION

    @property
    def sqlite_path(self) -> Path | None:
        """The database file; None on PostgreSQL."""
        if not self.mail_from:
            host = urlsplit(self.public_url).hostname if self.production else "localhost"
            object.__setattr__(self, "mail_from", f"Usher <usher@{host}>")
        if not self.database_url.startswith("sqlite:///"):
            return None
        return Path(self.database_url.removeprefix("sqlite:///").partition("?")[0])


def read_settings(**given: object) -> Settings:
    """Read the environment; whatever is given by name goes before it. Raises SettingsError."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # the values are checked by the model itself
    except ValidationError as problems:
        raise SettingsError("; ".join(_sentence(problem) for problem in problems.errors())) from None


def _sentence(problem: object) -> str:
    error = dict(problem)  # type: ignore[call-overload]  # a TypedDict of pydantic
    place = "_".join(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"USHER_{place.upper()}: {message}" if place else message


def _development_key(database_url: str) -> str:
    """A key of its own for each development database, kept beside it so that sessions outlive a restart."""
    folder = Path("data")
    if database_url.startswith("sqlite:///"):
        folder = Path(database_url.removeprefix("sqlite:///").partition("?")[0]).parent
    file = folder / "development.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x") as out:
                file.chmod(0o600)
                out.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process was first
            pass
    return file.read_text().strip()
