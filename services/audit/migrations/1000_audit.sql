-- Every event of the platform. Partitions of a month are made ahead of time; what belongs
-- to no partition, from a clock gone wrong or an old import, rests in the default one.
CREATE TABLE audit_log (
    org_id      uuid,
    at          timestamptz NOT NULL,
    event_id    uuid NOT NULL,
    service     text NOT NULL,
    kind        text NOT NULL,
    entity_type text NOT NULL,
    entity_id   uuid NOT NULL,
    actor       text NOT NULL,
    correlation uuid NOT NULL,
    version     int NOT NULL,
    data        jsonb NOT NULL,
    -- an event has one time, so this keeps the event's id unique
    CONSTRAINT audit_log_event UNIQUE NULLS NOT DISTINCT (org_id, at, event_id)
) PARTITION BY RANGE (at);

CREATE INDEX audit_log_actor ON audit_log (org_id, actor, at DESC, event_id DESC);
CREATE INDEX audit_log_entity ON audit_log (org_id, entity_id, at DESC, event_id DESC);
CREATE INDEX audit_log_kind ON audit_log (org_id, kind text_pattern_ops, at DESC);
CREATE INDEX audit_log_correlation ON audit_log (org_id, correlation);

CREATE TABLE audit_log_default PARTITION OF audit_log DEFAULT;
