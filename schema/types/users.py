"""Users, as far as each viewer may know them."""

from __future__ import annotations

from datetime import datetime

from app import models
from app.auth import people
from schema.reading.declare import column, computed, inside, reads
from schema.types.nodes import Node


def full_name(first: str, last: str) -> str:
    """First and last name as one."""
    return f"{first} {last}".strip()


@reads(models.User, description="Which mails the person wants; invitations and security mails always come.")
class NotificationSettings:
    """A person's wishes."""

    acceptance: bool = column("When somebody accepts an invitation of theirs.", "wants_acceptance")
    comments: bool = column("When there are new comments, as a digest.", "wants_comments")
    tasks: bool = column("Reminders of tasks.", "wants_tasks")


@reads(models.User, prefix="user", scope=people.users, description="A person, known by one verified address.")
class User(Node):
    """A person."""

    first_name: str = column("The first name.")
    last_name: str = column("The last name.")
    display_name: str = computed("First and last name.", full_name, "first_name", "last_name")
    title: str | None = column("What the person is at work.")
    email: str | None = column("The address. Null for a viewer who may not know it.", visible=people.user_email)
    locale: str | None = column("The language of mails and pages (BCP 47).", visible=people.user_details)
    time_zone: str | None = column("The time zone (IANA).", visible=people.user_details)
    notifications: NotificationSettings | None = inside("Which mails the person wants; only for oneself.", visible=people.user_settings)
    created_at: datetime | None = column("Since when the account exists.", visible=people.user_details)
    last_signed_in_at: datetime | None = column("The last time the person signed in.", visible=people.user_details)
