-- An event's place in the reading order: the transaction's number, or the last one that had ended when the event was
-- written, if that is higher. Of two transactions that changed one aggregate one after the other, the later may have the
-- lower number, because it began before; its events still come later, since it wrote them when the other had ended.
-- No place is lower than its transaction's number, so who stays below the oldest open transaction skips nothing.
ALTER TABLE kernel.domain_events ALTER COLUMN txid SET DEFAULT
    greatest(pg_current_xact_id(), (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text::xid8);
