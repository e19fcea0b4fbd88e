"""The landing pages: the start page, and what a person has. Plain; whoever has a portal sends people there."""

from __future__ import annotations

from starlette.responses import Response

from app.core.runtime import current
from app.pages import people
from app.pages.visits import Visit
from app.services.brands import brand_of


async def start(visit: Visit) -> Response:
    """Where somebody arrives who typed the server's name."""
    return visit.page("start.html", viewer=await people.viewer(visit.actor), development=not current().settings.production)


async def welcome(visit: Visit) -> Response:
    """The person's own page: where they work, what they take part in, and whose portals are open to them."""
    visit.actor.require()
    places = await people.places(visit.actor)
    return visit.page(
        "welcome.html", brand=await brand_of(visit.actor.tenant_id), viewer=await people.viewer(visit.actor), places=places,
        takings=await people.takings(visit.actor), portals=await people.portals(visit.actor),
    )  # fmt: skip
