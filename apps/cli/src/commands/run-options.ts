import { Option } from "commander";
import type { Command } from "commander";
import { addLevelOptions } from "./level-options.ts";
import { addThresholdOptions } from "./threshold-options.ts";
import { burst, ramp, stages } from "./parse-shapes.ts";
import { TIMESTAMP_UNITS } from "@tfbench/engine";
import {
  durationMs,
  durationRange,
  notNegative,
  positiveNumber,
  ratePerSecond,
  repeated,
  runsOrTime,
  share,
  shareUpToAll,
  waitMs,
  wholeNumber,
} from "./parse-option.ts";

/** The options of `tfbench run` that say how much is asked, what of, and when to stop. */
export function addRunOptions(command: Command): void {
  addLoadOptions(command);
  addLevelOptions(command);
  addReplayOptions(command);
  addChatOptions(command);
  addCancellationOptions(command);
  addRequestOptions(command);
  addSseOptions(command);
  addBudgetOptions(command);
  addThresholdOptions(command);
}

function addLoadOptions(command: Command): void {
  command
    .option("--concurrency <n>", "runs open at the same time; with --rate the ceiling", wholeNumber(1, 16_384))
    .option("--requests <n>", "how many runs", wholeNumber(1, 10_000_000))
    .option("--duration <time>", "for how long: 30s, 2m", durationMs)
    .option("--rate <per second>", "runs due a second, whether or not others have ended", ratePerSecond)
    .addOption(
      new Option("--arrival <kind>", "how due times of rates are spread")
        .choices(["poisson", "constant", "gamma"])
        .default("poisson"),
    )
    .option("--burst <runs/time>", "so many runs at once, again and again: 20/5s", burst)
    .option("--stages <list>", "one rate after the other, each for its time: 10:30s,50:1m,10:30s", stages)
    .option("--ramp <range>", "from one rate to another within --duration: 1..50", ramp)
    .addOption(
      new Option("--ramp-curve <kind>", "how the rate of a ramp changes; linear unless said otherwise").choices([
        "linear",
        "exponential",
      ]),
    )
    .option("--gamma-shape <n>", "1 is Poisson, less comes in clumps", positiveNumber)
    .addOption(
      new Option("--on-full <what>", "a run due without a free slot").choices(["wait", "drop"]).default("wait"),
    )
    .option(
      "--start-spread <time>",
      "the first starts of a closed load are spread over this; 0s is all at once (default: 2ms each, 100ms to 1s)",
      spreadMs,
    )
    .addOption(
      new Option("--warmup <n or time>", "runs before the measured ones, or what is due before 10s; in no figure")
        .argParser(runsOrTime)
        .default({ runs: 0 }, "none"),
    )
    .option("--cool-down <time>", "what is due so shortly before the load's end is in no figure", durationMs)
    .option("--grace <time>", "how long runs may go on after the last start", waitMs)
    .addOption(new Option("--timeout <time>", "longest time of one run").argParser(waitMs).default(600_000, "10m"))
    .option("--threads <n>", "measuring threads", wholeNumber(1, 64), 1)
    .option("--fresh-connections", "dial for every run")
    .option("--http2", "speak HTTP/2, through undici instead of bare sockets")
    .option("--proxy <address>", "through a proxy that makes tunnels, and undici instead of bare sockets")
    .addOption(repeated("--slo <limit>", "limit each run has to keep, as ttft_ms<200; may be repeated"))
    .option("--seed <n>", "settles prompts and due times", wholeNumber(0, 2_147_483_647), 1);
}

function addReplayOptions(command: Command): void {
  command
    .option("--replay <file>", "runs are due when a trace's requests came in: JSONL, CSV or a record file")
    .option("--replay-speed <factor>", "2 plays the trace twice as fast", positiveNumber, 1)
    .addOption(
      new Option("--replay-unit <unit>", "of the trace's timestamps; left out: ms in JSONL, s in CSV").choices(
        TIMESTAMP_UNITS,
      ),
    );
}

function addCancellationOptions(command: Command): void {
  command
    .option(
      "--cancel-share <share>",
      "break off this share of the runs, as users do; they are in no rate",
      shareUpToAll,
    )
    .option("--cancel-after <time>", "from a run's start: 500ms, or drawn from 200ms..2s", durationRange);
}

function addChatOptions(command: Command): void {
  command
    .option(
      "--turns <n>",
      "chats of so many turns; --requests, --rate and --concurrency then count conversations",
      wholeNumber(1, 400),
    )
    .option("--think-time <time>", "from an answer to the next turn: 2s, or drawn from 1s..5s", durationRange);
}

function addRequestOptions(command: Command): void {
  command
    .option("--input-tokens <n>", "length of synthetic prompts", wholeNumber(1, 1_000_000), 128)
    .option(
      "--shared-prefix-tokens <n>",
      "the first so many tokens are the same in every prompt",
      wholeNumber(0, 1_000_000),
      0,
    )
    .option("--prompt-file <file>", "prompts from JSONL, CSV, ShareGPT JSON or text, instead of synthetic ones")
    .option("--allow-repeats", "send the same synthetic prompt every time, so caches may answer")
    .option("--max-tokens <n>", "longest answer", wholeNumber(1, 10_000_000))
    .option(
      "--output-tokens <n>",
      "length of answers, where the server allows to ask for it",
      wholeNumber(1, 10_000_000),
    )
    .option("--min-tokens <n>", "shortest answer (vLLM, SGLang)", wholeNumber(0, 10_000_000))
    .option("--ignore-eos", "let the server go on to --output-tokens (vLLM, SGLang)")
    .addOption(repeated("--image <file>", "image that goes with every prompt; may be repeated"))
    .option("--tools <json>", "tools the model may call, as its API takes them; @file reads them from a file")
    .option("--extra-body <json>", "more fields of the request; @file reads them from a file")
    .addOption(repeated("--header <name: value>", "more headers; may be repeated"))
    .option("--api-key-env <name>", "environment variable that holds the key")
    .option("--insecure", "accept certificates that cannot be verified");
}

/** What a service of its own kind is sent, and where its events have what. */
function addSseOptions(command: Command): void {
  command
    .option("--body <json>", "http_sse: the body, with places such as {{prompt}}; @file reads it from a file")
    .option("--content-path <path>", "http_sse: where an event has its text, as $.text; else all of it is text")
    .option("--reasoning-path <path>", "http_sse: where an event has reasoning")
    .option("--error-path <path>", "http_sse: where an event says that it failed")
    .option("--input-tokens-path <path>", "http_sse: where an event counts the tokens of the prompt")
    .option("--output-tokens-path <path>", "http_sse: where an event counts those of the answer")
    .option("--end-data <text>", "http_sse: the data of the last event, as [DONE]; else the answer's end is its end")
    .option("--end-event <name>", "http_sse: the name of the last event");
}

/** These may stand beside a scenario file: they say when to stop, not what to measure. */
function addBudgetOptions(command: Command): void {
  command
    .option("--max-errors <n>", "start no more runs after so many failed", wholeNumber(1))
    .option("--max-error-rate <share>", "start no more runs when a larger share failed, from 20 runs on", share)
    .option("--max-usd <amount>", "start no more runs after so much was spent; needs the prices", positiveNumber)
    .option("--usd-per-million-input <usd>", "price of a million input tokens", notNegative)
    .option("--usd-per-million-output <usd>", "price of a million output tokens", notNegative);
}

const spreadMs = (text: string): number => (/^0(ms|s)?$/.test(text) ? 0 : waitMs(text));
