import type { JsonValue } from "@tfbench/contracts";
import type { DescribedRequest } from "../context.ts";

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const HIDDEN = /^(Bearer )?env:([A-Za-z_][A-Za-z0-9_]*), hidden$/;

/** A secret of the body is the variable of the shell that holds it, outside of the single quotes. */
const REFERENCE = /"(username|password)":"env:([A-Za-z_][A-Za-z0-9_]*)"/g;
const writeBody = (body: JsonValue): string => quote(JSON.stringify(body)).replace(REFERENCE, `"$1":"'"$$$2"'"`);

/** A value that is hidden is named as the variable of the shell that holds it. */
function writeHeader([name, value]: [string, string]): string {
  const [, form = "", variable] = HIDDEN.exec(value) ?? [];
  return variable === undefined ? `-H ${quote(`${name}: ${value}`)}` : `-H "${name}: ${form}$${variable}"`;
}

/** A request for a shell, as it would be sent. */
export const writeCurl = ({ method, url, headers, body }: DescribedRequest): string =>
  [
    `curl -N -X ${method} ${quote(url)}`,
    ...Object.entries(headers).map(writeHeader),
    ...(body === null ? [] : [`-d ${writeBody(body)}`]),
  ].join(" \\\n  ");
