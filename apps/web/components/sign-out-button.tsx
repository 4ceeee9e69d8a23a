import { LogOut } from "lucide-react";
import { Button } from "./ui/button.tsx";

export function SignOutButton() {
  return (
    <form method="post" action="/session">
      <input type="hidden" name="sign_out" value="1" />
      <Button type="submit" variant="quiet" size="icon" aria-label="Sign out" title="Sign out">
        <LogOut aria-hidden />
      </Button>
    </form>
  );
}
