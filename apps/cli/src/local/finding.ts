/** What a look at the machine or the target found. */
export type Finding = { name: string; verdict: "ok" | "warning" | "fault"; found: string; advice: string | null };
