"use client";

type BoxProps = { label: string; isChecked: boolean; isMixed?: boolean; onToggle: (isRange: boolean) => void };

/** Its whole cell takes the click, for a box of 13 px is easily missed. */
function SelectionBox({ label, isChecked, isMixed = false, onToggle }: BoxProps) {
  return (
    <label className="flex size-full cursor-pointer items-center justify-center px-2">
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        className="accent-text"
        checked={isChecked}
        ref={(box) => {
          if (box !== null) box.indeterminate = isMixed;
        }}
        onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      />
    </label>
  );
}

type HeadProps = { caption: string; chosen: number; of: number; onToggle: () => void };

export function SelectionHead({ caption, chosen, of, onToggle }: HeadProps) {
  return (
    <th scope="col" className="sticky top-0 z-10 h-8 w-8 border-b bg-panel p-0">
      <SelectionBox
        label={`Select all of this page: ${caption}`}
        isChecked={of > 0 && chosen === of}
        isMixed={chosen > 0 && chosen < of}
        onToggle={onToggle}
      />
    </th>
  );
}

type CellProps = { name: string; isChecked: boolean; onToggle: (isRange: boolean) => void };

export function SelectionCell({ name, isChecked, onToggle }: CellProps) {
  return (
    <td className="w-8 border-b p-0 select-none group-last/row:border-b-0">
      <SelectionBox label={`Select ${name}`} isChecked={isChecked} onToggle={onToggle} />
    </td>
  );
}
