import { AppError, CatalogueDocument, fieldProblems } from "@tfbench/contracts";
import type { FieldProblem, ImportedCatalogue } from "@tfbench/contracts";
import type { Sql } from "@tfbench/store";
import type { Context } from "../context.ts";
import { importEntries } from "./import-entries.ts";

type Input = { document: unknown; dry_run: boolean };

/** Ends a dry run: what was written is taken back. */
class DryRunEnd extends Error {
  readonly imported: ImportedCatalogue;

  constructor(imported: ImportedCatalogue) {
    super("A dry run ends without a commit.");
    this.imported = imported;
  }
}

/** Creates or changes by name what a file describes: all of it or, with every problem named, nothing. */
export async function importCatalogue(ctx: Context, { document, dry_run }: Input): Promise<ImportedCatalogue> {
  const parsed = CatalogueDocument.safeParse(document);
  if (!parsed.success) throw refuse(fieldProblems(parsed.error.issues, ""));
  try {
    return await ctx.db.transaction(async (tx) => {
      const { problems, ...imported } = await importEntries(insideOf(ctx, tx), tx, parsed.data);
      if (problems.length > 0) throw refuse(problems);
      if (dry_run) throw new DryRunEnd({ ...imported, dry_run });
      return { ...imported, dry_run };
    });
  } catch (cause) {
    if (cause instanceof DryRunEnd) return cause.imported;
    throw cause;
  }
}

/** The same context, whose verbs write in this transaction instead of one of their own. */
const insideOf = (ctx: Context, tx: Sql): Context => ({
  ...ctx,
  db: { ...ctx.db, query: tx.query, transaction: (work) => work(tx) },
});

const refuse = (fields: FieldProblem[]): AppError =>
  new AppError(
    "invalid_input",
    `The file has ${fields.length === 1 ? "a problem" : `${fields.length} problems`}; nothing was imported.`,
    {
      hint: "Mend what is named, and import it again.",
      fields,
    },
  );
