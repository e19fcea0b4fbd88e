"""Initial."""

from tortoise import BaseDBAsyncClient

UPGRADE = {
    "sqlite": """
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMP NOT NULL
) /* How much of one budget is used in one window; the key names both. */;
CREATE TABLE "tenant" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "plan" VARCHAR(20) NOT NULL /* FREE: FREE
PRO: PRO
ENTERPRISE: ENTERPRISE */,
    "brand_name" VARCHAR(200),
    "brand_logo_url" VARCHAR(2000),
    "brand_accent_color" VARCHAR(20),
    "brand_support_email" VARCHAR(254),
    "default_locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "share_consent" INT NOT NULL,
    "allowed_domains" JSON NOT NULL,
    "blocked_domains" JSON NOT NULL,
    "created_at" TIMESTAMP NOT NULL
) /* An organization: a provider (vendor, MSP, reseller) or a customer. */;
CREATE TABLE "customer" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "domain" VARCHAR(253),
    "reference" VARCHAR(200),
    "stage" VARCHAR(20) NOT NULL /* PROSPECT: PROSPECT
CONNECTED: CONNECTED
FORMER: FORMER */,
    "archived_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A company that a provider (`tenant`) serves or wants to. */;
CREATE INDEX "ix_customer_tenant_name" ON "customer" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_customer_tenant_created" ON "customer" ("tenant_id", "created_at", "id");
CREATE TABLE "mail_refusal" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* An address that wants no invitation and no reminder from a tenant any more. */;
CREATE UNIQUE INDEX "uq_mail_refusal" ON "mail_refusal" ("tenant_id", "email_key");
CREATE TABLE "user" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200) NOT NULL,
    "last_name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "title" VARCHAR(200),
    "password_hash" VARCHAR(200),
    "locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "wants_acceptance" INT NOT NULL,
    "wants_comments" INT NOT NULL,
    "wants_tasks" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "last_signed_in_at" TIMESTAMP,
    "last_tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A person with an account. */;
CREATE UNIQUE INDEX "uq_user_email_key" ON "user" ("email_key");
CREATE TABLE "account_link" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(20) NOT NULL /* RESET: RESET
REGISTRATION: REGISTRATION */,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A mailed link; for a registration there is no user yet. */;
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
CREATE TABLE "event" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "action" VARCHAR(60) NOT NULL /* noun.past, of a closed list */,
    "session_id" CHAR(36),
    "target_kind" VARCHAR(40) NOT NULL,
    "target_id" CHAR(36) NOT NULL,
    "poc_id" CHAR(36),
    "changes" JSON,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "request_id" VARCHAR(40),
    "actor_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* One change. People stand in it by id only, so that a person can be erased. */;
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_poc_at" ON "event" ("poc_id", "at", "id");
CREATE TABLE "membership" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "roles" VARCHAR(400) NOT NULL,
    "status" VARCHAR(20) NOT NULL /* ACTIVE: ACTIVE
DEACTIVATED: DEACTIVATED */,
    "created_at" TIMESTAMP NOT NULL,
    "deactivated_at" TIMESTAMP,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* One person in one tenant. */;
CREATE UNIQUE INDEX "uq_membership_tenant_user" ON "membership" ("tenant_id", "user_id");
CREATE INDEX "ix_membership_tenant_created" ON "membership" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_membership_user_created" ON "membership" ("user_id", "created_at", "id");
CREATE TABLE "poc" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "summary" TEXT,
    "status" VARCHAR(20) NOT NULL /* DRAFT: DRAFT
ACTIVE: ACTIVE
ON_HOLD: ON_HOLD
WON: WON
LOST: LOST
ARCHIVED: ARCHIVED */,
    "status_before" VARCHAR(20) /* while ARCHIVED: what it goes back to */,
    "starts_on" DATE,
    "ends_on" DATE,
    "internal_notes" TEXT,
    "deal_amount" VARCHAR(40),
    "deal_currency" VARCHAR(3),
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "shared_updated_at" TIMESTAMP NOT NULL /* the last change that a customer may see */,
    "customer_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "owner_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A proof of concept of a provider (`tenant`) with a customer. */;
CREATE INDEX "ix_poc_tenant_created" ON "poc" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_poc_tenant_updated" ON "poc" ("tenant_id", "updated_at", "id");
CREATE INDEX "ix_poc_tenant_name" ON "poc" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_poc_tenant_ends" ON "poc" ("tenant_id", "ends_on", "id");
CREATE INDEX "ix_poc_customer_created" ON "poc" ("customer_id", "created_at", "id");
CREATE INDEX "ix_poc_owner_created" ON "poc" ("owner_id", "created_at", "id");
CREATE TABLE "collaborator" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "since" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A colleague of the provider who works on a POC. */;
CREATE UNIQUE INDEX "uq_collaborator_poc_user" ON "collaborator" ("poc_id", "user_id");
CREATE INDEX "ix_collaborator_poc_since" ON "collaborator" ("poc_id", "since", "id");
CREATE INDEX "ix_collaborator_user" ON "collaborator" ("user_id", "poc_id");
CREATE TABLE "invitation" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL /* POC: POC
MEMBER: MEMBER
PORTAL: PORTAL */,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200),
    "last_name" VARCHAR(200),
    "sort_name" VARCHAR(400) NOT NULL,
    "title" VARCHAR(200),
    "personal_message" TEXT,
    "roles" VARCHAR(400) NOT NULL,
    "locale" VARCHAR(20) NOT NULL,
    "can_sign" INT NOT NULL,
    "access_ends_on" DATE,
    "created_at" TIMESTAMP NOT NULL,
    "first_sent_at" TIMESTAMP,
    "last_sent_at" TIMESTAMP,
    "send_count" INT NOT NULL,
    "expires_at" TIMESTAMP,
    "accepted_at" TIMESTAMP,
    "cancelled_at" TIMESTAMP,
    "cancel_reason" VARCHAR(20) /* WITHDRAWN: WITHDRAWN
DECLINED: DECLINED
REPORTED: REPORTED
REPLACED: REPLACED */,
    "fresh_asked_at" TIMESTAMP,
    "link_id" CHAR(36),
    "mail_id" CHAR(36),
    "accepted_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" CHAR(36) REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "invited_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "set_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* The promise of a grant of `tenant`. Without `expires_at` it is held, because the POC is a draft. */;
CREATE UNIQUE INDEX "uq_invitation_open_poc" ON "invitation" ("poc_id", "email_key") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX "uq_invitation_open_member" ON "invitation" ("tenant_id", "email_key") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE TABLE "invitation_link" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE
) /* One mailed link. All are kept, so that a replaced one is told from one that never was. */;
CREATE UNIQUE INDEX "uq_invitation_link_hash" ON "invitation_link" ("token_hash");
CREATE INDEX "ix_invitation_link_invitation" ON "invitation_link" ("invitation_id");
CREATE TABLE "mail" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL /* which e-mail, by its folder's name */,
    "recipient" VARCHAR(254) NOT NULL,
    "recipient_key" VARCHAR(320) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "sealed" TEXT,
    "security" INT NOT NULL,
    "status" VARCHAR(20) NOT NULL /* QUEUED: QUEUED
DEFERRED: DEFERRED
SENT: SENT
FAILED: FAILED
BOUNCED: BOUNCED
SUPPRESSED: SUPPRESSED */,
    "attempts" INT NOT NULL,
    "last_error" VARCHAR(500),
    "next_attempt_at" TIMESTAMP /* null when nothing more will be tried */,
    "leased_until" TIMESTAMP,
    "lease" CHAR(36),
    "created_at" TIMESTAMP NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A mail to one recipient. `sealed` (headers and both bodies, encrypted) is emptied when nothing more will be tried. */;
CREATE UNIQUE INDEX "uq_mail_message_id" ON "mail" ("message_id");
CREATE INDEX "ix_mail_next" ON "mail" ("next_attempt_at", "id");
CREATE INDEX "ix_mail_invitation" ON "mail" ("invitation_id");
CREATE INDEX "ix_mail_recipient" ON "mail" ("recipient_key", "created_at");
CREATE TABLE "participant" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200),
    "can_sign" INT NOT NULL,
    "joined_at" TIMESTAMP NOT NULL,
    "removed_at" TIMESTAMP,
    "ended_at" TIMESTAMP /* became a member of the provider, or came again after the last day */,
    "access_ends_on" DATE,
    "access_ends_at" TIMESTAMP /* the midnight after access_ends_on in the provider's time zone */,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A person of the customer with access to one POC. A person who comes back is a new row. */;
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
CREATE TABLE "session" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMP NOT NULL,
    "last_used_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "revoked_at" TIMESTAMP,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A signed-in person, perhaps working in a tenant. All its refresh tokens are one family. */;
CREATE INDEX "ix_session_user_created" ON "session" ("user_id", "created_at", "id");
CREATE TABLE "refresh_token" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "session_id" CHAR(36) NOT NULL REFERENCES "session" ("id") ON DELETE CASCADE
) /* One refresh token; used a second time, it ends the session. */;
CREATE UNIQUE INDEX "uq_refresh_token_hash" ON "refresh_token" ("token_hash");
CREATE INDEX "ix_refresh_token_session" ON "refresh_token" ("session_id");
CREATE TABLE "aerich" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSON NOT NULL
);
""",
    "postgres": """
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "mail_budget" IS 'How much of one budget is used in one window; the key names both.';
CREATE TABLE "tenant" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "plan" VARCHAR(20) NOT NULL,
    "brand_name" VARCHAR(200),
    "brand_logo_url" VARCHAR(2000),
    "brand_accent_color" VARCHAR(20),
    "brand_support_email" VARCHAR(254),
    "default_locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "share_consent" BOOL NOT NULL,
    "allowed_domains" JSONB NOT NULL,
    "blocked_domains" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN "tenant"."plan" IS 'FREE: FREE
PRO: PRO
ENTERPRISE: ENTERPRISE';
COMMENT ON TABLE "tenant" IS 'An organization: a provider (vendor, MSP, reseller) or a customer.';
CREATE TABLE "customer" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "domain" VARCHAR(253),
    "reference" VARCHAR(200),
    "stage" VARCHAR(20) NOT NULL,
    "archived_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_customer_tenant_name" ON "customer" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_customer_tenant_created" ON "customer" ("tenant_id", "created_at", "id");
COMMENT ON COLUMN "customer"."stage" IS 'PROSPECT: PROSPECT
CONNECTED: CONNECTED
FORMER: FORMER';
COMMENT ON TABLE "customer" IS 'A company that a provider (`tenant`) serves or wants to.';
CREATE TABLE "mail_refusal" (
    "id" UUID NOT NULL PRIMARY KEY,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_refusal" ON "mail_refusal" ("tenant_id", "email_key");
COMMENT ON TABLE "mail_refusal" IS 'An address that wants no invitation and no reminder from a tenant any more.';
CREATE TABLE "user" (
    "id" UUID NOT NULL PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200) NOT NULL,
    "last_name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "title" VARCHAR(200),
    "password_hash" VARCHAR(200),
    "locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "wants_acceptance" BOOL NOT NULL,
    "wants_comments" BOOL NOT NULL,
    "wants_tasks" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_signed_in_at" TIMESTAMPTZ,
    "last_tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_user_email_key" ON "user" ("email_key");
COMMENT ON TABLE "user" IS 'A person with an account.';
CREATE TABLE "account_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
COMMENT ON COLUMN "account_link"."purpose" IS 'RESET: RESET
REGISTRATION: REGISTRATION';
COMMENT ON TABLE "account_link" IS 'A mailed link; for a registration there is no user yet.';
CREATE TABLE "event" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "session_id" UUID,
    "target_kind" VARCHAR(40) NOT NULL,
    "target_id" UUID NOT NULL,
    "poc_id" UUID,
    "changes" JSONB,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "request_id" VARCHAR(40),
    "actor_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_poc_at" ON "event" ("poc_id", "at", "id");
COMMENT ON COLUMN "event"."action" IS 'noun.past, of a closed list';
COMMENT ON TABLE "event" IS 'One change. People stand in it by id only, so that a person can be erased.';
CREATE TABLE "membership" (
    "id" UUID NOT NULL PRIMARY KEY,
    "roles" VARCHAR(400) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "deactivated_at" TIMESTAMPTZ,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_membership_tenant_user" ON "membership" ("tenant_id", "user_id");
CREATE INDEX "ix_membership_tenant_created" ON "membership" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_membership_user_created" ON "membership" ("user_id", "created_at", "id");
COMMENT ON COLUMN "membership"."status" IS 'ACTIVE: ACTIVE
DEACTIVATED: DEACTIVATED';
COMMENT ON TABLE "membership" IS 'One person in one tenant.';
CREATE TABLE "poc" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "summary" TEXT,
    "status" VARCHAR(20) NOT NULL,
    "status_before" VARCHAR(20),
    "starts_on" DATE,
    "ends_on" DATE,
    "internal_notes" TEXT,
    "deal_amount" VARCHAR(40),
    "deal_currency" VARCHAR(3),
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "shared_updated_at" TIMESTAMPTZ NOT NULL,
    "customer_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "owner_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_poc_tenant_created" ON "poc" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_poc_tenant_updated" ON "poc" ("tenant_id", "updated_at", "id");
CREATE INDEX "ix_poc_tenant_name" ON "poc" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_poc_tenant_ends" ON "poc" ("tenant_id", "ends_on", "id");
CREATE INDEX "ix_poc_customer_created" ON "poc" ("customer_id", "created_at", "id");
CREATE INDEX "ix_poc_owner_created" ON "poc" ("owner_id", "created_at", "id");
COMMENT ON COLUMN "poc"."status" IS 'DRAFT: DRAFT
ACTIVE: ACTIVE
ON_HOLD: ON_HOLD
WON: WON
LOST: LOST
ARCHIVED: ARCHIVED';
COMMENT ON COLUMN "poc"."status_before" IS 'while ARCHIVED: what it goes back to';
COMMENT ON COLUMN "poc"."shared_updated_at" IS 'the last change that a customer may see';
COMMENT ON TABLE "poc" IS 'A proof of concept of a provider (`tenant`) with a customer.';
CREATE TABLE "collaborator" (
    "id" UUID NOT NULL PRIMARY KEY,
    "since" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_collaborator_poc_user" ON "collaborator" ("poc_id", "user_id");
CREATE INDEX "ix_collaborator_poc_since" ON "collaborator" ("poc_id", "since", "id");
CREATE INDEX "ix_collaborator_user" ON "collaborator" ("user_id", "poc_id");
COMMENT ON TABLE "collaborator" IS 'A colleague of the provider who works on a POC.';
CREATE TABLE "invitation" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200),
    "last_name" VARCHAR(200),
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "title" VARCHAR(200),
    "personal_message" TEXT,
    "roles" VARCHAR(400) NOT NULL,
    "locale" VARCHAR(20) NOT NULL,
    "can_sign" BOOL NOT NULL,
    "access_ends_on" DATE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "first_sent_at" TIMESTAMPTZ,
    "last_sent_at" TIMESTAMPTZ,
    "send_count" INT NOT NULL,
    "expires_at" TIMESTAMPTZ,
    "accepted_at" TIMESTAMPTZ,
    "cancelled_at" TIMESTAMPTZ,
    "cancel_reason" VARCHAR(20),
    "fresh_asked_at" TIMESTAMPTZ,
    "link_id" UUID,
    "mail_id" UUID,
    "accepted_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" UUID REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "invited_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" UUID REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "set_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_invitation_open_poc" ON "invitation" ("poc_id", "email_key") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX "uq_invitation_open_member" ON "invitation" ("tenant_id", "email_key") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
COMMENT ON COLUMN "invitation"."kind" IS 'POC: POC
MEMBER: MEMBER
PORTAL: PORTAL';
COMMENT ON COLUMN "invitation"."cancel_reason" IS 'WITHDRAWN: WITHDRAWN
DECLINED: DECLINED
REPORTED: REPORTED
REPLACED: REPLACED';
COMMENT ON TABLE "invitation" IS 'The promise of a grant of `tenant`. Without `expires_at` it is held, because the POC is a draft.';
CREATE TABLE "invitation_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "invitation_id" UUID NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_invitation_link_hash" ON "invitation_link" ("token_hash");
CREATE INDEX "ix_invitation_link_invitation" ON "invitation_link" ("invitation_id");
COMMENT ON TABLE "invitation_link" IS 'One mailed link. All are kept, so that a replaced one is told from one that never was.';
CREATE TABLE "mail" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "recipient_key" VARCHAR(320) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "sealed" TEXT,
    "security" BOOL NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "attempts" INT NOT NULL,
    "last_error" VARCHAR(500),
    "next_attempt_at" TIMESTAMPTZ,
    "leased_until" TIMESTAMPTZ,
    "lease" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_message_id" ON "mail" ("message_id");
CREATE INDEX "ix_mail_next" ON "mail" ("next_attempt_at", "id");
CREATE INDEX "ix_mail_invitation" ON "mail" ("invitation_id");
CREATE INDEX "ix_mail_recipient" ON "mail" ("recipient_key", "created_at");
COMMENT ON COLUMN "mail"."name" IS 'which e-mail, by its folder''s name';
COMMENT ON COLUMN "mail"."status" IS 'QUEUED: QUEUED
DEFERRED: DEFERRED
SENT: SENT
FAILED: FAILED
BOUNCED: BOUNCED
SUPPRESSED: SUPPRESSED';
COMMENT ON COLUMN "mail"."next_attempt_at" IS 'null when nothing more will be tried';
COMMENT ON TABLE "mail" IS 'A mail to one recipient. `sealed` (headers and both bodies, encrypted) is emptied when nothing more will be tried.';
CREATE TABLE "participant" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200),
    "can_sign" BOOL NOT NULL,
    "joined_at" TIMESTAMPTZ NOT NULL,
    "removed_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "access_ends_on" DATE,
    "access_ends_at" TIMESTAMPTZ,
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
COMMENT ON COLUMN "participant"."ended_at" IS 'became a member of the provider, or came again after the last day';
COMMENT ON COLUMN "participant"."access_ends_at" IS 'the midnight after access_ends_on in the provider''s time zone';
COMMENT ON TABLE "participant" IS 'A person of the customer with access to one POC. A person who comes back is a new row.';
CREATE TABLE "session" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_used_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "revoked_at" TIMESTAMPTZ,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_session_user_created" ON "session" ("user_id", "created_at", "id");
COMMENT ON TABLE "session" IS 'A signed-in person, perhaps working in a tenant. All its refresh tokens are one family.';
CREATE TABLE "refresh_token" (
    "id" UUID NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "session_id" UUID NOT NULL REFERENCES "session" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_refresh_token_hash" ON "refresh_token" ("token_hash");
CREATE INDEX "ix_refresh_token_session" ON "refresh_token" ("session_id");
COMMENT ON TABLE "refresh_token" IS 'One refresh token; used a second time, it ends the session.';
CREATE TABLE "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);
""",
}


