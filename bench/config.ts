/** What a started instance takes over from our environment; everything else is set by the bench. */
export const inheritedEnvironment = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
