import asyncio
import threading
import time
import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.auth import passwords
from app.core.errors import Code, UserErrors

GOOD = "correct horse battery staple"
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def codes(password: str, *about: str) -> list[tuple[Code, tuple[str, ...] | None]]:
    try:
        passwords.check(password, "input", "password", about=about)
    except UserErrors as refused:
        return [(error.code, error.path) for error in refused.errors]
    return []


# What a new one must be


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", Code.WEAK_PASSWORD),
        ("x7#kQ9-pL2!", Code.WEAK_PASSWORD),
        ("x7#kQ9-pL2e\u0301", Code.WEAK_PASSWORD),  # eleven letters, in twelve code points
        ("password1234", Code.WEAK_PASSWORD),
        ("ada@northwind.example", Code.WEAK_PASSWORD),
        (GOOD + "x" * 1000, Code.TOO_LONG),
        (GOOD + "e\u0301" * 5000, Code.TOO_LONG),
        (GOOD + "\ud800", Code.INVALID),
    ],
)
def test_given_a_password_that_will_not_do_when_checked_then_it_is_refused_at_its_path(password: str, code: Code) -> None:
    assert codes(GOOD, "ada@northwind.example") == []
    assert codes(password, "ada@northwind.example") == [(code, ("input", "password"))]


def test_given_letters_typed_as_two_when_counted_then_each_is_one() -> None:
    eleven, twelve = (unicodedata.normalize("NFD", word) for word in ("äöü-Ñandú-x", "äöüß-Ñandú-x"))
    assert (len(eleven), len(twelve)) == (16, 17)
    assert codes(eleven) == [(Code.WEAK_PASSWORD, ("input", "password"))]
    assert codes(twelve) == []


def test_given_a_thousand_characters_when_checked_then_they_are_allowed() -> None:
    text = "".join(chr(0x4E00 + 7 * n) for n in range(1000))
    assert codes(text) == []
    assert codes(text + "x") == [(Code.TOO_LONG, ("input", "password"))]


def test_given_a_long_run_of_accents_when_checked_then_it_takes_no_time() -> None:
    begun = time.perf_counter()
    assert codes("a" + "\u0301\u0316" * 100_000) == [(Code.TOO_LONG, ("input", "password"))]
    assert time.perf_counter() - begun < 1


def test_given_a_refusal_when_it_is_told_then_the_password_is_not_in_it() -> None:
    for password in ("hunter2-x", "password1234", "ada@northwind.example"):
        with pytest.raises(UserErrors) as refused:
            passwords.check(password, about=["ada@northwind.example"])
        assert password not in str(refused.value)


# Hashes


async def test_given_a_hash_when_looked_at_then_it_is_argon2id_and_salted() -> None:
    first, second = await passwords.hash_of(GOOD), await passwords.hash_of(GOOD)
    assert first.startswith("$argon2id$v=19$")
    assert first != second
    assert len(first) <= 200


def test_given_the_real_hasher_when_asked_then_it_costs_what_the_rfc_recommends() -> None:
    real = PasswordHasher()
    assert (real.memory_cost, real.time_cost, real.type.name) == (64 * 1024, 3, "ID")


@SLOW
@given(st.text(min_size=1, max_size=60))
async def test_given_any_password_when_verified_then_every_spelling_of_it_in_unicode_is_the_same(password: str) -> None:
    hashed = await passwords.hash_of(password)
    for form in ("NFC", "NFD"):
        assert await passwords.verify(unicodedata.normalize(form, password), hashed)


@SLOW
@given(st.text(max_size=40), st.text(max_size=40))
async def test_given_two_passwords_when_verified_then_only_one_and_the_same_fits(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert await passwords.verify(other, await passwords.hash_of(one)) is same


@pytest.mark.parametrize("other", [GOOD.upper(), f" {GOOD}", f"{GOOD} ", GOOD.replace("o", "\uff4f"), ""])
async def test_given_case_spaces_and_width_when_verified_then_they_matter(other: str) -> None:
    hashed = await passwords.hash_of(GOOD)
    assert await passwords.verify(GOOD, hashed)
    assert not await passwords.verify(other, hashed)


@pytest.mark.parametrize("hashed", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
async def test_given_no_hash_when_verified_then_no(hashed: str | None) -> None:
    assert not await passwords.verify(GOOD, hashed)


async def test_given_more_than_a_thousand_characters_when_verified_then_no_and_nothing_breaks() -> None:
    hashed = await passwords.hash_of("")
    assert not await passwords.verify("x" * 1001, hashed)
    assert not await passwords.verify("\ud800", hashed)


async def test_given_nobody_when_verified_then_as_much_is_hashed_as_for_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting()
    monkeypatch.setattr(passwords, "hasher", counting)
    hashed = await passwords.hash_of(GOOD)
    await passwords.verify(GOOD, hashed)  # makes the decoy
    counting.work.clear()
    for password, of in ((GOOD, hashed), ("wrong", hashed), (GOOD, None), ("x" * 2000, hashed)):
        await passwords.verify(password, of)
        assert counting.work.pop() == "verify"
        assert not counting.work


async def test_given_other_parameters_when_asked_then_the_hash_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    old = await passwords.hash_of(GOOD)
    assert not passwords.outdated(old)
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert passwords.outdated(old)
    assert await passwords.verify(GOOD, old)


async def test_given_a_burst_when_hashed_then_few_at_once_and_none_on_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Watching()
    monkeypatch.setattr(passwords, "hasher", watching)
    await asyncio.gather(*(passwords.hash_of(GOOD) for _ in range(40)))
    assert 1 <= watching.most <= 4
    assert threading.current_thread() not in watching.threads


class Counting(PasswordHasher):
    """Says what was hashed."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        object.__setattr__(self, "work", [])

    work: list[str]

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002  # its names
        self.work.append("verify")
        return super().verify(hash, password)


class Watching(PasswordHasher):
    """Says how many hashes were made at once."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=1024, parallelism=1)
        self.lock, self.now, self.most, self.threads = threading.Lock(), 0, 0, set[threading.Thread]()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        with self.lock:
            self.now += 1
            self.threads.add(threading.current_thread())
            self.most = max(self.most, self.now)
        try:
            return super().hash(password, salt=salt)
        finally:
            with self.lock:
                self.now -= 1
