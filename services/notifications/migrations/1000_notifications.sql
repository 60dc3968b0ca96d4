-- What people are told, over which channel, and how far that got.
-- Notifications of accounts outside any organisation carry the nil id as
-- organisation: they belong to the installation itself.
CREATE TABLE notifications (
    org_id      uuid NOT NULL,
    id          uuid NOT NULL,
    user_id     uuid NOT NULL,
    -- once per person and key, whoever asks first: the event or the saga
    key         text NOT NULL,
    kind        text NOT NULL,
    -- what it is about: an account, a booking, a payment
    subject_id  uuid NOT NULL,
    -- facts of the event that the texts need and no call can give
    facts       jsonb NOT NULL DEFAULT '{}',
    -- the texts, once they are made
    title       text,
    body        text,
    rendered_at timestamptz,
    -- shown in the app since
    shown_at    timestamptz,
    read_at     timestamptz,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT notifications_once UNIQUE (org_id, user_id, key),
    CHECK (shown_at IS NULL OR (title IS NOT NULL AND body IS NOT NULL))
);
CREATE INDEX notifications_shown ON notifications (org_id, user_id, id) WHERE shown_at IS NOT NULL;
CREATE INDEX notifications_unread ON notifications (org_id, user_id) WHERE shown_at IS NOT NULL AND read_at IS NULL;

CREATE TABLE deliveries (
    org_id          uuid NOT NULL,
    id              uuid NOT NULL,
    notification_id uuid NOT NULL,
    channel         text NOT NULL CHECK (channel IN ('mail', 'in_app')),
    -- outbox: no SMTP server is set, the mail rests here to be read
    state           text NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'suppressed', 'outbox')),
    attempts        integer NOT NULL DEFAULT 0,
    -- the same in every repeat, so that a mailbox can tell them apart from new mails
    message_id      text,
    -- why it failed or was suppressed
    error           text,
    -- the receiving server said no for good
    refused         boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT deliveries_once UNIQUE (org_id, notification_id, channel),
    FOREIGN KEY (org_id, notification_id) REFERENCES notifications (org_id, id) ON DELETE CASCADE,
    CHECK (channel = 'in_app' OR message_id IS NOT NULL OR state = 'suppressed')
);
CREATE INDEX deliveries_waiting ON deliveries (org_id, id) WHERE state = 'queued';

-- The written mail: made once, sent any number of times, forgotten after a while.
CREATE TABLE mails (
    org_id      uuid NOT NULL,
    delivery_id uuid NOT NULL,
    user_id     uuid NOT NULL,
    kind        text NOT NULL,
    to_name     text NOT NULL,
    to_address  text NOT NULL,
    from_name   text NOT NULL,
    subject     text NOT NULL,
    -- empty once a mail with a secret in it was handed over
    html        text NOT NULL,
    text        text NOT NULL,
    attachments jsonb NOT NULL,
    -- carries a link that opens an account
    secret      boolean NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, delivery_id),
    FOREIGN KEY (org_id, delivery_id) REFERENCES deliveries (org_id, id) ON DELETE CASCADE
);
CREATE INDEX mails_age ON mails (created_at);

CREATE TABLE preferences (
    org_id     uuid NOT NULL,
    user_id    uuid NOT NULL,
    kind       text NOT NULL,
    channel    text NOT NULL CHECK (channel IN ('mail', 'in_app')),
    enabled    boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, user_id, kind, channel)
);
