/** Something wrong with a text: what it is about, and where that begins, lines and columns counted from one. */
export type CodeProblem = { from: number; to: number; line: number; column: number; message: string };

/** The same from elsewhere, which knows lines and columns only. */
export type PlacedProblem = Pick<CodeProblem, "line" | "column" | "message">;
