import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";

export const metadata: Metadata = { title: "Sign in" };

type SignInProps = { searchParams: Promise<{ next?: string | string[]; refused?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInProps) {
  const { next, refused } = await searchParams;
  return (
    <main id="content" className="mx-auto flex min-h-[80dvh] w-full max-w-80 flex-col justify-center gap-4 p-4">
      <h1 className="text-title">Sign in to tfbench</h1>
      <form method="post" action="/session" className="flex flex-col gap-3">
        <input type="hidden" name="next" value={typeof next === "string" ? next : "/"} />
        <label className="flex flex-col gap-1 text-meta text-muted">
          Access token
          <Input
            name="token"
            type="password"
            required
            autoFocus
            autoComplete="current-password"
            aria-describedby="token-note"
            aria-invalid={refused !== undefined}
          />
        </label>
        <p id="token-note" className={refused === undefined ? "text-meta text-muted" : "text-meta text-bad"}>
          {refused === undefined
            ? "The value of TFBENCH_ACCESS_TOKEN of this installation."
            : "This is not the access token of this installation. Nothing was changed."}
        </p>
        <Button type="submit" variant="primary">
          Sign in
        </Button>
      </form>
    </main>
  );
}
