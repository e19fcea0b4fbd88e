"""What an operator may say, and what is refused before anything starts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.core.settings import Environment, LogFormat, SettingsError, Switch, WorkerPlace, read_settings

KEY = "k" * 32
NEEDED = {
    "USHER_ENV": "production",
    "USHER_SECRET_KEY": KEY,
    "USHER_PUBLIC_URL": "https://usher.example/",
    "USHER_SMTP_URL": "smtps://user:hunter2@mail.example",
    "USHER_DATABASE_URL": "postgres://usher:hunter2@db.example/usher",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where development keeps its key."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of a production server, complete."""
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_given_nothing_when_read_then_development_works_by_itself(folder: Path) -> None:
    settings = read_settings()

    assert (settings.env, settings.database_url, settings.public_url) == (
        Environment.DEVELOPMENT, "sqlite:///data/usher.db", "http://127.0.0.1:8000",
    )  # fmt: skip
    assert (settings.invitation_ttl, settings.resend_cooldown) == (timedelta(days=7), timedelta(seconds=60))
    assert (settings.worker, settings.rate_limits, settings.log_format) == (WorkerPlace.EMBEDDED, Switch.ON, LogFormat.CONSOLE)
    assert settings.link_url == settings.public_url
    assert settings.sqlite_path == Path("data/usher.db")
    assert (folder / "data/development.key").stat().st_mode & 0o777 == 0o600


def test_given_development_when_read_again_then_its_key_is_the_same_and_long_enough() -> None:
    assert read_settings().secret_key == read_settings().secret_key
    assert len(read_settings().secret_key[0]) >= 32


def test_given_all_that_production_needs_when_read_then_it_starts(production: pytest.MonkeyPatch) -> None:
    settings = read_settings()

    assert settings.production
    assert (settings.public_url, settings.link_url) == ("https://usher.example", "https://usher.example")
    assert (settings.log_format, settings.sqlite_path) == (LogFormat.JSON, None)


@pytest.mark.parametrize("name", sorted(NEEDED.keys() - {"USHER_ENV"}))
def test_given_production_without_one_of_them_when_read_then_it_is_named(production: pytest.MonkeyPatch, name: str) -> None:
    production.delenv(name)

    with pytest.raises(SettingsError, match=name):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("USHER_SECRET_KEY", "short"), ("USHER_SECRET_KEY", f"{KEY},short"), ("USHER_RATE_LIMITS", "off"),
        ("USHER_RATE_LIMITS", "maybe"), ("USHER_PORT", "0"), ("USHER_PROCESSES", "0"), ("USHER_PUBLIC_URL", "usher.example"),
        ("USHER_PUBLIC_URL", "https://usher.example/?a=b"), ("USHER_LINK_URL", "javascript:alert(1)"),
        ("USHER_PORTAL_URL", "ftp://x"), ("USHER_SMTP_URL", "mail.example"), ("USHER_DATABASE_URL", "mysql://x"),
        ("USHER_INVITATION_TTL", "a week"), ("USHER_ENV", "staging"), ("USHER_WORKER", "both"),
        ("USHER_STORAGE_URL", "/srv/files"), ("USHER_STORAGE_URL", "file://"), ("USHER_STORAGE_URL", "s3:///files"),
        ("USHER_STORAGE_URL", "gs://bucket"), ("USHER_STORAGE_ENDPOINT", "s3.example"), ("USHER_UPLOAD_LIMIT", "0"),
        ("USHER_UPLOAD_LIMIT", "2147483648"),
    ],
)  # fmt: skip
def test_given_a_setting_that_will_not_do_when_read_then_it_is_named(production: pytest.MonkeyPatch, name: str, value: str) -> None:
    production.setenv(name, value)

    with pytest.raises(SettingsError, match=name):
        read_settings()


def test_given_production_without_a_sender_when_read_then_it_is_of_the_public_host(production: pytest.MonkeyPatch) -> None:
    production.setenv("USHER_PUBLIC_URL", "https://usher.northwind.example:8443/somewhere")

    assert read_settings().mail_from == "Usher <usher@usher.northwind.example>"


def test_given_several_keys_when_read_then_the_first_is_the_newest(production: pytest.MonkeyPatch) -> None:
    production.setenv("USHER_SECRET_KEY", f" {'n' * 32} , {'o' * 32},")

    assert read_settings().secret_key == ("n" * 32, "o" * 32)


def test_given_durations_and_lists_when_read_then_as_iso_8601_and_by_commas(production: pytest.MonkeyPatch) -> None:
    production.setenv("USHER_INVITATION_TTL", "P3DT12H")
    production.setenv("USHER_CORS_ORIGINS", "https://a.example, https://b.example")

    settings = read_settings()

    assert settings.invitation_ttl == timedelta(days=3, hours=12)
    assert settings.cors_origins == ("https://a.example", "https://b.example")


def test_given_an_empty_variable_when_read_then_it_counts_as_not_given(production: pytest.MonkeyPatch) -> None:
    production.setenv("USHER_LINK_URL", "")

    assert read_settings().link_url == "https://usher.example"


def test_given_settings_when_printed_then_no_secret_is_in_it(production: pytest.MonkeyPatch) -> None:
    text = repr(read_settings()) + str(read_settings())

    assert "usher.example" in text
    assert KEY not in text
    assert "hunter2" not in text


def test_given_settings_when_somebody_changes_them_then_it_fails(production: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError):
        read_settings().port = 1


@pytest.mark.parametrize(
    ("database", "storage"),
    [
        ("sqlite:///data/usher.db", "file://data/files"), ("sqlite:////srv/usher/usher.db", "file:///srv/usher/files"),
        ("postgres://usher@db.example/usher", "file://data/files"),
    ],
)  # fmt: skip
def test_given_no_storage_when_read_then_files_lie_in_a_folder_beside_the_database(
    production: pytest.MonkeyPatch, database: str, storage: str
) -> None:
    production.setenv("USHER_DATABASE_URL", database)

    assert (read_settings().storage_url, read_settings().upload_limit) == (storage, 52_428_800)


def test_given_a_bucket_when_read_then_files_lie_there(production: pytest.MonkeyPatch) -> None:
    production.setenv("USHER_STORAGE_URL", "s3://bucket/some/files")
    production.setenv("USHER_STORAGE_ENDPOINT", "http://s3.example:9000")

    settings = read_settings()
    assert (settings.storage_url, settings.storage_endpoint) == ("s3://bucket/some/files", "http://s3.example:9000")
