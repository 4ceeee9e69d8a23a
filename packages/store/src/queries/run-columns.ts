// JSON out of the database writes instants in its own way; this is the contracts' one.
const VERDICT = `CASE WHEN r.verdict_goal IS NOT NULL THEN jsonb_build_object('goal', r.verdict_goal, 'note', r.verdict_note,
    'at', to_char(r.verdict_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

/** The columns of a RunSummary; `r` is the run, `s`, `a` and `t` its scenario, automation and target. */
export const RUN_SUMMARY_COLUMNS = `
  r.id, r.batch_id, r.batch_index, r.scenario_id, s.name AS scenario_name, r.automation_id, a.name AS automation_name,
  r.target_id, t.name AS target_name, a.provider, r.origin, r.status, r.phase, r.reason_code, r.fault, r.cancelled_by,
  r.cancel_requested_at IS NOT NULL AS cancel_requested, r.goal, r.goal_reason, r.error, r.created_at, r.due_at,
  r.started_at, r.finished_at, r.total_duration_ms, r.ttft_ms, r.steps, r.progress_events, r.cost_usd,
  r.input_tokens, r.output_tokens, r.output_tokens_per_second, r.tinyfish_run_id, r.labels, r.tags, ${VERDICT} AS verdict, r.rerun_of`;

export const RUN_SUMMARY_JOINS = `
  JOIN scenarios s ON s.id = r.scenario_id
  JOIN automations a ON a.id = r.automation_id
  JOIN targets t ON t.id = r.target_id`;

/** What a Run has beyond its summary; `b` is the batch, whose frozen plan holds what was sent. */
export const RUN_DETAIL_COLUMNS = `
  r.response_ms, r.slot_wait_ms, r.lag_ms, r.connect_ms, r.headers_ms, r.first_event_ms, r.ttft_sent_ms,
  r.time_to_streaming_url_ms, r.provider_queue_ms, r.provider_run_ms, r.heartbeat_gap_max_ms, r.inter_token_stats,
  r.connection, r.coalesced, r.event_count, r.price_version, r.stamps, b.plan -> 'request' AS request,
  b.plan -> 'inputs' AS inputs, r.response_json, r.provider_run, r.streaming_url,
  r.response_ttft_ms, r.ttfo_ms, r.ttst_ms, r.tpot_ms, r.malformed_events, r.content_chunks, r.is_buffered,
  r.reasoning_tokens, r.cached_tokens, r.client_output_tokens, r.first_chunk_tokens, r.has_hidden_reasoning, r.finish_reason, r.load_part`;
