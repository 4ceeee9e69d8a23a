/** The full hour, in UTC, that an instant lies in. */
export const hourOf = (instant: string): string => `${instant.slice(0, 13)}:00:00.000Z`;
