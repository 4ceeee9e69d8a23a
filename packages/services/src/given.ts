/** What a partial update brings, or what there was. */
export const given = <T>(brought: T | undefined, kept: T): T => (brought === undefined ? kept : brought);
