/** Kinds come in the provider's own spelling, which older generations write in small letters. */
const isKind = (kind: string, word: string): boolean => kind === word || kind.toUpperCase() === word;

export const isHeartbeat = ({ kind }: { kind: string }): boolean => isKind(kind, "HEARTBEAT");
/** Of an agent its actions, of a stream of text what carries text. */
const CONTENT_KINDS: ReadonlySet<string> = new Set(["answer", "reasoning", "tool_call"]);
export const isContent = ({ kind }: { kind: string }): boolean => isKind(kind, "PROGRESS") || CONTENT_KINDS.has(kind);
export const isTerminal = ({ kind }: { kind: string }): boolean => isKind(kind, "COMPLETE") || kind === "terminal";

/** Entries that this product adds to the log itself: what a poll, a lookup or a cancel of the run met. */
const OWN_KINDS: ReadonlySet<string> = new Set(["poll", "lookup", "cancel"]);
export const isOwn = ({ kind }: { kind: string }): boolean => OWN_KINDS.has(kind);
