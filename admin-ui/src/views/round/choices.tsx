// SPDX-License-Identifier: Apache-2.0
// Big buttons for a thumb: one of several, or some of them. What is chosen has a tick and a frame, not a colour alone.
import styles from './round.module.css';

interface Props<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  /** Choosing another one leaves the first. */
  single?: boolean;
}

export function Choices<T extends string>({ label, options, chosen, onChange, single = false }: Props<T>) {
  const toggle = (value: T) => {
    if (chosen.includes(value)) onChange(chosen.filter((one) => one !== value));
    else onChange(single ? [value] : [...chosen, value]);
  };
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {options.map(({ value, label: text }) => {
        const on = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={on}
            className={on ? styles.chosen : undefined}
            onClick={() => toggle(value)}
          >
            {on && <i aria-hidden="true">✓ </i>}
            {text}
          </button>
        );
      })}
    </fieldset>
  );
}
