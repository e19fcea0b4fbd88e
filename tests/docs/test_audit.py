"""What the guide to the audit log promises beyond its examples: what the two commands print, on the demo."""

from __future__ import annotations

import json

import pytest

from app.services import audit_sealing, audit_verifying, erasing
from tests.docs.blocks import ROOT, code_words
from tests.docs.conftest import Staging
from tests.docs.likeness import alike

GUIDE = ROOT / "docs" / "audit.md"
WORDS = code_words(GUIDE)
on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


@on_sqlite
async def test_given_the_demo_when_verified_then_each_log_holds_in_the_words_of_the_guide(staging: Staging) -> None:
    shown = next(word for word in WORDS if word.startswith("tenant_… head"))

    async with staging(GUIDE) as (_, runtime):
        with runtime.bound():
            await audit_sealing.seal_all()
            told = [log.told async for log in audit_verifying.verify()]

    assert len(told) == 5
    assert [line for line in told if not alike(shown, line)] == []


@on_sqlite
async def test_given_the_person_of_the_guide_when_erased_then_it_prints_what_is_shown_and_the_logs_hold(staging: Staging) -> None:
    address = next(word for word in WORDS if word.startswith("python -m app erase-user")).split()[-1]
    shown = next(word for word in WORDS if word.startswith('{"userId"'))

    async with staging(GUIDE) as (_, runtime):
        with runtime.bound():
            await audit_sealing.seal_all()
            told = json.dumps((await erasing.erase(address)).told)
            await audit_sealing.seal_all()
            broken = [log.told async for log in audit_verifying.verify() if not log.holds]

    assert alike(shown, told), told
    assert broken == []
