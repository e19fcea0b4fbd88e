"""The page of a POC, where its customers find and do everything: what it shows at this moment, and what its buttons do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from starlette.responses import Response

from app.auth import actions, policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db, ids
from app.core.errors import Code, UserErrors, refuse
from app.models import Visibility
from app.pages import answers, cookies, forms, notices, people, poc_comments, poc_criteria, poc_resources, poc_tasks
from app.pages.arrivals import address_of
from app.pages.forms import Fields, Form
from app.pages.visits import Visit
from app.services import comments, criteria, files, resources, sessions, tasks, visits

_WRITTEN: Final = ("body", "taskId", "visibility")
"""The fields of a comment."""


@dataclass(frozen=True, slots=True)
class May:
    """What the viewer may do on the POC as a whole; where `changes` is not, it is only read."""

    changes: bool
    comment: bool
    comment_internally: bool
    sign: bool


async def see(visit: Visit) -> Response:
    """The POC, for whom it exists; for all others there is nothing at its address."""
    visit.actor.require()
    return await _shown(visit, _poc_id(visit), Form())


async def act(visit: Visit, fields: Fields) -> Response:
    """What the pressed button says, and perhaps to what: `complete task_…`. Whatever is refused changes nothing, and the page says why."""
    verb, _, what = fields.get("do", "").partition(" ")
    step = _STEPS.get(verb)
    if step is None:
        return notices.page(notices.UNREADABLE)
    if verb == "comment" and not visit.actor.signed_in:  # the visit ended while they wrote
        form = Form({name: fields.get(name, "") for name in _WRITTEN})
        return visit.page("poc_sign_in.html", status=HTTPStatus.UNAUTHORIZED, form=form, here=visit.path)
    if verb != "sign-in":
        visit.actor.require()
    try:
        return await step(visit, what, fields)
    except UserErrors as problem:
        return await _shown(visit, _poc_id(visit), forms.corrected(fields, problem, _WRITTEN if verb == "comment" else ()))


def _poc_id(visit: Visit) -> UUID | None:
    return ids.parse(visit.request.path_params["id"], "poc")


async def _shown(visit: Visit, poc_id: UUID | None, form: Form) -> Response:
    actor = visit.actor
    seen = await people.poc(actor, poc_id)
    if seen is None:
        return notices.page(notices.NOT_FOUND)
    visits.note(actor, seen.id)
    return visit.page(
        "poc.html", status=HTTPStatus.UNPROCESSABLE_ENTITY if form.wrong else HTTPStatus.OK, brand=seen.brand, form=form, here=visit.path,
        viewer=await people.viewer(actor), poc=seen, may=await _may(actor, seen.id), somebodies=await people.on_poc(actor, seen.id),
        tasks=await poc_tasks.on_poc(actor, seen.id), resources=await poc_resources.on_poc(actor, seen.id),
        criteria=await poc_criteria.on_poc(actor, seen.id), as_shown=poc_criteria.as_shown,
        comments=await poc_comments.on_poc(actor, seen.id, visit.request.query_params.get("before")),
    )  # fmt: skip


async def _may(actor: Actor, poc_id: UUID) -> May:
    scopes = {
        "changes": policies.pocs_as_staff(actor) | actions.take_part_actively(actor), "comment": actions.comment_on_poc(actor),
        "comment_internally": actions.comment_internally(actor), "sign": actions.sign_off(actor),
    }  # fmt: skip
    asked = ", ".join(f"case when {scope.on('p')} then 1 else 0 end as {name}" for name, scope in scopes.items())
    row = await db.fetch_one(f"select {asked} from poc p where p.id = :poc", {**parameters(actor), "poc": poc_id})
    return May(**{name: bool(row and row[name]) for name in scopes})


async def _complete(visit: Visit, what: str, _fields: Fields) -> Response:
    task_id = ids.parse(what, "task")
    return _done(await tasks.complete(visit.actor, task_id), "task", task_id)


async def _reopen(visit: Visit, what: str, _fields: Fields) -> Response:
    task_id = ids.parse(what, "task")
    return _done(await tasks.reopen(visit.actor, task_id), "task", task_id)


async def _comment(visit: Visit, _what: str, fields: Fields) -> Response:
    poc_id, about = _poc_id(visit), fields.get("taskId")
    visibility = Visibility.INTERNAL if fields.get("visibility") == "INTERNAL" else Visibility.SHARED
    task_id = (ids.parse(about, "task") or ids.new_id()) if about else None
    comment_id = await comments.add(visit.actor, poc_id, body=fields.get("body", ""), task_id=task_id, visibility=visibility)
    return _done(poc_id, "comment", comment_id)


async def _sign_in(visit: Visit, _what: str, fields: Fields) -> Response:
    """Sign in again, and write what one had written. If that is refused they stay signed in, and the page says why."""
    try:
        credentials = await sessions.sign_in(visit.actor, email=fields.get("email", ""), password=fields.get("password", ""))
    except UserErrors as problem:
        form = forms.corrected(fields, problem, ("email", "password"))
        return visit.page("poc_sign_in.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form, here=visit.path)
    response = await act(replace(visit, actor=credentials.actor), {**fields, "do": "comment"})
    cookies.sign_in(response, credentials)
    return response


async def _sign(visit: Visit, what: str, _fields: Fields) -> Response:
    """With the versions that were shown: what has been changed since is not signed unseen."""
    poc_id = _poc_id(visit)
    try:
        await criteria.sign(visit.actor, poc_id, versions=poc_criteria.read(what))
    except UserErrors as problem:
        if any(error.code is Code.STALE for error in problem.errors):
            raise refuse(Code.STALE, "Somebody has changed these criteria since you saw them. Look at them again, then sign.") from None
        raise
    return _done(poc_id, "criteria")


async def _open(visit: Visit, what: str, _fields: Fields) -> Response:
    """Note it, and go there: to a file at once, to another site by a page of its own, since a form may lead to this site only."""
    resource_id = ids.parse(what, "resource")
    poc_id = await resources.open_resource(visit.actor, resource_id)
    resource = await poc_resources.one(visit.actor, resource_id)
    seen = await people.poc(visit.actor, poc_id)
    if resource_id is None or resource is None or seen is None:  # gone since, or who looks is
        return notices.page(notices.NOT_FOUND)
    if resource.file_name is not None:
        return answers.see_other(urlsplit(files.address(resource_id, visit.actor)).path)
    if resource.address is not None:
        return visit.page("poc_open.html", brand=seen.brand, resource=resource, back=address_of(poc_id))
    return _done(poc_id, "resource", resource_id)


def _done(poc_id: UUID | None, kind: str, id_: UUID | None = None) -> Response:
    """Back to the page, at the place of what was done, so that loading it again does nothing again."""
    place = ids.to_text(kind, id_) if id_ else kind
    return answers.see_other(f"{address_of(poc_id)}#{place}" if poc_id else "/welcome")


_STEPS: Final[dict[str, Callable[[Visit, str, Fields], Awaitable[Response]]]] = {
    "complete": _complete, "reopen": _reopen, "comment": _comment, "sign-in": _sign_in, "sign": _sign, "open": _open,
}  # fmt: skip
"""What the buttons do, by the first word of their values."""
