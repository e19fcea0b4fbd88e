"""Integrations with clouds: AWS and Azure."""

from __future__ import annotations

from typing import Final

from app.services.integration_kinds.kind import Kind, facts, text

_UUID: Final = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"

AWS: Final = Kind(
    key="aws",
    name="Amazon Web Services",
    description="An account of AWS, by an access key. It can't be checked.",
    category="Cloud",
    settings=facts(
        "Settings of an AWS account",
        "region",
        region=text("The region, e.g. eu-central-1.", pattern=r"^[a-z]{2}(-[a-z]+)+-[0-9]+$", most=40),
        accountId=text("The number of the account.", pattern=r"^[0-9]{12}$"),
        roleArn=text("The role to take on.", pattern=r"^arn:[!-~]+$"),
    ),
    credential=facts(
        "Credential of an AWS account",
        "accessKeyId",
        "secretAccessKey",
        accessKeyId=text("The id of the access key.", pattern=r"^[A-Z0-9]{16,128}$"),
        secretAccessKey=text("The secret of the access key."),
    ),
)
AZURE: Final = Kind(
    key="azure",
    name="Microsoft Azure",
    description="A subscription of Azure, by an app registration. It can't be checked.",
    category="Cloud",
    settings=facts(
        "Settings of an Azure subscription",
        "tenantId",
        "clientId",
        tenantId=text("The directory.", pattern=_UUID),
        clientId=text("The app registration.", pattern=_UUID),
        subscriptionId=text("The subscription.", pattern=_UUID),
    ),
    credential=facts("Credential of an Azure subscription", "clientSecret", clientSecret=text("The secret of the app registration.")),
)
