"""The client of the guide to programs: it asks, tries again, and what it does is done once."""

from __future__ import annotations

import asyncio
import contextlib
import io
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from app.demo import PASSWORD
from tests.docs.blocks import ROOT, blocks
from tests.docs.conftest import Staging
from tests.serving import Client

GUIDE = ROOT / "docs" / "programs.md"
COUNT = '{ customers(filter: { search: "cyberdyne" }) { totalCount } }'
ANOTHER = 'mutation { addProspect(input: { name: "Another" }) { userErrors { code } } }'
on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


@on_sqlite
async def test_given_the_client_of_the_guide_when_answers_are_lost_then_it_tries_again_and_it_is_done_once(
    staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    real: Callable[..., Any] = urllib.request.urlopen
    losses = ["before", "after"]

    def lossy(*args: Any, **kwargs: Any) -> Any:
        lost = losses.pop(0) if losses else None
        if lost == "before":
            raise ConnectionResetError("nothing arrived")
        answer = real(*args, **kwargs)
        if lost == "after":
            answer.read()
            raise TimeoutError("the answer was lost")
        return answer

    monkeypatch.setattr(urllib.request, "urlopen", lossy)
    library, example = (block.text for block in blocks(GUIDE, "python"))
    shown = example.rpartition("# ")[2].strip()

    async with staging(GUIDE) as (base, _):
        ada = Client(base)
        try:
            await ada.sign_in("ada@northwind.example", PASSWORD)
            made = await ada.do("createApiKey", "secret", name="Nightly import", roles=["SALES_ENGINEER"])
            monkeypatch.setenv("USHER_URL", base)
            monkeypatch.setenv("USHER_KEY", made["secret"])
            said, names = io.StringIO(), dict[str, Any]()
            with contextlib.redirect_stdout(said):
                await asyncio.to_thread(exec, compile(f"{library}\n{example}", str(GUIDE), "exec"), names)

            assert (said.getvalue().strip(), losses, waits) == (shown, [], [1, 2])
            assert (await ada.ask(COUNT))["customers"]["totalCount"] == 1
            with pytest.raises(RuntimeError, match="with another request before"):
                await asyncio.to_thread(names["ask"], ANOTHER, None, "import-2030-03-04-row-18")
            await ada.do("revokeApiKey", "apiKey { id }", apiKeyId=(await ada.ask("{ apiKeys { id } }"))["apiKeys"][0]["id"])
            with pytest.raises(RuntimeError, match="not valid"):
                await asyncio.to_thread(names["ask"], COUNT)
            assert waits == [1, 2]  # neither is worth another try
        finally:
            await ada.http.aclose()
