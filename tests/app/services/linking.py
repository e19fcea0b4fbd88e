"""Partner links for tests: generating one of Northwind's as mia, and who may connect through it."""

from __future__ import annotations

from typing import Any

from app.auth.actor import Actor
from app.models import PartnerLink, PartnershipKind
from app.services import partner_links
from tests.world import World


async def link_of(world: World, actor: Actor | None = None, **given: Any) -> tuple[PartnerLink, str]:
    """A new link (mia's, of kind MSP, for one, unless told), and its token."""
    generated = await partner_links.generate(actor or world.actor(world.mia), **({"kind": PartnershipKind.MSP} | given))
    return await PartnerLink.get(id=generated.link_id), generated.url.rpartition("/")[2]


async def token_of(world: World, **given: Any) -> str:
    """The token of a new link."""
    return (await link_of(world, **given))[1]
