"""Integrations with tools that people work in: GitHub, Slack, Jira, Datadog."""

from __future__ import annotations

from typing import Final

from app.services.integration_kinds.kind import HEADER, Kind, choice, facts, text, url

GITHUB: Final = Kind(
    key="github",
    name="GitHub",
    description="A GitHub organization or person, or one of their repositories. It can't be checked.",
    category="Development",
    settings=facts(
        "Settings of GitHub",
        "owner",
        owner=text("The organization or person.", pattern=r"^[A-Za-z0-9-]+$", most=39),
        repository=text("One repository; else all of them.", pattern=r"^[A-Za-z0-9._-]+$", most=100),
        apiUrl=url("The address of the API, where it is not GitHub's own.", secure=True),
    ),
    credential=facts("Credential of GitHub", "token", token=text("A personal or an app's access token.", pattern=HEADER, most=1000)),
)
SLACK: Final = Kind(
    key="slack",
    name="Slack",
    description="A channel of Slack, by a bot or by an incoming webhook. It can't be checked.",
    category="Messaging",
    settings=facts("Settings of Slack", channel=text("The channel.", pattern=r"^[^\s]+$", most=80)),
    credential=facts(
        "Credential of Slack",
        forms=(("botToken",), ("webhookUrl",)),
        botToken=text("The token of a bot.", pattern=r"^xoxb-[!-~]+$", most=1000),
        webhookUrl=url("The address of an incoming webhook, which is a secret.", secure=True),
    ),
)
JIRA: Final = Kind(
    key="jira",
    name="Jira",
    description="A project of Jira. It can't be checked.",
    category="Development",
    settings=facts(
        "Settings of Jira",
        "url",
        url=url("The address of the site.", secure=True),
        project=text("The short name of the project.", pattern=r"^[A-Z][A-Z0-9_]*$", most=40),
    ),
    credential=facts(
        "Credential of Jira",
        "email",
        "apiToken",
        email=text("Whose token it is.", pattern=r"^[^\s@]+@[^\s@]+$", most=254),
        apiToken=text("The token.", pattern=HEADER, most=1000),
    ),
)
DATADOG: Final = Kind(
    key="datadog",
    name="Datadog",
    description="An organization of Datadog. It can't be checked.",
    category="Monitoring",
    settings=facts(
        "Settings of Datadog",
        "site",
        site=choice(
            "The site of the organization.",
            "datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "datadoghq.eu", "ap1.datadoghq.com", "ap2.datadoghq.com",
            "ddog-gov.com",
        ),
    ),
    credential=facts(
        "Credential of Datadog",
        "apiKey",
        apiKey=text("An API key.", pattern=HEADER),
        applicationKey=text("An application key, for reading.", pattern=HEADER),
    ),
)  # fmt: skip
