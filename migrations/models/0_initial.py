"""Initial."""

from tortoise import BaseDBAsyncClient

UPGRADE = {
    "sqlite": """
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMP NOT NULL
) /* How much of one budget is used in one window; the key names both. */;
CREATE TABLE "reminder" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL
) /* One reminder by the worker. The key names what it was about, for whom and which of several it was. */;
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
CREATE TABLE "poc_template" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "content" JSON NOT NULL,
    "task_count" INT NOT NULL,
    "resource_count" INT NOT NULL,
    "criteria_count" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* Tasks, groups, dependencies, resources and criteria in one document (`content`), days relative to the start. */;
CREATE INDEX "ix_poc_template_tenant" ON "poc_template" ("tenant_id", "created_at", "id");
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
    "activity" VARCHAR(30) /* as what the POC shows it, if it does */,
    "shared" INT NOT NULL /* whether customers may see it, as long as they may see its target */,
    "changes" JSON,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "request_id" VARCHAR(40),
    "actor_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* One change. People stand in it by id only, so that a person can be erased. */;
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_activity" ON "event" ("poc_id", "at", "id") WHERE activity IS NOT NULL;
CREATE INDEX "ix_event_poc_actor" ON "event" ("poc_id", "actor_id", "action", "at") WHERE poc_id IS NOT NULL;
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
CREATE TABLE "comment_digest" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "audience" VARCHAR(20) NOT NULL /* INTERNAL: INTERNAL
CUSTOMER: CUSTOMER */,
    "since" TIMESTAMP NOT NULL /* the first of the comments */,
    "due_at" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* New comments of a POC that one audience has not been told of; one row for each, until they are. */;
CREATE UNIQUE INDEX "uq_comment_digest" ON "comment_digest" ("poc_id", "audience");
CREATE INDEX "ix_comment_digest_due" ON "comment_digest" ("due_at", "id");
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
    "reminded_at" TIMESTAMP /* the last reminder, by hand or not */,
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
CREATE INDEX "ix_invitation_reminding" ON "invitation" ("last_sent_at", "id") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
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
    "visited_at" TIMESTAMP /* the last visit that was written down */,
    "reminded_at" TIMESTAMP /* the last reminder of tasks, by hand or not */,
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
CREATE TABLE "stored_file" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "poc_id" CHAR(36) NOT NULL /* for which POC it was uploaded; no reference, the file may outlive it for a moment */,
    "name" VARCHAR(200) NOT NULL,
    "content_type" VARCHAR(100) NOT NULL /* as declared, and from receiving on as its bytes say */,
    "size" INT NOT NULL /* as declared, and from receiving on as received */,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL /* until when it may lie unused */,
    "received_at" TIMESTAMP,
    "place" VARCHAR(60) /* where the storage has its bytes, once they are received */,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "uploaded_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A file as it is kept. Its bytes never change; they go when nothing refers to it and `expires_at` has passed. */;
CREATE INDEX "ix_stored_file_expires" ON "stored_file" ("expires_at", "id");
CREATE TABLE "poc_template_file" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "file_id" CHAR(36) NOT NULL REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "template_id" CHAR(36) NOT NULL REFERENCES "poc_template" ("id") ON DELETE CASCADE
) /* That a template has a file, which therefore stays. */;
CREATE UNIQUE INDEX "uq_poc_template_file" ON "poc_template_file" ("template_id", "file_id");
CREATE INDEX "ix_poc_template_file" ON "poc_template_file" ("file_id");
CREATE TABLE "resource" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL /* LINK: LINK
TEXT: TEXT
CODE: CODE
FILE: FILE */,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "url" VARCHAR(2000),
    "body" TEXT,
    "language" VARCHAR(40),
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "file_id" CHAR(36) REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* Something to look at. Positions count from 0 among the resources of the same visibility. */;
CREATE INDEX "ix_resource_poc" ON "resource" ("poc_id", "position", "id");
CREATE INDEX "ix_resource_file" ON "resource" ("file_id");
CREATE TABLE "resource_opening" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "by_customer" INT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "resource_id" CHAR(36) NOT NULL REFERENCES "resource" ("id") ON DELETE CASCADE,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* That somebody has opened a resource, for the first time at `at`. */;
CREATE UNIQUE INDEX "uq_resource_opening" ON "resource_opening" ("resource_id", "user_id");
CREATE TABLE "criterion" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "target" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(200),
    "must_have" INT NOT NULL,
    "weight" INT NOT NULL,
    "achieved" VARCHAR(200),
    "outcome" VARCHAR(20) NOT NULL /* OPEN: OPEN
MET: MET
NOT_MET: NOT_MET */,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* What shall be reached. Everybody on the POC sees it. Any change raises `version`, and makes signatures old. */;
CREATE INDEX "ix_criterion_poc" ON "criterion" ("poc_id", "position", "id");
CREATE TABLE "criterion_signature" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "signed_at" TIMESTAMP NOT NULL,
    "version" INT NOT NULL,
    "criterion_id" CHAR(36) NOT NULL REFERENCES "criterion" ("id") ON DELETE CASCADE,
    "signed_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A participant's consent to one version of a criterion. */;
CREATE UNIQUE INDEX "uq_criterion_signature" ON "criterion_signature" ("criterion_id", "signed_by_id", "version");
CREATE TABLE "task_group" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "position" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* A heading under which tasks stand. Positions count from 0 among the groups of the same visibility. */;
CREATE INDEX "ix_task_group_poc" ON "task_group" ("poc_id", "position", "id");
CREATE TABLE "task" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(20) NOT NULL /* TODO: TODO
IN_PROGRESS: IN_PROGRESS
BLOCKED: BLOCKED
DONE: DONE */,
    "side" VARCHAR(20) NOT NULL /* PROVIDER: PROVIDER
CUSTOMER: CUSTOMER
ANYONE: ANYONE */,
    "due_on" DATE,
    "due_at" TIMESTAMP /* the midnight after due_on in the provider's time zone */,
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "completed_at" TIMESTAMP,
    "completed_by_customer" INT NOT NULL,
    "assigned_participant_id" CHAR(36) REFERENCES "participant" ("id") ON DELETE RESTRICT,
    "assigned_user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "completed_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "group_id" CHAR(36) REFERENCES "task_group" ("id") ON DELETE SET NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* Something to do. Positions count from 0 among the tasks of the same group, or of none, and the same visibility. */;
CREATE INDEX "ix_task_poc" ON "task" ("poc_id", "position", "id");
CREATE INDEX "ix_task_group" ON "task" ("group_id", "position", "id");
CREATE INDEX "ix_task_due" ON "task" ("due_on", "id") WHERE completed_at IS NULL AND due_on IS NOT NULL;
CREATE TABLE "comment" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "created_at" TIMESTAMP NOT NULL,
    "edited_at" TIMESTAMP,
    "author_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "task_id" CHAR(36) REFERENCES "task" ("id") ON DELETE CASCADE
) /* What somebody wrote, as they typed it. */;
CREATE INDEX "ix_comment_poc" ON "comment" ("poc_id", "created_at", "id");
CREATE INDEX "ix_comment_task" ON "comment" ("task_id", "created_at", "id");
CREATE TABLE "task_dependency" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "depends_on_id" CHAR(36) NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE,
    "task_id" CHAR(36) NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE
) /* `task` can be completed only after `depends_on`, a task of the same POC. */;
CREATE UNIQUE INDEX "uq_task_dependency" ON "task_dependency" ("task_id", "depends_on_id");
CREATE INDEX "ix_task_dependency_on" ON "task_dependency" ("depends_on_id");
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
CREATE TABLE "reminder" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "reminder" IS 'One reminder by the worker. The key names what it was about, for whom and which of several it was.';
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
CREATE TABLE "poc_template" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "content" JSONB NOT NULL,
    "task_count" INT NOT NULL,
    "resource_count" INT NOT NULL,
    "criteria_count" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_poc_template_tenant" ON "poc_template" ("tenant_id", "created_at", "id");
COMMENT ON TABLE "poc_template" IS 'Tasks, groups, dependencies, resources and criteria in one document (`content`), days relative to the start.';
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
    "activity" VARCHAR(30),
    "shared" BOOL NOT NULL,
    "changes" JSONB,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "request_id" VARCHAR(40),
    "actor_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_activity" ON "event" ("poc_id", "at", "id") WHERE activity IS NOT NULL;
CREATE INDEX "ix_event_poc_actor" ON "event" ("poc_id", "actor_id", "action", "at") WHERE poc_id IS NOT NULL;
COMMENT ON COLUMN "event"."action" IS 'noun.past, of a closed list';
COMMENT ON COLUMN "event"."activity" IS 'as what the POC shows it, if it does';
COMMENT ON COLUMN "event"."shared" IS 'whether customers may see it, as long as they may see its target';
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
CREATE TABLE "comment_digest" (
    "id" UUID NOT NULL PRIMARY KEY,
    "audience" VARCHAR(20) NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_comment_digest" ON "comment_digest" ("poc_id", "audience");
CREATE INDEX "ix_comment_digest_due" ON "comment_digest" ("due_at", "id");
COMMENT ON COLUMN "comment_digest"."audience" IS 'INTERNAL: INTERNAL
CUSTOMER: CUSTOMER';
COMMENT ON COLUMN "comment_digest"."since" IS 'the first of the comments';
COMMENT ON TABLE "comment_digest" IS 'New comments of a POC that one audience has not been told of; one row for each, until they are.';
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
    "reminded_at" TIMESTAMPTZ,
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
CREATE INDEX "ix_invitation_reminding" ON "invitation" ("last_sent_at", "id") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
COMMENT ON COLUMN "invitation"."kind" IS 'POC: POC
MEMBER: MEMBER
PORTAL: PORTAL';
COMMENT ON COLUMN "invitation"."cancel_reason" IS 'WITHDRAWN: WITHDRAWN
DECLINED: DECLINED
REPORTED: REPORTED
REPLACED: REPLACED';
COMMENT ON COLUMN "invitation"."reminded_at" IS 'the last reminder, by hand or not';
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
    "visited_at" TIMESTAMPTZ,
    "reminded_at" TIMESTAMPTZ,
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
COMMENT ON COLUMN "participant"."ended_at" IS 'became a member of the provider, or came again after the last day';
COMMENT ON COLUMN "participant"."access_ends_at" IS 'the midnight after access_ends_on in the provider''s time zone';
COMMENT ON COLUMN "participant"."visited_at" IS 'the last visit that was written down';
COMMENT ON COLUMN "participant"."reminded_at" IS 'the last reminder of tasks, by hand or not';
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
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL PRIMARY KEY,
    "poc_id" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "content_type" VARCHAR(100) NOT NULL,
    "size" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "received_at" TIMESTAMPTZ,
    "place" VARCHAR(60),
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "uploaded_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_stored_file_expires" ON "stored_file" ("expires_at", "id");
COMMENT ON COLUMN "stored_file"."poc_id" IS 'for which POC it was uploaded; no reference, the file may outlive it for a moment';
COMMENT ON COLUMN "stored_file"."content_type" IS 'as declared, and from receiving on as its bytes say';
COMMENT ON COLUMN "stored_file"."size" IS 'as declared, and from receiving on as received';
COMMENT ON COLUMN "stored_file"."expires_at" IS 'until when it may lie unused';
COMMENT ON COLUMN "stored_file"."place" IS 'where the storage has its bytes, once they are received';
COMMENT ON TABLE "stored_file" IS 'A file as it is kept. Its bytes never change; they go when nothing refers to it and `expires_at` has passed.';
CREATE TABLE "poc_template_file" (
    "id" UUID NOT NULL PRIMARY KEY,
    "file_id" UUID NOT NULL REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "template_id" UUID NOT NULL REFERENCES "poc_template" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_poc_template_file" ON "poc_template_file" ("template_id", "file_id");
CREATE INDEX "ix_poc_template_file" ON "poc_template_file" ("file_id");
COMMENT ON TABLE "poc_template_file" IS 'That a template has a file, which therefore stays.';
CREATE TABLE "resource" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "url" VARCHAR(2000),
    "body" TEXT,
    "language" VARCHAR(40),
    "visibility" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "file_id" UUID REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_resource_poc" ON "resource" ("poc_id", "position", "id");
CREATE INDEX "ix_resource_file" ON "resource" ("file_id");
COMMENT ON COLUMN "resource"."kind" IS 'LINK: LINK
TEXT: TEXT
CODE: CODE
FILE: FILE';
COMMENT ON COLUMN "resource"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "resource" IS 'Something to look at. Positions count from 0 among the resources of the same visibility.';
CREATE TABLE "resource_opening" (
    "id" UUID NOT NULL PRIMARY KEY,
    "by_customer" BOOL NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "resource_id" UUID NOT NULL REFERENCES "resource" ("id") ON DELETE CASCADE,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_resource_opening" ON "resource_opening" ("resource_id", "user_id");
COMMENT ON TABLE "resource_opening" IS 'That somebody has opened a resource, for the first time at `at`.';
CREATE TABLE "criterion" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "target" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(200),
    "must_have" BOOL NOT NULL,
    "weight" INT NOT NULL,
    "achieved" VARCHAR(200),
    "outcome" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_criterion_poc" ON "criterion" ("poc_id", "position", "id");
COMMENT ON COLUMN "criterion"."outcome" IS 'OPEN: OPEN
MET: MET
NOT_MET: NOT_MET';
COMMENT ON TABLE "criterion" IS 'What shall be reached. Everybody on the POC sees it. Any change raises `version`, and makes signatures old.';
CREATE TABLE "criterion_signature" (
    "id" UUID NOT NULL PRIMARY KEY,
    "signed_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "criterion_id" UUID NOT NULL REFERENCES "criterion" ("id") ON DELETE CASCADE,
    "signed_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_criterion_signature" ON "criterion_signature" ("criterion_id", "signed_by_id", "version");
COMMENT ON TABLE "criterion_signature" IS 'A participant''s consent to one version of a criterion.';
CREATE TABLE "task_group" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "visibility" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_task_group_poc" ON "task_group" ("poc_id", "position", "id");
COMMENT ON COLUMN "task_group"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "task_group" IS 'A heading under which tasks stand. Positions count from 0 among the groups of the same visibility.';
CREATE TABLE "task" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(20) NOT NULL,
    "side" VARCHAR(20) NOT NULL,
    "due_on" DATE,
    "due_at" TIMESTAMPTZ,
    "visibility" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "completed_at" TIMESTAMPTZ,
    "completed_by_customer" BOOL NOT NULL,
    "assigned_participant_id" UUID REFERENCES "participant" ("id") ON DELETE RESTRICT,
    "assigned_user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "completed_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "group_id" UUID REFERENCES "task_group" ("id") ON DELETE SET NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_task_poc" ON "task" ("poc_id", "position", "id");
CREATE INDEX "ix_task_group" ON "task" ("group_id", "position", "id");
CREATE INDEX "ix_task_due" ON "task" ("due_on", "id") WHERE completed_at IS NULL AND due_on IS NOT NULL;
COMMENT ON COLUMN "task"."status" IS 'TODO: TODO
IN_PROGRESS: IN_PROGRESS
BLOCKED: BLOCKED
DONE: DONE';
COMMENT ON COLUMN "task"."side" IS 'PROVIDER: PROVIDER
CUSTOMER: CUSTOMER
ANYONE: ANYONE';
COMMENT ON COLUMN "task"."due_at" IS 'the midnight after due_on in the provider''s time zone';
COMMENT ON COLUMN "task"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "task" IS 'Something to do. Positions count from 0 among the tasks of the same group, or of none, and the same visibility.';
CREATE TABLE "comment" (
    "id" UUID NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "visibility" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "edited_at" TIMESTAMPTZ,
    "author_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "task_id" UUID REFERENCES "task" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_comment_poc" ON "comment" ("poc_id", "created_at", "id");
CREATE INDEX "ix_comment_task" ON "comment" ("task_id", "created_at", "id");
COMMENT ON COLUMN "comment"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "comment" IS 'What somebody wrote, as they typed it.';
CREATE TABLE "task_dependency" (
    "id" UUID NOT NULL PRIMARY KEY,
    "depends_on_id" UUID NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE,
    "task_id" UUID NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_task_dependency" ON "task_dependency" ("task_id", "depends_on_id");
CREATE INDEX "ix_task_dependency_on" ON "task_dependency" ("depends_on_id");
COMMENT ON TABLE "task_dependency" IS '`task` can be completed only after `depends_on`, a task of the same POC.';
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
    "eJztXWtz4ria/isqvkx3FSc13bmcU5ndraIJPZ0zNGSBnD67y5YjbCV4Y2TGNmGYOfPfV5Lvd4mrcOtLILZeyTyvLL13/dFa2Aay3IuOrtsr7PVN/Nq6BX+0"
    "MFwg8qXodhu04HIZ36QXPDizWHvoN9SssOXM9Ryoe+TeM7RcRC4ZyNUdc+mZNqYUHbCApoUMQEl+As+2AyBw0ItJCWkj4M2Rg4DpAmyDlYscsEHeBe3csHXS"
    "yMQvO/azwuavK6R59guibUhv//O/5LKJDfQbcum/f7SeTWQZ7HvLs18R1ubQnbdoM/Tb0kGuS0ZwQ8oQvdWvWhIQn4bCtVmy+y1GTp6P/fNnG6TGoc+omUbd"
    "IOZv6UEoWcUglHT5qrFxUqwmI5Fb7LoW0j4+3t99Zi0p3DNNt63VAsetlxtvbuOo+WplGheUht57QRgR5JGR4D1eWVYwVcJLPvjkguesUIS6EV8w0DNcWXQG"
    "tf7teYV1xksyAy9020EXpuFeYLQmOP1H8IyJ9po2GE60cW+iaa3czKPPkplEwSWdoEzwMrFHwf7jT7/fGBl2tUUH6H7pjN5d3rxnWNiu9+Kwmwy31p+MEHpQ"
    "i5kaw71cOYQC5THvzqHTw6sFw/2ePAnEOsrhnyDPMIE8+jbwhxdi/OMXNgQ0hIwf5NaoR+7cAvYxxaPez/fjyagzuR8O6MX4v+z7XMyK1gL+plkIv3hz8u/H"
    "HytY84/OiHHn44+MOzZZhfwlahDc+chu/cneupApiK4hxSwpfg0iApmZwD3TM/BeX/Hge31VDjC9V4Cw9oo2wiiHRA1E+pJrJl9WTOXL/FxObFMCUKepGoj1"
    "Dc+kvimf0ze5Ka07iIKhQS8PtL9+ezmY0zQZmMmegTxzgS7CL2cIegXIk/uvvfGk8/WBdr9w3V8tevWuM+nROx/Z1U3m6rubDEOiTsC3+8kXQP8F/z0c9LI7"
    "cdRu8t9UwGrBlWdr2F5r0EhiEl4OL6XXrN+WJulOiMFpGsVgqRlMRGax1zdBsAfWBoKu4uxBOMt0KAHNJkGyg3pzPjyt0WGovvj8WqjChJpmGtnPRC0zX/Av"
    "aJPTYDJ4BsaFx6Cbs0Q0vho/ogPXkX6dnE7kp5MfjDz244lGNBnddye+Rj6D+usaOoaWgpresT/amStR2/ytxcdF9grE8IWhQ38GfegA9a5NkSVvpWc7rQKT"
    "T+p+u8rmo2dbcth8KA2CLysE7GdqmAFLx34zDeSA9dwGa9t5dQFV88HDsFtk6xGmF7TxLG09YBqnFWb1q5bEQaMd1FhiMuaeeEjXDN4XLuNPbtiIXMzMxF5/"
    "nc/glBpTGZykWazbFQanaFrwiThRcyW7Si3hxMsG75sUU+zzbZKXpbXvjATiYnPgrJAXycTbg7j44PdynoDWiovxy5mSFrudcbdz12vlZuvx5O9zRVReAXyx"
    "QOypC2Rv/1aN2B03qpW4v82hB1x7gWa2sQFrx/ZII+hS0XkD6HwwgFngVOUn21q+TltCOaVP9su1YD3hE3M96L7uPiTtRcm6Umw0VbIuna55wCeEU8WAh+0b"
    "4e+okm57/5ykBNvQr/Hua+ef71PCbX84+DlsnvCDdPvDTxmh6c10zZlpmV6JT6/emZ3u4XhMaI3JT+/dCc7tgOoW+J9TfD+Y9EaDTv8WhN+yC+lpvNnKMdVw"
    "3Q8Zpih/UyTKdyEzd8nNuS2qjqaIlEKaWRGVsWSPYCYkal40EyTKt6ZsJUe0lYSK246AToJuznKG1gKaeD3rEfV3GmV/qgM1tSPLaIG6M1+QW2WHChq0OaxR"
    "mhG3rTVKDdAaBHQu9eMyby3wqM3JxgjAlWEiMnPAHNKYfQ/MEMLAsy2DNP6JNXHsNYv0R1Cft8EKe6bl26agg/LWrAOPN8VT3CM30h1BoFu2/krHM+mwa3wL"
    "1nPSsb5yPXuBHBe8II/2YjrARw8syC32BAZaImxQT3b03Oxx2ZiGjX/wgIvQbga48Gm5PNxZJvPZ3gzyYFsY2/xhNEKtTG5SyCvtCpNbNI1yoPPZgJL0Mpvh"
    "WnlrzxR3H8eT4dfe6BaE3+SwADXf59+iwT/PpkMWzCASKFwp+TjQJINBvMzysTtufz78/i4tQcpsoRRtmRXtE6kvjukhh/zkMWEV9FYOahXpMPlW1YpM2F5z"
    "UwQcQa1L6Himbi7JWvuDCyiqZB8iCgRTHd6IpE8lPaZ3RIMUxbZu242gBhD/0DDq9AUjQ5ttgv+DkXjUgmLIlMB+8nWvSmAP+C0iMKRIlMwgtcwQvr4FzC0J"
    "gkhQZHhr+nPhzLhJnpd8/OXjh6u/Xv3t8ubqb6QJe9Doyl8rGE6Uu5w7Pb1g8q5UWTolkeW01PTOwwtslk4BWy3qRhNxDwLveKXrRCLoJrs8T4xrpd/s+1vv"
    "GokmpvKO1IGbfYflcpAEJvpWkV4R3qvWJpKtuPLiFkTu3/hWfhhntb178hAmItnTe0Dmwxtyge2ANWQOAbs4QW7bjkSrIbHuQh3CdjyNAdXmtfUHAGlBPyEx"
    "Z1BvcvBtwnozowddKO1Fiq2sXaG9hPMk72ooBjxsL7NrgV+yzbgN+PwGVY6DvOcg+SanQR6TW7/4tXjS4liSpBE4c8B6FcCanL7Je6A77PeJPgimre60lQHZ"
    "sBdkLJFpHFNsBbBkcSnZelOXPPP4+rKi3tRldh476Bk55X7JYpRTRA0E+iALhkdkqGKQ652/EfERY/8fRsPxQ687Edz3IrpbEH6b4u5wMCBfaFJA9HWKPw9H"
    "zCfsf/L5Iw/tEYaOPjffBO1+GSIVNi6z4U9lfTScwSmlhzvyOkmkDGXVhjIfrD0YbyZRR+cJa33EcHJaSWW76b2VJFf7N9pVVhv0xp1YPcQI6HOIX9AFeED2"
    "0kKATgoDmBiYHphtgEnjN61NG7h2ZI1BjktjOiEGMwTIvHCRkTfi7LfrXcw6AhYVBl1oToECMaKJgFTR0QiDzLcgebRwMPDtS2/UA2E7cD8G5CUBg8d+v+o5"
    "dC+K24bMbhI8He9z0a5YJ3UP5o+ZfixlaJLD0CQkJyvxSX7xKX6Vec0BMYXMVq0Wtlf4Ygldrx1EB1m2y85D8EP1hQsl8+ieN+W6503eROAvmKJe3hSVShvM"
    "JmE6ZEPXXsmPEJnSGTKZ5/WWRq4rnul7VT59r/IF1X3MRDNeE0RK75IjH7uRK0FSCt4qASdBL7HNuwVdsA5y4Fj+nju31y5RiNrApCl2wLARZ+5H5hAGrjMY"
    "Ko5gyO93BHdUMLs/2baFIC7Z7iKiDBNmhOpQC0V0RYAP6zlTJBN5jAu4oemIjBeES5aNX6JiYfE9coGtiXw8quDJp+GwnxI6P91nqxU9fv3UG737wHhGGpm+"
    "aaIgtI+p2W6eVX8fDwclUX0xSVbgN3UP/CuSu6R4a/axFlEsUnjnikdl60RlFi3aQbZ4lLkUEVv81hKvTtsKK9c8wsp1ubBynV17WNVD+IKKzJjl+KapGogz"
    "l+fzqsLzeZX3fDqI/FK3WDCs8jEnqZoI9b7l76Q9jldcTNIogTGjz5zSj9QYRKVyI8mJ6l68SLmVYA+4NvvkkeTaJ5Vr7h4TPRMGPzvnn0vcbVc56cx0u1pP"
    "3cQ/JWRhusi3j744ZNLRr2FI9AX4ZpJpsvLAU3x81xPVKU0XzMlPa4MZ0iERkiLl06QFXgwHPhcUTz7GgFtXfYmPVKzP74yR1uwlwpV1lwOPFjUsgn8HP5BH"
    "/gF0BncA6jpa+iEmzM/12O+z6zp9Qy0rdaM6zHuXJ1+gxazisJLMw3/tUfVx38+/RZh64mdwB6pXQpg6nG7LRwg64X+EnWp+J8an/Qj//oh/UabJbg+R6I//"
    "ISxIBH4XRZ5x0UEdtCBTky4vh339lO9ZDt9zuVen3px7Dq6dFpmft3Rbm2J/rb0F/ucUPwxHE1pjyf/cxp6rToc+cLS+Oh36OEgf5HRoVjKrJMGnHOo0VfOM"
    "VgfJjGC7vijSKSIFdMNy1lonkEP2krHmmZ4lNI8jAjWHueawH78LLaKqum5hRlX5KTZFtE2AvSr68BAH2ji2VeQL/mY7hpv344SNM0g/O/bvCLvoYNH/CU1n"
    "tjItz8TuRTToKRSd1AKT2QJtHYqtGzHFEVdlhA8F28GP+oF+8bU8xJXBJkkyucNN9jFB9xgwAln1Gw1hw9WKgonvCGJlHsksZVW8eKMWaxr+rY6o+r6i7X2N"
    "MWHz5ONxjkzlHMvM5axhm4/JWSrFY5l5TBhlEOatiiIaSmtKpomOV1byx0PJcXuuKZn2xPG9Nmka9dLI/NIk/G78DM4QKQ7LzOGkB1VAhs1QKR7Lz2ON6B1u"
    "WeZovUM214nEprkWxfRu1Pk2uAXR1ym+63X79wNa5Sj8NsWjHnXR0mvhN3at3+kG19i3Ft/uemAryTOZE3MNuq+Cb2ueTr2vMr+vfpyMIJMzRGfDYXYCElWl"
    "QPALnDatDTKnlUJshx4jx/fyNWkCWCYWPZo2QaLC2tPLJouvEEMzQaLQzJuO05GI/MksWUqFbcacHNZzFjyhIU2mUM3kaNII1G0mbI5QIavqHxwKSxd5Wxwh"
    "kiRSiEqUIHhGTrlzyhCUFNa9pwge81hHOV/+bU91LMYzeZDJjqAmT05pJrIZeZID3lhS2gPAzU5rzQmVHPD627yCtu4wpqQ0xJWHnUqCU9hWZmNnlXdJc7L7"
    "Jn5tVeZlsxZtvtxszQobc5VSpnYjVrMSv16AjmUB6CDwSoBL1jh20NKCOjLYgbgmPbjKMsCzYy/YBdYIozdEz7Vyi8sqH2YY0RLL9ivC2hy6c7FMZmapZGRt"
    "3sTTBLVozqlvF03l2peMqbJG5cgaTcyrHOwViRopqgam0d3w5CvelKcr3uSyFVXwasPdSOllU2QNyxIqQ0i1ISS9wewoSKYryJwnvHxqUHKKFR9Lexpp8ivN"
    "ey+QIb8G+fDlkmOYMc9zWCptS6QyJo45SDeXJsLeBXhyESTS3RN4N0fQoIVJqSt8Zntz8scwkdsGCOvOhkrj76lghxakUyLnrecIU3/5nPAHLMisA2uTyIYz"
    "Iuw5ZtEJHad5BEExM0gG5BD8iJjJ/LYJCm4JE5NbZFPz6A8RqW7CBqTEhxNmfV80jwSbGShiaFhcILF5cw4bdaHkZim2oCq5uYlHyrbWc1OfA/QXOhtZXBAt"
    "wPxMNFnk/OCC8Cec/myI1IvCy4EUkcxs2FJlOUiNldyqJoy2qrUiVmslvZ/ywp2maiDWh6kBwgSvPM7lVRNiCokDsveifh+iVoKL9JVTeOpE9SkHCTKVeC6Q"
    "eE50X29VUJyC+5zlgPqIVRX+87H3GGQACAguPtUt8D9p7sHn3mjk5x7436Z43BtMbgH9O8WfO/d9etf/nOJPw8cBS0EIvpDWjw8Po954TC/G37cRfw5wLLOv"
    "ORUwtjS1MkmiEiuz7wnLLUaOU1QnuqbqVkTVhP0gPXGvubbc64ot9zq/5Rao/ny28ALC88m6oCR15hq+taVJFnOy47vI0FbYK6qUWVoIIEN1NrPgu/SKMG6J"
    "WKYiAhVgqxyI39WrsloawgxO0ygGS81gKTzEjVwb1elEjcs9kBPVvacenC6W4UwBrg5lOHVkLI1Z+LQy6ImlJRENwd12XVyDNosb1oY3fLHXYLHS5/S8IBpd"
    "4NPSWIEVPdXdxOzqmrDWXv/Ejgd6RRvm0HNZoEE+WmEvPdYHH5S6swXdTXt1MtW7so/nYuKywVxW2GAuQxtMuS+bclTAlhg2V3bEXIE2WqdVqDpbTKBkd+lk"
    "95w8dLo9ZYSeVy4sDZMLb9fvKk6iZX3UHAYEIhq25GcwrMkcdgG2QbwJs1g1ciUsJ+PnPEDgy0Hk7oaZOgvC4fbbt2g6xbaHxGVBVGFaJ1dbqrY2dUbQseJW"
    "lHmygTugNDaWM2LsORlZJIV1L1aWEwlr7NBYd24uC2W1+G61qJZux5UN6x/oE2rmPkLFCa2lLXcRoohW6HCmDUQ/LjwdduVWnLO79wNy8+MLHxAb/tidH4B1"
    "VD+8EiflECfP47Cn0+x7FSc6nWEcYqc7uf9HT3B2BlS3wP+kcYjsW2fihyJG/2SX5dPEESqRveEiu4GI1GC+CTM5T6eCrGTms1LN9h5RkJDweAFNkCg4qzXd"
    "UODfUc/lLAIlKaS1Wm5iQnFEEijrwflbDx6g45m6uYS4MH4gebtdZT9YZhpy1EcIjAL2M3Pmh0UJwdr05sA/hjIsXfAw7F6AiGA9t4FuM7c/gYAGCEBAdDvg"
    "2OuiGgiHGkbQdBGXs+S3WyRA1fSV41Ql6oNvX3qjHvVc2W9MiAL3YzB47PdBZ3AHUHB0RHgxZ1+IH+//bBOLWReSj0n78XvYyrax2+Cso9rRlWlDDtOGOqz9"
    "wMnG6tTl4ya/phYvPr03RaJsG1LrvPHWys/fNI2yacjM31BG4udukuJseNuaIZ38YiLN+l6hUDJeOvabyY7nsh3gt3ghfAbw2SONolO8DLjhsyU3aWr4eoLG"
    "gieL4ubvCFNL0uBzlFUTRZpJso8FgHKu4HCpEA3RI2fTdOfzutE3Z2Ea2HyZe8HLlJ4U1C2efAF/IAop+QXgd6KTfn+v2pvpmqLegzTNeU0NtqiyHxBGpbpg"
    "7ZiehzAw7DX+/mbAd348JtuPofvqqnMyVfqqEH/lP9ntjNRT5bmTxHN3zKOyJAV0v2dlKVfo/l2hKqm6UUnVdLUo8ob6i0iFFzRowOP9dGya6PwMCFT06CX6"
    "FUY6IHj35PuMn94HnsrIc1no49yps12CsLcIRqaL1bZh0OkA8FQpGtGxA+otx3Ztx9PC+tSiQ4d0W4ybMCSJjkpJ+UfNHBK4JZ+jXoQ5TVTfXQf3u1Cx7jIJ"
    "eu0Kh3ATK9zL5A9OrVlpkMfk1i9++mk6Ej5J0gicefMJMtM3eQ90h/1+Z9ID01Z32sqCvFosoFOQ/VtR4jsmaUJkQ5UF6iA1vs8v1+Nu1Pk8EVycfaJbwD6m"
    "OJv4MRxoX4b9u1sQfJnib8PBLSB/prg/HBNC+pfQEbwJAWkYfuOzKx46NcTngzZDz2QP242ZiU4kfp/o2ScWAjE/1tT8b3rgxQ5jDj1bGt44nqjnM0X0PTs9"
    "t/AaK3dxYFXxkIOhpWHbK8qCLN9S85QSrwTS7qwGIgjChb0SO/coQ9YE5NMr7BXPCntVvsJe5VZYBpkf4q0LVY7JETYP7UsOsC/LC8dkoX5Djltopy0tP5eg"
    "OF4Fug+HwnbPFehUSm/DnfCqSHjDGeySzYUeb7EFnwtJz4fdcfCNPof4BfkRWLF3BCzgBrjoO4zCy1j/eU3gGTIV2pDZLJNODV5MkzQKUJnK8DcH0orwG5Xk"
    "vc8k76I1dg/YdhNdNRTdzNbCgS9bOPcAbsMDnZL7i2xBOBO0WFqQPU5RME50u10TlKN5yZa10TkTP/z6xbFXS/JpoCXN9MK6ich/ZOW0V46OXFYsmpB5yDFh"
    "WNuQ8GW1QNgD754I8mRJ8J7et2nSlEsIyROYb4iWG6CCJzOQ56N5jj34SaJ/fG5o8eaiQjNOLgS0gQrNOFVoRvLJcjCXuzkyZE2w/R7bxxEslHnU/z4eDkq0"
    "3Jgka+swdQ/8C1ime8aCbhH0FIxq6LMoZ9YY2kEWeprlRGAt9C6VGuPTRMezxx9yfdmzST4UEoSxzRMqfAtdHr7YJYxvnlDhq1xK35/HQVntlNVOFvOHxKUZ"
    "YwPHZ9Oqs4GwJm1eOwh5BovXGOL7xEJKMIe0EiKlb4P13NTn1J7gsIhLalXYuAUmja26EDZMBD8tXFYsxFllsQgXviQVzkGyZo+aQZTRQw6jR8hdAcwTJGqL"
    "yvnqMi8o776fIlOw1u38saV7x70/Y2E/T3Q5BIDU/EqJAN3OuNu566X9SuHqvSO6Y49QGOG23VBwE+uhVLLVCD2TN2o+sV8RLhKsUvcrpSrHb0nElLAp19lZ"
    "ARlgZD/5R1xD4CKCqMHKf7VpKgjNA/DdNb5kUXy61g59icpYdASNiG9zDrkqhYxPxC1YBc/IJ1ulBwpIlXwlxU5VJV+lJwavaylN1UAH080Vh3/p5qrUvURv"
    "KYPad2VQo0u+WIC2e36l8r5LziY2QoGtKU2lVKZqlSkhMewq08c9nSewtQJ9emYVK0unEun9+pmtQnE+uFcjyidacUrxQc3O2YaJ1mvbeUXOBZiQ769oA+hj"
    "uFFiNy3tCmf2ymuDZ9uhB8wsWBiXbwK1n4lk/kbmjBW0LRP2Dz1kvU5QKkALHnu/1wPv64XncwwRKpeehepnKyFOzq0+tyudau30Az+K187gXs3amWhVu3aO"
    "7QVZWwhjaTiqZduvAHoX4MF2TdrCBSw+Ajw7ZLX6EcCFTRvOUSL6NTizwKXHFNDi2TPTMr1NfsU85EBbHwC2DIan3zkNHEFcTlBfcN/Oqah/5ZiSRl6tWvpf"
    "yQ8t3mfrS+SEtDIbTlr9+8Evt4D+nWIaxnkL6N8p7g7vereA/p3iz/d98p3+zb71fFs01w4tUCTnyMeZybYTqyBpScSeQwRJrxxLZGYHzZuAdG5ac87ryomd"
    "m9kz2xCqGBi2bwLCx57LFsQvKyIGi0zoJE0TMD90OaNYUt5WTEn3cMTSjGPyk4KaiAICi091C/zPKb4fTHqjQad/C8JvcggpSdWDM2g9SXK8cPUfDzXz9xyr"
    "rqpJ7RVO5alsoJErGzx1kphKyXbg/YRUqmOcDucVVOcObX3ukDRhk3K+9GccNenbiYdLhP3fWeotCJu0eZwGmp1ozZeQ4toLRLVglktCyVnMY9ih7+2khvtn"
    "03E9/zxVQvUEvaeS9JQdOxR0BkS/PDjJJjhsiieoMg+ZstaffB9pV1jrZxutvNTTJ9u2EMQlZp40ZYYHM0J6vntLEcifhsN+SpD9dJ816Dx+/dQbvfvA+EAa"
    "mf7CmFcklHe8YYpDZsXkXb0yZEroVWeXHlGHSEZF7Cj3JsMwzhPaWrE3867WqxTqJFMeWOtPMj2NNhEGyxZoEYk42nLtIRG2y3PgpkvmBDL+YmKwRI5r4zb9"
    "nMOly0IoaYgQuUWT1Gk9gAvQsWhQpJtOrnIBdBArtfcMF6ZVEHB0wHEEVYwE27co0xfG+bJe1BGKMu03VbqGsp83XAym1eo14XSfLJVistRMJkuzSboTYnGa"
    "RjFYagY76I1s82LvcJpGZe3JzF9zmedreXSR37qBcUXXPHFF1+VxRdfZ8BUmjRJtQuw8ujRVA3HmCkq8qohJvMqHJJ60Rp9kcCtTmyRwVpjalC1oP7ag/Bqw"
    "B1S5q0jK+eKfcRHJRLhEkZ0tFUxRYWpj7QSKRnZYdUcAXZpYbLrgFS29C3DvuWC28ZALME07Dk5d+4n61TfgxQbrOcIA237CnoOekePSvD3SBc1ZfopVnCfm"
    "pV9Cl6i0RTa44w0+xVP8jR3k/eQgHZlvTEJ/osNSTgRPADFYLS0bGv4Jc+TKGprkJaBRBdvY9tLKHp9BL2ahFpAre54Um1q7wp7X7AC/ll+TgJYieBh2w3oF"
    "/puCjJ/I2+i/iAjTCBw/+oa8afRURnvlWfQ4G0JDO4FgYS8CAf9Y8pw6E+Ww6X7BMRs+UAI4Z+lkxrtF5ruBdIseo9pmGw3LRfe3EroR0VXMZQ4if+9y4YZv"
    "jqcZ9IGLQR8qGPQhzyDX/L2AMaWJD2Fzmc884ORHuNVzskIlSSjzobL/l7xxK+yZli99k82c7u2WicAKU3fVztv52bE+oUSIuAZSRMo3IDOHlxYsCggrl2ci"
    "Aokt1601PcAhOFmS4PriH/IQyS1tsnHqyNe1aWiL4Aaaro/KI8rclEsyN3LZus9oIxUxdgdKnDbbiNq8c5QKXHXYz2mO6E7MReVbqPUt5F5cuSzhK11Hrtv1"
    "z+AriTvNtmlXWcX1VLNam/g3lmY2h5YFZnQHhPocGReg94acDcs8I7ol3UCpKcxFiO6eF6CDN4GlGhDsXXL1KSgg8OTrpwv4Ss0CZCJCb+XQinVWgUn8yGMf"
    "rzRexIOa2njKoC2HQVtVSVNV0iQQtg5SWcqDDlnvhCZ3RKFmN9/sJj9VLPYraN+E+XwEeBcr19Pm8K1gia7MVE7RHTFPOdwszzZPeU1UiLnIGdIxgaoelUv6"
    "1ucmCqxKvAtEkkYtElyLhL3ydLvM911f2i9BfsS6fsOH3kBQVGY0t4D+neKvvcktIH+mmFKw/4Iv29gwVWU/6RcTVdlvr3Aqp3XT/VqNDlU7rYVf1aLbvRbd"
    "aazOE+i+tgoszex6u8q67IUtxE5TMWyO801o3+mzTV4ce7VsA9uhV7GNkW/hFT9k5TjjH8/ATB9V7NwV9lN2Go71wD+gQZAQHYLQlA4Avn3pjXqEd4slfYvo"
    "/gvux2Dw2O+DzuAO+OOxS8MJu6zs68q+LsVmoezrcog6B7GvE/nGW7nbmh1i6iNaHSbDu6Go1YHS3AL6l54joD2Mhj+PeuMxPUog+meKP/WH3V/okQPBlym+"
    "I4L9LbgLxPvTWyRc09jaRhTSHpFVncF/hdAJMIsw5B/3d73RLQi/TXH3cTwZfqXXwm9T7Pd+CxKjnJxBsdyQZtEdgbZkEYsoqpTxRq1kVLcuwE3EjBG3P5vI"
    "3BYVvBemgamzAcBnDzmh2Gf6kSJLx34jL6nzg+sXQ/6dyOx807pJRg910I066EaZw5U5XJnDlTk8vTMkrScCLM5QnY3A8J3zePsa/6V9HDGKJrpytmE00PXL"
    "7mpL6Himbi7F83kqulCVrErQ3qKkVRGtwjdb+SCxJojBW0Cq0E2jm/TP8MKa8ukoPJXjf59gKsf/QR3/uXd/D4hS9/3PYV9n+dLXwppc8lLAkgcInL51Etg+"
    "pm66t2ZCXSF6ciSppiSqPUDOmaZ67liLlcJMylUK4xqMC4RQqVKB6ep9h5aIoIj1TaskPCvRol0XqEV+XKpxbczWE6V6AjrENCE3AgzY2NoE/pYnv09X8/Nt"
    "WdBUKmbqYdjNB2Pts2PBKCsGhM/ueAS+Yy0LMOSMfRIZKAp+igYKvJkqafjkQnAblAc1pZksgHyOUOkbuZzV6J3lBTVBouCsqcwSxPDuQds4X0jrq7LEE6pe"
    "g4tfaQVsHbC55U+2yHhfhS6RvyL9ukb0inR6nrLkcwQNGqm+IpwLaw/70eh0rhgcsetsuHTwelVw/HGGPHI8vG8bUBVXZNmCqoQnFRF+6IhwFQSmgsC+jyAw"
    "FbXU8IgW5ctTvjyZfXknUlX8uqhFekpUMbVCSYnb1CsoGNjOC8Tm75BeugUwCrQH796IMmc7bfB1/NAGZNohy0LOe8COPwkjxwoUkL10Wa9gKHlfDnlfHUtz"
    "WGnftR1PKwZ5TG6RlTwHcYqkEThzwBqeN5qcvsl7oDvs94nMA6at7rSVldwtWCC18ylTIe0R1ajPo55w5iCluQX07xQ/jIYsgXCKe1SBehjdj8m9+Lsc6tTM"
    "gdgomfrl60uaqgl5z0dYZHzQLPvF1laOJQ53krKRkHNiXgl6CepQ1+nxYQRSuyCcpg75LHUT0T/MwuKulku6UaIFNLeY8jnyBiJ/fcUD/fVVOfb0XraeBXtm"
    "smToUMxQnKc84paL8KHE8kPPdmrm0sJ0aX6jfILoiDA/TrrHwXn/p/q4BEzETA6oKBS1MisrR6uysUSysSzLXiNDM2yyFuOCii1/Hw8HJelBedKsydjUPfAv"
    "YJnuwczxCXvAbGVaHnmQCzreKSwBFKoUW3KVdLJFc9ppnYt2kK2kMyNL9ut2DCogVQzaO4OUo6WBjpacb+A01mwWe15gyw5j0sst2WGCAU+gzRI5Lnk916Y3"
    "BxADohbR2Jai+JiKloJhLUz0117RhiPimIX/xwRtFcciuV1bWC3cTRGUbfE7giaYehuEUA6JGoj0JZcCeFmhAV7mVcBn03HLnAjlUKepGoj1QUypFtwC6hSR"
    "Qlp5xqTxjB05nFNue+ghZvESuu7aJkL2HLpzEaBzhApwvgVa2PCsDM7K4CyhwXkNyUDMAbiMIhMEbM5F5OooPYGj9Bh+ur1YIDruNuAniRX0otCzpKatcI8o"
    "Fej8oCsbcQNtxDnNNahWYmIhPheSqmKi0nPbjxUXTMHIU6oSdZWZGAnA8jiLJ5FHHZ0ltLU5GfnpJVUxnw5yTH3eKnBoBXfaVS4tGLepc2qVA7vn5IjS5MTC"
    "l7sgLTHg4m7Oo0MaFfaSlljuKiqtVV+u7pYXqz9PM2TWXXTN5S66rnAXXWfVXfpSCSAcNG8guh+4rGIfKqxiH/JWMTKiVxi3Vh6akyA5fkjOaWSAvQXfnDQ2"
    "48//Bw/E3/E="
)
