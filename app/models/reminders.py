"""Reminders that were sent: each has a key of its own, so that none is sent twice."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, listed


class Reminder(Model):
    """One reminder by the worker. The key names what it was about, for whom and which of several it was."""

    key = fields.CharField(200, primary_key=True)
    at = Instant()

    class Meta:
        table = "reminder"
        indexes = (listed("at", name="ix_reminder_at"),)
