export { checkResult } from "./check-result.ts";
export { judgeGoal } from "./judge-goal.ts";
export type { GoalVerdict } from "./judge-goal.ts";
