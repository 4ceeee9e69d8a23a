import type { Metadata } from "next";
import { DesignView } from "./view.tsx";

export const metadata: Metadata = { title: "Design" };

export default function DesignPage() {
  return <DesignView />;
}
