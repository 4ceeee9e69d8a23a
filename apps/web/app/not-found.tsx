import { TextLink } from "#components/app-link.tsx";
import { EmptyState } from "#components/empty-state.tsx";

export default function NotFound() {
  return (
    <EmptyState title="There is no such page">
      <TextLink href="/">Go to the overview</TextLink>
    </EmptyState>
  );
}
