-- When the provider last refused a refund: one that is refused time and again is asked for anew once a day only.
ALTER TABLE refunds ADD COLUMN refused_at timestamptz;
