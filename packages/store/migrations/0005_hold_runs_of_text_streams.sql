-- Runs of LLM endpoints: token counts, the times that only streams of text have, and the providers that bring them.
-- Columns without a default take no rewrite of runs; the checks read the two catalogue tables once.

ALTER TABLE automations DROP CONSTRAINT automations_provider_check;
ALTER TABLE automations ADD CONSTRAINT automations_provider_check CHECK (provider IN ('tinyfish', 'openai', 'anthropic', 'http_sse'));
ALTER TABLE targets DROP CONSTRAINT targets_provider_check;
ALTER TABLE targets ADD CONSTRAINT targets_provider_check CHECK (provider IN ('tinyfish', 'openai', 'anthropic', 'http_sse'));

ALTER TABLE runs
  ADD COLUMN response_ttft_ms         double precision,
  ADD COLUMN ttfo_ms                  double precision,
  ADD COLUMN ttst_ms                  double precision,
  ADD COLUMN tpot_ms                  double precision,
  ADD COLUMN output_tokens_per_second double precision,
  ADD COLUMN malformed_events         integer,
  ADD COLUMN content_chunks           integer,
  ADD COLUMN is_buffered              boolean,
  ADD COLUMN input_tokens             integer,
  ADD COLUMN output_tokens            integer,
  ADD COLUMN reasoning_tokens         integer,
  ADD COLUMN cached_tokens            integer,
  ADD COLUMN client_output_tokens     integer,
  ADD COLUMN first_chunk_tokens       integer,
  ADD COLUMN has_hidden_reasoning     boolean,
  ADD COLUMN finish_reason            text,
  -- About three bytes an event; out of line as soon as it is long, so that reading other columns does not read it.
  ADD COLUMN chunk_log                bytea;
