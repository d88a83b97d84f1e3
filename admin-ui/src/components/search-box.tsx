// SPDX-License-Identifier: Apache-2.0
// A search box that waits until the typing pauses.
import { Input } from 'antd';
import { useEffect, useState } from 'react';

const waitMs = 300;

interface Props {
  value: string;
  onSearch: (value: string) => void;
  placeholder: string;
  width?: number;
}

export function SearchBox({ value, onSearch, placeholder, width = 220 }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed.trim()), waitMs);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <Input
      allowClear
      type="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      placeholder={placeholder}
      aria-label={placeholder}
      style={{ width }}
      maxLength={64}
    />
  );
}