async def upgrade(db: BaseDBAsyncClient) -> str:
    return UPGRADE[db.capabilities.dialect]


async def downgrade(db: BaseDBAsyncClient) -> str:
    raise NotImplementedError("What an upgrade dropped can't be made again; restore a backup.")


# The models as they are after this migration, packed; what the next one is compared with.
MODELS_STATE = (
    "eJztXVuT4jiW/isKXroqgs7oqrzMRPbuRlAkNZXTFOQCOTUxy4ZL2AK8GJm2TVLZPfXfV5Kv8g2Jq3HpJSFtHcl8R5bOXX82lraBLPeqpev2GntdEy8a9+DP"
    "BoZLRL7k3W6CBlyt4pv0ggcnFmsP/YaaFbacuJ4DdY/cm0LLReSSgVzdMVeeaWNK0QJLaFrIAJTkVzC1HQCBg2YmJaSNgDdHDgKmC7AN1i5ywCvyrmjnhq2T"
    "Riae7dnPGpu/r5Hm2TNE25De/ud/yWUTG+gbcum/fzamJrIM9r3h2QuEtTl05w3aDH1bOch1yQhuSBmit/5dSwLi01C4XlfsfoORk+dj/3xvAm4c+oyaaWwb"
    "xPzGD0LJSgahpKuFxsbhWE1GIrfYdS2kfX5+fPjIWlK4J5puW+sljluvXr25jaPm67VpXFEaem+GMCLIIyPBe7y2rGCqhJd88MkFz1mjCHUjvmCgKVxbdAY1"
    "/mO6xjrjJZmBV7rtoCvTcK8w2hCc/it4xkR7Tev1R9qwM9K0Rmbm0WdJTaLgkk5QJniZ2KNg//nd7zdGhl1t0AHan1qDN9d3bxkWtuvNHHaT4db4zgihB7WY"
    "qTHcq7VDKFAW8/YcOh28XjLcH8mTQKyjDP4J8hQTyKPvAn94IcY/fmFDQEPIxEFuDDrkzj1gH2M86PztcTgatEaP/R69GP+Xfp/zWdFYwm+ahfDMm5N/3/9S"
    "wpp/tAaMO+9/YdyxySrkL1G94M57dus7e+tCpiC6huSzJP81iAiqzAThmZ6C9/ZGBN/bm2KA6b0chLUFepVGOSSqIdLXQjP5umQqX2fncmKbkoCap6oh1nci"
    "k/queE7fZaa07iAKhga9LND++u1lYOZpUjCTPQN55hJdhV8uEPQSkEePnzvDUevzE+1+6bq/W/TqQ2vUoXfes6uvqatv7lIMiToBXx5HnwD9F/yr3+ukd+Ko"
    "3ehfVMBqwLVna9jeaNBIYhJeDi/xa9a3lUm6k2IwT6MYXGkGE5FZ7vVNEByAtYGgqzh7FM4yHUpCs0mQ7KHeXA5Pt+gwVF+cLnJVmFDT5JH9SNQyc4Z/Q68Z"
    "DSaFZ2BceA66uUhE46vxIzpwE+nXyelEfjr5wchjP55oRKPBY3vka+QTqC820DE0Dmp6x35vp65EbbO3lu+X6SsQwxlDh/4M+tAB6m2bIkveSs92GjkmH+5+"
    "s8zmo6dbCth8KA2CszUC9pQaZsDKsV9MAzlgM7fBxnYWLqBqPnjqt/NsPdL0kjaela0HTBO0wqx/15I4aLSDLZaYlLknHtI1g/dFyPiTGTYilzMzsddfFzM4"
    "cWMqg1NlFutmicEpmhZiIk7UXMmulZZw4mVD9E2KKQ75NlWXpVvfmQqIi/WBs0ReJBPvAOLik9/LZQK6VVyMX05OWmy3hu3WQ6eRma2nk78vFdHKCuBr17OX"
    "KF/4Du+VC97JVkJC93IF8SuRl6FHRONIZH7z1UOYyABf3wKC1QsiojORo8kFF3h2vvS9a0eyrlbWXSgW246nMaCEReMAIC3oJyQWE4y5wXmD7U6jB10oUbkS"
    "+1SZqBzOE1GnSdi+hu6S97+IOVnLvKwZ1xT3JvMgD8mt33xHH6+OJElqgbMArDcBrMnpm7wH2v1ulyghYNxojxspkA17ScaSmcYxxU4AV8xAl3ZmXws5s69L"
    "nNnX6XnsoClyUK5aXYwyR1RDoI+yYHhEhsoHeXuoTER8umWj8TToD586RLiUwzyiuwfhtzFu93s98qXzcA+ir2P8sT/43BncA/8zLaSdJ3wGOvrcfJH0paWI"
    "lD+tytYmFetQcwZzSo+owsERKStYuRXMB+sAdptR1NFlwrrVcsNNq0rZbjoviD11xnDj32iWWW1Q1GSryaaPEdDnEM/QFXhC9spCgE4KA5gYmB6YvALTADa2"
    "XpvAtSNrDHJcooXrEIMJAmReuMjIGnEO2/U+Zh0JiwqDLjSn+HSyvlXp0Shp6VDKaFMNo42UzKlEkeqLIpDNTBnVOqaosoWoge01vlpB12vS6BUIdMt2WeKS"
    "6+2ix92J6HF3xXrcXVbd9hdFSSmQp1Kxc6lwfOiQzVFbkB8hM6VTZFWe1zsajG5Epu9N8fS9yWY++JhJ6jBJIqXDpCA9U5RJLVcCX+x2s2D+fdjv5YOZIEkL"
    "LabugX9He0dt8KRYcIJK+MK/+dz6Z3otaHf7H9LA0w4+pJA3VzJLr9+6fhb6m1uRBfe2eMG9TS+4LMSCaMp5Zo1ifHmqGuIs5Am5KfGE3GQ9IQ4iv9TN39zK"
    "fE5JqjpCfWgZgqgStmwoYJJGbXopmeycduXaIFops3I1UT2IVTmzEhwA13qnOSXXvkqZ6h/xi+nB4Gdn7PWJu80yo73Jt9tquR/5KUlL00W+jWfmkElHv4Yh"
    "klfgi0mmydoDX+Nc4a/U9m66YE5+WhNMkA6JkMTym576bXoDAsOB05zyN6cYcOccqrh+w/YsqhhpzV4hrAVB47nGd/DlU2fQAdQ4Av4T/EQe+SfQ6j0AqOto"
    "5bucweMQ9J67XXZdp2+oZXE3ysM+93nyJVpOSjKjUg//ufP5Q2dw6OffIWw18TOEA1dLIeQy4Xd8hKCTXTw++0FA+5H+/RH/Jq8HeYhEf8oRVQlBrFniiCo2"
    "8W6PVbsEO2+DrLP3dH8YY3/Rugf+5xg/9QejVpfepJ+7ODNUTSdV06kWSB+lptPUdNyiyPliqHmq+ll/jhJybMEdkOaIFNA1SwZpnEEOOUgqiGd6ltQ8jgjU"
    "HBaaw35gHLSIzue6uakKIyKoFzhKc2jrAHtZKFLnn6Ny514UidTt9/4WNk97/FKeEdvKc6p+sR3DzTpEwsYppKeO/QfCLjpaWG1C05msTcszsXsVDXoORYdb"
    "YFJboK1DuXUjpjjhqozwsWA7tmqiQ6y55iwnxu2DTSYoxAXRAAmyFM4TQncsoKMrp52gH/r9LrdYfHhMrwbPVPt8844hTxqZvuX5sTfKOPV0ssZqCBuulhdZ"
    "+EAQK3LtpSnLgkdrtVjTWFBV8fTHCr31NUYXRWH2YjzOkKlkvipzmWmr0kxOUykeV5nHhFGGxk6HyONwgUrCE6UYbB4v5+yXY8lxM/oEP79/d/OXm79e3938"
    "lTRhTxld+UsJz7NyRCUKQquX5oiZJ5H/VZzBKSLF4SpzOOlJl5BhU1SKx9XnsUb0DrcojWy7QzbTSYVNcw2K6cOg9aV3D6KvY/zQaXcfe7R8SPiNHsRDXbT0"
    "WviNXeu22sE19q0htrse2UoyJXNirkF3Ifm2ZunU+1rl95WdXiYXq5IgUeHB/FvD3OtyaCZIFJpZyyEf0SWeFJCmVNimrIlhnUw5YFNkCtVUrhsNH9xlwmYI"
    "FbIqF/ZYWLrIk5+hHJFCtEKJVhfkk7mkTKuKwnrwVKtTHhBQzZd/1/MB8vFMFojfE9RkRfp6IpuSJwXgjSWlAwBc7/TAjFApAK+/zStot0DLSUNC+axcMpHC"
    "tjSrNa28VzS3tWviRaM0v5W1aIrluGpW2FioRCW1G7H6ZXhxBVqWBaCDwIIAl6wd6aCVBXVEi0oimljq2ZYBpo69ZBdYI4xe6AF+0M0vV3mcYWRLV8bnY0tl"
    "hDJLZXistlgWYYJaNmHQt4tyOcsqafDsOkUTFCcNqtPa1WntZ98Pa+FG4pdNmTUsTagMIeWGEH6D2VOQ5CtxXCa8YmpQcorlH/J3HmnyM017zpEhPwfp0MWS"
    "Y5gwLXIIHW1LpDImjjlIN1cmwt4V+OoiSKS7r+DNHEEDOS6gxcgntjcnfwwTuU2AsO68Umn8LRXs0JJ0SuS8zRxhgEk7wh+wJLMObEwiG06IsOeYeZXPz/MI"
    "kmJmkAsmdvA089smKIQlTExukU3Noz9EpjQFG5ASH0+Y9X3RIhJsaqCIoWFueWLzFhw26kLJzZXYgsrk5joe1dfYzE19DtDPdDY22VkMngumRJNFzk8uCH/C"
    "+euEcy+KKAc4oiqzYdc0wWOU2MisatJoq1IbcqU2+P1UFG6eqoZYH6cEBBO8sjgXJ83HFBWOxz2I+n2MVHkX6WvH9HIWktK84ySZyjuWyDsmuq+3zqlNIHx+"
    "ZUB9wqT6/37uPAcB4BKCi091D/xPGnr+sTMY+KHn/rcxHnZ6o3tA/47xx9Zjl971P8f4Q/+5xyLQgy+k9fPT06AzHNKL8fddxJ8jHHfpa045jC3MrEuSqLy6"
    "9HvCUkuR4+TV291SdCmiqsN+wE/cW6Et97Zky73Nbrk5qr+YLTyH8GLSKtiI28w1YmtLnSzmZMd3kaGtsZdXKLEwDzxFdTGz4If0ijBuyVimIgIVYKsciD/U"
    "q7JeGdIM5mkUgyvN4Ep4iGu5NqpTXmqXe1BNVA+eenC+WIYLBbg8lOHckbE0ZuHD2pghr1EQ0RDcbW6La9AmccOt4Q2f7A1YrvU5PXeFRhf4tDRWYE1P+DUx"
    "u7ohrLU3v7JjVhbolTn0XBZokI1WOEiP24MPCt3Zku6mgzqZtruyT+diErLBXJfYYK5DG0yxL5tyVMKWGDZXdsRMfS5aplOqOFdMoGT3ysnuGXnofHvKAE3X"
    "LiwMkwtvb99VnETL7VFzGBCIaNiSn8GwIXPYBdgG8SbMYtXIFQct6Sxz/JwHCHw5iNx9ZabOnHC4w/Ytm06x62FbaRBVmNbZ1ZayrU0dEXOquBVlnqzhDlgZ"
    "G8sFMfaSjCwVhfUgVpYzCWvs8E13bq5yZbX4brmoxrcTyob1z3MJNXMfofyE1sKW+whRRCt0BNMGoh8XnrK5dkvOKz34QaPZ8aUP2gx/7N4PwDraPrwSJ6sh"
    "Tl7GWT/n2fdKDvS5wDjEVnv0+I+O5OwMqO6B/0njENm31sgPRYz+SS/L54kjVCJ7zUV2AxGpwXyRZnKWTgVZVZnPSjU7eERBQsITBTRBouAs13RDgX9PPVew"
    "CFRFId2q5SYmlEAkgbIeXL714Ak6nqmbK4hz4weSt5tl9oNVqqFAfYTAKGBPmTM/LEoINqY3B/4phGHpgqd++wpEBJu5DXSbuf0JBDRAAAKi2wHH3uTVQDjW"
    "MJKmi7icpbjdIgGqpq8dpyxRH3z51Bl0qOfKfmFCFHgcgt5ztwtavQeAyFMlL2bsC/Hj/Z9tYjnrQvIxaT9+DzvZNvYbnHW0dXRl2qiGaUOd1X3kZGN16O5p"
    "k1+5xUtM7+VIlG2j0jpvvLWK85enUTaNKvM3lJHEuZukuBjeNiZIJ7+YSLO+VyiUjFeO/WIayGkC2wF+ixnhM4BTjzSiLWj6MTDgq5gtuU5TQx2nvgOXc45T"
    "T6Ihe+IoT3c5rxt9c5amgc3Z3AteJn5SULd48gX8iSik5BeAP4hO+uO9aiplTYq/1T/N6YJEUmWtr4i1/pTH41QU0MOej6PcH4d3f6hEylolUtLVIs8D4i8i"
    "JZ6PoIGIx8OxaXLjFBCo6HEr9CuM5D7w5qvvJ/r6NvBORN6KXL/GXp3tE3i5QwAiXax2DX3kgz658hOyYwfUO47t2o6nhTVpZYcO6XYYN6E8yo5KScVHTR0M"
    "tiOfo16kOW1v8L6D+12o+NYqCXrNEidQHataV8kHxK1ZPMhDcus3P+WMj35NktQCZ9EY4tT0Td4D7X632xp1wLjRHjfSIK+XS+jkZPyVlPWNSergzSyzQB2l"
    "ru/lxXc/DFofR5KLs090D9jHGKeDvfs97VO/+3APgi9j/KXfuwfkzxh3+0NCSP8SOoI3ISANw29idsVjh4P7fNAmaEr2sP2Ymeikwu8TPe/AQiDmx4Ymopse"
    "mNlhnJFnV4Y3jifr7eCIfmRHxw6eIuUiCqwqHnIwtDRse3mZT8VbapaywitBZXdWAxEE4dJey511kiKrA/L8CnsjssLeFK+wN5kVlkHmh3XqUtUiMoT1Q/ta"
    "AOzr4mIRaahfkOPm2mkLS04lKE5XderdsbA9cNUplcZXcye8Kgxccwa7ZHOhJe134HMu6eWwuxFFsulziGcoPE49SgxZwlfgoh8w8iZl/Rc1gafIVGhDarNM"
    "OjVEMU3SKECrVHq7PpCWhN+oxM5DJnbmrbEHwLad6Kqm6Ka2FgF82cJ5AHBrHuiU3F8qFYQzQFOySs1H9gLhRk40Dne/WRaW4/gtNS9qKlTTLCADjOxXv/Q4"
    "JPIggdRgYdlNaq6ntloWs+360Qj5Vc/26Es2PIeOoM2hOxfIKuaQ8YmaohEawTOKnWzODxSQloylYjKqEZPBTwzh7FyOqhZxA6lTxUVOu74rPuz6LnPWtbKj"
    "1Vylpku+nBHNvbyEwh+Ss4mNUGJr4qmUGlquhiYkhj3F+WHc02UCu1Wi52cWJ9O3W8N266FzLpE+xD5Hmk+wpViQT8wCkRh7WrkCGT+bOKjj06Sfc7hywcZ2"
    "FvQgXJrTHNYgBi3LIkK4y8vqLoAOYiWBpnBpWq954fdHG0dS9N+vMHA4bVRV4MotjGUSuhIcay5esJPepaXHNJVicqWZTJZmk3QnV3KEo1EMrjSDHfRCtnnZ"
    "ikFJGqUEVpm//mEZogYyv3X9YvVubkUiI2+LIyNv03YxJo0SbUIuBJWnqiHOQvlhNyX5YTkHJahzrFVlkMrBWWITUoUsDl/IQh21Lghrdct4B8jn2NhinhSb"
    "2OIJIHRCq+3MIDb/YJU87rmaEy8IG7bTBJ+HT01A3mlkWch5SwsKltayOEiXexz9raxXKuf/PDKdyvm/1Jz/lQVzPFNiKcsh7Qmzzz8OOtJni1Gae0D/jvHT"
    "oH8PyJ8x7vRGncHT4HFI7sXf04u62OQ/dNLyxIHYKJj6xesLT1U/xfEoi4wPmmXPbG3tWPJwJylrCbkg5qWgF6BO68fSSlq2ZecoQ9uQT1PXEf3jLCzuerWi"
    "GyU7rl0e+Ax5DZG/FQmSI62Ksb/NhMkFz0yWDB3KnRiSpTzhluuHHV/ibKeeBS0sPy0c/5kkOiHMz6P2aXC+E8H5rhjnu6ygTlMpmdkh19RdekpLhlYd1SJx"
    "VAu0LHuDDM2wyVqMc8qM/H3Y7+UDn0Oa9tKZugf+DSzTPVrqU8IeMFmblkce5IqOdw5LAIWKY0umDEm64kiT17loB+kyJBOyZC92Y1AOqWLQwRmkQpBq6NzO"
    "OF7OY81m3pkcW3botSm2ZIfuIYnzJ/3qyJgeykGrF5UcIZnXUjJak4n+2gK9CuRpMSdOTNBUUZkVt2tLq4X7KYJVW/xOoAlyb4MUyiFRDZG+FlIAr0s0wOus"
    "Cjg1HbfIiVAMNU9VQ6yPYkplYbuyUHNECmnlGauMZ0yd63vkWbyCrruxiZAtm6KdIVSAiy3Q0oZnZXBWBucKGpw3kAzEHICrKDJBwuacR35Cs3OoPV6s1dnH"
    "T7eXS0TH3QX8JLGCXhZ6D7qL3XCPKBXo4qArG3ENbcQZzdXPhNdMLJ+rmiZV6W6V5/ZOCUNZSpU1VJrmkgAsi7PKy0jlZWSnV6WSM1rIMfV5I8ehFdxplrm0"
    "YNxmm1OrGNgDJ0cUHpuQ+3LnnJgQcHE/59ExjQoHOTGh2FVUeCBFsbpbfCLFZZoh0+4ikSxi0qrEXZTJI6YvlQTCQfMaovtOyCr2rsQq9i5rFSMjerlxa8Wh"
    "OQmS04fknEcGOFjwzVljM77/P9y0g5Q="
)
