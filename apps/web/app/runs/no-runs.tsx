import { TextLink } from "#components/app-link.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

/** Why the list is empty, and what to do. */
export function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState title="No run matches these filters">
        <Button size="dense" onClick={onClear}>
          Clear filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No run has been made yet">
      <p>
        Trigger one on the <TextLink href="/scenarios">scenarios page</TextLink>.
      </p>
    </EmptyState>
  );
}
