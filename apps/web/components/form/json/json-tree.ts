import { jsonLanguage } from "@codemirror/lang-json";

export type JsonPath = readonly string[];
type Tree = ReturnType<typeof jsonLanguage.parser.parse>;
export type JsonNode = Tree["topNode"];
export type JsonRange = { from: number; to: number };

export const parseTree = (text: string): JsonNode => jsonLanguage.parser.parse(text).topNode;

const isValue = ({ name }: JsonNode) => !["PropertyName", "{", "}", "[", "]", ",", ":", "⚠"].includes(name);

function childrenOf(node: JsonNode): JsonNode[] {
  const children: JsonNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** A property's name as it is meant; one that is still being written, as far as it is there. */
export function nameOf(property: JsonNode, text: string): string {
  const name = childrenOf(property).find((child) => child.name === "PropertyName");
  return name === undefined ? "" : text.slice(name.from, name.to).replaceAll('"', "");
}

/** Names already given in an object. */
export const namesIn = (object: JsonNode, text: string): string[] =>
  childrenOf(object)
    .filter(({ name }) => name === "Property")
    .map((property) => nameOf(property, text));

/** The way from the root to a node: names of properties, indexes of lists. */
export function pathOf(node: JsonNode, text: string): string[] {
  const path: string[] = [];
  for (let at: JsonNode | null = node; at !== null; at = at.parent) {
    const { parent } = at;
    if (at.name === "Property") path.unshift(nameOf(at, text));
    if (parent?.name === "Array" && isValue(at))
      path.unshift(
        String(
          childrenOf(parent)
            .filter(isValue)
            .findIndex(({ from }) => from === at.from),
        ),
      );
  }
  return path;
}

function step(value: JsonNode, key: string, text: string): { node: JsonNode; range: JsonRange } | null {
  if (value.name === "Array") {
    const item = childrenOf(value).filter(isValue)[Number(key)];
    return item === undefined ? null : { node: item, range: item };
  }
  const property = childrenOf(value).find((child) => child.name === "Property" && nameOf(child, text) === key);
  if (property === undefined) return null;
  const own = childrenOf(property).find(isValue);
  return { node: own ?? property, range: { from: property.from, to: property.to } };
}

/** Where a path leads in the text; as far as it goes, so that what is missing is shown where it belongs. */
export function rangeOf(root: JsonNode, path: JsonPath, text: string): JsonRange {
  let value = childrenOf(root).find(isValue) ?? root;
  let range: JsonRange = { from: value.from, to: Math.min(value.to, value.from + 1) };
  for (const key of path) {
    const next = step(value, key, text);
    if (next === null) return range;
    ({ node: value, range } = next);
  }
  return range;
}
