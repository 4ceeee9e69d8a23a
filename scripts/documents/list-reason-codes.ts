import { Phase } from "../../packages/contracts/src/index.ts";

/** What the variable parts of a reason code can be; a new pattern must be added here. */
const PATTERNS: Record<string, readonly string[]> = {
  "${phase}_timeout": Phase.options.map((phase) => `${phase}_timeout`),
  "${what}_too_large": ["event_too_large", "body_too_large"],
  "http_${httpStatus}": ["http_…"],
};

const LITERAL = /reason_code: "([a-z_]+)"/g;
const TEMPLATE = /reason_code: `([^`]+)`/g;
/** The calls that take a reason as their first text, and what stands for one that the provider did not name. */
const CALLS = [
  /\b(?:network|protocol|infraError|ours)\(\s*"([a-z_]+)"/g,
  /\?\? "([a-z_]+)"\)/g,
  /\},\s*"([a-z_]+)",\s*\)/g,
];
/** The tables of the provider's own codes, which become reasons in small letters. */
const PROVIDER_CODE = /^ {2}([A-Z]+_[A-Z_]+|TIMEOUT|FORBIDDEN|UNAUTHORIZED): /gm;

const captures = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, captured = ""]) => captured);

/** Every reason code that a source file can give a run or a batch. */
export function listReasonCodes(text: string): string[] {
  if (!text.includes("reason_code")) return [];
  const templates = captures(text, TEMPLATE).flatMap((template) => {
    const codes = PATTERNS[template];
    if (codes === undefined) throw new Error(`The reason \`${template}\` is no pattern of list-reason-codes.ts.`);
    return codes;
  });
  return [
    ...captures(text, LITERAL),
    ...templates,
    ...CALLS.flatMap((call) => captures(text, call)),
    ...(text.includes("outcomeOfRunError(error")
      ? captures(text, PROVIDER_CODE).map((code) => code.toLowerCase())
      : []),
  ];
}
