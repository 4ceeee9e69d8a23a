/** One broken rule. `line` counts from 1; 0 means the file as a whole. */
export type Problem = { file: string; line: number; message: string };
