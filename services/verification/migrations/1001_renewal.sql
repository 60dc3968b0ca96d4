-- An approval that is renewed counts until its end, whatever becomes of the renewal.
DROP INDEX cases_ending;
CREATE INDEX cases_ending ON cases (valid_until)
    WHERE status IN ('approved', 'submitted', 'in_review', 'rejected') AND valid_until IS NOT NULL;
