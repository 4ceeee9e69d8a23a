import type { Phase, RunResult, Timeouts } from "@tfbench/contracts";
import { BodyText } from "../ask.ts";
import { createBodyDecoder, type BodyDecoder, type Read } from "../body-decoder.ts";
import { composeResult, type ResultScope } from "../compose-result.ts";
import { concludeFailure } from "../conclude-failure.ts";
import { kindCodeOf } from "../kind-code.ts";
import type { EndCode } from "../measure/end-code.ts";
import type { StartStamps } from "../measure/slab.ts";
import type { Conclusion, HttpHead, RunReader } from "../provider-adapter.ts";
import { RunMeter } from "../run-meter.ts";
import {
  failureOfDecoding,
  limitExceeded,
  tooManyEvents,
  unknownEncoding,
  type TransportFailure,
} from "../transport-failure.ts";
import { concludeEnd } from "./conclude-end.ts";
import { EventFrames } from "./event-frames.ts";
import { readFrame, skipByteOrderMark } from "./read-frame.ts";
import { ResponseScanner } from "../http/response-scanner.ts";
import { parseHead } from "./parse-head.ts";
import { Skeleton } from "./skeleton.ts";

export type RunScope = ResultScope & {
  timeouts: Timeouts;
  /** The run's last word was read. */
  onTerminal(run: number): void;
  /** By what its events mean the run ran out of time, although bytes keep coming. */
  onExpired(run: number, code: EndCode): void;
};

const MAX_EVENT_BYTES = 16 * 1024 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024;
/** Eleven hours of 50 a second. Each takes 17 bytes until its run has ended, and a microsecond or two then. */
const MAX_EVENTS = 2_000_000;

const isSuccess = (head: HttpHead | null): head is HttpHead => head !== null && head.status >= 200 && head.status < 300;
const orNull = (ms: number): number | null => (Number.isNaN(ms) ? null : ms);

/** One run, from the bytes of its reads to its result. */
export class RunMeaning {
  readonly #run: number;
  readonly #scope: RunScope;
  readonly #reader: RunReader;
  readonly #meter: RunMeter;
  readonly #response: ResponseScanner;
  readonly #frames = new EventFrames(MAX_EVENT_BYTES);
  readonly #skeleton = new Skeleton();
  readonly #text = new BodyText(MAX_TEXT_BYTES);
  #skeletonKind = 0;
  #read: Read = { atMs: 0, index: 0 };
  #head: HttpHead | null = null;
  #decoder: BodyDecoder | null = null;
  #failure: TransportFailure | null = null;
  #hasEvents = false;
  #lastEventMs: number | null = null;
  #isExpired = false;
  #isCutOff = false;
  #onDecodingFailed: () => void = () => undefined;

