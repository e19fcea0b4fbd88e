"""Sealing for an owner: it opens for nobody else, with any of the keys, and says which key it was."""

from __future__ import annotations

import pytest

from app.core.crypto import Keys

TEXT = '{"password": "a horse that nobody sees"}'
OLD, NEW = "the older key of the tests, long enough", "the newer key of the tests, long enough"


def test_given_a_text_when_sealed_for_an_owner_then_it_opens_for_them_only() -> None:
    keys = Keys((OLD,))
    sealed = keys.seal_for("integration 1", TEXT)
    assert keys.unseal_for("integration 1", sealed) == TEXT
    assert "horse" not in sealed
    assert keys.seal_for("integration 1", TEXT) != sealed  # each time with another nonce
    with pytest.raises(ValueError, match="for somebody else"):
        keys.unseal_for("integration 2", sealed)


def test_given_a_newer_key_when_unsealed_then_the_older_still_opens_and_is_told_apart() -> None:
    sealed = Keys((OLD,)).seal_for("x", TEXT)
    both = Keys((NEW, OLD))
    assert both.unseal_for("x", sealed) == TEXT
    assert not both.sealed_by_newest(sealed)
    assert both.sealed_by_newest(both.seal_for("x", TEXT))
    with pytest.raises(ValueError, match="no key opens"):
        Keys((NEW,)).unseal_for("x", sealed)


@pytest.mark.parametrize("change", ["", "nonsense", "{kid}.", "{kid}.AAAA", "{kid}.AAAA{content}", "{kid}.ä"])
def test_given_what_was_never_sealed_when_unsealed_then_it_is_refused(change: str) -> None:
    keys = Keys((OLD,))
    kid, _, content = keys.seal_for("x", TEXT).partition(".")
    with pytest.raises(ValueError, match=r"no key opens|for somebody else"):
        keys.unseal_for("x", change.format(kid=kid, content=content))


def test_given_what_is_sealed_as_a_text_and_for_an_owner_then_the_keys_are_different_ones() -> None:
    keys = Keys((OLD,))
    with pytest.raises(ValueError, match="no key opens"):
        keys.unseal_for("x", keys.seal("a letter"))
