"use client";

type ConfirmCostProps = { isConfirmed: boolean; onChange: (isConfirmed: boolean) => void };

/** Asked for once the API found that the runs cost more than goes without asking. */
export function ConfirmCost({ isConfirmed, onChange }: ConfirmCostProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        className="accent-text"
        checked={isConfirmed}
        onChange={(event) => onChange(event.target.checked)}
      />
      I have read the estimate and want these runs at their cost
    </label>
  );
}
