import { createClient, type Client } from "@tfbench/client";
import { cookies } from "next/headers";
import { webConfig } from "#config.ts";
import { ACCESS_COOKIE } from "./access-cookie.ts";

/** The API as this server reaches it, with the visitor's own token: a page can never read more than its visitor may. */
export async function serverApi(): Promise<Client> {
  const token = (await cookies()).get(ACCESS_COOKIE)?.value;
  return createClient({ base_url: webConfig().apiUrl, ...(token === undefined ? {} : { token }) });
}
