import { TextLink } from "#components/app-link.tsx";
import { PageHeader } from "#components/page-header.tsx";

export default function NotFound() {
  return <PageHeader title="There is no such page" lead={<TextLink href="/">Go to the overview</TextLink>} />;
}
