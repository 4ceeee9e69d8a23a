-- What tokens cost, in the price table of a target beside what steps cost. A run of an endpoint may cost less than a
-- millionth of a dollar: without a scale numeric keeps it all. Taking the scale away rewrites neither runs nor an index,
-- and columns without a default rewrite nothing; both locks are held for an instant.

ALTER TABLE target_prices
  ADD COLUMN usd_per_million_input_tokens  numeric CHECK (usd_per_million_input_tokens >= 0),
  ADD COLUMN usd_per_million_output_tokens numeric CHECK (usd_per_million_output_tokens >= 0),
  ADD COLUMN usd_per_million_cached_tokens numeric CHECK (usd_per_million_cached_tokens >= 0);
ALTER TABLE runs ALTER COLUMN cost_usd TYPE numeric;
