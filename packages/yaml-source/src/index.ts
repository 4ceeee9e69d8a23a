export { readYaml } from "./read-yaml.ts";
export type { YamlSource } from "./read-yaml.ts";