  constructor(scope: RunScope, run: number, dueMs: number) {
    this.#scope = scope;
    this.#run = run;
    this.#reader = scope.prepared.createReader();
    this.#meter = new RunMeter(scope.originMs, { dueMs, grantedMs: null });
    this.#response = new ResponseScanner({
      onHead: ({ head }) => this.#open(parseHead(head)),
      onBody: (bytes, from, to) => this.#readBody(bytes, from, to),
    });
  }

  start(given: StartStamps, isFresh: boolean): void {
    const { stamps } = this.#meter;
    stamps.due = given.dueMs;
    stamps.slot_granted = given.slotGrantedMs;
    stamps.started = given.startedMs;
    stamps.connected = orNull(given.connectedMs);
    stamps.sent = orNull(given.sentMs);
    this.#meter.connection = isFresh ? "fresh" : "reused";
  }

  read(atMs: number, bytes: Uint8Array, { from, to }: { from: number; to: number }): void {
    // A new object for each read: a decoder hands out later what belongs to an earlier one.
    this.#read = { atMs, index: this.#read.index + 1 };
    if (this.#failure === null) this.#response.feed(bytes, from, to);
  }

  /** Calls back with the result when everything that came has been decoded. */
  end(atMs: number, how: { code: EndCode; text: string }, onResult: (result: RunResult) => void): void {
    this.#meter.stamps.closed = this.#meter.stamps.started === null ? null : atMs;
    const finish = (): void => onResult(this.#finish(how));
    if (this.#decoder === null || this.#failure !== null) return finish();
    const decoder = this.#decoder;
    this.#isCutOff = how.code !== "complete";
    let isOver = false;
    const once = (): void => {
      if (isOver) return;
      isOver = true;
      decoder.destroy();
      finish();
    };
    this.#onDecodingFailed = once;
    // What was cut off never comes to the end of its compressed form; what had come by then still counts.
    decoder.end(once);
  }

  #open(head: HttpHead): void {
    this.#head = head;
    this.#meter.stamps.headers ??= this.#read.atMs;
    const encoding = head.headers["content-encoding"] ?? "";
    if (encoding === "" || encoding.toLowerCase() === "identity") return;
    this.#decoder = createBodyDecoder(encoding, {
      onBytes: (bytes, read) => this.#readDecoded(bytes, read),
      onError: (error) => {
        if (!this.#isCutOff) this.#failure = failureOfDecoding(error);
        this.#onDecodingFailed();
      },
    });
    if (this.#decoder === null) this.#failure = unknownEncoding(encoding);
  }

  #readBody(bytes: Uint8Array, from: number, to: number): void {
    // The slab is given back when this returns, and decoding goes on after that.
    if (this.#decoder) this.#decoder.write(Uint8Array.prototype.slice.call(bytes, from, to), this.#read);
    else this.#readPlain(bytes, from, { to, read: this.#read });
  }

  #readDecoded(bytes: Uint8Array, read: Read): void {
    this.#readPlain(bytes, 0, { to: bytes.length, read });
  }

  #readPlain(bytes: Uint8Array, from: number, { to, read }: { to: number; read: Read }): void {
    if (!this.#hasEvents) this.#text.add(Uint8Array.prototype.slice.call(bytes, from, to));
    if (!isSuccess(this.#head) || this.#failure !== null) return;
    const frames = this.#frames;
    let at = frames.skipLineFeed(bytes, from);
    while (at < to) {
      if (this.#meter.log.length >= MAX_EVENTS) return void (this.#failure = tooManyEvents(MAX_EVENTS));
      const end = frames.isBetween ? this.#skeleton.match(bytes, at, to) : -1;
      if (end >= 0) {
        this.#readAgain(bytes, read);
        at = frames.skipLineFeed(bytes, end);
        continue;
      }
      at = frames.take(bytes, at, to);
      if (frames.isTooLarge) return void (this.#failure = limitExceeded("event", MAX_EVENT_BYTES));
      if (frames.hasFrame) this.#readFrame(read);
    }
  }

  #readAgain(bytes: Uint8Array, read: Read): void {
    const { textFrom, textTo, dataBytes } = this.#skeleton;
    this.#reader.readAgain?.(bytes, textFrom, textTo);
    this.#meter.addChunk(this.#skeletonKind, dataBytes, read);
    this.#lastEventMs = read.atMs;
  }

  #readFrame(read: Read): void {
    const frame = this.#frames;
    const isFirst = !this.#hasEvents;
    const from = isFirst ? skipByteOrderMark(frame) : frame.from;
    const data = readFrame({ bytes: frame.bytes, from, to: frame.to });
    if (data === null) return;
    this.#hasEvents = true;
    const event = { name: data.name, data: data.bytes.toString("utf8"), bytes: data.bytes.length };
    const meanings = this.#reader.readEvent(event);
    for (const meaning of meanings) {
      const wasOver = this.#meter.stamps.terminal !== null;
      this.#meter.addEvent(meaning, read);
      if (meaning.is_heartbeat) this.#expectMore(read.atMs);
      else this.#lastEventMs = read.atMs;
      if (meaning.is_terminal && !wasOver) this.#scope.onTerminal(this.#run);
    }
    this.#learn({ data, from, meanings });
  }

  #learn({
    data,
    from,
    meanings,
  }: {
    data: NonNullable<ReturnType<typeof readFrame>>;
    from: number;
    meanings: ReturnType<RunReader["readEvent"]>;
  }): void {
    const [meaning] = meanings;
    const text = meanings.length === 1 ? meaning?.text_path : null;
    if (!meaning || !text || !data.isWhole || from !== this.#frames.from) return this.#skeleton.forget();
    this.#skeletonKind = kindCodeOf(meaning);
    this.#skeleton.learn(this.#frames, data.bytes, { text, unread: meaning.unread_keys });
  }

  /** Heartbeats keep the connection alive, not the run. */
  #expectMore(nowMs: number): void {
    const { timeouts } = this.#scope;
    const sinceMs = this.#lastEventMs ?? this.#meter.stamps.headers ?? nowMs;
    const limitMs = this.#lastEventMs === null ? timeouts.first_event_ms : timeouts.idle_ms;
    if (this.#isExpired || nowMs - sinceMs <= limitMs) return;
    this.#isExpired = true;
    this.#scope.onExpired(this.#run, this.#lastEventMs === null ? "timeout_first_event" : "timeout_idle");
  }

  #finish(how: { code: EndCode; text: string }): RunResult {
    const { stamps } = this.#meter;
    if (how.code === "complete" && isSuccess(this.#head) && this.#failure === null) {
      this.#frames.takeLast();
      if (this.#frames.hasFrame) this.#readFrame(this.#read);
    }
    const conclusion = this.#conclude(how);
    const isOver = how.code === "complete" && conclusion.status === "completed";
    // Without a last word of its own, a stream that said why it ended is over with its framing.
    if (isOver) stamps.terminal ??= this.#read.atMs;
    return composeResult({ scope: this.#scope, meter: this.#meter, reader: this.#reader, conclusion });
  }

  #conclude(how: { code: EndCode; text: string }): Conclusion {
    const { stamps } = this.#meter;
    if (stamps.terminal !== null) return this.#reader.conclude({ kind: "terminal" });
    if (this.#failure !== null) return concludeFailure(this.#failure);
    const head = this.#head;
    const answer = head && { ...head, body_text: this.#text.toString() };
    const isCutOff = how.code === "closed_by_peer";
    if (answer && !isSuccess(answer) && (how.code === "complete" || isCutOff))
      return this.#reader.conclude({ kind: "refused", answer });
    if (answer && isCutOff) return this.#reader.conclude({ kind: "cut_off", answer });
    const failed = concludeEnd({
      ...how,
      phase: this.#phase(),
      timeouts: this.#scope.timeouts,
      silentMs: this.#silentMs(),
    });
    if (failed) return failed;
    if (answer === null) throw new Error("A run was complete without an answer.");
    return this.#reader.conclude({ kind: "unfinished", answer });
  }

  #silentMs(): number | null {
    const { closed } = this.#meter.stamps;
    const silentMs = closed === null || this.#read.index === 0 ? 0 : closed - this.#read.atMs;
    return silentMs < this.#scope.stallMs ? null : silentMs;
  }

  #phase(): Phase {
    const { stamps } = this.#meter;
    if (this.#head !== null) return this.#meter.log.length === 0 ? "first_event" : "stream";
    if (stamps.sent !== null) return "headers";
    return stamps.connected === null && this.#meter.connection !== "reused" ? "connect" : "send";
  }
}
