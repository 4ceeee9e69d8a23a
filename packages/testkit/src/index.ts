export { placeEmbedded, placeTestDatabase, testDatabase, testServerUrl } from "./test-database.ts";
export type { TestDatabase, TestDatabasePlace } from "./test-database.ts";
export { makeAutomation, makeBatch, makePlan, makeRun, makeScenario, makeTarget } from "./factories.ts";
export type { MadeAutomation, MadeBatch, MadeRun, MadeScenario, MadeTarget } from "./factories.ts";
export { makeResult } from "./make-result.ts";
export { createFakeClock } from "./fake-clock.ts";
export type { FakeClock } from "./fake-clock.ts";
