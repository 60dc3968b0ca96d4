-- What every service's database has: its events (history and outbox in one), who has
-- read them, what it has handled of others, its jobs, its sagas, its clients' keys.
CREATE SCHEMA kernel;

-- History and outbox (000-105). `txid` and `seq` together are the reading order: a reader
-- that stays below the oldest open transaction never skips one that commits later.
CREATE TABLE kernel.domain_events (
    id             uuid PRIMARY KEY,
    seq            bigint GENERATED ALWAYS AS IDENTITY,
    txid           xid8 NOT NULL DEFAULT pg_current_xact_id(),
    org_id         uuid,
    aggregate_type text NOT NULL,
    aggregate_id   uuid NOT NULL,
    event_type     text NOT NULL,
    event_data     jsonb NOT NULL,
    version        int NOT NULL,
    metadata       jsonb,
    created_at     timestamptz NOT NULL,
    correlation_id uuid NOT NULL
);
CREATE INDEX domain_events_reading_order ON kernel.domain_events (txid, seq);

-- One row for each service that listens: how far it has been told, and who is telling it now.
CREATE TABLE kernel.subscriptions (
    subscriber   text PRIMARY KEY,
    cursor_txid  xid8 NOT NULL DEFAULT '0',
    cursor_seq   bigint NOT NULL DEFAULT 0,
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    lease        bigint NOT NULL DEFAULT 0,
    failures     int NOT NULL DEFAULT 0,
    last_error   text,
    told_at      timestamptz
);

-- What was handled, once per handler; what failed waits here with its event, or rests as dead.
CREATE TABLE kernel.inbox (
    handler    text NOT NULL,
    event_id   uuid NOT NULL,
    org_id     uuid,
    key        uuid NOT NULL,
    state      text NOT NULL CHECK (state IN ('done', 'waiting', 'dead')),
    envelope   jsonb,
    attempts   int NOT NULL DEFAULT 0,
    next_at    timestamptz,
    last_error text,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (handler, event_id)
);
CREATE INDEX inbox_open ON kernel.inbox (handler, key, seen_at) WHERE state <> 'done';
CREATE INDEX inbox_due ON kernel.inbox (next_at) WHERE state = 'waiting';
CREATE INDEX inbox_seen ON kernel.inbox (seen_at) WHERE state = 'done';

CREATE TABLE kernel.jobs (
    id           uuid PRIMARY KEY,
    org_id       uuid,
    kind         text NOT NULL,
    payload      jsonb NOT NULL,
    dedupe       text,
    state        text NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'dead')),
    run_at       timestamptz NOT NULL,
    attempts     int NOT NULL DEFAULT 0,
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    lease        bigint NOT NULL DEFAULT 0,
    last_error   text,
    correlation_id uuid NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE INDEX jobs_due ON kernel.jobs (run_at) WHERE state = 'ready';
CREATE UNIQUE INDEX jobs_dedupe ON kernel.jobs (kind, dedupe) WHERE dedupe IS NOT NULL;

CREATE TABLE kernel.schedules (
    name         text PRIMARY KEY,
    next_at      timestamptz NOT NULL,
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    last_error   text
);

CREATE TABLE kernel.sagas (
    id             uuid PRIMARY KEY,
    org_id         uuid,
    name           text NOT NULL,
    aggregate_id   uuid NOT NULL,
    state          text NOT NULL CHECK (state IN ('running', 'undoing', 'done', 'undone', 'stuck', 'abandoned')),
    -- where a stuck saga goes on when it is retried
    direction      text NOT NULL DEFAULT 'running' CHECK (direction IN ('running', 'undoing')),
    step           int NOT NULL DEFAULT 0,
    data           jsonb NOT NULL,
    reason         jsonb,
    -- counts nudges, so that one that comes while a step runs is not lost
    nudges         int NOT NULL DEFAULT 0,
    attempts       int NOT NULL DEFAULT 0,
    run_at         timestamptz NOT NULL,
    leased_until   timestamptz NOT NULL DEFAULT '-infinity',
    lease          bigint NOT NULL DEFAULT 0,
    last_error     text,
    correlation_id uuid NOT NULL,
    started_by     text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    UNIQUE (name, aggregate_id)
);
CREATE INDEX sagas_due ON kernel.sagas (run_at) WHERE state IN ('running', 'undoing');
CREATE INDEX sagas_stuck ON kernel.sagas (org_id) WHERE state = 'stuck';

-- Every step's end, for people: which step, what came of it, when.
CREATE TABLE kernel.saga_steps (
    saga_id uuid NOT NULL REFERENCES kernel.sagas (id) ON DELETE CASCADE,
    seq     bigint GENERATED ALWAYS AS IDENTITY,
    step    text NOT NULL,
    outcome text NOT NULL,
    note    text,
    at      timestamptz NOT NULL,
    PRIMARY KEY (saga_id, seq)
);

-- A client's key, what it asked, and the answer it got; written with the effect.
CREATE TABLE kernel.idempotency_keys (
    actor       text NOT NULL,
    key         text NOT NULL,
    fingerprint text NOT NULL,
    status      smallint NOT NULL,
    body        jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_keys_age ON kernel.idempotency_keys (created_at);
