export { judgeGoal } from "./judge-goal.ts";
export type { GoalVerdict } from "./judge-goal.ts";
