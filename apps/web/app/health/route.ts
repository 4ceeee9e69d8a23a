export { GET } from "../api/[...path]/route.ts";
export const dynamic = "force-dynamic";
