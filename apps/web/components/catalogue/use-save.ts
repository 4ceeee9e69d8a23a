import { useMutation, useQueryClient } from "@tanstack/react-query";
import { fieldErrors } from "#components/form/field-errors.ts";

type SaveOptions = {
  /** First part of the keys of the lists that show the row. */
  noun: string;
  /** Fields of the form, by the API's paths. */
  fields: readonly string[];
  send: () => Promise<unknown>;
  onSaved: () => void;
};

/** Sends a form, deals out what the API refused, and closes once the lists show what was accepted. */
export function useSave({ noun, fields, send, onSaved }: SaveOptions) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: send,
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: [noun] }).then(onSaved),
  });
  return { save, errors: fieldErrors(save.error, fields) };
}
