-- People are one account across all organisations of an installation; what they
-- are to an organisation is a membership.
CREATE TABLE users (
    id              uuid PRIMARY KEY,
    email           text NOT NULL,
    name            text NOT NULL,
    locale          text NOT NULL CHECK (locale IN ('en', 'es')),
    -- argon2id (PHC string) or bcrypt from an import, upgraded at the next log-in
    password_hash   text NOT NULL,
    verified_at     timestamptz,
    banned_at       timestamptz,
    profile         jsonb NOT NULL DEFAULT '{}',
    preferences     jsonb NOT NULL DEFAULT '{}',
    -- when a mail of each sort was last asked for: nobody's inbox is flooded through us
    verify_asked_at timestamptz,
    reset_asked_at  timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE organisations (
    id         uuid PRIMARY KEY,
    slug       text NOT NULL,
    name       text NOT NULL,
    demo       boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT organisations_slug UNIQUE (slug)
);
CREATE INDEX organisations_age ON organisations (created_at, id);

CREATE TABLE memberships (
    org_id     uuid NOT NULL REFERENCES organisations (id),
    user_id    uuid NOT NULL REFERENCES users (id),
    roles      text[] NOT NULL CHECK (cardinality(roles) > 0
                   AND roles <@ ARRAY['guest', 'member', 'client', 'professional', 'manager', 'admin']),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, user_id)
);
CREATE INDEX memberships_of ON memberships (user_id, created_at);

-- A session is the family of refresh tokens that one log-in started.
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users (id),
    -- the organisation its access tokens name
    org_id       uuid REFERENCES organisations (id),
    device       text NOT NULL,
    address      text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    revoked_at   timestamptz,
    reason       text CHECK (reason IN ('logout', 'reuse', 'password', 'admin')),
    CHECK ((revoked_at IS NULL) = (reason IS NULL))
);
CREATE INDEX sessions_of ON sessions (user_id, created_at) WHERE revoked_at IS NULL;
CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;

-- Only hashes: a copy of this table logs nobody in.
CREATE TABLE refresh_tokens (
    hash       bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_of ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_age ON refresh_tokens (expires_at);

CREATE TABLE mail_secrets (
    hash       bytea PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('verify', 'reset')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX mail_secrets_of ON mail_secrets (user_id, purpose);
CREATE INDEX mail_secrets_age ON mail_secrets (expires_at);

-- Ed25519 keys of access tokens; the private half is sealed under the installation's secret.
CREATE TABLE signing_keys (
    kid        text PRIMARY KEY,
    sealed     bytea NOT NULL,
    jwk        jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    retired_at timestamptz
);
-- One key signs at a time, whatever number of processes starts at once.
CREATE UNIQUE INDEX signing_keys_current ON signing_keys ((true)) WHERE retired_at IS NULL;
