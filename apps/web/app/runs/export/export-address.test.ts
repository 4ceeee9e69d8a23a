import { expect, test } from "vitest";
import { exportAddress } from "./export-address.ts";

test("a list's whole filter, order and columns stand in the address of its file", () => {
  expect(
    exportAddress({
      format: "csv",
      status: ["timeout", "aborted"],
      search: "a&b",
      sort: "status,-id",
      columns: "id,status",
      tz: "Europe/Berlin",
    }),
  ).toBe(
    "/api/v1/runs/export?format=csv&status=timeout&status=aborted&search=a%26b&sort=status%2C-id&columns=id%2Cstatus&tz=Europe%2FBerlin",
  );
});
