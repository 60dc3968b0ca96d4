-- What an operator removed while the two had a disputed order: the two see it no more, whoever decides the dispute does,
-- and it is erased with the decision.
CREATE TABLE withheld_messages (
    org_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    text text,
    -- [{fileId, name, mediaType, size}]
    attachments jsonb NOT NULL,
    PRIMARY KEY (org_id, conversation_id, seq),
    FOREIGN KEY (org_id, conversation_id, seq) REFERENCES messages (org_id, conversation_id, seq)
);

-- Of a withheld message: only who decides the dispute reads it.
ALTER TABLE files ADD COLUMN withheld boolean NOT NULL DEFAULT false;
ALTER TABLE files ADD CONSTRAINT files_withheld_were_sent CHECK (NOT withheld OR seq IS NOT NULL);

-- Orders whose cards say that they are disputed: of those from before 1001 chat was told nothing else.
CREATE INDEX messages_of_disputed ON messages (org_id, card_subject)
    WHERE kind = 'card' AND card_kind = 'order' AND card_data ->> 'status' = 'disputed';
