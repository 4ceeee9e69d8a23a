export { adapterOf } from "./adapter-of.ts";
