"""What the servers written for comparison share: the product's settings, and uvicorn as the product sets it up."""

from __future__ import annotations

from typing import Any

import uvicorn

from app.core.settings import Settings, read_settings

__all__ = ["Settings", "read_settings", "serve"]


def serve(app: Any, settings: Settings) -> None:
    """Serve until told to stop."""
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False)
