import { createClient } from "@tfbench/client";

/** The API as the browser reaches it: through this origin. */
export const browserApi = createClient({ base_url: "" });
