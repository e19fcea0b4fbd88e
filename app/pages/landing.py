"""The landing pages: what a person has, and what a POC is and who is on it. Plain; whoever has a portal sends people there."""

from __future__ import annotations

from starlette.responses import Response

from app.core import ids
from app.core.runtime import current
from app.pages import notices, people
from app.pages.brands import USHER
from app.pages.visits import Visit


async def start(visit: Visit) -> Response:
    """Where somebody arrives who typed the server's name."""
    return visit.page("start.html", viewer=await people.viewer(visit.actor), development=not current().settings.production)


async def welcome(visit: Visit) -> Response:
    """The person's own page: where they work, and what they take part in."""
    visit.actor.require()
    places = await people.places(visit.actor)
    return visit.page(
        "welcome.html", brand=places[0].brand if places else USHER, viewer=await people.viewer(visit.actor), places=places,
        takings=await people.takings(visit.actor),
    )  # fmt: skip


async def poc(visit: Visit) -> Response:
    """A POC that the person is on; for all others there is nothing at its address."""
    visit.actor.require()
    seen = await people.poc(visit.actor, ids.parse(visit.request.path_params["id"], "poc"))
    if seen is None:
        return notices.page(notices.NOT_FOUND)
    return visit.page(
        "poc.html",
        brand=seen.brand,
        viewer=await people.viewer(visit.actor),
        poc=seen,
        somebodies=await people.on_poc(visit.actor, seen.id),
    )
