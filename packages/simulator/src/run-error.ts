import type { Script } from "./script.ts";

export interface RunError {
  code: string;
  message: string;
  category: "SYSTEM_FAILURE" | "AGENT_FAILURE" | "BILLING_FAILURE" | "UNKNOWN";
  /** Whole seconds: the Python SDK refuses a fraction. */
  retry_after: number | null;
  help_url?: string;
  help_message?: string;
}

type KnownError = Pick<RunError, "category" | "message" | "retry_after">;

const KNOWN_ERRORS = new Map<string, KnownError>([
  ["TASK_FAILED", agentFailure("The agent stopped before the goal was met.")],
  ["MAX_STEPS_EXCEEDED", agentFailure("The agent used all the steps it was allowed.")],
  ["SITE_BLOCKED", agentFailure("The site refused the browser.")],
  ["CONTENT_POLICY_VIOLATION", agentFailure("The goal is against the content policy.")],
  ["TIMEOUT", systemFailure("The run did not finish within its time limit.")],
  ["CANCELLED", { category: "UNKNOWN", message: "The run was cancelled.", retry_after: null }],
  ["SERVICE_BUSY", { ...systemFailure("No browser is free at the moment."), retry_after: 30 }],
  ["INSUFFICIENT_CREDITS", { category: "BILLING_FAILURE", message: "The wallet is empty.", retry_after: null }],
  ["INTERNAL_ERROR", systemFailure("The browser crashed.")],
]);

/** What the script leaves out comes from the code; a code nobody knows is the agent's failure. */
export function runError(code: string, script: Script = {}): RunError {
  const known = KNOWN_ERRORS.get(code.toUpperCase()) ?? agentFailure("The run failed.");
  return {
    code,
    message: script.error_message ?? known.message,
    category: script.error_category ?? known.category,
    retry_after: script.retry_after ?? known.retry_after,
    ...(script.help_url !== undefined && { help_url: script.help_url }),
    ...(script.help_message !== undefined && { help_message: script.help_message }),
  };
}

function agentFailure(message: string): KnownError {
  return { category: "AGENT_FAILURE", message, retry_after: null };
}

function systemFailure(message: string): KnownError {
  return { category: "SYSTEM_FAILURE", message, retry_after: null };
}
