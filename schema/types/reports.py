"""Reports: a POC as a document."""

from __future__ import annotations

from typing import Annotated

import strawberry

from schema.reading.declare import given, reads
from schema.types.enums import Audience, ReportFormat


@reads(None, description="A POC as a document, made anew each time. It holds no addresses, and nothing about who asked for it, or when.")
class PocReport:
    """A file."""

    filename: str = given("A name for the file.")
    content_type: str = given("What the content is, e.g. text/markdown; charset=utf-8.")
    content: str = given("The document.")


REPORT = {
    "audience": Annotated[
        Audience,
        strawberry.argument(
            description="Who shall read it: it tells what they may know. INTERNAL is for the POC's staff; others get null, or FORBIDDEN."
        ),
    ],
    "format": Annotated[ReportFormat, strawberry.argument(description="How it is written.")],
}
"""The arguments of a report."""
UNLESS_TOLD = {"format": ReportFormat.MARKDOWN}
