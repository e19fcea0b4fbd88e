from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.auth import tokens
from app.core.crypto import Keys
from app.core.errors import Refusal, Refused
from app.core.kept import Kept
from app.core.runtime import Runtime, now
from tests.conftest import SECRET_KEY

CLAIMS = tokens.Claims(uuid4(), uuid4(), uuid4())
Change = dict[str, Any]


def forged(runtime: Runtime, *, key: Any = None, algorithm: str = "EdDSA", header: Change | None = None, **changed: Any) -> str:
    """A token as ours, but for what is changed; a change to None leaves the claim out."""
    ours = runtime.keys.signing[0]
    at = int(now().timestamp())
    payload = {
        "iss": runtime.settings.public_url, "aud": "usher", "iat": at, "exp": at + 600,
        "sub": str(CLAIMS.user_id), "sid": str(CLAIMS.session_id), "tid": str(CLAIMS.tenant_id),
    } | changed  # fmt: skip
    claims = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(claims, key or ours.private, algorithm=algorithm, headers={"typ": "at+jwt", "kid": ours.kid} | (header or {}))


def refused(token: str) -> bool:
    try:
        tokens.verify(token)
    except Refused as refusal:
        return refusal.code is Refusal.UNAUTHENTICATED
    return False


@pytest.mark.parametrize("claims", [CLAIMS, tokens.Claims(uuid4(), uuid4(), None)])
async def test_given_a_token_of_ours_when_verified_then_it_says_what_it_was_given_out_for(runtime: Runtime, claims: tokens.Claims) -> None:
    token, ends = tokens.issue(claims)
    assert tokens.verify(token) == claims
    assert ends == now() + timedelta(minutes=10)


async def test_given_a_token_when_read_then_it_has_the_claims_of_rfc_9068_and_no_address(runtime: Runtime) -> None:
    token, ends = tokens.issue(CLAIMS)
    header, said = jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})
    assert header == {"alg": "EdDSA", "typ": "at+jwt", "kid": runtime.keys.signing[0].kid}
    assert said == {
        "iss": runtime.settings.public_url, "aud": "usher", "iat": int(now().timestamp()), "exp": int(ends.timestamp()),
        "sub": str(CLAIMS.user_id), "sid": str(CLAIMS.session_id), "tid": str(CLAIMS.tenant_id),
    }  # fmt: skip


async def test_given_an_acting_session_when_its_token_is_read_then_it_says_on_whose_behalf_and_who_acts(runtime: Runtime) -> None:
    claims = tokens.Claims(uuid4(), uuid4(), uuid4(), uuid4())
    token, ends = tokens.issue(claims, lasts=timedelta(minutes=42))
    assert ends == now() + timedelta(minutes=42)
    assert tokens.verify(token) == claims
    said = jwt.decode(token, options={"verify_signature": False})
    assert (said["sub"], said["tid"]) == (str(claims.tenant_id), str(claims.tenant_id))
    assert said["act"] == {"sub": str(claims.user_id), "tid": str(claims.partner_id), "sid": str(claims.session_id)}
    runtime.clock.advance(timedelta(minutes=42))
    assert refused(token)


async def test_given_an_actor_that_is_not_whole_when_verified_then_the_token_is_refused(runtime: Runtime) -> None:
    whole = {"sub": str(uuid4()), "tid": str(uuid4()), "sid": str(uuid4())}
    assert not refused(forged(runtime, act=whole))
    wrong: list[Any] = [{}, [], "x", 0, whole | {"sub": "x"}, whole | {"tid": None}, {"sub": whole["sub"], "sid": whole["sid"]}]
    for act in wrong:
        assert refused(forged(runtime, act=act)), act


async def test_given_ten_minutes_when_they_are_over_by_the_clock_then_the_token_is_refused(runtime: Runtime) -> None:
    token, _ = tokens.issue(CLAIMS)
    runtime.clock.advance(timedelta(minutes=10) - timedelta(milliseconds=1))
    assert tokens.verify(token) == CLAIMS
    runtime.clock.advance(timedelta(milliseconds=1))
    assert refused(token)


async def test_given_a_token_that_is_not_ours_when_verified_then_it_is_refused(runtime: Runtime) -> None:
    assert tokens.verify(forged(runtime)) == CLAIMS
    stranger = Ed25519PrivateKey.generate()
    public = runtime.keys.signing[0].public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    at = int(now().timestamp())
    bad = {
        "another key": forged(runtime, key=stranger),
        "an unknown kid": forged(runtime, header={"kid": "0" * 16}),
        "an empty kid": forged(runtime, header={"kid": ""}),
        "an id token": forged(runtime, header={"typ": "JWT"}),
        "no type": forged(runtime, header={"typ": None}),
        "the public key as a secret": forged(runtime, key=public, algorithm="HS256"),
        "another issuer": forged(runtime, iss="https://elsewhere.example"),
        "another audience": forged(runtime, aud="others"),
        "no end": forged(runtime, exp=None),
        "an end that is no number": forged(runtime, exp="soon"),
        "ended": forged(runtime, exp=at),
        "no session": forged(runtime, sid=None),
        "a session that is no id": forged(runtime, sid="x"),
        "a session that is a number": forged(runtime, sid=7),
        "no person": forged(runtime, sub=None),
        "a person that is no id": forged(runtime, sub="ada"),
        "a tenant that is no id": forged(runtime, tid=[]),
        "no signature": forged(runtime).rpartition(".")[0] + ".",
        "not signed at all": jwt.encode({"sub": "x"}, "", algorithm="none", headers={"typ": "at+jwt", "kid": runtime.keys.signing[0].kid}),
        "nothing": "",
        "words": "not a token",
        "dots": "..",
        "not ASCII": "é.é.é",
    }
    assert [name for name, token in bad.items() if not refused(token)] == []


async def test_given_a_token_with_a_changed_letter_when_verified_then_it_is_refused(runtime: Runtime) -> None:
    token, _ = tokens.issue(CLAIMS)
    header, payload, signature = token.split(".")
    other = "A" if payload[10] != "A" else "B"
    assert refused(f"{header}.{payload[:10]}{other}{payload[11:]}.{signature}")


async def test_given_a_new_key_when_it_is_put_first_then_older_tokens_hold_until_their_key_is_taken_away(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_token, _ = tokens.issue(CLAIMS)
    old, new = SECRET_KEY, "a newer key of the tests, of more than 32 characters"

    def rotate(*keys: str) -> None:
        monkeypatch.setitem(vars(runtime.keys), "signing", Keys(keys).signing)
        monkeypatch.setitem(vars(runtime), "tokens", Kept(9, 9))  # settings change by a restart

    rotate(new, old)
    new_token, _ = tokens.issue(CLAIMS)
    assert tokens.verify(old_token) == tokens.verify(new_token) == CLAIMS
    assert jwt.get_unverified_header(new_token)["kid"] == Keys((new,)).signing[0].kid
    rotate(new)
    assert refused(old_token)
    assert tokens.verify(new_token) == CLAIMS


async def test_given_the_published_keys_when_used_by_a_stranger_then_they_verify_and_hold_no_secret(runtime: Runtime) -> None:
    token, _ = tokens.issue(CLAIMS)
    published = tokens.jwks()
    assert [set(key) for key in published["keys"]] == [{"kty", "crv", "x", "kid", "use", "alg"}]
    key = jwt.PyJWKSet.from_dict(published)[jwt.get_unverified_header(token)["kid"]]
    said = jwt.decode(token, key.key, algorithms=["EdDSA"], audience="usher", options={"verify_exp": False})
    assert UUID(said["sub"]) == CLAIMS.user_id
