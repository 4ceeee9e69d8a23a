import { expect, test } from "vitest";
import { findReleaseNotes } from "./find-release-notes.ts";

const CHANGELOG = `# Changelog

## Unreleased

- Later.

## 1.10.0 - 2026-05-01

### Added

- Ten.

## [1.1.0]

- One.

## 1.0.0
`;

test.each([
  ["v1.10.0", "### Added\n\n- Ten."],
  ["v1.1.0", "- One."],
  ["1.1.0", "- One."],
  ["v1.1", null],
  ["v1.0.0", null],
  ["v2.0.0", null],
])("the notes of %s are its section and nothing else", (tag, expected) => {
  expect(findReleaseNotes(CHANGELOG, tag)).toBe(expected);
});
