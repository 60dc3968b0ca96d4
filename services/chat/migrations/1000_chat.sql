-- Conversations, what was said in them, and everything that changed, in one order.

CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TABLE conversations (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('pair', 'group')),
    -- The two of a pair, sorted: one conversation per pair and organisation.
    low uuid,
    high uuid,
    title text,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    -- An operator closed it: nobody writes any more.
    closed_at timestamptz,
    -- The last message's number; the next one is given to whose turn it is.
    last_seq bigint NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL,
    -- Who spoke last, and since when without an answer.
    run_author uuid,
    run_since timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT conversations_of_pair UNIQUE (org_id, low, high),
    CONSTRAINT conversations_pair_is_two CHECK ((kind = 'pair') = (low IS NOT NULL AND high IS NOT NULL AND low < high)),
    CONSTRAINT conversations_group_has_title CHECK ((kind = 'group') = (title IS NOT NULL))
);

CREATE TABLE participants (
    org_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    read_seq bigint NOT NULL DEFAULT 0,
    delivered_seq bigint NOT NULL DEFAULT 0,
    -- Since when this one lets the other of a pair write no more.
    blocked_at timestamptz,
    -- When all messages so far would have been sent at the allowed pace.
    paced_until timestamptz,
    -- What they came to talk about: goes with their next message.
    about jsonb,
    PRIMARY KEY (org_id, conversation_id, user_id),
    CONSTRAINT participants_read_what_arrived CHECK (0 <= read_seq AND read_seq <= delivered_seq),
    FOREIGN KEY (org_id, conversation_id) REFERENCES conversations (org_id, id)
);
CREATE INDEX participants_of_user ON participants (org_id, user_id, conversation_id);

CREATE TABLE messages (
    org_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    id uuid NOT NULL,
    author uuid NOT NULL,
    -- The author's own id of it: a repeat is the same message.
    client_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('text', 'file', 'card')),
    text text,
    -- [{fileId, name, mediaType, size}]
    attachments jsonb NOT NULL DEFAULT '[]',
    reply_to bigint,
    about jsonb,
    card_kind text,
    card_subject uuid,
    card_version bigint,
    card_data jsonb,
    -- The caller's key of a card.
    card_key text,
    created_at timestamptz NOT NULL,
    edited_at timestamptz,
    deleted_at timestamptz,
    -- The words as they are looked for; a trigger keeps them, so that erasing a text is one statement.
    words tsvector NOT NULL,
    PRIMARY KEY (org_id, conversation_id, seq),
    CONSTRAINT messages_once_per_client_id UNIQUE (org_id, author, client_id),
    CONSTRAINT messages_once_per_card_key UNIQUE (org_id, card_key),
    CONSTRAINT messages_card CHECK ((kind = 'card') = (card_kind IS NOT NULL AND card_subject IS NOT NULL AND card_version IS NOT NULL AND card_data IS NOT NULL AND card_key IS NOT NULL)),
    CONSTRAINT messages_deleted_say_nothing CHECK (deleted_at IS NULL OR (text IS NULL AND attachments = '[]')),
    FOREIGN KEY (org_id, conversation_id) REFERENCES conversations (org_id, id)
);
CREATE INDEX messages_of_card ON messages (org_id, card_kind, card_subject) WHERE kind = 'card';
CREATE INDEX messages_by_words ON messages USING gin (words);

CREATE FUNCTION messages_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.words := to_tsvector('simple', unaccent(coalesce(NEW.text, '')));
    RETURN NEW;
END $$;
CREATE TRIGGER messages_words BEFORE INSERT OR UPDATE OF text ON messages FOR EACH ROW EXECUTE FUNCTION messages_words();

-- Everything that happened, in the order in which it is told. `txid` and `n` together are that order: a reader that
-- stays below the oldest open transaction skips none that commits later. Who writes in a conversation takes a turn
-- there first of all (an advisory lock), so that transactions' numbers follow the order in it.
CREATE TABLE frames (
    org_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    n bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL CHECK (kind IN ('message', 'edited', 'deleted', 'card', 'read', 'delivered')),
    -- Of the message; of a read or delivered one, up to which.
    seq bigint NOT NULL,
    -- Who read, or has got them.
    user_id uuid,
    at timestamptz NOT NULL,
    PRIMARY KEY (org_id, conversation_id, txid, n)
);
CREATE INDEX frames_reading_order ON frames (txid, n);

-- Frames up to here were forgotten: who was away for longer reads anew.
CREATE TABLE forgotten_frames (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    txid xid8 NOT NULL DEFAULT '0'
);
INSERT INTO forgotten_frames DEFAULT VALUES;

CREATE TABLE files (
    org_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    id uuid NOT NULL,
    author uuid NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    created_at timestamptz NOT NULL,
    -- The message it went with.
    seq bigint,
    PRIMARY KEY (org_id, conversation_id, id),
    FOREIGN KEY (org_id, conversation_id) REFERENCES conversations (org_id, id)
);
CREATE UNIQUE INDEX files_by_id ON files (id);
CREATE INDEX files_of_nothing ON files (created_at) WHERE seq IS NULL;
CREATE INDEX files_of_message ON files (org_id, conversation_id, seq) WHERE seq IS NOT NULL;

CREATE TABLE reports (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    seq bigint,
    reporter uuid NOT NULL,
    reason text NOT NULL CHECK (reason IN ('spam', 'abuse', 'fraud', 'off_platform', 'other')),
    text text NOT NULL,
    -- What the message said when it was reported, until somebody has decided: its author may delete it meanwhile.
    said text,
    created_at timestamptz NOT NULL,
    outcome text CHECK (outcome IN ('dismissed', 'removed', 'closed')),
    note text,
    resolved_by uuid,
    resolved_at timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT reports_resolved_keep_nothing CHECK (outcome IS NULL OR said IS NULL),
    CONSTRAINT reports_resolved CHECK ((outcome IS NULL) = (resolved_at IS NULL) AND (outcome IS NULL) = (resolved_by IS NULL)),
    FOREIGN KEY (org_id, conversation_id) REFERENCES conversations (org_id, id)
);
CREATE INDEX reports_open ON reports (org_id, id DESC) WHERE outcome IS NULL;

CREATE TABLE last_seen (
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (org_id, user_id)
);
