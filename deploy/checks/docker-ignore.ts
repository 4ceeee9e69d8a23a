/** Whether a path of the build context is left out, by the lines of .dockerignore: the last that fits decides. */
export function readDockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const isException = line.startsWith("!");
      return { isException, pattern: patternOf(isException ? line.slice(1) : line) };
    });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.isException === false;
}

/** A line fits a path and everything below it. */
function patternOf(line: string): RegExp {
  if (/[?[\]\\]|^\/|\/$|[^/]\*\*|\*\*[^/]/.test(line)) throw new Error(`This line is not understood: ${line}`);
  const text = line
    .replaceAll(/[.+^$()|{}]/g, String.raw`\$&`)
    .replaceAll("**/", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("\0", "(?:.*/)?");
  return new RegExp(`^${text}(?:/.*)?$`);
}
