/** The section of a version, without its heading; null when the changelog has none, or an empty one. */
export function findReleaseNotes(changelog: string, tag: string): string | null {
  const version = tag.replace(/^v/, "");
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((one) => one.split(/[\s\]]/)[0]?.replace("[", "") === version);
  const notes = section?.slice(section.indexOf("\n")).trim();
  return notes === undefined || notes === "" ? null : notes;
}
