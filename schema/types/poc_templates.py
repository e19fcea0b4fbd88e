"""Templates: what a POC can be begun with."""

from __future__ import annotations

from datetime import datetime

from app import models
from app.auth import policies
from schema.reading.declare import column, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.nodes import Node


@reads(
    models.PocTemplate,
    prefix="template",
    scope=policies.poc_templates,
    description="A copy of what a POC consisted of, to begin others with: tasks, resources and criteria, without people and states.",
)
class PocTemplate(Node):
    """A template."""

    name: str = column("The name.")
    description: str | None = column("What it is for.")
    task_count: int = column("How many tasks it has.")
    resource_count: int = column("How many resources it has.")
    criteria_count: int = column("How many success criteria it has.")
    created_at: datetime = column("When it was saved.")


BY_SAVING = Order(Path("created_at"), "instant", descending=True)
"""The newest first."""
