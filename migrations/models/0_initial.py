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
    "told" JSON /* ids of comments, and of tasks that are to be done */,
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
    "poc_id" CHAR(36) REFERENCES "poc" ("id") ON DELETE SET NULL,
    "reader_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
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
    "told" JSONB,
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
    "poc_id" UUID REFERENCES "poc" ("id") ON DELETE SET NULL,
    "reader_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_message_id" ON "mail" ("message_id");
CREATE INDEX "ix_mail_next" ON "mail" ("next_attempt_at", "id");
CREATE INDEX "ix_mail_invitation" ON "mail" ("invitation_id");
CREATE INDEX "ix_mail_recipient" ON "mail" ("recipient_key", "created_at");
COMMENT ON COLUMN "mail"."told" IS 'ids of comments, and of tasks that are to be done';
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
    "eJztXVtz4zaW/isovaS7SuNKx3bPlLO7VWpZnXjitrySPD27qy0aImGLawpUCMqKksl/XwC83wFZF4iNF0smcQDqOyBw7vijs3At5JCznmm6K+zf2vilcwX+"
    "6GC4QPRL2e0u6MDlMrnJLvhw5vD2MGhoOFHLGfE9aPr03hN0CKKXLERMz176tosZRQ8soO0gCzCSH8GT6wEIPPRsM0LWCPhz5CFgE4BdsCLIAxvkn7HOLdek"
    "jWz8/MZ+Vtj+dYUM331GrA3t7X/+l162sYV+Q4T9+0fnyUaOxb93fPcFYWMOybzDmqHflh4ihI5AIsoIvdWvRhqQgIbBtVny+x1OTp+P//NnF2TGYc9o2FbT"
    "IPZv2UEYWc0gjHT5YvBxMqymI9Fb/LoR0T483Fx/5i0Z3DPDdJ3VAietlxt/7uK4+WplW2eMht17RhhR5JGV4j1eOU44VaJLAfj0gu+tUIy6lVyw0BNcOWwG"
    "df7taYVNzks6A89M10NntkXOMFpTnP4jfMZUe8O4G06M8WBiGJ3CzGPPkptE4SWTokzxsrHPwP7jz6DfBBl+tcMG6P/cG707//ieY+ES/9njNzlunT85IfSh"
    "kTA1gXu58igFKmLen0NvgFcLjvsNfRKITVTAP0WeYwJ99G3gjy4k+CcvbARoBJk4yJ3RgN65AvxjikeDn27Gk1FvcjO8YxeT//LvczkrOgv4m+Eg/OzP6b8/"
    "fF/Dmn/0Rpw7P3zPuePSVShYou7COz/wW3/yty5iCmJrSDlLyl+DmEBlJgjP9By8lxci+F5eVAPM7pUgbLygjTTKEVELkT4XmsnnNVP5vDiXU9uUBNRZqhZi"
    "/VFkUn+sntMfC1Pa9BADw4B+Eehg/fYLMGdpcjDTPQP59gKdRV9OEPQakCc3XwbjSe/LPet+QcivDrt63ZsM2J0f+NVN7uq7jzmGxJ2ArzeTnwH7F/z38G6Q"
    "34njdpP/ZgJWB65818Du2oBWGpPocnQpu2b9trRpd1IMztJoBivNYCoyy72+KYIdsDYUdDVn98JZrkNJaDYpkjeoN6fD0wYdhumLTy+lKkykaWaR/UzVMvsZ"
    "/4I2BQ0mh2doXHgIuzlJRJOrySN6cB3r1+npRH86/cHI5z+eakST0U1/EmjkM2i+rKFnGRmo2R33Bzd3JW5bvLX4YZG/AjF85uiwn8EeOkS97zJk6Vvpu16n"
    "xOSTud+ts/mY+ZYCNh9Gg+DzCgH3iRlmwNJzX20LeWA9d8Ha9V4IYGo+uB/2y2w90vSSNp6la4ZME7TCrH410jgYrIMGS0zO3JMMSezwfREy/hSGjcnlzEz8"
    "9TfFDE6ZMbXBSZnFultjcIqnhZiIEzfXsqvSEk6ybIi+SQnFLt8mdVna+M4oIC62B84aeZFOvB2Ii/dBL6cJaKO4mLycGWmx3xv3e9eDTmG2Hk7+PlVE1RXA"
    "FwvEn7pE9g5uNYjdSaNGifvrHPqAuAs0c60NWHuuTxtBwkTnDWDzwQJ2iVNVnGxr+TprCRWUPvkvN8L1REzM9SF5efuQrBct6yqx0dTJumy6FgGfUE6VAx61"
    "b4W/o066HfxzkhFsI7/Guy+9f77PCLe3w7ufouYpP0j/dvgpJzS92sSe2Y7tV/j0mp3Z2R4Ox4TOmP70wbXk3A6prkDwOcU3d5PB6K53ewWib/mF9DjebO2Y"
    "arnuhyxblr8ZEu27UJm79ObclVVHM0RaIc2tiNpYskMwUxK1KJopEu1b07aSA9pKIsXtjYBOwm5OcoY2App6PZsRDXYabX9qAjWzI6togbq2nxGps0OFDboC"
    "1ijDSto2GqXu0BqEdIT5cbm3FvjM5uRiBODKshGdOWAOWcy+D2YIYeC7jkUb/8ibeO6aR/ojaM67YIV92wlsU9BDRWvWnseb4ike0BvZjiAwHdd8YePZbNg1"
    "vgLrOe3YXBHfXSCPgGfks15sDwTogQW9xZ/AQkuELebJjp+bPy4f03Lxdz4gCL3NABc9rZCHO89kMdubRR9sC2NbMIxBqbXJTQl5pVtjcounUQF0MRtQml5l"
    "M1ynaO2Z4v7DeDL8MhhdgeibGhag9vv8Oyz458n26IIZRgJFK6UYB9pkMEiWWTF2J+1Ph9/fpCVImy20oq2yon0k9cWzfeTRnzymrIL+ykOdMh2m2KpekYna"
    "GyRDIBDUuoSeb5v2kq613xHAUKX7EFUguOrwSiV9JulxvSMepCy2ddtuJDWA5IdGUafPGFnGbBP+H44kohaUQ6YF9qOve3UCe8hvGYEhQ6JlBqVlhuj1LWFu"
    "RRBEiiLHWzuYCyfGTfq89OMvP3y4+OvF384/XvyNNuEPGl/5aw3DqXJXcKdnF0zRlSpPpyWygpaa3XlEgc3TaWDrRd14Iu5A4B2vTJNKBP10l6eJcaP0m39/"
    "m10j8cTU3pEmcPPvsFoOktBE3ynTK6J79dpEupVQXtyCyv2bwMoPk6y2d48+wlQke3wP6Hx4RQS4HlhD7hBwyxPktu1IthoS7y7SIVzPNzhQXVFbfwiQEfYT"
    "EQsG9aYH3yasNzd62IXWXpTYyro12ks0T4quhnLAo/YquxbEJduc20DMb1DnOCh6DtJvchbkMb31S1CLJyuOpUlagbMArBchrOnpm74H+sPbW6oPgmmnP+3k"
    "QLbcBR1LZhonFFsBrFhcSr7e1LnIPL48r6k3dZ6fxx56Ql61X7Ic5QxRC4Hey4LhUxmqHORm529MfMDY//vRcHw/6E8k972Y7gpE36a4P7y7o19YUkD8dYo/"
    "D0fcJxx8ivkj9+0Rhp45t18l7X45Ih02rrLhT2d9tJzBGaVHOPI6TaQNZfWGsgCsHRhvJnFHpwlrc8RwelopZbsZvFYkVwc3unVWG/QqnFg9xAiYc4if0Rm4"
    "R+7SQYBNCgvYGNg+mG2AzeI3nU0XEDe2xiCPsJhOiMEMATovCLKKRpzddv0Ws46ERYVDF5lToESMaCogVXY0yiD7NUweLR0MfP15MBqAqB24GQP6koC7h9vb"
    "uucw/ThuG3K7Sfh0os/FuuKdND1YMGb2sbShSQ1Dk5ScrMUn9cWn5FUWNQckFCpbtTrYXeGzJSR+N4wOclzCz0MIQvWlCyWL6J4fq3XPj0UTQbBgynp5M1Q6"
    "bTCfhOnRDd14oT9CZkrnyFSe11sauS5Epu9F9fS9KBZUDzCTzXhNEWm9S4187FauBGkpeKsEnBS9wjbvDiRgHebA8fw9MnfXhCpEXWCzFDtguUgw9yN3CIPQ"
    "GQw1RzAU9zuKOyqZ3Z9c10EQV2x3MVGOCTNKta+FIr4iwYf1nCuSqTzGBdywdETOC8olx8XPcbGw5B69wNdEMR7V8OTTcHibETo/3eSrFT18+TQYvfvAeUYb"
    "2YFpoiS0j6vZpMiqv4+HdxVRfQlJXuC3TR/8K5a7lHhrdrEWMSwyeBeKR+XrROUWLdZBvniUvZQRW4LWCq9O2worlyLCymW1sHKZX3t41UP4jMrMmNX4Zqla"
    "iLOQ5/OixvN5UfR8eoj+UlIuGNb5mNNUbYR61/J32h4nKi6mabTAmNNnjulHag2iSrmR1ER1J16kwkqwA1zbffJIeu1TyjV3g6meCcOfXfDPpe5265x0drZd"
    "o6duEpwSsrAJCuyjzx6ddOxrFBJ9Br7adJqsfPCYHN/1yHRKm4A5/WldMEMmpEJSrHzarMCL5cGnkuLJhxhw66ovyZGKzfmdCdKGu0S4tu5y6NFihkXw7+A7"
    "+sjfgd7dNYCmiZZBiAn3cz3c3vLrJntDHSdzoz7M+y1PvkCLWc1hJbmH/zJg6uOun3+LMPXUzxAOVK+FMHM43ZaPEHYi/ghvqvmdGp/1I/37Y/7FmSZve4hU"
    "f+IP4UAq8BMUe8ZlB/XQgk5Ntrzs9/XTvmc1fM/VXp1mc+4puHY6dH5esW1tioO19goEn1N8PxxNWI2l4HMbe64+HXrP0fr6dOjDIL2X06F5yayKBJ9qqLNU"
    "7TNa7SUzgu/6skhniDTQLctZ6xxBDtlJxppv+47UPI4J9BwWmsNB/C50qKpKSGlGVfUpNmW0bYC9LvpwHwfaeK5T5gv+6noWKfpxosY5pJ8893eECdpb9H9K"
    "05mtbMe3MTmLBz2GopNZYHJboGtCuXUjoTjgqozwvmDb+1E/MCi+VoS4NtgkTaZ2uMkuJugOA0Ygr35jIGwRoyyY+JoiVuWRzFPWxYu3arFm4d/6iKpvK9o+"
    "0BhTNk8xHhfIdM6xylzOG7bFmJyn0jxWmceUURZl3qosoqGypmSW6HBlJb/flxy345qSWU+c2GuTpdEvjcovTcrvJs7gHJHmsMocTntQJWTYHJXmsfo8Nqje"
    "QaoyR5sdsoVOFDbNdRim16Pe17srEH+d4utB//bmjlU5ir5N8WjAXLTsWvSNX7vt9cNr/FtHbHfds5Xkic6JuQHJi+TbWqTT76vK72sQJyPJ5BzRyXCYn4DE"
    "VCkQ/gKvy2qDzFmlENdjx8iJvXxtmgCOjWWPpk2R6LD27LLJ4yvk0EyRaDSLpuNsJKJ4MkueUmObMydH9ZwlT2jIkmlUczmaLAJ1mwlbINTI6voH+8KSIH+L"
    "I0TSRBpRhRIET8gpd0oZgorCuvMUwUMe66jmy7/tqY7leKYPMnkjqOmTU9qJbE6eFIA3kZR2AHC701oLQqUAvME2r6FtOowpLQ0J5WFnkuA0trXZ2HnlXdGc"
    "7Fsbv3Rq87J5i65YbrbhRI2FSikzuxGvWYlfzkDPcQD0EHihwKVrHHto6UATWfxAXJsdXOVY4MlzF/wCb4TRK2LnWpHyssr7GUa2xLL7grAxh2Qul8nMLZWc"
    "rCuaeJqils05DeyimVz7ijF11qgaWaOpeVWAvSZRI0PVwjS6jyL5ih+r0xU/FrIVdfBqy91I2WVTZg3LE2pDSL0hJLvBvFGQzFaQOU14xdSg9BQrP5b2ONLk"
    "F5b3XiJDfgnz4aslxyhjXuSwVNaWSmVcHPOQaS9thP0z8EgQpNLdI3g3R9BihUmZK3zm+nP6x7IR6QKETW/DpPH3TLBDC9oplfPWc4SZv3xO+QMWdNaBtU1l"
    "wxkV9jy77ISO4zyCpJgZJgMKCH5UzOR+2xSFsISJ6S26qfnsh8hUN+EDMuL9CbOBL1pEgs0NFDM0Ki6Q2rwFh4270HKzEltQvdzslABeXQE4an8C5X/p5CCs"
    "8JjpLhZ0MtLlh0cHPQEfkhcSKrx0saErGV1qLLqa5dc6aUbspVpwG0/97azntjkH6C9sweChW6xG9hOdXMj7joDoJxz/+I7MWibKgQyRymzYUqvcSxmcwsYj"
    "jbYuhyNXDicr8ojCnaVqIdb7KdPCZeMiztWFLRIKhWPmd2Ih2Uc5C4LMlVd6MEj9QRQpMl0bQKI2AKF6xqqkfojwUdgh9QELX/znw+AhTNKQEFwCqisQfLL0"
    "kM+D0ShIDwm+TfF4cDe5AuzvFH/u3dyyu8HnFH8aPtzxLJHwC239cH8/GozH7GLyfRvxZw8nZwfKbQljK7Nf0yQ69zX/nvD0b+R5ZaW8GwqjxVRt2A+yE/dS"
    "aMu9rNlyL4tbbol1RsxdUUJ4OokxjKTJovZmPffknBp0xyfIMlbYLytmWlmrIUd1MrPgm3RccW7JGA9jAh0DrX2839Srslpa0gzO0mgGK81gJZz4rVwbdfbS"
    "7rD0uJ9YEs4MkUZUoeyl1iCqVPKSmqjuPHfpeMFQJwpwfSyUThDbbYIYHT51zFV2A9sBpO1OA8ls2UplgLDYvE8ri53MXRG5F97tNsXvGbOkYWMY38/uGixW"
    "5pxFo7AouoCWxcStCLKAjfnVNWWru/6RH4P3gjY8KoLwgLpiVN5OemwOsqsM25L02e/UU98csnU4P72QIfu8xpB9Hhmyq2O2GEclHDJRc+2MKRQiZfXIpaqQ"
    "JgTaAKKcAaQgth9vTxmhpxWBleHg0e3mXcVLtWyODseAQsTCc4PoxjWdwwRgFySyIo+BpFeismlBbh8EgbhO7264v6gk7Hu3fcumDW57GGoeRB2OfHTtum5r"
    "02fhHSr4T/t4WrgDKmMKPCHGnpItUFFYd2IMPJKwxg9HJ3N7WSqrJXfrRbVsO6GqD8HBdZFmHiBUXrihsuVbhCiqFXqC6XHxj4tOQV+RmvPkd34QfHF86YPQ"
    "ox/75gfgHTUPr8VJNcTJ0zjU8Dj7Xs3JhScYzN3rT27+MZCcnSHVFQg+WTA3/9abBPHc8T/5Zfk4wdhaZG+5yG4hKjXYr9JMLtLpSFWV+axVs50HvqQkPFFA"
    "UyQaznpNNxL4D+PlVhTSRi03NaEEYjG09eD0rQf30PNt015CXBo/kL7drbMfLHMNBeoAhUYBVs5ijkBUfBesbX8OguOWoxI998P+GYgJ1nOXVcRgbn8KAQsQ"
    "gIDqdsBz12W1fvY1jKTpIonKEbdbpEA1zJXn1RWkAV9/HowGzHPlvnIhCtyMebwP6N1dAxQekRRdLNgXksf7P9fGctaF9GOyfoIetrJtvG1w3lHj6Nq0oYZp"
    "w7d9R6osTEzQvvTRvVRsMCE2CN2IixjXVhBIk+kKAhIVBDKLl5jemyHRtg2ldd5kaxXnb5ZG2zRU5m8kI4lzN01xMrztzJBJfzGVZgOvUCQZLz331ebHULoe"
    "CFo8Uz4D+OTTRvFplRbciNmS2zQ1Aj3B4MGTZekd15Sp5ZtpkbJuoigzSXaxADDOlRyiGKEhe7R6lu50Xjf25ixsC9vPcz98mbKTgrnF0y/gd1Qhpb8A/L6L"
    "eo4n96q92sSW9R5kaU5ravBFlf+AKCqVgLVn+z7CwHLX+NubAd/4MdBxfVd9HrSuASDFX/VrAJyQeqo9d4p47g6Z8asooLs9E1K7QnfvCtW5/3vK/T+SV5Su"
    "FmXe0GARqfGChg1EvJ+eyxKdWXF/zI4YZF9hrAOCd4+Bz/jxfeipjD2XpT7ON3X2liDsLYKR2WK1bRh0NgA8U89LduyQesuxiev5RlTkX3boiG6LcVOGJNlR"
    "Gan4qLnDcLfkc9yLNKep6vvWwYMudKy7SoJet8Yh3MZjQlTyB2fWrCzIY3rrlyD9NBsJnyZpBc6i+QS56Zu+B/rD29veZACmnf60kwd5tVhAryT7t+achISk"
    "DZENdRaovRyUcHq5Htej3ueJ5OIcEF0B/jHF+cSP4Z3x8/D2+gqEX6b46/DuCtA/U3w7HFNC9pfSUbwpAW0YfROzK+47NSTggzFDT3QPexszU50o/D6xA6Qc"
    "BBJ+rJn53/bBsxvFHPquMrzxfFnPZ4boW3Z6buE11u7i0KriIw9Dx8CuX5YFWb2lFikVXgmU3VktRBGEC3cld3hcjqwNyGdX2AuRFfaieoW9KKywHLIgxNuU"
    "qhxTIGwf2ucCYJ9XF47JQ/2KPFJqp60sP5eiOFwFug/7wnbHFeh0Sm/LnfD6pIWWM5jQzYWdEbQFn0tJT4fdSfCNOYf4GYUnKidJYgu4AQR9g1F4Oeu/qAk8"
    "R6ZDG3KbZdqpIYppmkYDqtJpEe2BtCb8Rid57zLJu2yN3QG2/VRXLUU3t7UI4MsXzh2A2/JAp/T+oloQzgQtlg7kj1MWjBPf7jYE5Rh+umVjdM4kCL9+9tzV"
    "kn5aaMkyvbBpI/ofXTndlWciwotFUzIfeTaMahtSvqwWCPvg3SNFni4J/uP7LkuaIpSQPoH9ili5ASZ4cgN5MZrn0IMfJfon4IaRbC46NOPoQkAX6NCMY4Vm"
    "pJ+sAHO1myNH1gbb76F9HOFCWUT97+PhXYWWm5DkbR226YN/AccmJyzolkHPwKiHPo9ybo1hHeShZ1lOFNZS71KlMT5LdDh7/D7Xlx2b5CMhQRrbIqHGt9Tl"
    "EYhd0vgWCTW+2qX07XkctNVOW+1UMX8oXJoxMXB8tp0mGwhv0hW1g9BncESNIYFPLKIEc8gqITL6LljPbXPO7Akej7hkVoUNKTFpbNWFtGEi/GnRsuIgwSqL"
    "ZbiIJakIDpI3ezQMoo0eahg9Iu5KYJ4i0VtUwVeXe0FF9/0MmYa1aedPLN1v3PtzFvbTRFdAAMjMr4wI0O+N+73rQdavFK3eb0R37FMKK9q2Wwpuaj1USrYa"
    "oSf6Rs0n7gvCZYJV5n6tVOUFLamYEjUVOjsrJAOc7MfgiGsICKKIWrz8V5elgrA8gMBdE0gW5adrvaEvWRmLjWBQ8W0uIFdlkAmIhAWr8BnFZKvsQCGplq+U"
    "2Knq5KvsxBB1LWWpWuhg+ngh4F/6eFHpXmK3tEHtmzKosSVfLkCbnF6pvG+Ss6mNUGJrylJplaleZUpJDG+V6ZOeThPYRoE+O7PKlaVjifRB/cxOqTgf3msQ"
    "5VOtBKX4sGbnbMNF67XrvSDvDEzo9xe0AewxSJzYzUq7wpm78rvgyfXYATMLHsYVmEDdJyqZv9I544Rtq4T9fQ/ZrBNUCtCSx97v9MD7ZuH5FEOEqqVnqfrZ"
    "WohTc6sv7ErHWjuDwI/ytTO817B2plo1rp1jd0HXFspYFo7quO4LgP4ZuHeJzVoQwOMjwJNHV6vvAVy4rOEcpaJfwzMLCDumgBXPntmO7W+KK+Y+B9r6ALBl"
    "ODz7LmjgCONywvqCu3ZOxf1rx5Qy8mrd0v9Cf2j5PttcIieiVdlw0rm9ufvlCrC/U8zCOK8A+zvF/eH14Aqwv1P8+eaWfmd/82+92BYttENLFMk58HFmqu3E"
    "OkhaEbFnH0HSK8+Rmdlh8zYgXZjWgvO6dmIXZvbMtaQqBkbt24DwoeeyA/HziorBMhM6TdMGzPddziiRlLcVU7I9HLA045j+pLAmooTAElBdgeBzim/uJoPR"
    "Xe/2CkTf1BBS0qqHYNB6muRw4erf72vm7zhWXVeT2imc2lPZQiNXPnjqKDGViu3Auwmp1Mc47c8rqM8d2vrcIWXCJtV86U84ajKwEw+XCAe/s9JbEDXpijgN"
    "DDfVWiwhhbgLxLRgnkvCyHnMY9Rh4O1khvsn2yN+cJ4qpXqE/mNFesobO5R0BsS/PDzJJjxsSiSosgiZttYffR/p1ljrZxujutTTJ9d1EMQVZp4sZY4HM0p6"
    "untLGcifhsPbjCD76SZv0Hn48mkweveB84E2soOFsahIaO94yxSH3IopunrlyLTQq88uPaAOkY6KeKPcmw7DOE1oG8Xe3LvarFLok0xFYG0+yfQ42kQULFui"
    "RaTiaKu1h1TYrsiBm4TOCWT9xcZgiTzi4i77nMMl4SGULESI3mJJ6qwewBnoOSwokmSTqwiAHuKl9p7gwnZKAo72OI6kipFi+xZl+qI4X96LPkJRpf2mTtfQ"
    "9vOWi8GsWr0hne6Tp9JMVprJdGm2aXdSLM7SaAYrzWAPvdJtXu4dztLorD2V+Wsvi3ytji4KWrcwruhSJK7osjqu6DIfvsKlUapNyJ1Hl6VqIc5CQYkXNTGJ"
    "F8WQxKPW6FMMbm1qUwTOGlObtgXtxhZUXAN2gKpwFUk1X/wTLiKZCpcos7NlgilqTG28nUTRyB6v7gggYYnFNgEvaOmfgRufgNnGRwRglnYcnrr2I/Orb8Cz"
    "C9ZzhAF2g4Q9Dz0hj7C8PdoFy1l+TFScR+6lX0JCVdoyG9zhBp/iKf7KD/J+9JCJ7FcuoT+yYRknwieAGKyWjgut4IQ5emUNbfoSsKiCbWx7WWVPzKCXsNAI"
    "ybU9T4lNrVtjz2t3gF8nqEnAShHcD/tRvYLgTUHWj/RtDF5EhFkEThB9Q980diqju/IddpwNpWGdQLBwF6GAfyh5Tp+Jst90v/CYjQAoCZzzdCrj3aHz3UKm"
    "w45R7fKNhueiB1sJ24jYKka4gyjYuwjciM3xLIM+CDHoQw2DPhQZROzfSxhTmfgQNVf5zANBfkRbvSArdJKENh9q+3/FG7fCvu0E0jfdzNne7tgIrDBzV715"
    "Oz851qeUCBnXQIZI+wZU5vDSgWUBYdXyTEygsOW6s2YHOIQnS1Jcn4NDHmK5pUs3ThMFujYLbZHcQLP1UUVEmY/VksxHtWzdJ7SRyhi7QyXOmG1kbd4FSg2u"
    "PuznOEd0p+ai9i00+hYKL65alvCVaSJC+sEZfBVxp/k23TqruJlp1mgT/8rTzObQccCM7YDQnCPrDAxekbfhmWdUt2QbKDOFEYTY7nkGengTWqoBxZ7Qq49h"
    "AYHHQD9dwBdmFqATEforj1Wsc0pM4gce+3Cl8WIeNNTG0wZtNQzaukqarpKmgLC1l8pSPvToeic1uWMKPbvFZjf9qXKxX2H7NsznA8C7WBHfmMPXkiW6NlM5"
    "Q3fAPOVoszzZPOU1VSHmMmdIJwS6elQh6duc2yi0KokuEGkavUgILRLuyjfdKt93c2m/FPkB6/oN7wd3kqIyp7kC7O8UfxlMrgD9M8WMgv8XftnGhqkr+ym/"
    "mOjKfjuFUzut2+7XanWo2nEt/LoW3dtr0R3H6jyB5KVTYmnm17t11mU/aiF3morlCpxvwvrOnm3y7LmrZRe4HruKXYwCC6/8ISuHGf9wBmb2qHLnrvCf8qbh"
    "eA/iA1oUCdkhKE3lAODrz4PRgPJusWRvEdt/wc0Y3D3c3oLe3TUIxuOXhhN+WdvXtX1dic1C29fVEHX2Yl+n8o2/ItuaHRLqA1odJsProazVgdFcAfaXnSNg"
    "3I+GP40G4zE7SiD+Z4o/3Q77v7AjB8IvU3xNBfsrcB2K98e3SBDb2tpGFNEekFW9u/+KoJNgFmXIP26uB6MrEH2b4v7DeDL8wq5F36Y46P0KpEY5OoMSuSHL"
    "omsKbcUiFlPUKeOtWsmYbl2Cm4wZI2l/MpG5HSZ4L2wLM2cDgE8+8iKxzw4iRZae+0pfUu87EhRD/p3K7GLTuk1GD33QjT7oRpvDtTlcm8O1OTy7M6StJxIs"
    "zlGdjMDwjfN4+xr/lX0cMIomvnKyYTSQBGV3jSX0fNu0l/L5PDVd6EpWFWhvUdKqjFbjm698kFoT5OAtIdXoZtFN+2dEYc34dDSe2vG/SzC143+vjv/Cu78D"
    "RJn7/qeor5N86RthTS95GWDpA4RO3yYJbBdTN9tbO6GuET0FklQzEtUOIBdMUz11rOVKYablKo1xA8YlQqhSqcBs9b5GS0RRxOamUxGelWrRbQrUoj8u07gx"
    "ZuuRUT0CE2KWkBsDBlzsbEJ/y2PQJzGCfFseNJWJmbof9ovBWLvsWDLKigMRsDsZQexYyxIMBWOfZAaKg5/igUJvpk4aProQ3AXVQU1ZJksgXyDU+kYhZzV+"
    "Z0VBTZFoOBsqs4QxvDvQNk4X0uaqLMmEatbgkldaA9sEbGH5Uy0yPlChK+SvWL9uEL1inV6kLPkcQYtFqq8o56Law0E0OpsrlkDsOh8uG7xeFxx/mCEPHA8f"
    "2AZ0xRVVtqA64UlHhO87IlwHgekgsG8jCExHLbU8okX78rQvT2Vf3pFUlaAuapmeEldMrVFSkjbNCgoGrvcMsf07ZJeuAIwD7cG7V6rMuV4XfBnfdwGddshx"
    "kPce8ONPosixEgVkJ102Kxha3ldD3tfH0uxX2ieu5xvlII/pLbqSFyDOkLQCZwFYo/NG09M3fQ/0h7e3VOYB005/2slL7g4skdrFlKmI9oBq1OfRQDpzkNFc"
    "AfZ3iu9HQ55AOMUDpkDdj27G9F7yXQ11auZBbFVM/er1JUvVhrznAywyAWiO++waK8+RhztN2UrIBTGvBb0CdWia7PgwCqlbEk7ThHyeuo3o72dhIavlkm2U"
    "aAHtLaZ8gbyFyF9eiEB/eVGNPbuXr2fBn5kuGSaUMxQXKQ+45SK8L7F837OdmbmMKF1a3CifIjogzA+T/mFw3v2pPoSCibjJAZWFotZmZRVodTaWTDaW47hr"
    "ZBmWS9diXFKx5e/j4V1FelCRNG8ytk0f/As4NtmbOT5lD5itbMenD3LGxjuGJYBBlWFLoZJOvmhON6tzsQ7ylXRmdMl+2Y5BJaSaQTtnkHa0tNDRUvANHMea"
    "zWPPS2zZUUx6tSU7SjAQCbRZIo/Q13Nt+3MAMaBqEYttKYuPqWkpGdbCRX/jBW0EIo55+H9C0NVxLIrbtaXVwrcpgqotfgfQBDNvgxTKEVELkT4XUgDPazTA"
    "86IK+GR7pMqJUA11lqqFWO/FlOrALaDOEGmktWdMGc/YgcM51baH7mMWLyEha5cK2XNI5jJAFwg14GILtLThWRuctcFZQYPzGtKBuANwGUcmSNicy8j1UXoS"
    "R+lx/Ex3sUBs3G3ATxNr6GWh50lNW+EeU2rQxUHXNuIW2ogLmmtYrcTGUnwuJdXFRJXndhArLpmCUaTUJepqMzFSgBVxlk8ijzs6SWgbczKK00upYj495Nnm"
    "vFPi0ArvdOtcWjBp0+TUqgZ2x8kRlcmJpS93SVpiyMW3OY/2aVTYSVpitauoslZ9tbpbXaz+NM2QeXfRpZC76LLGXXSZV3fZSyWBcNi8heh+ELKKfaixin0o"
    "WsXoiH5p3Fp1aE6K5PAhOceRAXYWfHPU2Iw//x/7kBuN"
)
