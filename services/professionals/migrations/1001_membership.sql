-- Since when a person is no member of the organisation: they may not offer work then. None for who is one, as far as told.
ALTER TABLE standings
    ADD COLUMN no_member_since timestamptz,
    -- When their roles were last told.
    ADD COLUMN roles_at timestamptz;
