import { CircleAlert } from "lucide-react";

/** What the API said about the form as a whole. */
export function FormProblems({ messages }: { messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <div role="alert" className="flex gap-2 rounded-control border border-bad px-3 py-2 text-meta text-bad">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <div className="min-w-0 break-words">
        {messages.map((message) => (
          <p key={message}>{message}</p>
        ))}
      </div>
    </div>
  );
}
