/** How sources give a reason against a measurement: by a call, by a reason written out, or by a table of limits. */
const PATTERNS = [
  /\b(?:suspect|missing)\(\s*"([a-z_]+)"/g,
  /verdict: "(?:suspect|invalid)",\s*code: "([a-z_]+)"/g,
  /^ {2}([a-z_]+): \{ suspect: /gm,
];

/** Every code of a reason against a measurement's validity that a source file can give. */
export const listValidityCodes = (text: string): string[] =>
  PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = ""]) => code));
