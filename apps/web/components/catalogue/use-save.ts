import { useMutation, useQueryClient } from "@tanstack/react-query";
import { fieldErrors } from "#components/form/field-errors.ts";
import { openProblems } from "#components/form/open-problems.ts";

type SaveOptions<Body> = {
  /** First part of the keys of the lists that show the row. */
  noun: string;
  /** Fields of the form, by the API's paths. */
  fields: readonly string[];
  /** What would be sent now; null while the form cannot be read. */
  body: Body | null;
  send: (body: Body) => Promise<unknown>;
  onSaved: () => void;
};

/** Sends a form, deals out what the API refused until it is changed, and closes once the lists show what was accepted. */
export function useSave<Body>({ noun, fields, body, send, onSaved }: SaveOptions<Body>) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: send,
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: [noun] }).then(onSaved),
  });
  const error = openProblems(save.error, { sent: save.variables, now: body });
  return {
    isSending: save.isPending,
    submit: () => {
      if (body !== null) save.mutate(body);
    },
    errors: fieldErrors(error, fields),
  };
}
