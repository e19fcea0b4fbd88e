"""Keeping bytes in a folder, and in S3 as a server for tests has it: the same of both."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import uuid4

import boto3
import pytest

from app.core.storage import MissingError, Storage, _opened

PIECE = bytes(range(256)) * 256
"""64 KB, as a server hands the body of a request on."""
Listing = Callable[[], set[str]]


@contextmanager
def s3_server() -> Iterator[str]:
    """moto's server in a process of its own; its address."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stderr
            yield next(found[0] for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        finally:
            process.kill()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of S3."""
    with s3_server() as address:
        yield address


@pytest.fixture(params=["file", "s3"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Storage, Listing]:
    """A storage of either kind, and what lies in it."""
    if request.param == "file":
        folder = tmp_path / "some" / "files"
        return _opened(f"file://{folder}", ""), lambda: {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    address: str = request.getfixturevalue("endpoint")
    for name, value in {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-central-1"}.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=address, region_name="eu-central-1")
    bucket = f"files-{uuid4().hex}"
    client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return _opened(f"s3://{bucket}/some/files/", address), partial(_in_bucket, client, bucket)


def _in_bucket(client: object, bucket: str) -> set[str]:
    """What lies in a bucket, also uploads in parts that have not ended."""
    whole = client.list_objects_v2(Bucket=bucket).get("Contents", [])  # type: ignore[attr-defined]  # boto3 has no types
    parts = client.list_multipart_uploads(Bucket=bucket).get("Uploads", [])  # type: ignore[attr-defined]
    assert all(one["Key"].startswith("some/files/") for one in (*whole, *parts))
    return {one["Key"].removeprefix("some/files/") for one in (*whole, *parts)}


async def pieces(count: int, *, broken: bool = False) -> AsyncIterator[bytes]:
    """Some bytes, perhaps not all of them."""
    for _ in range(count):
        yield PIECE
    if broken:
        raise ConnectionResetError("in the middle")


@pytest.mark.parametrize("count", [1, 200])
async def test_given_bytes_when_written_then_they_are_read_as_they_were(kept: tuple[Storage, Listing], count: int) -> None:
    storage, listing = kept
    await storage.write("one", pieces(count))
    stored = await storage.read("one")
    assert stored.size == count * len(PIECE)
    assert b"".join([chunk async for chunk in stored.chunks]) == PIECE * count
    assert listing() == {"one"}


@pytest.mark.parametrize("count", [1, 200])
async def test_given_bytes_that_break_off_when_written_then_nothing_is_left_and_the_error_is_told(
    kept: tuple[Storage, Listing], count: int
) -> None:
    storage, listing = kept
    await storage.write("other", pieces(1))
    with pytest.raises(ConnectionResetError, match="in the middle"):
        await storage.write("one", pieces(count, broken=True))
    assert listing() == {"other"}
    with pytest.raises(MissingError):
        await storage.read("one")


async def test_given_bytes_when_removed_then_they_are_gone_and_it_can_be_said_twice(kept: tuple[Storage, Listing]) -> None:
    storage, listing = kept
    await storage.write("one", pieces(1))
    await storage.write("two", pieces(1))
    await storage.remove("one")
    await storage.remove("one")
    assert listing() == {"two"}
    with pytest.raises(MissingError):
        await storage.read("one")
